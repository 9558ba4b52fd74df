"""One model of the catalogue in the dialog: what it is for, what it costs, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.model_texts import size_text, speed_text, title_text, when_text
from app.views.theme.look import Look
from app.views.widgets.bars import ProgressStrip
from app.views.widgets.basics import Button, Card, Label
from app.views.widgets.flow import FlowLayout
from app.views.widgets.pills import StatePill
from app.views.wording import duration, percent, size

if TYPE_CHECKING:
    from app.services.backbones import ModelView

ACTS = ("use", "download", "go_on", "pause", "file", "forget", "remove", "licence")


class ModelRow(Card):
    """Signals:
    asked: one of `ACTS`, and the model's id.
    """

    asked = Signal(str, str)

    def __init__(self, look: Look, id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = id
        self._title = Label("", "label", wrap=True)
        self._pill = StatePill(look)
        self._when = Label("", wrap=True)
        self._size = Label("", "caption", "muted", wrap=True)
        self._speed = Label("", "caption", "muted", wrap=True)
        self.strip = ProgressStrip(look)
        self.progress = Label("", "caption", "muted", wrap=True)
        self.problem = Label("", "text", "danger", wrap=True)
        self.buttons = self._make_buttons(look)
        self._lay_out()

    def show_view(self, view: ModelView, memory: int, *, in_use: bool, offered: bool, problem: str, cut: bool) -> None:
        """Shows it.

        Args:
            memory: bytes of this computer. in_use: the project has it. offered: there is a project that could get it.
            problem: why its download failed last; "" otherwise. cut: what came of that is kept.
        """
        title = title_text(view)
        self._title.setText(title)
        self._when.setText(when_text(view))
        self._size.setText(size_text(view))
        self._speed.setText(speed_text(view, memory))
        self._speed.set_tone("muted" if view.fits else "warning")
        self._show_pill(view, in_use=in_use)
        self.show_progress(view)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._show_buttons(view, in_use=in_use, offered=offered, failed=bool(problem), cut=cut)
        self.setAccessibleName(title)
        for button in self.buttons.values():
            button.setAccessibleName(f"{button.text()}: {title}")

    def show_progress(self, view: ModelView) -> None:
        """How far its download is, if there is one."""
        seen = view.state in ("fetching", "half")
        self.strip.setVisible(seen)
        self.progress.setVisible(seen)
        if not seen:
            return
        if view.total:
            self.strip.set(view.done, view.total)
        else:
            self.strip.set_unknown()
        self.progress.setText(self._progress_text(view))

    def _progress_text(self, view: ModelView) -> str:
        fetching = view.fetching
        if view.state == "half" and view.total:
            text = self.tr("{percent} of it is here: {done} of {total}.")
            share = percent(view.done / view.total)
            return text.format(percent=share, done=size(view.done), total=size(view.total))
        if fetching is None or fetching.stage == "connect" or not view.total:
            return self.tr("Waiting for {host}").format(host=view.host)
        if fetching.stage == "check":
            return self.tr("Looking whether it came whole")
        parts = [self.tr("{done} of {total}").format(done=size(view.done), total=size(view.total))]
        if fetching.rate:
            parts.append(self.tr("{size} a second").format(size=size(fetching.rate)))
        if fetching.seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=duration(fetching.seconds_left)))
        return ", ".join(parts)

    def _show_pill(self, view: ModelView, *, in_use: bool) -> None:
        if in_use:
            self._pill.set(self.tr("In use"), "check-circle", "success")
        elif view.suited:
            self._pill.set(self.tr("Suits this computer"), "chip", "accent")
        else:
            self._pill.set("", "", "muted")

    def _show_buttons(self, view: ModelView, *, in_use: bool, offered: bool, failed: bool, cut: bool) -> None:
        away, half = view.state == "away", view.state == "half"
        shown = {
            "use": view.usable and offered and not in_use,
            "download": away,
            "go_on": half,
            "pause": view.state == "fetching",
            "file": failed and offered,
            "forget": half,
            "remove": view.state == "here",
            "licence": view.entry.source is not None,
        }
        self.buttons["download"].setText(self.tr("Try again") if failed and not cut else self.tr("Download"))
        for name, button in self.buttons.items():
            if button.hasFocus() and not shown[name]:
                self._hand_focus_on(shown)
            button.setVisible(shown[name])

    def _hand_focus_on(self, shown: dict[str, bool]) -> None:
        """A button that goes leaves the focus in its row, at the one that takes its place."""
        heir = next((name for name, wanted in shown.items() if wanted), None)
        if heir is not None:
            self.buttons[heir].show()
            self.buttons[heir].setFocus()

    def _make_buttons(self, look: Look) -> dict[str, Button]:
        table = {
            "use": (self.tr("Use for this project"), "check", "soft"),
            "download": (self.tr("Download"), "import", "soft"),
            "go_on": (self.tr("Go on"), "play", "soft"),
            "pause": (self.tr("Pause"), "pause", "normal"),
            "file": (self.tr("Choose a file instead"), "folder", "normal"),
            "forget": (self.tr("Throw the part away"), "trash", "ghost"),
            "remove": (self.tr("Remove"), "trash", "ghost"),
            "licence": (self.tr("Its page and licence, in the browser"), "", "flat"),
        }
        made = {}
        for name in ACTS:
            text, icon, kind = table[name]
            made[name] = Button(look, text, icon=icon, kind=kind, size="small")
            made[name].clicked.connect(partial(self._ask, name))
        return made

    def _ask(self, name: str, checked: bool = False) -> None:
        self.asked.emit(name, self.id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self._when, self._size, self._speed, self.strip, self.progress, self.problem):
            column.addWidget(widget)
        column.addSpacing(4)
        row = FlowLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        column.addLayout(row)
