"""What one picture is taken for, and which others look most like it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.doctor import project_doctor
from app.models.open_project import OpenProject
from app.models.shelves import DEMO
from app.services.likeness import Suggestion
from app.views.theme.look import Look
from app.views.widgets.answer_rows import AnswerRow
from app.views.widgets.basics import Label
from app.views.widgets.pills import VerdictPill
from app.views.widgets.small_answers import SmallAnswers
from app.views.widgets.tile_strip import SmallPicture, TileStrip
from mmrl_engine.verdicts import SURE

ALIKE = 4
ANSWERS = 3


class SimilarBox(QWidget):
    """Empty until the picture's features are known, and for what lies in the trash.

    Signals:
        chosen: the id of another picture.
    """

    chosen = Signal(int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vectors, self._doctor = desk.vectors, project_doctor(desk)
        self._project: OpenProject | None = None
        self._shown: int | None = None
        self.verdict = VerdictPill(look)
        self.answers = SmallAnswers(look)
        self.alike = TileStrip(look, desk.thumbs, places=ALIKE)
        self._sees = Label("", "heading")
        self._likes = Label(self.tr("Most alike"), "heading")
        head = QHBoxLayout()
        head.addWidget(self._sees, 1)
        head.addWidget(self.verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.answers)
        column.addSpacing(8)
        column.addWidget(self._likes)
        column.addWidget(self.alike)
        self.alike.chosen.connect(self.chosen)
        desk.vectors.changed.connect(self._show)
        self._doctor.changed.connect(self._show)

    def show_picture(self, project: OpenProject | None, placement_id: int | None) -> None:
        """One of the project's, or none."""
        self._project, self._shown = project, placement_id
        self._show()

    def _show(self) -> None:
        shown = self._shown
        seen = self._seen(shown)
        self._show_answers(seen or ([] if shown is None else self._vectors.top(shown, ANSWERS)), seen=bool(seen))
        self.alike.set_pictures(self._small([] if shown is None else self._vectors.most_alike(shown, ALIKE)))
        for widget in (self._likes, self.alike):
            widget.setVisible(bool(self.alike.pictures()))
        self.setVisible(not self.answers.isHidden() or bool(self.alike.pictures()))

    def _seen(self, shown: int | None) -> Sequence[tuple[int, float]]:
        """What the other pictures say, as its flag does; nothing of the inbox, nor of a class that is gone."""
        picture = None if self._project is None or shown is None else self._project.by_id.get(shown)
        if picture is None or picture.class_id is None or self._project is None:
            return ()
        seen = self._doctor.diagnosis.seen.get(picture.id, ())
        return seen if all(self._project.class_by_id(class_id) for class_id, _ in seen) else ()

    def _show_answers(self, top: Sequence[tuple[int, float]], *, seen: bool) -> None:
        """`seen`: by what the other pictures teach."""
        rows, project = [], self._project
        hint = None if self._shown is None else self._vectors.suggestion(self._shown)
        by_pictures = seen or (hint is not None and hint.by_pictures)
        self._sees.setText(self.tr("What the computer sees") if by_pictures else self.tr("What its words say"))
        for class_id, probability in top:
            view = None if project is None else project.class_by_id(class_id)
            if view is not None:
                rows.append(AnswerRow(view.name, probability, view.mark, view.pictures if by_pictures else None))
        self.answers.set_rows(rows)
        for widget in (self._sees, self.answers):
            widget.setVisible(bool(rows))
        self.verdict.set_verdict(self._verdict(rows[0].fraction, seen=seen, hint=hint) if rows else None)

    def _verdict(self, probability: float, *, seen: bool, hint: Suggestion | None) -> str:
        """The demo model is often wrong about words, and never sure of them: only of what sorted pictures teach."""
        if hint is not None and hint.by_pictures:
            return hint.verdict
        if seen:
            return "sure" if probability >= self._doctor.diagnosis.line else "maybe"
        demo = self._project is None or self._project.state.view.backbone.source == DEMO
        return "sure" if probability >= SURE and not demo else "maybe"

    def _small(self, alike: Sequence[tuple[int, float]]) -> list[SmallPicture]:
        by_id = {} if self._project is None else self._project.by_id
        return [SmallPicture(found, by_id[found].sha256, by_id[found].name) for found, _ in alike if found in by_id]
