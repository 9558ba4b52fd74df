"""What the program does for its data folder unasked."""

from __future__ import annotations

import os
import time
from pathlib import Path

from app.services.backups import BackupsService
from app.services.settings import Settings
from app.services.upkeep import COLLECT_SECONDS, Upkeep
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from tests.app.filled import filled_project
from tests.app.storage.stored_work import fill

TWO_DAYS = 2 * 24 * 3600.0


class Clock:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def make(storage: Storage, clock: Clock, *recover: object) -> Upkeep:
    steps = [step for step in recover if callable(step)]
    return Upkeep(storage, BackupsService(storage), Settings(storage), steps, clock=clock)


def old_picture(storage: Storage) -> str:
    """A picture that nothing needs and that has lain there for two days; its hash."""
    staged = storage.pictures.stage_bytes(b"nobody's")
    storage.pictures.keep(staged)
    path, then = storage.pictures.path(staged.sha256), time.time() - TWO_DAYS
    os.utime(path, (then, then))
    return staged.sha256


def test_the_beginning_recovers_in_order_and_tells_what_failed(storage: Storage) -> None:
    done: list[str] = []

    def fail() -> None:
        done.append("second")
        raise EngineError.of("storage-disk-full", path="projects.sqlite")

    upkeep = make(storage, Clock(), lambda: done.append("first"), fail, lambda: done.append("third"))
    assert [item.code for item in upkeep.begin()] == ["storage-disk-full"]
    assert done == ["first", "second", "third"]


def test_copies_that_were_never_kept_are_gone_after_the_beginning(storage: Storage) -> None:
    staged = storage.pictures.stage_bytes(b"half an import")
    make(storage, Clock()).begin()
    assert not staged.path.exists()


def test_a_tick_makes_a_backup_when_one_is_due(storage: Storage, tmp_path: Path) -> None:
    upkeep = make(storage, Clock())
    filled_project(storage, tmp_path / "given", {"red": 1})
    assert upkeep.tick() == ()
    assert len(storage.backups.list()) == 1
    upkeep.tick()
    assert len(storage.backups.list()) == 1


def test_garbage_is_collected_once_a_day(storage: Storage) -> None:
    clock = Clock()
    upkeep = make(storage, clock)
    first = old_picture(storage)
    upkeep.tick()
    assert not storage.pictures.has(first)
    second = old_picture(storage)
    clock.now = COLLECT_SECONDS - 1
    upkeep.tick()
    assert storage.pictures.has(second)
    clock.now = COLLECT_SECONDS
    upkeep.tick()
    assert not storage.pictures.has(second)


def test_what_a_backup_lacks_is_told(storage: Storage) -> None:
    made = fill(storage)
    storage.adapters.delete([made.section], before="9")
    assert [item.code for item in make(storage, Clock()).tick()] == ["backup-adapters-missing"]


def test_what_a_backup_lacks_is_told_at_a_restoring_too(storage: Storage) -> None:
    made, service = fill(storage), BackupsService(storage)
    backup = service.make()
    other = fill(storage, "Plants")
    storage.adapters.delete([other.section], before="9")
    change = service.restore(backup=backup.name, uid=made.uid)
    assert [item.code for item in change.notices] == ["backup-adapters-missing"]
