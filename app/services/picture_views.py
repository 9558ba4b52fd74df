"""A project's pictures as a grid shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.services.told import notice_from_json
from app.storage.schema import Picture, Placement, Unreadable
from mmrl_engine.notices import Notice


class Shelf(Enum):
    """Where pictures lie that are in no particular class. A class is named by its id."""

    ALL = "all"  # but for the trash
    INBOX = "inbox"
    TRASH = "trash"


class PictureView(NamedTuple):
    """A picture in a project. A named tuple, since ten thousand are made at once.

    Attributes:
        id: of its place in the project. class_id: None is the inbox. width, height: in pixels, upright.
        taken: by the camera's clock, ISO 8601. split: "train", "val", "test" or None.
        in_place: the file stays where it was (`Relinking.check` tells whether it still is there).
        kept: a person said that it is right where it is.
    """

    id: int
    sha256: str
    class_id: int | None
    name: str
    width: int
    height: int
    added_at: str
    taken: str | None
    split: str | None
    in_place: bool
    kept: bool = False


@dataclass(frozen=True, slots=True)
class UnreadableView:
    """A file that could not be read. `reason` is None where another version wrote one that this one does not know."""

    id: int
    class_id: int | None
    name: str
    source: Path
    reason: Notice | None
    found_at: str


def views(
    session: Session, project_id: int, shelf: Shelf | int, first: int = 0, most: int | None = None
) -> tuple[PictureView, ...]:
    """`most` pictures from the one number `first` on, from 0."""
    columns = (
        Placement.id,
        Placement.sha256,
        Placement.class_id,
        Placement.name,
        Picture.width,
        Picture.height,
        Placement.added_at,
        Picture.taken,
        Placement.split,
        Placement.in_place,
        Placement.kept,
    )
    order = [Placement.removed_at.desc()] if shelf is Shelf.TRASH else []
    # The ids first, by an index alone: sorting whole rows only to pass over most of them takes several times as long.
    placed = select(Placement.id).where(Placement.project_id == project_id, _lies_on(shelf))
    placed = placed.order_by(*order, Placement.id).offset(first).limit(most)
    wanted = select(*columns).join(Picture, Placement.sha256 == Picture.sha256).where(Placement.id.in_(placed))
    rows = session.execute(wanted.order_by(*order, Placement.id))
    return tuple(map(PictureView._make, rows))


def unreadable_views(session: Session, project_id: int) -> tuple[UnreadableView, ...]:
    """The project's files that could not be read."""
    rows = session.scalars(select(Unreadable).where(Unreadable.project_id == project_id).order_by(Unreadable.id))
    return tuple(
        UnreadableView(row.id, row.class_id, row.name, row.source, notice_from_json(row.notice), row.found_at)
        for row in rows
    )


def _lies_on(shelf: Shelf | int) -> ColumnElement[bool]:
    here = Placement.removed_at.is_(None)
    if isinstance(shelf, int):
        return here & (Placement.class_id == shelf)
    if shelf is Shelf.TRASH:
        return Placement.removed_at.is_not(None)
    return here & Placement.class_id.is_(None) if shelf is Shelf.INBOX else here
