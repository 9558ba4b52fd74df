"""Archives while everything goes wrong: the process is killed, the disk is full. No project is there by half."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from app.services.archives import SUFFIX, Archives
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from tests.app.services.archive_samples import carried, project_names, rich_project
from tests.app.services.import_help import HereDecoder

TOTAL = 6 + 1  # pictures and adapters of the project


def command(work: str, data: Path, archive: Path, *more: str) -> Sequence[str]:
    return [sys.executable, "-m", "tests.app.services.archive_child", work, str(data), str(archive), *more]


@pytest.fixture
def project(storage: Storage, tmp_path: Path) -> int:
    return rich_project(storage, tmp_path)


@pytest.fixture
def archive(storage: Storage, project: int, tmp_path: Path) -> Path:
    path = tmp_path / f"animals{SUFFIX}"
    Archives(storage, HereDecoder()).export(project_id=project, path=path)
    return path


def killed(given: Sequence[str], steps: int, draw: random.Random) -> bool:
    """Kills a child some time after so many steps; whether it had told that it was done."""
    with subprocess.Popen(given, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(steps)]
        time.sleep(draw.uniform(0, 0.02))
        child.kill()
        return "done\n" in [*told, *child.stdout]


def test_an_import_that_is_killed_at_any_moment_leaves_no_half_project(
    storage: Storage, project: int, archive: Path, tmp_path: Path
) -> None:
    expected, draw, data = carried(storage, project), random.Random(5), tmp_path / "other"
    told = whole = 0
    for steps in (1, 3, TOTAL, TOTAL + 2, TOTAL + 5, TOTAL + 7, TOTAL + 7, TOTAL + 8):
        told += killed(command("import", data, archive), steps, draw)
        with closing(open_storage(find_folders(data)).storage) as there:
            there.pictures.sweep(before=float("inf"))
            assert list((there.folders.pictures / "incoming").glob("*")) == []
            with there.read() as session:
                assert session.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
                assert session.execute(text("PRAGMA foreign_key_check")).all() == []
            count = len(project_names(there))
            assert whole <= count <= whole + 1
            whole = count
            for number in range(1, count + 1):
                assert carried(there, number) == expected
    assert whole >= told
    with closing(open_storage(find_folders(data)).storage) as there:
        made = Archives(there, HereDecoder()).import_archive(path=archive).made
        assert made is not None
        assert carried(there, made) == expected


def test_an_export_that_is_killed_leaves_the_archive_before_as_it_was(
    storage: Storage, project: int, archive: Path, tmp_path: Path
) -> None:
    before, draw = archive.read_bytes(), random.Random(6)
    storage.close()
    for steps in (1, 4, TOTAL):
        killed(command("export", storage.folders.data, archive), steps, draw)
        assert archive.read_bytes() == before


def test_an_export_to_a_full_disk_is_told_and_leaves_nothing(storage: Storage, archive: Path) -> None:
    before = archive.read_bytes()
    storage.close()
    given = command("export", storage.folders.data, archive, str(len(before) // 2))
    told = subprocess.run(given, capture_output=True, text=True, timeout=120)
    assert (told.stderr, told.stdout.splitlines()[-1]) == ("", "storage-not-written")
    assert archive.read_bytes() == before
    assert not list(archive.parent.glob(".mmrl-*"))


def test_an_import_to_a_full_disk_is_told_and_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    data = tmp_path / "other"
    with closing(open_storage(find_folders(data)).storage) as there:
        there.backups.make("test")
    given = command("import", data, archive, "3000")
    told = subprocess.run(given, capture_output=True, text=True, timeout=120)
    assert (told.stderr, told.stdout.splitlines()[-1]) == ("", "storage-not-written")
    with closing(open_storage(find_folders(data)).storage) as there:
        assert project_names(there) == []
        assert list((there.folders.pictures / "incoming").glob("*")) == []
        assert list(there.pictures.hashes()) == []
        assert Archives(there, HereDecoder()).import_archive(path=archive).made is not None


def test_too_little_room_is_told_before_anything_is_written(
    storage: Storage, project: int, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives, before = Archives(storage, HereDecoder()), archive.read_bytes()
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=1000))
    with pytest.raises(EngineError) as importing:
        archives.import_archive(path=archive)
    with pytest.raises(EngineError) as exporting:
        archives.export(project_id=project, path=archive)
    assert [item.code for item in importing.value.notices] == ["zip-too-large"]
    assert [item.code for item in exporting.value.notices] == ["pictures-no-room"]
    assert archive.read_bytes() == before
    assert project_names(storage) == ["Test"]
