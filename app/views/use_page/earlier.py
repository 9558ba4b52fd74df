"""The folders that were answered before: a menu to choose among them, and to forget one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.services.folder_run_rows import FolderRunView
from app.views.theme.look import Look
from app.views.widgets.basics import IconButton
from app.views.wording import when

MOST = 20


class Earlier(IconButton):
    """Signals:
    chosen: a run's id. forget_asked: the answers that are shown are not needed any more.
    """

    chosen = Signal(int)
    forget_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "clock", "", parent=parent)
        self.set_name(self.tr("Earlier folders"))
        self.menu_ = QMenu(self)
        self.menu_.setAccessibleName(self.tr("Earlier folders"))
        self.setMenu(self.menu_)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_runs(self, runs: Sequence[FolderRunView], current: int, *, can_forget: bool) -> None:
        """The newest first; `current` is the one that is shown."""
        self.menu_.clear()
        for run in runs[:MOST]:
            action = self.menu_.addAction(f"{run.folder.name}, {when(run.created_at)}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(run.id == current)
            action.setToolTip(str(run.folder))
            action.triggered.connect(partial(self._choose, run.id))
        self.menu_.addSeparator()
        forget: QAction = self.menu_.addAction(self.tr("Forget these answers..."))
        forget.setEnabled(can_forget)
        forget.triggered.connect(self._forget)
        self.setVisible(bool(runs))

    def _choose(self, run_id: int, checked: bool = False) -> None:
        self.chosen.emit(run_id)

    def _forget(self, checked: bool = False) -> None:
        self.forget_asked.emit()
