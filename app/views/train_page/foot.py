"""Below the cards: whether the work is safe, and the way to Advanced."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from app.views.wording import ago


class Foot(QWidget):
    """Attributes:
    toggle: folds Advanced out and in.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lock = QLabel()
        self.saved = Label("", "text", "muted", wrap=True)
        self.toggle = Button(look, self.tr("Advanced"), icon="chevron-right", kind="ghost")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._lock)
        row.addWidget(self.saved, 1)
        row.addWidget(self.toggle)
        look.changed.connect(self._dress)
        self._dress()

    def show_saved(self, at: str | None, *, going: bool) -> None:
        """When the run was saved last. `going`: it learns just now."""
        self._lock.setVisible(at is not None)
        if at is None:
            self.saved.setText("")
        elif going:
            text = self.tr("Saved {when}. If the computer goes off now, learning goes on from there.")
            self.saved.setText(text.format(when=ago(at)))
        else:
            self.saved.setText(self.tr("Saved {when}. It can go on from there.").format(when=ago(at)))

    def _turn(self, out: bool) -> None:
        self.toggle.set_icon("chevron-down" if out else "chevron-right")

    def _dress(self) -> None:
        self._lock.setPixmap(self._look.pixmap("lock", self._look.px(18), "muted"))
