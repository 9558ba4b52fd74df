"""Backups: made, checked, thinned; under load, on a full disk, and killed in the middle."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.storage.backups import Backup, Backups
from app.storage.checks import problems
from app.storage.database import connect
from app.storage.driver import Driver, find_driver
from app.storage.folders import Folders, find_folders
from app.storage.journal import unpack
from app.storage.opening import open_storage
from app.storage.schema import ActPart
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from tests.app.storage.drivers import DRIVERS
from tests.app.storage.killing import Killer, nothing_left
from tests.app.storage.labelling import Labelling, found
from tests.app.storage.stored_work import content, fill, rename, sections

START = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backups(storage: Storage, clock: Clock) -> Iterator[Backups]:
    made = Backups(storage.folders, storage.driver, clock=clock)
    yield made
    made.close()


def _manifest(folders: Folders, backup: Backup) -> dict[str, object]:
    value: dict[str, object] = json.loads((folders.backups / backup.name / "manifest.json").read_text())
    return value


def test_a_backup_is_a_whole_copy_and_says_what_is_in_it(storage: Storage, backups: Backups) -> None:
    made = fill(storage)
    backup = backups.make("asked")
    folder = storage.folders.backups / backup.name
    assert nothing_left(folder, "manifest.json", "projects.sqlite", "adapters.sqlite")
    assert content(folder / "projects.sqlite") == content(storage.folders.projects)
    assert sections(folder / "adapters.sqlite") == {made.section}
    (project,) = backup.projects
    assert (project.uid, project.name, project.classes, project.pictures) == (made.uid, "Animals", 2, 10)
    assert (backup.made_at, backup.reason, backup.notices) == (START, "asked", ())
    assert backups.list() == (backup,)
    assert backups.verify(backup.name)


def test_the_manifest_names_every_picture_that_an_undo_may_need(storage: Storage, backups: Backups) -> None:
    made = fill(storage)
    with storage.read() as session:
        rows = {row.sha256 for row in session.connection().exec_driver_sql("SELECT sha256 FROM placement")}

    def delete_one(unit: object) -> None:
        unit.session.connection().exec_driver_sql("DELETE FROM placement WHERE id = 1")  # type: ignore[attr-defined]
        unit.act(made.project_id, "deleted")  # type: ignore[attr-defined]

    storage.write(delete_one)
    assert _manifest(storage.folders, backups.make("asked"))["pictures"] == sorted(rows)


def test_an_act_that_cannot_be_read_keeps_nothing_from_being_backed_up(storage: Storage, backups: Backups) -> None:
    fill(storage)

    def spoil(unit: object) -> None:
        unit.session.query(ActPart).update({"changes": b"no list"})  # type: ignore[attr-defined]

    storage.write(spoil)
    assert backups.verify(backups.make("asked").name)
    with pytest.raises(ValueError, match="cannot be read"):
        unpack(b"no list")


def test_adapters_are_kept_once_over_all_backups(storage: Storage, backups: Backups, clock: Clock) -> None:
    first = fill(storage, "Animals")
    one = backups.make("asked")
    clock.move(minutes=1)
    second = fill(storage, "Plants")
    two = backups.make("asked")
    clock.move(minutes=1)
    rename(storage, first.project_id, "Other")
    three = backups.make("asked")
    folder = storage.folders.backups
    assert sections(folder / one.name / "adapters.sqlite") == {first.section}
    assert sections(folder / two.name / "adapters.sqlite") == {second.section}
    assert nothing_left(folder / three.name, "manifest.json", "projects.sqlite")
    assert _manifest(storage.folders, three)["sections_in"] == {first.section: one.name, second.section: two.name}
    assert {sha256 for sha256, _ in backups.sections({first.section, second.section})} == {
        first.section,
        second.section,
    }


def test_an_adapter_that_is_missing_is_told(storage: Storage, backups: Backups) -> None:
    made = fill(storage)
    storage.adapters.delete([made.section], before="9999")
    assert [(notice.code, notice.params["count"]) for notice in backups.make("asked").notices] == [
        ("backup-adapters-missing", 1)
    ]


def test_what_has_not_changed_is_not_backed_up_again(storage: Storage, backups: Backups, clock: Clock) -> None:
    made = fill(storage)
    first = backups.make("asked")
    clock.move(hours=1)
    assert backups.make("before-import") == first
    rename(storage, made.project_id, "Other")
    assert backups.make("before-import") != first
    assert len(backups.list()) == 2


def test_a_backup_is_due_after_half_an_hour_with_a_change(storage: Storage, clock: Clock) -> None:
    backups = Backups(storage.folders, storage.driver, clock=clock)
    made = fill(storage)
    assert backups.due()
    backups.make("regular")
    rename(storage, made.project_id, "One")
    clock.move(minutes=29)
    assert not backups.due()
    clock.move(minutes=1)
    assert backups.due()
    backups.make("regular")
    clock.move(hours=5)
    assert not backups.due(), "nothing was changed since"
    backups.close()

    later = Backups(storage.folders, storage.driver, clock=clock)
    assert later.due(), "after a start it is not known yet"
    later.make("regular")
    assert len(later.list()) == 2
    assert not later.due()
    clock.move(days=-300)
    rename(storage, made.project_id, "Two")
    assert later.due(), "a clock that was put back does not stop backups"
    later.close()


def test_old_backups_are_thinned_and_their_adapters_stay(storage: Storage, backups: Backups, clock: Clock) -> None:
    clock.move(days=-400)
    made = fill(storage)
    first = backups.make("regular")
    for day in range(0, 400, 2):
        clock.now = START - timedelta(days=399 - day)
        rename(storage, made.project_id, f"Day {day}")
        backups.make("regular")
    listed = backups.list()
    assert 8 <= len(listed) <= 18
    assert first.name not in {backup.name for backup in listed}
    assert nothing_left(storage.folders.backups / first.name, "manifest.json", "adapters.sqlite")
    assert nothing_left(storage.folders.backups, first.name, *(backup.name for backup in listed))
    assert all(backups.verify(backup.name) for backup in (*listed, first))
    assert _manifest(storage.folders, first)["sections"] == [made.section]
    assert dict(backups.sections({made.section}))


def test_a_changed_backup_is_no_longer_used(storage: Storage, backups: Backups) -> None:
    fill(storage)
    backup = backups.make("asked")
    path = storage.folders.backups / backup.name / "projects.sqlite"
    data = bytearray(path.read_bytes())
    data[9000] ^= 4
    path.write_bytes(data)
    assert not backups.verify(backup.name)
    with pytest.raises(EngineError, match="damaged"):
        backups.projects_file(backup.name)
    another = backups.make("asked")
    assert another.name != backup.name, "nothing has changed, but what is there is no backup of it"
    assert backups.verify(another.name)
    path.unlink()
    assert backups.list() == (another,)
    with pytest.raises(EngineError, match="no backup"):
        backups.projects_file(backup.name)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', '{"format": 1, "made_at": 3}'])
def test_a_folder_whose_manifest_cannot_be_read_is_left_alone(storage: Storage, backups: Backups, text: str) -> None:
    fill(storage)
    odd = storage.folders.backups / "odd"
    odd.mkdir(parents=True)
    (odd / "manifest.json").write_text(text)
    backup = backups.make("asked")
    assert backups.list() == (backup,)
    assert odd.exists()


def test_a_damaged_database_is_told_and_leaves_no_backup(tmp_path: Path) -> None:
    folders = find_folders(tmp_path / "data")
    storage = open_storage(folders).storage
    fill(storage)
    storage.close()
    with folders.projects.open("r+b") as stream:
        stream.seek(-4096, os.SEEK_END)
        stream.write(b"\xff" * 4096)
    backups = Backups(folders, find_driver())
    with pytest.raises(EngineError, match="is damaged"):
        backups.make("asked")
    backups.close()
    assert nothing_left(folders.backups)


def test_everything_is_on_the_disk_before_it_counts(
    storage: Storage, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fill(storage)
    events: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        events.append("sync " + ("manifest" if path.suffix == ".tmp" else path.name.partition("-20")[0]))
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        events.append("rename " + ("manifest" if self.suffix == ".tmp" else self.name.partition("-20")[0]))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    rename(storage, made.project_id, "Other")
    backups.make("asked")
    assert events == [
        "sync projects.sqlite",
        "sync adapters.sqlite",
        "sync manifest",
        "rename manifest",
        "sync .making",
        "rename .making",
        "sync backups",
    ]


@pytest.mark.parametrize("mode", DRIVERS)
def test_backups_under_load_are_whole_and_hold_all_that_was_told(tmp_path: Path, mode: str) -> None:
    driver, work = DRIVERS[mode], Labelling(pictures=300)
    storage = open_storage(find_folders(tmp_path / "data"), driver=driver).storage
    work.begin(storage)
    done, stop = [0], threading.Event()

    def label() -> None:
        while not stop.is_set():
            work.step(storage, done[0] + 1)
            done[0] += 1

    worker = threading.Thread(target=label)
    worker.start()
    try:
        for _ in range(10):
            told = done[0]
            backup = storage.backups.make("asked")
            number = _steps(storage.folders.backups / backup.name / "projects.sqlite", driver)
            assert told <= number
            expected, _ = work.expected(number)
            assert _state(storage.folders.backups / backup.name / "projects.sqlite", driver) == expected
    finally:
        stop.set()
        worker.join()
        storage.close()


def _steps(path: Path, driver: Driver) -> int:
    with closing(connect(path, driver, "still")) as connection:
        assert problems(connection, thorough=True) == []
        return found(connection)[0]


def _state(path: Path, driver: Driver) -> object:
    with closing(connect(path, driver, "still")) as connection:
        return found(connection)[1]


WORK = Labelling(pictures=100)


def back_up_until_killed(folder: Path, words: Connection) -> None:
    """A child: changes something and makes a backup, again and again."""
    storage = open_storage(find_folders(folder)).storage
    with storage.read() as session:
        number = found(session.connection().connection.driver_connection)[0]
    while True:
        number += 1
        WORK.step(storage, number)
        words.send(storage.backups.make("asked").name)


def test_killed_in_the_middle_a_backup_is_whole_or_not_there(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    folders = find_folders(tmp_path / "data")
    storage = open_storage(folders).storage
    WORK.begin(storage)
    storage.close()
    killer, told = Killer([__name__], seed=5), set[str]()
    for _ in range(25):
        told |= set(killer.run(back_up_until_killed, folders.data, words=3))
        backups = Backups(folders, find_driver())
        names = {backup.name for backup in backups.list()}
        assert told <= names
        assert all(backups.verify(name) for name in names)
    storage = open_storage(folders).storage
    WORK.step(storage, 1 + _steps(folders.projects, find_driver()))
    storage.backups.make("asked")
    assert nothing_left(folders.backups, *(backup.name for backup in storage.backups.list())), (
        "what was cut off is gone"
    )
    storage.close()
    record_property("backup_kills", f"25 kills, {len(told)} backups told, all whole")
    print(f"backups: 25 kills, {len(told)} told, all whole")
