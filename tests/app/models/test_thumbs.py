"""Small pictures come from the store or from a decode worker, the newest wish first, and nothing waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from app.compute.decode_pool import DecodePool
from app.models.thumb_work import MOST_LOOKS, MOST_WISHES
from app.models.thumbs import MOST_BYTES, Thumbs
from app.services.jobs import Look, Pixels
from app.storage.thumbnails import Thumbnails
from mmrl_engine.errors import EngineError, PictureError
from mmrl_engine.notices import Notice, notice
from tests.app.models.drawn import webp

SOON = 20_000  # milliseconds: far more than it takes


class Decoder:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.looks: list[tuple[Path, Future[Look]]] = []
        self.opens: list[tuple[Path, Future[Pixels]]] = []

    def look(self, path: Path, longest: int) -> Future[Look]:
        self.looks.append((path, Future()))
        return self.looks[-1][1]

    def open(self, path: Path, longest: int | None = None) -> Future[Pixels]:
        self.opens.append((path, Future()))
        return self.opens[-1][1]

    def answer(self, place: int, data: bytes) -> None:
        self.looks[place][1].set_result(Look(8, 8, "PNG", None, 0, data))

    def asked(self) -> list[str]:
        return [path.name for path, _ in self.looks]


Make = Callable[..., Thumbs]


@pytest.fixture
def decoder() -> Decoder:
    return Decoder()


@pytest.fixture
def kept(tmp_path: Path) -> Thumbnails:
    return Thumbnails(tmp_path / "thumbs")


@pytest.fixture
def make(qtbot: QtBot, kept: Thumbnails, decoder: Decoder) -> Iterator[Make]:
    made: list[Thumbs] = []

    def thumbs(path_of: Callable[[str], Path | None] = Path, most_bytes: int = MOST_BYTES) -> Thumbs:
        made.append(Thumbs(kept, path_of, decoder, most_bytes=most_bytes))
        return made[-1]

    yield thumbs
    for item in made:
        item.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "thumbs"]


def test_a_kept_picture_is_told_and_then_there(qtbot: QtBot, kept: Thumbnails, make: Make) -> None:
    kept.write("aa", webp("red", 40, 30))
    thumbs = make()
    with qtbot.waitSignal(thumbs.arrived, timeout=SOON) as told:
        assert thumbs.pixmap("aa") is None
    assert told.args == [frozenset({"aa"})]
    found = thumbs.pixmap("aa")
    assert found is not None
    assert (found.width(), found.height()) == (40, 30)


def test_many_that_come_together_are_told_together(qtbot: QtBot, kept: Thumbnails, make: Make) -> None:
    names = [f"{number:02}" for number in range(60)]
    for name in names:
        kept.write(name, webp("red", 8, 8))
    thumbs = make()
    told: list[frozenset[str]] = []
    thumbs.arrived.connect(told.append)
    for name in names:
        thumbs.pixmap(name)
    qtbot.waitUntil(lambda: frozenset().union(*told) == frozenset(names), timeout=SOON)
    assert len(told) < len(names) / 2


def test_a_lost_one_is_made_again_and_kept(qtbot: QtBot, kept: Thumbnails, decoder: Decoder, make: Make) -> None:
    thumbs = make()
    thumbs.pixmap("lost")
    qtbot.waitUntil(lambda: decoder.asked() == ["lost"], timeout=SOON)
    with qtbot.waitSignal(thumbs.arrived, timeout=SOON):
        decoder.answer(0, webp("blue", 12, 9))
    assert thumbs.pixmap("lost") is not None
    assert kept.read("lost") == webp("blue", 12, 9)


def test_a_damaged_one_is_made_again(qtbot: QtBot, kept: Thumbnails, decoder: Decoder, make: Make) -> None:
    whole = webp("blue", 12, 9)
    kept.write("bad", whole[:20] + bytes(len(whole) - 20))
    thumbs = make()
    thumbs.pixmap("bad")
    qtbot.waitUntil(lambda: decoder.asked() == ["bad"], timeout=SOON)
    with qtbot.waitSignal(thumbs.arrived, timeout=SOON):
        decoder.answer(0, whole)
    assert kept.read("bad") == whole


def test_the_decoder_holds_up_no_kept_picture(qtbot: QtBot, kept: Thumbnails, decoder: Decoder, make: Make) -> None:
    """Whatever an import has asked of it before."""
    kept.write("here", webp("red", 8, 8))
    thumbs = make()
    for number in range(20):
        thumbs.pixmap(f"lost {number}")
    qtbot.waitUntil(lambda: len(decoder.looks) == MOST_LOOKS, timeout=SOON)
    with qtbot.waitSignal(thumbs.arrived, timeout=SOON):
        thumbs.pixmap("here")
    assert thumbs.pixmap("here") is not None


def test_the_newest_wish_comes_first(qtbot: QtBot, decoder: Decoder, make: Make) -> None:
    gates = {"first 0": threading.Event(), "first 1": threading.Event()}
    entered = threading.Semaphore(0)

    def path_of(name: str) -> Path:
        if name in gates:
            entered.release()
            gates[name].wait()
        return Path(name)

    thumbs = make(path_of)
    for name in gates:
        thumbs.pixmap(name)
    assert entered.acquire(timeout=20)
    assert entered.acquire(timeout=20)  # both threads are busy
    for name in ("past", "now", "now too"):
        thumbs.pixmap(name)
    thumbs.pixmap("now")  # and again, as it is painted again
    gates["first 0"].set()  # one thread goes on alone: two of them would overtake each other
    try:
        qtbot.waitUntil(lambda: len(decoder.looks) == MOST_LOOKS, timeout=SOON)
        assert decoder.asked() == ["first 0", "now", "now too", "past"]
    finally:
        gates["first 1"].set()


def test_what_was_scrolled_past_is_dropped_and_can_be_asked_for_again(
    qtbot: QtBot, kept: Thumbnails, make: Make
) -> None:
    gate, entered = threading.Event(), threading.Semaphore(0)

    def path_of(name: str) -> None:
        entered.release()
        gate.wait()

    for name in ("old", "new"):
        kept.write(name, webp("red", 8, 8))
    thumbs = make(path_of)
    thumbs.pixmap("busy 0")
    thumbs.pixmap("busy 1")
    assert entered.acquire(timeout=20)
    assert entered.acquire(timeout=20)
    thumbs.pixmap("old")
    for number in range(MOST_WISHES):
        thumbs.pixmap(f"none {number}")
    thumbs.pixmap("new")
    gate.set()
    qtbot.waitUntil(lambda: thumbs.pixmap("new") is not None, timeout=SOON)
    assert thumbs.pixmap("old") is None
    qtbot.waitUntil(lambda: thumbs.pixmap("old") is not None, timeout=SOON)


def test_what_cannot_be_had_is_told_and_not_asked_for_again(qtbot: QtBot, decoder: Decoder, make: Make) -> None:
    asked = []

    def path_of(name: str) -> Path | None:
        asked.append(name)
        if name == "disk":
            raise EngineError.of("storage-not-opened", path="x", reason="y")
        return None if name == "gone" else Path(name)

    thumbs = make(path_of)
    told: set[str] = set()
    thumbs.arrived.connect(told.update)
    for name in ("gone", "disk", "unreadable"):
        thumbs.pixmap(name)
    qtbot.waitUntil(lambda: len(decoder.looks) == 1, timeout=SOON)
    decoder.looks[0][1].set_exception(PictureError.of("picture-empty", path="x"))
    qtbot.waitUntil(lambda: told == {"gone", "disk", "unreadable"}, timeout=SOON)
    assert [thumbs.pixmap(name) for name in ("gone", "disk", "unreadable")] == [None] * 3
    assert sorted(asked) == ["disk", "gone", "unreadable"]
    thumbs.forget("gone")
    thumbs.pixmap("gone")
    qtbot.waitUntil(lambda: len(asked) == 4, timeout=SOON)


def test_what_was_not_used_for_longest_goes_when_memory_is_full(qtbot: QtBot, kept: Thumbnails, make: Make) -> None:
    for name in ("a", "b", "c"):
        kept.write(name, webp("red", 100, 100))
    thumbs = make(most_bytes=100_000)  # two of them
    for name in ("a", "b"):
        with qtbot.waitSignal(thumbs.arrived, timeout=SOON):
            thumbs.pixmap(name)
    assert thumbs.pixmap("a") is not None
    with qtbot.waitSignal(thumbs.arrived, timeout=SOON):
        thumbs.pixmap("c")
    assert thumbs.pixmap("a") is not None
    assert thumbs.pixmap("b") is None


def test_a_file_outside_is_opened_by_the_decoder_alone(
    qtbot: QtBot, kept: Thumbnails, decoder: Decoder, make: Make, tmp_path: Path
) -> None:
    thumbs, file = make(), tmp_path / "outside.png"
    assert thumbs.file_pixmap(file) is None
    assert thumbs.file_pixmap(file) is None
    qtbot.waitUntil(lambda: decoder.asked() == ["outside.png"], timeout=SOON)
    with qtbot.waitSignal(thumbs.file_arrived, timeout=SOON) as told:
        decoder.answer(0, webp("red", 20, 10))
    assert told.args == [str(file)]
    found = thumbs.file_pixmap(file)
    assert found is not None
    assert found.width() == 20
    assert len(decoder.looks) == 1


def test_a_large_view_or_the_reason_why_not(qtbot: QtBot, decoder: Decoder, make: Make) -> None:
    thumbs = make()
    told: list[tuple[QPixmap | None, Notice | None]] = []
    thumbs.large(Path("a"), 100, lambda pixmap, reason: told.append((pixmap, reason)))
    thumbs.large(Path("b"), 100, lambda pixmap, reason: told.append((pixmap, reason)))
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[0, 1] = (255, 128, 0)
    decoder.opens[0][1].set_result(pixels)
    decoder.opens[1][1].set_exception(PictureError(notice("picture-empty", path="b")))
    qtbot.waitUntil(lambda: len(told) == 2, timeout=SOON)
    pixmap, reason = told[0]
    assert pixmap is not None
    assert reason is None
    color = pixmap.toImage().pixelColor(1, 0)
    assert (pixmap.width(), pixmap.height()) == (5, 3)
    assert (color.red(), color.green(), color.blue()) == (255, 128, 0)
    assert told[1] == (None, notice("picture-empty", path="b"))


def test_close_waits_for_no_decoder_and_nothing_is_told_after_it(qtbot: QtBot, decoder: Decoder, make: Make) -> None:
    thumbs = make()
    told: list[object] = []
    thumbs.arrived.connect(told.append)
    thumbs.pixmap("lost")
    qtbot.waitUntil(lambda: len(decoder.looks) == 1, timeout=SOON)
    thumbs.large(Path("a"), 100, lambda pixmap, reason: told.append(pixmap))
    assert decoder.looks[0][1].set_running_or_notify_cancel()
    assert decoder.opens[0][1].set_running_or_notify_cancel()
    thumbs.close()
    decoder.answer(0, webp("red", 8, 8))
    decoder.opens[0][1].set_result(np.zeros((3, 5, 3), np.uint8))
    assert thumbs.pixmap("lost") is None
    qtbot.wait(50)
    assert told == []


def test_with_a_real_decoder(qtbot: QtBot, kept: Thumbnails, tmp_path: Path) -> None:
    file = tmp_path / "picture.webp"
    file.write_bytes(webp("green", 640, 400))
    with DecodePool(1) as pool:
        thumbs = Thumbs(kept, lambda sha256: file, pool)
        thumbs.pixmap("aa")
        qtbot.waitUntil(lambda: thumbs.pixmap("aa") is not None, timeout=SOON)
        found = thumbs.pixmap("aa")
        assert found is not None
        assert (found.width(), found.height()) == (320, 200)
        large: list[QPixmap | None] = []
        thumbs.large(file, 500, lambda pixmap, reason: large.append(pixmap))
        qtbot.waitUntil(lambda: bool(large), timeout=SOON)
        assert large[0] is not None
        assert large[0].width() == 500
        thumbs.close()
