"""How other programs use what was learned: lines to copy."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.models.open_project import OpenProject
from app.views.message import Message
from app.views.theme.look import Look
from app.views.use_page.lines_card import LinesCard
from app.views.use_page.program_lines import (
    MODEL_FILE,
    command_text,
    library_text,
    numpy_text,
    onnx_text,
    service_text,
    sklearn_text,
    torch_text,
)
from app.views.use_page.trained_names import file_name
from app.views.widgets.basics import Button, Label
from app.views.wishes import GoTo


class Programs(QWidget):
    """Signals:
    said: a `Message`. wished: one of `app.views.wishes`.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._make_cards()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.tr("Use it in other programs"), "headline", wrap=True))
        about = self.tr("Export what it learned first: as one file, or as a folder. All give the same answers.")
        share = Button(look, self.tr("Share what it learned"), kind="link", size="small")
        share.clicked.connect(partial(self.wished.emit, GoTo("use", "share")))
        column.addWidget(Label(about, "text", "muted", wrap=True))
        column.addWidget(share, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(self.tr("With the exported file"), "title", wrap=True))
        for card in (self.command_card, self.library_card, self.service_card, self.sklearn_card):
            column.addWidget(card)
        column.addWidget(Label(self.tr("In an exported folder"), "title", wrap=True))
        for card in (self.torch_card, self.numpy_card, self.onnx_card):
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_project(self, project: OpenProject | None) -> None:
        """The lines for what is in use."""
        if project is None:
            return
        state = project.state
        file, backbone = file_name(state, state.adapter), state.view.backbone
        source, config = backbone.source, backbone.config
        self.command_card.show_lines(command_text(file, source, config))
        self.library_card.show_lines(library_text(file, source, config))
        self.service_card.show_lines(service_text(file, source, config))
        self.sklearn_card.show_lines(sklearn_text(file, source, config))
        self.torch_card.show_lines(torch_text(source, config))
        self.numpy_card.show_lines(numpy_text())
        self.onnx_card.show_lines(onnx_text())

    def _make_cards(self) -> None:
        package = self.tr("Needs the package {package}.").format(package="mmrl-studio")
        served = self.tr("Needs the package {package}. The address, in a browser, explains the rest.")
        opened = self.tr("Needs the package {package}, and the model: {file} stands for its file.")
        plain = self.tr("Needs the package {package}. It reads the file; features of pictures come from elsewhere.")
        onnx = self.tr("Needs the packages {packages}, and a folder that was exported with ONNX files.")
        self.command_card = self._card(self.tr("In a terminal"), package)
        self.library_card = self._card(self.tr("In Python"), package)
        self.service_card = self._card(
            self.tr("From any program on this computer"), served.format(package="mmrl-studio[serve]")
        )
        extra = self.tr("Needs the package {package}. It can also learn from pictures.")
        self.sklearn_card = self._card(self.tr("With scikit-learn"), extra.format(package="mmrl-studio[sklearn]"))
        self.torch_card = self._card(
            self.tr("With torch alone"), opened.format(package="open_clip_torch", file=MODEL_FILE)
        )
        self.numpy_card = self._card(self.tr("With NumPy alone"), plain.format(package="numpy"))
        self.onnx_card = self._card(self.tr("With ONNX Runtime"), onnx.format(packages="onnxruntime, numpy, pillow"))
        self.command = self.command_card.text  # gets the focus first

    def _card(self, title: str, needs: str) -> LinesCard:
        card = LinesCard(self._look, title, needs)
        card.copied.connect(self._copied)
        return card

    def _copied(self) -> None:
        self.said.emit(Message(self.tr("Copied."), icon="clipboard"))
