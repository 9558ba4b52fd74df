"""Taking pictures in: from files, folders, zip files, the clipboard, and, when a person says so, from an address."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.desk import Desk
from app.models.import_run import ImportRun, MakePlan, Outcome
from app.services.import_plan import ImportPlan, PlannedPicture
from app.views.dropped import bitmap, inline_picture, local_paths, paths_in_text, web_addresses
from app.views.fetch_flow import FetchFlow
from app.views.import_telling import ImportTelling
from app.views.theme.look import Look

LAST_FOLDER = "import_folder"  # where files were chosen last


class ImportFlow(QObject):
    """Imports run one after another.

    Signals:
        said: a `Message`. changed: an import began, moved or ended.
    """

    said = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._runs: list[ImportRun] = []
        self._fetching = FetchFlow(desk, look, window)
        self._fetching.said.connect(self.said)
        self.telling = ImportTelling(desk, look, window, self)
        self.telling.said.connect(self.said)
        self.telling.go_on.connect(self._start)

    def running_in(self, project_id: int) -> ImportRun | None:
        """The import into that project that runs, or waits for those before it."""
        return next((run for run in self._runs if run.project_id == project_id), None)

    def ask_files(self, project_id: int, class_id: int | None) -> None:
        """Asks which files."""
        chosen, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Add pictures"), self._folder())
        if chosen:
            self._desk.memory.keep(LAST_FOLDER, str(Path(chosen[0]).parent))
            self.add(project_id, tuple(Path(name) for name in chosen), class_id)

    def ask_folder(self, project_id: int, class_id: int | None) -> None:
        """Asks which folder; its folders become classes."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder"), self._folder())
        if chosen:
            self._desk.memory.keep(LAST_FOLDER, str(Path(chosen).parent))
            self.add(project_id, (Path(chosen),), class_id)

    def add(self, project_id: int, paths: tuple[Path, ...], class_id: int | None) -> None:
        """Takes files, folders and zip files in."""
        self._start(project_id, class_id, partial(self._desk.program.importing.plan, paths=paths))

    def paste(self, project_id: int, mime: QMimeData, class_id: int | None) -> bool:
        """Takes files, a bitmap, paths or an address; whether there was one of them."""
        paths = local_paths(mime) or paths_in_text(mime)
        image, inside = bitmap(mime), inline_picture(mime)
        addresses = web_addresses(mime)
        if paths:
            self.add(project_id, paths, class_id)
        elif image is not None:
            name = self.tr("pasted") + ".png"
            self._start(project_id, class_id, partial(_plan_bitmap, image, name))
        elif inside is not None:
            self._add_bytes(project_id, class_id, self.tr("pasted"), inside)
        elif addresses:
            self._fetching.ask(addresses[0], partial(self._add_bytes, project_id, class_id))
        return bool(paths or image is not None or inside is not None or addresses)

    def _folder(self) -> str:
        return self._desk.memory.text(LAST_FOLDER)

    def _add_bytes(self, project_id: int, class_id: int | None, name: str, data: bytes) -> None:
        self._start(project_id, class_id, partial(_plan_bytes, data, name))

    def _start(self, project_id: int, class_id: int | None, make_plan: MakePlan) -> None:
        run = ImportRun(self._desk, project_id, class_id, make_plan, self.tr("Adding pictures"), self)
        run.moved.connect(self.changed)
        run.ended.connect(partial(self._end, run))
        self._runs.append(run)
        run.start()
        self.changed.emit()

    def _end(self, run: ImportRun, outcome: Outcome) -> None:
        self._runs.remove(run)
        self.changed.emit()
        self.telling.tell(run.project_id, run.class_id, outcome)


def _plan_bytes(data: bytes, name: str) -> ImportPlan:
    return ImportPlan((PlannedPicture(Path(name), data=data, size=len(data)),))


def _plan_bitmap(image: QImage, name: str) -> ImportPlan:
    """Off the window's thread: a large one takes a second."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return _plan_bytes(bytes(buffer.data().data()), name)
