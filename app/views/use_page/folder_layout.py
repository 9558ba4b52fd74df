"""The parts of what is shown of a folder, and how they lie: the panel beside the table, or below it where it is
narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.views.theme.look import Look
from app.views.use_page.answers import Answers
from app.views.use_page.earlier import Earlier
from app.views.use_page.panel import NextPanel
from app.views.use_page.preview import FilePreview
from app.views.widgets.basics import Button, ElidedLabel, Label
from app.views.widgets.empty_state import EmptyState

PANEL = 272
NARROW = 680  # below this the panel lies under the table


@dataclass(frozen=True, slots=True)
class FolderWords:
    """What is said where there is no folder yet; `choose` is on the button."""

    icon: str
    title: str
    text: str
    choose: str


class FolderLayout(QWidget):
    """Holds the parts; what they do is said elsewhere."""

    def __init__(self, desk: Desk, look: Look, words: FolderWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px = look.px
        self._strip: QWidget | None = None
        self.choose = Button(look, words.choose, icon=words.icon, kind="primary")
        self.empty = EmptyState(look, words.icon, words.title, words.text, primary=self.choose)
        self.title = ElidedLabel("", "headline")
        self.text = Label("", "text", "muted", wrap=True)
        self.earlier = Earlier(look)
        self.other = Button(look, self.tr("Other folder..."), icon=words.icon)
        self.answers = Answers(desk, look)
        self.panel = NextPanel(look)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_shown())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack)
        self.preview = FilePreview(desk, look, self)
        self.answers.looked.connect(self._look_at)
        self.preview.moved.connect(self._look_further)
        self.preview.closed.connect(self.answers.table.setFocus)
        look.changed.connect(self._fit)

    def show_something(self, there: bool) -> None:
        """A folder, or that there is none yet. The strip is where it is seen."""
        place = self._strip_place if there else self._empty_place
        if self._strip is not None and place.indexOf(self._strip) < 0:
            place.insertWidget(0, self._strip)
        self._stack.setCurrentIndex(1 if there else 0)

    def put_strip(self, strip: QWidget) -> None:
        """What is over the table, or over the words that say that there is no folder yet."""
        self._strip = strip
        self._empty_place.insertWidget(0, strip)

    def put_over_table(self, card: QWidget) -> None:
        """What is over the table alone."""
        self._strip_place.addWidget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _look_at(self, number: int) -> None:
        self.preview.show_row(self.answers.model.row(number))

    def _look_further(self, step: int) -> None:
        number = self.answers.table.currentIndex().row() + step
        if 0 <= number < self.answers.model.rowCount():
            self.answers.table.choose(number)
            self._look_at(number)

    def _make_empty(self) -> QWidget:
        place = QWidget()
        self._empty_place = QVBoxLayout(place)
        self._empty_place.setContentsMargins(24, 20, 24, 20)
        self._empty_place.addWidget(self.empty, 1)
        return place

    def _make_shown(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._sides.addLayout(self._make_middle(), 1)
        self._sides.addWidget(self.panel)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _make_middle(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.earlier)
        head.addWidget(self.other)
        self._strip_place = QVBoxLayout()
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 20, 20)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(self._strip_place)
        column.addWidget(self.answers, 1)
        return column

    def _fit(self) -> None:
        narrow = self.width() < self._px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(direction)
        if narrow:
            self.panel.setMinimumWidth(0)
            self.panel.setMaximumWidth(16_777_215)
        else:
            self.panel.setFixedWidth(self._px(PANEL))
        vertical = QSizePolicy.Policy.Maximum if narrow else QSizePolicy.Policy.Preferred
        self.panel.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
