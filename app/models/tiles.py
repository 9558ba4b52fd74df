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
        ids: with "some": just these, in this order.
    """

    shelf: str = "all"
    class_id: int | None = None
    ids: tuple[int, ...] = ()


def make_tiles(
    pictures: Sequence[PictureView],
    classes: Sequence[ClassView],
    suggestions: Mapping[int, Suggestion],
    copies: frozenset[int],
) -> list[Tile]:
    """A tile for each picture."""
    by_id = {item.id: item for item in classes}
    return [_tile(picture, by_id, classes, suggestions, copies) for picture in pictures]


def _tile(
    picture: PictureView,
    by_id: Mapping[int, ClassView],
    classes: Sequence[ClassView],
    suggestions: Mapping[int, Suggestion],
    copies: frozenset[int],
) -> Tile:
    found = by_id.get(picture.class_id) if picture.class_id is not None else None
    copied = picture.id in copies
    if found is not None:
        return Tile(picture.id, picture.sha256, picture.name, found.id, found.name, found.mark, has_copy=copied)
    hint = suggestions.get(picture.id)
    if hint is None or hint.place >= len(classes):
        return Tile(picture.id, picture.sha256, picture.name, has_copy=copied)
    likely = classes[hint.place]
    return Tile(
        picture.id,
        picture.sha256,
        picture.name,
        suggested_id=likely.id,
        suggested=likely.name,
        suggested_mark=likely.mark,
        suggested_sure=hint.sure,
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
    """`tiles` come the newest first, as the service gives them."""
    if sort is Sort.OLDEST:
        return list(reversed(tiles))
    if sort is Sort.NAME:
        return sorted(tiles, key=lambda tile: tile.name.casefold())
    if sort is Sort.CLASS:
        last = len(class_places)
        return sorted(tiles, key=lambda tile: class_places.get(tile.class_id or 0, last))
    if sort is Sort.SURE:
        return sorted(tiles, key=lambda tile: _doubt(suggestions.get(tile.id)))
    return list(tiles)


def _doubt(suggestion: Suggestion | None) -> tuple[int, float]:
    """Grouped by the suggested class, in each the surest first; pictures without a suggestion last."""
    if suggestion is None:
        return (1 << 30, 0.0)
    return (suggestion.place, -suggestion.probability)
