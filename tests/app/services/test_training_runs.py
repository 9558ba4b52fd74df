"""Trainings as rows: what is fixed at the start, what is written on the way, and what an end of any kind leaves."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from PIL import Image
from sqlalchemy import select

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.jobs import (
    BackboneSource,
    Event,
    Failed,
    Finished,
    Job,
    JobPicture,
    Listener,
    Moved,
    Started,
    TrainJob,
    TrainResult,
)
from app.services.projects import Projects
from app.services.training_runs import TrainingRuns
from app.services.undo import Undo
from app.storage.schema import ClassRow, Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine import train
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import notice
from mmrl_engine.types import Example
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.engine.small import QUICK, backbone

COUNTS = {"red": 2, "green": 2}


class Desk:
    """A project, its trainings, and what they told."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        self.storage, self.runner = storage, ScriptedRunner()
        self.told: list[Event | Change] = []
        self.adapters = Adapters(storage, self.runner)
        self.runs = TrainingRuns(storage, self.adapters, self.runner, tell=lambda run_id, what: self.told.append(what))
        self.project = filled_project(storage, folder, COUNTS)

    def start(self) -> int:
        made = self.runs.start(project_id=self.project, config=QUICK).made
        assert made is not None
        return made

    @property
    def job(self) -> TrainJob:
        job = self.runner.last
        assert isinstance(job, TrainJob)
        return job

    def write_result(self) -> None:
        """What the child process does at the end of the job."""
        pairs = zip(self.job.pictures, self.job.labels, strict=True)
        adapter = train([Example(picture.path, label) for picture, label in pairs], backbone(), self.job.config)
        adapter.save(self.job.result)

    def state(self, run_id: int) -> str:
        return self.runs.get(run_id=run_id).state


@pytest.fixture
def desk(storage: Storage, tmp_path: Path) -> Desk:
    return Desk(storage, tmp_path / "given")


def test_a_run_is_given_the_labelled_pictures_under_their_classes(desk: Desk) -> None:
    desk.start()
    assert sorted(desk.job.labels) == ["green", "green", "red", "red"]
    assert all(picture.path.read_bytes() and picture.sha256 == picture.path.name for picture in desk.job.pictures)


def test_what_changes_after_the_start_does_not_reach_the_run(desk: Desk) -> None:
    run_id = desk.start()
    desk.runner.pause("job-0")

    def rename(unit: UnitOfWork) -> None:
        row = unit.session.scalars(select(ClassRow).where(ClassRow.name == "red")).one()
        row.name, row.words = "crimson", "crimson"

    desk.storage.write(rename)
    before = desk.runner.jobs["job-0"]
    desk.runs.go_on(run_id=run_id)
    assert desk.job == before


def test_progress_is_written_with_its_curve(desk: Desk) -> None:
    run_id = desk.start()
    desk.runner.tell(Started("cpu", notice("device-no-card")))
    desk.runner.tell(Moved("train", 3, 10, loss=1.5))
    seen = desk.runs.get(run_id=run_id)
    assert (seen.state, seen.stage, seen.done, seen.total) == ("running", "train", 3, 10)
    assert seen.curve == ((3, 1.5),)


def test_a_finished_run_has_its_adapter_in_use_and_leaves_no_files(desk: Desk) -> None:
    run_id = desk.start()
    desk.write_result()
    desk.runner.tell(Finished(TrainResult(desk.job.result)))
    (view,) = desk.adapters.list(project_id=desk.project)
    assert desk.state(run_id) == "done"
    assert (view.in_use, view.run_id, view.origin) == (True, run_id, "trained")
    assert {(item.name, item.pictures) for item in view.classes} == {("red", 2), ("green", 2)}
    assert list(desk.job.result.parent.iterdir()) == []


