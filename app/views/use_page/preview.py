"""The picture of one row over the whole page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.folder_files import FileRow
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.use_page.row_texts import answer_text, share_text, spoken_row
from app.views.widgets.basics import ElidedLabel, IconButton, Label, Surface
from app.views.widgets.picture_view import PictureView
from app.views.widgets.pills import VerdictPill
from mmrl_engine.notices import Notice

LONGEST = 2000
CLOSING = (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class FilePreview(Surface):
    """Arrows go to the pictures before and after; Space, Enter and Esc close.

    Signals:
        moved: -1 or 1. closed.
    """

    moved = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__("window", page)
        self._desk, self._page = desk, page
        self.row: FileRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        page.installEventFilter(self)
        self.hide()

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
        self.setGeometry(self._page.rect())
        if not self.isVisible():
            self.show()
            self.raise_()
            self.setFocus()
        if error is None:
            self._desk.thumbs.large(row.answer.path, LONGEST, partial(self._show_large, row))

    def shut(self) -> None:
        """Closes it, if it is open."""
        if self.isVisible():
            self.hide()
            self.row = None
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return False

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, whatever the window has them for."""
        own = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if own and isinstance(event, QKeyEvent) and (event.key() in CLOSING or event.key() in STEPS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.moved.emit(STEPS[key])
        elif key in CLOSING:
            if not event.isAutoRepeat():
                self.shut()
        else:
            super().keyPressEvent(event)

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
