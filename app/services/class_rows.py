"""A project's class rows, for use cases inside a transaction of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.class_names import name_problems, number_warning, once, words_problems
from app.services.colors import next_mark
from app.services.names import tidy
from app.storage.columns import now
from app.storage.schema import ClassRow
from mmrl_engine.errors import InputError
from mmrl_engine.examples import MOST_CLASSES, plain_words, same_name
from mmrl_engine.notices import Notice, notice


def classes_of(session: Session, project_id: int) -> list[ClassRow]:
    """The project's classes in their order."""
    wanted = select(ClassRow).where(ClassRow.project_id == project_id)
    return list(session.scalars(wanted.order_by(ClassRow.position, ClassRow.id)))


def class_of(session: Session, class_id: int) -> ClassRow:
    """The class.

    Raises:
        InputError: it is gone.
    """
    row = session.get(ClassRow, class_id)
    if row is None:
        raise InputError(notice("class-not-there"))
    return row


def others_of(session: Session, row: ClassRow) -> list[ClassRow]:
    """The other classes of the row's project, in their order."""
    return [item for item in classes_of(session, row.project_id) if item.id != row.id]


def add_class(
    session: Session, project_id: int, name: str, words: str | None = None
) -> tuple[ClassRow, tuple[Notice, ...]]:
    """A new class at the end of the list, flushed, and warnings that stop nothing.

    Args:
        words: what the model reads; None takes the name.

    Raises:
        InputError: the name or the words cannot be used, or there are too many classes: all problems together.
    """
    there = classes_of(session, project_id)
    called, read = tidy(name), plain_words(name if words is None else words)
    problems = name_problems(called, there)
    if words is not None:
        problems += words_problems(called, read, there)
    if len(there) >= MOST_CLASSES:
        problems.append(notice("classes-too-many", count=len(there) + 1, limit=MOST_CLASSES))
    if problems:
        raise InputError(*once(problems))
    row = ClassRow(
        uid=str(uuid4()),
        project_id=project_id,
        name=called,
        name_key=same_name(called),
        words=read,
        color=str(next_mark([item.color for item in there])),
        position=len(there),
        absorbed=[],
        created_at=now(),
    )
    session.add(row)
    session.flush()
    return row, number_warning(called, read)


def delete_classes(session: Session, project_id: int, rows: Iterable[ClassRow]) -> None:
    """Deletes the classes, whose pictures must have been put elsewhere, and closes the gaps in the order."""
    for row in rows:
        session.delete(row)
    session.flush()
    put_in_order(classes_of(session, project_id))


def put_in_order(rows: Sequence[ClassRow]) -> None:
    """Gives the classes the places 0, 1, 2 ... in this order."""
    for place, row in enumerate(rows):
        row.position = place
