"""Pictures taken one after another while a button is held: made files of off the window's thread, in their order."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.models.desk import Desk
from app.views.camera.feed import CameraFeed
from mmrl_engine.notices import Notice

EVERY_MS = 200
HOLD_MS = 350  # so long a press is a single click
MOST = 300  # pictures of one burst: a minute of them
QUALITY = 92  # of JPEG, of 100
COUNTED = "camera_pictures"  # in the window's memory: the day, and how many were taken on it

Named = tuple[str, bytes]
"""A picture as a file: its name, and what is in it."""


class Burst(QObject):
    """Outlives the dialog that it is for, until all that was taken is handed on.

    Signals:
        moved: `count` is another. taken: the pictures of a burst as a tuple of `Named`, and the id of the class that
            they go to, None for the inbox; once it is over and all are made.

    Attributes:
        count: pictures of the burst that goes on, or of the last one.
    """

    moved = Signal()
    taken = Signal(object, object)

    def __init__(self, desk: Desk, feed: CameraFeed) -> None:
        super().__init__(desk)
        self._desk, self._feed = desk, feed
        self.count = 0
        self._class_id: int | None = None
        self._made: list[Named] = []
        self._retired = False
        self._waiting = 0  # pictures that are being made files of
        self._holding = False
        self._last = 0  # which frame was taken last
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def begin(self, class_id: int | None) -> None:
        """The first one at once; more if it goes on."""
        if self._holding or self._waiting or self._feed.image is None:
            return
        self._holding, self.count, self._made, self._class_id = True, 0, [], class_id
        self._take()
        self._timer.start(HOLD_MS)

    def end(self) -> None:
        """No more; what was taken is handed on."""
        if self._holding:
            self._holding = False
            self._timer.stop()
            self._hand_on()

    def retire(self) -> None:
        """There will be no other one."""
        self.end()
        self._retired = True
        self._go_if_done()

    def _next(self) -> None:
        self._timer.setInterval(EVERY_MS)
        self._take()
        if self.count >= MOST:
            self.end()

    def _take(self) -> None:
        """Unless the camera has given nothing new since the last one."""
        image = self._feed.image
        if image is None or image.cacheKey() == self._last:
            return
        self._last = image.cacheKey()
        self.count += 1
        self._waiting += 1
        name = next_name(self._desk)
        self._desk.do_aside(partial(as_jpeg, image), on_done=partial(self._keep, name), on_failed=self._lose)
        self.moved.emit()

    def _keep(self, name: str, data: bytes) -> None:
        self._waiting -= 1
        self._made.append((name, data))
        self._hand_on()

    def _lose(self, notices: tuple[Notice, ...]) -> None:
        """The others are handed on all the same."""
        self._waiting -= 1
        self._desk.failed.emit(notices)
        self._hand_on()

    def _hand_on(self) -> None:
        if not self._holding and not self._waiting and self._made:
            made, self._made = tuple(self._made), []
            self.taken.emit(made, self._class_id)
        self._go_if_done()

    def _go_if_done(self) -> None:
        if self._retired and not self._waiting:
            self.deleteLater()


def next_name(desk: Desk) -> str:
    """What the next picture is called: by the day, counted on it."""
    today = date.today().isoformat()
    day, _, count = desk.memory.text(COUNTED).partition(" ")
    number = (int(count) if day == today and count.isdecimal() else 0) + 1
    desk.memory.keep(COUNTED, f"{today} {number}")
    return f"camera_{today}_{number:03}.jpg"


def as_jpeg(image: QImage) -> bytes:
    """The bytes of a JPEG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "JPG", QUALITY):  # type: ignore[call-overload]
        raise OSError("the picture could not be made a file of")
    return bytes(buffer.data().data())
