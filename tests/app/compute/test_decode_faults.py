"""Pictures that stop, crash or fill the worker that reads them, and killed programs: nothing is left behind."""

from __future__ import annotations

import errno
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from multiprocessing.context import SpawnProcess
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from app.compute import shared_pixels
from app.compute.decode_pool import DecodePool
from mmrl_engine.errors import PictureError
from mmrl_engine.notices import Notice
from tests.app.compute.decode_readers import fatal_reader

ROOT = Path(__file__).parents[3]
WAIT = 60  # seconds; only where something hangs
MEMORY = 150_000_000


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodePool]:
    with DecodePool(1, seconds=WAIT, memory_bytes=MEMORY, reader=fatal_reader) as made:
        yield made


@pytest.fixture(scope="module")
def hasty_pool() -> Iterator[DecodePool]:
    with DecodePool(1, seconds=2, reader=fatal_reader) as made:
        yield made


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the shared memory that this process makes."""
    names: list[str] = []

    class Noted(SharedMemory):
        def __init__(self, *, create: bool, size: int) -> None:
            super().__init__(create=create, size=size)
            names.append(self.name)

    monkeypatch.setattr(shared_pixels, "SharedMemory", Noted)
    return names


def saved(path: Path) -> Path:
    Image.new("RGB", (30, 20), "orange").save(path)
    return path


def refusal(future: Future[Any]) -> Notice:
    with pytest.raises(PictureError) as caught:
        future.result(WAIT)
    (problem,) = caught.value.notices
    assert str(problem)
    return problem


def worker_of(pool: DecodePool, path: Path) -> psutil.Process:
    """The process of a pool with one worker."""
    others = {process.pid for process in multiprocessing.active_children()}
    pool.look(path, 16).result(WAIT)
    (pid,) = {process.pid for process in multiprocessing.active_children()} - others
    return psutil.Process(pid)


def gone(process: psutil.Process) -> bool:
    """Whether it has ended; whoever adopted it may not have asked for its exit status yet."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def wait_until_gone(processes: list[psutil.Process]) -> None:
    deadline = time.monotonic() + WAIT
    while not all(gone(process) for process in processes):
        assert time.monotonic() < deadline, processes
        time.sleep(0.02)


DEADLY = {
    "leave": "picture-crashed-reader",
    "crash": "picture-crashed-reader",
    "fill-memory": "picture-out-of-memory",
    "fill-memory-slowly": "picture-out-of-memory",
}


@pytest.mark.parametrize("deed", DEADLY)
@pytest.mark.parametrize("way", ["look", "fill"])
def test_a_deadly_picture_costs_only_itself(
    pool: DecodePool, tmp_path: Path, blocks: list[str], deed: str, way: str
) -> None:
    check_that_one_dies(pool, tmp_path, blocks, deed, DEADLY[deed], way)


@pytest.mark.parametrize("deed", ["hang", "hang-hard"])
@pytest.mark.parametrize("way", ["look", "fill"])
def test_a_picture_that_never_ends_costs_only_itself(
    hasty_pool: DecodePool, tmp_path: Path, blocks: list[str], deed: str, way: str
) -> None:
    check_that_one_dies(hasty_pool, tmp_path, blocks, deed, "picture-too-slow", way)


def check_that_one_dies(pool: DecodePool, folder: Path, blocks: list[str], deed: str, code: str, way: str) -> None:
    """Has the worker do `deed` between two sound pictures, while it reads or while it hands the pixels over."""
    path = saved(folder / f"{'filling-' if way == 'fill' else ''}{deed}.png")
    before = pool.open(saved(folder / "sound.png"))
    future: Future[Any] = pool.look(path, 16) if way == "look" else pool.open(path)
    after = pool.look(folder / "sound.png", 16)
    problem = refusal(future)
    assert (problem.code, problem.params["path"]) == (code, str(path))
    assert before.result(WAIT).shape == (20, 30, 3)
    assert after.result(WAIT).width == 30
    assert len(blocks) == (2 if way == "fill" else 1)
    assert not any(Path("/dev/shm", name).exists() for name in blocks)


def test_our_own_mistake_is_told_as_such(pool: DecodePool, tmp_path: Path) -> None:
    for name in ("mistake", "end-of-file", "filling-mistake", "filling-end-of-file"):
        with pytest.raises(RuntimeError, match="our own mistake"):
            pool.open(saved(tmp_path / f"{name}.png")).result(WAIT)
    assert pool.open(saved(tmp_path / "sound.png")).result(WAIT).shape == (20, 30, 3)


