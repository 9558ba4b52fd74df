"""What a trained file tells others, before it is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from app.services.adapters import AdapterView
from app.views.dialogs.plain import PlainDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label


class ExportDialog(PlainDialog):
    """Signals:
    agreed: the author and the licence, both of which may be empty.
    """

    agreed = Signal(str, str)

    def __init__(self, look: Look, view: AdapterView, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("ExportDialog", "Export a trained file")
        super().__init__(look, title, width=560, height=460, parent=parent)
        self.column.addWidget(Label(self.tr("This is what it knows, and what others can read in it:"), wrap=True))
        lines = [f"{item.name}: {item.words}, " + self.tr("%n picture(s)", "", item.pictures) for item in view.classes]
        known = QPlainTextEdit("\n".join(lines))
        known.setReadOnly(True)
        known.setAccessibleName(self.tr("What it knows"))
        self.column.addWidget(known, 1)
        self.author, self.licence = QLineEdit(), QLineEdit()
        self.author.setAccessibleName(self.tr("Author"))
        self.licence.setAccessibleName(self.tr("Licence"))
        self.licence.setPlaceholderText("CC-BY-4.0")
        form = QFormLayout()
        form.addRow(self.tr("Author"), self.author)
        form.addRow(self.tr("Licence"), self.licence)
        self.column.addLayout(form)
        note = self.tr("Both may stay empty. No picture is in the file.")
        self.column.addWidget(Label(note, "caption", "muted", wrap=True))
        self.shut.setText(self.tr("Cancel"))
        export = Button(look, self.tr("Choose a place..."), icon="export", kind="primary")
        export.setDefault(True)
        export.clicked.connect(self._agree)
        self.foot.addWidget(export)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit(self.author.text().strip(), self.licence.text().strip())
