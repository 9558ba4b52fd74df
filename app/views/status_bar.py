"""The line at the bottom: that nothing leaves this computer, whether everything is saved, and the model."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.models.desk import Desk
from app.services.jobs import BackboneSource
from app.views.model_names import model_name
from app.views.theme.look import Look
from app.views.widgets.basics import ICON_GAP, ElidedLabel, Label
from app.views.widgets.icon_label import IconLabel

SLOW_MS = 600


class StatusLine(QFrame):
    """Signals:
    model_asked: the model's button was pressed.
    """

    model_asked = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._desk = desk
        self.setProperty("surface", "statusbar")
        self._lock, self._check = IconLabel(look, "lock", 14, "muted"), IconLabel(look, "check", 14, "muted")
        self._offline = ElidedLabel("", "caption", "muted")
        self._offline.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._saved = Label("", "caption", "muted")
        self.model = QToolButton()
        self.model.setObjectName("modelButton")
        self.model.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.model.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.model.clicked.connect(self.model_asked)
        self.model.hide()
        self._line = QFrame()
        self._line.setProperty("surface", "line")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        for widget in (self._lock, self._offline, self._line, self._check, self._saved):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.model)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SLOW_MS)
        self._delay.timeout.connect(self._show_saved)
        desk.acts.busy_changed.connect(self._busy_changed)
        desk.long_acts.busy_changed.connect(self._busy_changed)
        desk.activity.changed.connect(self._show_online)
        look.changed.connect(self._dress)
        self._dress()
        self._show_online()
        self._show_saved()

    def set_model(self, source: BackboneSource | None) -> None:
        """Names the model of the open project; nothing without one."""
        self.model.setVisible(source is not None)
        if source is not None:
            self.model.setText(self.tr("Model: {name}").format(name=model_name(source.source)))
            self.model.setAccessibleName(self.model.text())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all, the check mark alone says that everything is saved."""
        self._saved.show()
        self._saved.setVisible(self._row.sizeHint().width() <= self.width())

    def _show_online(self) -> None:
        online = self._desk.activity.of("fetch") or self._desk.activity.of("download")
        offline = self.tr("Works offline. Nothing leaves this computer.")
        self._offline.setText(offline if online is None else online.title)

    def _busy_changed(self, busy: bool) -> None:
        """What is over at once is not worth a word."""
        if busy:
            self._delay.start()
        else:
            self._show_saved()

    def _show_saved(self) -> None:
        saving = self._desk.acts.busy or self._desk.long_acts.busy
        text = self.tr("Saving") if saving else self.tr("Everything is saved")
        self._saved.setText(text)
        self._check.setAccessibleName(text)
        self._check.setToolTip(text)

    def _dress(self) -> None:
        size = self._look.px(14)
        self.setFixedHeight(self._look.px(28))
        self._line.setFixedSize(1, size)
        gap = self._look.px(ICON_GAP)
        self.model.setIcon(self._look.button_icon("chip", "muted", size, gap))
        self.model.setIconSize(QSize(size + gap, size))
