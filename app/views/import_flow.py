"""Taking pictures in: from files, folders, zip files, the clipboard, and, when a person says so, from an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.desk import Desk
from app.models.import_run import ImportRun, MakePlan, Outcome
from app.services.import_plan import ImportPlan, PlannedPicture
from app.views.fetch_flow import FetchFlow
from app.views.import_telling import ImportTelling
from app.views.pasting import hand_over
from app.views.theme.look import Look

if TYPE_CHECKING:
    from app.services.cut_imports import CutImport

LAST_FOLDER = "import_folder"  # where files were chosen last


class ImportFlow(QObject):
    """Imports run one after another.

    Signals:
        said: a `Message`. changed: an import began, moved or ended. undo_asked: the act of one is to be taken back.
    """

    said = Signal(object)
    undo_asked = Signal(object)
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
        self.telling.undo_asked.connect(self.undo_asked)

    def tell_cut_off(self) -> None:
        """Tells of imports that an earlier end of the program cut off."""
        self._desk.do_long("import", self._desk.program.importing.cut_off, on_done=self._tell_cut)

    def _tell_cut(self, found: tuple[CutImport, ...]) -> None:
        for cut in found:
            self.telling.tell_cut(cut)

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
        return hand_over(mime, _Into(self, project_id, class_id))

    def add_image(self, project_id: int, class_id: int | None, image: QImage) -> None:
        """Takes a picture in that is no file."""
        self._start(project_id, class_id, partial(_plan_bitmap, image, self.tr("pasted") + ".png"))

    def add_bytes(self, project_id: int, class_id: int | None, data: bytes) -> None:
        """The same of one that is packed as a file would be."""
        self._add_named(project_id, class_id, self.tr("pasted"), data)

    def add_named(self, project_id: int, class_id: int | None, pictures: Sequence[tuple[str, bytes]]) -> None:
        """The same of several, each with a name, as one act."""
        self._start(project_id, class_id, partial(_plan_named, tuple(pictures)))

    def fetch(self, project_id: int, class_id: int | None, address: str) -> None:
        """Asks whether a picture may be fetched from elsewhere, and takes it in."""
        self._fetching.ask(address, partial(self._add_named, project_id, class_id))

    def _folder(self) -> str:
        return self._desk.memory.text(LAST_FOLDER)

    def _add_named(self, project_id: int, class_id: int | None, name: str, data: bytes) -> None:
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


@dataclass(frozen=True, slots=True)
class _Into:
    """Takes what was pasted into a class of a project, or into its inbox."""

    flow: ImportFlow
    project_id: int
    class_id: int | None

    def take_paths(self, paths: Sequence[Path]) -> None:
        self.flow.add(self.project_id, tuple(paths), self.class_id)

    def take_image(self, image: QImage) -> None:
        self.flow.add_image(self.project_id, self.class_id, image)

    def take_bytes(self, data: bytes) -> None:
        self.flow.add_bytes(self.project_id, self.class_id, data)

    def take_address(self, address: str) -> None:
        self.flow.fetch(self.project_id, self.class_id, address)


def _plan_bytes(data: bytes, name: str) -> ImportPlan:
    return _plan_named(((name, data),))


def _plan_named(pictures: tuple[tuple[str, bytes], ...]) -> ImportPlan:
    return ImportPlan(tuple(PlannedPicture(Path(name), data=data, size=len(data)) for name, data in pictures))


def _plan_bitmap(image: QImage, name: str) -> ImportPlan:
    """Off the window's thread: a large one takes a second."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return _plan_bytes(bytes(buffer.data().data()), name)
