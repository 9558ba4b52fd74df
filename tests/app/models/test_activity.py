"""What goes on: begun, moved, stopped and ended."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.models.activity import ActivityList


def test_work_is_listed_from_its_begin_to_its_end(qtbot: QtBot) -> None:
    going = ActivityList()
    stopped: list[str] = []
    first = going.begin("import", "Adding pictures", "import", lambda: stopped.append("import"))
    second = going.begin("train", "Animals", "learn")
    assert going.items() == (first, second)
    assert going.of("train") is second
    assert going.of("folder") is None
    assert first.can_stop
    assert not second.can_stop
    first.stop()
    second.stop()
    assert stopped == ["import"]
    with qtbot.waitSignal(going.changed):
        first.finish()
    assert going.items() == (second,)


def test_figures_are_told_and_never_pass_the_whole(qtbot: QtBot) -> None:
    going = ActivityList()
    work = going.begin("train", "Animals", "learn")
    assert work.fraction is None
    with qtbot.waitSignal(going.changed):
        work.update(23, 50, rate=2.5, seconds_left=11.0)
    assert work.fraction == 0.46
    assert (work.rate, work.seconds_left) == (2.5, 11.0)
    work.update(70, 50)
    assert work.fraction == 1.0


def test_the_end_may_be_told_twice(qtbot: QtBot) -> None:
    going = ActivityList()
    work = going.begin("copy", "Copies", "copies")
    work.finish()
    with qtbot.assertNotEmitted(going.changed):
        work.finish()
    assert going.items() == ()
