"""Taking pictures in: from files, folders, zip files, the clipboard, and, when a person says so, from an address."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.relay import Relay
from app.services.import_plan import ImportPlan
from app.services.import_report import ImportProgress, ImportReport
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.import_report import ImportReportDialog
from app.views.dropped import local_paths, path_in_text, web_addresses
from app.views.fetching import Fetcher, host_of
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.theme.look import Look


class ImportFlow(QObject):
    """Imports run one after another.

    Signals:
        said: a `Message`. began, ended: of an import. moved: an `ImportProgress`.
    """

    said = Signal(object)
    began = Signal()
    moved = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._running = 0
        self._stop = threading.Event()
        self._fetcher = Fetcher(self)

    @property
    def running(self) -> bool:
        return self._running > 0

    def ask_files(self, project_id: int, class_id: int | None) -> None:
        """Asks which files."""
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Add pictures"))
        if chosen:
            self.add(project_id, tuple(Path(name) for name in chosen), class_id)

    def ask_folder(self, project_id: int, class_id: int | None) -> None:
        """Asks which folder; its folders become classes."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder"))
        if chosen:
            self.add(project_id, (Path(chosen),), class_id)

    def add(self, project_id: int, paths: tuple[Path, ...], class_id: int | None) -> None:
        """Takes files, folders and zip files in."""
        self._start(project_id, class_id, partial(self._desk.program.importing.plan, paths=paths))

    def go_on(self, project_id: int, plan: ImportPlan, class_id: int | None) -> None:
        """Takes in what a stopped import left."""
        self._start(project_id, class_id, partial(_same, plan))

    def paste(self, project_id: int, mime: QMimeData, class_id: int | None) -> bool:
        """Takes files, a bitmap, a path or an address; whether there was one of them."""
        paths = local_paths(mime) or path_in_text(mime)
        if paths:
            self.add(project_id, paths, class_id)
            return True
        if mime.hasImage():
            return self._add_image(project_id, mime, class_id)
        addresses = web_addresses(mime)
        if addresses:
            self._ask_fetch(project_id, addresses[0], class_id)
        return bool(addresses)

    def stop(self) -> None:
        """Ends the import that runs; what came in stays."""
        self._stop.set()

    def _add_image(self, project_id: int, mime: QMimeData, class_id: int | None) -> bool:
        image = mime.imageData()
        if not isinstance(image, QImage) or image.isNull():
            return False
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        self._add_bytes(project_id, class_id, self.tr("pasted") + ".png", bytes(buffer.data().data()))
        return True

    def _add_bytes(self, project_id: int, class_id: int | None, name: str, data: bytes) -> None:
        call = partial(
            self._desk.program.importing.add_bytes, project_id=project_id, data=data, name=name, class_id=class_id
        )
        self._desk.do_long(call, on_done=partial(self._report, project_id, class_id))

    def _ask_fetch(self, project_id: int, address: str, class_id: int | None) -> None:
        AskDialog(
            self._look,
            self.tr("This picture is on {host}.").format(host=host_of(address)),
            self.tr("Fetching it leaves this computer."),
            safe=self.tr("Do not fetch"),
            act=self.tr("Fetch this one"),
            on_act=partial(self._fetch, project_id, address, class_id),
            parent=self._window,
        ).open()

    def _fetch(self, project_id: int, address: str, class_id: int | None) -> None:
        self._fetcher.fetch(
            address, on_done=partial(self._add_bytes, project_id, class_id), on_failed=self._say_not_fetched
        )

    def _say_not_fetched(self, host: str) -> None:
        text = self.tr("No picture came from {host}. Save it to this computer, then drop the file here.")
        self.said.emit(Message(text.format(host=host), kind="warning"))

    def _start(self, project_id: int, class_id: int | None, plan: Callable[[], ImportPlan]) -> None:
        self._running += 1
        self._stop.clear()
        activity = self._desk.activity.begin("import", self.tr("Adding pictures"), "import", self.stop)
        relay = Relay(self)
        relay.told.connect(partial(self._move, activity))
        call = partial(self._run, project_id, class_id, plan, relay)
        self._desk.do_long(
            call,
            on_done=partial(self._finish, activity, relay, project_id, class_id),
            on_failed=partial(self._fail, activity, relay),
        )
        self.began.emit()

    def _run(
        self, project_id: int, class_id: int | None, plan: Callable[[], ImportPlan], relay: Relay
    ) -> tuple[ImportPlan, ImportReport]:
        """In the long acts' thread."""
        planned = plan()
        report = self._desk.program.importing.run(
            project_id=project_id, plan=planned, class_id=class_id, progress=relay, stop=self._stop.is_set
        )
        return planned, report

    def _move(self, activity: Activity, told: tuple[ImportProgress]) -> None:
        (progress,) = told
        activity.update(progress.done, progress.total, rate=progress.rate, seconds_left=progress.seconds_left)
        self._desk.tell_progress(progress)
        self.moved.emit(progress)

    def _finish(
        self,
        activity: Activity,
        relay: Relay,
        project_id: int,
        class_id: int | None,
        found: tuple[ImportPlan, ImportReport],
    ) -> None:
        plan, report = found
        self._over(activity, relay)
        for item in plan.problems:
            self.said.emit(Message(notice_text(item), kind="warning"))
        self._report(project_id, class_id, report)

    def _fail(self, activity: Activity, relay: Relay, notices: tuple[object, ...]) -> None:
        self._over(activity, relay)
        self._desk.failed.emit(notices)

    def _over(self, activity: Activity, relay: Relay) -> None:
        self._running -= 1
        activity.finish()
        QTimer.singleShot(0, relay.deleteLater)
        self.ended.emit()

    def _report(self, project_id: int, class_id: int | None, report: ImportReport) -> None:
        """One bar: what came in, and the next thing to do about it."""
        if report.failure:
            for item in report.failure:
                self.said.emit(Message(notice_text(item), kind="danger"))
            return
        came = report.added + report.brought_back
        if report.undone:
            return
        if report.stopped:
            text = self.tr("Stopped. %n picture(s) are in.", "", came)
            go_on = partial(self.go_on, project_id, report.remaining, class_id)
            self.said.emit(Message(text, kind="info", action=self.tr("Go on"), on_action=go_on, stays=True))
            return
        parts = [self.tr("%n picture(s) came in.", "", came)]
        if report.already_here:
            parts.append(self.tr("%n were already here and were left out.", "", len(report.already_here)))
        if report.unreadable:
            parts.append(self.tr("%n could not be read.", "", len(report.unreadable)))
        if report.already_here or report.unreadable:
            show = partial(self._show_report, report)
            kind = "warning" if report.unreadable else "done"
            self.said.emit(
                Message(" ".join(parts), kind=kind, action=self.tr("Show report"), on_action=show, stays=True)
            )
        else:
            self.said.emit(Message(parts[0], icon="image-plus", undo=report.act is not None))

    @Slot()
    def _show_report(self, report: ImportReport) -> None:
        ImportReportDialog(self._look, report, self._window).open()


def _same(plan: ImportPlan) -> ImportPlan:
    return plan
