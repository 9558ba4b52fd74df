"""What is done about damaged files, and what is said about it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.storage import aside
from app.storage.database import connect
from app.storage.driver import find_driver
from app.storage.folders import Folders, find_folders
from app.storage.opening import open_storage
from tests.app.storage.stored_work import Made, content, fill, name_of, rename, sections

PAGE = 4096


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return find_folders(tmp_path / "data")


@pytest.fixture
def made(folders: Folders) -> Made:
    """A filled data folder without a backup, closed."""
    storage = open_storage(folders).storage
    result = fill(storage)
    storage.close()
    return result


@pytest.fixture
def backed_up(folders: Folders, made: Made) -> Made:
    """The same with a backup, since which the project was renamed."""
    storage = open_storage(folders).storage
    storage.backups.make("asked")
    rename(storage, made.project_id, "Renamed")
    storage.close()
    return made


def _reopened(folders: Folders) -> list[str]:
    """The codes of what the next start tells; the one after it has nothing more to tell."""
    opened = open_storage(folders)
    opened.storage.close()
    (folders.data / "running").touch()  # as if it had been cut off, so that everything is checked
    again = open_storage(folders)
    assert again.notices == ()
    again.storage.close()
    return [notice.code for notice in opened.notices]


def _name(folders: Folders) -> str:
    rows = content(folders.projects)["project"]
    return str(rows[0][2]) if rows else ""


def _root(path: Path, name: str) -> int:
    with closing(connect(path, find_driver())) as connection:
        row = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        return int(row[0])


def _spoil(path: Path, name: str) -> bytes:
    """Fills the first page of a table or index with zeros; the file's bytes from then on."""
    with path.open("r+b") as stream:
        stream.seek((_root(path, name) - 1) * PAGE)
        stream.write(bytes(PAGE))
    return path.read_bytes()


def _kept(folders: Folders, stem: str = "projects") -> list[Path]:
    return sorted(folders.data.glob(f"{stem}.damaged-*.sqlite"))


def _empty_index(path: Path, index: str) -> None:
    """Makes the index lack its table's rows, which only a thorough check finds."""
    with closing(connect(path, find_driver())) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (index,)).fetchone()[0]
        connection.execute("UPDATE sqlite_schema SET sql = sql || ' WHERE 0' WHERE name = ?", (index,))
        connection.execute("PRAGMA writable_schema = RESET")
    with closing(connect(path, find_driver())) as connection:
        connection.execute(f"REINDEX {index}")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, index))
        connection.execute("PRAGMA writable_schema = RESET")


def test_damaged_indexes_are_made_again(folders: Folders, made: Made) -> None:
    before = content(folders.projects)
    _empty_index(folders.projects, "ix_placement_sha256")
    (folders.data / "running").touch()
    assert _reopened(folders) == ["storage-reindexed"]
    assert content(folders.projects) == before
    assert _kept(folders) == []


@pytest.mark.parametrize("backup", [False, True], ids=["without backup", "with backup"])
def test_a_file_whose_tables_are_whole_is_made_anew(folders: Folders, made: Made, backup: bool) -> None:
    storage = open_storage(folders).storage
    if backup:
        storage.backups.make("asked")
    rename(storage, made.project_id, "Renamed")
    storage.close()
    before = content(folders.projects)
    damaged = _spoil(folders.projects, "ix_placement_sha256")
    assert _reopened(folders) == ["storage-found-damaged", "storage-rebuilt", "storage-kept-aside"]
    assert content(folders.projects) == before, "and not as it is in the backup"
    assert [path.read_bytes() for path in _kept(folders)] == [damaged]


def test_the_newest_whole_backup_takes_a_damaged_files_place(folders: Folders, backed_up: Made) -> None:
    damaged = _spoil(folders.projects, "placement")
    assert _reopened(folders) == ["storage-found-damaged", "storage-from-backup", "storage-kept-aside"]
    assert _name(folders) == "Animals"
    assert [path.read_bytes() for path in _kept(folders)] == [damaged]


def test_a_damaged_backup_is_passed_over(folders: Folders, backed_up: Made) -> None:
    storage = open_storage(folders).storage
    newest = storage.backups.make("asked")
    storage.close()
    file = folders.backups / newest.name / "projects.sqlite"
    data = bytearray(file.read_bytes())
    data[5000] ^= 1
    file.write_bytes(data)
    _spoil(folders.projects, "placement")
    assert "storage-from-backup" in _reopened(folders)
    assert _name(folders) == "Animals", "as in the older backup"


