"""The imports as the page sees them: where new pictures go, and how it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.import_run import ImportRun
from app.models.open_project import OpenProject
from app.models.shelves import Shelves
from app.views.camera.capture import CaptureDialog
from app.views.dropped import can_use, may_be_folder
from app.views.import_flow import ImportFlow
from app.views.theme.look import Look
from app.views.widgets.work_strip import WorkStrip


class PageImports(QObject):
    """Does nothing before it is told of the window's imports."""

    def __init__(self, shelves: Shelves, strip: WorkStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._shelves, self._strip = shelves, strip
        self._flow: ImportFlow | None = None
        self._project: OpenProject | None = None
        self._seen: ImportRun | None = None  # the import that the strip is about
        strip.stopped.connect(self._stop)

    def set_flow(self, flow: ImportFlow) -> None:
        self._flow = flow
        flow.changed.connect(self._show)
        self._open()

    def set_project(self, project: OpenProject | None) -> None:
        self._project = project
        self._open()

    @Slot()
    def ask_files(self) -> None:
        """For the shelf that is shown."""
        self.ask_files_for(self._target())

    def ask_files_for(self, class_id: int | None) -> None:
        if self._flow is not None and self._project is not None:
            self._flow.ask_files(self._project.id, class_id)

    @Slot()
    def ask_folder(self) -> None:
        if self._flow is not None and self._project is not None:
            self._flow.ask_folder(self._project.id, self._target())

    @Slot()
    def paste_clipboard(self) -> None:
        self.paste(QGuiApplication.clipboard().mimeData())

    def ask_camera(self, window: QWidget, desk: Desk, look: Look) -> None:
        """Takes pictures with a camera, for the shelf that is shown."""
        if self._flow is not None and self._project is not None:
            classes, project_id = self._project.state.classes, self._project.id
            dialog = CaptureDialog(desk, look, classes, self._target(), window)
            dialog.burst.taken.connect(partial(self._take_photographs, project_id))
            dialog.open()

    def _take_photographs(self, project_id: int, pictures: Sequence[tuple[str, bytes]], class_id: int | None) -> None:
        if self._flow is not None:
            self._flow.add_named(project_id, class_id, pictures)

    def paste(self, mime: QMimeData) -> bool:
        """Whether there was anything of use in it."""
        if self._flow is None or self._project is None:
            return False
        return self._flow.paste(self._project.id, mime, self._target())

    def drop_on_class(self, mime: QMimeData, class_id: int) -> None:
        if self._flow is not None and self._project is not None:
            self._flow.paste(self._project.id, mime, class_id)

    def take(self, paths: Sequence[Path]) -> None:
        """Takes files and folders to the shelf that is shown."""
        if self._flow is not None and self._project is not None:
            self._flow.add(self._project.id, tuple(paths), self._target())

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        """What dropping these would do; with none, a picture that is no file."""
        if paths and not any(can_use(path) for path in paths):
            return None
        view, count = self._shelves.shown_class(), max(1, len(paths))
        if any(may_be_folder(path) for path in paths):
            if view is not None:
                return self.tr("Drop to put all of it in {name}").format(name=view.name), ""
            return self.tr("Drop a folder"), self.tr("Folders inside it become classes.")
        if view is not None:
            return self.tr("Drop to put %n picture(s) in {name}", "", count).format(name=view.name), ""
        return self.tr("Drop %n picture(s) into the inbox", "", count), self.tr("Or onto a class at the left.")

    def _target(self) -> int | None:
        """The class that new pictures go to: the one that is shown; None is the inbox."""
        view = self._shelves.shown_class()
        return None if view is None else view.id

    def _open(self) -> None:
        if self._flow is not None:
            self._flow.telling.open_id = None if self._project is None else self._project.id
            self._show()

    @Slot()
    def _show(self) -> None:
        """The strip is about the open project's import, and about no other's."""
        if self._flow is None:
            return
        run = None if self._project is None else self._flow.running_in(self._project.id)
        if run is None:
            self._strip.end()
        elif run is not self._seen:
            self._strip.begin(self.tr("Looking through the files"))
        self._seen = run
        progress = None if run is None else run.progress
        if progress is not None:
            self._strip.move_on(progress.done, progress.total, progress.rate, progress.seconds_left)

    @Slot()
    def _stop(self) -> None:
        if self._seen is not None:
            self._seen.stop()
