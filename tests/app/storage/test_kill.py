"""Killed (SIGKILL) at any moment: what was told to be done is there, whole, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.storage.checks import find_orphans, problems
from app.storage.database import connect
from app.storage.driver import find_driver
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from tests.app.storage.killing import Killer
from tests.app.storage.labelling import PROJECT, Labelling, found, list_of

WORK = Labelling(pictures=80)
KILLS = 50  # in each of the four parts below, so that two processes can share them


def work_until_killed(folder: Path, words: Connection) -> None:
    """A child: does step after step, and tells each once it is done."""
    storage = open_storage(find_folders(folder)).storage
    number = _steps(storage)
    while True:
        number += 1
        WORK.step(storage, number)
        words.send(number)


@pytest.mark.parametrize("part", range(4))
def test_no_told_step_is_lost(tmp_path: Path, part: int, record_property: Callable[[str, object], None]) -> None:
    folder = tmp_path / "data"
    storage = open_storage(find_folders(folder)).storage
    WORK.begin(storage)
    storage.close()
    killer = Killer([__name__, "app.storage.migrate"], seed=part)
    last = 0
    for _ in range(KILLS):
        told = killer.run(work_until_killed, folder)
        number = _check(folder)
        assert number >= max([last, *told])
        assert number <= max([last, *told]) + 1
        last = number
    assert last > KILLS, "the children came to work"
    _undo_and_redo_everything(folder, last)
    record_property("kills", f"{KILLS} kills, {last} steps, 0 lost, 0 damaged")
    print(f"kill: {KILLS} kills, {last} steps, 0 lost, 0 damaged")


def _check(folder: Path) -> int:
    """How many steps the killed child did, all that belongs to them being there."""
    with closing(connect(folder / "projects.sqlite", find_driver())) as connection:
        assert problems(connection, thorough=True) == []
        assert find_orphans(connection) == ()
        number, state, undone = found(connection)
    expected, past = WORK.expected(number)
    assert (state, undone) == (expected, list_of(past))
    return number


def _undo_and_redo_everything(folder: Path, number: int) -> None:
    opened = open_storage(find_folders(folder))
    assert opened.notices == (), "an end by force leaves nothing to tell"
    _, past = WORK.expected(number)
    while opened.storage.write(lambda unit: unit.undo(PROJECT)).value:
        pass
    assert _state(opened.storage) == past.acts[0][0]
    while opened.storage.write(lambda unit: unit.redo(PROJECT)).value:
        pass
    assert _state(opened.storage) == past.acts[-1][1]
    opened.storage.close()


def _state(storage: Storage) -> object:
    with storage.read() as session:
        return found(session.connection().connection.driver_connection)[1]


def _steps(storage: Storage) -> int:
    with storage.read() as session:
        return found(session.connection().connection.driver_connection)[0]
