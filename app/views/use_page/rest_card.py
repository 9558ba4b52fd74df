"""In the place of the progress: that a folder is not answered to its end, why, and how to go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.folder_files import FileCounts
from app.services.folder_run_rows import FolderRunView
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, Surface, restyle
from app.views.widgets.icon_label import IconLabel
from app.views.wording import number


class RestCard(Surface):
    """Signals:
    go_on_asked: a person wants the rest.
    """

    go_on_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("message", parent)
        self._icon = IconLabel(look, "pause", 18, "muted")
        self.text = Label("", wrap=True)
        self.go_on = Button(look, self.tr("Go on"), icon="play", size="small")
        self.go_on.clicked.connect(self.go_on_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.go_on)
        self.hide()

    def show_rest(self, run: FolderRunView, counts: FileCounts, *, at_work: bool) -> None:
        """Nothing where all is answered, or just being answered."""
        left = counts.waiting
        self.setVisible(left > 0 and not at_work)
        failed = run.state == "failed"
        restyle(self, "surface", "message-danger" if failed else "message")
        self._icon.set_icon("alert" if failed else "pause")
        done = self.tr("Stopped at {done} of %n picture(s). Nothing is lost.", "", counts.total)
        text = done.format(done=number(counts.total - left))
        if failed and run.notices:
            text = f"{notice_text(run.notices[-1])} {text}"
        self.text.setText(text)
