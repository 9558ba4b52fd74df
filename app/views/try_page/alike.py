"""The pictures of the project that look most like the one that is tried."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject, ProjectState
from app.models.trial import Trial
from app.views.theme.look import Look
from app.views.widgets.basics import Label
from app.views.widgets.tile_strip import SmallPicture, TileStrip

ALIKE = 4


class Alike(QWidget):
    """Not seen while there is none.

    Signals:
        chosen: the id of a placement.
    """

    chosen = Signal(int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = (0, 0)  # what the pictures that are shown were found for
        self._state: ProjectState | None = None
        self.strip = TileStrip(look, desk.thumbs, places=ALIKE, height=64, captions=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Most alike among your pictures"), "label"))
        column.addWidget(self.strip)
        self.strip.chosen.connect(self.chosen)
        self.hide()

    def show_trial(self, trial: Trial | None, project: OpenProject) -> None:
        """Looks for them, unless that was done already; the same picture again is none."""
        vectors = self._desk.vectors
        vector = None if trial is None else trial.vector
        known = (0 if trial is None or vector is None else trial.id, vectors.ready_count)
        if known == self._known and project.state is self._state:
            return
        self._known, self._state = known, project.state
        pictures: list[SmallPicture] = []
        if trial is not None and vector is not None:
            same = sum(picture.sha256 == trial.sha256 for picture in project.state.listed)
            found = vectors.most_alike_to(vector, ALIKE + same)
            placed = (project.by_id.get(placement) for placement, _ in found)
            others = [picture for picture in placed if picture is not None and picture.sha256 != trial.sha256]
            for picture in others[:ALIKE]:
                view = project.class_by_id(picture.class_id)
                caption = view.name if view is not None else self.tr("Inbox")
                mark = view.mark if view is not None else None
                pictures.append(SmallPicture(picture.id, picture.sha256, picture.name, caption, mark))
        self.strip.set_pictures(pictures)
        self.setVisible(bool(pictures))
