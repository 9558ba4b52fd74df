"""Folder runs as rows, and as others see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.services.told import notice_to_json, notices_from_json
from app.storage.columns import now
from app.storage.schema import FolderRun
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What a watched folder was told.

    Attributes:
        inbox: its new pictures go to the project's inbox too.
    """

    inbox: bool = False


@dataclass(frozen=True, slots=True)
class FolderRunView:
    """A folder run as a list shows it.

    Attributes:
        names: what its answers choose from. state: as in `app.storage.schema.FolderRun`.
        quick: the quick answer answers, as nothing was trained. watch: None where the folder is not watched.
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
    watch: WatchOptions | None = None


def folder_run(session: Session, run_id: int) -> FolderRun:
    """The run.

    Raises:
        InputError: it is gone.
    """
    run = session.get(FolderRun, run_id)
    if run is None:
        raise InputError(notice("folder-run-not-there"))
    return run


def add_run(
    session: Session,
    project_id: int,
    folder: Path,
    adapter_id: int | None,
    names: dict[str, Any],
    state: str,
    notices: Sequence[Notice] = (),
) -> int:
    """Puts a run in, without files; its id."""
    run = FolderRun(
        uid=str(uuid4()),
        project_id=project_id,
        folder=folder,
        adapter_id=adapter_id,
        names=names,
        state=state,
        notices=[notice_to_json(item) for item in notices],
        created_at=now(),
    )
    session.add(run)
    session.flush()
    return run.id


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
        watch_of(run.names),
    )


def watch_json(watch: WatchOptions | None) -> dict[str, Any]:
    """For `FolderRun.names`; nothing where the folder is not watched."""
    return {} if watch is None else {"watch": {"inbox": watch.inbox}}


def watch_of(names: Mapping[str, Any]) -> WatchOptions | None:
    """From `FolderRun.names`."""
    found = names.get("watch")
    return None if found is None else WatchOptions(inbox=bool(found["inbox"]))
