"""What the pages are for, in the order in which a person comes to them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

import app
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from app.views.widgets.flow import FlowLayout
from app.views.widgets.icon_label import IconLabel
from app.views.wishes import GoTo

ICON = 20
README = Path(app.__path__[0]).parent / "README.md"


class HelpDialog(PlainDialog):
    """Signals:
    wished: a `GoTo`. keys_asked: the sheet of keys.
    """

    wished = Signal(object)
    keys_asked = Signal()

    def __init__(self, look: Look, *, in_project: bool, parent: QWidget | None = None) -> None:
        """`in_project`: one is open, so that its pages can be gone to."""
        title = QCoreApplication.translate("HelpDialog", "Help")
        super().__init__(look, title, width=640, height=600, parent=parent)
        self._in_project = in_project
        about = self.tr(
            "Show the program a few pictures of each thing. It learns to tell them apart, on this computer alone. Then "
            "ask it about new pictures, and type names of things that it has no pictures of."
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        column.addWidget(Label(about, "text", wrap=True))
        column.addLayout(self._pages())
        column.addWidget(Label(self._undo_text(), "text", "muted", wrap=True))
        column.addLayout(self._more())
        column.addStretch(1)
        area = scrolling(inner, title)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons scroll it
        self.column.addWidget(area, 1)

    def _undo_text(self) -> str:
        return self.tr(
            "Nothing has to be right at once: Ctrl+Z takes back what was done last, and everything is saved by itself. "
            "Your original pictures are never changed."
        )

    def _pages(self) -> QGridLayout:
        pages = (
            ("pictures", "images", self.tr("1. Pictures"), self.tr(
                "Make a class for each thing and put pictures in it: drop them, paste them, or give a folder whose "
                "folders are the classes. Four of each are a start, eight are better."
            )),
            ("train", "learn", self.tr("2. Train"), self.tr(
                "Press Train and it learns from your pictures. You can go on working, pause it, or close the program: "
                "it goes on from where it was."
            )),
            ("check", "verify", self.tr("3. Check"), self.tr(
                "How many pictures it answers rightly that it has not learned from, what it mixes up, and which "
                "pictures to look at."
            )),
            ("try", "try", self.tr("4. Try"), self.tr(
                "Drop a new picture and see what it says, and how sure it is. Type more names, and set a wrong answer "
                "right: it becomes one of your pictures."
            )),
            ("use", "use", self.tr("5. Use"), self.tr(
                "Let it answer a whole folder and sort copies of the pictures, hand on what was learned as a file, or "
                "use it in other programs."
            )),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (page, icon, title, text) in enumerate(pages):
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(Label(title, "label"))
            words.addWidget(Label(text, "text", "muted", wrap=True))
            go = Button(self.look, self.tr("Go there"), size="small")
            go.setAccessibleName(self.tr("Go to {page}").format(page=title))
            go.setEnabled(self._in_project)
            if not self._in_project:
                go.hide()
            go.clicked.connect(partial(self._go, page))
            grid.addWidget(IconLabel(self.look, icon, ICON), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(words, row, 1)
            grid.addWidget(go, row, 2, Qt.AlignmentFlag.AlignTop)
        return grid

    def _more(self) -> FlowLayout:
        row = FlowLayout()
        keys = Button(self.look, self.tr("All keys"), icon="keyboard")
        keys.clicked.connect(self._ask_keys)
        row.addWidget(keys)
        if README.is_file():
            more = Button(self.look, self.tr('Read more: README, "The window"'), icon="info")
            more.clicked.connect(partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(README))))
            row.addWidget(more)
        return row

    def _go(self, page: str, checked: bool = False) -> None:
        self.accept()
        self.wished.emit(GoTo(page))

    def _ask_keys(self) -> None:
        self.accept()
        self.keys_asked.emit()
