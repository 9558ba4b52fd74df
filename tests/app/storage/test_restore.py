"""A project that comes back out of a backup, beside what is there today."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.storage.backups import Backups
from app.storage.database import connect
from app.storage.driver import find_driver
from app.storage.restore import Restored, restore_project
from app.storage.schema import AdapterRow, ClassRow, FolderRun, Placement, Project, ProjectsBase, Run
from app.storage.storage import Storage, Written
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from tests.app.storage.next_schema import next_kind
from tests.app.storage.stored_work import Made, content, fill, rename


@pytest.fixture
def made(storage: Storage) -> Made:
    fill(storage, "Plants")  # so that ids and rows of another project lie between
    return fill(storage, "Animals")


def _restore(storage: Storage, backup: str, uid: str) -> Written[Restored]:
    return restore_project(storage, backup, uid, lambda session, name: f"{name} again")


def _of_project(storage: Storage, project_id: int) -> dict[str, int]:
    """How many rows of each table belong to the project."""
    statements = {
        "act_part": "act_id IN (SELECT id FROM act WHERE project_id = ?)",
        "folder_file": "folder_run_id IN (SELECT id FROM folder_run WHERE project_id = ?)",
        "copy_run": "folder_run_id IN (SELECT id FROM folder_run WHERE project_id = ?)",
        "copied_file": "copy_run_id IN (SELECT id FROM copy_run WHERE folder_run_id IN"
        " (SELECT id FROM folder_run WHERE project_id = ?))",
        "project": "id = ?",
    }
    counts = {}
    with closing(connect(storage.folders.projects, find_driver())) as connection:
        for name in ProjectsBase.metadata.tables.keys() - {"picture", "setting"}:
            condition = statements.get(name, "project_id = ?")
            row = connection.execute(f'SELECT count(*) FROM "{name}" WHERE {condition}', (project_id,)).fetchone()
            counts[name] = int(row[0])
    return counts


def test_every_row_comes_back_and_today_is_untouched(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    rename(storage, made.project_id, "Today")
    before = content(storage.folders.projects)
    restored = _restore(storage, backup.name, made.uid).value
    after = content(storage.folders.projects)
    for name, rows in before.items():
        assert set(rows) <= set(after[name])
    counts = _of_project(storage, restored.project_id)
    assert all(counts.values())
    assert counts == {**_of_project(storage, made.project_id), "act": 3, "act_part": 3}
    assert (restored.name, restored.pictures_missing, restored.adapters_missing) == ("Animals again", 0, 0)
    newest = storage.backups.list()[0]
    assert newest.reason == "before-restore"
    assert content(storage.folders.backups / newest.name / "projects.sqlite") == before


def test_what_comes_back_hangs_together(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    restored = _restore(storage, backup.name, made.uid).value.project_id

    def described(session: Session, project_id: int) -> dict[str, Any]:
        classes = {row.id: row for row in session.scalars(select(ClassRow).where(ClassRow.project_id == project_id))}
        names = {row.uid: row.name for row in classes.values()}
        project = session.get_one(Project, project_id)
        run = session.scalars(select(Run).where(Run.project_id == project_id)).one()
        adapter = session.scalars(select(AdapterRow).where(AdapterRow.project_id == project_id)).one()
        placements = session.scalars(select(Placement).where(Placement.project_id == project_id).order_by(Placement.id))
        return {
            "classes": sorted(names.values()),
            "pictures": [(row.sha256, classes[row.class_id].name if row.class_id else None) for row in placements],
            "in use": (project.adapter_id == adapter.id, run.adapter_id == adapter.id, adapter.run_id == run.id),
            "run": [names[entry["uid"]] for entry in run.classes],
            "adapter": [uid and names[uid] for uid in adapter.class_uids],
            "section": adapter.section_sha256,
        }

    with storage.read() as session:
        assert described(session, restored) == described(session, made.project_id)
        assert described(session, restored)["in use"] == (True, True, True)


def test_its_acts_come_back_too(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    restored = _restore(storage, backup.name, made.uid).value.project_id
    today = _labels(storage, made.project_id)
    assert storage.write(lambda unit: unit.redo(restored)).value is not None  # the class is removed
    assert _labels(storage, restored) == [None] * 12
    for _ in range(3):
        assert storage.write(lambda unit: unit.undo(restored)).value is not None
    assert storage.write(lambda unit: unit.undo(restored)).value is None
    assert _labels(storage, restored) == [None] * 12
    for _ in range(2):
        assert storage.write(lambda unit: unit.redo(restored)).value is not None
    assert _labels(storage, restored) == ["cat"] * 12
    assert _labels(storage, made.project_id) == today


def _labels(storage: Storage, project_id: int) -> list[str | None]:
    statement = (
        select(ClassRow.name)
        .select_from(Placement)
        .outerjoin(ClassRow, Placement.class_id == ClassRow.id)
        .where(Placement.project_id == project_id)
        .order_by(Placement.id)
    )
    with storage.read() as session:
        return list(session.scalars(statement))


def test_ids_that_only_acts_know_are_not_given_to_others(storage: Storage, made: Made) -> None:
    def drop(unit: UnitOfWork) -> None:
        unit.session.execute(delete(ClassRow).where(ClassRow.project_id == made.project_id))
        unit.act(made.project_id, "classes-removed")

    storage.write(drop)
    backup = storage.backups.make("asked")
    restored = _restore(storage, backup.name, made.uid).value.project_id

    def add(unit: UnitOfWork) -> None:
        unit.session.add_all(
            [
                ClassRow(
                    uid=f"new {index}",
                    project_id=made.project_id,
                    name=f"n{index}",
                    name_key=f"n{index}",
                    words="",
                    color="",
                    position=0,
                    absorbed=[],
                    created_at="",
                )
                for index in range(3)
            ]
        )

    storage.write(add)
    storage.write(lambda unit: unit.undo(restored))
    with storage.read() as session:
        names = session.scalars(select(ClassRow.name).where(ClassRow.project_id == restored))
        assert sorted(names) == ["cat", "dog"]


def test_what_went_on_then_is_at_rest(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    restored = _restore(storage, backup.name, made.uid).value.project_id
    with storage.read() as session:
        assert session.scalars(select(Run.state).where(Run.project_id == restored)).all() == ["cut_off"]
        assert session.scalars(select(FolderRun.state).where(FolderRun.project_id == restored)).all() == ["stopped"]


def test_a_project_that_is_gone_comes_back_with_its_adapters(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    storage.write(lambda unit: unit.session.delete(unit.session.get_one(Project, made.project_id)))
    storage.adapters.delete([made.section], before="9999")
    written = _restore(storage, backup.name, made.uid)
    assert written.value.adapters_missing == 0
    assert storage.adapters.get(made.section)
    assert {change.project_id for change in written.changes} == {written.value.project_id, None}


def test_tensors_that_are_damaged_today_come_out_of_the_backup(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    with closing(connect(storage.folders.adapters, find_driver())) as connection:
        connection.execute("UPDATE section SET data = zeroblob(size)")
    assert _restore(storage, backup.name, made.uid).value.adapters_missing == 0
    assert storage.adapters.get(made.section)


def test_a_backup_that_restoring_itself_thins_out_gives_all_that_it_holds(storage: Storage, made: Made) -> None:
    moments = [datetime.now(UTC) - timedelta(days=20)]
    earlier = Backups(storage.folders, storage.driver, clock=lambda: moments[-1])
    chosen = earlier.make("asked")
    storage.write(lambda unit: unit.session.delete(unit.session.get_one(Project, made.project_id)))
    storage.adapters.delete([made.section], before="9999")
    moments.append(moments[0] + timedelta(seconds=1))
    earlier.make("asked")  # of the same week, so only this one is kept
    rename(storage, 1, "Today")
    earlier.close()
    assert _restore(storage, chosen.name, made.uid).value.adapters_missing == 0
    assert storage.adapters.get(made.section)
    assert chosen.name not in {backup.name for backup in storage.backups.list()}


def test_missing_pictures_and_adapters_are_counted(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    storage.adapters.delete([made.section], before="9999")
    (storage.folders.backups / backup.name / "adapters.sqlite").write_bytes(b"")
    for folder in storage.folders.pictures.glob("??"):
        shutil.rmtree(folder)
    with pytest.raises(EngineError, match="is damaged, so nothing was taken"):
        _restore(storage, backup.name, made.uid)
    later = storage.backups.make("asked")
    assert later.notices, "the adapter is missing from it"
    restored = _restore(storage, later.name, made.uid).value
    assert (restored.pictures_missing, restored.adapters_missing) == (12, 1)


def test_a_backup_without_the_project_or_of_no_such_name_is_told(storage: Storage, made: Made) -> None:
    backup = storage.backups.make("asked")
    before = content(storage.folders.projects)
    for name, uid, code in ((backup.name, "other", "backup-no-project"), ("other", made.uid, "backup-missing")):
        with pytest.raises(EngineError) as caught:
            _restore(storage, name, uid)
        assert [notice.code for notice in caught.value.notices] == [code]
    assert content(storage.folders.projects) == before


def test_a_backup_of_a_newer_version_is_refused(storage: Storage, made: Made) -> None:
    with closing(connect(storage.folders.projects, find_driver())) as connection:
        connection.execute("PRAGMA user_version = 99")
    backup = storage.backups.make("asked")
    with pytest.raises(EngineError, match="newer version"):
        _restore(storage, backup.name, made.uid)


def test_a_backup_of_an_older_schema_is_read_through_a_migrated_copy(
    storage: Storage, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = storage.backups.make("asked")
    before = (storage.folders.backups / backup.name / "projects.sqlite").read_bytes()
    rename_then = "UPDATE project SET name = name || ' as it is called now'"
    monkeypatch.setattr("app.storage.restore.PROJECTS", next_kind(tmp_path / "migrations", (rename_then,)))
    restored = _restore(storage, backup.name, made.uid).value
    assert restored.name == "Animals as it is called now again"
    assert (storage.folders.backups / backup.name / "projects.sqlite").read_bytes() == before
    assert list(storage.folders.cache.glob("restore-*")) == []
