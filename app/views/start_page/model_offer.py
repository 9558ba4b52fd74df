"""The model to begin with, offered in one quiet line until there is one, or somebody closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.fetching import FetchEnded, Fetching
from app.views.model_texts import title_text
from app.views.theme.look import Look
from app.views.widgets.bars import ProgressStrip
from app.views.widgets.basics import Button, IconButton, Label, Surface
from app.views.widgets.icon_label import IconLabel
from app.views.wishes import AskModel
from app.views.wording import percent, size

if TYPE_CHECKING:
    from app.services.backbones import ModelView

CLOSED = "model_offer_closed"


class ModelOffer(Surface):
    """Signals:
    wished: an `AskModel`.
    """

    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("message", parent)
        self._desk = desk
        self._view: ModelView | None = None
        self._text = Label("", wrap=True)
        self._strip = ProgressStrip(look)
        self.get = Button(look, "", kind="flat", size="small")
        self.get.clicked.connect(self._ask)
        self.close_button = IconButton(look, "x", self.tr("Do not offer this again"), side=28)
        self.close_button.clicked.connect(self._close_for_good)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._text)
        words.addWidget(self._strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 7, 6)
        row.setSpacing(10)
        row.addWidget(IconLabel(look, "chip", 18, "muted"))
        row.addLayout(words, 1)
        row.addWidget(self.get)
        row.addWidget(self.close_button)
        self.hide()
        desk.download_told.connect(self._take_told)

    def refresh(self) -> None:
        """Looks whether there is something to offer."""
        if self._desk.memory.text(CLOSED):
            self.hide()
        else:
            self._desk.do(self._desk.program.backbones.offer, on_done=self._show)

    def _show(self, view: ModelView | None) -> None:
        self._view = view
        closed = bool(self._desk.memory.text(CLOSED))
        self.setVisible(view is not None and not closed)
        if view is None:
            return
        text, act = self._texts(view)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.get.setText(act)
        self._strip.setVisible(view.state == "fetching")
        if view.total:
            self._strip.set(view.done, view.total)

    def _texts(self, view: ModelView) -> tuple[str, str]:
        """The sentence, and the word on its button."""
        name = title_text(view)
        if view.state == "fetching":
            return self.tr("{name} is being downloaded.").format(name=name), self.tr("Show it")
        if view.state == "half" and view.total:
            text = self.tr("The download of {name} stopped at {percent}.")
            return text.format(name=name, percent=percent(view.done / view.total)), self.tr("Go on...")
        text = self.tr(
            "The demo model knows drawings. For photographs get {name}, which suits this computer: {size} once."
        )
        return text.format(name=name, size=size(view.size)), self.tr("Get it...")

    @Slot(object)
    def _take_told(self, told: Fetching | FetchEnded) -> None:
        if isinstance(told, FetchEnded) or told.stage == "connect":  # not at every step
            self.refresh()
        elif self._view is not None and told.id == self._view.entry.id and told.total:
            self._strip.set(told.done, told.total)

    def _ask(self) -> None:
        if self._view is not None:
            self.wished.emit(AskModel(self._view.entry.id))

    def _close_for_good(self) -> None:
        self._desk.memory.keep(CLOSED, "yes")
        self.hide()
