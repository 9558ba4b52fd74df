"""A full disk under everything that storage writes: what was there stays, it is told, and work goes on afterwards."""

from __future__ import annotations

import errno
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from app.storage.database import ADAPTERS, PROJECTS, Kind
from app.storage.driver import Driver
from app.storage.folders import Folders, find_folders
from app.storage.opening import open_storage
from app.storage.restore import restore_project
from app.storage.schema import Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from tests.app.storage.drivers import DRIVERS, WITH_LOG
from tests.app.storage.labelling import Labelling
from tests.app.storage.next_schema import next_kind
from tests.app.storage.recording_vfs import RecordingVfs
from tests.app.storage.stored_work import content, fill, rename, sections

PAGE = 4096
# pysqlite3 does not say why it cannot copy a database; the reason is then in the sentence.
FULL = {"storage-disk-full", "file-disk-full", "storage-not-written"}
WORK = Labelling(pictures=300, share=0.9)
Write = Callable[[Storage], object]


def _adapter(storage: Storage) -> None:
    storage.adapters.put(bytes(20 * PAGE))


def _restore(storage: Storage) -> None:
    backup = storage.backups.list()[-1]
    restore_project(storage, backup.name, backup.projects[0].uid, lambda session, name: f"{name} again")


def _back_up(storage: Storage) -> None:
    storage.backups.make("asked")


def _act(storage: Storage) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.execute(update(Placement).values(name=Placement.name + "x" * 300))
        unit.act(1, "renamed")

    storage.write(work)


WRITERS: dict[str, Write] = {"act": _act, "adapter": _adapter, "restoring": _restore, "backup": _back_up}


def _tree(folders: Folders) -> set[str]:
    """The files and folders that are not SQLite's passing ones, pictures and the mark left out."""
    found = {str(path.relative_to(folders.data)) for path in folders.data.rglob("*")}
    passing = ("-wal", "-shm", "-journal")
    return {
        name for name in found if not name.endswith(passing) and not name.startswith(("pictures", "cache", "running"))
    }


def _state(folders: Folders) -> object:
    return content(folders.projects), sections(folders.adapters), _tree(folders)


def _refusal(call: Callable[[], object]) -> set[str]:
    """The codes of what a call told instead of doing its work; none where it did it."""
    try:
        call()
    except EngineError as error:
        return {notice.code for notice in error.notices}
    return set()


@pytest.mark.parametrize("mode", DRIVERS)
@pytest.mark.parametrize("name", WRITERS)
def test_a_write_that_finds_no_room_changes_nothing(
    tmp_path: Path, name: str, mode: str, record_property: Callable[[str, object], None]
) -> None:
    folders, write, refused = find_folders(tmp_path / "data"), WRITERS[name], 0
    with RecordingVfs(DRIVERS[mode]) as vfs:
        storage = _begun(folders, DRIVERS[mode])
        for room in itertools.count(0, 3 * PAGE):
            before, vfs.room = _state(folders), room
            codes = _refusal(partial(write, storage))
            vfs.room = None
            if not codes:
                break
            assert codes <= FULL
            assert _state(folders) == before or name == "restoring"
            refused += 1
        assert refused > 1
        assert _state(folders) != before
        assert name != "act" or storage.write(lambda unit: unit.undo(1)).value is not None
        storage.close()
    record_property(f"full_disk_{name}_{mode}", f"{refused} times full, nothing changed")
    print(f"full disk, {name}, {mode}: {refused} times full, nothing changed")


def _begun(folders: Folders, driver: Driver) -> Storage:
    storage = open_storage(folders, driver=driver).storage
    WORK.begin(storage)
    fill(storage)
    storage.backups.make("asked")
    rename(storage, 2, "Later")
    storage.adapters.put(b"later")
    return storage


def test_restoring_on_a_full_disk_brings_no_half_project(tmp_path: Path) -> None:
    folders = find_folders(tmp_path / "data")
    with RecordingVfs(WITH_LOG) as vfs:
        storage = _begun(folders, WITH_LOG)
        storage.backups.make("asked")  # so that restoring needs none
        before = content(folders.projects)
        for room in itertools.count(0, 3 * PAGE):
            vfs.room = room
            codes = _refusal(partial(_restore, storage))
            vfs.room = None
            if not codes:
                break
            assert content(folders.projects) == before
        assert len(content(folders.projects)["project"]) == 3
        storage.close()


def _open_new(folders: Folders, kinds: tuple[Kind, Kind]) -> None:
    open_storage(folders, driver=WITH_LOG, kinds=(PROJECTS, ADAPTERS)).storage.close()


