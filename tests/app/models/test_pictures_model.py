"""The list of tiles changes as little as it can, so that views keep what is selected and where they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.models.pictures_model import MIME, MOST_STEPS, TILE, PicturesModel, dragged_ids
from app.models.tiles import Tile


def tiles(ids: Sequence[int]) -> list[Tile]:
    return [Tile(item, f"{abs(item):064}", f"{item}.png", 1, "cat") for item in ids]


class Told:
    """What a model tells its views."""

    def __init__(self, model: PicturesModel) -> None:
        self.steps: list[tuple[str, int, int]] = []
        model.rowsInserted.connect(self.on_in)
        model.rowsRemoved.connect(self.on_out)
        model.dataChanged.connect(self.on_changed)
        model.modelReset.connect(self.on_reset)

    def on_in(self, parent: QModelIndex, first: int, last: int) -> None:
        self.steps.append(("in", first, last))

    def on_out(self, parent: QModelIndex, first: int, last: int) -> None:
        self.steps.append(("out", first, last))

    def on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.steps.append(("changed", first.row(), last.row()))

    def on_reset(self) -> None:
        self.steps.append(("reset", 0, 0))


@pytest.fixture
def model(qtmodeltester: ModelTester) -> PicturesModel:
    """Checked by Qt's rules with every change."""
    made = PicturesModel()
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]
    return made


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ([1, 2, 3], [1, 2, 3], []),
        ([1, 2, 3, 4, 5, 6], [1, 5, 6], [("out", 1, 3)]),
        ([1, 2, 3, 4, 5, 6], [2, 4, 5], [("out", 5, 5), ("out", 2, 2), ("out", 0, 0)]),
        ([1, 4], [9, 1, 2, 3, 4, 8], [("in", 0, 0), ("in", 2, 3), ("in", 5, 5)]),
        ([1, 2, 3], [7, 1, 3], [("out", 1, 1), ("in", 0, 0)]),
        ([1, 2, 3], [3, 2, 1], [("reset", 0, 0)]),
        ([1, 2], [3, 4], [("reset", 0, 0)]),
        ([], [1], [("reset", 0, 0)]),
        ([1], [], [("reset", 0, 0)]),
    ],
)
def test_only_what_differs_is_put_in_and_taken_out(
    model: PicturesModel, before: list[int], after: list[int], steps: list[tuple[str, int, int]]
) -> None:
    model.set_tiles(tiles(before))
    told = Told(model)
    model.set_tiles(tiles(after))
    assert told.steps == steps
    assert [tile.id for tile in model.tiles()] == after
    assert [model.row_of(item) for item in after] == list(range(len(after)))


def test_too_many_differences_take_the_list_anew(model: PicturesModel) -> None:
    model.set_tiles(tiles(range(1, 1000)))
    told = Told(model)
    model.set_tiles(tiles(range(1, 1000, 2)))
    assert told.steps == [("reset", 0, 0)]
    model.set_tiles(tiles([item for item in range(1, 1000, 2) if item > 2 * MOST_STEPS]))
    assert told.steps[1:] == [("out", 0, MOST_STEPS - 1)]


def test_what_changed_in_its_place_is_told_by_rows(model: PicturesModel) -> None:
    model.set_tiles(tiles([1, 2, 3, 4, 5]))
    told = Told(model)
    new = tiles([1, 2, 3, 4, 5])
    for row in (0, 2, 3):
        new[row] = new[row]._replace(class_name="dog")
    model.set_tiles(new)
    assert told.steps == [("changed", 0, 0), ("changed", 2, 3)]
    assert model.data(model.index(2), TILE).class_name == "dog"


def test_rows_are_right_while_a_change_is_told(model: PicturesModel) -> None:
    model.set_tiles(tiles([1, 2, 3, 4]))
    seen: list[tuple[int | None, int | None]] = []
    model.rowsRemoved.connect(lambda: seen.append((model.row_of(2), model.row_of(4))))
    model.set_tiles(tiles([1, 3, 4]))
    assert seen == [(None, 2)]


def test_the_selection_stays_with_its_pictures(model: PicturesModel) -> None:
    model.set_tiles(tiles([1, 2, 3, 4, 5]))
    selection = QItemSelectionModel(model)
    for row in (1, 3):
        selection.select(model.index(row), QItemSelectionModel.SelectionFlag.Select)
    model.set_tiles(tiles([9, 2, 3, 4, 5]))
    assert sorted(model.tile(index.row()).id for index in selection.selectedIndexes()) == [2, 4]
    model.set_tiles(tiles([9, 3, 4, 5]))
    assert [model.tile(index.row()).id for index in selection.selectedIndexes()] == [4]


def test_typing_finds_classes_and_screen_readers_hear_all(model: PicturesModel) -> None:
    model.set_tiles(
        [
            Tile(1, "a", "dog_07.png", 1, "dog", has_copy=True),
            Tile(2, "b", "x.png", suggested_id=1, suggested="bird", suggested_sure=True),
            Tile(-3, "", "broken.jpg", unreadable="Damaged file"),
        ]
    )
    shown = [model.data(model.index(row), Qt.ItemDataRole.DisplayRole) for row in range(3)]
    assert shown == ["dog", "bird", "broken.jpg"]
    spoken = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == [
        "dog, dog_07.png, has a copy, 1 of 3",
        "not sorted, x.png, bird suggested, sure, 2 of 3",
        "broken.jpg, Damaged file, 3 of 3",
    ]


def test_dragging_carries_placements_and_nothing_that_cannot_be_sorted(model: PicturesModel) -> None:
    model.set_tiles(tiles([5, -2, 9]))
    mime = model.mimeData([model.index(row) for row in range(3)])
    assert dragged_ids(mime) == (5, 9)
    assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


@pytest.mark.parametrize("data", [b"", b"no json", b"7", b'{"a": 1}'])
def test_what_others_drag_is_nothing(data: bytes) -> None:
    mime = QMimeData()
    assert dragged_ids(mime) == ()
    mime.setData(MIME, data)
    assert dragged_ids(mime) == ()


def test_whoever_hears_of_a_step_finds_the_tiles_as_they_are_then(model: PicturesModel) -> None:
    model.set_tiles(tiles([1, 2, 3, 4]))
    found: list[tuple[str, list[int], int]] = []

    def look(when: str) -> None:
        found.append((when, [tile.id for tile in model.tiles()], model.rowCount()))

    model.rowsAboutToBeRemoved.connect(lambda parent, first, last: look("before out"))
    model.rowsRemoved.connect(lambda parent, first, last: look("out"))
    model.rowsInserted.connect(lambda parent, first, last: look("in"))
    model.modelAboutToBeReset.connect(lambda: look("before reset"))
    model.modelReset.connect(lambda: look("reset"))
    model.set_tiles(tiles([5, 1, 4]))
    model.set_tiles(tiles([8, 9]))
    assert found == [
        ("before out", [1, 2, 3, 4], 4),
        ("out", [1, 4], 2),
        ("in", [5, 1, 4], 3),
        ("before reset", [5, 1, 4], 3),
        ("reset", [8, 9], 2),
    ]
    assert model.row_of(9) == 1
