"""Nothing stays behind: programs of their own start the child, and are ended in every way."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest

from app.compute.messages import ChildSettings, FromChild
from app.compute.process import ChildProcess
from tests.app.compute.children import child_pid, stillborn_child
from tests.app.compute.told_events import DEADLINE, appears

ROOT = Path(__file__).resolve().parents[3]

# A program that starts a child in the common way. What it does then stands after it, in `main`.
PROGRAM = """
import os, sys
from pathlib import Path
from app.compute.runner import ComputeRunner
from app.services.jobs import BackboneSource, NamesJob
from tests.app.compute import children
from tests.app.compute.told_events import Told, appears

folder = Path(sys.argv[1])

def make(child_main):
    return ComputeRunner(
        features=folder / "features", stems=folder / "stems", threads=1, child_main=child_main,
    )

def submit(runner, *commands):
    told = Told()
    runner.submit(NamesJob(BackboneSource(), commands), told)
    return told

"""
GUARD = """
if __name__ == "__main__":
    main()
"""

HANGS = """
def main():
    runner = make(children.decoding_child)
    told = submit(runner, f"hang {folder / 'hangs'}")
    """


@contextmanager
def program(folder: Path, main: str) -> Iterator[subprocess.Popen[str]]:
    path = folder / "program.py"
    path.write_text(PROGRAM + main + GUARD, encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, str(path), str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # under its number all that it starts is found, also when it is gone
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def ends_well(folder: Path, main: str) -> str:
    """What a program writes to standard error until it ends by itself."""
    with program(folder, main) as started:
        _, errors = started.communicate(timeout=DEADLINE)
        assert started.returncode == 0, errors
        return errors


def family(process: subprocess.Popen[str], folder: Path) -> list[psutil.Process]:
    """All processes that descend from a program, once its child hangs."""
    appears(folder / "hangs")
    found: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
    return found


def all_gone(processes: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=20)
    return not alive


def is_worker(process: psutil.Process) -> bool:
    return any("spawn_main" in word for word in process.cmdline())


def test_a_killed_program_takes_its_child_and_the_decode_worker_with_it(tmp_path: Path) -> None:
    with program(tmp_path, HANGS + "told.last()\n") as started:
        descendants = family(started, tmp_path)
        assert sum(map(is_worker, descendants)) == 2
        started.kill()
        assert all_gone(descendants)


def test_a_child_that_is_killed_takes_its_decode_worker_with_it(tmp_path: Path) -> None:
    with program(tmp_path, HANGS + "told.last()\n") as started:
        family(started, tmp_path)
        child = psutil.Process(child_pid(tmp_path))
        workers = child.children(recursive=True)
        assert len(workers) == 1
        child.kill()
        assert all_gone(workers)


def test_a_program_that_ends_without_closing_ends_all_the_same(tmp_path: Path) -> None:
    with program(tmp_path, HANGS + "appears(folder / 'hangs')\n") as started:
        descendants = family(started, tmp_path)
        _, errors = started.communicate(timeout=DEADLINE)
        assert (started.returncode, errors) == (0, "")
        assert all_gone(descendants)


def test_closing_leaves_no_process_behind(tmp_path: Path) -> None:
    main = """
def main():
    import psutil
    for hang in (False, True):
        runner = make(children.decoding_child)
        submit(runner, "step").result()
        if hang:
            submit(runner, f"hang {folder / 'hangs'}")
            appears(folder / "hangs")
        runner.close()
        left = psutil.Process().children(recursive=True)
        left = [item for item in left if not any("resource_tracker" in word for word in item.cmdline())]
        assert not left, left
"""
    assert ends_well(tmp_path, main) == ""


def test_an_exit_status_that_another_thread_took_first_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every start of a process asks for the exit status of all that have ended, and the system gives each but once."""
    heard: SimpleQueue[FromChild | None] = SimpleQueue()
    settings = ChildSettings(tmp_path / "features", tmp_path / "stems")
    context = multiprocessing.get_context("spawn")
    mistakes: list[Exception] = []
    child = ChildProcess(stillborn_child, settings, context, lambda _, message: heard.put(message), mistakes.append)
    pid, wait = child.pid, os.waitpid

    def too_late(asked: int, options: int) -> tuple[int, int]:
        found = wait(asked, options)
        if found[0] == pid:
            raise ChildProcessError
        return found

    assert heard.get(timeout=DEADLINE) is None
    with monkeypatch.context() as patch:
        patch.setattr(os, "waitpid", too_late)
        child.end()
    assert pid is not None
    assert not psutil.pid_exists(pid)
    assert mistakes == []


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5])
def test_a_program_killed_while_it_starts_processes_leaves_none(tmp_path: Path, seconds: float) -> None:
    main = """
def main():
    from app.compute.decode_pool import DecodePool
    DecodePool(1).start()
    told = submit(make(children.decoding_child), f"hang {folder / 'hangs'}")
    (folder / 'begun').touch()
    told.last()
"""
    with program(tmp_path, main) as started:
        appears(tmp_path / "begun")
        time.sleep(seconds)
        started.kill()
        started.wait()
        wait_until_empty(started.pid)


def wait_until_empty(session: int) -> None:
    end = time.monotonic() + DEADLINE
    while left := [pid for pid in psutil.pids() if session_of(pid) == session]:
        assert time.monotonic() < end, [psutil.Process(pid).cmdline() for pid in left]
        time.sleep(0.05)


def session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:  # it has ended since
        return None


def test_a_program_without_standard_streams_runs_jobs_that_print(tmp_path: Path) -> None:
    main = """
def main():
    os.closerange(0, 3)
    sys.stdin = sys.stdout = sys.stderr = None
    with make(children.obedient_child) as runner:
        told = submit(runner, "print", "step", "print")
        told.result()
    (folder / "kinds").write_text(" ".join(type(event).__name__ for event in told.events))
"""
    ends_well(tmp_path, main)
    assert (tmp_path / "kinds").read_text() == "Queued Started Moved Moved Moved Finished"


def test_the_window_loads_no_torch_and_the_child_no_qt(tmp_path: Path) -> None:
    main = """
def main():
    with make(children.telling_modules_child) as runner:
        submit(runner, "grey").result()
    (folder / "own modules").write_text("\\n".join(sys.modules))
"""
    ends_well(tmp_path, main)
    own, of_child = (
        {name.partition(".")[0] for name in (tmp_path / file).read_text().split()}
        for file in ("own modules", "modules")
    )
    assert not own & {"torch", "open_clip", "torchvision", "PySide6", "shiboken6"}
    assert "torch" in of_child
    assert not of_child & {"PySide6", "shiboken6", "sqlalchemy"}
