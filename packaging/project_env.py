"""The project's own environment in `.venv`: made, installed into and kept up to date, shared by run.py and test.py.

Standard library only, and no syntax newer than Python 3.8 (see machine.py). What makes a second start quick is
`.venv/setup.json`: it is written last and names all that was installed; whatever it does not match is set up again.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import machine
import pip_run
from machine import SetupError

STOPPED = 130
FILES = ("pyproject.toml", "packaging/constraints.txt")
EXTRAS = ("camera", "heic", "onnx", "serve", "sklearn")  # what a person may want besides (see pyproject.toml)


class ProjectEnv:
    """`.venv` in the folder `root`.

    Args:
        root: the folder with `pyproject.toml` and `packaging/constraints.txt`.
        torch_index: where another build of torch and torchvision is taken from; None keeps what is there.
        extras: what this call wants besides, of `EXTRAS`.
        say: takes each line meant for a person.
    """

    def __init__(
        self,
        root: Path,
        *,
        torch_index: str | None = None,
        extras: Sequence[str] = (),
        say: Callable[[str], None] = print,
    ) -> None:
        self.root = root
        self.extras = tuple(extras)
        self.folder = root / ".venv"
        self.log = self.folder / "setup.log"
        self._torch_index = torch_index
        self._say = say
        self._stamp = self.folder / "setup.json"
        self._lock = self.folder / "setup.lock"
        self._unfinished = self.folder / "setup.unfinished"  # there while pip runs: killed, it leaves half packages
        self._scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self._scripts / ("python.exe" if os.name == "nt" else "python")

    def command(self, name: str) -> Path:
        """The program `name` that an installed package brought."""
        return self._scripts / (f"{name}.exe" if os.name == "nt" else name)

    def prepare(self, extras: Sequence[str] = ()) -> None:
        """Installs the project with `extras` and its own, if that is not done yet; raises SetupError with one sentence.

        Extras that an earlier call installed stay, so run.py and test.py do not undo each other's work.
        """
        extras = (*self.extras, *extras)
        if self._is_ready(extras):
            self._look_at_graphics()
            return
        machine.check_libraries()
        self._check_is_ours()
        self.folder.mkdir(exist_ok=True)
        with _only_one(self._lock):
            if not self._is_ready(extras):  # another start may have done it just before
                self._set_up(extras)

    def _is_ready(self, extras: Sequence[str]) -> bool:
        stamp = self._read_stamp()
        return (
            self.python.exists()
            and stamp.get("inputs") == self._inputs()
            and stamp.get("root") == str(self.root)
            and set(extras) <= set(stamp.get("extras", ()))
            and not self._other_torch(stamp)
        )

    def _other_torch(self, stamp: dict[str, Any]) -> bool:
        return self._torch_index is not None and stamp.get("torch_index") != self._torch_index

    def _inputs(self) -> str:
        return hashlib.sha256(b"\0".join((self.root / name).read_bytes() for name in FILES)).hexdigest()

    def _read_stamp(self) -> dict[str, Any]:
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or cut off while it was written: set up again
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _write_stamp(self, stamp: dict[str, Any]) -> None:
        self._stamp.write_text(json.dumps(stamp, indent=1), encoding="utf-8")

    def _check_is_ours(self) -> None:
        """An environment that these scripts did not make is a person's own: never emptied."""
        if self.folder.exists() and any(self.folder.iterdir()) and not self._lock.exists():
            raise SetupError(f"{self.folder} was not made by this script: move it away and start again.")

    def _set_up(self, extras: Sequence[str]) -> None:
        before, inputs = self._read_stamp(), self._inputs()
        kept = self._can_be_kept(before)
        index = self._torch_index or before.get("torch_index")
        wanted = sorted({*extras, *before.get("extras", ())})
        self._check_disk(index, kept=kept)
        stamp = {"root": str(self.root), "extras": wanted, "torch_index": index}
        self._write_stamp(stamp)  # without "inputs": what is wanted, not yet done
        self._unfinished.touch()
        if not kept:
            self._empty()
        with self.log.open("w", encoding="utf-8") as log:
            pip = pip_run.Pip(self.python, log=log, folder=self.folder, say=self._say)
            try:
                self._install(pip, wanted, index, kept=kept)
            except pip_run.InstallFailed:
                self._unfinished.unlink()  # pip ended by itself, and put back what it had begun
                raise
        self._unfinished.unlink()
        self._finish({**stamp, "inputs": inputs})

    def _can_be_kept(self, stamp: dict[str, Any]) -> bool:
        """Whether pip may go on in what is there; else it is made anew."""
        if self._unfinished.exists() or not self.python.exists() or self._other_torch(stamp):
            return False
        return bool(stamp.get("root") == str(self.root))  # an environment cannot be moved

    def _check_disk(self, index: str | None, *, kept: bool) -> None:
        need, already = machine.disk_need(index), folder_size(self.folder)
        if kept:
            self._say(f"Bringing {self.folder} up to date.")
            machine.check_disk(self.root, need.beside(already))
        else:
            self._say(
                f"Setting up in {self.folder}: about {machine.in_gigabytes(need.environment)} of disk, "
                f"and {machine.in_gigabytes(need.downloads)} more while it installs."
            )
            machine.check_disk(self.root, need.beside(0) - already)

    def _empty(self) -> None:
        for entry in self.folder.iterdir():
            if entry in (self._lock, self._stamp, self._unfinished):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def _install(self, pip: pip_run.Pip, extras: Sequence[str], index: str | None, *, kept: bool) -> None:
        if not kept:
            pip.make_environment()
        constraints = ["-c", str(self.root / "packaging" / "constraints.txt")]
        if index is not None:
            pip.install("torch", [*constraints, "--index-url", index, "torch", "torchvision"])
        project = f"{self.root}[{','.join(extras)}]" if extras else str(self.root)
        pip.install("the project", [*constraints, "--editable", project])
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)

    def _finish(self, stamp: dict[str, Any]) -> None:
        mark = machine.graphics_mark()
        self._advise(mark)
        self._write_stamp({**stamp, "graphics": mark})
        self._say("Set-up is done.")

    def _look_at_graphics(self) -> None:
        """Asks torch again where a card or its driver has come or gone since the last start."""
        stamp, mark = self._read_stamp(), machine.graphics_mark()
        if stamp.get("graphics") != mark:
            self._advise(mark)
            self._write_stamp({**stamp, "graphics": mark})

    def _advise(self, mark: str) -> None:
        advice = machine.card_advice(mark, machine.probe_torch(self.python))
        if advice is not None:
            self._say(advice)