def test_without_a_backup_what_can_be_read_is_kept(folders: Folders, made: Made) -> None:
    before = content(folders.projects)
    damaged = _spoil(folders.projects, "unreadable")
    opened = open_storage(folders)
    opened.storage.close()
    codes = [notice.code for notice in opened.notices]
    assert codes == ["storage-found-damaged", "storage-rescued", "storage-kept-aside"]
    counted = {"projects": 1, "classes": 2, "pictures": 12, "adapters": 1}
    assert counted.items() <= opened.notices[1].params.items()
    after = content(folders.projects)
    lost = {"unreadable", "act", "act_part"}
    assert {name: rows for name, rows in after.items() if name not in lost} == {
        name: rows for name, rows in before.items() if name not in lost
    }
    assert all(after[name] == [] for name in lost)
    assert [path.read_bytes() for path in _kept(folders)] == [damaged]
    assert _reopened(folders) == []


def test_rows_behind_a_damaged_page_are_kept_too(folders: Folders) -> None:
    storage = open_storage(folders).storage
    fill(storage, pictures=600)
    storage.close()
    with folders.projects.open("r+b") as stream:
        stream.seek((_leaf(folders.projects, 300) - 1) * PAGE)
        stream.write(os.urandom(PAGE))
    assert "storage-rescued" in _reopened(folders)
    ids = {row[0] for row in content(folders.projects)["placement"]}
    assert {1, 600} <= ids
    assert 500 < len(ids) < 600


def _leaf(path: Path, row: int) -> int:
    """The page that holds the placement of that id: the one with its file name."""
    data = path.read_bytes()
    places = [at for at in range(0, len(data), PAGE) if f"/photos/{row}.png".encode() in data[at : at + PAGE]]
    return places[0] // PAGE + 1


@pytest.mark.parametrize("content_of_it", [b"no database at all " * 500, b"SQLite format 3\0" + bytes(8000)])
@pytest.mark.parametrize("which", ["projects", "adapters"])
def test_junk_is_kept_aside(folders: Folders, made: Made, which: str, content_of_it: bytes) -> None:
    path: Path = getattr(folders, which)
    path.write_bytes(content_of_it)
    done = {"projects": "storage-emptied", "adapters": "storage-adapters-rebuilt"}[which]
    assert _reopened(folders) == ["storage-found-damaged", done, "storage-kept-aside"]
    assert [kept.read_bytes() for kept in _kept(folders, which)] == [content_of_it]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b""), "storage-found-empty"),
        (lambda path: path.write_bytes(b"x"), "storage-found-foreign"),
        (lambda path: (path.unlink(), path.mkdir(), (path / "inside").touch()), "storage-found-no-file"),
        (lambda path: (path.unlink(), path.symlink_to(path.parent / "nowhere")), "storage-found-no-file"),
        (lambda path: _foreign(path), "storage-found-foreign"),
    ],
    ids=["empty", "one byte", "folder", "dangling link", "foreign"],
)
@pytest.mark.parametrize("backup", [False, True], ids=["without backup", "with backup"])
def test_whatever_lies_there_is_kept_and_told(
    folders: Folders, made: Made, spoil: Callable[[Path], object], code: str, backup: bool
) -> None:
    if backup:
        storage = open_storage(folders).storage
        storage.backups.make("asked")
        storage.close()
    spoil(folders.projects)
    done = "storage-from-backup" if backup else "storage-emptied"
    assert _reopened(folders) == [code, done, "storage-kept-aside"]
    assert len(_kept(folders)) == 1
    assert _name(folders) == ("Animals" if backup else "")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(connect(path, find_driver(), "rwc")) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")


def test_a_file_that_is_gone_comes_back_from_the_backup(folders: Folders, backed_up: Made) -> None:
    folders.projects.unlink()
    assert _reopened(folders) == ["storage-found-missing", "storage-from-backup"]
    assert _name(folders) == "Animals"


