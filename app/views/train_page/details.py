"""What is known of one run."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.run_log import STANDING
from app.services.run_views import RunView
from app.views.dialogs.plain import PlainDialog
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.train_page.curve import curve_of
from app.views.train_page.run_list import Row
from app.views.train_page.situation import outcome
from app.views.widgets.basics import Button, Label
from app.views.wording import and_list, duration, local, number, percent, when


class DetailsDialog(PlainDialog):
    """A table, what was told on the way, and a report of our own mistake if there was one."""

    def __init__(self, look: Look, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(look, row.title, parent=parent)
        assert row.run is not None
        self._run = row.run
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(self._facts(row.run)):
            grid.addWidget(Label(name, "text", "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            label = Label(value, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, place, 1)
        self.column.addLayout(grid)
        for item in dict.fromkeys(notice_text(item) for item in row.run.notices):
            self.column.addWidget(Label(item, "text", "muted", wrap=True))
        self.column.addStretch(1)
        if row.run.trace:
            report = Button(look, self.tr("Copy report"), icon="copies")
            report.clicked.connect(self._copy)
            self.foot.insertWidget(0, report)

    def _facts(self, run: RunView) -> list[tuple[str, str]]:
        figures = run.figures or {}
        training = figures.get("training", {})
        found, curve = outcome(run), curve_of(run)
        facts = [
            (self.tr("Started"), when(run.created_at)),
            (self.tr("Classes"), and_list(run.classes)),
            (self.tr("Pictures"), number(run.pictures)),
        ]
        if run.started_at and run.ended_at:
            seconds = (local(run.ended_at) - local(run.started_at)).total_seconds()
            facts.append((self.tr("Took"), duration(seconds)))
        if STANDING in figures:
            facts.append((self.tr("Rounds"), number(curve.rounds)))
        if curve.now is not None:
            facts.append((self.tr("Of its own pictures right"), percent(curve.now)))
        if found is not None:
            text = self.tr("{k} of {n} right, {k0} from words alone")
            text = text.format(k=found.learned.right, n=found.learned.total, k0=found.words.right)
            facts.append((self.tr("On unseen pictures"), text))
        if "device" in training:
            facts.append((self.tr("Computed by"), str(training["device"])))
        return facts

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._run.trace)
