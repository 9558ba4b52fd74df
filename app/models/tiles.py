"""What the grid shows, and in which order: plain functions over what a project's state holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.services.classes import ClassView
from app.services.colors import Mark
from app.services.likeness import Suggestion
from app.services.picture_views import PictureView, UnreadableView


class Sort(Enum):
    """The order of the tiles."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    CLASS = "class"
    SURE = "sure"  # the surest suggestion first


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture as it is shown.

    Attributes:
        id: of its placement; the negative id of its entry where it could not be read.
        class_name, mark: of its class; empty and None in the inbox.
        suggested, suggested_sure: the class that its words suggest, and whether surely.
        has_copy: whether the project has one that looks the same. unreadable: why it could not be read.
    """

    id: int
    sha256: str
    name: str
    class_id: int | None = None
    class_name: str = ""
    mark: Mark | None = None
    suggested_id: int | None = None
    suggested: str = ""
    suggested_mark: Mark | None = None
    suggested_sure: bool = False
    has_copy: bool = False
    unreadable: str = ""

    @property
    def readable(self) -> bool:
        return self.id > 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Which pictures are shown.

    Attributes:
        shelf: "all", "inbox", "class", "copies", "unreadable", "trash" or "some". class_id: with "class".
        ids: with "some": just these, in this order. text: the words that these were found by, if they were.
    """

    shelf: str = "all"
    class_id: int | None = None
    ids: tuple[int, ...] = ()
    text: str = ""


def make_tiles(
    pictures: Sequence[PictureView],
    classes: Sequence[ClassView],
    suggestions: Mapping[int, Suggestion],
    copies: frozenset[int],
    *,
    can_be_sure: bool = True,
) -> list[Tile]:
    """A tile for each picture.

    Args:
        can_be_sure: whether the model knows words well enough for "sure".
    """
    by_id = {item.id: item for item in classes}
    return [_tile(picture, by_id, suggestions, copies, can_be_sure) for picture in pictures]


def _tile(
    picture: PictureView,
    by_id: Mapping[int, ClassView],
    suggestions: Mapping[int, Suggestion],
    copies: frozenset[int],
    can_be_sure: bool,
) -> Tile:
    found = by_id.get(picture.class_id) if picture.class_id is not None else None
    copied = picture.id in copies
    if found is not None:
        return Tile(picture.id, picture.sha256, picture.name, found.id, found.name, found.mark, has_copy=copied)
    hint = suggestions.get(picture.id)
    likely = None if hint is None else by_id.get(hint.class_id)
    if hint is None or likely is None:  # the class is gone since
        return Tile(picture.id, picture.sha256, picture.name, has_copy=copied)
    return Tile(
        picture.id,
        picture.sha256,
        picture.name,
        suggested_id=likely.id,
        suggested=likely.name,
        suggested_mark=likely.mark,
        suggested_sure=hint.sure and can_be_sure,
        has_copy=copied,
    )


def unreadable_tiles(
    entries: Iterable[UnreadableView], reasons: Mapping[int, str], class_id: int | None = None
) -> list[Tile]:
    """Files that could not be read are tiles too."""
    return [
        Tile(-entry.id, "", entry.name, entry.class_id, unreadable=reasons[entry.id])
        for entry in entries
        if class_id is None or entry.class_id == class_id
    ]


def in_order(
    tiles: Sequence[Tile],
    sort: Sort,
    class_places: Mapping[int, int],
    suggestions: Mapping[int, Suggestion],
) -> list[Tile]:
    """Whatever order they come in; what is equal otherwise stands the newest first.

    Args:
        class_places: where each class stands among them, by its id.
    """
    newest = sorted(tiles, key=lambda tile: tile.id, reverse=True)  # ids grow with time
    last = len(class_places)
    if sort is Sort.OLDEST:
        return sorted(tiles, key=lambda tile: abs(tile.id))
    if sort is Sort.NAME:
        return sorted(newest, key=lambda tile: tile.name.casefold())
    if sort is Sort.CLASS:
        return sorted(newest, key=lambda tile: class_places.get(tile.class_id or 0, last))
    if sort is Sort.SURE:
        return sorted(newest, key=lambda tile: _doubt(tile, suggestions.get(tile.id), class_places))
    return newest


def _doubt(tile: Tile, suggestion: Suggestion | None, class_places: Mapping[int, int]) -> tuple[int, float]:
    """Grouped by the suggested class, in each the surest first; pictures without a suggestion last."""
    if suggestion is None or tile.suggested_id is None:
        return (len(class_places), 0.0)
    return (class_places.get(tile.suggested_id, len(class_places)), -suggestion.probability)
