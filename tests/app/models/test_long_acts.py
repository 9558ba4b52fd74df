"""Long calls: in order within a kind, and no kind waits for another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.models.long_acts import LongActs, LongKind


@pytest.fixture
def acts(qtbot: QtBot) -> Iterator[LongActs]:
    made = LongActs()
    yield made
    made.close()


def test_an_export_does_not_wait_for_an_import(qtbot: QtBot, acts: LongActs) -> None:
    told: list[str] = []
    go_on = threading.Event()
    busy: list[bool] = []
    acts.busy_changed.connect(busy.append)
    acts.run("import", partial(go_on.wait, 30), on_done=lambda _: told.append("first import"))
    acts.run("import", lambda: None, on_done=lambda _: told.append("second import"))
    acts.run("export", lambda: None, on_done=lambda _: told.append("export"))
    qtbot.waitUntil(lambda: told == ["export"])
    assert acts.busy
    go_on.set()
    qtbot.waitUntil(lambda: not acts.busy)
    assert told == ["export", "first import", "second import"]
    assert busy[0]
    assert not busy[-1]


@pytest.mark.parametrize("kind", ["import", "backup"])
def test_results_and_mistakes_are_told_by_one_signal(qtbot: QtBot, acts: LongActs, kind: LongKind) -> None:
    with qtbot.waitSignal(acts.done) as done:
        acts.run(kind, lambda: 7)
    assert done.args == [7]
    with qtbot.waitSignal(acts.broken) as broken:
        acts.run(kind, lambda: 1 // 0)
    assert isinstance(broken.args[0], ZeroDivisionError)


def test_closing_waits_for_all_of_them(qtbot: QtBot) -> None:
    acts, told = LongActs(), list[str]()
    for kind in ("import", "export"):
        acts.run(kind, partial(str, kind), on_done=told.append)
    acts.close()
    assert sorted(told) == ["export", "import"]
    with pytest.raises(RuntimeError):
        acts.run("import", lambda: None)
