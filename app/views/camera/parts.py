"""Small parts of whatever shows a camera: the choice among several, and what is wrong with the only one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap, QTransform
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.views.camera import source as sources
from app.views.camera.feed import CameraFeed
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label
from app.views.widgets.icon_label import IconLabel
from mmrl_engine.notices import Notice

NOT_ALLOWED = "camera-not-allowed"


class CameraChoice(QComboBox):
    """Which camera; unseen where there is nothing to choose."""

    def __init__(self, feed: CameraFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self.setAccessibleName(self.tr("Camera"))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._choose)
        feed.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """The cameras that are there now."""
        cameras = self._feed.cameras()
        if [(self.itemData(place), self.itemText(place)) for place in range(self.count())] != [
            (item.id, item.name) for item in cameras
        ]:
            self.clear()
            for item in cameras:
                self.addItem(item.name, item.id)
        self.setCurrentIndex(max(0, self.findData(self._feed.chosen)))
        self.setVisible(len(cameras) > 1)

    def _choose(self) -> None:
        self._feed.choose(self.currentData())


class CameraProblem(QWidget):
    """Signals:
    again_asked: a person wants it to try once more.
    """

    again_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = Label("", "text", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.settings = Button(look, self.tr("Open system settings"), icon="settings")
        self.again = Button(look, self.tr("Try again"))
        self.settings.clicked.connect(open_camera_settings)
        self.again.clicked.connect(self.again_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(IconLabel(look, "camera", 36, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.text)
        column.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_problem(self, problem: Notice) -> None:
        """What it is, and what can be done."""
        self.text.setText(notice_text(problem))
        self.settings.setVisible(has_settings(problem))


def fitting(image: QImage, view: QWidget, *, mirrored: bool = False) -> QPixmap:
    """As large as it is seen: a camera's own size would be scaled at every paint."""
    room = view.size() * view.devicePixelRatioF()
    small = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    return QPixmap.fromImage(small.transformed(QTransform().scale(-1, 1)) if mirrored else small)


def has_settings(problem: Notice) -> bool:
    """Whether the system's settings are the place to solve it."""
    return problem.code == NOT_ALLOWED and bool(sources.settings_address())


def open_camera_settings() -> None:
    """Where the system says who may use the camera."""
    QDesktopServices.openUrl(QUrl(sources.settings_address()))
