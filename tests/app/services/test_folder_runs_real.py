"""A folder answered by the real child process with a small backbone, stopped and gone on with, and sorted by that."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.copy_plan import OwnFolders
from app.services.folder_files import FileFilter
from app.services.folder_runs import FolderRuns
from app.services.jobs import LAST, Event
from app.services.sorted_copies import SortedCopies
from app.storage.storage import Storage
from mmrl_engine import Adapter, Classifier, train
from mmrl_engine.types import Verdict
from tests.app.compute.real_jobs import Scene, make_scene
from tests.app.compute.told_events import DEADLINE
from tests.app.filled import filled_project
from tests.app.services.folder_desk import folder_runs, tree
from tests.engine import small

TYPED = "a yellow thing"


class Ends:
    """Waits for the end of each job, told as the last of its events and the Change after that."""

    def __init__(self) -> None:
        self._ended = threading.Semaphore(0)
        self._at_end = False

    def __call__(self, run_id: int, what: Event | Change) -> None:
        if self._at_end:
            assert isinstance(what, Change)
            self._ended.release()
        self._at_end = isinstance(what, LAST)

    def wait(self) -> None:
        assert self._ended.acquire(timeout=DEADLINE)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """Its folder also holds a file that is no picture and a link that leads nowhere."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    made = make_scene(tmp_path / "scene")
    (made.folder / "pictures" / "broken.png").write_bytes(b"no picture")
    (made.folder / "pictures" / "gone.png").symlink_to(tmp_path / "nowhere.png")
    yield made
    torch.set_num_threads(threads)


def test_a_folder_gets_the_answers_of_the_engine(storage: Storage, tmp_path: Path, scene: Scene) -> None:
    given = scene.folder / "pictures"
    before = tree(given)
    adapter = train(scene.examples, scene.backbone(), small.QUICK)
    with scene.runner() as runner:
        ends = Ends()
        runs = folder_runs(storage, runner, ends)
        project = project_with(storage, Adapters(storage, runner), adapter, tmp_path, scene)
        run_id = runs.start(project_id=project, folder=given, typed=(TYPED,)).made
        assert run_id is not None
        come_to_an_end(runs, run_id, ends)
    rows = runs.rows(run_id=run_id)
    failed = {row.path.name: row.answer.error.code for row in rows if row.answer.error is not None}
    assert failed == {"broken.png": "picture-unknown-format", "gone.png": "picture-missing"}
    expected = Classifier(adapter, scene.backbone()).classify([row.answer.path for row in rows], [TYPED])
    for row, wanted in zip(rows, expected, strict=True):
        shares = {(score.name, score.kind): score.probability for score in wanted.scores}
        found = {(score.name, score.kind): score.probability for score in row.answer.scores}
        assert found == pytest.approx(shares, abs=1e-4)
        assert row.answer.verdict == wanted.verdict
    check_verdicts(runs, run_id)
    copy_all(storage, runs, run_id, tmp_path / "sorted")
    assert tree(given) == before


def project_with(storage: Storage, adapters: Adapters, adapter: Adapter, folder: Path, scene: Scene) -> int:
    """A project of the scene's classes that answers with `adapter`."""
    names = {"red": 1, "green": 1, "blue": 1}
    project = filled_project(storage, folder / "classes", names, backbone=scene.source.source)
    made = adapters.keep(project_id=project, adapter=adapter, name="1", origin="trained").made
    adapters.choose(project_id=project, adapter_id=made)
    return project


def come_to_an_end(runs: FolderRuns, run_id: int, ends: Ends) -> None:
    """Stops the run, wherever it is by then, and goes on with it."""
    runs.stop(run_id=run_id)
    ends.wait()
    if runs.get(run_id=run_id).state == "stopped":
        runs.go_on(run_id=run_id)
        ends.wait()
    assert runs.get(run_id=run_id).state == "done"


def check_verdicts(runs: FolderRuns, run_id: int) -> None:
    """Every answer has one; they are counted, and found by it."""
    counts = runs.counts(run_id=run_id)
    given: list[tuple[Verdict, int]] = [("sure", counts.sure), ("maybe", counts.maybe), ("none", counts.none)]
    for verdict, count in given:
        assert len(runs.rows(run_id=run_id, wanted=FileFilter(verdict=verdict))) == count
    assert (counts.undecided, counts.answered) == (0, sum(count for _, count in given))


def copy_all(storage: Storage, runs: FolderRuns, run_id: int, target: Path) -> None:
    """Each answered picture is copied into the folder of its answer or its verdict, and taken away again."""
    copies = SortedCopies(storage)
    copy_run_id = copies.copy(plan=copies.plan(run_id=run_id, target=target)).made
    assert copy_run_id is not None
    for name, count in runs.counts(run_id=run_id).by_name.items():
        assert len(runs.rows(run_id=run_id, wanted=FileFilter(name=name))) == count
    folders: Counter[str] = Counter()
    for row in runs.rows(run_id=run_id, wanted=FileFilter(state="answered")):
        own = {"maybe": OwnFolders().unsure, "none": OwnFolders().none}
        folders[own.get(row.answer.verdict or "", row.answer.scores[0].name)] += 1
    assert {folder.name: len(list(folder.iterdir())) for folder in target.iterdir()} == folders
    copies.undo(copy_run_id=copy_run_id)
    assert not target.exists()
