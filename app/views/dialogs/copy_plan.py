"""What sorted copies would be made, before anything happens."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.copy_plan import CopyPlan
from app.views.dialogs.plain import PlainDialog
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from app.views.wording import size

MOST_LINES = 2000
ALREADY_THERE = "copy-already-there"


class CopyPlanDialog(PlainDialog):
    """Signals:
    agreed: the copies are to be made.
    """

    agreed = Signal()

    def __init__(self, look: Look, plan: CopyPlan, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("CopyPlanDialog", "Copies into class folders")
        super().__init__(look, title, width=640, height=480, parent=parent)
        count = len(plan.entries)
        self.question = Label(self._question(plan), "label", wrap=True)
        self.notes = Label(" ".join(self._notes(plan)), "text", "muted", wrap=True)
        self.column.addWidget(self.question)
        self.column.addWidget(self.notes)
        for item in plan.problems:
            self.column.addWidget(Label(notice_text(item), "text", "danger", wrap=True))
        lines = [f"{entry.source.name}  →  {entry.target.parent.name}/{entry.target.name}" for entry in plan.entries]
        lines += [f"{item.source.name}: {notice_text(item.reason)}" for item in plan.skipped]
        listed = QPlainTextEdit("\n".join(lines[:MOST_LINES]))
        listed.setReadOnly(True)
        listed.setAccessibleName(self.tr("What will be copied"))
        self.column.addWidget(listed, 1)
        self.shut.setText(self.tr("Cancel"))
        self.copy = Button(look, self.tr("Copy %n picture(s)", "", count), icon="copies", kind="primary")
        if count == 0 or plan.problems:
            self.copy.hide()
        self.copy.clicked.connect(self._agree)
        self.foot.addWidget(self.copy)

    def _question(self, plan: CopyPlan) -> str:
        if not plan.entries:
            return self.tr('Nothing to copy to "{folder}".').format(folder=plan.target.name)
        folders = self.tr("%n folder(s)", "", plan.folders)
        text = self.tr('Copy %n picture(s) into {folders} in "{folder}"?', "", len(plan.entries))
        return text.format(folders=folders, folder=plan.target.name)

    def _notes(self, plan: CopyPlan) -> list[str]:
        there = sum(item.reason.code == ALREADY_THERE for item in plan.skipped)
        notes = [self.tr("Together {size}.").format(size=size(plan.size))] if plan.entries else []
        if there:
            notes.append(self.tr("%n already exist there and are skipped.", "", there))
        if len(plan.skipped) > there:
            notes.append(self.tr("%n cannot be copied; the list says why.", "", len(plan.skipped) - there))
        return [*notes, self.tr("Originals stay where they are.")]

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
