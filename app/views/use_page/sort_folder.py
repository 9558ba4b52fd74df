"""Answers for all pictures of a folder: a table, what was found, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.desk import Desk
from app.services.folder_run_rows import FolderRunView
from app.services.typed import awake
from app.views.theme.look import Look
from app.views.use_page.folder_layout import FolderWords
from app.views.use_page.folder_shown import FolderShown
from app.views.use_page.folder_work import FolderWork
from app.views.use_page.rest_card import RestCard
from app.views.widgets.work_strip import WorkStrip

LAST_FOLDER = "answered_folder"  # where a folder was chosen last


def _words() -> FolderWords:
    translate = QCoreApplication.translate
    return FolderWords(
        icon="folder",
        title=translate("FolderLayout", "Choose a folder."),
        text=translate("FolderLayout", "Every picture in it gets an answer; nothing in the folder is changed."),
        choose=translate("FolderLayout", "Choose a folder"),
    )


class SortFolder(FolderShown):
    """A folder as it is, from its first picture to its last."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, _words(), parent)
        self._striding = False  # the strip is shown, or will soon be
        self.work = FolderWork(desk, self)
        self.strip, self.rest = WorkStrip(look), RestCard(look)
        self.put_strip(self.strip)
        self.put_over_table(self.rest)
        self._connect()

    def ask_folder(self) -> None:
        """Asks which folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), self._desk.memory.text(LAST_FOLDER))
        if chosen:
            self._desk.memory.keep(LAST_FOLDER, str(Path(chosen).parent))
            self.start(Path(chosen))

    def start(self, folder: Path) -> None:
        """Answers for every picture in it, with the names that are typed on the Try page too."""
        project = self._project
        if project is not None and not self.work.asked:
            typed = tuple(item.asked for item in awake(project.state.view.typed, project.state.classes))
            self.work.start(project.id, folder, typed)
            self._begin_strip(self.tr("Looking through {folder}").format(folder=folder.name))

    def show_failed(self, run_id: int) -> None:
        """Lists what could not be read in a folder."""
        if self.run is not None and self.run.id == run_id:
            self.answers.filters.choose("failed")

    def stop(self) -> None:
        """Stops what is shown; it can go on later."""
        if self.run is not None:
            self.work.stop(self.run.id)

    def _is_mine(self, run: FolderRunView) -> bool:
        return run.watch is None

    def _at_work(self) -> bool:
        return self.run is not None and self.work.live(self.run.id) is not None

    def _show_work(self) -> None:
        self._show_strip()
        if self.run is None:
            self.rest.hide()
        else:
            self.rest.show_rest(self.run, self.counts, at_work=self._at_work() or self.work.asked)

    @Slot(object)
    def _begin(self, run: FolderRunView) -> None:
        self._show_begun(run.project_id, run.id)
        self._show_strip()

    def _go_on(self) -> None:
        if self.run is not None and not self.work.asked:
            self.work.go_on(self.run.id)
            self._begin_strip(self.tr("Looking through {folder}").format(folder=self.run.folder.name))

    @Slot(int)
    def _told(self, run_id: int) -> None:
        if self.run is None or self.run.id != run_id:
            return
        self._show_strip()
        self._refresh_soon()

    def _show_strip(self) -> None:
        live = None if self.run is None else self.work.live(self.run.id)
        if live is not None:
            if not self._striding:
                self._begin_strip(live.activity.title)
            self.strip.move_on(live.done, live.total, live.rate, live.seconds_left)
        elif not self.work.asked:
            self._striding = False
            self.strip.end()

    def _begin_strip(self, text: str) -> None:
        self._striding = True
        self.strip.begin(text)

    def _connect(self) -> None:
        self.work.said.connect(self.said)
        self.work.wished.connect(self.wished)
        self.work.began.connect(self._begin)
        self.work.refused.connect(self._show)
        self.work.moved.connect(self._told)
        self.work.ended.connect(self._told)
        self.choose.clicked.connect(self.ask_folder)
        self.other.clicked.connect(self.ask_folder)
        self.strip.stopped.connect(self.stop)
        self.rest.go_on_asked.connect(self._go_on)
