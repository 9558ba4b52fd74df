"""The unit of work's contract, acts, and writing from several sides at once."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app.storage.database import PROJECTS, Database
from app.storage.driver import find_driver
from app.storage.journal import Journal
from app.storage.schema import JOURNALED, Act, ClassRow, Project, Setting
from app.storage.storage import Storage
from app.storage.unit_of_work import DEPTH, UnitOfWork
from mmrl_engine.errors import EngineError
from tests.app.storage.stored_work import fill, name_of, rename

KEY = "counter"


@pytest.fixture
def database(storage: Storage) -> Database:
    """A second way into the same file, to use the unit of work itself."""
    return Database(storage.folders.projects, PROJECTS, find_driver(), prepare=_journal().install)


def _journal() -> Journal:
    return Journal(PROJECTS.metadata, JOURNALED)


def _value(storage: Storage) -> int | None:
    with storage.read() as session:
        row = session.get(Setting, KEY)
        return None if row is None else int(row.value["value"])


def test_what_is_committed_is_there(storage: Storage, database: Database) -> None:
    with UnitOfWork(database.write_sessions, _journal()) as unit:
        unit.session.add(Setting(key=KEY, value={"value": 1}))
        unit.commit()
    assert _value(storage) == 1
    database.close()


def test_what_is_not_committed_is_gone(storage: Storage, database: Database) -> None:
    with UnitOfWork(database.write_sessions, _journal()) as unit:
        unit.session.add(Setting(key=KEY, value={"value": 1}))
        unit.session.flush()
    assert _value(storage) is None
    database.close()


def test_an_error_takes_everything_back(storage: Storage, database: Database) -> None:
    def fail(unit: UnitOfWork) -> None:
        unit.session.add(Setting(key=KEY, value={"value": 1}))
        unit.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), UnitOfWork(database.write_sessions, _journal()) as unit:
        fail(unit)
    with pytest.raises(ZeroDivisionError):
        storage.write(fail)
    assert _value(storage) is None
    database.close()


def test_a_write_tells_what_it_changed(storage: Storage) -> None:
    made = fill(storage)
    written = storage.write(lambda unit: unit.session.execute(update(ClassRow).values(color="#ffffff")))
    assert {(change.table, change.project_id) for change in written.changes} == {("class", made.project_id)}
    assert all(change.new == {"color": "#ffffff"} for change in written.changes)
    assert written.act is None


def test_a_row_that_replaces_another_is_told_as_its_deletion_and_its_making(storage: Storage) -> None:
    made = fill(storage)
    statement = text(
        "INSERT OR REPLACE INTO class SELECT id, uid, project_id, 'lynx', 'lynx', words, color, position, absorbed,"
        " created_at FROM class WHERE name = 'dog'"
    )

    def work(unit: UnitOfWork) -> None:
        unit.session.execute(statement)
        unit.act(made.project_id, "class-renamed")

    written = storage.write(work)
    assert [(change.old is None, change.new is None) for change in written.changes] == [(False, True), (True, False)]
    storage.write(lambda unit: unit.undo(made.project_id))
    with storage.read() as session:
        assert set(session.scalars(select(ClassRow.name))) == {"cat", "dog"}


def test_no_more_than_a_hundred_acts_are_kept(storage: Storage) -> None:
    made = fill(storage)
    for number in range(DEPTH + 5):
        rename(storage, made.project_id, f"Name {number}")
    with storage.read() as session:
        assert session.scalar(select(func.count()).select_from(Act)) == DEPTH


def test_an_act_goes_on_over_several_transactions(storage: Storage) -> None:
    made = fill(storage)
    first = storage.write(lambda unit: _name_classes(unit, made.project_id, "#111111"))
    assert first.act is not None
    act_id = first.act.id

    def more(unit: UnitOfWork) -> bool:
        unit.session.get_one(Project, made.project_id).template = "the {}"
        return unit.extend(act_id, count=7)

    second = storage.write(more)
    assert second.value
    assert second.act is not None
    assert (second.act.id, second.act.params["count"]) == (act_id, 7)
    assert storage.write(lambda unit: unit.undo(made.project_id)).value == second.act
    with storage.read() as session:
        assert session.get_one(Project, made.project_id).template == "a {}"
        assert set(session.scalars(select(ClassRow.color))) == {"#102030"}
    assert not storage.write(more).value, "an act that was undone does not go on"


def test_an_act_that_goes_on_after_another_is_a_new_one(storage: Storage) -> None:
    made = fill(storage)
    first = storage.write(lambda unit: _name_classes(unit, made.project_id, "#111111"))
    assert first.act is not None
    act_id = first.act.id
    rename(storage, made.project_id, "Beasts")

    def more(unit: UnitOfWork) -> bool:
        unit.session.get_one(Project, made.project_id).name = "Beasts of today"
        return unit.extend(act_id, more=True)

    written = storage.write(more)
    assert written.value
    assert written.act is not None
    assert written.act.id > act_id
    assert (written.act.code, written.act.params) == ("recolored", {"count": 1, "more": True})
    names = []
    for _ in range(3):
        storage.write(lambda unit: unit.undo(made.project_id))
        names.append(name_of(storage, made.project_id))
    assert names == ["Beasts", "Animals", "Animals"]


def test_an_act_that_goes_on_ends_what_could_be_redone(storage: Storage) -> None:
    made = fill(storage)
    first = storage.write(lambda unit: _name_classes(unit, made.project_id, "#111111"))
    assert first.act is not None
    act_id = first.act.id
    rename(storage, made.project_id, "Beasts")
    storage.write(lambda unit: unit.undo(made.project_id))

    def more(unit: UnitOfWork) -> bool:
        unit.session.get_one(Project, made.project_id).template = "the {}"
        return unit.extend(act_id)

    assert storage.write(more).act == first.act
    assert storage.write(lambda unit: unit.redo(made.project_id)).value is None


def _name_classes(unit: UnitOfWork, project_id: int, color: str) -> None:
    unit.session.execute(update(ClassRow).values(color=color))
    unit.act(project_id, "recolored", count=1)


def test_many_readers_do_not_wait_for_each_other(storage: Storage) -> None:
    made = fill(storage)
    together = threading.Barrier(12, timeout=60)
    names: list[str] = []

    def read() -> None:
        with storage.read() as session:
            name = session.get_one(Project, made.project_id).name
            together.wait()
            names.append(name)

    threads = [threading.Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["Animals"] * 12


def test_a_reader_cannot_write(storage: Storage) -> None:
    made = fill(storage)
    with pytest.raises(EngineError, match="may not be written"), storage.read() as session:
        session.execute(update(Project).values(name="other"))
    assert name_of(storage, made.project_id) == "Animals"


THREADS, TIMES = 6, 30


def _count(session: Session) -> None:
    """Reads, then writes what it read and one more."""
    row = session.get(Setting, KEY)
    value = 0 if row is None else int(row.value["value"])
    if row is None:
        session.add(Setting(key=KEY, value={"value": value + 1}))
    else:
        row.value = {"value": value + 1}


def count_in_another_process(path: Path, together: Barrier) -> None:
    """A child: counts on the same file."""
    database = Database(path, PROJECTS, find_driver())
    together.wait()
    for _ in range(TIMES):
        with database.write_sessions.begin() as session:
            _count(session)
    database.close()


def test_no_update_is_lost_between_threads_and_another_process(
    storage: Storage, record_property: Callable[[str, object], None]
) -> None:
    def count() -> None:
        for _ in range(TIMES):
            storage.write(lambda unit: _count(unit.session))

    spawning = multiprocessing.get_context("spawn")
    together = spawning.Barrier(2, timeout=60)
    other = spawning.Process(target=count_in_another_process, args=(storage.folders.projects, together), daemon=True)
    threads = [threading.Thread(target=count) for _ in range(THREADS)]
    other.start()
    together.wait()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.join()
    assert other.exitcode == 0
    assert _value(storage) == (THREADS + 1) * TIMES
    record_property("lost_updates", f"0 of {(THREADS + 1) * TIMES}")
    print(f"lost updates: 0 of {(THREADS + 1) * TIMES}")
