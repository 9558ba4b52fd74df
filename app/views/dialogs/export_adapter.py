"""What was learned, before it is handed on: what it tells others, in which form, and who made it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from app.services.adapters import AdapterView
from app.views.dialogs.plain import PlainDialog, scrolling
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.export.extras import missing_for_onnx

MOST_LINES = 7  # of what it knows, without scrolling


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Attributes:
    author, licence: may be empty. folder: a folder for others, not one file. onnx: with ONNX files in it.
    """

    author: str
    licence: str
    folder: bool = False
    onnx: bool = False


class ExportDialog(PlainDialog):
    """Signals:
    agreed: an `ExportWish`.
    """

    agreed = Signal(object)

    def __init__(self, look: Look, view: AdapterView, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("ExportDialog", "Export what it learned")
        super().__init__(look, title, width=600, height=560, parent=parent)
        self.tested = Label("", "text", "muted", wrap=True)
        inner = QWidget()
        content = QVBoxLayout(inner)
        content.setContentsMargins(0, 0, look.px(8), 0)
        content.setSpacing(12)
        content.addWidget(Label(self.tr("This is what it knows, and what others can read in it:"), wrap=True))
        content.addWidget(self._known(view))
        content.addWidget(self.tested)
        content.addLayout(self._forms(view))
        content.addLayout(self._signature())
        note = self.tr("Author and licence may stay empty. No picture is handed on.")
        content.addWidget(Label(note, "caption", "muted", wrap=True))
        content.addStretch(1)
        self.column.addWidget(scrolling(inner, title), 1)
        self.shut.setText(self.tr("Cancel"))
        export = Button(look, self.tr("Choose a place..."), icon="export", kind="primary")
        export.setDefault(True)
        export.clicked.connect(self._agree)
        self.foot.addWidget(export)

    def show_figures(self, figures: Accuracy | None) -> None:
        """How good it is, once that is known."""
        if figures is None:
            self.tested.setText(self.tr("Not tested yet: nobody knows how often it is right. Check can test it first."))
            return
        low, high = round(figures.low * figures.total), round(figures.high * figures.total)
        text = self.tr("Tested: {right} of %n picture(s) were right, likely {low} to {high}.", "", figures.total)
        self.tested.setText(text.format(right=figures.right, low=low, high=high))

    def _known(self, view: AdapterView) -> QPlainTextEdit:
        lines = [f"{item.name}: {item.words}, " + self.tr("%n picture(s)", "", item.pictures) for item in view.classes]
        known = QPlainTextEdit("\n".join(lines))
        known.setReadOnly(True)
        known.setTabChangesFocus(True)
        known.setAccessibleName(self.tr("What it knows"))
        shown = min(max(len(lines), 2), MOST_LINES)
        known.setFixedHeight(QFontMetrics(known.font()).lineSpacing() * shown + self.look.px(28))
        return known

    def _forms(self, view: AdapterView) -> QVBoxLayout:
        self.one_file = QRadioButton(self.tr("One trained file"))
        self.folder = QRadioButton(self.tr("A folder for others"))
        self.one_file.setChecked(True)
        about = self.tr(
            "One file is for MMRL Studio. The folder is for other people and programs: it holds the trained file, the "
            "list of names, a page that says what it knows, how good it is and where its limits are, and short "
            "programs that use it without MMRL Studio."
        )
        self.onnx = QCheckBox(self.tr("With ONNX files"))
        self.onnx_hint = Label(self._onnx_hint(view), "caption", "muted", wrap=True)
        for choice in (self.one_file, self.folder, self.onnx):
            choice.setAccessibleName(choice.text())
        self.folder.setAccessibleDescription(about)
        self.onnx.setAccessibleDescription(self.onnx_hint.text())
        inner = QVBoxLayout()
        inner.setContentsMargins(self.look.px(24), 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(Label(about, "caption", "muted", wrap=True))
        inner.addWidget(self.onnx)
        inner.addWidget(self.onnx_hint)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.one_file)
        column.addWidget(self.folder)
        column.addLayout(inner)
        self._can_onnx = view.fits and not missing_for_onnx()
        self.folder.toggled.connect(self._allow_onnx)
        self._allow_onnx(False)
        return column

    def _onnx_hint(self, view: AdapterView) -> str:
        if missing := missing_for_onnx():
            text = self.tr("Not installed here: {names}. The extra {extra} of mmrl-studio brings them.")
            return text.format(names=", ".join(missing), extra="onnx")
        if not view.fits:
            return self.tr("This was learned with another model. Choose that one for the project first.")
        return self.tr(
            "Many programs can use them. Making them takes a minute or more, and nothing else is answered meanwhile. "
            "They are kept only if they give the same answers. They hold a part of the model, whose licence then "
            "counts too."
        )

    def _allow_onnx(self, folder: bool) -> None:
        self.onnx.setEnabled(folder and self._can_onnx)

    def _signature(self) -> QFormLayout:
        self.author, self.licence = QLineEdit(), QLineEdit()
        self.author.setAccessibleName(self.tr("Author"))
        self.licence.setAccessibleName(self.tr("Licence"))
        self.licence.setPlaceholderText("CC-BY-4.0")
        form = QFormLayout()
        form.addRow(self.tr("Author"), self.author)
        form.addRow(self.tr("Licence"), self.licence)
        return form

    def _agree(self) -> None:
        wish = ExportWish(
            self.author.text().strip(),
            self.licence.text().strip(),
            folder=self.folder.isChecked(),
            onnx=self.folder.isChecked() and self.onnx.isEnabled() and self.onnx.isChecked(),
        )
        self.accept()
        self.agreed.emit(wish)
