"""A picture from outside whose answer somebody set right: it becomes one of the project's, in a class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.class_names import name_problems, once, words_problems
from app.services.class_rows import add_class, class_of, classes_of
from app.services.import_plan import ImportPlan, PlannedPicture
from app.services.import_report import ImportProgress
from app.services.importing import Importing
from app.services.names import tidy
from app.services.picture_rows import among
from app.storage.act_record import ActRecord
from app.storage.schema import Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import InputError
from mmrl_engine.examples import plain_words
from mmrl_engine.notices import notice

PutAway = Callable[[UnitOfWork], int]  # finds or makes the class; returns its id


@dataclass(frozen=True, slots=True)
class Correction:
    """Attributes:
    changes: what it changed, in order. act: what undoes all of it; None where the picture lay there already.
    """

    changes: tuple[Change, ...]
    act: ActRecord | None


class Corrections:
    """Each is one act, whether the picture comes in first or is in the project already."""

    def __init__(self, storage: Storage, importing: Importing) -> None:
        self._storage, self._importing = storage, importing

    def put(self, *, project_id: int, path: Path, class_id: int, keep: str | None = None) -> Correction:
        """Into a class.

        Args:
            keep: as in `Importing.run`.

        Raises:
            InputError: the class is gone. EngineError: the file cannot be read, or be taken in.
        """

        def find(unit: UnitOfWork) -> int:
            return _class_in(unit.session, project_id, class_id)

        with self._storage.read() as session:  # before the picture comes in
            _class_in(session, project_id, class_id)
        return self._put(project_id, path, keep, find)

    def put_new(
        self, *, project_id: int, path: Path, name: str, words: str | None = None, keep: str | None = None
    ) -> Correction:
        """Into a class that is made for it; `words` are what the model reads, None takes the name.

        Raises:
            InputError: the name or the words cannot be used. EngineError: as `put`.
        """
        self._check_name(project_id, name, words)  # before the picture comes in

        def make(unit: UnitOfWork) -> int:
            row, _ = add_class(unit.session, project_id, name, words)
            return row.id

        return self._put(project_id, path, keep, make)

    def _check_name(self, project_id: int, name: str, words: str | None) -> None:
        with self._storage.read() as session:
            there = classes_of(session, project_id)
            problems = name_problems(tidy(name), there)
            if words is not None:
                problems += words_problems(tidy(name), plain_words(words), there)
        if problems:
            raise InputError(*once(problems))

    def _put(self, project_id: int, path: Path, keep: str | None, place: PutAway) -> Correction:
        sha256 = self._storage.pictures.facts(path).sha256
        changes: list[Change] = []
        came = None if self._is_here(project_id, sha256) else self._take_in(project_id, path, keep, changes)

        def work(unit: UnitOfWork) -> None:
            class_id = place(unit)
            name = class_of(unit.session, class_id).name
            _move(unit, project_id, sha256, class_id)
            if came is None or not unit.extend(came.id):
                unit.act(project_id, "pictures-labelled", count=1, name=name)

        change = change_of(self._storage.write(work))
        return Correction((*changes, change), change.act)

    def _is_here(self, project_id: int, sha256: str) -> bool:
        here = select(Placement.id).where(Placement.project_id == project_id, Placement.removed_at.is_(None))
        with self._storage.read() as session:
            return session.scalar(here.where(Placement.sha256 == sha256).limit(1)) is not None

    def _take_in(self, project_id: int, path: Path, keep: str | None, changes: list[Change]) -> ActRecord | None:
        """Into the inbox, or back out of the trash."""

        def tell(progress: ImportProgress) -> None:
            if progress.change is not None:
                changes.append(progress.change)

        plan = ImportPlan((PlannedPicture(path, size=path.stat().st_size),))
        report = self._importing.run(project_id=project_id, plan=plan, keep=keep, progress=tell)
        problems = [*report.failure, *(reason for _, reason in report.unreadable)]
        if problems:
            raise InputError(*problems)
        return report.act


def _class_in(session: Session, project_id: int, class_id: int) -> int:
    row = class_of(session, class_id)
    if row.project_id != project_id:
        raise InputError(notice("class-not-there"))
    return row.id


def _move(unit: UnitOfWork, project_id: int, sha256: str, class_id: int) -> None:
    """Raises InputError where somebody took the picture away in the meantime."""
    here = (Placement.project_id == project_id) & (Placement.sha256 == sha256) & Placement.removed_at.is_(None)
    found = unit.session.scalars(select(Placement.id).where(here)).all()
    if not found:
        raise InputError(notice("pictures-not-there"))
    elsewhere = Placement.class_id.is_distinct_from(class_id)
    moved = update(Placement).where(among(Placement.id, found), elsewhere).values(class_id=class_id, kept=False)
    unit.session.execute(moved)
