"""Where a page says something: one bar in its layout, which covers nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QTextDocumentFragment
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.views.message import Message
from app.views.theme.look import Look
from app.views.widgets.basics import Button, IconButton, Label, Surface, clear_layout

if TYPE_CHECKING:
    from app.storage.act_record import ActRecord

STAYS_MS = 10_000
SLIDE_MS = 120
EDGES = 100  # the icon, the cross and what is around them
NARROW = 280  # so much stays for the sentence beside its buttons, the icon and the cross
TONES = {"done": "muted", "info": "muted", "warning": "warning", "danger": "danger"}
SURFACES = {"warning": "message-warning", "danger": "message-danger"}


class MessageBars(QWidget):
    """Shows one message at a time, the newest; takes no room while there is none.

    Signals:
        closed: the bar is gone.
    """

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bar: MessageBar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self._end_in_time)
        self._slide = QPropertyAnimation(self, b"maximumHeight", self)
        self._slide.setDuration(SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._let_grow)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown."""
        return None if self._bar is None else self._bar.message

    def show_message(self, message: Message, on_undo: Callable[[ActRecord], object] | None = None) -> None:
        """Shows it in place of what was there."""
        clear_layout(self._column)
        self._bar = MessageBar(self._look, message, on_undo)
        self._bar.closed.connect(self.clear)
        self._column.addWidget(self._bar)
        self._bar.show()  # now: a layout shows it later, and until then it has no size
        self._timer.stop()
        if not (message.stays or message.kind == "danger" or self._look.messages_stay):
            self._timer.start()
        self.show()
        self._say(message)
        self._slide.stop()
        self._let_grow()
        if not self._look.less_motion:
            self._slide.setStartValue(0)
            self._slide.setEndValue(max(self.sizeHint().height(), self.heightForWidth(self.width())))
            self._slide.start()

    def clear(self) -> None:
        """Takes the message away."""
        if self._bar is None:
            return
        self._timer.stop()
        self._bar = None
        clear_layout(self._column)
        self.hide()
        self.closed.emit()

    def _let_grow(self) -> None:
        self.setMaximumHeight(16_777_215)

    def _say(self, message: Message) -> None:
        """A screen reader hears of it, wherever it just reads."""
        if not QAccessible.isActive():
            return
        event = QAccessibleAnnouncementEvent(self, plain(message.text))
        if message.kind == "danger":
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _end_in_time(self) -> None:
        """Not under the pointer, and not while somebody is about to press its button."""
        focus = self.window().focusWidget()
        if self._look.messages_stay:  # since it was shown
            return
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.clear()


def plain(text: str) -> str:
    """A sentence without what makes parts of it bold."""
    return QTextDocumentFragment.fromHtml(text).toPlainText()


class MessageBar(Surface):
    """Icon, sentence, what can be done about it, and a button that closes it."""

    closed = Signal()

    def __init__(self, look: Look, message: Message, on_undo: Callable[[ActRecord], object] | None) -> None:
        super().__init__(SURFACES.get(message.kind, "message"))
        self._look, self.message = look, message
        self._icon = QLabel()
        self._text = Label(message.text, strong=True, wrap=True)
        self._text.setAccessibleName(plain(message.text))
        self.setAccessibleName(plain(message.text))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 7, 4)
        row.setSpacing(10)
        row.addWidget(self._icon)
        self._actions = self._make_actions(on_undo)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(2)
        self._middle.addWidget(self._text, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for action in self._actions:
            self._buttons.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.addStretch(1)
        self._middle.addLayout(self._buttons)
        row.addLayout(self._middle, 1)
        close = IconButton(look, "x", self.tr("Close this message"), side=28)
        close.clicked.connect(self.closed)
        row.addWidget(close)
        look.changed.connect(self._dress)
        self._dress()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._look.px(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the buttons stand below the sentence; where they have no room there, below each other."""
        buttons = sum(action.sizeHint().width() for action in self._actions)
        fits = self.width() - buttons >= self._look.px(NARROW)
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._middle.direction() != direction:
            self._middle.setDirection(direction)
        room = self.width() - self._look.px(EDGES) - self._buttons.spacing() * len(self._actions)
        one_line = buttons <= room
        side = QBoxLayout.Direction.LeftToRight if one_line else QBoxLayout.Direction.TopToBottom
        if self._buttons.direction() != side:
            self._buttons.setDirection(side)
        super().resizeEvent(event)

    def _make_actions(self, on_undo: Callable[[ActRecord], object] | None) -> list[Button]:
        message, found = self.message, []
        if message.undo is not None and on_undo is not None:
            found.append(self._button(self.tr("Undo"), partial(on_undo, message.undo)))
        if message.action and message.on_action is not None:
            found.append(self._button(message.action, message.on_action))
        found += [self._button(text, slot) for text, slot in message.more]
        return found

    def _button(self, text: str, slot: Callable[[], object]) -> Button:
        button = Button(self._look, text, kind="flat", size="small")
        button.clicked.connect(self.closed)
        button.clicked.connect(lambda: slot())
        return button

    def _dress(self) -> None:
        size = self._look.px(18)
        self._icon.setPixmap(self._look.pixmap(self.message.shown_icon, size, TONES[self.message.kind]))
        self.setMinimumHeight(self._look.px(44))
