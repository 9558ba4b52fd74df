"""The Check page: how good it is, and what gets mixed up."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.confusion import Cell
from app.models.desk import Desk
from app.services.change import Change
from app.services.judgement import Judgement, Standing, is_tested, judgement_of, standing, too_small
from app.services.run_views import RunView
from app.views.actions import make_action
from app.views.check_page.cell_pictures import Chosen
from app.views.check_page.none_card import NoneCard
from app.views.check_page.overview import Overview
from app.views.check_page.strip_place import StripPlace
from app.views.check_page.testing import Testing
from app.views.check_page.untested import Untested
from app.views.check_page.worth_a_look import WorthALook
from app.views.message import Message
from app.views.notice_texts import notice_texts
from app.views.page import Page
from app.views.theme.look import Look
from app.views.widgets.basics import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.work_strip import WorkStrip
from app.views.wishes import GoTo, ShowPictures
from app.views.wording import number, strong
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.notices import Notice


class CheckPage(Page):
    """Shows the test of the run whose result is in use, or else of the newest that was tested."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self._judgement: Judgement | None = None
        self._standing = Standing()
        self._cell: Cell | None = None
        self._striding = 0  # the run whose test the strip is about
        self.testing = Testing(desk, self)
        self.overview = Overview(look, desk.thumbs)
        self.model, self.matrix, self.pictures = self.overview.model, self.overview.matrix, self.overview.pictures
        self.none = NoneCard(desk, look)
        self.overview.add_left(self.none)
        self.worth = WorthALook(desk, look)
        self.overview.add_right(self.worth)
        self.untested = Untested(look)
        self.strip = WorkStrip(look)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._actions = [
            make_action(self, self.tr("Move to the suggested class"), self.pictures.press_move, icon="check", keys="M"),
            make_action(self, self.tr("Keep it in its class"), self.pictures.press_keep, icon="check-circle", keys="K"),
        ]
        for action in self._actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    # What the window asks of a page

    def on_project(self) -> None:
        self._judgement, self._cell = None, None
        self.pictures.show_chosen(None)
        self.worth.set_project(self.project)
        self._show_strip()

    def on_changed(self) -> None:
        project = self.project
        if project is None:
            return
        state = project.state
        run = self._in_question(tuple(item for item in state.runs if is_tested(item)))
        adapter = None if run is None else next((item for item in state.adapters if item.id == run.adapter_id), None)
        answers = "mmrl" if adapter is None else adapter.answers
        reject = () if adapter is None else adapter.reject
        self._judgement = None if run is None else judgement_of(run, answers, reject)
        if self._judgement is not None:
            self._standing = standing(self._judgement, state.classes, state.listed)
            in_use = self._judgement.run.adapter_id == state.view.adapter_id
            self.overview.show_judgement(self._judgement, self._standing, adapter, in_use=in_use)
            self.none.set_judgement(self._judgement, adapter)
            self._stack.setCurrentWidget(self.overview)
            self._show_cell()
        else:
            self._show_nothing(self._testable())
        self._show_strip()

    def page_actions(self) -> Sequence[QAction]:
        return self._actions

    def areas(self) -> Sequence[QWidget]:
        shown = self._stack.currentWidget()
        if shown is self.overview:
            return (self.overview.helped, self.matrix, self.pictures.move_to, self.overview.again)
        return (self._go if shown is self.empty else self.untested.button,)

    def escape(self) -> bool:
        if self._cell is None:
            return False
        self._close_cell()
        return True

    # Tests

    def test(self) -> None:
        """Tests the run whose result is in use, or the newest one; never twice at a time."""
        run = self._testable()
        if run is not None and self.project is not None and not self._learns():
            self.testing.start(run.id, self.project.state.view.name)

    def stop(self) -> None:
        """Stops the test that runs."""
        self.testing.stop(self._striding)

    def _learns(self) -> bool:
        """Its own test follows what is being learned."""
        assert self.project is not None
        return any(run.state in ("waiting", "running") for run in self.project.state.runs)

    def _in_question(self, runs: Sequence[RunView]) -> RunView | None:
        """The one whose result is in use, or the newest."""
        assert self.project is not None
        in_use = self.project.state.view.adapter_id
        used = (run for run in runs if run.adapter_id is not None and run.adapter_id == in_use)
        return next(used, next(iter(runs), None))

    def _testable(self) -> RunView | None:
        if self.project is None:
            return None
        return self._in_question([run for run in self.project.state.runs if run.adapter_id is not None])

    def _tested_now(self) -> int:
        """The run of the project whose test goes on; 0 is none."""
        runs = () if self.project is None else self.project.state.runs
        return next((run.id for run in runs if self.testing.of(run.id) is not None), 0)

    @Slot(int)
    def _told(self, run_id: int) -> None:
        self._show_strip()

    def _show_strip(self) -> None:
        run_id = self._tested_now()
        test = self.testing.of(run_id)
        self.overview.show_busy(test is not None)
        self.untested.set_busy(test is not None)
        if test is None:
            self._striding = 0
            self.strip.end()
            return
        if self._striding != run_id:
            self._striding = run_id
            self.strip.begin(self.tr("Testing"))
        if test.total:
            text = self.tr("Testing, {done} of {total}").format(done=number(test.asked), total=number(test.total))
            self.strip.what.setText(text)
        if test.fraction:
            self.strip.strip.set(test.fraction, 1)

    def _show_nothing(self, run: RunView | None) -> None:
        if run is None:
            self._stack.setCurrentWidget(self.empty)
        else:
            self.untested.show_run(len(run.classes), too_small(run))
            self._stack.setCurrentWidget(self.untested)

    # Who answers

    @Slot(str)
    def _choose(self, answers: AnswerSource) -> None:
        """A person wants this one to answer, whatever the test says."""
        if self._judgement is None or self.project is None:
            return
        in_use = self._judgement.run.adapter_id == self.project.state.view.adapter_id
        if in_use and answers == self._judgement.source:
            return
        said = {
            "mmrl": self.tr("The learned one answers now."),
            "instant": self.tr("The quick answer is used now."),
            "words": self.tr("The words alone answer now."),
        }[answers]
        call = partial(self.desk.program.evaluations.choose, run_id=self._judgement.run.id, answers=answers)
        self.desk.do(call, on_done=partial(self._say, said), on_failed=self._not_chosen)

    def _not_chosen(self, notices: tuple[Notice, ...]) -> None:
        self.said.emit(Message(html.escape(" ".join(notice_texts(notices)), quote=False), kind="warning"))
        self.on_changed()

    # The pictures of a cell

    def _open_cell(self, cell: Cell) -> None:
        self._cell = cell
        self.pictures.show_chosen(self._chosen(cell))
        self.overview.ensureWidgetVisible(self.pictures)

    def _show_cell(self) -> None:
        """It closes when its last picture has gone."""
        chosen = None if self._cell is None else self._chosen(self._cell)
        if chosen is not None and not chosen.pictures and self.pictures.ids():
            self._close_cell()
        else:
            self.pictures.show_chosen(chosen)

    def _chosen(self, cell: Cell) -> Chosen | None:
        if self._judgement is None or self.project is None:
            return None
        classes = self._standing.classes
        truth, answer = classes.get(cell.truth), classes.get(cell.answer or "")
        place = None if truth is None else truth.id
        judged = {item.sha256: item for item in self._judgement.cell(cell.truth, cell.answer)}
        found = tuple(
            picture
            for picture in self.project.state.listed
            if picture.sha256 in judged and picture.class_id == place and (cell.right or not picture.kept)
        )
        can_move = answer is not None and answer.id != place
        titles = self._standing.titles
        shares = {
            sha256: (item.share, titles.get(item.second, item.second), item.second_share)
            for sha256, item in judged.items()
            if self._judgement.source == "mmrl" and item.share and item.second and item.second_share is not None
        }
        said = ((sha256, item.said_by(self._judgement.source)) for sha256, item in judged.items())
        likeliest = {sha256: titles.get(name, name) for sha256, name in said}
        return Chosen(cell, found, can_move, truth is not None, shares, likeliest)

    def _close_cell(self) -> None:
        self._cell = None
        self.pictures.show_chosen(None)
        self.matrix.setFocus()

    def _move(self, placement: int) -> None:
        view = None if self._cell is None else self._standing.classes.get(self._cell.answer or "")
        if view is not None:
            call = partial(self.desk.program.pictures.label, placement_ids=(placement,), class_id=view.id)
            text = self.tr("%n picture(s) put in {name}.", "", 1).format(name=strong(view.name))
            self.desk.do(call, on_done=partial(self._say, text))

    def _keep(self, placement: int) -> None:
        call = partial(self.desk.program.pictures.keep, placement_ids=(placement,))
        self.desk.do(call, on_done=partial(self._say, self.tr("%n picture(s) are right where they are.", "", 1)))

    def _remove(self, placement: int) -> None:
        call = partial(self.desk.program.pictures.remove, placement_ids=(placement,))
        self.desk.do(call, on_done=partial(self._say, self.tr("%n picture(s) removed.", "", 1)))

    def _say(self, text: str, change: Change) -> None:
        if change.act is not None:
            self.said.emit(Message(text, undo=change.act))

    def _show_all(self) -> None:
        self.wished.emit(ShowPictures(placement_ids=tuple(self.pictures.ids())))

    def _show_one(self, placement: int) -> None:
        self.wished.emit(ShowPictures(placement_ids=(placement,)))

    # Making

    def _lay_out(self) -> None:
        self._go = Button(self.look, self.tr("Go to Train"), icon="learn", kind="primary")
        text = self.tr("Train first; then this page shows how good it is.")
        self.empty = EmptyState(self.look, "verify", self.tr("Nothing to check yet."), text, primary=self._go)
        for page in (self.empty, self.untested, self.overview):
            self._stack.addWidget(page)
        self.bars.setContentsMargins(0, 0, 0, 12)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addWidget(self.bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(StripPlace(self.strip))
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        go_pictures, go_train = partial(self._go_to, "pictures"), partial(self._go_to, "train")
        self._go.clicked.connect(go_train)
        self.untested.test_asked.connect(self.test)
        self.untested.pictures_asked.connect(go_pictures)
        self.overview.few.button.clicked.connect(go_pictures)
        self.overview.stale.button.clicked.connect(go_train)
        self.overview.again.clicked.connect(self.test)
        self.overview.helped.chosen.connect(self._choose)
        self.none.said.connect(self.said)
        self.worth.said.connect(self.said)
        self.worth.wished.connect(self.wished)
        self.matrix.opened.connect(self._open_cell)
        self.strip.stopped.connect(self.stop)
        self.testing.moved.connect(self._told)
        self.testing.said.connect(self.said)
        pictures = self.pictures
        pictures.closed.connect(self._close_cell)
        pictures.moved.connect(self._move)
        pictures.kept.connect(self._keep)
        pictures.removed.connect(self._remove)
        pictures.shown_all.connect(self._show_all)
        pictures.opened.connect(self._show_one)

    def _go_to(self, page: str, checked: bool = False) -> None:
        self.wished.emit(GoTo(page))
