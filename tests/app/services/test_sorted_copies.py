"""Sorted copies: what a plan says, what is copied, and that undoing takes away nothing but that."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.services.copy_journal import CopyRunView
from app.services.copy_plan import CopyPlan, OwnFolders
from app.services.copying import BATCH, CopyProgress
from app.services.folder_files import FileFilter
from app.services.sorted_copies import SortedCopies
from app.storage.pictures import RESERVE
from app.storage.storage import Storage, Written
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import Notice, notice
from tests.app.services.folder_desk import FolderDesk, tree

FILES = ("1.png", "2.png", "deep/1.png", "deep/3.png")
EMPTY = notice("picture-empty", path="3.png")


class CopyDesk(FolderDesk):
    """A folder run whose pictures can be copied into `target`."""

    def __init__(self, storage: Storage, folder: Path, files: tuple[str, ...] = FILES) -> None:
        super().__init__(storage, folder, files)
        self.copies, self.target = SortedCopies(storage), folder / "sorted"
        self.run = 0

    def plan(self, wanted: FileFilter | None = None) -> CopyPlan:
        return self.copies.plan(run_id=self.run, target=self.target, wanted=wanted or FileFilter())

    def copy(self, stop: Callable[[], bool] = lambda: False) -> tuple[int, tuple[Notice, ...]]:
        change = self.copies.copy(plan=self.plan(), stop=stop)
        assert change.made is not None
        assert change.rows["copy_run"] == {change.made}
        assert change.projects == {self.project}
        return change.made, change.notices

    def made(self) -> dict[str, bytes]:
        """Every file below the target."""
        found = sorted(path for path in self.target.rglob("*") if path.is_file())
        return {path.relative_to(self.target).as_posix(): path.read_bytes() for path in found}

    def original(self, name: str) -> bytes:
        return (self.given / name).read_bytes()

    def view(self, copy_run_id: int) -> CopyRunView:
        return self.copies.get(copy_run_id=copy_run_id)


@pytest.fixture
def desk(storage: Storage, tmp_path: Path) -> Iterator[CopyDesk]:
    """Its run has answered all files but the last; its originals may not be written, and are as before afterwards."""
    made = CopyDesk(storage, tmp_path)
    made.run = made.answered_run("red", "green", "red", EMPTY)
    folders = [made.given, made.given / "deep"]
    for path in [*made.given.rglob("*.png"), *folders]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = tree(made.given)
    yield made
    assert tree(made.given) == before
    for path in folders:
        path.chmod(0o755)


@pytest.fixture
def many(storage: Storage, tmp_path: Path) -> CopyDesk:
    """So many pictures that they are copied in several batches."""
    made = CopyDesk(storage, tmp_path, tuple(f"{number:03}.png" for number in range(2 * BATCH + 5)))
    made.run = made.answered_run(*["red", "green"] * BATCH, *["red"] * 5)
    return made


def codes(notices: tuple[Notice, ...]) -> list[str]:
    return [item.code for item in notices]


def within(desk: CopyDesk, plan: CopyPlan) -> dict[str, str]:
    """Copies by their originals, both within their folders."""
    return {
        entry.source.relative_to(desk.given).as_posix(): entry.target.relative_to(desk.target).as_posix()
        for entry in plan.entries
    }


def test_a_plan_has_a_folder_for_each_name_and_changes_nothing(desk: CopyDesk, tmp_path: Path) -> None:
    before = tree(tmp_path / "given")
    plan = desk.plan()
    assert within(desk, plan) == {"1.png": "red/1.png", "2.png": "green/2.png", "deep/1.png": "red/1 (2).png"}
    assert (plan.folders, plan.skipped, plan.problems) == (2, (), ())
    assert plan.size == sum(len(desk.original(name)) for name in FILES[:3])
    assert not desk.target.exists()
    assert desk.copies.list(run_id=desk.run) == ()
    assert tree(tmp_path / "given") == before


def test_a_name_is_kept_for_its_picture_whatever_is_copied_today(desk: CopyDesk) -> None:
    desk.plan()
    reds = desk.plan(FileFilter(name="red"))
    greens = desk.plan(FileFilter(name="green"))
    assert within(desk, reds) | within(desk, greens) == within(desk, desk.plan())


def test_pictures_that_belong_to_no_name_have_folders_of_their_own(storage: Storage, tmp_path: Path) -> None:
    desk = CopyDesk(storage, tmp_path)
    desk.run = desk.start()
    for place, verdict in enumerate(("sure", "maybe", "none", None)):
        desk.answer(place, "red", verdict=verdict)  # type: ignore[arg-type]
    desk.finish()
    assert list(within(desk, desk.plan()).values()) == ["red/1.png", "Unsure/2.png", "None of these/1.png", "red/3.png"]
    plan = desk.copies.plan(run_id=desk.run, target=desk.target, own=OwnFolders("Red", "unsicher"))
    assert list(within(desk, plan).values()) == ["red/1.png", "unsicher/2.png", "Red (2)/1.png", "red/3.png"]


def test_copies_are_the_pictures_with_their_dates(desk: CopyDesk) -> None:
    told: list[CopyProgress] = []
    plan = desk.plan()
    made = desk.copies.copy(plan=plan, progress=told.append).made
    assert made is not None
    assert desk.made() == {
        "green/2.png": desk.original("2.png"),
        "red/1 (2).png": desk.original("deep/1.png"),
        "red/1.png": desk.original("1.png"),
    }
    assert told == [CopyProgress(3, 3, plan.size)]
    view = desk.view(made)
    assert (view.state, view.copied, view.planned, view.skipped, view.failed) == ("done", 3, 0, 0, 0)
    assert desk.copies.list(run_id=desk.run) == (view,)
    copied, original = (desk.target / "red/1.png").stat(), (desk.given / "1.png").stat()
    assert copied.st_mtime_ns == original.st_mtime_ns
    assert copied.st_mode & 0o200  # unlike the original
    assert copied.st_ino != original.st_ino


def test_undoing_leaves_nothing_and_can_be_repeated(desk: CopyDesk, tmp_path: Path) -> None:
    desk.target = tmp_path / "new" / "sorted"
    copy_run_id, _ = desk.copy()
    change = desk.copies.undo(copy_run_id=copy_run_id)
    assert change.rows["copy_run"] == {copy_run_id}
    assert change.notices == ()
    assert not (tmp_path / "new").exists()
    view = desk.view(copy_run_id)
    assert (view.state, view.undone, view.copied) == ("undone", 3, 0)
    assert desk.copies.undo(copy_run_id=copy_run_id).notices == ()
    assert desk.view(copy_run_id) == view
    with pytest.raises(InputError) as caught:
        desk.copies.go_on(copy_run_id=copy_run_id)
    assert codes(caught.value.notices) == ["copies-undone"]
    again, _ = desk.copy()
    assert desk.view(again).copied == 3


def test_undoing_leaves_what_is_not_exactly_what_was_copied(desk: CopyDesk) -> None:
    (desk.target / "green").mkdir(parents=True)
    copy_run_id, _ = desk.copy()
    (desk.target / "red/1.png").write_bytes(b"changed by its owner")
    (desk.target / "red/mine.txt").write_text("mine")
    change = desk.copies.undo(copy_run_id=copy_run_id)
    assert desk.made() == {"red/1.png": b"changed by its owner", "red/mine.txt": b"mine"}
    assert (desk.target / "green").is_dir()  # it was there before
    assert [(item.code, item.params["count"]) for item in change.notices] == [
        ("copies-left", 1),
        ("copies-folders-left", 1),
    ]
    assert {item.target.name for item in desk.copies.told(copy_run_id=copy_run_id)} == {"1.png", "red"}
    view = desk.view(copy_run_id)
    assert (view.state, view.copied, view.undone) == ("undone", 1, 2)
    shutil.copyfile(desk.given / "1.png", desk.target / "red/1.png")
    (desk.target / "red/mine.txt").unlink()
    assert desk.copies.undo(copy_run_id=copy_run_id).notices == ()
    assert [path.name for path in desk.target.iterdir()] == ["green"]


def test_a_copy_that_its_owner_replaced_by_a_link_or_deleted_is_no_copy_any_more(desk: CopyDesk) -> None:
    copy_run_id, _ = desk.copy()
    (desk.target / "green/2.png").unlink()
    (desk.target / "red/1.png").unlink()
    (desk.target / "red/1.png").symlink_to(desk.given / "1.png")
    change = desk.copies.undo(copy_run_id=copy_run_id)
    assert codes(change.notices) == ["copies-left", "copies-folders-left"]
    assert (desk.target / "red/1.png").is_symlink()
    assert not (desk.target / "green").exists()


def test_what_is_there_already_is_skipped_and_never_overwritten(desk: CopyDesk) -> None:
    for name in ("red", "green"):
        (desk.target / name).mkdir(parents=True)
    shutil.copyfile(desk.given / "1.png", desk.target / "red/1.png")
    (desk.target / "green/2.png").write_bytes(b"something else")
    plan = desk.plan()
    assert within(desk, plan) == {"deep/1.png": "red/1 (2).png"}
    assert codes(tuple(item.reason for item in plan.skipped)) == ["copy-already-there", "copy-name-taken"]
    before = desk.made()
    copy_run_id, _ = desk.copy()
    assert desk.made() == before | {"red/1 (2).png": desk.original("deep/1.png")}
    again = desk.plan()
    assert (again.entries, len(again.skipped), again.problems) == ((), 3, ())
    desk.copies.undo(copy_run_id=copy_run_id)
    assert desk.made() == before


def test_what_came_between_plan_and_copy_is_not_overwritten(desk: CopyDesk) -> None:
    plan = desk.plan()
    (desk.target / "red").mkdir(parents=True)
    (desk.target / "green").write_bytes(b"a file where a folder should be")
    (desk.target / "red/1.png").write_bytes(b"something else")
    shutil.copyfile(desk.given / "deep/1.png", desk.target / "red/1 (2).png")
    before = desk.made()
    copy_run_id = desk.copies.copy(plan=plan).made
    assert copy_run_id is not None
    assert desk.made() == before
    told = {item.target.name: item.reason.code for item in desk.copies.told(copy_run_id=copy_run_id)}
    assert told == {"1.png": "copy-name-taken", "1 (2).png": "copy-already-there", "2.png": "copy-name-taken"}
    assert (desk.view(copy_run_id).state, desk.view(copy_run_id).skipped) == ("done", 3)
    desk.copies.undo(copy_run_id=copy_run_id)
    assert desk.made() == before


def test_a_folder_that_is_a_link_is_not_copied_through(desk: CopyDesk) -> None:
    desk.target.mkdir()
    (desk.target / "red").symlink_to(desk.given)
    plan = desk.plan()
    assert within(desk, plan) == {"2.png": "green/2.png"}
    (desk.target / "red").unlink()
    plan = desk.plan()
    (desk.target / "red").symlink_to(desk.given)
    copy_run_id = desk.copies.copy(plan=plan).made
    assert copy_run_id is not None
    assert desk.view(copy_run_id).skipped == 2


def test_copies_stay_away_from_originals_and_the_programs_files(desk: CopyDesk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(desk.given)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "red").symlink_to(desk.storage.folders.data)
    cases = {
        desk.given: "copies-into-originals",
        desk.given / "sorted" / "new": "copies-into-originals",
        tmp_path / "link" / "new": "copies-into-originals",
        desk.given / "deep" / ".." / ".." / "given": "copies-into-originals",
        tmp_path: "copies-around-originals",
        desk.storage.folders.data: "copies-into-data",
        desk.storage.folders.pictures / "new": "copies-into-data",
        tmp_path / "home": "copies-into-data",
        tmp_path / "file": "copies-no-folder",
    }
    for target, code in cases.items():
        plan = desk.copies.plan(run_id=desk.run, target=target)
        assert codes(plan.problems) == [code], target
        with pytest.raises(InputError) as caught:
            desk.copies.copy(plan=plan)
        assert codes(caught.value.notices) == [code]


def test_a_target_that_became_a_link_into_the_originals_is_refused(desk: CopyDesk) -> None:
    plan = desk.plan()
    desk.target.symlink_to(desk.given)
    with pytest.raises(InputError) as caught:
        desk.copies.copy(plan=plan)
    assert codes(caught.value.notices) == ["copies-into-originals"]


def test_a_plan_says_what_the_disk_has_no_room_for(desk: CopyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=RESERVE + 100))
    plan = desk.plan()
    assert codes(plan.problems) == ["pictures-no-room"]
    assert len(plan.entries) == 3


def test_without_answers_there_is_nothing_to_copy(desk: CopyDesk) -> None:
    assert codes(desk.plan(FileFilter(state="failed")).problems) == ["copies-none"]
    with pytest.raises(InputError) as caught:
        desk.copies.plan(run_id=99, target=desk.target)
    assert codes(caught.value.notices) == ["folder-run-not-there"]


def test_a_picture_that_vanished_is_told_and_the_others_are_copied(many: CopyDesk) -> None:
    plan = many.plan()
    (many.given / "001.png").unlink()
    (many.given / "002.png").write_bytes(b"")
    copy_run_id = many.copies.copy(plan=plan).made
    assert copy_run_id is not None
    view = many.view(copy_run_id)
    assert (view.state, view.copied, view.failed) == ("done", len(plan.entries) - 2, 2)
    told = {item.source.name: item.reason.code for item in many.copies.told(copy_run_id=copy_run_id)}
    assert told == {"001.png": "picture-missing", "002.png": "picture-empty"}
    later = many.plan()
    assert {item.source.name: item.reason.code for item in later.skipped}["001.png"] == "picture-missing"


def test_stopped_copies_go_on_once_more(many: CopyDesk) -> None:
    done: list[int] = []
    plan = many.plan()
    change = many.copies.copy(plan=plan, progress=lambda item: done.append(item.done), stop=lambda: bool(done))
    copy_run_id = change.made
    assert copy_run_id is not None
    view = many.view(copy_run_id)
    assert (view.state, view.copied, view.planned) == ("stopped", BATCH, BATCH + 5)
    assert len(many.made()) == BATCH
    for _ in range(2):
        many.copies.go_on(copy_run_id=copy_run_id)
        assert (many.view(copy_run_id).state, many.view(copy_run_id).copied) == ("done", 2 * BATCH + 5)
    assert len(many.made()) == 2 * BATCH + 5
    assert many.copies.undo(copy_run_id=copy_run_id).notices == ()
    assert not many.target.exists()


def test_undoing_stopped_copies_makes_an_end_of_them(many: CopyDesk) -> None:
    done: list[int] = []
    copy_run_id, _ = many.copy(stop=lambda: not done and (many.target / "red").exists() and bool(many.made()))
    assert many.view(copy_run_id).state == "stopped"
    undone: list[CopyProgress] = []
    many.copies.undo(copy_run_id=copy_run_id, stop=lambda: True)
    assert many.view(copy_run_id).state == "stopped"
    many.copies.undo(copy_run_id=copy_run_id, progress=undone.append)
    assert not many.target.exists()
    assert (many.view(copy_run_id).state, many.view(copy_run_id).planned) == ("undone", 0)
    assert undone


def test_copies_at_work_are_neither_gone_on_with_nor_undone_nor_forgotten(many: CopyDesk) -> None:
    refused: list[str] = []

    def meddle(progress: CopyProgress) -> None:
        (view,) = many.copies.list(run_id=many.run)
        for call in (many.copies.go_on, many.copies.undo):
            with pytest.raises(InputError) as caught:
                call(copy_run_id=view.id)
            refused.extend(codes(caught.value.notices))
        with pytest.raises(InputError) as caught:
            many.runs.remove(run_id=many.run)
        refused.extend(codes(caught.value.notices))

    many.copies.copy(plan=many.plan(), progress=meddle)
    assert refused == ["copies-in-work"] * 9
    many.runs.remove(run_id=many.run)
    assert len(many.made()) == 2 * BATCH + 5
    with pytest.raises(InputError):
        many.copies.undo(copy_run_id=1)


def test_a_disk_that_fills_up_stops_the_copies_which_then_go_on(
    many: CopyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, fsync = 0, os.fsync

    def failing(descriptor: int) -> None:
        nonlocal synced
        synced += 1
        if synced > BATCH + 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    copy_run_id, notices = many.copy()
    assert codes(notices) == ["storage-disk-full"]
    assert many.view(copy_run_id).state == "stopped"
    assert not list(many.target.rglob(".mmrl-*"))
    monkeypatch.setattr(os, "fsync", fsync)
    assert many.copies.go_on(copy_run_id=copy_run_id).notices == ()
    assert many.view(copy_run_id).copied == 2 * BATCH + 5
    many.copies.undo(copy_run_id=copy_run_id)
    assert not many.target.exists()


def test_originals_that_are_gone_altogether_stop_the_copies(many: CopyDesk) -> None:
    plan = many.plan()
    hidden = many.given.with_name("unplugged")
    many.given.rename(hidden)
    change = many.copies.copy(plan=plan)
    assert codes(change.notices) == ["folder-missing"]
    assert change.made is not None
    assert (many.view(change.made).state, many.view(change.made).failed) == ("stopped", 0)
    hidden.rename(many.given)
    many.copies.go_on(copy_run_id=change.made)
    assert many.view(change.made).copied == 2 * BATCH + 5


def test_a_target_that_is_not_connected_does_not_look_undone(desk: CopyDesk) -> None:
    copy_run_id, _ = desk.copy()
    hidden = desk.target.with_name("unplugged")
    desk.target.rename(hidden)
    for call in (desk.copies.undo, desk.copies.go_on):
        with pytest.raises(InputError) as caught:
            call(copy_run_id=copy_run_id)
        assert codes(caught.value.notices) == ["copies-folder-gone"]
    hidden.rename(desk.target)
    desk.copies.undo(copy_run_id=copy_run_id)
    assert not desk.target.exists()


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_file_systems_without_second_names_get_copies_too(
    desk: CopyDesk, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_link(source: Path, target: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", no_link)
    plan = desk.plan()
    (desk.target / "green").mkdir(parents=True)
    (desk.target / "green/2.png").write_bytes(b"came between")
    copy_run_id = desk.copies.copy(plan=plan).made
    assert copy_run_id is not None
    assert desk.made() == {
        "green/2.png": b"came between",
        "red/1 (2).png": desk.original("deep/1.png"),
        "red/1.png": desk.original("1.png"),
    }
    desk.copies.undo(copy_run_id=copy_run_id)
    assert desk.made() == {"green/2.png": b"came between"}


def test_a_name_that_the_file_system_refuses_is_told(desk: CopyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def refusing(source: Path, target: Path) -> None:
        if target.name == "2.png":
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        link(source, target)

    monkeypatch.setattr(os, "link", refusing)
    copy_run_id, _ = desk.copy()
    (told,) = desk.copies.told(copy_run_id=copy_run_id)
    assert (told.source.name, told.reason.code) == ("2.png", "copy-not-made")
    assert set(desk.made()) == {"red/1.png", "red/1 (2).png"}


def test_a_journal_that_cannot_be_written_loses_no_copy(many: CopyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the second batch got its names."""
    plan, write, writes = many.plan(), many.storage.write, 0

    def failing(work: object) -> Written[object]:
        nonlocal writes
        writes += 1
        if writes == 7:  # begin, running, folders, twice and twice a batch
            raise EngineError.of("storage-disk-full", path="projects.sqlite")
        return write(work)  # type: ignore[arg-type]

    monkeypatch.setattr(many.storage, "write", failing)
    change = many.copies.copy(plan=plan)
    assert codes(change.notices) == ["storage-disk-full"]
    assert change.made is not None
    assert (many.view(change.made).copied, len(many.made())) == (BATCH, 2 * BATCH)
    many.copies.undo(copy_run_id=change.made)
    assert not many.target.exists()
