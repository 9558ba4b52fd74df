"""What a pool of decode workers gives for pictures, in which order, and how it ends."""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image

from app.compute.decode_pool import DecodePool
from app.services.jobs import Decoder, Look
from mmrl_engine.errors import PictureError
from mmrl_engine.images import open_rgb, open_small
from tests.app.compute.decode_readers import fatal_reader, module_reader
from tests.engine.image_fuzz import damaged, good_files

ROOT = Path(__file__).parents[3]
FILES = good_files()
WAIT = 60  # seconds; only where something hangs


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodePool]:
    with DecodePool(2) as made:
        yield made


@pytest.fixture
def slow_pool() -> Iterator[DecodePool]:
    """One worker, which a file called hold-up holds up for half a second."""
    with DecodePool(1, reader=fatal_reader) as made:
        yield made


def saved(path: Path, width: int = 30, height: int = 20) -> Path:
    Image.new("RGB", (width, height), "orange").save(path)
    return path


def refusal(future: Future[Look]) -> str:
    """The code of the one Notice that `future` raises."""
    with pytest.raises(PictureError) as caught:
        future.result(WAIT)
    (problem,) = caught.value.notices
    return problem.code


def workers() -> set[int | None]:
    return {process.pid for process in multiprocessing.active_children() if process.name == "decode worker"}


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_picture(pool: DecodePool, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture"
    path.write_bytes(FILES[kind])
    whole = np.asarray(open_rgb(path))
    pixels = pool.open(path).result(WAIT)
    assert pixels.dtype == np.uint8
    assert pixels.flags.writeable
    assert np.array_equal(pixels, whole)
    small = open_small(path, 40)
    assert np.array_equal(pool.open(path, 40).result(WAIT), np.asarray(small.image))
    look = pool.look(path, 40).result(WAIT)
    assert (look.height, look.width) == whole.shape[:2]
    assert (look.kind, look.taken) == (small.kind, None)
    assert -(2**63) <= look.dhash < 2**63
    thumbnail = Image.open(BytesIO(look.thumbnail))
    assert (thumbnail.format, thumbnail.size) == ("WEBP", small.image.size)


def test_a_picture_of_many_strips(pool: DecodePool, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1999, 1601, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.png", compress_level=1)
    assert np.array_equal(pool.open(tmp_path / "a.png").result(WAIT), noise)


def test_a_picture_that_lies_on_its_side(pool: DecodePool, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:05:17 10:11:12"
    stored = Image.new("RGB", (900, 600), "white")
    stored.paste("black", (0, 0, 450, 600))  # upright, this is the upper half
    stored.save(tmp_path / "a.jpg", exif=exif)
    assert pool.open(tmp_path / "a.jpg").result(WAIT).shape == (900, 600, 3)
    look = pool.look(tmp_path / "a.jpg", 90).result(WAIT)
    assert (look.width, look.height, look.taken) == (600, 900, "2024-05-17T10:11:12")
    thumbnail = Image.open(BytesIO(look.thumbnail)).convert("L")
    assert thumbnail.size == (60, 90)
    assert thumbnail.getpixel((30, 10)) == pytest.approx(0, abs=20)
    assert thumbnail.getpixel((30, 80)) == pytest.approx(255, abs=20)


def test_files_that_cannot_be_read(pool: DecodePool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "text.png").write_bytes(b"hello")
    (tmp_path / "cut.jpg").write_bytes(FILES["JPEG"][:1000])
    expected = {
        "missing.png": "picture-missing",
        "pipe.png": "picture-not-a-file",
        "text.png": "picture-unknown-format",
        "cut.jpg": "picture-damaged",
        "zero\0byte.png": "picture-missing",
    }
    assert {name: refusal(pool.look(tmp_path / name, 40)) for name in expected} == expected
    with pytest.raises(PictureError) as caught:
        open_rgb(tmp_path / "cut.jpg")
    with pytest.raises(PictureError) as elsewhere:
        pool.open(tmp_path / "cut.jpg").result(WAIT)
    assert elsewhere.value.notices == caught.value.notices


def test_names_that_are_no_text(pool: DecodePool, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    assert refusal(pool.look(path, 40)) == "picture-missing"
    assert pool.look(saved(path), 40).result(WAIT).width == 30


def test_200_pictures_through_2_workers(pool: DecodePool, tmp_path: Path) -> None:
    paths = [saved(tmp_path / f"{number}.png", width=10 + number) for number in range(200)]
    looks = [pool.look(path, 16) for path in paths]
    opened = [pool.open(path) for path in paths[:50]]
    assert [look.result(WAIT).width for look in looks] == [10 + number for number in range(200)]
    assert [pixels.result(WAIT).shape[1] for pixels in opened] == [10 + number for number in range(50)]


def test_300_damaged_files(pool: DecodePool, tmp_path: Path) -> None:
    rng = random.Random(20261124)
    futures: list[Future[Look]] = []
    for number in range(300):
        path = tmp_path / f"{number}"
        path.write_bytes(damaged(FILES[rng.choice(sorted(FILES))], rng))
        futures.append(pool.look(path, 40))
    before = workers()
    codes = [None if future.exception(WAIT) is None else refusal(future) for future in futures]
    assert codes.count(None) > 50
    assert codes.count("picture-damaged") > 50
    assert "picture-crashed-reader" not in codes
    assert workers() == before


def test_opening_goes_before_looking(slow_pool: DecodePool, tmp_path: Path) -> None:
    order: list[str] = []

    def noted(future: Future[Any], name: str) -> Future[Any]:
        future.add_done_callback(lambda _: order.append(name))
        return future

    hold_up = slow_pool.look(saved(tmp_path / "hold-up.png"), 16)
    path = saved(tmp_path / "a.png")
    looks = [noted(slow_pool.look(path, 16), f"look {number}") for number in range(20)]
    opened = [noted(slow_pool.open(path), f"open {number}") for number in range(3)]
    assert not hold_up.done()
    for future in [*looks, *opened]:
        future.result(WAIT)
    while len(order) < 23:  # a future tells its result before it calls back
        threading.Event().wait(0.01)
    assert order == [f"open {number}" for number in range(3)] + [f"look {number}" for number in range(20)]


def test_what_is_cancelled_is_left_out(slow_pool: DecodePool, tmp_path: Path) -> None:
    running = slow_pool.look(saved(tmp_path / "hold-up.png"), 16)
    deadly = slow_pool.look(saved(tmp_path / "leave.png"), 16)
    after = slow_pool.look(saved(tmp_path / "a.png"), 16)
    assert deadly.cancel()
    while not running.running():
        threading.Event().wait(0.01)
    before = workers()
    assert after.result(WAIT).width == 30
    assert not running.cancel()
    assert running.result(WAIT).width == 30
    assert workers() == before


def test_closing_in_the_middle(tmp_path: Path) -> None:
    before, threads = workers(), threading.active_count()
    pool = DecodePool(2, reader=fatal_reader)
    path = saved(tmp_path / "a.png")
    assert pool.look(path, 16).result(WAIT).width == 30
    assert len(workers() - before) == 2
    running = [pool.open(saved(tmp_path / "hang.png")) for _ in range(2)]
    waiting = [pool.look(path, 16) for _ in range(10)]
    while not all(future.running() for future in running):
        threading.Event().wait(0.01)
    pool.close()
    futures: list[Future[Any]] = [*running, *waiting]
    assert wait(futures, 0).not_done == set()
    assert all(future.cancelled() for future in waiting)
    for future in running:
        with pytest.raises(CancelledError):
            future.result()
    assert (workers(), threading.active_count()) == (before, threads)
    pool.close()
    pool.start()
    assert pool.look(path, 16).cancelled()
    assert (workers(), threading.active_count()) == (before, threads)


def test_closing_while_the_workers_start() -> None:
    before, threads = workers(), threading.active_count()
    for pause in (0.0, 0.05, 0.2):
        pool = DecodePool(2)
        pool.start()
        threading.Event().wait(pause)
        pool.close()
        assert (workers(), threading.active_count()) == (before, threads)


def test_a_pool_that_was_never_used() -> None:
    before = threading.active_count()
    DecodePool(3).close()
    assert threading.active_count() == before
    with pytest.raises(ValueError, match="at least one"):
        DecodePool(0)


def test_the_workers_start_once() -> None:
    before = workers()
    with DecodePool(2) as pool:
        pool.start()
        pool.start()
        assert refusal(pool.look(Path("missing.png"), 16)) == "picture-missing"
        assert len(workers() - before) <= 2


def test_a_pool_is_a_decoder(pool: DecodePool) -> None:
    decoder: Decoder = pool
    assert refusal(decoder.look(Path("missing.png"), 16)) == "picture-missing"


def test_workers_load_neither_torch_nor_qt(tmp_path: Path) -> None:
    with DecodePool(1, reader=module_reader) as pool:
        loaded = set(pool.look(saved(tmp_path / "a.png"), 16).result(WAIT).kind.split())
    assert "mmrl_engine.images" in loaded
    assert not loaded & {"torch", "torchvision", "open_clip", "PySide6", "shiboken6", "sqlalchemy"}


def test_the_asking_side_loads_neither_torch_nor_qt() -> None:
    code = (
        "import sys, app.compute.decode_pool\n"
        "print(sorted({'torch', 'open_clip', 'PySide6', 'sqlalchemy'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
