"""Answers for a folder: what is asked, what is written when, and how a run stops and goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from app.services.change import Change
from app.services.classes import Classes
from app.services.folder_files import FileFilter
from app.services.folder_log import BATCH
from app.services.jobs import Cancelled, Failed, Finished, Moved, Order, Part, Queued, Started
from app.services.projects import Projects
from app.storage.schema import FolderFile, FolderRun, Project
from app.storage.storage import Storage, Written
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError, InputError, PictureError
from mmrl_engine.notices import Notice, notice
from tests.app.services.folder_desk import FolderDesk, folder_runs, tree
from tests.app.services.import_help import write_picture
from tests.app.services.project_samples import add_adapter

FILES = ("b.png", "a.png", "deep/er/c.jpg", "d.png")
SORTED = ("a.png", "b.png", "d.png", "deep/er/c.jpg")
EMPTY = notice("picture-empty", path="b.png")


@pytest.fixture
def desk(storage: Storage, tmp_path: Path) -> FolderDesk:
    return FolderDesk(storage, tmp_path, FILES)


def codes(notices: tuple[Notice, ...]) -> list[str]:
    return [item.code for item in notices]


def names(desk: FolderDesk, run_id: int, wanted: FileFilter) -> list[str]:
    return [row.path.as_posix() for row in desk.runs.rows(run_id=run_id, wanted=wanted)]


def test_a_run_asks_for_every_picture_of_the_folder(desk: FolderDesk) -> None:
    (desk.given / "notes.txt").write_text("no picture")
    write_picture(desk.given / ".hidden" / "x.png")
    change = desk.runs.start(project_id=desk.project, folder=desk.given, typed=("a blue thing",))
    assert change.made is not None
    assert change.rows["folder_run"] == {change.made}
    assert [item.path for item in desk.job.pictures] == [desk.given / name for name in SORTED]
    assert desk.job.order is Order.FOLDER
    assert desk.job.typed == ("red", "green", "a blue thing")
    view = desk.runs.get(run_id=change.made)
    assert (view.state, view.folder, view.names) == ("running", desk.given, ("red", "green", "a blue thing"))
    assert desk.runs.list(project_id=desk.project) == (view,)
    assert desk.states(view.id) == ["waiting"] * 4
    assert isinstance(desk.told[0], Queued)


def test_folders_further_down_can_be_left_out(desk: FolderDesk) -> None:
    (desk.given / "folder.png").mkdir()
    desk.runs.start(project_id=desk.project, folder=desk.given, recursive=False)
    assert [item.path.name for item in desk.job.pictures] == ["a.png", "b.png", "d.png"]


def test_a_folder_further_down_that_cannot_be_listed_is_told(desk: FolderDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "er":
            raise PermissionError
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    change = desk.runs.start(project_id=desk.project, folder=desk.given)
    assert codes(change.notices) == ["folder-no-permission"]
    assert change.made is not None
    assert desk.runs.get(run_id=change.made).notices == change.notices
    assert len(desk.job.pictures) == 3


def test_what_cannot_be_asked_is_refused_and_leaves_no_run(desk: FolderDesk) -> None:
    (desk.given / "empty").mkdir()
    cases = (
        (desk.given / "empty", (), InputError, "folder-no-pictures"),
        (desk.given / "nowhere", (), PictureError, "folder-missing"),
        (desk.given, ("red",), InputError, "typed-is-trained"),
    )
    for folder, typed, kind, code in cases:
        with pytest.raises(kind) as caught:
            desk.runs.start(project_id=desk.project, folder=folder, typed=typed)
        assert codes(caught.value.notices) == [code]
    with pytest.raises(PictureError):
        desk.runs.start(project_id=desk.project, folder=desk.given / "nowhere", recursive=False)
    with pytest.raises(InputError) as refused:
        desk.runs.start(project_id=99, folder=desk.given)
    assert codes(refused.value.notices) == ["project-not-there"]
    assert desk.runs.list(project_id=desk.project) == ()
    assert desk.runner.jobs == {}


def test_answers_are_told_only_once_they_are_lasting(storage: Storage, tmp_path: Path) -> None:
    desk = FolderDesk(storage, tmp_path, tuple(f"{number:03}.png" for number in range(BATCH + 10)))
    run_id = desk.start()
    lasting: list[tuple[int, int]] = []
    told = 0

    def hear(what: object) -> None:
        nonlocal told
        if isinstance(what, Part):
            told += len(what.answers)
            lasting.append((told, desk.runs.counts(run_id=run_id).answered))
        desk.told.append(what)  # type: ignore[arg-type]

    desk.hear = hear
    for start in range(0, BATCH, 16):
        desk.answer(start, *["red"] * 16)
    assert told == BATCH
    change = desk.told[-1]
    assert isinstance(change, Change)
    assert (change.rows, change.projects) == ({"folder_run": frozenset({run_id})}, frozenset({desk.project}))
    desk.answer(BATCH, *["green"] * 10)
    desk.finish()
    assert told == BATCH + 10
    assert all(written >= heard for heard, written in lasting)
    assert isinstance(desk.told[-2], Finished)
    assert desk.runs.get(run_id=run_id).state == "done"


def test_few_answers_become_lasting_after_a_moment(desk: FolderDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = desk.start()
    monkeypatch.setattr("app.services.folder_log.BATCH_SECONDS", 0.0)
    desk.answer(0, "red")
    assert desk.runs.counts(run_id=run_id).answered == 1


def test_progress_and_beginnings_are_passed_on(desk: FolderDesk) -> None:
    desk.start()
    started, moved = Started("cpu", notice("device-no-card")), Moved("evaluate", 1, 4)
    desk.runner.tell(started)
    desk.runner.tell(moved)
    assert desk.told[-2:] == [started, moved]


def test_rows_have_the_answers_and_can_be_chosen(desk: FolderDesk) -> None:
    run_id = desk.start()
    desk.answer(0, "red", verdict="sure")
    desk.answer(1, EMPTY)
    desk.answer(2, "green", verdict="maybe")
    desk.runner.cancel("job-0")
    first, second, third, fourth = desk.runs.rows(run_id=run_id)
    assert [(score.name, score.kind, score.probability) for score in first.answer.scores] == [
        ("red", "typed", 0.8),
        ("green", "typed", 0.2),
    ]
    assert (first.answer.path, first.path, first.answer.verdict) == (desk.given / "a.png", Path("a.png"), "sure")
    assert (second.state, second.answer.error) == ("failed", EMPTY)
    assert (third.state, fourth.state, fourth.answer.scores) == ("answered", "waiting", ())
    assert names(desk, run_id, FileFilter(verdict="maybe")) == ["d.png"]
    assert names(desk, run_id, FileFilter(state="failed")) == ["b.png"]
    assert names(desk, run_id, FileFilter(state="answered")) == ["a.png", "d.png"]
    assert names(desk, run_id, FileFilter(waiting=False)) == ["a.png", "b.png", "d.png"]
    assert names(desk, run_id, FileFilter(text="DEEP")) == ["deep/er/c.jpg"]
    assert names(desk, run_id, FileFilter(text="%")) == []
    assert names(desk, run_id, FileFilter(name="red")) == ["a.png"]
    assert [row.id for row in desk.runs.rows(run_id=run_id, offset=1, limit=2)] == [second.id, third.id]
    counts = desk.runs.counts(run_id=run_id)
    assert (counts.total, counts.waiting, counts.failed, counts.answered) == (4, 1, 1, 2)
    assert (counts.sure, counts.maybe, counts.none, counts.undecided) == (1, 1, 0, 0)
    assert counts.by_name == {"red": 1, "green": 1}


def test_answers_without_a_verdict_stay_so(desk: FolderDesk) -> None:
    run_id = desk.answered_run("red", "red", "green", "red")
    assert {row.answer.verdict for row in desk.runs.rows(run_id=run_id)} == {None}
    assert desk.runs.counts(run_id=run_id).undecided == 4


def test_answers_stand_under_the_names_of_the_project(desk: FolderDesk) -> None:
    (red, _) = Classes(desk.storage).list(project_id=desk.project)
    Classes(desk.storage).rename(class_id=red.id, name="tomato")
    run_id = desk.start()
    desk.answer(0, "red")
    desk.runner.cancel("job-0")
    assert desk.runs.rows(run_id=run_id)[0].answer.scores[0].name == "tomato"


def test_a_stopped_run_keeps_its_answers_and_goes_on_with_the_others(desk: FolderDesk) -> None:
    before = tree(desk.given)
    run_id = desk.start()
    desk.answer(0, "red", EMPTY)
    assert not desk.runs.stop(run_id=run_id)
    assert desk.runs.get(run_id=run_id).state == "stopped"
    assert desk.states(run_id) == ["answered", "failed", "waiting", "waiting"]
    assert isinstance(desk.told[-2], Cancelled)
    change = desk.runs.go_on(run_id=run_id)
    assert change.rows["folder_run"] == {run_id}
    assert [item.path.name for item in desk.job.pictures] == ["d.png", "c.jpg"]
    assert desk.runs.get(run_id=run_id).ended_at is None
    desk.answer(0, "green", "red")
    desk.finish()
    rows = desk.runs.rows(run_id=run_id)
    assert [row.answer.scores[0].name for row in rows if row.state == "answered"] == ["red", "green", "red"]
    assert desk.runs.get(run_id=run_id).state == "done"
    assert desk.runs.get(run_id=run_id).ended_at is not None
    assert tree(desk.given) == before


def test_a_run_goes_on_as_it_was_started_whatever_has_changed(desk: FolderDesk) -> None:
    run_id = desk.start()
    asked = desk.job
    desk.runs.stop(run_id=run_id)
    classes, projects = Classes(desk.storage), Projects(desk.storage)
    red, green = classes.list(project_id=desk.project)
    classes.rename(class_id=red.id, name="tomato")
    classes.remove(class_id=green.id)
    classes.add(project_id=desk.project, name="blue")
    projects.set_template(project_id=desk.project, template="a drawing of a {}.")
    adapter = add_adapter(desk.storage, desk.project, [red.uid])
    desk.storage.write(lambda unit: set_adapter(unit, desk.project, adapter))
    desk.runs.go_on(run_id=run_id)
    assert desk.job == asked


def set_adapter(unit: UnitOfWork, project_id: int, adapter_id: int) -> None:
    unit.session.get_one(Project, project_id).adapter_id = adapter_id


def test_pictures_that_came_into_the_folder_since_are_told_and_not_asked(desk: FolderDesk) -> None:
    run_id = desk.start()
    desk.runs.stop(run_id=run_id)
    write_picture(desk.given / "0 new.png", 9)
    (told,) = desk.runs.go_on(run_id=run_id).notices
    assert (told.code, told.params["count"], told.params["first"]) == ("folder-run-new-files", 1, "0 new.png")
    assert len(desk.job.pictures) == 4


def test_a_run_whose_folder_is_gone_does_not_go_on(desk: FolderDesk) -> None:
    run_id = desk.start()
    desk.runs.stop(run_id=run_id)
    desk.given.rename(desk.given.with_name("elsewhere"))
    with pytest.raises(PictureError) as caught:
        desk.runs.go_on(run_id=run_id)
    assert codes(caught.value.notices) == ["folder-missing"]
    assert desk.states(run_id) == ["waiting"] * 4


def test_a_run_whose_adapter_is_gone_does_not_go_on(desk: FolderDesk) -> None:
    run_id = desk.start()
    desk.runs.stop(run_id=run_id)

    def lose_adapter(unit: UnitOfWork) -> None:
        run = unit.session.get_one(FolderRun, run_id)
        run.names = {**run.names, "without": ["learned once"]}

    desk.storage.write(lose_adapter)
    with pytest.raises(InputError) as caught:
        desk.runs.go_on(run_id=run_id)
    assert codes(caught.value.notices) == ["folder-run-adapter-gone"]


def test_going_on_where_nothing_waits_ends_the_run(desk: FolderDesk) -> None:
    run_id = desk.start()
    desk.answer(0, "red", "red", "red", "red")
    desk.runs.stop(run_id=run_id)
    jobs = len(desk.runner.jobs)
    assert desk.runs.go_on(run_id=run_id)
    assert desk.runs.get(run_id=run_id).state == "done"
    assert not desk.runs.go_on(run_id=run_id)
    assert len(desk.runner.jobs) == jobs


def test_a_run_at_work_is_neither_started_twice_nor_removed(desk: FolderDesk) -> None:
    run_id = desk.start()
    for call in (desk.runs.go_on, desk.runs.remove):
        with pytest.raises(InputError) as caught:
            call(run_id=run_id)
        assert codes(caught.value.notices) == ["folder-run-in-work"]
    desk.runs.stop(run_id=run_id)
    assert desk.runs.remove(run_id=run_id).rows["folder_run"] == {run_id}
    assert desk.runs.list(project_id=desk.project) == ()
    for gone in (desk.runs.go_on, desk.runs.remove, desk.runs.get, desk.runs.rows):
        with pytest.raises(InputError) as caught:
            gone(run_id=run_id)
        assert codes(caught.value.notices) == ["folder-run-not-there"]


def test_a_job_that_fails_leaves_its_reason_and_what_it_answered(desk: FolderDesk) -> None:
    run_id = desk.start()
    desk.answer(0, "red")
    desk.runner.tell(Failed((notice("memory-smallest-step"),)))
    assert desk.runs.get(run_id=run_id).state == "failed"
    assert codes(desk.runs.get(run_id=run_id).notices) == ["memory-smallest-step"]
    assert desk.states(run_id) == ["answered", "waiting", "waiting", "waiting"]
    desk.runs.go_on(run_id=run_id)
    assert len(desk.job.pictures) == 3


def test_a_run_that_was_cut_off_is_stopped_at_the_next_start(desk: FolderDesk) -> None:
    run_id = desk.start()
    next_start = folder_runs(desk.storage, desk.runner, lambda run_id, what: None)
    assert next_start.recover().rows["folder_run"] == {run_id}
    assert desk.runs.get(run_id=run_id).state == "stopped"
    next_start.go_on(run_id=run_id)
    assert len(desk.job.pictures) == 4


def test_a_run_that_has_ended_is_left_alone_at_the_next_start(desk: FolderDesk) -> None:
    run_id = desk.answered_run("red", "red", "red", "red")
    assert not folder_runs(desk.storage, desk.runner, lambda run_id, what: None).recover()
    assert desk.runs.get(run_id=run_id).state == "done"


def fail_writing(storage: Storage, monkeypatch: pytest.MonkeyPatch, *, times: int) -> None:
    """The disk is full for so many writes."""
    write, left = storage.write, times

    def failing(work: object) -> Written[object]:
        nonlocal left
        if left:
            left -= 1
            raise EngineError.of("storage-disk-full", path="projects.sqlite")
        return write(work)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "write", failing)


def test_answers_that_cannot_be_written_end_the_job_and_are_not_told(
    desk: FolderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = desk.start()
    monkeypatch.setattr("app.services.folder_log.BATCH_SECONDS", 0.0)
    fail_writing(desk.storage, monkeypatch, times=2)
    desk.answer(0, "red")
    assert not [what for what in desk.told if isinstance(what, Part | Change)]
    last = desk.told[-1]
    assert isinstance(last, Failed)
    assert set(codes(last.notices)) == {"storage-disk-full"}
    assert desk.runs.stop(run_id=run_id)  # nobody works on it any more
    assert desk.states(run_id) == ["waiting"] * 4
    desk.runs.go_on(run_id=run_id)
    assert len(desk.job.pictures) == 4


def test_answers_that_can_be_written_in_the_end_are_kept(desk: FolderDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = desk.start()
    monkeypatch.setattr("app.services.folder_log.BATCH_SECONDS", 0.0)
    fail_writing(desk.storage, monkeypatch, times=1)
    desk.answer(0, "red")
    view = desk.runs.get(run_id=run_id)
    assert (view.state, codes(view.notices)) == ("failed", ["storage-disk-full"])
    assert desk.states(run_id) == ["answered", "waiting", "waiting", "waiting"]


def test_an_answer_with_a_reason_of_another_version_is_listed(desk: FolderDesk) -> None:
    run_id = desk.answered_run(EMPTY, "red", "red", "red")
    later = {"code": "picture-of-the-future", "params": {}}
    desk.storage.write(
        lambda unit: unit.session.execute(update(FolderFile).where(FolderFile.state == "failed").values(notice=later))
    )
    (row,) = desk.runs.rows(run_id=run_id, wanted=FileFilter(state="failed"))
    assert row.answer.error == notice("folder-file-failed", reason="picture-of-the-future")
