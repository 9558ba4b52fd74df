"""Folder runs as rows, and as others see them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.services.told import notices_from_json
from app.storage.schema import FolderRun
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice


@dataclass(frozen=True, slots=True)
class FolderRunView:
    """A folder run as a list shows it.

    Attributes:
        names: what its answers choose from. quick: the quick answer answers, as nothing was trained. state: as in `app.storage.schema.FolderRun`.
    """

    id: int
    uid: str
    project_id: int
    folder: Path
    names: tuple[str, ...]
    adapter_id: int | None
    state: str
    notices: tuple[Notice, ...]
    created_at: str
    ended_at: str | None
    quick: bool = False


def folder_run(session: Session, run_id: int) -> FolderRun:
    """The run.

    Raises:
        InputError: it is gone.
    """
    run = session.get(FolderRun, run_id)
    if run is None:
        raise InputError(notice("folder-run-not-there"))
    return run


def folder_run_view(run: FolderRun) -> FolderRunView:
    """The run as others see it."""
    names = tuple(item["name"] for item in run.names["names"])
    told = notices_from_json(run.notices)
    return FolderRunView(
        run.id,
        run.uid,
        run.project_id,
        run.folder,
        names,
        run.adapter_id,
        run.state,
        told,
        run.created_at,
        run.ended_at,
        bool(run.names.get("quick")),
    )