def test_a_reader_that_cannot_travel_is_our_own_mistake(tmp_path: Path) -> None:
    with DecodePool(1, reader=lambda request: fatal_reader(request)) as pool, pytest.raises(Exception, match="pickle"):
        pool.look(saved(tmp_path / "sound.png"), 16).result(WAIT)


def test_what_decoders_say_is_not_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with DecodePool(1, reader=fatal_reader) as pool:
        assert pool.look(saved(tmp_path / "talk.png"), 16).result(WAIT).width == 30
    assert capfd.readouterr() == ("", "")


def test_a_worker_killed_while_idle_costs_no_picture(tmp_path: Path) -> None:
    path = saved(tmp_path / "sound.png")
    with DecodePool(1, reader=fatal_reader) as pool:
        worker = worker_of(pool, path)
        for _ in range(3):
            worker.kill()
            wait_until_gone([worker])
            worker = worker_of(pool, path)


def test_a_machine_that_gives_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "sound.png")

    def refuse(_: SpawnProcess) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    with DecodePool(2, reader=fatal_reader) as pool:
        with monkeypatch.context() as patch:
            patch.setattr(SpawnProcess, "start", refuse)
            for _ in range(3):
                problem = refusal(pool.look(path, 16))
                assert problem.code == "picture-reader-not-started"
                assert problem.params["reason"] == "Resource temporarily unavailable"
        assert pool.look(path, 16).result(WAIT).width == 30


def test_no_room_for_shared_memory(
    pool: DecodePool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks: list[str]
) -> None:
    def refuse(*_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = saved(tmp_path / "sound.png")
    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fallocate", refuse)
        assert refusal(pool.open(path)).code == "picture-out-of-memory"
    assert pool.open(path).result(WAIT).shape == (20, 30, 3)
    assert len(blocks) == 2
    assert not any(Path("/dev/shm", name).exists() for name in blocks)


def test_pictures_at_the_limits_fit(tmp_path: Path) -> None:
    """80 million pixels in files of up to 240 MB, one after another, in the memory that one picture may take."""
    plain = Image.new("RGB", (10_000, 8_000), "orange")
    paths = [tmp_path / name for name in ("a.ppm", "a.png", "a.jpg")]  # the first two leave no room for waste
    for path in paths:
        plain.save(path, compress_level=0)
    del plain
    with DecodePool(1, seconds=WAIT) as pool:
        for path in paths:
            assert pool.open(path).result(WAIT).shape == (8_000, 10_000, 3)
            assert pool.look(path, 64).result(WAIT).width == 10_000
            path.unlink()


@pytest.mark.parametrize(("seconds", "picture"), [(600, "sound"), (600, "hang"), (3, "hang-hard")])
def test_no_worker_outlives_a_killed_program(tmp_path: Path, seconds: int, picture: str) -> None:
    saved(tmp_path / "sound.png")
    command = [sys.executable, "-m", "tests.app.compute.decode_scene", str(seconds)]
    with subprocess.Popen(
        [*command, str(saved(tmp_path / f"{picture}.png"))], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "asked\n"
        workers = psutil.Process(program.pid).children(recursive=True)
        program.kill()
    assert len(workers) >= 2
    wait_until_gone(workers)


def test_nothing_is_left_of_a_program_that_ends(tmp_path: Path) -> None:
    """Blocks that nobody removed would be told on standard error when the program ends."""
    for name in ("sound", "filling-leave", "filling-hang", "hang"):
        saved(tmp_path / f"{name}.png")
    code = (
        "import pathlib, sys\n"
        "from app.compute.decode_pool import DecodePool\n"
        "from tests.app.compute.decode_readers import fatal_reader\n"
        "pool = DecodePool(2, seconds=2, reader=fatal_reader)\n"
        "names = ['sound', 'filling-leave', 'filling-hang', 'sound', 'hang', 'sound']\n"
        "futures = [pool.open(pathlib.Path(sys.argv[1], f'{name}.png')) for name in names]\n"
        "print([type(future.exception()).__name__ for future in futures])\n"
        "if sys.argv[2] == 'close': pool.close()\n"
    )
    expected = "['NoneType', 'PictureError', 'PictureError', 'NoneType', 'PictureError', 'NoneType']\n"
    for end in ("close", "forget"):
        command = [sys.executable, "-W", "error", "-c", code, str(tmp_path), end]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WAIT)
        assert (run.returncode, run.stdout, run.stderr) == (0, expected, "")
