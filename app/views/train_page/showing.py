"""What the cards of the Train page show of the run that the page is about."""

from __future__ import annotations

from app.models.window_memory import WindowMemory
from app.services.run_views import RunView
from app.views.train_page.about import About
from app.views.train_page.cards import Cards
from app.views.train_page.computing import Computing
from app.views.train_page.copies import Copies
from app.views.train_page.curve import Curve, curve_of
from app.views.train_page.live import Live
from app.views.train_page.saved import Saved
from app.views.train_page.situation import WAITING, Face, can_learn, can_test
from app.views.train_page.work_card import SPOILT, fault_of

LEARNING = ("read", "learn")


class Showing:
    """To be used while a project is open."""

    def __init__(self, cards: Cards, about: About, copies: Copies, saved: Saved, memory: WindowMemory) -> None:
        self._cards, self._about, self._copies, self._saved, self._memory = cards, about, copies, saved, memory

    def show(self, face: Face, live: Live | None, run: RunView | None, *, seen: bool) -> None:
        """Everything. `seen`: somebody looks at the page."""
        assert self._about.project is not None
        state = self._about.project.state
        self._cards.sources.show_state(state)
        self._cards.runs.show_state(state, live)
        self._show_card(face, live, run)
        self.show_chart(face, live, run)
        self.show_foot(face, live, seen=seen)
        self._show_device(live)

    def show_live(self, live: Live) -> None:
        """How far the run at work is, and what computes."""
        self._cards.work.show_live(live, self._about.test_seconds(live))
        self._show_device(live)

    def show_chart(self, face: Face, live: Live | None, run: RunView | None) -> None:
        curve = Curve()
        if live is not None:
            curve = live.curve
        elif run is not None and (face in WAITING or face is Face.DONE):
            past = self._about.past(run)  # newer than what is stored
            curve = past.curve if past is not None and past.curve.points else curve_of(run)
        going = face is not Face.DONE and (live is None or live.phase in LEARNING)
        learning = live is not None and live.phase in LEARNING
        self._cards.chart.setVisible(bool(curve.points) or learning)
        self._cards.chart.show_curve(curve, going=going)

    def show_foot(self, face: Face, live: Live | None, *, seen: bool) -> None:
        learning = live is not None and live.phase in LEARNING
        unfinished = learning or face in WAITING
        self._saved.follow(going=unfinished and seen)
        kept = unfinished and not (face is Face.FAILED and self._is_spoilt())
        self._cards.foot.show_saved(self._saved.at if kept else None, going=learning)

    def _is_spoilt(self) -> bool:
        """Whether what was saved of the run is of no use."""
        run = self._about.run()
        fault = None if run is None else fault_of(run)
        return fault is not None and fault.code in SPOILT

    def show_runs(self, live: Live | None) -> None:
        """The list of runs, with how long ago each was."""
        if self._about.project is not None:
            self._cards.runs.show_state(self._about.project.state, live)

    def _show_card(self, face: Face, live: Live | None, run: RunView | None) -> None:
        cards, working, done = self._cards, face is Face.RUNNING or face in WAITING, face is Face.DONE
        cards.work.setVisible(working)
        cards.result.setVisible(done)
        cards.ready.setVisible(not working and not done)
        if live is not None:
            self.show_live(live)
        elif face is Face.RUNNING:
            cards.work.show_unknown()
        elif working and run is not None:
            self._show_waiting(face, run)
        elif done and run is not None:
            self._show_result(run)
        else:
            self._show_ready(face)

    def _show_waiting(self, face: Face, run: RunView) -> None:
        assert self._about.project is not None
        fraction, work = self._about.fraction(run), self._cards.work
        work.show_waiting(face, run, fraction, can_keep=fraction > 0)
        work.again_button.setEnabled(can_learn(self._about.project.state))

    def _show_result(self, run: RunView) -> None:
        assert self._about.project is not None
        state = self._about.project.state
        adapter = next((item for item in state.adapters if item.id == run.adapter_id), None)
        words_alone = state.view.adapter_id is None
        self._cards.result.show_run(run, adapter=adapter, words_alone=words_alone, can_test=can_test(state))

    def _show_ready(self, face: Face) -> None:
        assert self._about.project is not None
        about, groups = self._about, self._copies.groups
        seconds = about.seconds(self._cards.advanced.choice().config())
        self._cards.ready.show_state(face, self._about.project.state, seconds, groups, busy=about.starting)

    def _show_device(self, live: Live | None) -> None:
        computing = Computing.from_text(self._memory.text("train_device"))
        if live is not None and live.computing.device:
            computing = live.computing
        self._cards.advanced.show_device(computing)
