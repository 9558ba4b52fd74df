"""Which answers the table lists: pills, and a field to find files by name."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.services.folder_files import FileCounts, FileFilter
from app.views.theme.look import Look
from app.views.widgets.basics import Button
from app.views.widgets.flow import FlowLayout
from app.views.widgets.pills import verdict_text
from app.views.widgets.search_field import SearchField
from app.views.wording import number

KINDS = {
    "all": FileFilter(waiting=False),
    "sure": FileFilter(verdict="sure", waiting=False),
    "maybe": FileFilter(verdict="maybe", waiting=False),
    "none": FileFilter(verdict="none", waiting=False),
    "failed": FileFilter(state="failed", waiting=False),
}
FIELD, EDGES = 180, 24
TYPING_MS = 200


class Filters(QWidget):
    """Signals:
    changed: `wanted` is another.
    """

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = "all"
        self._group = QButtonGroup(self)
        self.pills: dict[str, Button] = {}
        self.field = SearchField(look, self.tr("Find by name"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._make_pills(), 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.field)
        self._group.idClicked.connect(self._choose)
        self.field.textChanged.connect(self._type)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def wanted(self) -> FileFilter:
        """What is to be listed."""
        kind = KINDS[self._kind]
        return FileFilter(kind.state, kind.verdict, text=self.field.text().strip() or None, waiting=False)

    @property
    def name(self) -> str:
        """What is listed, for people; empty for all."""
        return self.field.text().strip() or ("" if self._kind == "all" else str(self._names()[self._kind]))

    def choose(self, kind: str) -> None:
        """One of `KINDS`, under any name."""
        self.field.clear()
        self._typing.stop()
        self.pills[kind].setChecked(True)
        self._kind = kind
        self.changed.emit()

    def show_counts(self, counts: FileCounts) -> None:
        """How many there are of each."""
        figures = {
            "all": counts.answered + counts.failed,
            "sure": counts.sure,
            "maybe": counts.maybe,
            "none": counts.none,
            "failed": counts.failed,
        }
        judged = counts.sure + counts.maybe + counts.none > 0 or not counts.undecided
        for kind, name in self._names().items():
            pill = self.pills[kind]
            pill.setText(f"{name}  {number(figures[kind])}")
            pill.setAccessibleName(f"{name}, {number(figures[kind])}")
            shown = kind == "all" or (figures[kind] > 0 if kind == "failed" else judged)
            pill.setVisible(shown or self._kind == kind)
        self._fit()

    def _fit(self) -> None:
        for pill in self.pills.values():
            pill.setMinimumWidth(self._widest(pill.text()))

    def _widest(self, text: str) -> int:
        """The chosen one is bold: it must not need more room than it was given."""
        font = self._look.font("caption")
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(text) + self._look.px(EDGES)

    def _make_pills(self) -> QWidget:
        place = QWidget()
        flow = FlowLayout(place)
        for number_, (kind, name) in enumerate(self._names().items()):
            pill = Button(self._look, name, kind="pill", size="small")
            pill.setCheckable(True)
            pill.setChecked(kind == "all")
            self._group.addButton(pill, number_)
            self.pills[kind] = pill
            flow.addWidget(pill)
        return place

    def _names(self) -> dict[str, str]:
        verdicts = {kind: verdict_text(kind) for kind in ("sure", "maybe", "none")}
        return {"all": self.tr("All"), **verdicts, "failed": self.tr("Could not be read")}

    def _choose(self, place: int) -> None:
        self._kind = list(KINDS)[place]
        self.changed.emit()

    def _type(self, text: str) -> None:
        self._typing.start()

    def _dress(self) -> None:
        self.field.setFixedWidth(self._look.px(FIELD))
        self._fit()
