"""A project's labelled pictures as a training takes them: which files, which classes, which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.jobs import JobPicture
from app.services.picture_rows import among
from app.storage.pictures import PictureStore
from app.storage.schema import ClassRow, Picture, Placement
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.groups import picture_groups
from mmrl_engine.examples import plain_words
from mmrl_engine.notices import notice


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a training learns from, fixed when it was started.

    Attributes:
        classes: [{"uid", "name", "words"}]. examples: [[sha256, index of the class]].
    """

    classes: list[dict[str, Any]]
    examples: list[list[Any]]

    @property
    def words(self) -> dict[str, str]:
        """Words for the model by class name, where they differ from the name."""
        return {item["name"]: item["words"] for item in self.classes if item["words"] != plain_words(str(item["name"]))}


@dataclass(frozen=True, slots=True)
class InPlace:
    """A file that was not copied, and what it was like: its size in bytes and its time."""

    source: Path
    size: int
    mtime_ns: int

    def unchanged(self) -> bool:
        """Whether it is still there and looks as it did."""
        try:
            status = self.source.stat()
        except (OSError, ValueError):  # gone, or a name that this system cannot have
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.mtime_ns)


def alike_groups(session: Session, hashes: Sequence[str]) -> tuple[str, ...]:
    """What shows the same among pictures, by their SHA-256: near duplicates, bursts, one place."""
    wanted = select(Picture.sha256, Picture.dhash, Picture.taken).where(among(Picture.sha256, hashes))
    found = {row.sha256: row for row in session.execute(wanted)}
    rows = [found[sha256] for sha256 in hashes]
    return tuple(picture_groups([row.dhash for row in rows], [row.taken for row in rows]))


def labelled(session: Session, project_id: int) -> Labelled:
    """The pictures that lie in a class; classes without pictures are left out.

    Raises:
        InputError: there is none.
    """
    rows = session.execute(
        select(Placement.sha256, ClassRow.id)
        .join(ClassRow, Placement.class_id == ClassRow.id)
        .where(Placement.project_id == project_id, Placement.removed_at.is_(None))
        .order_by(ClassRow.position, Placement.id)
    ).all()
    if not rows:
        raise InputError(notice("training-no-pictures"))
    filled = {class_id for _, class_id in rows}
    wanted = select(ClassRow).where(ClassRow.id.in_(filled)).order_by(ClassRow.position)
    classes = list(session.scalars(wanted))
    index = {row.id: place for place, row in enumerate(classes)}
    return Labelled(
        [{"uid": row.uid, "name": row.name, "words": row.words} for row in classes],
        [[sha256, index[class_id]] for sha256, class_id in rows],
    )


def kept_in_place(session: Session, project_id: int) -> dict[str, InPlace]:
    """The project's pictures that were not copied, by hash."""
    rows = session.execute(
        select(Placement.sha256, Placement.source, Picture.size, Placement.source_mtime_ns)
        .join(Picture, Placement.sha256 == Picture.sha256)
        .where(Placement.project_id == project_id, Placement.in_place)
    )
    return {sha256: InPlace(source, size, mtime_ns) for sha256, source, size, mtime_ns in rows}


def job_pictures(store: PictureStore, in_place: Mapping[str, InPlace], hashes: Sequence[str]) -> tuple[JobPicture, ...]:
    """The files of these pictures: the store's copy, or for those kept in place the file itself. Looks at files.

    A file that may have changed has no hash: what is made of it must not be kept as that of the picture that it was.
    """
    return tuple(_job_picture(store, in_place.get(sha256), sha256) for sha256 in hashes)


def _job_picture(store: PictureStore, place: InPlace | None, sha256: str) -> JobPicture:
    if place is None or (not place.unchanged() and store.has(sha256)):
        return JobPicture(store.path(sha256), sha256)
    return JobPicture(place.source, sha256 if place.unchanged() else None)
