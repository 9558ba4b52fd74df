"""Calls run off the window's thread, in order, and what came of them is told in it."""

from __future__ import annotations

import gc
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Slot
from pytestqt.qtbot import QtBot

from app.models.act import OWN_MISTAKE, Acts
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice, notice

DEADLINE_MS = 30_000

FULL = notice("file-disk-full", path="a.txt")
BLANK = notice("class-name-blank")


class Page(QObject):
    """Stands for a part of the window; notes what it is told and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, object]] = []
        self.threads: set[int] = set()

    @Slot(object)
    def on_done(self, value: object) -> None:
        self._note("done", value)

    @Slot(object)
    def on_failed(self, value: object) -> None:
        self._note("failed", value)

    @Slot(object)
    def on_broken(self, value: object) -> None:
        self._note("broken", value)

    @Slot(bool)
    def on_busy(self, value: bool) -> None:
        self._note("busy", value)

    def on_own_done(self, value: object) -> None:
        self._note("own done", value)

    def on_own_failed(self, notices: tuple[Notice, ...]) -> None:
        self._note("own failed", notices)

    def _note(self, what: str, value: object) -> None:
        self.objectName()  # raises where the object is deleted
        self.told.append((what, value))
        self.threads.add(threading.get_ident())


@pytest.fixture
def acts(qtbot: QtBot, qtlog: Any) -> Iterator[Acts]:
    """Fails the test where the thread stays, or Qt warns."""
    made = Acts()
    yield made
    assert made.close()
    assert [record.message for record in qtlog.records] == []


@pytest.fixture
def page(acts: Acts) -> Page:
    made = Page()
    acts.done.connect(made.on_done)
    acts.failed.connect(made.on_failed)
    acts.broken.connect(made.on_broken)
    return made


def wait_until_idle(acts: Acts, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not acts.busy, timeout=DEADLINE_MS)


def fail(error: BaseException) -> Callable[[], object]:
    def call() -> object:
        raise error

    return call


def acts_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "acts"]


def test_two_hundred_calls_keep_their_order_and_run_one_at_a_time(acts: Acts, page: Page, qtbot: QtBot) -> None:
    running, ran = threading.Lock(), []

    def call(number: int) -> int:
        assert running.acquire(blocking=False), "two calls at once"
        time.sleep(0.0005 * (number % 3))
        ran.append(number)
        running.release()
        return number

    for number in range(200):
        acts.run(partial(call, number), on_done=page.on_own_done)
    wait_until_idle(acts, qtbot)
    assert ran == list(range(200))
    assert page.told == [(what, number) for number in range(200) for what in ("done", "own done")]


def test_calls_run_in_one_other_thread_and_are_told_of_in_the_windows(acts: Acts, page: Page, qtbot: QtBot) -> None:
    for _ in range(20):
        acts.run(threading.get_ident, on_done=page.on_own_done)
        acts.run(fail(EngineError(FULL)), on_failed=page.on_own_failed)
        acts.run(fail(KeyError("ours")))
    wait_until_idle(acts, qtbot)
    assert page.threads == {threading.get_ident()}
    workers = {value for what, value in page.told if what == "done"}
    assert len(workers) == 1
    assert threading.get_ident() not in workers


def test_nothing_is_told_before_the_window_is_idle(acts: Acts, page: Page, qtbot: QtBot) -> None:
    ran = threading.Event()
    acts.run(ran.set, on_done=page.on_own_done)
    assert ran.wait(DEADLINE_MS / 1000)
    time.sleep(0.05)
    assert page.told == []
    assert acts.busy
    wait_until_idle(acts, qtbot)
    assert page.told == [("done", None), ("own done", None)]


def test_a_fault_of_the_environment_is_told_with_all_its_notices(acts: Acts, page: Page, qtbot: QtBot) -> None:
    acts.run(fail(EngineError(FULL, BLANK)), on_done=page.on_own_done, on_failed=page.on_own_failed)
    acts.run(fail(EngineError(BLANK)))
    wait_until_idle(acts, qtbot)
    assert page.told == [("failed", (FULL, BLANK)), ("own failed", (FULL, BLANK)), ("failed", (BLANK,))]


@pytest.mark.parametrize("error", [KeyError("ours"), SystemExit(3), MemoryError()])
def test_our_own_mistake_is_told_with_its_traceback_and_the_next_call_runs(
    acts: Acts, page: Page, qtbot: QtBot, error: BaseException
) -> None:
    acts.run(fail(error), on_done=page.on_own_done, on_failed=page.on_own_failed)
    acts.run(lambda: "next")
    wait_until_idle(acts, qtbot)
    assert page.told == [("broken", error), ("own failed", (OWN_MISTAKE,)), ("done", "next")]
    assert traceback.extract_tb(error.__traceback__)[-1].name == "call"


def test_a_mistake_in_a_callback_is_told_too_and_the_next_call_is_delivered(
    acts: Acts, page: Page, qtbot: QtBot
) -> None:
    def careless(value: int) -> float:
        return 1 / value

    acts.run(lambda: 0, on_done=careless)
    acts.run(lambda: 1, on_done=page.on_own_done)
    wait_until_idle(acts, qtbot)
    assert [what for what, _ in page.told] == ["done", "broken", "done", "own done"]
    assert isinstance(page.told[1][1], ZeroDivisionError)


def test_callbacks_of_deleted_receivers_are_left_out(acts: Acts, page: Page, qtbot: QtBot) -> None:
    gone = Page()
    ran = threading.Event()
    acts.done.connect(gone.on_done)
    acts.run(lambda: 1, on_done=gone.on_own_done)
    acts.run(lambda: 2, on_done=partial(Page._note, gone, "never"))
    acts.run(lambda: 2, on_done=partial(gone._note, "never"))
    acts.run(fail(EngineError(BLANK)), on_failed=gone.on_own_failed)
    acts.run(ran.set, on_done=page.on_own_done)
    assert ran.wait(DEADLINE_MS / 1000)
    shiboken6.delete(gone)
    wait_until_idle(acts, qtbot)
    assert gone.told == []
    assert [what for what, _ in page.told if what != "done"] == ["broken", "failed", "own done"]


def test_receivers_that_come_and_go_while_calls_run(acts: Acts, page: Page, qtbot: QtBot) -> None:
    for number in range(200):
        short = Page()
        acts.done.connect(short.on_done)
        acts.run(partial(int, number), on_done=short.on_own_done)
        if number % 3 == 0:
            shiboken6.delete(short)
        elif number % 3 == 1:
            short.deleteLater()
        del short
        if number % 10 == 0:
            qtbot.wait(1)
            gc.collect()
    wait_until_idle(acts, qtbot)
    assert [value for what, value in page.told if what == "done"] == list(range(200))
    assert [what for what, _ in page.told if what == "broken"] == []


def test_callables_die_in_the_windows_thread(acts: Acts, qtbot: QtBot) -> None:
    died: list[int] = []

    def hand_in(number: int) -> None:
        held = QObject()
        weakref.finalize(held, lambda: died.append(threading.get_ident()))
        acts.run(lambda: held and number, on_done=lambda _: held)
        acts.run(lambda: (held, [0][number + 1]))

    for number in range(100):
        hand_in(number)
        qtbot.wait(1)
    wait_until_idle(acts, qtbot)
    gc.collect()
    assert died == [threading.get_ident()] * 100


def test_busy_is_told_when_it_changes_and_ends_after_the_last_callback(acts: Acts, page: Page, qtbot: QtBot) -> None:
    acts.busy_changed.connect(page.on_busy)
    assert not acts.busy
    acts.run(lambda: 1, on_done=page.on_own_done)
    acts.run(lambda: 2)
    assert acts.busy
    wait_until_idle(acts, qtbot)
    assert page.told == [("busy", True), ("done", 1), ("own done", 1), ("done", 2), ("busy", False)]


def test_a_callback_may_run_the_next_call(acts: Acts, page: Page, qtbot: QtBot) -> None:
    def go_on(value: int) -> None:
        if value < 5:
            acts.run(lambda: value + 1, on_done=go_on)

    acts.busy_changed.connect(page.on_busy)
    acts.run(lambda: 0, on_done=go_on)
    wait_until_idle(acts, qtbot)
    assert page.told == [("busy", True), *(("done", value) for value in range(6)), ("busy", False)]


def test_a_callback_that_opens_a_dialog_does_not_hold_up_the_others(acts: Acts, page: Page, qtbot: QtBot) -> None:
    dialog = QEventLoop()
    acts.run(lambda: 1, on_done=lambda _: dialog.exec())
    acts.run(lambda: 2, on_done=lambda _: dialog.quit())
    wait_until_idle(acts, qtbot)
    assert page.told == [("done", 1), ("done", 2)]


def test_closing_waits_for_all_calls_and_tells_of_them(acts: Acts, page: Page, qtbot: QtBot) -> None:
    def go_on(value: int) -> None:
        acts.run(lambda: value + 100, on_done=page.on_own_done)

    for number in range(20):
        acts.run(partial(pow, number, 1))
        acts.run(partial(time.sleep, 0.002))
    acts.run(lambda: 1, on_done=go_on)
    assert acts.close()
    assert acts_threads() == []
    assert not acts.busy
    assert [value for _, value in page.told if value is not None] == [*range(20), 1, 101, 101]
    told = len(page.told)
    qtbot.wait(20)
    assert len(page.told) == told, "nothing is told twice"
    with pytest.raises(RuntimeError, match="closed"):
        acts.run(lambda: 1)


def test_closing_in_a_callback(acts: Acts, page: Page, qtbot: QtBot) -> None:
    acts.run(lambda: 1, on_done=lambda _: acts.close())
    acts.run(lambda: 2)
    wait_until_idle(acts, qtbot)
    assert page.told == [("done", 1), ("done", 2)]
    assert acts_threads() == []


def test_closing_does_not_wait_for_ever(acts: Acts, page: Page, qtbot: QtBot) -> None:
    acts.busy_changed.connect(page.on_busy)
    begun, let_go, dropped = threading.Event(), threading.Event(), []

    def slow() -> str:
        begun.set()
        let_go.wait(DEADLINE_MS / 1000)
        return "late"

    acts.run(lambda: "early")
    acts.run(slow)
    acts.run(lambda: dropped.append("ran"))
    assert begun.wait(DEADLINE_MS / 1000)
    assert not acts.close(patience=0.05)
    assert page.told == [("busy", True), ("done", "early"), ("busy", False)]
    let_go.set()
    acts_threads()[0].join(DEADLINE_MS / 1000)
    qtbot.wait(20)
    assert acts.close(), "the thread has ended as soon as its call let it"
    assert page.told == [("busy", True), ("done", "early"), ("busy", False)]
    assert dropped == []


def test_other_threads_are_refused(acts: Acts) -> None:
    acts_of_the_window, refusals = acts, []

    def elsewhere() -> None:
        for wrong in (partial(acts_of_the_window.run, int), acts_of_the_window.close):
            with pytest.raises(RuntimeError, match="window's thread"):
                wrong()
            refusals.append(wrong)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(refusals) == 2
    assert not acts.busy


def test_a_hundred_times_made_run_and_closed(qtbot: QtBot, qtlog: Any) -> None:
    for number in range(100):
        parent = QObject()
        acts, page = Acts(parent), Page()
        acts.done.connect(page.on_done)
        for call in range(5):
            acts.run(partial(int, call), on_done=page.on_own_done)
        if number % 2:
            qtbot.wait(1)
        assert acts.close()
        assert [value for what, value in page.told if what == "own done"] == list(range(5))
        if number % 3:
            shiboken6.delete(parent)
    qtbot.wait(20)
    assert acts_threads() == []
    assert [record.message for record in qtlog.records] == []
