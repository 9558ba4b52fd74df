"""Taking pictures in: what comes in, where it goes, what is left out, and that all of it is one act."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections import Counter
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.compute.decode_pool import DecodePool
from app.services.classes import Classes
from app.services.import_line import WINDOW
from app.services.import_plan import ImportPlan, PlannedPicture
from app.services.import_report import ImportProgress
from app.services.import_sources import plan_import
from app.services.importing import BATCH, Importing
from app.services.pictures import Pictures
from app.services.told import notice_from_json
from app.services.undo import Undo
from app.storage.pictures import INCOMING
from app.storage.schema import Act, Picture, Placement, Unreadable
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError, InputError
from tests.app.services.import_help import HereDecoder, new_project, placed, png, write_picture
from tests.app.services.project_samples import state


@pytest.fixture
def decoder() -> HereDecoder:
    return HereDecoder()


@pytest.fixture
def importing(storage: Storage, decoder: HereDecoder) -> Importing:
    return Importing(storage, decoder)


@pytest.fixture
def project(storage: Storage) -> int:
    return new_project(storage)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two classes of two pictures."""
    for number, name in enumerate(("cat/1.png", "cat/2.jpg", "dog/1.png", "dog/2.webp")):
        write_picture(tmp_path / "animals" / name, number)
    return tmp_path / "animals"


def staged_files(storage: Storage) -> list[Path]:
    """Copies that lie in the store and are not kept."""
    return list((storage.folders.pictures / INCOMING).glob("*"))


def test_folders_become_classes_and_single_pictures_go_to_the_inbox(
    storage: Storage, importing: Importing, project: int, folder: Path, tmp_path: Path
) -> None:
    single = write_picture(tmp_path / "single.png", 9)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in [single, *folder.rglob("*.*")]}
    report = importing.run(project_id=project, plan=importing.plan(paths=[folder, single]))
    assert (report.added, report.already_here, report.unreadable, report.stopped) == (5, (), (), False)
    assert report.classes == ("cat", "dog")
    assert report.size == sum(len(data) for data, _ in before.values())
    assert [item.name for item in Classes(storage).list(project_id=project)] == ["cat", "dog"]
    views = Pictures(storage).page(project_id=project)
    assert [view.name for view in views] == ["1.png", "2.jpg", "1.png", "2.webp", "single.png"]
    assert views[-1].class_id is None
    for path, view in zip([*sorted(folder.rglob("*.*")), single], views, strict=True):
        data = before[path][0]
        assert view.sha256 == hashlib.sha256(data).hexdigest()
        assert storage.pictures.path(view.sha256).read_bytes() == data
        assert (view.width, view.height, view.in_place) == (40, 30, False)
        assert (storage.thumbnails.read(view.sha256) or b"")[8:12] == b"WEBP"
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert staged_files(storage) == []


