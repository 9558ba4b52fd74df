"""Pages are made before anybody sees them, step by step, and know of no project until then."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.models.desk import Desk
from app.views.in_steps import Steps, all_steps
from app.views.page import Page
from app.views.page_building import PageBuilding
from app.views.page_makers import MAKERS
from app.views.project_pane import ProjectPane
from app.views.shell_actions import shell_actions
from app.views.theme.look import Look
from tests.app.filled import filled_project
from tests.gui.desk_fixture import opened_desk, opened_project
from tests.gui.whole import whole_program


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, _):
        yield desk


Make = Callable[[], ProjectPane]


@pytest.fixture
def make(qtbot: QtBot, look: Look, desk: Desk) -> Make:
    """A pane of five pages of the simplest kind, each made in two steps."""

    def simple(desk: Desk, look: Look, bench: QWidget) -> Steps[Page]:
        part = QWidget(bench)
        yield
        page = Page(desk, look, bench)
        part.setParent(page)
        return page

    def made() -> ProjectPane:
        pane = ProjectPane(desk, look, shell_actions(desk), dict.fromkeys(MAKERS, simple))
        qtbot.addWidget(pane)
        return pane

    return made


def test_what_is_made_in_steps_is_made_at_once_where_it_is_wanted() -> None:
    taken: list[int] = []

    def steps() -> Steps[str]:
        for number in range(3):
            taken.append(number)
            yield
        return "made"

    begun = steps()
    next(begun)
    assert all_steps(begun) == "made"
    assert taken == [0, 1, 2]


def test_every_page_is_made_once_and_knows_its_project_when_it_is_seen(
    qtbot: QtBot, make: Make, desk: Desk, tmp_path: Path
) -> None:
    project = opened_project(qtbot, desk, filled_project(desk.program.storage, tmp_path, {"cat": 1}))
    pane = make()
    told: list[Page] = []
    pane.page_made.connect(told.append)
    steps = 0
    while pane.make_some():
        steps += 1
    assert steps == 2 * len(MAKERS)
    made = pane.findChildren(Page)
    assert len(made) == len(MAKERS)
    pane.set_project(project)
    assert told == []
    assert [page.project for page in made] == [None] * len(MAKERS)
    pane.go_to("check")
    assert told == [pane.seen()]
    assert pane.seen() in made
    assert pane.page("check").project is project
    assert len(pane.findChildren(Page)) == len(MAKERS)
    project.close()


def test_a_page_that_is_half_made_is_finished_when_it_is_seen(make: Make) -> None:
    pane = make()
    first = next(iter(MAKERS))
    assert pane.make_some()
    pane.go_to(first)
    assert pane.findChildren(Page) == [pane.seen()]
    while pane.make_some():
        pass
    assert len(pane.findChildren(Page)) == len(MAKERS)


def test_pages_that_nobody_asked_for_are_not_seen_with_the_pane(qtbot: QtBot, make: Make) -> None:
    pane = make()
    while pane.make_some():
        pass
    pane.show()
    qtbot.waitExposed(pane)
    assert [page for page in pane.findChildren(Page) if page.isVisible()] == []
    pane.go_to("train")
    assert [page for page in pane.findChildren(Page) if page.isVisible()] == [pane.seen()]
    pane.close()


def test_all_that_is_made_goes_with_the_pane_and_not_before(qtbot: QtBot, look: Look, desk: Desk) -> None:
    windows = ownerless()
    pane = ProjectPane(desk, look, shell_actions(desk), MAKERS)
    while pane.make_some():  # whether a page is finished by then or not
        assert ownerless() - windows == {pane}
    parts = pane.findChildren(QWidget)
    pane.deleteLater()
    qtbot.waitUntil(lambda: not any(isValid(part) for part in parts))
    assert ownerless() <= windows


@pytest.mark.parametrize("steps", [4, 12], ids=["train", "use"])
def test_a_window_closes_over_half_a_page_while_garbage_is_collected_in_a_thread(
    look: Look, qapp: QApplication, tmp_path: Path, steps: int
) -> None:
    windows = ownerless()
    with whole_program(tmp_path, look, qapp) as studio:
        pane = studio.window.pane
        for _ in range(steps):
            assert pane.make_some()
        parts = set(pane.findChildren(QWidget))
        studio.session.actions["new"].trigger()  # events go by meanwhile
        studio.dialog(QDialog).reject()
        collect_elsewhere()
        assert pane.make_some()
        assert set(pane.findChildren(QWidget)) >= parts
        assert len(pane.findChildren(Page)) < len(MAKERS)
    collect_elsewhere()
    assert ownerless() <= windows
    assert not any(isValid(part) for part in parts)


def ownerless() -> set[QWidget]:
    """What goes when Python says so: dialogs and menus with a parent go with that. The chart's library leaves an empty
    widget behind.
    """
    found = (widget for widget in QApplication.topLevelWidgets() if widget.parentWidget() is None)
    return {widget for widget in found if widget.children()}


def collect_elsewhere() -> None:
    """As a thread does that makes many objects."""
    thread = threading.Thread(target=gc.collect)
    thread.start()
    thread.join()


def test_steps_are_taken_once_the_code_is_there_and_until_none_is_left(qtbot: QtBot) -> None:
    loaded, left = [False], [3]

    def step() -> bool:
        left[0] -= 1
        return left[0] > 0

    building = PageBuilding(lambda: loaded[0], step)
    building.start()
    qtbot.wait(200)
    assert left == [3]
    loaded[0] = True
    qtbot.waitUntil(lambda: not building.going)
    assert left == [0]


def test_no_step_is_taken_after_its_end(qtbot: QtBot) -> None:
    taken = [0]

    def step() -> bool:
        taken[0] += 1
        return True

    building = PageBuilding(lambda: True, step)
    building.start()
    qtbot.waitUntil(lambda: taken[0] > 1)
    building.close()
    before = taken[0]
    building.start()
    qtbot.wait(300)
    assert taken == [before]
