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


class CopyPlanDialog(PlainDialog):
    """Signals:
    agreed: the copies are to be made.
    """

    agreed = Signal()

    def __init__(self, look: Look, plan: CopyPlan, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("CopyPlanDialog", "Copies into class folders")
        super().__init__(look, title, width=640, height=480, parent=parent)
        count = len(plan.entries)
        folders = self.tr("%n folder(s)", "", plan.folders)
        text = self.tr('Copy %n picture(s) into {folders} in "{folder}"?', "", count)
        self.column.addWidget(Label(text.format(folders=folders, folder=plan.target.name), "label", wrap=True))
        notes = [self.tr("Together {size}.").format(size=size(plan.size))]
        if plan.skipped:
            notes.append(self.tr("%n already exist there and are skipped.", "", len(plan.skipped)))
        notes.append(self.tr("Originals stay where they are."))
        self.column.addWidget(Label(" ".join(notes), "text", "muted", wrap=True))
        for item in plan.problems:
            self.column.addWidget(Label(notice_text(item), "text", "danger", wrap=True))
        lines = [f"{entry.source.name}  →  {entry.target.parent.name}/{entry.target.name}" for entry in plan.entries]
        lines += [f"{item.source.name}: {notice_text(item.reason)}" for item in plan.skipped]
        listed = QPlainTextEdit("\n".join(lines[:MOST_LINES]))
        listed.setReadOnly(True)
        listed.setAccessibleName(self.tr("What will be copied"))
        self.column.addWidget(listed, 1)
        self.shut.setText(self.tr("Cancel"))
        copy = Button(look, self.tr("Copy %n picture(s)", "", count), icon="copies", kind="primary")
        copy.setEnabled(count > 0 and not plan.problems)
        copy.clicked.connect(self._agree)
        self.foot.addWidget(copy)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
