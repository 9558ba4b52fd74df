"""A dialog with a title, something to look at, and a Close button."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views.notice_texts import notice_texts
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from mmrl_engine.notices import Notice

EDGE = 48  # pixels of the screen that a dialog leaves free, for its frame


def fit_height(dialog: QDialog) -> None:
    """Tall enough for texts over several lines, which Qt reckons with only for a width that it does not know yet."""
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        room = dialog.screen().availableSize().height() - EDGE
        needed = min(layout.totalHeightForWidth(dialog.width()), room)
        dialog.resize(dialog.width(), max(dialog.height(), needed))


def scrolling(inner: QWidget, name: str) -> QScrollArea:
    """What is too tall for some screens."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


class PlainDialog(QDialog):
    """Attributes:
    column: where the content goes. problem: what went wrong, where something did. foot: the line of buttons, with Close
        at its end.
    """

    def __init__(
        self, look: Look, title: str, *, width: int = 560, height: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._width, self._height = width, height
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.shut = Button(look, self.tr("Close"))
        self.shut.setDefault(True)
        self.shut.clicked.connect(self.reject)
        self.foot.addWidget(self.shut)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(Label(title, "title", wrap=True))
        outer.addLayout(self.column, 1)
        self.problem = Label("", "text", "danger", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        outer.addLayout(self.foot)
        look.changed.connect(self._fit)
        self._fit()

    def tell(self, notices: Iterable[Notice]) -> None:
        """Says what went wrong; a bar of the window would lie behind the dialog."""
        self.problem.setText(" ".join(notice_texts(notices)))
        self.problem.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _fit(self) -> None:
        """As large as the text wants it, and the screen allows."""
        room = self.screen().availableSize()
        width = min(self.look.px(self._width), room.width() - EDGE)
        self.setMinimumWidth(width)
        if self._height:
            self.resize(width, min(self.look.px(self._height), room.height() - EDGE))
