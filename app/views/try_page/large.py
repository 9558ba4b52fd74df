"""The picture that is looked at, large enough for the stage."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPixmap

from app.models.thumbs import Thumbs
from app.models.trial import Trial
from mmrl_engine.notices import Notice

LONGEST = 1600


class Large(QObject):
    """Signals:
        changed: what is to be shown.

    Attributes:
        pixmap: the small picture as long as the large one is not there. problem: why there is none.
    """

    changed = Signal()

    def __init__(self, thumbs: Thumbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbs = thumbs
        self._trial: Trial | None = None
        self._asked = 0
        self._is_large = False
        self.pixmap: QPixmap | None = None
        self.problem: Notice | None = None
        thumbs.file_arrived.connect(self._take_small)

    def look_at(self, trial: Trial) -> None:
        """Asks for it, unless that is the one already."""
        if self._trial is not None and self._trial.id == trial.id:
            return
        self._trial, self._is_large, self.problem = trial, False, None
        self.pixmap = self._thumbs.file_pixmap(trial.path)
        self._asked += 1
        self._thumbs.large(trial.path, LONGEST, partial(self._take, self._asked))

    def forget(self) -> None:
        """The file may be another one by now: the next look asks for it again."""
        self._trial = None

    def _take(self, asked: int, pixmap: QPixmap | None, problem: Notice | None) -> None:
        if asked != self._asked:
            return
        self.problem = problem
        if pixmap is not None:
            self.pixmap, self._is_large = pixmap, True
        self.changed.emit()

    @Slot(str)
    def _take_small(self, key: str) -> None:
        """It stands in until the large one is there."""
        if self._trial is not None and not self._is_large and key == str(self._trial.path):
            self.pixmap = self._thumbs.file_pixmap(self._trial.path)
            self.changed.emit()
