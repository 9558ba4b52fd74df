"""The picture of one row over the whole page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.folder_files import FileRow
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.use_page.row_texts import answer_text, share_text, spoken_row
from app.views.widgets.basics import ElidedLabel, IconButton, Label
from app.views.widgets.over_page import OverPage
from app.views.widgets.picture_view import PictureView
from app.views.widgets.pills import VerdictPill
from mmrl_engine.notices import Notice

LONGEST = 2000
CLOSING = (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilePreview(OverPage):
    """Arrows go to the pictures before and after; Space, Enter and Esc close."""

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__(page, CLOSING)
        self._desk = desk
        self.row: FileRow | None = None
        self.picture = PictureView(look, margin=8)
        self.name, self.answer, self.verdict = ElidedLabel("", "text", "muted"), Label("", "label"), VerdictPill(look)
        before = IconButton(look, "chevron-left", self.tr("Previous picture"), shortcut_text=self.tr("Left"))
        after = IconButton(look, "chevron-right", self.tr("Next picture"), shortcut_text=self.tr("Right"))
        close = IconButton(look, "x", self.tr("Close"), shortcut_text=self.tr("Esc"))
        before.clicked.connect(partial(self.moved.emit, -1))
        after.clicked.connect(partial(self.moved.emit, 1))
        close.clicked.connect(self.shut)
        for button in (before, after, close):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # all three have keys, and the arrows are those of the rows
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.answer)
        foot.addWidget(self.verdict)
        foot.addWidget(self.name, 1)
        for button in (before, after, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.picture, 1)
        column.addLayout(foot)

    def show_row(self, row: FileRow) -> None:
        """Its small picture at once, the large one when that is open."""
        self.row = row
        self.setAccessibleName(spoken_row(row))
        self.name.setText(str(row.path))
        self.answer.setText(" ".join(filter(None, (answer_text(row), share_text(row)))))
        self.answer.setVisible(row.answer.error is None)
        self.verdict.set_verdict(row.answer.verdict)
        error = row.answer.error
        small = None if error is not None else self._desk.thumbs.file_pixmap(row.answer.path)
        self.picture.set_pixmap(small, "" if error is None else notice_text(error))
        self.spread()
        if error is None:
            self._desk.thumbs.large(row.answer.path, LONGEST, partial(self._show_large, row))

    def let_go(self) -> None:
        self.row = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in here: what lies below is not seen."""
        return True

    def _show_large(self, row: FileRow, pixmap: QPixmap | None, notice: Notice | None) -> None:
        """Unless another picture is shown by now."""
        if self.row is not row:
            return
        if pixmap is not None:
            self.picture.set_pixmap(pixmap)
        elif notice is not None:
            self.picture.set_pixmap(None, notice_text(notice))
