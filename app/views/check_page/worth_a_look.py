"""What is worth a look among the project's pictures, one finding a line, each with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.models.doctor import project_doctor
from app.models.open_project import OpenProject
from app.views.check_page.look_lines import Fix, LookLine, LookLines
from app.views.pictures_page.labelling import Labelling
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label, clear_layout, rule
from app.views.widgets.icon_label import IconLabel
from app.views.widgets.tile_strip import SmallPicture, TileButton
from app.views.wishes import AddPictures, ShowPictures

MOST = 6  # lines, until all are asked for
SIDE = 36  # of a picture in its line


class WorthALook(Card):
    """Follows the open project while it is seen.

    Signals:
        said: a `Message`. wished: one of `app.views.wishes`.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._doctor = project_doctor(desk)
        self._project: OpenProject | None = None
        self._lines: tuple[LookLine, ...] = ()
        self._all = False
        self.work = Labelling(desk, look, self)
        self.state = Label("", "text", "muted", wrap=True)
        self.fixes: list[Button] = []
        self.all = Button(look, "", kind="flat", size="small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Worth a look"), "title"))
        column.addWidget(self.state)
        column.addLayout(self._rows)
        column.addWidget(self.all)
        column.addStretch(1)
        self.work.said.connect(self.said)
        self.all.clicked.connect(self._show_all)
        self._doctor.changed.connect(self.refresh)
        self._fill()
        self.refresh()

    def set_project(self, project: OpenProject | None) -> None:
        """Looks at this one from now on."""
        if self._project is not None:
            self._project.changed.disconnect(self.refresh)
        self._project = self.work.project = project
        self._all = False
        self._doctor.set_project(project)
        if project is not None:
            project.changed.connect(self.refresh)
        self.refresh()

    def lines(self) -> Sequence[str]:
        """What is said now, line by line."""
        return [line.text for line in self._shown()]

    @Slot()
    def refresh(self) -> None:
        """Shows what was found."""
        project = self._project
        found = () if project is None else LookLines(project, self._doctor.diagnosis).lines()
        self.state.setText(self._state())
        self.state.setVisible(not found)
        if found != self._lines:
            self._lines = found
            self._fill()

    def _state(self) -> str:
        if self._project is None or not self._project.state.pictures:
            return self.tr("There are no pictures yet.")
        if not self._doctor.looked:
            return self.tr("Looking at your pictures.")
        return self.tr("Nothing to look at. Well sorted.")

    def _shown(self) -> Sequence[LookLine]:
        return self._lines if self._all else self._lines[:MOST]

    def _fill(self) -> None:
        """The keyboard stays where it was: what is done about one line leads to the next."""
        focus = self.focusWidget()
        place = next((place for place, button in enumerate(self.fixes) if button is focus), None)
        clear_layout(self._rows)
        self.fixes = []
        for line in self._shown():
            if self.fixes:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))
        self.all.setVisible(len(self._lines) > len(self._shown()))
        self.all.setText(self.tr("Show all %n", "", len(self._lines)))
        if place is not None and self.fixes:
            self.fixes[min(place, len(self.fixes) - 1)].setFocus()

    def _row(self, line: LookLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 6, 0, 6)
        across.setSpacing(10)
        across.addWidget(IconLabel(self._look, line.icon, 18, line.tone))
        picture = self._picture(line)
        if picture is not None:
            across.addWidget(picture)
        across.addWidget(Label(line.text, wrap=True), 1)
        fix = Button(self._look, line.verb.replace("&", "&&"), size="small")
        fix.setAccessibleDescription(line.text)
        fix.clicked.connect(partial(self._do, line))
        across.addWidget(fix)
        self.fixes.append(fix)
        return row

    def _picture(self, line: LookLine) -> QWidget | None:
        """Of a line about one picture, which a click shows on the Pictures page."""
        view = None if self._project is None or line.picture is None else self._project.by_id.get(line.picture)
        if view is None:
            return None
        small = SmallPicture(view.id, view.sha256, view.name)
        button = TileButton(self._look, self._desk.thumbs, small, SIDE, captions=False)
        button.setFixedWidth(self._look.px(SIDE))
        button.clicked.connect(partial(self._show, (view.id,)))
        return button

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _show(self, ids: tuple[int, ...], checked: bool = False) -> None:
        self.wished.emit(ShowPictures(placement_ids=ids))

    def _do(self, line: LookLine, checked: bool = False) -> None:
        match line.fix:
            case Fix.MOVE:
                self.work.put(line.ids, line.class_id)
            case Fix.REMOVE:
                self.work.remove(line.ids)
            case Fix.SHOW:
                self._show(line.ids)
            case Fix.ADD:
                self.wished.emit(AddPictures(class_id=line.class_id))
            case Fix.WORDS if line.class_id is not None:
                self.work.ask_words(line.class_id)
