"""The rows of some prepared pictures, inside one transaction of an import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.orm import Session

from app.services.class_rows import add_class, classes_of
from app.services.import_look import NotReadable, Prepared, Readable
from app.services.import_plan import PlannedPicture
from app.services.picture_rows import among
from app.services.told import notice_to_json
from app.storage.columns import now
from app.storage.schema import ClassRow, Picture, Placement, Unreadable
from mmrl_engine.examples import same_name
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice


@dataclass(frozen=True, slots=True)
class Target:
    """Where pictures come in: a project, and the class that all of them go to; None lets each go to its own."""

    project_id: int
    class_id: int | None


@dataclass(slots=True)
class Taken:
    """What became of the pictures.

    Attributes:
        added: new in the project. brought_back: they lay in its trash. already_here: it has their content.
        elsewhere: those of `already_here` whose class is not the one that they were to go to.
        classes: the names of the classes that were made.
    """

    added: list[PlannedPicture] = field(default_factory=list)
    brought_back: list[PlannedPicture] = field(default_factory=list)
    already_here: list[PlannedPicture] = field(default_factory=list)
    elsewhere: list[PlannedPicture] = field(default_factory=list)
    unreadable: list[tuple[PlannedPicture, Notice]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    size: int = 0

    def and_also(self, other: Taken) -> Taken:
        """Both together, in this order."""
        return Taken(
            self.added + other.added,
            self.brought_back + other.brought_back,
            self.already_here + other.already_here,
            self.elsewhere + other.elsewhere,
            self.unreadable + other.unreadable,
            self.classes + other.classes,
            self.size + other.size,
        )


def take_in(session: Session, target: Target, batch: Sequence[Prepared]) -> Taken:
    """Writes the rows of a batch, which may be of hundreds of pictures; their files are kept already."""
    taking = _Taking(session, target, batch)
    for item in batch:
        if isinstance(item, Readable):
            taking.readable(item)
        else:
            taking.not_readable(item)
    taking.write(batch)
    return taking.taken


def placed_hashes(session: Session, project_id: int, hashes: Iterable[str]) -> dict[str, bool]:
    """Which of these contents lie in the project, the trash left out; and whether the file of each stays in place."""
    wanted = select(Placement.sha256, Placement.in_place)
    wanted = wanted.where(Placement.project_id == project_id, Placement.removed_at.is_(None))
    return dict(session.execute(wanted.where(among(Placement.sha256, hashes))).all())


@dataclass(slots=True)
class _There:
    id: int | None  # None for one of this batch
    class_id: int | None
    removed: bool


class _Taking:
    def __init__(self, session: Session, target: Target, batch: Sequence[Prepared]) -> None:
        self.taken = Taken()
        self._session, self._target, self._at = session, target, now()
        self._classes = _Classes(session, target, self.taken)
        self._there = self._find_placements(batch)
        self._told = self._find_unreadable(batch)
        self._pictures: list[dict[str, Any]] = []
        self._placements: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []

    def readable(self, item: Readable) -> None:
        there = self._there.get(item.file.sha256)
        if there is not None and not there.removed:
            self._already_here(item.picture, there)
            return
        class_id = self._classes.of(item.picture)
        self.taken.size += item.file.size
        if there is None:
            self._add(item, class_id)
        else:
            self._bring_back(item, class_id, there)

    def not_readable(self, item: NotReadable) -> None:
        class_id = self._classes.of(item.picture)
        self.taken.unreadable.append((item.picture, item.reason))
        self._failures.append(
            {
                "project_id": self._target.project_id,
                "class_id": class_id,
                "name": _name(item.picture),
                "source": item.picture.source,
                "notice": notice_to_json(item.reason),
                "found_at": self._at,
            }
        )

    def write(self, batch: Sequence[Prepared]) -> None:
        if self._pictures:
            self._session.execute(insert_or(Picture).on_conflict_do_nothing(), self._pictures)
        if self._placements:
            self._session.execute(insert(Placement), self._placements)
        outdated = [self._told[source] for source in map(_told_by, batch) if source in self._told]
        if outdated:
            self._session.execute(delete(Unreadable).where(among(Unreadable.id, outdated)))
        if self._failures:
            self._session.execute(insert(Unreadable), self._failures)

    def _add(self, item: Readable, class_id: int | None) -> None:
        self.taken.added.append(item.picture)
        self._there[item.file.sha256] = _There(None, class_id, removed=False)
        self._pictures.append(_picture(item, self._at))
        self._placements.append(
            {
                "project_id": self._target.project_id,
                "sha256": item.file.sha256,
                "class_id": class_id,
                "added_at": self._at,
                "removed_at": None,
                **_origin(item),
            }
        )

    def _bring_back(self, item: Readable, class_id: int | None, there: _There) -> None:
        self.taken.brought_back.append(item.picture)
        there.removed, there.class_id = False, class_id if class_id is not None else there.class_id
        values = {**_origin(item), "class_id": there.class_id, "removed_at": None, "kept": False}
        self._session.execute(update(Placement).where(Placement.id == there.id).values(values))

    def _already_here(self, picture: PlannedPicture, there: _There) -> None:
        self.taken.already_here.append(picture)
        wanted = self._classes.find(picture)
        named = self._target.class_id is not None or picture.class_name is not None
        if named and there.class_id is not None and wanted != there.class_id:
            self.taken.elsewhere.append(picture)

    def _find_placements(self, batch: Sequence[Prepared]) -> dict[str, _There]:
        hashes = {item.file.sha256 for item in batch if isinstance(item, Readable)}
        wanted = select(Placement.sha256, Placement.id, Placement.class_id, Placement.removed_at)
        rows = self._session.execute(
            wanted.where(Placement.project_id == self._target.project_id, among(Placement.sha256, hashes))
        )
        return {sha256: _There(row, class_id, removed is not None) for sha256, row, class_id, removed in rows}

    def _find_unreadable(self, batch: Sequence[Prepared]) -> dict[Path, int]:
        sources = {source for source in map(_told_by, batch) if source is not None}
        wanted = select(Unreadable.source, Unreadable.id).where(Unreadable.project_id == self._target.project_id)
        return dict(self._session.execute(wanted.where(Unreadable.source.in_(sources))).all())


class _Classes:
    """The classes that pictures go to. One that is missing is made when its first picture comes."""

    def __init__(self, session: Session, target: Target, taken: Taken) -> None:
        self._session, self._target, self._taken = session, target, taken
        rows = classes_of(session, target.project_id)
        self._ids = {row.id for row in rows}
        # A folder called like the words of a class means that class. Names go before words.
        self._by_name = {same_name(row.words): row.id for row in rows} | {row.name_key: row.id for row in rows}

    def find(self, picture: PlannedPicture) -> int | None:
        if self._target.class_id is not None:  # the inbox, where that class was removed in the meantime
            return self._target.class_id if self._target.class_id in self._ids else None
        return None if picture.class_name is None else self._by_name.get(same_name(picture.class_name))

    def of(self, picture: PlannedPicture) -> int | None:
        found = self.find(picture)
        if found is not None or picture.class_name is None or self._target.class_id is not None:
            return found
        row: ClassRow = add_class(self._session, self._target.project_id, picture.class_name)[0]
        self._by_name[row.name_key] = row.id
        self._taken.classes.append(row.name)
        return row.id


def _told_by(item: Prepared) -> Path | None:
    """By what an earlier failure of the same file is known."""
    return None if item.picture.data is not None else item.picture.source


def _picture(item: Readable, at: str) -> dict[str, Any]:
    facts = item.facts
    return {
        "sha256": item.file.sha256,
        "size": item.file.size,
        "width": facts.width,
        "height": facts.height,
        "kind": facts.kind,
        "taken": facts.taken,
        "dhash": facts.dhash,
        "added_at": at,
    }


def _origin(item: Readable) -> dict[str, Any]:
    return {
        "name": _name(item.picture),
        "source": item.picture.source,
        "in_place": item.file.staged is None,
        "source_mtime_ns": item.file.mtime_ns,
        "split": item.picture.split,
    }


def _name(picture: PlannedPicture) -> str:
    return printable_path(Path(picture.source.name))
