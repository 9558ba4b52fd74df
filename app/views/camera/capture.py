"""Takes pictures with a camera, one or many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.services.classes import ClassView
from app.views.camera.burst import Burst
from app.views.camera.feed import CameraFeed
from app.views.camera.parts import CameraChoice, CameraProblem, fitting
from app.views.dialogs.plain import PlainDialog
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon
from app.views.widgets.basics import Button, Label
from app.views.widgets.picture_view import PictureView
from app.views.widgets.switch import Switch

MIRRORED = "camera_mirrored"  # in the window's memory
LEAST = 260  # of the picture's height


class CaptureDialog(PlainDialog):
    """Shows what the camera sees. Nothing is kept before the button is pressed, and the camera is on as long as the
    dialog is seen. What `burst` tells may come after it is closed.
    """

    def __init__(
        self, desk: Desk, look: Look, classes: Sequence[ClassView], class_id: int | None, parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("CaptureDialog", "Take pictures")
        super().__init__(look, title, width=640, height=600, parent=parent)
        self._memory = desk.memory
        self.feed = CameraFeed(desk.memory, self)
        self.burst = Burst(desk, self.feed)
        self.view = PictureView(look)
        self.view.setAccessibleName(self.tr("What the camera sees"))
        self.problem_view = CameraProblem(look)
        self.choice = CameraChoice(self.feed)
        self.mirrored = Switch(look, self.tr("Mirrored"))
        self.mirrored.setChecked(desk.memory.number(MIRRORED, 1) == 1)
        self.into = QComboBox()
        self.shutter = Button(look, self.tr("Take pictures"), icon="camera", kind="primary", size="large")
        self.count = Label("", "text", "muted", wrap=True)
        self._total = 0
        self._fill(classes, class_id)
        self._lay_out()
        self._connect()
        self._show_count()
        self._show_state()
        self.shut.setDefault(False)  # Enter would close it

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.feed.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed or made small: its light goes out."""
        self.burst.end()
        self.feed.stop()
        super().hideEvent(event)

    @Slot()
    def _show_frame(self) -> None:
        image = self.feed.image
        if image is not None:
            self.view.set_pixmap(fitting(image, self.view, mirrored=self.mirrored.isChecked()))
            self._show_state()

    @Slot()
    def _show_state(self) -> None:
        problem = self.feed.problem
        if problem is not None:
            self.problem_view.show_problem(problem)
        there = self.feed.image is not None
        if not there:
            self.view.set_pixmap(None, self.tr("The camera is starting."))
        self._place.setCurrentWidget(self.view if problem is None else self.problem_view)
        if there != self.shutter.isEnabled():
            self.shutter.setEnabled(there)
            if there:
                self.shutter.setFocus()  # so that Space takes pictures

    @Slot()
    def _count_up(self) -> None:
        self._total += 1
        self._show_count()

    def _show_count(self) -> None:
        if self._total:
            self.count.setText(self.tr("%n picture(s) taken", "", self._total))
        else:
            self.count.setText(self.tr("A click takes one. Hold the button, or Space, to take about five a second."))

    @Slot()
    def _begin(self) -> None:
        self.burst.begin(self.into.currentData())

    @Slot(bool)
    def _mirror(self, on: bool) -> None:
        self._memory.keep(MIRRORED, int(on))

    def _fill(self, classes: Sequence[ClassView], class_id: int | None) -> None:
        self.into.setAccessibleName(self.tr("Where the pictures go"))
        self.into.addItem(self.look.icon("inbox", "muted"), self.tr("Inbox"), None)
        for view in classes:
            self.into.addItem(mark_icon(view.mark, self.look), view.name, view.id)
            if view.id == class_id:
                self.into.setCurrentIndex(self.into.count() - 1)
        self.into.setMinimumContentsLength(10)
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Put them in")))
        head.addWidget(self.into, 1)
        head.addWidget(self.mirrored)
        self._place = QStackedWidget()
        self._place.setMinimumHeight(LEAST)
        self._place.addWidget(self.view)
        self._place.addWidget(self.problem_view)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.shutter, 0, Qt.AlignmentFlag.AlignHCenter)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot.addWidget(self.count)
        self.column.addLayout(head)
        self.column.addWidget(self.choice)
        self.column.addWidget(self._place, 1)
        self.column.addLayout(foot)

    def _connect(self) -> None:
        self.feed.came.connect(self._show_frame)
        self.feed.changed.connect(self._show_state)
        self.burst.moved.connect(self._count_up)
        self.shutter.pressed.connect(self._begin)
        self.shutter.released.connect(self.burst.end)
        self.mirrored.toggled.connect(self._mirror)
        self.finished.connect(self.burst.retire)
        self.problem_view.again_asked.connect(self.feed.start)