@pytest.mark.parametrize("backup", [False, True], ids=["without backup", "with backup"])
def test_adapters_come_back_from_the_damaged_file_and_the_backups(folders: Folders, made: Made, backup: bool) -> None:
    storage = open_storage(folders).storage
    if backup:
        storage.backups.make("asked")
    later = fill(storage, "Plants")
    storage.close()
    _lose(folders.adapters, made.section)
    _spoil(folders.adapters, "sqlite_autoindex_section_1")
    _spoil_second_page_of_schema(folders.adapters)
    opened = open_storage(folders)
    opened.storage.close()
    rebuilt = next(notice for notice in opened.notices if notice.code == "storage-adapters-rebuilt")
    assert rebuilt.params["lost"] == (0 if backup else 1)
    assert sections(folders.adapters) == ({made.section, later.section} if backup else {later.section})


def _lose(path: Path, section: str) -> None:
    with closing(connect(path, find_driver())) as connection:
        connection.execute("DELETE FROM section WHERE sha256 = ?", (section,))


def _spoil_second_page_of_schema(path: Path) -> None:
    """A page that no index has: the one row of the schema's version that Alembic keeps."""
    _spoil(path, "alembic_version")


def test_a_file_of_adapters_that_is_gone_is_told_where_some_are_needed(folders: Folders, made: Made) -> None:
    folders.adapters.unlink()
    assert _reopened(folders) == ["storage-found-missing", "storage-adapters-rebuilt"]


def test_rows_that_belong_to_nothing_are_removed_after_a_backup(folders: Folders, made: Made) -> None:
    with closing(connect(folders.projects, find_driver())) as connection:
        connection.execute("UPDATE placement SET class_id = 999 WHERE id = 3")
        connection.execute("UPDATE folder_file SET folder_run_id = 999")
    before = content(folders.projects)
    (folders.data / "running").touch()
    assert _reopened(folders) == ["storage-orphans-removed"]
    after = content(folders.projects)
    assert after["folder_file"] == []
    assert next(row for row in after["placement"] if row[0] == 3)[3] is None
    assert after["project"] == before["project"]
    backup = next(path for path in folders.backups.iterdir())
    assert content(backup / "projects.sqlite") == before


def test_references_that_cannot_be_mended_are_told_and_left(folders: Folders, made: Made) -> None:
    with closing(connect(folders.projects, find_driver())) as connection:
        connection.execute("DELETE FROM picture WHERE dhash = 0")
    before = content(folders.projects)
    (folders.data / "running").touch()
    opened = open_storage(folders)
    assert [(notice.code, notice.params["count"]) for notice in opened.notices] == [("storage-orphans-left", 1)]
    opened.storage.close()
    assert content(folders.projects) == before


def test_a_damaged_entry_is_told_when_it_is_read(folders: Folders, made: Made) -> None:
    with closing(connect(folders.projects, find_driver())) as connection:
        connection.execute("UPDATE project SET backbone = '{'")
    opened = open_storage(folders)
    with pytest.raises(Exception, match="Bring its project back from a backup"):
        name_of(opened.storage, made.project_id)
    opened.storage.close()


def test_a_log_that_belongs_to_a_damaged_file_is_kept_with_it(folders: Folders, made: Made) -> None:
    log = folders.projects.with_name("projects.sqlite-wal")
    folders.projects.write_bytes(b"junk" * PAGE)
    log.write_bytes(b"the log")
    assert "storage-kept-aside" in _reopened(folders)
    (kept,) = _kept(folders)
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"the log"
    assert not log.exists()


def test_without_second_names_a_damaged_file_is_copied(
    folders: Folders, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    folders.projects.write_bytes(b"junk" * PAGE)
    assert "storage-kept-aside" in _reopened(folders)
    assert [kept.read_bytes() for kept in _kept(folders)] == [b"junk" * PAGE]


@pytest.mark.parametrize("name", ["set_aside", "sync_file", "sync_folder"])
def test_a_repair_that_is_cut_off_is_done_at_the_next_start(
    folders: Folders, backed_up: Made, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    class CutOff(BaseException):
        pass

    def cut(*arguments: object) -> None:
        raise CutOff

    _spoil(folders.projects, "placement")
    module = aside if name != "set_aside" else __import__("app.storage.repair", fromlist=["set_aside"])
    with monkeypatch.context() as patch:
        patch.setattr(module, name, cut)
        with pytest.raises(CutOff):
            open_storage(folders)
    assert "storage-from-backup" in _reopened(folders)
    assert _name(folders) == "Animals"
