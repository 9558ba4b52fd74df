"""Sorted copies whose process is killed: they go on or are undone as if nothing had happened."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from app.services.sorted_copies import SortedCopies
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from tests.app.services import copies_to_make
from tests.app.services.folder_desk import FolderDesk, tree

COPIES = 8
KILLS = 5  # for each kind of work


class Killed:
    """A data folder with an answered run and originals; each kill works on a copy of the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        storage = open_storage(find_folders(folder / "data")).storage
        desk = FolderDesk(storage, folder, tuple(f"{number}.png" for number in range(COPIES)))
        self.run_id = desk.answered_run(*["red", "green"] * (COPIES // 2))
        storage.close()
        self.originals = desk.given
        self.before = tree(self.originals)

    def at(self, moment: int, work: str) -> tuple[Path, Path, int]:
        """The data folder and the target of a process that was killed, and how many moments it saw (0: killed)."""
        data, target = self.folder / f"data {work} {moment}", self.folder / f"target {work} {moment}"
        shutil.copytree(self.folder / "data", data)
        (target / "red").mkdir(parents=True)
        (target / "red" / "mine.txt").write_text("mine")
        command = [sys.executable, "-m", copies_to_make.__name__]
        arguments = [str(data), str(self.run_id), str(target), str(moment), work]
        ended = subprocess.run([*command, *arguments], stdout=subprocess.PIPE, text=True, check=False)
        assert (ended.returncode == 0) == (moment == 0)
        assert tree(self.originals) == self.before
        return data, target, int(ended.stdout or 0)

    def moments(self, work: str, seed: int) -> list[int]:
        """Some moments of that work, different ones in each part of it."""
        total = self.at(0, work)[2]
        edges = [1 + total * part // KILLS for part in range(KILLS + 1)]
        draw = random.Random(seed)
        return [draw.randrange(low, high) for low, high in pairwise(edges)]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    return Killed(tmp_path_factory.mktemp("killed"))


@contextmanager
def started_again(data: Path) -> Iterator[SortedCopies]:
    storage = open_storage(find_folders(data)).storage
    try:
        copies = SortedCopies(storage)
        copies.recover()
        yield copies
    finally:
        storage.close()


def found(target: Path) -> dict[str, bytes]:
    """Every file that lies below `target`, temporary ones too."""
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


def undone(copies: SortedCopies, copy_run_id: int, target: Path) -> None:
    """Undoes, and shows that what was there before is all that is left."""
    copies.undo(copy_run_id=copy_run_id)
    assert found(target) == {"red/mine.txt": b"mine"}
    assert [path.name for path in target.iterdir()] == ["red"]
    assert copies.get(copy_run_id=copy_run_id).state == "undone"


@pytest.mark.parametrize("work", ["copy", "plain"])
def test_copies_that_were_cut_off_go_on_and_can_be_undone(killed: Killed, work: str) -> None:
    for place, moment in enumerate(killed.moments(work, seed=1)):
        data, target, _ = killed.at(moment, work)
        with started_again(data) as copies:
            views = copies.list(run_id=killed.run_id)
            if not views:  # the journal was not begun
                assert found(target) == {"red/mine.txt": b"mine"}
                continue
            (view,) = views
            assert view.state in ("stopped", "done")
            if place % 2 == 0:
                copies.go_on(copy_run_id=view.id)
                view = copies.get(copy_run_id=view.id)
                assert (view.state, view.copied, view.skipped, view.failed) == ("done", COPIES, 0, 0)
                names = {f"{('red', 'green')[number % 2]}/{number}.png": number for number in range(COPIES)}
                wanted = {name: (killed.originals / f"{number}.png").read_bytes() for name, number in names.items()}
                assert found(target) == {"red/mine.txt": b"mine", **wanted}
            undone(copies, view.id, target)


def test_an_undoing_that_was_cut_off_comes_to_its_end(killed: Killed) -> None:
    for moment in killed.moments("undo", seed=2):
        data, target, _ = killed.at(moment, "undo")
        with started_again(data) as copies:
            (view,) = copies.list(run_id=killed.run_id)
            undone(copies, view.id, target)
