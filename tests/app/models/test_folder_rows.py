"""The table of a folder's answers is fetched page by page, and grows at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.models.folder_rows import FILE, LOOKED_AT, PAGE, FolderRowsModel
from app.services.folder_files import FileFilter, FileRow
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer, Score


def a_row(number: int, verdict: str = "sure") -> FileRow:
    answer = Answer(Path("/x") / f"{number:04}.png", (Score("cat", "typed", 0.9),), verdict)  # type: ignore[arg-type]
    return FileRow(number, Path(f"{number:04}.png"), "answered", answer)


class FakeDesk(QObject):
    """Answers when it is told to, from the rows that are there by then."""

    def __init__(self) -> None:
        super().__init__()
        self.there: list[FileRow] = []
        self.asked: list[tuple[int, FileFilter, int]] = []
        self._waiting: list[Callable[[], object]] = []
        self.program: Any = SimpleNamespace(folder_runs=SimpleNamespace(rows=self._rows))

    def do(
        self, call: Callable[[], Any], *, on_done: Callable[[Any], object], on_failed: Callable[[Any], object]
    ) -> None:
        self._waiting.append(partial(self._answer, call, on_done, on_failed))

    def answer(self) -> None:
        waiting, self._waiting = self._waiting, []
        for item in waiting:
            item()

    def _answer(
        self, call: Callable[[], Any], on_done: Callable[[Any], object], on_failed: Callable[[Any], object]
    ) -> None:
        try:
            rows = call()
        except LookupError:
            on_failed((notice("folder-run-not-there"),))
        else:
            on_done(rows)

    def _rows(self, *, run_id: int, wanted: FileFilter, offset: int, limit: int) -> Sequence[FileRow]:
        if run_id == 404:
            raise LookupError
        self.asked.append((offset, wanted, limit))
        return self.there[offset : offset + limit]


@pytest.fixture
def desk(qtbot: QtBot) -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def model(desk: FakeDesk) -> FolderRowsModel:
    return FolderRowsModel(desk)  # type: ignore[arg-type]


def test_it_keeps_the_rules(desk: FakeDesk, model: FolderRowsModel, qtmodeltester: ModelTester) -> None:
    """The watcher fetches whenever it is told of anything."""
    desk.there = [a_row(number) for number in range(PAGE + 7)]
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_run(1)
    for _ in range(3):
        desk.answer()
        model.fetchMore()
    assert [model.row(number).id for number in range(model.rowCount())] == list(range(PAGE + 7))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_it_is_fetched_page_by_page(desk: FakeDesk, model: FolderRowsModel) -> None:
    desk.there = [a_row(number) for number in range(PAGE + 7)]
    model.show_run(1)
    assert model.reading
    assert not model.canFetchMore()
    desk.answer()
    assert model.rowCount() == PAGE
    assert model.canFetchMore()
    model.fetchMore()
    desk.answer()
    assert model.rowCount() == PAGE + 7
    assert not model.canFetchMore()
    assert [offset for offset, _, _ in desk.asked] == [0, PAGE]
    assert desk.asked[0][1] == LOOKED_AT
    assert model.index(3, 0).data() == "0003.png"
    assert model.index(3, 1).data(FILE).id == 3


def test_what_comes_is_added_at_the_end_alone(desk: FakeDesk, model: FolderRowsModel) -> None:
    resets: list[None] = []
    desk.there = [a_row(0)]
    model.show_run(1)
    desk.answer()
    model.modelReset.connect(lambda: resets.append(None))
    desk.there += [a_row(1), a_row(2)]
    model.look_for_more()
    model.look_for_more()  # asked again while it reads: looked once more afterwards
    desk.answer()
    desk.there.append(a_row(3))
    desk.answer()
    assert [model.row(number).id for number in range(model.rowCount())] == [0, 1, 2, 3]
    assert resets == []


def test_more_is_not_fetched_before_it_is_scrolled_to(desk: FakeDesk, model: FolderRowsModel) -> None:
    desk.there = [a_row(number) for number in range(3 * PAGE)]
    model.show_run(1)
    desk.answer()
    model.look_for_more()
    desk.answer()
    assert model.rowCount() == PAGE


def test_another_run_drops_what_was_on_its_way(desk: FakeDesk, model: FolderRowsModel) -> None:
    desk.there = [a_row(0)]
    model.show_run(1)
    model.show_run(2, FileFilter(verdict="maybe"))
    desk.answer()
    assert model.rowCount() == 1
    model.show_run(0)
    desk.answer()
    assert model.rowCount() == 0
    model.look_for_more()
    assert not model.reading


def test_a_run_that_is_gone_is_empty(desk: FakeDesk, model: FolderRowsModel) -> None:
    model.show_run(404)
    desk.answer()
    assert (model.rowCount(), model.reading, model.canFetchMore()) == (0, False, False)


def test_columns_have_names(model: FolderRowsModel) -> None:
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert names == ["Picture", "Answer", "How sure", "Next best"]
