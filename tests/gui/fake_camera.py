"""A camera that a test holds in its hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from app.views.camera.source import CameraInfo, CameraSource
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

FIRST, SECOND = CameraInfo("1", "First camera"), CameraInfo("2", "Second camera")
SIZE = (64, 48)


class FakeCamera(CameraSource):
    """Attributes:
    on: the camera that is on; None while none is. there: those that are plugged in. refuses: why none can be used.
    """

    def __init__(self) -> None:
        super().__init__()
        self.on: str | None = None
        self.there: tuple[CameraInfo, ...] = (FIRST,)
        self.refuses: Notice | None = None
        self.starts = 0
        self._shown = 0

    def cameras(self) -> tuple[CameraInfo, ...]:
        return self.there

    def start(self, camera_id: str) -> None:
        self.starts += 1
        if self.refuses is not None:
            self.failed.emit(self.refuses)
        elif not self.there:
            self.failed.emit(Notice("camera-none", {}))
        else:
            self.on = camera_id

    def stop(self) -> None:
        self.on = None

    def show(self, color: str = "") -> QImage:
        """A frame, each in another colour, the left half darker."""
        self._shown += 1
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor(color) if color else QColor.fromHsv(self._shown * 37 % 360, 200, 200))
        for x in range(SIZE[0] // 2):
            for y in range(SIZE[1]):
                image.setPixelColor(x, y, QColor("black"))
        if self.on is not None:
            self.frame.emit(image)
        return image

    def unplug(self) -> None:
        self.there, self.on = (), None
        self.failed.emit(Notice("camera-lost", {}))
        self.cameras_changed.emit()


@contextmanager
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCamera]:
    """The window finds this camera, and no other."""
    camera = FakeCamera()

    def open_source(parent: QObject) -> CameraSource:
        return camera

    monkeypatch.setattr("app.views.camera.source.open_source", open_source)
    yield camera
    assert camera.on is None, "the camera was left on"


def without_part(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Qt's multimedia part cannot be had."""

    def open_source(parent: QObject) -> CameraSource:
        raise EngineError(Notice(code, {"reason": "libpulse.so.0"} if code == "camera-part-broken" else {}))

    monkeypatch.setattr("app.views.camera.source.open_source", open_source)
