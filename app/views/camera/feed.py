"""What a camera shows just now, for whoever shows it on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from app.models.window_memory import WindowMemory
from app.views.camera import source as sources
from app.views.camera.source import CameraInfo, CameraSource
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice, notice

CHOSEN = "camera"  # in the window's memory
SILENT_MS = 8000  # without a picture


class CameraFeed(QObject):
    """Only the last picture is kept, and only while the camera is on.

    Signals:
        came: `image` is another. changed: it is on or off, there are other cameras, or there is a problem.

    Attributes:
        is_on: whether the camera is on, or is to be as soon as it can.
        image: the last picture; None where there is none. problem: why there is none.
    """

    came = Signal()
    changed = Signal()

    def __init__(self, memory: WindowMemory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._source: CameraSource | None = None
        self.is_on = False
        self.image: QImage | None = None
        self.problem: Notice | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENT_MS)
        self._silence.timeout.connect(self._tell_silence)

    def cameras(self) -> tuple[CameraInfo, ...]:
        """Those that are there; none before the first start."""
        return () if self._source is None else self._source.cameras()

    @property
    def chosen(self) -> str:
        """The id of the camera that is on, or would be; empty where there is none."""
        there = [item.id for item in self.cameras()]
        wanted = self._memory.text(CHOSEN)
        return wanted if wanted in there else next(iter(there), "")

    def choose(self, camera_id: str) -> None:
        """Another camera, from now on."""
        if camera_id != self.chosen:
            self._memory.keep(CHOSEN, camera_id)
            if self.is_on:
                self.start()

    def start(self) -> None:
        """Turns the camera on."""
        self.problem, self.image = None, None
        try:
            source = self._source or self._open()
        except EngineError as error:
            self._fail(error.notices[0])
            return
        self.is_on = True
        self._silence.start()
        source.start(self.chosen)
        self.changed.emit()

    def stop(self) -> None:
        """Turns it off, at once."""
        if self._source is not None:
            self._source.stop()
        self._silence.stop()
        was_on, self.is_on, self.image = self.is_on, False, None
        if was_on:
            self.changed.emit()

    def _open(self) -> CameraSource:
        self._source = sources.open_source(self)
        self._source.frame.connect(self._take)
        self._source.failed.connect(self._fail)
        self._source.cameras_changed.connect(self._cameras_changed)
        return self._source

    @Slot(object)
    def _take(self, image: QImage) -> None:
        if self.is_on:
            self._silence.start()
            self.image = image
            self.came.emit()

    @Slot(object)
    def _fail(self, problem: Notice) -> None:
        self.problem = problem
        self.stop()
        self.changed.emit()

    def _tell_silence(self) -> None:
        self._fail(notice("camera-silent"))

    @Slot()
    def _cameras_changed(self) -> None:
        self.changed.emit()