def start(description: str, work: Callable[[ProjectEnv, list[str]], int], arguments: Sequence[str]) -> int:
    """What run.py and test.py share: reads the call, turns every foreseen fault into one sentence.

    Returns `work`'s exit code, 1 after a fault, 130 when stopped.
    """
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument(
        "--torch-index",
        metavar="URL",
        default=os.environ.get("MMRL_TORCH_INDEX") or None,
        help="take another build of torch from this package index (also: MMRL_TORCH_INDEX)",
    )
    parser.add_argument(
        "--with",
        dest="extras",
        metavar="EXTRA",
        action="append",
        default=[],
        choices=EXTRAS,
        help=f"install one of these too, for good: {', '.join(EXTRAS)}; give it once for each",
    )
    options, rest = parser.parse_known_args(arguments)
    try:
        machine.check_python()
        root = Path(__file__).resolve().parent.parent
        return work(ProjectEnv(root, torch_index=options.torch_index, extras=options.extras), rest)
    except KeyboardInterrupt:
        print("\nStopped. Start again to go on.", file=sys.stderr)
        return STOPPED
    except SetupError as fault:
        print(fault, file=sys.stderr)
    except OSError as fault:
        print(f"Setting up failed ({fault}): mend that and start again.", file=sys.stderr)
    return 1


def run_through(command: Sequence[str | Path], folder: Path | None = None) -> int:
    """Runs `command` to its end in this terminal, Ctrl-C left to it. Returns its exit code."""
    process = subprocess.Popen([str(part) for part in command], cwd=folder)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            if os.name == "posix" and not sys.stdin.isatty():  # a terminal sends it to both by itself
                process.send_signal(signal.SIGINT)
            continue
        if code == -signal.SIGINT:
            raise KeyboardInterrupt
        return 128 - code if code < 0 else code


@contextlib.contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Holds `lock` for one process at a time; the system lets go of it however the process ends."""
    with lock.open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise SetupError("Another start is setting up just now: wait for it, then start again.") from error
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def folder_size(folder: Path) -> int:
    """Bytes of the files under `folder`."""
    return sum(
        os.lstat(os.path.join(where, name)).st_size  # noqa: PTH118 (some 40,000 files: Path would take seconds)
        for where, _, names in os.walk(folder)
        for name in names
    )
