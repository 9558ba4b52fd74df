"""What is shown of one folder whose pictures got answers, and what can be done with it, however it was begun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.services.copy_journal import CopyRunView
from app.services.folder_files import FileCounts
from app.services.folder_run_rows import FolderRunView
from app.views.theme.look import Look
from app.views.use_page.copies import FolderCopies
from app.views.use_page.folder_layout import FolderLayout, FolderWords
from app.views.use_page.folder_work import look_at
from app.views.use_page.forgetting import Forgetting
from app.views.use_page.other_runs import named_runs, runs_of_folder
from app.views.use_page.saving import TableSaving
from app.views.use_page.trained_names import about
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.bootstrap import Program

REFRESH_MS = 500
Found = tuple[FolderRunView, FileCounts, tuple[CopyRunView, ...]]


def read(program: Program, run_id: int) -> Found:
    """What the page shows of a run; off the window's thread."""
    return (*look_at(program, run_id), program.sorted_copies.list(run_id=run_id))


class FolderShown(FolderLayout):
    """One of the open project's folder runs at a time, the newest at first. Who is based on it says which runs it is
    about, whether one is at work, and what stands over the table.

    Signals:
        said: a `Message`. wished: one of `app.views.wishes`.

    Attributes:
        run: the one that is shown.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, words: FolderWords, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, words, parent)
        self._desk, self._look = desk, look
        self._project: OpenProject | None = None
        self.run: FolderRunView | None = None
        self.counts = FileCounts()
        self._copies: tuple[CopyRunView, ...] = ()
        self._runs: tuple[FolderRunView, ...] = ()
        self.copying = FolderCopies(desk, look, self)
        self.saving, self.forgetting = TableSaving(desk, self), Forgetting(desk, look, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._connect_parts()

    # What those based on it say

    def _is_mine(self, run: FolderRunView) -> bool:
        """Whether it is about this run."""
        raise NotImplementedError

    def _at_work(self) -> bool:
        """Whether answers are being made for the run that is shown."""
        raise NotImplementedError

    def _show_work(self) -> None:
        """What goes on, over the table."""
        raise NotImplementedError

    # What the page asks of it

    def set_project(self, project: OpenProject | None) -> None:
        """Another project: its last folder is shown again."""
        self._project = project
        self._runs = ()
        self._show_run(None)
        if project is not None:
            self._list_runs(project.id, 0)

    def refresh_marks(self) -> None:
        """Classes may have other colours or names."""
        self._show()

    def save_table(self) -> None:
        """Writes a table of what is listed for other programs."""
        if self.run is not None and self.panel.save.isEnabled():
            self.saving.ask(self.run, self.answers.filters.wanted)

    def save_all(self) -> None:
        """Writes one table with what every run over this folder answered."""
        if self.run is not None:
            self.saving.ask(self.run, self.answers.filters.wanted, self._named_runs())

    # Which run is shown

    def _list_runs(self, project_id: int, wanted: int) -> None:
        call = partial(self._desk.program.folder_runs.list, project_id=project_id)
        self._desk.do(call, on_done=partial(self._take_runs, project_id, wanted))

    def _take_runs(self, project_id: int, wanted: int, runs: tuple[FolderRunView, ...]) -> None:
        """Shows the wanted one, or the newest where none is shown."""
        if self._project is None or self._project.id != project_id:
            return
        self._runs = runs = tuple(run for run in runs if self._is_mine(run))
        shown = self.run.id if self.run is not None else 0
        run = next((run for run in runs if run.id == (wanted or shown)), runs[0] if runs and not shown else None)
        if run is None or run.id != shown:
            self._show_run(run)
        else:
            self._show()

    def _show_run(self, run: FolderRunView | None) -> None:
        self.run, self.counts, self._copies = run, FileCounts(), ()
        self.preview.shut()
        self.answers.show_run(0 if run is None else run.id)
        self._show()
        self._refresh()

    def _show_begun(self, project_id: int, run_id: int) -> None:
        """A run of the open project began, or goes on."""
        if self._project is not None and self._project.id == project_id:
            if self.run is not None and self.run.id == run_id:
                self._refresh()
            else:
                self._list_runs(project_id, run_id)

    def _choose_run(self, run_id: int) -> None:
        self._show_run(next((run for run in self._runs if run.id == run_id), None))

    def _forget(self) -> None:
        if self.run is not None:
            self.forgetting.ask(self.run)

    def _forgot(self, run_id: int) -> None:
        if self.run is not None and self.run.id == run_id:
            self._show_run(None)
        if self._project is not None:
            self._list_runs(self._project.id, 0)

    # How far it is

    def _refresh_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _refresh(self) -> None:
        if self.run is not None:
            call = partial(read, self._desk.program, self.run.id)
            self._desk.do(call, on_done=self._take, on_failed=partial(self._lose, self.run.id))

    def _take(self, found: Found) -> None:
        run, counts, copies = found
        if self.run is not None and self.run.id == run.id:
            self.run, self.counts, self._copies = run, counts, copies
            self._show()

    def _lose(self, run_id: int, notices: tuple[Notice, ...]) -> None:
        """It is gone: it was forgotten, or its project is."""
        if self.run is not None and self.run.id == run_id:
            self._show_run(None)

    def _copy(self) -> None:
        if self.run is not None:
            self.copying.ask(self.run.id, self.answers.filters.wanted)

    def _undo_copies(self) -> None:
        if self.panel.undoable is not None:
            self.copying.undo(self.panel.undoable)
            self._show()

    def _go_on_copying(self) -> None:
        if self.panel.unfinished is not None:
            self.copying.go_on(self.panel.unfinished)
            self._show()

    # Showing

    def _show(self) -> None:
        run, project = self.run, self._project
        self.show_something(run is not None)
        self.earlier.show_runs(self._runs, 0 if run is None else run.id, can_forget=not self._at_work())
        self._show_work()
        if run is None or project is None:
            return
        marks = {view.name: view.mark for view in project.state.classes}
        self.title.setText(run.folder.name)
        self.title.setToolTip(str(run.folder))
        self.text.setText(about(run, self.counts.total, project.state.adapters))
        self.answers.table.rows.marks = marks
        self.answers.table.viewport().update()
        self.answers.show_counts(self.counts)
        self.panel.show_counts(self.counts, run.names, marks, at_work=self._at_work())
        self.panel.show_others([*self._named_runs()][1:])
        self.panel.show_copies(self._copies, at_work=self._desk.activity.of("copy") is not None)

    def _named_runs(self) -> dict[str, int]:
        """Runs over the folder that is shown, this one first, by what answered."""
        if self.run is None or self._project is None:
            return {}
        return named_runs(runs_of_folder(self.run, self._runs), self._project.state.adapters)

    def _show_scope(self) -> None:
        self.panel.show_scope(self.answers.filters.name)

    def _connect_parts(self) -> None:
        for maker in (self.copying, self.saving, self.forgetting):
            maker.said.connect(self.said)
        self.copying.changed.connect(self._refresh)
        self.forgetting.forgotten.connect(self._forgot)
        self.earlier.chosen.connect(self._choose_run)
        self.earlier.forget_asked.connect(self._forget)
        self.answers.narrowed.connect(self._show_scope)
        self.panel.copy_asked.connect(self._copy)
        self.panel.save_asked.connect(self.save_table)
        self.panel.save_all_asked.connect(self.save_all)
        self.panel.undo_asked.connect(self._undo_copies)
        self.panel.go_on_asked.connect(self._go_on_copying)
        self.panel.maybe_asked.connect(partial(self.answers.filters.choose, "maybe"))
        self._show_scope()