def _open_older(folders: Folders, kinds: tuple[Kind, Kind]) -> None:
    open_storage(folders, driver=WITH_LOG, kinds=kinds).storage.close()


def _damage(folders: Folders) -> None:
    for path in (folders.projects, folders.adapters):
        data = path.read_bytes()
        path.write_bytes(data[:PAGE] + bytes(PAGE) + data[2 * PAGE :])


OPENINGS = {"new": (None, _open_new), "older": (lambda folders: None, _open_older), "damaged": (_damage, _open_new)}


@pytest.mark.parametrize("name", OPENINGS)
def test_an_opening_that_finds_no_room_can_be_tried_again(tmp_path: Path, name: str) -> None:
    folders = find_folders(tmp_path / "data")
    kinds = (next_kind(tmp_path / "migrations"), ADAPTERS)
    spoil, opening = OPENINGS[name]
    refused = 0
    with RecordingVfs(WITH_LOG) as vfs:
        if spoil is not None:
            storage = open_storage(folders, driver=WITH_LOG).storage
            fill(storage)
            storage.close()
            spoil(folders)
        allowed = _tree(folders) if folders.data.exists() else set()
        for room in itertools.count(0, 4 * PAGE):
            vfs.room = room
            codes = _refusal(partial(opening, folders, kinds))
            vfs.room = None
            if not codes:
                break
            assert codes <= FULL
            refused += 1
            left = _tree(folders) - allowed - {"projects.sqlite", "adapters.sqlite"}
            assert not any(name.endswith(".new") or ".making" in name for name in left)
    assert refused > 1
    again = open_storage(folders, kinds=kinds)
    assert again.notices == ()
    again.storage.close()


def test_a_disk_that_is_full_only_when_files_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = find_folders(tmp_path / "data")
    storage = _begun(folders, WITH_LOG)
    fsync, refused = os.fsync, 0
    for allowed in itertools.count():
        left, before = itertools.count(allowed, -1), _tree(folders)

        def limited(descriptor: int, left: itertools.count[int] = left) -> None:
            if next(left) <= 0:
                raise OSError(errno.ENOSPC, "no space left")
            fsync(descriptor)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", limited)
            codes = _refusal(partial(_back_up, storage))
        if not codes:
            break
        assert codes <= FULL
        refused += 1
        made = _tree(folders) - before
        assert not made or refused == 4, "only one sync comes after a backup counts: that of the folder it is in"
    assert refused == 4
    storage.close()


IN_A_CHILD = """
import json, resource, signal, sys
from pathlib import Path
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from mmrl_engine.errors import EngineError
from tests.app.storage.labelling import Labelling
from tests.app.storage.stored_work import fill, rename

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folders = find_folders(Path(sys.argv[1]))
storage = open_storage(folders).storage
work = Labelling(pictures=500, share=0.9)
work.begin(storage)
storage.backups.make("asked")
said = []

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def attempt(name, call):
    try:
        call()
    except EngineError as error:
        said.append([name, [notice.code for notice in error.notices]])
        return False
    return True

number = 1
limit(2_000_000)
while attempt("step", lambda: work.step(storage, number)):
    number += 1
limit(50_000)
attempt("backup", lambda: storage.backups.make("asked"))
attempt("adapter", lambda: storage.adapters.put(bytes(10_000_000)))
attempt("picture", lambda: storage.pictures.keep(storage.pictures.stage_bytes(bytes(100_000))))
storage.close()
limit(resource.RLIM_INFINITY)
storage = open_storage(folders).storage
work.step(storage, number)
assert len(storage.backups.list()) == 1
storage.backups.make("asked")
storage.close()
print(json.dumps([number, said]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of a process's own on the size of files")
def test_a_real_limit_of_the_system_on_files(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_CHILD, str(tmp_path / "data")], capture_output=True, text=True, check=True
    )
    number, said = json.loads(done.stdout)
    assert number > 1
    assert [name for name, _ in said] == ["step", "backup", "adapter", "picture"]
    known = {"storage-not-written", "storage-disk-full", "file-not-written", "file-disk-full"}
    assert {code for _, codes in said for code in codes} <= known
    left = {path.name for path in (tmp_path / "data").iterdir()}
    assert left == {"projects.sqlite", "adapters.sqlite", "backups", "pictures"}
    assert not list((tmp_path / "data" / "backups").glob(".*"))
    assert not [path for path in (tmp_path / "data" / "pictures").rglob("*") if path.is_file()]
