"""What the grid shows, and in which order: plain functions over what a project's state holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from app.services.colors import Mark
from app.services.diagnosis import NOTHING
from app.services.likeness import Suggestion

if TYPE_CHECKING:
    from app.services.classes import ClassView
    from app.services.diagnosis import Diagnosis
    from app.services.picture_views import PictureView, UnreadableView


class Sort(Enum):
    """The order of the tiles."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    CLASS = "class"
    SURE = "sure"  # the surest suggestion first
    USEFUL = "useful"  # what it would learn most from first


class Tile(NamedTuple):
    """One picture as it is shown. A named tuple, since ten thousand are made at once.

    Attributes:
        id: of its placement; the negative id of its entry where it could not be read.
        class_name, mark: of its class; empty and None in the inbox.
        suggested, suggested_sure: the class that its words suggest, and whether surely.
        has_copy: whether the project has one that looks the same. unreadable: why it could not be read.
        doubt, other: why it is flagged, a `DoubtKind`, and the name of the class that it looks like, if one.
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
    doubt: str = ""
    other: str = ""
    other_id: int | None = None

    @property
    def readable(self) -> bool:
        return self.id > 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Which pictures are shown.

    Attributes:
        shelf: "all", "inbox", "class", "wrong", "unsure", "copies", "unreadable", "trash" or "some". class_id: with
            "class".
        ids: with "some": just these, in this order. text: the words that these were found by, if they were.
        only: with "class": one of `FILTERS`, of which alone pictures are shown; empty for all.
    """

    shelf: str = "all"
    class_id: int | None = None
    ids: tuple[int, ...] = ()
    text: str = ""
    only: str = ""


FILTERS: Mapping[str, Callable[[Tile], bool]] = {
    "wrong": lambda tile: tile.doubt == "mislabelled",
    "unsure": lambda tile: tile.doubt not in ("", "mislabelled"),
    "copies": lambda tile: tile.has_copy,
}
Named = tuple[int, str, Mark]  # a class: id, name and mark


def make_tiles(
    pictures: Sequence[PictureView],
    classes: Sequence[ClassView],
    suggestions: Mapping[int, Suggestion],
    copies: frozenset[int],
    diagnosis: Diagnosis = NOTHING,
    *,
    can_be_sure: bool = True,
) -> list[Tile]:
    """A tile for each picture.

    Args:
        diagnosis: of which `doubts` flags tiles.
        can_be_sure: whether the model knows words well enough for "sure".
    """
    by_id: Mapping[int | None, Named] = {item.id: (item.id, item.name, item.mark) for item in classes}
    made = [_tile(picture, by_id, suggestions, copies, can_be_sure) for picture in pictures]
    if diagnosis.doubts:
        made = [_flagged(tile, by_id, diagnosis) if tile.id in diagnosis.doubts else tile for tile in made]
    return made


def _tile(
    picture: PictureView,
    by_id: Mapping[int | None, Named],
    suggestions: Mapping[int, Suggestion],
    copies: frozenset[int],
    can_be_sure: bool,
) -> Tile:
    placement_id, sha256, class_id, name = picture[:4]
    copied, found = placement_id in copies, by_id.get(class_id)
    if found is not None:
        return Tile(placement_id, sha256, name, *found, has_copy=copied)
    hint = suggestions.get(placement_id)
    likely = None if hint is None else by_id.get(hint.class_id)
    if hint is None or likely is None:  # the class is gone since
        return Tile(placement_id, sha256, name, has_copy=copied)
    return Tile(
        placement_id, sha256, name, None, "", None, *likely, hint.sure and (can_be_sure or hint.by_pictures), copied
    )


def _flagged(tile: Tile, by_id: Mapping[int | None, Named], diagnosis: Diagnosis) -> Tile:
    """Unless it is elsewhere by now."""
    doubt = diagnosis.doubts[tile.id]
    if doubt.class_id != tile.class_id:
        return tile
    other = by_id.get(doubt.other_id)
    if other is None:
        return tile._replace(doubt=doubt.kind) if doubt.kind == "outlier" else tile
    return tile._replace(doubt=doubt.kind, other=other[1], other_id=other[0])


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
    useful: Sequence[int] = (),
) -> list[Tile]:
    """Whatever order they come in; what is equal otherwise stands the newest first.

    Args:
        class_places: where each class stands among them, by its id.
        useful: the placements from which it would learn most, in their order.
    """
    newest = sorted(tiles, key=itemgetter(0), reverse=True)  # ids grow with time
    last = len(class_places)
    if sort is Sort.OLDEST:
        return sorted(tiles, key=lambda tile: abs(tile.id))
    if sort is Sort.NAME:
        return sorted(newest, key=lambda tile: tile.name.casefold())
    if sort is Sort.CLASS:
        return sorted(newest, key=lambda tile: class_places.get(tile.class_id or 0, last))
    if sort is Sort.SURE:
        return sorted(newest, key=lambda tile: _doubt(tile, suggestions.get(tile.id), class_places))
    if sort is Sort.USEFUL:
        places = {placement: place for place, placement in enumerate(useful)}
        return sorted(newest, key=lambda tile: places.get(tile.id, len(places)))
    return newest


def _doubt(tile: Tile, suggestion: Suggestion | None, class_places: Mapping[int, int]) -> tuple[int, float]:
    """Grouped by the suggested class, in each the surest first; pictures without a suggestion last."""
    if suggestion is None or tile.suggested_id is None:
        return (len(class_places), 0.0)
    return (class_places.get(tile.suggested_id, len(class_places)), -suggestion.probability)
