"""What other threads tell comes in order, in the window's thread."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from app.models.relay import Relay

CALLS = 200


def test_calls_of_other_threads_come_in_order_in_the_windows_thread(qtbot: QtBot) -> None:
    relay = Relay()
    told: list[tuple[object, ...]] = []
    threads: set[int] = set()

    def take(values: tuple[object, ...]) -> None:
        told.append(values)
        threads.add(threading.get_ident())

    relay.told.connect(take)

    def work() -> None:
        for number in range(CALLS):
            relay(number, "x")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [], "nothing is told before the event loop has its turn"
    qtbot.waitUntil(lambda: len(told) == CALLS)
    assert told == [(number, "x") for number in range(CALLS)]
    assert threads == {threading.get_ident()}


def test_a_relay_that_is_gone_tells_nothing(qtbot: QtBot) -> None:
    relay = Relay()
    told: list[object] = []
    relay.told.connect(told.append)
    relay("late")
    relay.deleteLater()
    qtbot.wait(5)
    assert told in ([], [("late",)])
    assert len(told) <= 1
