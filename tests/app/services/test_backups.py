"""The use cases on backups."""

from __future__ import annotations

import shutil
from datetime import timedelta

from app.services.backups import BackupsService
from app.storage.schema import Project
from app.storage.storage import Storage
from tests.app.storage.stored_work import fill, rename


def test_a_project_comes_back_under_a_name_with_the_backups_date(storage: Storage) -> None:
    made, service = fill(storage), BackupsService(storage)
    backup = service.make()
    assert service.list() == (backup,)
    rename(storage, made.project_id, "Today")
    local = backup.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    names = []
    for _ in range(2):
        change = service.restore(backup=backup.name, uid=made.uid)
        assert change.made is not None
        assert change.projects == {change.made}
        assert change.notices == ()
        assert change.act is None
        with storage.read() as session:
            names.append(session.get_one(Project, change.made).name)
    assert names == [f"Animals ({local})", f"Animals ({local}) (2)"]


def test_missing_pictures_are_told(storage: Storage) -> None:
    made, service = fill(storage), BackupsService(storage)
    backup = service.make()
    shutil.rmtree(storage.folders.pictures)
    change = service.restore(backup=backup.name, uid=made.uid)
    assert [(notice.code, notice.params["count"]) for notice in change.notices] == [("backup-pictures-missing", 12)]


def test_a_backup_is_made_when_it_is_due_and_only_then(storage: Storage) -> None:
    service = BackupsService(storage)
    fill(storage)
    assert service.make_if_due(every=timedelta(minutes=30)) is not None
    assert service.make_if_due(every=timedelta(minutes=30)) is None
