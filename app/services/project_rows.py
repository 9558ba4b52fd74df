"""Project rows and their names, for use cases inside a transaction of theirs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.names import MOST_NAME
from app.storage.schema import Project
from mmrl_engine.errors import InputError
from mmrl_engine.examples import same_name
from mmrl_engine.notices import notice


def project_of(session: Session, project_id: int) -> Project:
    """The project.

    Raises:
        InputError: it is gone.
    """
    row = session.get(Project, project_id)
    if row is None:
        raise InputError(notice("project-not-there"))
    return row


def taken_names(session: Session, besides: int | None = None) -> list[str]:
    """The names of all projects that are not in the trash, but that of the project `besides`."""
    wanted = select(Project.name).where(Project.trashed_at.is_(None), Project.id.is_not(besides))
    return list(session.scalars(wanted))


def free_name(session: Session, name: str, ending: str = "", besides: int | None = None) -> str:
    """The name with the ending, and where a project is called so (but the one `besides`), with a number too. The name
    is cut short where it would get too long.
    """
    taken = {same_name(item) for item in taken_names(session, besides)}
    wanted, number = _joined(name, ending), 1
    while same_name(wanted) in taken:
        number += 1
        wanted = _joined(name, f"{ending} ({number})")
    return wanted


def _joined(name: str, ending: str) -> str:
    return name[: MOST_NAME - len(ending)].rstrip() + ending
