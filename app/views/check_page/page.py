"""The Check page: figures at the left, what gets mixed up at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.activity import Activity
from app.models.confusion import Cell, ConfusionModel
from app.models.desk import Desk
from app.services.change import Change
from app.services.jobs import LAST, Failed, Moved
from app.services.judgement import Judgement, judgement_of
from app.services.run_views import RunView
from app.views.actions import make_action
from app.views.check_page.cards import GoodCard, HelpedCard
from app.views.check_page.cell_pictures import CellPictures, Chosen
from app.views.check_page.matrix import Matrix
from app.views.message import Message
from app.views.notice_texts import notice_text
from app.views.page import Page
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.halves import Halves
from app.views.widgets.work_strip import WorkStrip
from app.views.wishes import GoTo, ShowPictures
from app.views.wording import strong

LEFT, RIGHT = 430, 480
FEW = 4


class CheckPage(Page):
    """Shows the test of the run whose result is in use, or else of the newest that was tested."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._judgement: Judgement | None = None
        self._cell: Cell | None = None
        self._kept: set[int] = set()
        self._job, self._run = "", 0
        self._activity: Activity | None = None
        self.model = ConfusionModel(self)
        self.good = GoodCard(look)
        self.helped = HelpedCard(look)
        self.matrix = Matrix(self.model, look)
        self.pictures = CellPictures(look, desk.thumbs)
        self.strip = WorkStrip(look)
        self.note = Label("", "text", "muted", wrap=True)
        self.again = Button(look, self.tr("Test it again"), icon="verify", kind="normal", size="small")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._actions = [
            make_action(self, self.tr("Move to the suggested class"), self.pictures.press_move, icon="check", keys="M"),
            make_action(self, self.tr("Keep"), self.pictures.press_keep, icon="check-circle", keys="K"),
        ]
        for action in self._actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def on_project(self) -> None:
        self._judgement, self._cell = None, None
        self._kept.clear()
        self.pictures.show_chosen(None)

    def on_changed(self) -> None:
        project = self.project
        if project is None:
            return
        state = project.state
        self._judgement = self._chosen_judgement(state.runs)
        run = self._testable(state.runs)
        self.again.setVisible(run is not None)
        if self._judgement is None:
            self._stack.setCurrentWidget(self.untested if run is not None else self.empty)
        else:
            self._stack.setCurrentWidget(self.found)
            self._show()

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def areas(self) -> Sequence[QWidget]:
        return (self.matrix, self.pictures.move_to, self.again)

    def test(self) -> None:
        """Tests the run whose result is in use, or the newest one."""
        run = None if self.project is None else self._testable(self.project.state.runs)
        if run is not None and not self._job:
            self._run = run.id
            call = partial(self.desk.program.evaluations.start, run_id=run.id)
            self.desk.do(call, on_done=self._begin)

    def stop(self) -> None:
        """Stops a test that runs."""
        if self._job:
            self.desk.program.evaluations.cancel(job_id=self._job)

    def _begin(self, job: str) -> None:
        self._job = job
        self._activity = self.desk.activity.begin("evaluate", self.tr("Testing"), "verify", self.stop)
        self.strip.begin(self.tr("Testing"))

    def _told(self, run_id: int, what: object) -> None:
        if run_id != self._run or not self._job or isinstance(what, Change):
            return
        if isinstance(what, Moved) and self._activity is not None:
            done, total = what.part * what.total + what.done, what.parts * what.total
            self._activity.update(done, total, seconds_left=what.seconds_left)
            self.strip.what.setText(self.tr("Testing"))
            self.strip.strip.set(done, total)
        elif isinstance(what, LAST):
            self._job = ""
            self.strip.end()
            if self._activity is not None:
                self._activity.finish()
                self._activity = None
            if isinstance(what, Failed):
                for item in what.notices:
                    self.said.emit(Message(notice_text(item), kind="warning"))

    def _chosen_judgement(self, runs: Sequence[RunView]) -> Judgement | None:
        assert self.project is not None
        in_use = self.project.state.view.adapter_id
        tested = [found for run in runs if (found := judgement_of(run)) is not None]
        used = next((item for item in tested if in_use is not None and item.run.adapter_id == in_use), None)
        return used or (tested[0] if tested else None)

    def _testable(self, runs: Sequence[RunView]) -> RunView | None:
        assert self.project is not None
        in_use = self.project.state.view.adapter_id
        done = [run for run in runs if run.adapter_id is not None]
        return next((run for run in done if run.adapter_id == in_use), done[0] if done else None)

    def _show(self) -> None:
        project, judgement = self.project, self._judgement
        if project is None or judgement is None:
            return
        in_use = judgement.run.adapter_id is not None and judgement.run.adapter_id == project.state.view.adapter_id
        self.good.show_judgement(judgement, in_use=in_use)
        self.helped.show_judgement(judgement)
        self.model.set_judgement(judgement, {view.name: view.mark for view in project.state.classes})
        fewest = min((view.pictures for view in project.state.classes), default=0)
        self.note.setVisible(fewest < FEW)
        text = self.tr("With %n picture(s) in a class the figures are rough. Add some for a firmer answer.", "", fewest)
        self.note.setText(text)
        self._show_cell()

    def _open_cell(self, cell: Cell) -> None:
        self._cell = cell
        self._show_cell()
        self.pictures.move_to.setFocus()

    def _show_cell(self) -> None:
        project, judgement, cell = self.project, self._judgement, self._cell
        if project is None or judgement is None or cell is None:
            self.pictures.show_chosen(None)
            return
        hashes = {item.sha256 for item in judgement.cell(cell.truth, cell.answer)}
        truth = next((view.id for view in project.state.classes if view.name == cell.truth), None)
        found = tuple(
            picture
            for picture in project.state.listed
            if picture.sha256 in hashes and picture.id not in self._kept and picture.class_id == truth
        )
        answer = next((view.id for view in project.state.classes if view.name == cell.answer), None)
        self.pictures.show_chosen(Chosen(cell, found, answer))

    def _close_cell(self) -> None:
        self._cell = None
        self._show_cell()
        self.matrix.setFocus()

    def _move(self, placement: int) -> None:
        cell, project = self._cell, self.project
        view = None if cell is None or project is None else self._class_called(cell.answer)
        if view is None:
            return
        class_id, name = view
        call = partial(self.desk.program.pictures.label, placement_ids=(placement,), class_id=class_id)
        text = self.tr("%n picture(s) put in {name}.", "", 1).format(name=strong(name))
        self.desk.do(call, on_done=partial(self._say, text))

    def _class_called(self, name: str) -> tuple[int, str] | None:
        assert self.project is not None
        return next(((view.id, view.name) for view in self.project.state.classes if view.name == name), None)

    def _keep(self, placement: int) -> None:
        self._kept.add(placement)
        self._show_cell()

    def _remove(self, placement: int) -> None:
        call = partial(self.desk.program.pictures.remove, placement_ids=(placement,))
        self.desk.do(call, on_done=partial(self._say, self.tr("%n picture(s) removed.", "", 1)))

    def _say(self, text: str, change: Change) -> None:
        if change.act is not None:
            self.said.emit(Message(text, undo=True))

    def _show_all(self) -> None:
        self.wished.emit(ShowPictures(placement_ids=tuple(self.pictures.ids())))

    def _show_one(self, placement: int) -> None:
        self.wished.emit(ShowPictures(placement_ids=(placement,)))

    def _go_train(self) -> None:
        self.wished.emit(GoTo("train"))

    def _lay_out(self) -> None:
        look = self.look
        go = Button(look, self.tr("Go to Train"), icon="learn", kind="primary")
        go.clicked.connect(self._go_train)
        text = self.tr("Train first; then this page shows how good it is.")
        self.empty = EmptyState(look, "verify", self.tr("Nothing to check yet."), text, primary=go)
        test = Button(look, self.tr("Test it"), icon="verify", kind="primary")
        test.clicked.connect(self.test)
        text = self.tr("It has learned, but was not tested yet. Two pictures in each class are needed for that.")
        self.untested = EmptyState(look, "verify", self.tr("Not tested yet."), text, primary=test)
        self.found = self._make_found()
        for page in (self.empty, self.untested, self.found):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip = QVBoxLayout()
        strip.setContentsMargins(24, 12, 24, 0)
        strip.addWidget(self.strip)
        column.addLayout(strip)
        column.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 12)
        foot.addWidget(self.bars)
        column.addLayout(foot)

    def _make_found(self) -> QWidget:
        figures, mixed = QWidget(), QWidget()
        left = QVBoxLayout(figures)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(16)
        for card in (self.good, self.helped):
            left.addWidget(card)
        left.addWidget(self.note)
        left.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right = QVBoxLayout(mixed)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._make_mixed())
        right.addStretch(1)
        margins = QMargins(24, 20, 24, 20)
        return Halves(self.look, figures, mixed, width=LEFT, least=RIGHT, margins=margins, space=16)

    def _make_mixed(self) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("What gets mixed up"), "title", wrap=True), 1)
        hint = Label(self.tr("Choose a number to see its pictures"), "text", "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(hint, 1)
        over = QHBoxLayout()
        over.addWidget(Label(self.tr("it really is"), "text", "muted"))
        over.addStretch(1)
        over.addWidget(Label(self.tr("it answered"), "text", "muted"))
        over.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(over)
        column.addWidget(self.matrix)
        column.addSpacing(4)
        column.addWidget(self.pictures)
        return card

    def _connect(self) -> None:
        self.matrix.opened.connect(self._open_cell)
        self.again.clicked.connect(self.test)
        self.strip.stopped.connect(self.stop)
        pictures = self.pictures
        pictures.closed.connect(self._close_cell)
        pictures.moved.connect(self._move)
        pictures.kept.connect(self._keep)
        pictures.removed.connect(self._remove)
        pictures.shown_all.connect(self._show_all)
        pictures.opened.connect(self._show_one)
        self.desk.evaluation_told.connect(self._told)
