"""Watched folders: what is asked as it comes, what is written when, and how a watch ends and goes on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.services.change import Change
from app.services.folder_files import FileFilter
from app.services.folder_run_rows import WatchOptions
from app.services.import_report import ImportReport
from app.services.importing import Importing
from app.services.jobs import Done, Failed, Finished, Order
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.undo import Undo
from app.services.watching import Watching
from app.services.watching_work import AskedAgain, WatchEnded
from app.storage.storage import Storage
from mmrl_engine import watch
from mmrl_engine.errors import EngineError, InputError, PictureError
from mmrl_engine.notices import notice
from mmrl_engine.watch import WatchState
from mmrl_engine.watch_signs import PolledSigns
from tests.app.filled import filled_project
from tests.app.services.folder_desk import FolderDesk, tree
from tests.app.services.import_help import HereDecoder, write_picture

FILES = ("a.png", "deep/b.png")


class WatchDesk(FolderDesk):
    """The folder desk with a watch that looks often; what it told."""

    def __init__(self, storage: Storage, folder: Path, importing: Importing) -> None:
        super().__init__(storage, folder, FILES)
        self.news: list[object] = []
        self.importing = importing
        self.watching = self.service()

    def service(self) -> Watching:
        runs = self.runs
        return Watching(
            self.storage,
            runs._adapters,
            runs._classification,
            runs,
            self.importing,
            tell=lambda run_id, what: self.news.append(what),
            signs=lambda: PolledSigns(0.02),
        )

    def watch(self, *, recursive: bool = True, before: bool = False, inbox: bool = False) -> int:
        made = self.watching.start(
            project_id=self.project, folder=self.given, recursive=recursive, before=before, inbox=inbox
        ).made
        assert made is not None
        self.wait(lambda: self.watching.state(run_id=made) is not None)
        return made

    def wait(self, found: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not found():
            assert time.monotonic() < end, f"waited in vain; told: {self.news}"
            time.sleep(0.005)

    def wait_for_job(self, count: int) -> None:
        self.wait(lambda: len(self.runner.jobs) == count)

    def end(self, run_id: int) -> None:
        self.watching.stop(run_id=run_id)
        self.wait(lambda: any(isinstance(what, WatchEnded) for what in self.news))

    def answered(self, run_id: int) -> list[str]:
        rows = self.runs.rows(run_id=run_id, wanted=FileFilter(waiting=False))
        return [f"{row.path.as_posix()} {row.answer.scores[0].name}" for row in rows if row.answer.scores]


@pytest.fixture
def desk(storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchDesk]:
    monkeypatch.setattr(watch, "SETTLE_S", 0.05)
    monkeypatch.setattr(watch, "LOOK_S", 0.01)
    monkeypatch.setattr(watch, "PRESENT_S", 0.02)
    made = WatchDesk(storage, tmp_path, Importing(storage, HereDecoder()))
    yield made
    made.watching.close()


def test_what_was_there_is_counted_and_what_comes_is_answered(desk: WatchDesk) -> None:
    before = tree(desk.given)
    run_id = desk.watch()
    assert desk.watching.state(run_id=run_id) == WatchState(polled=True, before=2)
    assert desk.runner.jobs == {}
    view = desk.runs.get(run_id=run_id)
    assert (view.state, view.watch) == ("watching", WatchOptions(inbox=False))
    write_picture(desk.given / "deep" / "new.png", 7)
    desk.wait_for_job(1)
    assert [item.path.name for item in desk.job.pictures] == ["new.png"]
    assert desk.job.order is Order.FOLDER
    desk.answer(0, "green", verdict="sure")
    desk.finish()
    assert desk.answered(run_id) == ["deep/new.png green"]
    counts = desk.runs.counts(run_id=run_id)
    assert (counts.total, counts.before, counts.sure, counts.waiting) == (1, 2, 1, 0)
    assert desk.runs.get(run_id=run_id).state == "watching"
    (desk.given / "deep" / "new.png").unlink()
    assert {name: facts[0] for name, facts in tree(desk.given).items()} == {
        name: facts[0] for name, facts in before.items()
    }


def test_what_was_there_can_be_answered_too(desk: WatchDesk) -> None:
    desk.watch(before=True)
    desk.wait_for_job(1)
    assert sorted(item.path.name for item in desk.job.pictures) == ["a.png", "b.png"]


def test_folders_further_down_can_be_left_out(desk: WatchDesk) -> None:
    run_id = desk.watch(recursive=False)
    write_picture(desk.given / "deep" / "new.png", 7)
    write_picture(desk.given / "c.png", 8)
    desk.wait_for_job(1)
    assert [item.path.name for item in desk.job.pictures] == ["c.png"]
    assert desk.runs.counts(run_id=run_id).before == 1


def test_pictures_that_come_while_others_are_answered_wait_for_the_next_job(desk: WatchDesk) -> None:
    run_id = desk.watch()
    write_picture(desk.given / "one.png", 7)
    desk.wait_for_job(1)
    for number in range(30):
        write_picture(desk.given / f"more{number:02}.png", number)
    desk.wait(lambda: desk.runs.counts(run_id=run_id).total == 31)
    assert len(desk.runner.jobs) == 1
    desk.answer(0, "red")
    desk.finish()
    desk.wait_for_job(2)
    assert [item.path.name for item in desk.job.pictures] == [f"more{number:02}.png" for number in range(30)]
    desk.answer(0, *["green"] * 30)
    desk.finish()
    assert len(desk.answered(run_id)) == 31


def test_a_picture_that_changes_is_answered_again(desk: WatchDesk) -> None:
    run_id = desk.watch()
    write_picture(desk.given / "one.png", 7)
    desk.wait_for_job(1)
    desk.answer(0, notice("picture-empty", path="one.png"))
    desk.finish()
    assert desk.states(run_id)[-1] == "failed"
    write_picture(desk.given / "one.png", 8)
    write_picture(desk.given / "a.png", 9)
    desk.wait_for_job(2)
    if len(desk.job.pictures) == 1:  # the two settled at different looks
        desk.answer(0, "green")
        desk.finish()
        desk.wait_for_job(3)
    desk.answer(0, *["green"] * len(desk.job.pictures))
    desk.finish()
    assert sorted(desk.answered(run_id)) == ["a.png green", "one.png green"]
    assert AskedAgain() in desk.news
    assert desk.runs.counts(run_id=run_id).before == 1


def test_a_folder_that_is_gone_is_told_and_picked_up_again(desk: WatchDesk, tmp_path: Path) -> None:
    run_id = desk.watch()
    desk.given.rename(tmp_path / "away")
    desk.wait(lambda: WatchState(gone=True, before=2) in desk.news)
    write_picture(tmp_path / "away" / "new.png", 7)
    (tmp_path / "away").rename(desk.given)
    desk.wait_for_job(1)
    assert [item.path.name for item in desk.job.pictures] == ["new.png"]
    assert desk.watching.state(run_id=run_id) == WatchState(polled=True, before=2)


def test_a_watch_that_is_stopped_goes_on_with_what_came_meanwhile(desk: WatchDesk) -> None:
    run_id = desk.watch()
    write_picture(desk.given / "one.png", 7)
    desk.wait_for_job(1)
    desk.end(run_id)
    assert desk.runs.get(run_id=run_id).state == "stopped"
    assert desk.watching.state(run_id=run_id) is None
    write_picture(desk.given / "two.png", 8)
    desk.watching.go_on(run_id=run_id)
    assert desk.runs.get(run_id=run_id).state == "watching"
    desk.wait_for_job(2)
    assert [item.path.name for item in desk.job.pictures] == ["one.png"]
    desk.answer(0, "red")
    desk.finish()
    desk.wait_for_job(3)
    assert [item.path.name for item in desk.job.pictures] == ["two.png"]


def test_the_end_of_the_program_leaves_it_stopped(desk: WatchDesk) -> None:
    run_id = desk.watch()
    desk.watching.close()
    assert desk.runs.get(run_id=run_id).state == "stopped"


def test_a_program_that_was_killed_leaves_it_stopped_too(desk: WatchDesk) -> None:
    run_id = desk.watch()
    desk.runs.recover()
    assert desk.runs.get(run_id=run_id).state == "stopped"


def test_a_job_that_fails_ends_the_watch(desk: WatchDesk) -> None:
    run_id = desk.watch()
    write_picture(desk.given / "one.png", 7)
    desk.wait_for_job(1)
    desk.runner.tell(Failed((notice("job-own-mistake"),)))
    desk.wait(lambda: WatchEnded() in desk.news)
    view = desk.runs.get(run_id=run_id)
    assert (view.state, view.notices) == ("failed", (notice("job-own-mistake"),))


def test_the_same_folder_is_watched_once(desk: WatchDesk) -> None:
    run_id = desk.watch()
    with pytest.raises(InputError) as caught:
        desk.watching.start(project_id=desk.project, folder=desk.given)
    assert caught.value.notices[0].code == "watch-twice"
    with pytest.raises(InputError) as caught:
        desk.runs.remove(run_id=run_id)
    assert caught.value.notices[0].code == "folder-run-in-work"
    desk.end(run_id)
    desk.runs.remove(run_id=run_id)


def test_a_watch_ends_with_its_project(desk: WatchDesk) -> None:
    desk.watch()
    Projects(desk.storage).trash(project_id=desk.project)
    write_picture(desk.given / "one.png", 7)
    desk.wait(lambda: WatchEnded() in desk.news)
    assert desk.runner.jobs == {}


def test_new_pictures_go_to_the_inbox_if_wanted(desk: WatchDesk) -> None:
    desk.watch(inbox=True)
    pictures = Pictures(desk.storage)
    before = len(pictures.page(project_id=desk.project))
    write_picture(desk.given / "one.png", 77)
    desk.wait(lambda: len(pictures.page(project_id=desk.project)) == before + 1)
    desk.wait(lambda: any(isinstance(what, Change) and what.act for what in desk.news))
    Undo(desk.storage).undo(project_id=desk.project)
    assert len(pictures.page(project_id=desk.project)) == before


def test_pictures_that_find_no_room_are_told_and_come_again(desk: WatchDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise EngineError.of("pictures-no-room", path="here", megabytes=1, free=0)

    pictures = Pictures(desk.storage)
    before = len(pictures.page(project_id=desk.project))
    with monkeypatch.context() as full:
        full.setattr(desk.storage.pictures, "keep_all", refuse)
        run_id = desk.watch(inbox=True)
        write_picture(desk.given / "one.png", 77)
        desk.wait(lambda: any(isinstance(what, WatchEnded) for what in desk.news))
    view = desk.runs.get(run_id=run_id)
    assert (view.state, [item.code for item in view.notices]) == ("failed", ["pictures-no-room"])
    assert desk.runner.jobs == {}
    desk.watching.go_on(run_id=run_id)
    desk.wait(lambda: len(pictures.page(project_id=desk.project)) == before + 1)
    desk.wait_for_job(1)


def test_what_a_stopped_watch_did_not_put_into_the_inbox_comes_again(
    desk: WatchDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, runs = desk.importing.run, iter((True, False))

    def cut(*, stop: Callable[[], bool], **given: Any) -> ImportReport:
        if next(runs, False):
            (running,) = desk.watching._works.values()
            running.stop()
        return run(stop=stop, **given)

    monkeypatch.setattr(desk.importing, "run", cut)
    run_id = desk.watch(inbox=True)
    pictures = Pictures(desk.storage)
    before = len(pictures.page(project_id=desk.project))
    write_picture(desk.given / "one.png", 77)
    desk.wait(lambda: WatchEnded() in desk.news)
    assert len(pictures.page(project_id=desk.project)) == before
    desk.watching.go_on(run_id=run_id)
    desk.wait(lambda: len(pictures.page(project_id=desk.project)) == before + 1)
    desk.wait_for_job(1)


def test_the_watch_of_a_project_that_was_deleted_is_in_nobodys_way(desk: WatchDesk, tmp_path: Path) -> None:
    projects = Projects(desk.storage)
    desk.watch()
    projects.trash(project_id=desk.project)
    projects.delete_for_good(project_id=desk.project)
    (tmp_path / "other").mkdir()
    desk.project = filled_project(desk.storage, tmp_path / "more", {"red": 1, "green": 1})
    assert desk.watching.start(project_id=desk.project, folder=tmp_path / "other").made is not None


def test_a_missing_folder_cannot_be_watched(desk: WatchDesk) -> None:
    shutil.rmtree(desk.given)
    with pytest.raises(PictureError) as caught:
        desk.watching.start(project_id=desk.project, folder=desk.given)
    assert caught.value.notices[0].code == "folder-missing"


def test_the_end_of_a_job_while_it_stops_leaves_it_stopped(desk: WatchDesk) -> None:
    run_id = desk.watch()
    write_picture(desk.given / "one.png", 7)
    desk.wait_for_job(1)
    desk.watching.stop(run_id=run_id)
    desk.runner.tell(Finished(Done(1)))
    desk.wait(lambda: WatchEnded() in desk.news)
    assert desk.runs.get(run_id=run_id).state == "stopped"
