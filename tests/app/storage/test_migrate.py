"""Schemas: what the migrations make, what they do to old files, and what a failed or killed one leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from app.storage.database import ADAPTERS, PROJECTS, Kind, connect, make_engine
from app.storage.driver import find_driver
from app.storage.folders import Folders, find_folders
from app.storage.migrate import upgrade
from app.storage.opening import open_storage
from app.storage.restore import restore_project
from app.storage.schema import Placement, Project
from tests.app.storage.databases.make import HERE, make
from tests.app.storage.next_schema import STEPS, WATCH, next_kind
from tests.app.storage.stored_work import content, fill

RUN = """
import sys
from pathlib import Path
from app.storage.database import ADAPTERS
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from tests.app.storage.next_schema import next_kind
open_storage(find_folders(Path(sys.argv[1])), kinds=(next_kind(Path(sys.argv[2])), ADAPTERS))
"""


@pytest.fixture
def filled(tmp_path: Path) -> Folders:
    """A data folder that was closed."""
    folders = find_folders(tmp_path / "data")
    storage = open_storage(folders).storage
    fill(storage)
    storage.close()
    return folders


@pytest.mark.parametrize("kind", [PROJECTS, ADAPTERS], ids=lambda kind: kind.name)
def test_migrations_make_what_the_models_say(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "new.sqlite"
    upgrade(path, kind, find_driver())
    engine = make_engine(path, find_driver(), begin="BEGIN", size=1)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), kind.metadata) == []
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == kind.version
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == kind.application_id
    engine.dispose()


@pytest.mark.parametrize("old", sorted(HERE.glob("projects-*.sqlite")), ids=lambda path: path.stem)
def test_a_database_of_every_schema_so_far_is_opened(tmp_path: Path, old: Path) -> None:
    folders = _kept(tmp_path, old)
    opened = open_storage(folders)
    assert opened.notices == ()
    names = [project.name for project in opened.storage.backups.make("asked").projects]
    assert names == ["Animals", "Plants"]
    with opened.storage.read() as session:
        for mapper in PROJECTS.metadata.sorted_tables:
            assert session.execute(mapper.select()).all(), f"{mapper.name} holds something"
    assert opened.storage.write(lambda unit: unit.redo(1)).value is not None
    opened.storage.close()


def test_projects_of_the_first_schema_have_typed_nothing_and_kept_nothing(tmp_path: Path) -> None:
    folders = _kept(tmp_path, HERE / "projects-1.sqlite")
    before = content(folders.projects)
    storage = open_storage(folders).storage
    with storage.read() as session:
        assert [row.typed_names for row in session.query(Project)] == [[], []]
        assert {row.kept for row in session.query(Placement)} == {False}
    storage.write(lambda unit: unit.undo(1))
    storage.close()
    after = content(folders.projects)
    assert [row[:-1] for row in after["project"]] == before["project"]
    assert len(after["placement"]) == len(before["placement"])


def test_a_project_comes_back_out_of_a_backup_of_the_first_schema(tmp_path: Path) -> None:
    storage = open_storage(_kept(tmp_path, HERE / "projects-1.sqlite")).storage
    backup = storage.backups.list()[0]
    assert (backup.reason, backup.version) == ("before-migration", 1)
    uid = next(project.uid for project in backup.projects if project.name == "Animals")
    back = restore_project(storage, backup.name, uid, lambda session, name: f"{name} again").value
    with storage.read() as session:
        row = session.get_one(Project, back.project_id)
        assert (row.name, row.typed_names) == ("Animals again", [])
    storage.close()


def test_the_kept_databases_are_of_every_schema(tmp_path: Path) -> None:
    made = {f"{kind.name}-{number}.sqlite" for kind in (PROJECTS, ADAPTERS) for number in range(1, kind.version + 1)}
    assert {path.name for path in HERE.glob("*.sqlite")} == made
    make(tmp_path)
    newest = f"projects-{PROJECTS.version}.sqlite"
    counts = [{table: len(rows) for table, rows in content(folder / newest).items()} for folder in (tmp_path, HERE)]
    assert counts[0] == counts[1], "the newest one is as `make` makes it"


def test_an_old_file_is_backed_up_and_brought_up_to_date(tmp_path: Path, filled: Folders) -> None:
    before = content(filled.projects)
    newer = next_kind(tmp_path / "migrations")
    opened = open_storage(filled, kinds=(newer, ADAPTERS))
    backup = opened.storage.backups.list()[0]
    opened.storage.close()
    assert (backup.reason, backup.version) == ("before-migration", PROJECTS.version)
    assert content(filled.backups / backup.name / "projects.sqlite") == before
    assert _number(filled.projects) == newer.version
    assert [row[:-1] for row in content(filled.projects)["project"]] == before["project"]


@pytest.mark.parametrize("at", range(1, len(STEPS) + 1))
def test_a_failed_migration_leaves_everything_as_it_was(tmp_path: Path, filled: Folders, at: int) -> None:
    before = content(filled.projects)
    broken = next_kind(tmp_path / "migrations", (*STEPS[:at], "INSERT INTO nothing VALUES (1)"))
    with pytest.raises(DBAPIError):
        open_storage(filled, kinds=(broken, ADAPTERS))
    assert content(filled.projects) == before
    assert _number(filled.projects) == PROJECTS.version
    opened = open_storage(filled)
    assert opened.notices == ()
    opened.storage.close()


def test_a_migration_that_breaks_references_is_taken_back(tmp_path: Path, filled: Folders) -> None:
    before = content(filled.projects)
    broken = next_kind(tmp_path / "migrations", ("DELETE FROM picture",))
    with pytest.raises(RuntimeError, match="broke references"):
        open_storage(filled, kinds=(broken, ADAPTERS))
    assert content(filled.projects) == before


@pytest.mark.parametrize("at", range(len(STEPS)))
def test_a_killed_migration_leaves_everything_as_it_was(tmp_path: Path, filled: Folders, at: int) -> None:
    before = content(filled.projects)
    reading, writing = os.pipe()
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, str(filled.data), str(tmp_path / "child")],
        env={**os.environ, WATCH: str(writing)},
        stdin=subprocess.PIPE,
        pass_fds=[writing],
    )
    os.close(writing)
    assert child.stdin is not None
    with os.fdopen(reading) as words:
        while words.readline() != f"{at}\n":
            child.stdin.write(b"\n")
            child.stdin.flush()
    child.kill()
    child.communicate()
    opened = open_storage(filled)
    assert opened.notices == ()
    opened.storage.close()
    assert content(filled.projects) == before
    newer = open_storage(filled, kinds=(next_kind(tmp_path / "migrations"), ADAPTERS))
    assert newer.notices == ()
    newer.storage.close()
    assert _number(filled.projects) == PROJECTS.version + 1


def test_an_up_to_date_folder_opens_without_alembic(filled: Folders) -> None:
    code = (
        "import sys; from pathlib import Path; from app.storage.folders import find_folders;"
        "from app.storage.opening import open_storage;"
        "open_storage(find_folders(Path(sys.argv[1]))).storage.close();"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(filled.data)], check=True)


def _kept(tmp_path: Path, old: Path) -> Folders:
    """A data folder with the projects `old` and the adapters of that time."""
    number = min(int(old.stem.removeprefix("projects-")), ADAPTERS.version)
    folders = find_folders(tmp_path / "data")
    folders.data.mkdir()
    shutil.copyfile(old, folders.projects)
    shutil.copyfile(HERE / f"adapters-{number}.sqlite", folders.adapters)
    return folders


def _number(path: Path) -> int:
    with closing(connect(path, find_driver())) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
