"""Reads a project's pictures as a grid shows them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.services.picture_views import PictureView, Shelf, UnreadableView
from app.services.told import notice_from_json
from app.storage.schema import Picture, Placement, Unreadable


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
