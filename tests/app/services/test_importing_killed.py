"""An import whose process is killed: what it told stays, nothing is there by half, and the next one goes on."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.services.importing import BATCH, Importing
from app.services.pictures import Pictures
from app.services.undo import Undo
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from tests.app.services.import_help import HereDecoder, new_project, write_picture

KILLS = 6
COUNT = BATCH * (2 * KILLS + 2)  # enough that none comes to its end


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("given") / "animals"
    for number in range(COUNT):
        write_picture(made / f"{'cat' if number % 2 else 'dog'}/{number:04}.png", number)
    return made


def told_until_killed(data: Path, folder: Path, project: int, draw: random.Random) -> list[int]:
    """What a child told before it was killed, some time after its first new pictures."""
    command = [sys.executable, "-m", "tests.app.services.import_child", str(data), str(folder), str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(draw.uniform(0, 0.03))
        child.kill()
        return [int(line) for line in (first, *child.stdout) if line.endswith("\n")]


def check(storage: Storage, project: int) -> Iterator[str]:
    """The names of the pictures that are in, each whole."""
    with storage.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    for view in Pictures(storage).page(project_id=project):
        data = storage.pictures.path(view.sha256).read_bytes()
        assert hashlib.sha256(data).hexdigest() == view.sha256
        assert view.class_id is not None
        yield view.name


def test_killed_at_any_moment(tmp_path: Path, folder: Path) -> None:
    data, draw = tmp_path / "data", random.Random(3)
    with closing(open_storage(find_folders(data)).storage) as storage:
        project = new_project(storage)
    kept: set[str] = set()
    for _ in range(KILLS):
        told = told_until_killed(data, folder, project, draw)
        with closing(open_storage(find_folders(data)).storage) as storage:
            names = list(check(storage, project))
            assert len(names) == len(set(names)) >= max(told)
            assert kept <= set(names)
            (cut,) = Importing(storage, HereDecoder()).cut_off()
            assert (cut.project_id, cut.paths) == (project, (folder,))
            assert cut.count == len(names) - len(kept)
            assert Importing(storage, HereDecoder()).cut_off() == ()
            kept = set(names)
    with closing(open_storage(find_folders(data)).storage) as storage:
        importing = Importing(storage, HereDecoder())
        report = importing.run(project_id=project, plan=importing.plan(paths=[folder]))
        assert (report.added, len(report.already_here)) == (COUNT - len(kept), len(kept))
        assert set(check(storage, project)) == {path.name for path in folder.rglob("*.png")}
        while Undo(storage).undo(project_id=project):
            pass
        assert list(check(storage, project)) == []
