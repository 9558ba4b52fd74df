"""The runs of a project, each with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.open_project import ProjectState
from app.views.theme.look import Look
from app.views.train_page.live import Live
from app.views.train_page.run_list import Row, rows_of, shown_rows
from app.views.widgets.basics import Button, Card, ElidedLabel, IconButton, Label, clear_layout, restyle, rule
from app.views.widgets.pills import StatePill

ROW, MOST = 56, 8
STYLES = {"learning": "accent", "testing": "accent", "in use": "success"}
ACTS = ("use", "words", "go_on", "keep", "rename", "details", "remove")


class RunsCard(Card):
    """Signals:
    asked: one of `ACTS`, and the `Row` it is about.
    """

    asked = Signal(str, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._all = False
        self._state: ProjectState | None = None
        self._live: Live | None = None
        self._widgets: list[RunRow] = []
        self._more = Button(look, "", kind="flat", size="small")
        self._more.clicked.connect(self._show_all)
        self._empty = Label(self.tr("Your runs will be listed here."), "text", "muted", wrap=True)
        self._empty.setContentsMargins(16, 0, 16, 14)
        title = Label(self.tr("Runs"), "title")
        title.setContentsMargins(16, 16, 16, 14)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(self._empty)
        column.addLayout(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def rows(self) -> tuple[RunRow, ...]:
        """Those that are shown."""
        return tuple(self._widgets)

    def show_state(self, state: ProjectState, live: Live | None) -> None:
        """The runs of a project; `live`: the one at work."""
        self._state, self._live = state, live
        rows = rows_of(state, live)
        shown = rows if self._all else shown_rows(rows, MOST)
        self._empty.setVisible(not rows)
        hidden = len(rows) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("Show all %n run(s)", "", len(rows)))
        if [row.key for row in self._widgets] != [_key(row) for row in shown]:
            self._fill(shown)
        for widget, row in zip(self._widgets, shown, strict=True):
            widget.show_row(row, busy=live is not None)

    def forget(self) -> None:
        """Another project: the list is short again."""
        self._all = False

    def _fill(self, rows: Sequence[Row]) -> None:
        clear_layout(self._rows)
        self._widgets = [RunRow(self._look, _key(row)) for row in rows]
        for widget in self._widgets:
            widget.asked.connect(self.asked)
            self._rows.addWidget(rule())
            self._rows.addWidget(widget)

    def _show_all(self) -> None:
        self._all = True
        if self._state is not None:
            self.show_state(self._state, self._live)


def _key(row: Row) -> tuple[int, int]:
    return (row.run.id if row.run else 0, row.adapter.id if row.adapter and row.run is None else 0)


class RunRow(QWidget):
    """When it was, what came of it, and a menu."""

    asked = Signal(str, object)

    def __init__(self, look: Look, key: tuple[int, int]) -> None:
        super().__init__()
        self.key = key
        self._look, self._row, self._busy = look, Row("", "", "rest", ""), False
        self._title, self._caption = ElidedLabel(), ElidedLabel("", "caption", "muted")
        self.pill = StatePill(look)
        self.use = Button(look, self.tr("Use this"), kind="soft", size="small")
        self.use.clicked.connect(self._use)
        self.rest = Label("", "caption", "muted")
        self.more = IconButton(look, "more", self.tr("More"), side=28)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.clicked.connect(self._open_menu)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._caption)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 8, 0)
        line.setSpacing(8)
        line.addLayout(words, 1)
        for widget in (self.pill, self.use, self.rest, self.more):
            line.addWidget(widget)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def row(self) -> Row:
        return self._row

    def show_row(self, row: Row, *, busy: bool) -> None:
        """Shows it; `busy`: a run of the project is at work, so that no other can go on."""
        if (row, busy) == (self._row, self._busy):
            return
        self._row, self._busy = row, busy
        self._title.setText(row.title)
        at_work = row.state in ("learning", "testing")
        if self._title.property("role") != ("label" if at_work else "text"):
            restyle(self._title, "role", "label" if at_work else "text")
        self._caption.setText(row.caption)
        self.pill.set(row.text if row.state in STYLES else "", row.icon, STYLES.get(row.state, "muted"))
        self.use.setVisible(row.state == "usable")
        self.use.setAccessibleName(self.tr("Use this: {run}").format(run=row.title))
        self.rest.setText(row.text)
        self.rest.setVisible(row.state == "rest")
        self.more.set_name(self.tr("More about {run}").format(run=row.title))
        self.setAccessibleName(", ".join(part for part in (row.title, row.caption, row.text) if part))

    def acts(self) -> list[tuple[str, str, str]]:
        """What its menu offers now: one of `ACTS`, its text, its icon."""
        row, run = self._row, self._row.run
        at_work = row.state in ("learning", "testing")
        table = (
            ("use", self.tr("Use this"), "check", row.state == "usable"),
            ("words", self.tr("Use words only"), "words", row.state == "in use"),
            ("go_on", self.tr("Go on from there"), "play", row.go_on and not self._busy),
            ("keep", self.tr("Keep what it learned"), "check", _can_keep(row) and not self._busy),
            ("rename", self.tr("Rename"), "pencil", row.adapter is not None),
            ("details", self.tr("Details"), "info", run is not None),
            ("remove", self.tr("Remove"), "trash", run is not None and not at_work and row.state != "in use"),
        )
        return [(name, text, icon) for name, text, icon, offered in table if offered]

    def _fill_menu(self) -> None:
        self.menu.clear()
        for name, text, icon in self.acts():
            action = self.menu.addAction(self._look.icon(icon), text)
            action.triggered.connect(partial(self._ask, name))

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _use(self) -> None:
        self._ask("use")

    def _ask(self, name: str, checked: bool = False) -> None:
        self.asked.emit(name, self._row)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(ROW))


def _can_keep(row: Row) -> bool:
    run = row.run
    return run is not None and row.go_on and run.stage == "train" and run.done > 0
