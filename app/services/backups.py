"""Backups: made on request and when they are due, listed, and projects brought back out of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.project_rows import free_name
from app.storage.backups import Backup
from app.storage.restore import restore_project
from app.storage.storage import Storage
from mmrl_engine.notices import notice


class BackupsService:
    """The use cases on backups. None of them is on the undo list: what a restoring brings is a project of its own."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def make(self, *, reason: str = "asked") -> Backup:
        """Makes a backup; where nothing has changed since the last one, and that is whole still, it is returned.

        Raises:
            EngineError: the disk is full or failed; the backups before are as they were.
        """
        return self._storage.backups.make(reason)

    def make_if_due(self, *, every: timedelta) -> Backup | None:
        """Makes a backup if something changed and `every` has passed since the last one.

        Raises:
            EngineError: as `make`.
        """
        return self._storage.backups.make("regular") if self._storage.backups.due(every) else None

    def list(self) -> tuple[Backup, ...]:
        """The backups, each with its projects; the newest first."""
        return self._storage.backups.list()

    def restore(self, *, backup: str, uid: str) -> Change:
        """Brings the project `uid` of the backup back as a new project beside what is there today, which a backup is
        made of first. `made` is the new project's id.

        Raises:
            EngineError: the backup is gone, damaged or of a newer version, or holds no such project; the disk is full.
        """
        local = self._storage.backups.find(backup).made_at.astimezone()

        def naming(session: Session, name: str) -> str:
            return free_name(session, name, f" ({_day_and_time(local)})")

        written = restore_project(self._storage, backup, uid, naming)
        restored = written.value
        notices = [
            notice(code, count=count)
            for code, count in (
                ("backup-pictures-missing", restored.pictures_missing),
                ("backup-adapters-lost", restored.adapters_missing),
            )
            if count
        ]
        return change_of(written, made=restored.project_id, notices=(*restored.notices, *notices))


def _day_and_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
