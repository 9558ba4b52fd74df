"""Brings one project back out of a backup, beside what is there today."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from app.storage.columns import now
from app.storage.database import PROJECTS, connect, settle
from app.storage.driver import Driver
from app.storage.durable import files_told
from app.storage.errors import DamagedValueError, told
from app.storage.journal import Values, named_pictures, unpack
from app.storage.renumber import TABLES, ProjectRows, Renumbering
from app.storage.storage import Storage, Written
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

_CHUNK = 500  # values in one statement
# What was going on when the backup was made is not going on in the project that comes back.
_AT_REST = {
    "run": {"waiting": "cut_off", "running": "cut_off", "paused": "cut_off"},
    "folder_run": {"running": "stopped"},
    "copy_run": {"running": "stopped"},
}


@dataclass(frozen=True, slots=True)
class Restored:
    """The project that came back.

    Attributes:
        pictures_missing, adapters_missing: how many of its picture files and adapters are neither here nor in a backup.
        notices: what the backup of today's state has to tell.
    """

    project_id: int
    name: str
    pictures_missing: int
    adapters_missing: int
    notices: tuple[Notice, ...] = ()


def restore_project(
    storage: Storage, backup: str, uid: str, naming: Callable[[Session, str], str]
) -> Written[Restored]:
    """Copies the project `uid` out of the backup as a new project; what is there today is backed up and not touched.

    Args:
        naming: makes the new project's name from the old one.

    Raises:
        EngineError: the backup is missing, damaged or of a newer version, or holds no such project; the disk is full.
    """
    with _readable(storage, backup) as path:
        found = _read_project(path, uid, storage.driver)
    if found is None:
        raise EngineError.of("backup-no-project", name=backup)
    adapters_missing = _bring_sections(storage, found)  # first: the next backup may thin out the one that holds them
    today = storage.backups.make("before-restore")
    pictures_missing = sum(not storage.pictures.has(sha256) for sha256 in _copied_pictures(found))

    def work(unit: UnitOfWork) -> Restored:
        name = naming(unit.session, str(found.project["name"]))
        project_id = _insert(unit.session.connection(), found, name)
        return Restored(project_id, name, pictures_missing, adapters_missing, today.notices)

    return storage.write(work)


@contextmanager
def _readable(storage: Storage, backup: str) -> Iterator[Path]:
    """The backup's file, or a copy of it that was brought to today's schema."""
    version = storage.backups.find(backup).version
    if version > PROJECTS.version:
        raise EngineError.of("backup-newer", name=backup, found=version, known=PROJECTS.version)
    path = storage.backups.projects_file(backup)
    if version == PROJECTS.version:
        yield path
        return
    with files_told(storage.folders.cache), _scratch(storage.folders.cache) as folder:
        copy = folder / path.name
        shutil.copyfile(path, copy)
        with told(copy):
            # As where a file is opened: Alembic is slow to import, and rarely needed.
            from app.storage.migrate import upgrade

            upgrade(copy, PROJECTS, storage.driver)
            settle(copy, storage.driver)
        yield copy


@contextmanager
def _scratch(cache: Path) -> Iterator[Path]:
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="restore-") as folder:
        yield Path(folder)


def _read_project(path: Path, uid: str, driver: Driver) -> ProjectRows | None:
    with told(path), closing(connect(path, driver, "still")) as connection:
        connection.row_factory = driver.module.Row
        projects = _select(connection, "SELECT * FROM project WHERE uid = ?", (uid,))
        if not projects:
            return None
        rows = {
            name: _select(connection, f'SELECT * FROM "{name}" WHERE {condition} ORDER BY id', (projects[0]["id"],))
            for name, condition in _owned_tables().items()
        }
        rows = {"project": projects, **rows}
        _drop_damaged_acts(rows)
        return ProjectRows(rows, _pictures(connection, rows))


def _owned_tables() -> dict[str, str]:
    """For every table whose rows go with a project, parents first, the condition for those of the project `?`."""
    owned: dict[str, str] = {}
    for table in PROJECTS.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.ondelete == "CASCADE":
                parent = key.column.table.name
                inner = "?" if parent == "project" else f'SELECT id FROM "{parent}" WHERE {owned[parent]}'
                owned[table.name] = f'"{key.parent.name}" IN ({inner})'
    return owned


def _drop_damaged_acts(rows: dict[str, list[Values]]) -> None:
    """Acts that cannot be read cannot be undone, and neither can those before them."""
    last = 0
    for part in rows["act_part"]:
        try:
            unpack(part["changes"])
        except DamagedValueError:
            last = max(last, part["act_id"])
    rows["act"] = [act for act in rows["act"] if act["id"] > last]
    rows["act_part"] = [part for part in rows["act_part"] if part["act_id"] > last]


def _pictures(connection: Any, rows: dict[str, list[Values]]) -> list[Values]:
    wanted = {str(row["sha256"]) for row in rows["placement"]}
    for part in rows["act_part"]:
        wanted |= named_pictures(unpack(part["changes"]))
    found = []
    for chunk in _chunks(sorted(wanted)):
        places = ", ".join("?" * len(chunk))
        found += _select(connection, f"SELECT * FROM picture WHERE sha256 IN ({places})", chunk)
    return found


def _select(connection: Any, statement: str, values: Sequence[object]) -> list[Values]:
    return [dict(row) for row in connection.execute(statement, values)]


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    left = iter(values)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _bring_sections(storage: Storage, found: ProjectRows) -> int:
    """Stores the adapters' tensors that are missing or damaged today; how many no backup has either."""
    named = {str(row["section_sha256"]) for row in found.rows["adapter"]}
    missing = {sha256 for sha256 in named if not storage.adapters.verify(sha256)}
    for sha256, data in storage.backups.sections(missing):
        storage.adapters.put(data)
        missing = missing - {sha256}
    return len(missing)


def _copied_pictures(found: ProjectRows) -> set[str]:
    """Pictures whose files lie in the data folder; others lie where the person has them."""
    return {str(row["sha256"]) for row in found.rows["placement"] if not row["in_place"]}


def _insert(connection: Connection, found: ProjectRows, name: str) -> int:
    numbering = Renumbering(found.rows, _last_ids(connection))
    rows = numbering.rows()
    project = rows["project"][0]
    project |= {"name": name, "trashed_at": None, "opened_at": now()}
    _add(connection, TABLES["picture"], found.pictures)
    for table, listed in rows.items():
        resting = _AT_REST.get(table, {})
        _add(connection, TABLES[table], [_rested(row, resting) for row in listed])
    for table, highest in numbering.highest().items():
        _give_out(connection, table, highest)
    return int(project["id"])


def _rested(row: Values, resting: dict[str, str]) -> Values:
    return row | {"state": resting[row["state"]]} if row.get("state") in resting else row


def _add(connection: Connection, table: Table, rows: list[Values]) -> None:
    if not rows:
        return
    columns = [column.name for column in table.columns]
    listed = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" * len(columns))
    doubles = "OR IGNORE " if table.name == "picture" else ""  # another project may have the picture already
    statement = f'INSERT {doubles}INTO "{table.name}" ({listed}) VALUES ({places})'
    connection.exec_driver_sql(statement, [tuple(row[column] for column in columns) for row in rows])


def _last_ids(connection: Connection) -> dict[str, int]:
    return {str(name): int(last) for name, last in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def _give_out(connection: Connection, table: str, highest: int) -> None:
    """Ids up to `highest` are never given to other rows: acts may bring rows with them back."""
    if table in _last_ids(connection):
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (highest, table))
    else:
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, highest))