def test_a_stored_adapter_is_the_one_that_was_learned(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    desk.write_result()
    learned = desk.job.result.read_bytes()
    desk.runner.tell(Finished(TrainResult(desk.job.result)))
    (view,) = desk.adapters.list(project_id=desk.project)
    assert desk.adapters.load(adapter_id=view.id).to_bytes() == learned
    desk.adapters.export(adapter_id=view.id, path=tmp_path / "mine.mmrl.safetensors", author="Ada")
    assert b"Ada" in (tmp_path / "mine.mmrl.safetensors").read_bytes()


def test_a_second_training_waits_for_the_first(desk: Desk) -> None:
    desk.start()
    with pytest.raises(InputError) as caught:
        desk.start()
    assert caught.value.notices[0].code == "training-in-work"


def test_without_labelled_pictures_there_is_no_run(desk: Desk) -> None:
    project = filled_project(desk.storage, desk.storage.folders.data / "none", {})
    with pytest.raises(InputError) as caught:
        desk.runs.start(project_id=project)
    assert caught.value.notices[0].code == "training-no-pictures"
    assert desk.runs.list(project_id=project) == ()


def test_pause_and_stop_can_go_on(desk: Desk) -> None:
    run_id = desk.start()
    desk.runs.pause(run_id=run_id)
    assert desk.state(run_id) == "paused"
    desk.runs.go_on(run_id=run_id)
    desk.runs.stop(run_id=run_id)
    assert desk.state(run_id) == "stopped"
    desk.runs.go_on(run_id=run_id)
    assert desk.state(run_id) == "waiting"
    with pytest.raises(InputError):
        desk.runs.go_on(run_id=run_id)


def test_a_failed_run_keeps_its_reason(desk: Desk) -> None:
    run_id = desk.start()
    desk.runner.tell(Failed((notice("classes-none"),), ""))
    seen = desk.runs.get(run_id=run_id)
    assert (seen.state, [item.code for item in seen.notices]) == ("failed", ["classes-none"])


def test_a_damaged_result_leaves_a_run_that_can_go_on(desk: Desk) -> None:
    run_id = desk.start()
    desk.write_result()
    desk.job.result.write_bytes(desk.job.result.read_bytes()[:-1])
    desk.runner.tell(Finished(TrainResult(desk.job.result)))
    seen = desk.runs.get(run_id=run_id)
    assert seen.state == "cut_off"
    assert seen.notices
    assert desk.adapters.list(project_id=desk.project) == ()


def test_a_run_that_the_end_of_the_program_cut_off_is_marked(desk: Desk) -> None:
    run_id = desk.start()
    desk.runs.recover()
    assert desk.state(run_id) == "cut_off"


def test_a_run_that_had_finished_unseen_is_completed(desk: Desk) -> None:
    run_id = desk.start()
    desk.write_result()
    desk.runs.recover()
    assert desk.state(run_id) == "done"
    assert desk.adapters.list(project_id=desk.project)[0].in_use


def test_steps_done_again_after_the_checkpoint_stand_once_in_the_curve(desk: Desk) -> None:
    run_id = desk.start()
    for done in (1, 2, 3):
        desk.runner.tell(Moved("train", done, 10, loss=float(done)))
    desk.runs.pause(run_id=run_id)
    desk.runs.go_on(run_id=run_id)
    desk.runner.tell(Moved("train", 2, 10, loss=0.5))
    assert desk.runs.get(run_id=run_id).curve == ((1, 1.0), (2, 0.5))


def test_a_full_disk_at_the_end_is_told_and_the_run_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = desk.start()
    with monkeypatch.context() as patched:
        patched.setattr(desk.storage, "write", _full_disk)
        desk.runner.tell(Moved("train", 1, 10, loss=1.0))
        desk.runner.tell(Failed((notice("memory-smallest-step"),)))
    last = desk.told[-1]
    assert isinstance(last, Failed)
    assert [item.code for item in last.notices] == ["memory-smallest-step", "storage-disk-full"]
    assert desk.state(run_id) == "waiting"
    desk.runs.stop(run_id=run_id)
    assert desk.state(run_id) == "cut_off"
    desk.runs.go_on(run_id=run_id)
    assert desk.state(run_id) == "waiting"


def test_a_run_whose_end_was_not_written_does_not_hold_up_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.start()
    with monkeypatch.context() as patched:
        patched.setattr(desk.storage, "write", _full_disk)
        desk.runner.cancel("job-0")
    second = desk.start()
    assert (desk.state(first), desk.state(second)) == ("cut_off", "waiting")


def test_progress_that_could_not_be_written_is_written_with_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = desk.start()
    with monkeypatch.context() as patched:
        patched.setattr(desk.storage, "write", _full_disk)
        desk.runner.tell(Moved("train", 1, 10, loss=1.0, notices=(notice("training-resumed", step=0, total=10),)))
    desk.runs.pause(run_id=run_id)
    seen = desk.runs.get(run_id=run_id)
    assert (seen.curve, [item.code for item in seen.notices]) == (((1, 1.0),), ["training-resumed"])


def test_an_adapter_that_cannot_be_taken_in_is_told_as_a_failure(desk: Desk) -> None:
    run_id = desk.start()
    desk.runner.tell(Finished(TrainResult(desk.job.result)))  # nobody wrote it
    failed, change = desk.told[-2:]
    assert isinstance(failed, Failed)
    assert isinstance(change, Change)
    assert desk.state(run_id) == "cut_off"


def test_a_run_that_cannot_be_handed_over_can_go_on(desk: Desk) -> None:
    desk.storage.folders.checkpoints.write_bytes(b"a file in the way")
    with pytest.raises(EngineError) as caught:
        desk.start()
    assert caught.value.notices[0].code == "storage-not-written"
    (run,) = desk.runs.list(project_id=desk.project)
    assert run.state == "cut_off"
    desk.storage.folders.checkpoints.unlink()
    desk.runs.go_on(run_id=run.id)
    assert desk.state(run.id) == "waiting"


def test_a_stop_right_after_the_start_reaches_the_job(desk: Desk) -> None:
    """Asked while the run is handed over: by another thread, it waits until the job is known."""
    asked = threading.Event()
    submit = desk.runner.submit

    def slow(job: Job, listener: Listener) -> str:
        asked.set()
        time.sleep(0.2)
        return submit(job, listener)

    desk.runner.submit = slow  # type: ignore[method-assign]
    starter = threading.Thread(target=desk.start)
    starter.start()
    assert asked.wait(10)
    (run,) = desk.runs.list(project_id=desk.project)
    desk.runs.stop(run_id=run.id)
    starter.join()
    assert desk.state(run.id) == "stopped"


def test_what_is_gone_is_refused_in_one_sentence(desk: Desk) -> None:
    run_id = desk.start()
    desk.runs.stop(run_id=run_id)
    desk.runs.remove(run_id=run_id)
    runs, adapters = desk.runs, desk.adapters
    calls: list[tuple[str, Callable[[], object]]] = [
        ("training-not-there", lambda: runs.go_on(run_id=run_id)),
        ("training-not-there", lambda: runs.remove(run_id=run_id)),
        ("training-not-there", lambda: runs.get(run_id=run_id)),
        ("training-not-there", lambda: runs.stop(run_id=999)),
        ("project-not-there", lambda: runs.start(project_id=999)),
        ("adapter-not-there", lambda: adapters.load(adapter_id=999)),
        ("adapter-not-there", lambda: adapters.export(adapter_id=999, path=Path("x.mmrl.safetensors"))),
        ("project-not-there", lambda: adapters.list(project_id=999)),
        ("project-not-there", lambda: adapters.choose(project_id=999, adapter_id=None)),
    ]
    for code, call in calls:
        with pytest.raises(InputError) as caught:
            call()
        assert [item.code for item in caught.value.notices] == [code]


def test_a_file_kept_in_place_that_has_changed_is_given_without_its_hash(desk: Desk) -> None:
    with desk.storage.read() as session:
        rows = session.scalars(select(Placement)).all()
        kept, changed = rows[0].source, rows[1].source

    def in_place(unit: UnitOfWork) -> None:
        for row in unit.session.scalars(select(Placement)):
            row.in_place, row.source_mtime_ns = True, row.source.stat().st_mtime_ns

    desk.storage.write(in_place)
    for file in desk.storage.folders.pictures.rglob("*"):
        if file.is_file():
            file.unlink()
    Image.new("RGB", (50, 50)).save(changed)
    desk.start()
    given = {picture.path: picture.sha256 for picture in desk.job.pictures}
    assert given[kept] == hashlib.sha256(kept.read_bytes()).hexdigest()
    assert given[changed] is None


def test_removing_a_run_can_be_undone(desk: Desk) -> None:
    run_id = desk.start()
    with pytest.raises(InputError):
        desk.runs.remove(run_id=run_id)
    desk.runs.stop(run_id=run_id)
    desk.runs.remove(run_id=run_id)
    assert desk.runs.list(project_id=desk.project) == ()
    Undo(desk.storage).undo(project_id=desk.project)
    assert [item.id for item in desk.runs.list(project_id=desk.project)] == [run_id]


def test_the_adapter_in_use_can_be_changed_and_undone(desk: Desk) -> None:
    desk.start()
    desk.write_result()
    desk.runner.tell(Finished(TrainResult(desk.job.result)))
    desk.adapters.choose(project_id=desk.project, adapter_id=None)
    assert not desk.adapters.list(project_id=desk.project)[0].in_use
    Undo(desk.storage).undo(project_id=desk.project)
    assert desk.adapters.list(project_id=desk.project)[0].in_use
    with pytest.raises(InputError):
        desk.adapters.choose(project_id=desk.project, adapter_id=999)


def test_an_adapter_of_another_backbone_is_refused(desk: Desk, tmp_path: Path) -> None:
    examples = [Example(picture.path, label) for picture, label in _given(desk)]
    train(examples, backbone(), QUICK).save(tmp_path / "other.mmrl.safetensors")
    with pytest.raises(EngineError) as caught:
        desk.adapters.import_file(project_id=desk.project, path=tmp_path / "other.mmrl.safetensors")
    assert caught.value.notices[0].code == "adapter-other-backbone"
    assert desk.adapters.list(project_id=desk.project) == ()


def test_an_adapter_of_another_backbone_cannot_be_chosen(desk: Desk) -> None:
    desk.start()
    desk.write_result()
    desk.runner.tell(Finished(TrainResult(desk.job.result)))
    (made,) = desk.adapters.list(project_id=desk.project)
    desk.adapters.choose(project_id=desk.project, adapter_id=None)
    with pytest.raises(EngineError) as caught:
        desk.adapters.choose(project_id=desk.project, adapter_id=made.id)
    assert caught.value.notices[0].code == "adapter-other-backbone"
    assert not desk.adapters.list(project_id=desk.project)[0].in_use


def test_a_training_that_ends_after_its_backbone_was_changed_is_not_put_into_use(desk: Desk) -> None:
    run_id = desk.start()
    desk.write_result()
    Projects(desk.storage).set_backbone(project_id=desk.project, backbone=BackboneSource("elsewhere"))
    desk.runner.tell(Finished(TrainResult(desk.job.result)))
    assert desk.state(run_id) == "done"
    assert [item.in_use for item in desk.adapters.list(project_id=desk.project)] == [False]


def _given(desk: Desk) -> list[tuple[JobPicture, str]]:
    desk.start()
    return list(zip(desk.job.pictures, desk.job.labels, strict=True))


def _full_disk(work: object) -> NoReturn:
    raise EngineError.of("storage-disk-full", path="projects.sqlite")
