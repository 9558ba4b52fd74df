"""Answers for all pictures of a folder: a table, what was found, and what can be done with it."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.models.activity import Activity
from app.models.desk import Desk
from app.models.folder_rows import FolderRowsModel
from app.models.open_project import OpenProject
from app.models.relay import Relay
from app.models.typed_names import typed_names
from app.services.change import Change
from app.services.copy_journal import CopyRunView
from app.services.copy_plan import CopyPlan, OwnFolders
from app.services.copying import CopyProgress
from app.services.folder_files import FileCounts, FileFilter
from app.services.folder_run_rows import FolderRunView
from app.services.jobs import LAST, Moved
from app.views.dialogs.copy_plan import CopyPlanDialog
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.use_page.found import FoundList
from app.views.use_page.row_delegate import HEIGHT, RowDelegate
from app.views.widgets.basics import Button, ElidedLabel, Label, Surface, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.pills import verdict_text
from app.views.widgets.work_strip import WorkStrip
from app.views.wording import number, strong, when
from mmrl_engine.notices import Notice

REFRESH_MS = 500
PANEL = 272
FILTERS = (
    ("all", FileFilter()),
    ("sure", FileFilter(verdict="sure")),
    ("maybe", FileFilter(verdict="maybe")),
    ("none", FileFilter(verdict="none")),
    ("failed", FileFilter(state="failed")),
)


class SortFolder(QWidget):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._project: OpenProject | None = None
        self._run: FolderRunView | None = None
        self._counts = FileCounts()
        self._activity: Activity | None = None
        self._wanted = FILTERS[0][1]
        self._copies: tuple[CopyRunView, ...] = ()
        self.model = FolderRowsModel(desk, self)
        self.table = QTableView()
        self.rows = RowDelegate(look, desk.thumbs, self.table)
        self.title = ElidedLabel("", "headline")
        self.text = Label("", "text", "muted", wrap=True)
        self.other = Button(look, self.tr("Other folder..."), icon="folder")
        self.strip = WorkStrip(look)
        self.go_on = Button(look, self.tr("Go on"), icon="play", kind="primary")
        self.found = FoundList(look)
        self.copy = Button(look, self.tr("Copy into class folders..."), icon="copies", kind="primary")
        self.save = Button(look, self.tr("Save as a table (CSV)..."), icon="table")
        self.undo_copies = Button(look, self.tr("Take the copies back"), icon="undo")
        self.maybe_text = Label("", "label", wrap=True)
        self.show_maybe = Button(look, self.tr("Show them"), kind="flat", size="small")
        self._filters = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh)

    # What the page asks of it

    def set_project(self, project: OpenProject | None) -> None:
        """Another project: its last folder is shown again."""
        self._project = project
        self._run = None
        self._set_activity(None)
        self.model.show_run(0)
        self._show()
        if project is not None:
            call = partial(self._desk.program.folder_runs.list, project_id=project.id)
            self._desk.do(call, on_done=self._take_runs)

    def refresh_marks(self) -> None:
        """Classes may have other colours or names."""
        if self._project is not None:
            self.rows.marks = {view.name: view.mark for view in self._project.state.classes}
            self.table.viewport().update()
            self._show()

    def ask_folder(self) -> None:
        """Asks which folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"))
        if chosen:
            self.start(Path(chosen))

    def start(self, folder: Path) -> None:
        """Answers for every picture in it, with the names that are typed on the Try page too."""
        project = self._project
        if project is None:
            return
        typed = tuple(item.asked for item in typed_names(self._desk.memory, project.id))
        call = partial(self._desk.program.folder_runs.start, project_id=project.id, folder=folder, typed=typed)
        self._desk.do_long(call, on_done=self._started)

    def save_table(self) -> None:
        """Writes a table for other programs."""
        run = self._run
        if run is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as a table"), f"{run.folder.name}.csv", self.tr("Tables") + " (*.csv)"
        )
        if chosen:
            path = Path(chosen if chosen.endswith(".csv") else f"{chosen}.csv")
            call = partial(self._desk.program.answer_tables.write_csv, run_id=run.id, path=path, wanted=self._wanted)
            self._desk.do_long(call, on_done=partial(self._saved, path))

    def start_search(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # A run

    def _take_runs(self, runs: tuple[FolderRunView, ...]) -> None:
        if runs and self._run is None:
            self._open(runs[0])

    def _open(self, run: FolderRunView) -> None:
        self._run = run
        self.model.show_run(run.id, self._wanted)
        self._refresh()

    def _started(self, change: Change) -> None:
        for item in change.notices:
            self.said.emit(Message(notice_text(item), kind="info"))
        if change.made is not None:
            self._desk.do(partial(self._desk.program.folder_runs.get, run_id=change.made), on_done=self._begin)

    def _begin(self, run: FolderRunView) -> None:
        self._choose_filter(0)
        self._open(run)
        if run.state == "running":
            self._set_activity(
                self._desk.activity.begin(
                    "folder", self.tr("Answering {folder}").format(folder=run.folder.name), "folder", self.stop
                )
            )
            self.strip.begin(self.tr("Looking through the folder"))

    def stop(self) -> None:
        """Stops; it can go on later."""
        if self._run is not None:
            self._desk.do(partial(self._desk.program.folder_runs.stop, run_id=self._run.id), on_done=self._stopped)

    def _stopped(self, change: Change) -> None:
        self._timer.start()

    def _go_on(self) -> None:
        if self._run is not None:
            run_id = self._run.id
            call = partial(self._desk.program.folder_runs.go_on, run_id=run_id)
            self._desk.do_long(call, on_done=partial(self._went_on, run_id))

    def _went_on(self, run_id: int, change: Change) -> None:
        self._desk.do(partial(self._desk.program.folder_runs.get, run_id=run_id), on_done=self._begin)

    def _told(self, run_id: int, what: object) -> None:
        if self._run is None or run_id != self._run.id:
            return
        if isinstance(what, Moved) and self._activity is not None:
            total = max(self._counts.total, what.total)
            done = total - what.total + what.done
            self._activity.update(done, total, rate=what.rate, seconds_left=what.seconds_left)
            self.strip.move_on(done, total, what.rate, what.seconds_left)
        if isinstance(what, LAST):
            self._set_activity(None)
        if not self._timer.isActive():
            self._timer.start()

    def _set_activity(self, activity: Activity | None) -> None:
        if self._activity is not None:
            self._activity.finish()
        self._activity = activity
        if activity is None:
            self.strip.end()

    def _refresh(self) -> None:
        if self._run is None:
            return
        run_id = self._run.id
        self._desk.do(partial(self._desk.program.folder_runs.get, run_id=run_id), on_done=self._take_run)
        self._desk.do(partial(self._desk.program.folder_runs.counts, run_id=run_id), on_done=self._take_counts)
        self._desk.do(partial(self._desk.program.sorted_copies.list, run_id=run_id), on_done=self._take_copies)
        self.model.refresh()

    def _take_run(self, run: FolderRunView) -> None:
        ended = self._run is not None and self._run.state == "running" and run.state == "done"
        self._run = run
        self._show()
        if ended:
            self._desk.do(partial(self._desk.program.folder_runs.counts, run_id=run.id), on_done=self._say_done)

    def _say_done(self, counts: FileCounts) -> None:
        text = self.tr("%n picture(s) answered: {a} sure, {b} maybe, {c} none of these.", "", counts.answered)
        text = text.format(a=number(counts.sure), b=number(counts.maybe), c=number(counts.none))
        if counts.failed:
            unread = self.tr("%n could not be read.", "", counts.failed)
            action = self.tr("Show them")
            show = partial(self._choose_filter, len(FILTERS) - 1)
            self.said.emit(Message(f"{text} {unread}", kind="warning", action=action, on_action=show))
        else:
            self.said.emit(Message(text))

    def _take_counts(self, counts: FileCounts) -> None:
        self._counts = counts
        self._show()

    def _take_copies(self, copies: tuple[CopyRunView, ...]) -> None:
        self._copies = copies
        self._show()

    # What is done with it

    def _ask_copy(self) -> None:
        if self._run is None:
            return
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where shall the copies go?"))
        if chosen:
            own = OwnFolders(none=verdict_text("none"), unsure=self.tr("Unsure"))
            call = partial(
                self._desk.program.sorted_copies.plan,
                run_id=self._run.id,
                target=Path(chosen),
                wanted=self._wanted,
                own=own,
            )
            self._desk.do_long(call, on_done=self._show_plan)

    def _show_plan(self, plan: CopyPlan) -> None:
        dialog = CopyPlanDialog(self._look, plan, self)
        dialog.agreed.connect(partial(self._copy, plan))
        dialog.open()

    def _copy(self, plan: CopyPlan) -> None:
        self._copy_work(
            self.tr("Copying pictures"), partial(self._desk.program.sorted_copies.copy, plan=plan), self._copied
        )

    def _undo_copies(self) -> None:
        last = self._undoable()
        if last is not None:
            call = partial(self._desk.program.sorted_copies.undo, copy_run_id=last.id)
            self._copy_work(self.tr("Taking copies back"), call, self._copies_undone)

    def _copy_work(self, title: str, call: partial[Change], on_done: object) -> None:
        stop = threading.Event()
        activity = self._desk.activity.begin("copy", title, "copies", stop.set)
        relay = Relay(activity)
        relay.told.connect(partial(_move, activity))
        work = partial(call, progress=relay, stop=stop.is_set)
        self._desk.do_long(
            work,
            on_done=partial(self._copy_over, activity, on_done),
            on_failed=partial(self._copy_failed, activity),
        )

    def _copy_over(self, activity: Activity, on_done: object, change: Change) -> None:
        activity.finish()
        self._refresh()
        for item in change.notices:
            self.said.emit(Message(notice_text(item), kind="warning"))
        if change.made is not None or on_done == self._copies_undone:
            on_done(change)  # type: ignore[operator]

    def _copy_failed(self, activity: Activity, notices: tuple[Notice, ...]) -> None:
        activity.finish()
        self._refresh()
        self._desk.failed.emit(notices)

    def _copied(self, change: Change) -> None:
        assert change.made is not None
        self._desk.do(partial(self._desk.program.sorted_copies.get, copy_run_id=change.made), on_done=self._say_copied)

    def _say_copied(self, view: CopyRunView) -> None:
        text = self.tr("%n copies made in {folder}.", "", view.copied).format(folder=strong(view.target.name))
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(view.target)))
        self.said.emit(Message(text, icon="copies", action=self.tr("Open folder"), on_action=show))

    def _copies_undone(self, change: Change) -> None:
        self.said.emit(Message(self.tr("The copies were taken back."), icon="undo"))

    def _undoable(self) -> CopyRunView | None:
        return next((view for view in self._copies if view.copied > view.undone), None)

    def _saved(self, path: Path, count: int) -> None:
        text = self.tr("%n line(s) saved in {name}.", "", count).format(name=strong(path.name))
        self.said.emit(Message(text, icon="table"))

    # Showing

    def _show(self) -> None:
        run, counts = self._run, self._counts
        self._stack.setCurrentWidget(self.shown if run is not None else self.empty)
        if run is None or self._project is None:
            return
        running = run.state == "running"
        self.title.setText(run.folder.name)
        pictures = self.tr("%n picture(s), asked {when}", "", counts.total).format(when=when(run.created_at))
        self.text.setText(pictures)
        self.go_on.setVisible(not running and counts.waiting > 0)
        for button in (self.copy, self.save):
            button.setEnabled(counts.answered > 0)
        self.undo_copies.setVisible(self._undoable() is not None)
        marks = {view.name: view.mark for view in self._project.state.classes}
        self.rows.marks = marks
        self.found.show_counts(counts, run.names, marks)
        for pill, count in zip(
            self._filters.buttons(),
            (counts.answered + counts.failed, counts.sure, counts.maybe, counts.none, counts.failed),
            strict=True,
        ):
            name = str(pill.property("name"))
            pill.setText(f"{name}  {number(count)}")
            pill.setAccessibleName(f"{name}, {number(count)}")
        self._filters.buttons()[-1].setVisible(counts.failed > 0)
        self.maybe.setVisible(counts.maybe > 0 and not running)
        self.maybe_text.setText(self.tr("%n answer(s) are a maybe.", "", counts.maybe))

    def _choose_filter(self, place: int) -> None:
        self._filters.buttons()[place].setChecked(True)
        self._filter(place)

    def _filter(self, place: int) -> None:
        self._wanted = FILTERS[place][1]
        if self._run is not None:
            self.model.show_run(self._run.id, self._wanted)

    def _show_maybe(self) -> None:
        self._choose_filter(2)

    def _repaint(self, path: str) -> None:
        self.table.viewport().update()

    # Making

    def _lay_out(self) -> None:
        look = self._look
        choose = Button(look, self.tr("Choose a folder"), icon="folder", kind="primary")
        choose.clicked.connect(self.ask_folder)
        text = self.tr("Every picture in it gets an answer; nothing in the folder is changed.")
        self.empty = EmptyState(look, "folder", self.tr("Choose a folder."), text, primary=choose)
        self.shown = QWidget()
        row = QHBoxLayout(self.shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._make_middle(), 1)
        row.addWidget(self._make_panel())
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _make_middle(self) -> QVBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        head.addLayout(words, 1)
        head.addWidget(self.go_on)
        head.addWidget(self.other)
        pills = QHBoxLayout()
        pills.setSpacing(8)
        names = (
            self.tr("All"),
            verdict_text("sure"),
            verdict_text("maybe"),
            verdict_text("none"),
            self.tr("Could not be read"),
        )
        for place, name in enumerate(names):
            button = Button(self._look, name, kind="pill", size="small")
            button.setProperty("name", name)
            button.setCheckable(True)
            button.setChecked(place == 0)
            self._filters.addButton(button, place)
            pills.addWidget(button)
        pills.addStretch(1)
        self._make_table()
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 20, 12)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addLayout(pills)
        card = Surface("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        column.addWidget(card, 1)
        return column

    def _make_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(self.rows)
        table.setAccessibleName(self.tr("Answers"))
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._look.px(HEIGHT))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _make_panel(self) -> QWidget:
        panel = Surface("panel")
        panel.setFixedWidth(self._look.px(PANEL))
        self._panel = panel
        column = QVBoxLayout(panel)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Found so far"), "title"))
        column.addWidget(self.found)
        column.addSpacing(8)
        column.addWidget(rule())
        column.addSpacing(8)
        column.addWidget(Label(self.tr("What next?"), "title"))
        for button in (self.copy, self.save, self.undo_copies):
            button.setProperty("align", "left")
            column.addWidget(button)
        text = self.tr(
            "You see a list of what will be copied before anything happens. Your originals stay where they are."
        )
        column.addWidget(Label(text, "caption", "muted", wrap=True))
        column.addStretch(1)
        self.maybe = Surface("sunken")
        box = QHBoxLayout(self.maybe)
        icon = QLabel()
        icon.setPixmap(self._look.pixmap("help-circle", self._look.px(18), "warning"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.maybe_text)
        hint = self.tr("Look at them first: they also make good pictures to learn from.")
        words.addWidget(Label(hint, "caption", wrap=True))
        words.addWidget(self.show_maybe, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        column.addWidget(self.maybe)
        return panel

    def _connect(self) -> None:
        self.other.clicked.connect(self.ask_folder)
        self.go_on.clicked.connect(self._go_on)
        self.strip.stopped.connect(self.stop)
        self.copy.clicked.connect(self._ask_copy)
        self.save.clicked.connect(self.save_table)
        self.undo_copies.clicked.connect(self._undo_copies)
        self.show_maybe.clicked.connect(self._show_maybe)
        self._filters.idClicked.connect(self._filter)
        self._desk.folder_told.connect(self._told)
        self._desk.thumbs.file_arrived.connect(self._repaint)
        self._look.changed.connect(self._dress)

    def _dress(self) -> None:
        self._panel.setFixedWidth(self._look.px(PANEL))
        self.table.verticalHeader().setDefaultSectionSize(self._look.px(HEIGHT))


def _move(activity: Activity, told: tuple[CopyProgress]) -> None:
    (progress,) = told
    activity.update(progress.done, progress.total)
