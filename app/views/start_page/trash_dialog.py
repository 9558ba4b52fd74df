"""The projects in the trash: to be brought back, or deleted for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.views.start_page.card_delegate import contents
from app.views.theme.look import Look
from app.views.widgets.basics import Button, ElidedLabel, Label, rule

if TYPE_CHECKING:
    from app.services.project_views import ProjectCard


class TrashDialog(QDialog):
    """Signals:
    restored: a project's id. deleted: a card; the question comes after.
    """

    restored = Signal(int)
    deleted = Signal(object)

    def __init__(self, look: Look, cards: Sequence[ProjectCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Trash"))
        self.setMinimumWidth(look.px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Trash"), "title"))
        for card in cards:
            column.addWidget(rule())
            column.addLayout(self._row(card))
        close = Button(look, self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        column.addWidget(rule())
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _row(self, card: ProjectCard) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(card.name, "label"))
        words.addWidget(Label(contents(card), "caption", "muted", wrap=True))
        back = Button(self._look, self.tr("Bring it back"), size="small")
        back.setAccessibleName(self.tr("Bring {name} back").format(name=card.name))
        back.clicked.connect(partial(self._restore, card.id))
        delete = Button(self._look, self.tr("Delete for good"), kind="danger", size="small")
        delete.setAccessibleName(self.tr("Delete {name} for good").format(name=card.name))
        delete.clicked.connect(partial(self._delete, card))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(back)
        row.addWidget(delete)
        return row

    def _restore(self, project_id: int, checked: bool = False) -> None:
        self.restored.emit(project_id)
        self.accept()

    def _delete(self, card: ProjectCard, checked: bool = False) -> None:
        self.accept()
        self.deleted.emit(card)
