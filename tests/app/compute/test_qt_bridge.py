"""Events reach the window in its own thread, in order, under the job's id."""

from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.compute.qt_bridge import QtRunner
from app.services.jobs import BackboneSource, Cancelled, Event, Moved, NamesJob, Paused, Queued, Started
from mmrl_engine.notices import notice
from tests.app.scripted_runner import ScriptedRunner

JOB = NamesJob(BackboneSource(), ("grey",))


class Page(QObject):
    """Stands for a part of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, Event]] = []
        self.threads: set[int] = set()

    @Slot(str, object)
    def on_event(self, job_id: str, event: Event) -> None:
        self.threads.add(threading.get_ident())
        self.told.append((job_id, event))


def in_a_thread(runner: ScriptedRunner, events: list[Event], job_id: str | None = None) -> None:
    def tell() -> None:
        for event in events:
            runner.tell(event, job_id)

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()


def test_events_come_in_order_in_the_windows_thread(qtbot: QtBot) -> None:
    scripted, page = ScriptedRunner(), Page()
    runner = QtRunner(scripted)
    runner.told.connect(page.on_event)
    first, second = runner.submit(JOB), runner.submit(JOB)  # both are queued before `submit` returns
    assert page.told == []
    moved: list[Event] = [Moved("train", done, 200) for done in range(200)]
    in_a_thread(scripted, [Started("cpu", notice("device-no-card")), *moved], first)
    runner.cancel(first)
    runner.pause(second)
    qtbot.waitUntil(lambda: len(page.told) == 205)
    assert [event for job_id, event in page.told if job_id == first] == [
        Queued(),
        Started("cpu", notice("device-no-card")),
        *moved,
        Cancelled(),
    ]
    assert [event for job_id, event in page.told if job_id == second] == [Queued(), Paused()]
    assert page.threads == {threading.get_ident()}


def test_a_window_that_is_gone_is_not_told(qtbot: QtBot) -> None:
    scripted, page = ScriptedRunner(), Page()
    runner = QtRunner(scripted)
    runner.told.connect(page.on_event)
    runner.submit(JOB)
    in_a_thread(scripted, [Started("cpu", notice("device-no-card"))])
    shiboken6.delete(runner)
    in_a_thread(scripted, [Moved("train", 1, 2), Cancelled()])
    qtbot.wait(50)
    assert page.told == []
