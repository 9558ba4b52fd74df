"""What a camera shows, answered again and again while it is on."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.trials import Trials
from app.views.camera.feed import CameraFeed
from app.views.camera.parts import CameraChoice, fitting, has_settings, open_camera_settings
from app.views.camera.source import is_offered
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.try_page.arriving import Arriving
from app.views.widgets.basics import Button

EVERY_S = 0.5  # between two pictures that are asked about, if the last one has its answer by then
FILES = 3  # of pictures that were asked about: those before are deleted


class Live(QObject):
    """Frames go to the stage as they come. One at a time is asked about, so that they never queue up.

    Signals:
        came: `pixmap` is another. changed: the camera is on or off. said: a `Message`.

    Attributes:
        pixmap: what the camera shows, as large as the stage; None where there is nothing.
    """

    came = Signal()
    changed = Signal()
    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, trials: Trials, arriving: Arriving, stage: QWidget) -> None:
        super().__init__(stage)
        self._desk, self._trials, self._arriving, self._stage = desk, trials, arriving, stage
        self.feed = CameraFeed(desk.memory, self)
        self.pixmap: QPixmap | None = None
        self._count = 0
        self._asked_at = float("-inf")
        self._writing = False
        self._seen = False  # its pictures are what is looked at
        self._files: list[Path] = []
        self.use = Button(look, "", icon="camera")
        if not is_offered():
            self.use.hide()
        self.take = Button(look, self.tr("Take this picture"), icon="image-plus")
        self.choice = CameraChoice(self.feed)
        self.use.clicked.connect(self.turn)
        self.take.clicked.connect(self._keep)
        self.feed.came.connect(self._show)
        self.feed.changed.connect(self._feed_changed)
        trials.changed.connect(self._look_away)
        self._dress()

    @property
    def is_on(self) -> bool:
        """Whether the camera is on."""
        return self.feed.is_on

    @Slot()
    def turn(self) -> None:
        """On, or off."""
        if self.is_on:
            self.stop()
        else:
            self._asked_at = float("-inf")
            self.feed.start()

    @Slot()
    def stop(self) -> None:
        """Off, at once."""
        self.feed.stop()

    @Slot()
    def _show(self) -> None:
        image, now = self.feed.image, monotonic()
        if image is None:
            return
        self.pixmap = fitting(image, self._stage)
        self.take.setEnabled(True)
        self.came.emit()
        if not self._writing and not self._trials.live_waits and now - self._asked_at >= EVERY_S:
            self._asked_at, self._writing = now, True
            self._arriving.keep_frame(image, self._next(), self._ask)

    def _ask(self, path: Path) -> None:
        self._writing = False
        self._files.append(path)
        if self.is_on:
            self._trials.show_live(path)
        self._clear_up(FILES if self.is_on else 0)

    @Slot()
    def _keep(self) -> None:
        """The picture that is seen now goes to the others."""
        if self.feed.image is not None:
            self._arriving.keep_frame(self.feed.image, self._next(), self._trials.keep_live)

    @Slot()
    def _feed_changed(self) -> None:
        if self.feed.problem is not None:
            self._tell_problem()
        if not self.is_on:
            self.pixmap, self._writing = None, False
            self._trials.end_live()
            self._clear_up(0)
        self._dress()
        self.changed.emit()

    def _tell_problem(self) -> None:
        problem, self.feed.problem = self.feed.problem, None
        if problem is not None:
            action = self.tr("Open system settings") if has_settings(problem) else ""
            text = html.escape(notice_text(problem), quote=False)
            self.said.emit(Message(text, kind="warning", action=action, on_action=open_camera_settings))

    @Slot()
    def _look_away(self) -> None:
        """Another picture is looked at, or another project is open."""
        live = self._trials.live
        if self.is_on and self._seen and (live is None or self._trials.current is not live):
            self.stop()
        self._seen = live is not None

    def _clear_up(self, left: int) -> None:
        """Deletes all but the last ones, and those that stay among the pictures."""
        kept = {trial.path for trial in self._trials.trials}
        while len(self._files) > left:
            path = self._files.pop(0)
            if path not in kept:
                self._desk.do_aside(partial(path.unlink, missing_ok=True))

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _dress(self) -> None:
        on = self.is_on
        self.use.setText(self.tr("Stop the camera") if on else self.tr("Use the camera"))
        self.use.set_icon("stop" if on else "camera")
        self.take.setVisible(on)
        self.take.setEnabled(self.pixmap is not None)
        self.choice.setVisible(on and self.choice.count() > 1)
