"""Tiles say what is known of a picture, and stand in the order that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.tiles import Sort, Tile, in_order, make_tiles, unreadable_tiles
from app.services.classes import ClassView
from app.services.colors import mark
from app.services.likeness import Suggestion
from app.services.picture_views import PictureView, UnreadableView


def a_class(number: int, name: str) -> ClassView:
    return ClassView(number, str(number), name, name, mark(number), number, number, 0, 0)


def a_picture(number: int, name: str, class_id: int | None = None) -> PictureView:
    return PictureView(number, f"{number:064}", class_id, name, 8, 8, "2026-11-30T08:00:00", None, None, False)


CLASSES = (a_class(7, "dog"), a_class(3, "cat"))
SUGGESTIONS = {4: Suggestion(1, 3, 0.95), 5: Suggestion(0, 7, 0.5), 6: Suggestion(1, 3, 0.99)}
PICTURES = (
    a_picture(1, "Ab", 3),
    a_picture(2, "aa", 7),
    a_picture(3, "ac", 3),
    a_picture(4, "x"),
    a_picture(5, "y"),
    a_picture(6, "z"),
    a_picture(8, "nothing known"),
)
PLACES = {7: 0, 3: 1}


def made() -> list[Tile]:
    return make_tiles(PICTURES, CLASSES, SUGGESTIONS, frozenset({2}))


def test_a_tile_says_class_suggestion_and_copy() -> None:
    tiles = {tile.id: tile for tile in made()}
    assert (tiles[1].class_name, tiles[1].mark, tiles[1].has_copy) == ("cat", mark(3), False)
    assert (tiles[2].class_name, tiles[2].has_copy) == ("dog", True)
    assert (tiles[4].suggested_id, tiles[4].suggested, tiles[4].suggested_sure) == (3, "cat", True)
    assert (tiles[5].suggested, tiles[5].suggested_mark, tiles[5].suggested_sure) == ("dog", mark(7), False)
    assert (tiles[8].class_name, tiles[8].suggested, tiles[8].name) == ("", "", "nothing known")


def test_a_suggested_class_that_is_gone_is_not_shown() -> None:
    (tile,) = make_tiles(PICTURES[3:4], CLASSES[:1], SUGGESTIONS, frozenset())
    assert tile.suggested_id is None


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        (Sort.NEWEST, [8, 6, 5, 4, 3, 2, 1]),
        (Sort.OLDEST, [1, 2, 3, 4, 5, 6, 8]),
        (Sort.NAME, [2, 1, 3, 8, 4, 5, 6]),
        (Sort.CLASS, [2, 3, 1, 8, 6, 5, 4]),
        (Sort.SURE, [5, 6, 4, 8, 3, 2, 1]),
    ],
)
def test_the_order_does_not_depend_on_how_they_come(sort: Sort, ids: list[int]) -> None:
    tiles = made()
    assert [tile.id for tile in in_order(tiles, sort, PLACES, SUGGESTIONS)] == ids
    assert [tile.id for tile in in_order(tiles[::-1], sort, PLACES, SUGGESTIONS)] == ids


def test_files_that_could_not_be_read_are_tiles_of_their_class_too() -> None:
    entries = [
        UnreadableView(1, 3, "a.jpg", Path("a.jpg"), None, "2026-11-30T08:00:00"),
        UnreadableView(2, None, "b.jpg", Path("b.jpg"), None, "2026-11-30T08:00:00"),
    ]
    reasons = {1: "Empty file", 2: "Damaged file"}
    both = unreadable_tiles(entries, reasons)
    assert [(tile.id, tile.name, tile.unreadable, tile.readable) for tile in both] == [
        (-1, "a.jpg", "Empty file", False),
        (-2, "b.jpg", "Damaged file", False),
    ]
    assert [tile.id for tile in unreadable_tiles(entries, reasons, class_id=3)] == [-1]