def test_an_import_is_one_act_with_the_classes_that_it_made(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    (folder / "bad.png").write_bytes(b"no picture")
    for number in range(BATCH * 2):
        write_picture(folder / f"many/{number}.png", 100 + number)
    empty = state(storage)
    report = importing.run(project_id=project, plan=importing.plan(paths=[folder]))
    full = state(storage)
    assert report.act is not None
    assert report.act.code == "pictures-imported"
    assert report.act.params == {"count": 4 + BATCH * 2, "already_here": 0, "unreadable": 1}
    Undo(storage).undo(project_id=project)
    assert state(storage) == empty
    Undo(storage).redo(project_id=project)
    assert state(storage) == full


def test_exact_copies_are_left_out(
    storage: Storage, importing: Importing, decoder: HereDecoder, project: int, folder: Path
) -> None:
    same = (folder / "cat/1.png").read_bytes()
    (folder / "cat/copy.png").write_bytes(same)
    (folder / "dog/wrong.png").write_bytes(same)
    plan = importing.plan(paths=[folder])
    report = importing.run(project_id=project, plan=plan)
    assert report.added == 4
    assert report.already_here == (folder / "cat/copy.png", folder / "dog/wrong.png")
    assert report.elsewhere == (folder / "dog/wrong.png",)
    assert len(decoder.looked) == 4
    again = importing.run(project_id=project, plan=plan)
    assert (again.added, len(again.already_here), again.act, again.stopped) == (0, 6, None, False)
    assert len(decoder.looked) == 4
    assert staged_files(storage) == []


def test_a_copy_that_the_store_has_lost_is_mended_by_what_is_given_again(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    plan = importing.plan(paths=[folder])
    importing.run(project_id=project, plan=plan)
    lost = storage.pictures.path(Pictures(storage).page(project_id=project)[0].sha256)
    lost.unlink()
    assert len(importing.run(project_id=project, plan=plan).already_here) == 4
    assert lost.read_bytes() == (folder / "cat/1.png").read_bytes()
    assert staged_files(storage) == []


def test_a_copy_that_lies_in_the_trash_is_brought_back(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    pictures = Pictures(storage)
    importing.run(project_id=project, plan=importing.plan(paths=[folder]))
    ids = [view.id for view in pictures.page(project_id=project)]
    pictures.remove(placement_ids=ids)
    dogs = Classes(storage).list(project_id=project)[1].id
    plan = ImportPlan((PlannedPicture(folder / "cat/1.png", "dog"), PlannedPicture(folder / "dog/1.png")))
    report = importing.run(project_id=project, plan=plan)
    assert (report.added, report.brought_back, report.already_here) == (0, 2, ())
    assert [(view.id, view.class_id) for view in pictures.page(project_id=project)] == [(ids[0], dogs), (ids[2], dogs)]
    Undo(storage).undo(project_id=project)
    assert pictures.page(project_id=project) == ()


def test_what_cannot_be_read_is_listed_with_its_reason_and_the_rest_goes_on(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    (folder / "cat/broken.png").write_bytes(png(1)[:-40])
    (folder / "cat/empty.png").write_bytes(b"")
    (folder / "fish").mkdir()
    (folder / "fish/text.png").write_bytes(b"text")
    gone = PlannedPicture(folder / "gone.png", "dog")
    plan = ImportPlan((*importing.plan(paths=[folder]).pictures, gone))
    report = importing.run(project_id=project, plan=plan)
    codes = {path.name: reason.code for path, reason in report.unreadable}
    assert report.added == 4
    assert codes == {
        "broken.png": "picture-damaged",
        "empty.png": "picture-empty",
        "text.png": "picture-unknown-format",
        "gone.png": "picture-missing",
    }
    names = {item.id: item.name for item in Classes(storage).list(project_id=project)}
    listed = Pictures(storage).unreadable(project_id=project)
    assert {item.name: names.get(item.class_id or 0) for item in listed} == {
        "broken.png": "cat",
        "empty.png": "cat",
        "text.png": "fish",
        "gone.png": "dog",
    }
    for item in listed:
        assert item.reason is not None
        assert item.reason.params["path"] == str(item.source)
    assert staged_files(storage) == []


def test_a_file_that_can_be_read_at_last_leaves_the_list(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"half")
    for _ in range(2):
        importing.run(project_id=project, plan=importing.plan(paths=[path]))
        assert len(Pictures(storage).unreadable(project_id=project)) == 1
    write_picture(path, 1)
    importing.run(project_id=project, plan=importing.plan(paths=[path]))
    assert Pictures(storage).unreadable(project_id=project) == ()
    Undo(storage).undo(project_id=project)
    assert len(Pictures(storage).unreadable(project_id=project)) == 1


def test_everything_goes_to_the_class_that_it_was_dropped_on(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    made = Classes(storage).add(project_id=project, name="pets").made
    report = importing.run(project_id=project, plan=importing.plan(paths=[folder]), class_id=made)
    assert report.classes == ()
    assert set(placed(storage, project).values()) == {"pets"}


def test_folders_go_to_the_classes_of_their_name_or_words(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    classes = Classes(storage)
    classes.add(project_id=project, name="CAT")
    made = classes.add(project_id=project, name="Rex").made
    assert made is not None
    classes.set_words(class_id=made, words="dog")
    report = importing.run(project_id=project, plan=importing.plan(paths=[folder]))
    assert report.classes == ()
    assert [item.pictures for item in classes.list(project_id=project)] == [2, 2]


def test_a_class_of_another_project_or_no_project_is_refused(
    storage: Storage, importing: Importing, project: int, folder: Path
) -> None:
    other = new_project(storage, name="other")
    made = Classes(storage).add(project_id=other, name="pets").made
    plan = importing.plan(paths=[folder])
    with pytest.raises(InputError):
        importing.run(project_id=project, plan=plan, class_id=made)
    with pytest.raises(InputError):
        importing.run(project_id=99, plan=plan)
    assert placed(storage, project) == placed(storage, other) == {}


def test_splits_are_kept(storage: Storage, importing: Importing, project: int, tmp_path: Path) -> None:
    for number, name in enumerate(("train/cat/1.png", "val/cat/2.png", "test/cat/3.png")):
        write_picture(tmp_path / "d" / name, number)
    importing.run(project_id=project, plan=importing.plan(paths=[tmp_path / "d"]))
    splits = {view.name: view.split for view in Pictures(storage).page(project_id=project)}
    assert splits == {"1.png": "train", "2.png": "val", "3.png": "test"}


def test_pictures_may_stay_in_place(storage: Storage, importing: Importing, folder: Path) -> None:
    project = new_project(storage, keep="in_place")
    importing.run(project_id=project, plan=importing.plan(paths=[folder]))
    pictures = Pictures(storage)
    views = pictures.page(project_id=project)
    assert [pictures.path_of(placement_id=view.id) for view in views] == sorted(folder.rglob("*.*"))
    assert all(view.in_place and not storage.pictures.has(view.sha256) for view in views)
    copied = write_picture(folder.parent / "copied.png", 70)
    importing.run(project_id=project, plan=importing.plan(paths=[copied]), keep="copy")
    last = pictures.page(project_id=project)[-1]
    assert pictures.path_of(placement_id=last.id) == storage.pictures.path(last.sha256)


def test_a_zip_file_is_copied_even_where_pictures_stay_in_place(
    storage: Storage, importing: Importing, tmp_path: Path
) -> None:
    project = new_project(storage, keep="in_place")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"cat/{number}.png", png(number))
        archive.writestr("cat/bad.png", b"12345678")
    path.write_bytes(path.read_bytes().replace(b"12345678", b"87654321"))
    report = importing.run(project_id=project, plan=importing.plan(paths=[path]))
    assert report.added == 3
    assert [(source, reason.code) for source, reason in report.unreadable] == [
        (path / "cat/bad.png", "zip-entry-damaged")
    ]
    views = Pictures(storage).page(project_id=project)
    assert [storage.pictures.path(view.sha256).read_bytes() for view in views] == [png(0), png(1), png(2)]


def test_a_zip_file_that_has_changed_since_it_was_planned(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.png", png(1))
        archive.writestr("2.png", png(2))
    plan = importing.plan(paths=[path])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2.png", png(2))
    report = importing.run(project_id=project, plan=plan)
    assert (report.added, [reason.code for _, reason in report.unreadable]) == (1, ["picture-missing"])
    path.unlink()
    report = importing.run(project_id=new_project(storage, name="next"), plan=plan)
    assert (report.added, [reason.code for _, reason in report.unreadable]) == (0, ["zip-not-read"] * 2)


def test_a_pasted_picture(storage: Storage, importing: Importing, project: int) -> None:
    made = Classes(storage).add(project_id=project, name="pets").made
    report = importing.run(project_id=project, plan=pasted("Pasted 1.png", png(3)), class_id=made)
    assert report.added == 1
    assert placed(storage, project) == {"Pasted 1.png": "pets"}
    report = importing.run(project_id=project, plan=pasted("Pasted 2.png", b"nothing"))
    assert [(path.name, reason.params["path"]) for path, reason in report.unreadable] == [
        ("Pasted 2.png", "Pasted 2.png")
    ]


def pasted(name: str, data: bytes) -> ImportPlan:
    return ImportPlan((PlannedPicture(Path(name), data=data, size=len(data)),))


def test_an_import_that_came_to_an_end_was_not_cut_off(
    storage: Storage, decoder: HereDecoder, importing: Importing, project: int, tmp_path: Path
) -> None:
    write_picture(tmp_path / "d/1.png", 1)
    plan = importing.plan(paths=[tmp_path / "d"])
    importing.run(project_id=project, plan=plan)
    importing.run(project_id=project, plan=plan, stop=lambda: True)
    assert Importing(storage, decoder).cut_off() == ()


@pytest.mark.parametrize("mark", [b"", b"{}", b'{"project": 99, "class": null, "after": 0, "given": ["/x"]}'])
def test_a_mark_that_says_nothing_is_passed_over(storage: Storage, decoder: HereDecoder, mark: bytes) -> None:
    folder = storage.folders.data / "imports"
    folder.mkdir()
    (folder / "1.json").write_bytes(mark)
    assert Importing(storage, decoder).cut_off() == ()
    assert list(folder.iterdir()) == []


def test_progress_counts_up_and_what_is_told_as_committed_is_there(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    for number in range(BATCH * 3):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    told: list[ImportProgress] = []

    def tell(progress: ImportProgress) -> None:
        told.append(progress)
        with storage.read() as session:
            assert (session.scalar(select(func.count()).select_from(Placement)) or 0) == progress.committed
            hashes = session.scalars(select(Placement.sha256)).all()
        assert all(storage.pictures.has(sha256) for sha256 in hashes)

    importing.run(project_id=project, plan=importing.plan(paths=[tmp_path / "d"]), progress=tell)
    assert [item.done for item in told] == sorted(item.done for item in told)
    assert told[-1].committed == told[-1].total == BATCH * 3
    changed = [item.change for item in told if item.change is not None]
    assert sum(len(change.rows["placement"]) for change in changed) == BATCH * 3
    with storage.read() as session:
        assert session.scalar(select(func.count()).select_from(Act)) == 1


def test_a_stopped_import_goes_on_where_it_stopped(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    for number in range(BATCH * 4):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    done: list[int] = []
    plan = importing.plan(paths=[tmp_path / "d"])
    report = importing.run(
        project_id=project, plan=plan, progress=lambda item: done.append(item.committed), stop=lambda: bool(done)
    )
    assert report.stopped
    assert not report.undone
    assert 0 < report.added < len(plan.pictures)
    assert len(placed(storage, project)) == report.added
    assert report.remaining.pictures == plan.pictures[report.added :]
    assert staged_files(storage) == []
    rest = importing.run(project_id=project, plan=report.remaining)
    assert (rest.stopped, rest.already_here) == (False, ())
    assert len(placed(storage, project)) == len(plan.pictures)


def test_an_import_that_is_undone_while_it_runs_stops(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    for number in range(BATCH * 4):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    before = state(storage)

    def undo(progress: ImportProgress) -> None:
        if progress.change is not None:
            Undo(storage).undo(project_id=project)

    report = importing.run(project_id=project, plan=importing.plan(paths=[tmp_path / "d"]), progress=undo)
    assert (report.undone, report.stopped) == (True, True)
    assert state(storage) == before
    assert staged_files(storage) == []


def test_when_nothing_more_can_be_copied_what_is_in_stays(
    storage: Storage, importing: Importing, project: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(BATCH * 3):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    plan, stage = importing.plan(paths=[tmp_path / "d"]), storage.pictures.stage

    def full_later(source: Path) -> object:
        if source.stem == f"{BATCH * 2:03}":
            raise EngineError.of("storage-disk-full", path="the disk")
        return stage(source)

    with monkeypatch.context() as patch:
        patch.setattr(storage.pictures, "stage", full_later)
        report = importing.run(project_id=project, plan=plan)
    assert [item.code for item in report.failure] == ["storage-disk-full"]
    assert report.stopped
    assert len(placed(storage, project)) == report.added >= BATCH
    assert staged_files(storage) == []
    assert importing.run(project_id=project, plan=report.remaining).failure == ()
    assert len(placed(storage, project)) == len(plan.pictures)


def test_too_little_room_is_told_before_anything_is_copied(
    storage: Storage, importing: Importing, decoder: HereDecoder, project: int, tmp_path: Path
) -> None:
    huge = PlannedPicture(write_picture(tmp_path / "a.png"), size=1 << 60)
    with pytest.raises(EngineError):
        importing.run(project_id=project, plan=ImportPlan((huge,)))
    assert decoder.looked == []
    assert importing.run(project_id=project, plan=ImportPlan((huge,)), keep="in_place").added == 1


def test_a_bounded_number_of_pictures_is_on_its_way(storage: Storage, project: int, tmp_path: Path) -> None:
    for number in range(WINDOW + BATCH * 3):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    most = 0

    def count(path: Path) -> None:
        nonlocal most
        most = max(most, len(staged_files(storage)))

    Importing(storage, HereDecoder(count)).run(project_id=project, plan=plan_import([tmp_path / "d"]))
    assert BATCH <= most <= WINDOW + BATCH


def test_a_closed_decoder_stops_the_import(storage: Storage, project: int, folder: Path) -> None:
    def closed(path: Path) -> None:
        raise CancelledError

    report = Importing(storage, HereDecoder(closed)).run(project_id=project, plan=plan_import([folder]))
    assert (report.stopped, report.added, len(report.remaining.pictures)) == (True, 0, 4)
    assert staged_files(storage) == []


def test_our_own_mistake_is_not_swallowed(storage: Storage, project: int, folder: Path) -> None:
    def broken(path: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Importing(storage, HereDecoder(broken)).run(project_id=project, plan=plan_import([folder]))
    assert staged_files(storage) == []


def test_a_picture_of_another_project_is_not_decoded_again(
    storage: Storage, importing: Importing, decoder: HereDecoder, project: int, folder: Path
) -> None:
    importing.run(project_id=project, plan=importing.plan(paths=[folder]))
    other = new_project(storage, name="other")
    importing.run(project_id=other, plan=importing.plan(paths=[folder]))
    assert placed(storage, other) == placed(storage, project)
    assert len(decoder.looked) == 4
    with storage.read() as session:
        assert session.scalar(select(func.count()).select_from(Picture)) == 4


def test_two_imports_of_one_folder_at_once(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    for number in range(BATCH * 2):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    plan = importing.plan(paths=[tmp_path / "d"])
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: importing.run(project_id=project, plan=plan), range(2)))
    assert sum(report.added for report in reports) == sum(len(report.already_here) for report in reports) == BATCH * 2
    names = Counter(view.name for view in Pictures(storage).page(project_id=project))
    assert len(names) == BATCH * 2
    assert set(names.values()) == {1}


def test_a_class_that_is_removed_while_pictures_come_in(
    storage: Storage, importing: Importing, project: int, tmp_path: Path
) -> None:
    for number in range(BATCH * 2):
        write_picture(tmp_path / f"d/{number:03}.png", number)
    made = Classes(storage).add(project_id=project, name="pets").made
    assert made is not None

    def remove(progress: ImportProgress) -> None:
        if progress.change is not None and Classes(storage).list(project_id=project):
            Classes(storage).remove(class_id=made)

    plan = importing.plan(paths=[tmp_path / "d"])
    report = importing.run(project_id=project, plan=plan, class_id=made, progress=remove)
    assert report.added == BATCH * 2
    assert set(placed(storage, project).values()) == {None}


def test_through_real_decode_workers(storage: Storage, project: int, folder: Path) -> None:
    (folder / "cat/broken.jpg").write_bytes((folder / "cat/2.jpg").read_bytes()[:-200])
    with DecodePool(2) as pool:
        report = Importing(storage, pool).run(project_id=project, plan=plan_import([folder]))
    assert report.added == 4
    assert [(path.name, reason.code) for path, reason in report.unreadable] == [("broken.jpg", "picture-damaged")]
    with storage.read() as session:
        assert session.scalars(select(Picture.kind).order_by(Picture.kind)).all() == ["JPEG", "PNG", "PNG", "WEBP"]


def test_names_of_any_bytes(storage: Storage, importing: Importing, project: int, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \xff\n.png")
    path = tmp_path / os.fsdecode(b"dir \xfe") / name
    path.parent.mkdir()
    path.write_bytes(png(1))
    bad = path.with_name(os.fsdecode(b"bad \xff.png"))
    bad.write_bytes(b"x")
    report = importing.run(project_id=project, plan=importing.plan(paths=[path.parent]))
    assert (report.added, len(report.unreadable)) == (1, 1)
    with storage.read() as session:
        assert session.scalars(select(Placement.source)).all() == [path]
        assert session.scalars(select(Unreadable.source)).all() == [bad]
        kept = session.scalars(select(Unreadable.notice)).one()
    assert str(notice_from_json(kept)) == str(report.unreadable[0][1])
    assert placed(storage, project) == {"caf\ufffd \ufffd\ufffd.png": "dir \ufffd"}
