"""What was learned, handed on: asked for, written as one file or as a folder, and told where it lies."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.relay import Relay
from app.services.adapters import AdapterView
from app.services.jobs import Moved
from app.views.dialogs.export_adapter import ExportDialog, ExportWish
from app.views.message import Message
from app.views.theme.look import Look
from app.views.wording import strong
from mmrl_engine.adapter import SUFFIX
from mmrl_engine.notices import Notice

LAST_FOLDER = "trained_folder"  # where a trained file was exported last


class AdapterExporting(QObject):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._look, self._page = desk, look, page

    def ask(self, view: AdapterView, file_name: str) -> None:
        """Shows what it tells others; `file_name` is suggested, with its ending."""
        dialog = ExportDialog(self._look, view, self._page.window())
        dialog.agreed.connect(partial(self._take, view, file_name))
        self._desk.do(partial(self._desk.program.exports.figures, adapter_id=view.id), on_done=dialog.show_figures)
        dialog.open()

    def _take(self, view: AdapterView, file_name: str, wish: ExportWish) -> None:
        if wish.folder:
            self._ask_folder(view, file_name.removesuffix(SUFFIX), wish)
        else:
            self._ask_file(view, file_name, wish)

    def _ask_file(self, view: AdapterView, file_name: str, wish: ExportWish) -> None:
        kinds = self.tr("Trained files") + f" (*{SUFFIX})"
        place = str(Path(self._desk.memory.text(LAST_FOLDER)) / file_name)
        chosen, _ = QFileDialog.getSaveFileName(self._page, self.tr("Export a trained file"), place, kinds)
        if chosen:
            path = Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)
            self._desk.memory.keep(LAST_FOLDER, str(path.parent))
            call = partial(
                self._desk.program.adapters.export,
                adapter_id=view.id,
                path=path,
                author=wish.author,
                licence=wish.licence,
            )
            self._desk.do_long("export", call, on_done=partial(self._exported, path, path.parent))

    def _ask_folder(self, view: AdapterView, name: str, wish: ExportWish) -> None:
        title = self.tr("Where shall the new folder be made?")
        chosen = QFileDialog.getExistingDirectory(self._page, title, self._desk.memory.text(LAST_FOLDER))
        if not chosen:
            return
        self._desk.memory.keep(LAST_FOLDER, chosen)
        stop = threading.Event()
        title = self.tr("Making the ONNX files") if wish.onnx else self.tr("Exporting")
        activity = self._desk.activity.begin("export", title, "export", stop.set if wish.onnx else None)
        relay = Relay(activity)
        relay.told.connect(partial(_move, activity))
        call = partial(
            self._desk.program.exports.write_inside,
            adapter_id=view.id,
            place=Path(chosen),
            name=name,
            author=wish.author,
            licence=wish.licence,
            onnx=wish.onnx,
            tell=relay,
            stop=stop.is_set,
        )
        self._desk.do_long(
            "export", call, on_done=partial(self._made, activity), on_failed=partial(self._failed, activity)
        )

    def _made(self, activity: Activity, folder: Path | None) -> None:
        activity.finish()
        if folder is None:
            self.said.emit(Message(self.tr("Stopped. Nothing was exported."), "info"))
        else:
            self._exported(folder, folder)

    def _failed(self, activity: Activity, notices: tuple[Notice, ...]) -> None:
        activity.finish()
        self._desk.failed.emit(notices)

    def _exported(self, made: Path, folder: Path, result: object = None) -> None:
        text = self.tr("Exported as {name}.").format(name=strong(made.name))
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))
        self.said.emit(Message(text, icon="export", action=self.tr("Open folder"), on_action=show))


def _move(activity: Activity, told: tuple[Moved]) -> None:
    (moved,) = told
    activity.update(moved.done, moved.total)
