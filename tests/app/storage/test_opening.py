"""Opening a data folder: new, clean, cut off, of a newer version, or not to be written."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.storage import checks
from app.storage.database import connect
from app.storage.driver import find_driver
from app.storage.folders import Folders, find_folders
from app.storage.opening import open_storage
from mmrl_engine.errors import EngineError
from tests.app.storage.stored_work import content, fill, name_of, rename

AS_ANYBODY = """
import sys
from pathlib import Path
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from mmrl_engine.errors import EngineError
try:
    open_storage(find_folders(Path(sys.argv[1])))
except EngineError as error:
    print(*(notice.code for notice in error.notices))
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A data folder with two projects, which was closed."""
    found = find_folders(tmp_path / "data")
    storage = open_storage(found).storage
    fill(storage, "Animals")
    fill(storage, "Plants")
    storage.close()
    return found


def _run(path: Path, statement: str) -> None:
    with closing(connect(path, find_driver())) as connection:
        connection.execute(statement)


def test_a_new_folder_holds_only_what_belongs_there(tmp_path: Path) -> None:
    folders = find_folders(tmp_path / "some" / "where")
    opened = open_storage(folders)
    assert opened.notices == ()
    assert not opened.storage.read_only
    opened.storage.close()
    assert {path.name for path in folders.data.iterdir()} == {"projects.sqlite", "adapters.sqlite"}


@pytest.mark.parametrize("name", ["100 % & more?", "a#b", "päivä 🐦"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    folders = find_folders(tmp_path / name)
    storage = open_storage(folders).storage
    made = fill(storage)
    storage.backups.make("asked")
    storage.close()
    again = open_storage(folders)
    assert again.notices == ()
    assert name_of(again.storage, made.project_id) == "Animals"
    again.storage.close()
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_closing_twice_is_closing_once(folders: Folders) -> None:
    storage = open_storage(folders).storage
    storage.close()
    storage.close()


def test_only_after_an_end_by_force_everything_is_checked(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    thorough: list[bool] = []
    problems = checks.problems

    def noted(connection: object, *, thorough: bool) -> list[str]:
        kinds.append(thorough)
        return problems(connection, thorough=thorough)

    kinds = thorough
    monkeypatch.setattr(checks, "problems", noted)
    cut_off = open_storage(folders).storage
    assert set(kinds) == {False}
    kinds.clear()
    after = open_storage(folders).storage  # the first one has not ended
    assert set(kinds) >= {True}
    kinds.clear()
    cut_off.close()
    after.close()
    open_storage(folders).storage.close()
    assert set(kinds) == {False}


def test_damage_that_is_met_at_work_is_looked_for_at_the_next_start(folders: Folders) -> None:
    storage = open_storage(folders).storage
    root = _root_page(folders.projects, "class")
    with folders.projects.open("r+b") as stream:
        stream.seek((root - 1) * 4096)
        stream.write(bytes(4096))
    with pytest.raises(EngineError, match="Start the program again"), storage.read() as session:
        session.connection().exec_driver_sql("SELECT * FROM class").all()
    storage.close()
    assert (folders.data / "running").exists()


def _root_page(path: Path, table: str) -> int:
    with closing(connect(path, find_driver())) as connection:
        row = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        return int(row[0])


def test_a_newer_projects_file_can_only_be_looked_at(folders: Folders) -> None:
    _run(folders.projects, "PRAGMA user_version = 99")
    before = content(folders.projects)
    opened = open_storage(folders)
    assert [notice.code for notice in opened.notices] == ["storage-newer"]
    assert opened.storage.read_only
    assert name_of(opened.storage, 1) == "Animals"
    attempts: list[Callable[[], object]] = [
        lambda: rename(opened.storage, 1, "Other"),
        lambda: opened.storage.backups.make("asked"),
        lambda: opened.storage.adapters.put(b"section"),
    ]
    for attempt in attempts:
        with pytest.raises(EngineError):
            attempt()
    assert not opened.storage.backups.due()
    opened.storage.close()
    assert content(folders.projects) == before


def test_a_newer_adapters_file_makes_all_of_it_for_looking_only(folders: Folders) -> None:
    _run(folders.adapters, "PRAGMA user_version = 2")
    opened = open_storage(folders)
    assert [notice.code for notice in opened.notices] == ["storage-newer"]
    with pytest.raises(EngineError, match="newer version"):
        rename(opened.storage, 1, "Other")
    opened.storage.close()


def test_tables_of_a_newer_version_that_are_not_known_here_are_told(folders: Folders) -> None:
    _run(folders.projects, "ALTER TABLE project RENAME COLUMN template TO prompt")
    _run(folders.projects, "PRAGMA user_version = 99")
    opened = open_storage(folders)
    with pytest.raises(EngineError, match="newer version"):
        name_of(opened.storage, 1)
    opened.storage.close()


def test_what_is_missing_beside_a_newer_file_is_not_made(folders: Folders) -> None:
    _run(folders.adapters, "PRAGMA user_version = 2")
    folders.projects.unlink()
    opened = open_storage(folders)
    assert [notice.code for notice in opened.notices] == ["storage-found-missing", "storage-newer"]
    with pytest.raises(EngineError, match="newer version"):
        name_of(opened.storage, 1)
    opened.storage.close()
    assert not folders.projects.exists()


def test_a_newer_file_beside_a_damaged_one_is_left_alone(folders: Folders) -> None:
    _run(folders.projects, "PRAGMA user_version = 99")
    folders.adapters.write_bytes(b"junk" * 4096)
    opened = open_storage(folders)
    assert {notice.code for notice in opened.notices} == {"storage-newer", "storage-found-damaged"}
    opened.storage.close()
    assert folders.adapters.read_bytes() == b"junk" * 4096


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(EngineError) as caught:
        open_storage(find_folders(tmp_path / "file" / "data"))
    assert [notice.code for notice in caught.value.notices] == ["storage-no-folder"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_a_folder_that_may_not_be_written_is_told(folders: Folders) -> None:
    folders.data.chmod(0o555)
    assert _opened_by_another(folders) == "file-no-permission"
    folders.data.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_a_file_that_may_not_be_written_is_told(folders: Folders) -> None:
    before = content(folders.projects)
    folders.data.chmod(0o777)
    folders.projects.chmod(0o444)
    assert _opened_by_another(folders) == "storage-no-permission"
    folders.projects.chmod(0o644)
    assert content(folders.projects) == before


def _opened_by_another(folders: Folders) -> str:
    """The notices' codes, where somebody opens the folder who has no more rights than its permissions give."""
    done = subprocess.run(
        [sys.executable, "-c", AS_ANYBODY, str(folders.data)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=_heed_permissions,
    )
    return done.stdout.strip()


def _heed_permissions() -> None:
    """Takes from root, who runs tests in containers, the right to write what may not be written."""
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
    library = ctypes.CDLL(None)
    for capability in (dac_override, dac_read_search):
        library.prctl(drop_from_bounding_set, capability, 0, 0, 0)
