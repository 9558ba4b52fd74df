from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from app.storage.aside import set_aside
from app.storage.collect import Collected, Collector, Tally
from app.storage.columns import stamp
from app.storage.database import connect
from app.storage.folders import Folders, find_folders
from app.storage.opening import open_storage
from app.storage.schema import ActPart, AdapterRow, Picture, Placement, Project, Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError

NOW = datetime.now(UTC)
OLD, YOUNG = NOW - timedelta(hours=25), NOW - timedelta(hours=23)


class DataFolder:
    """A data folder with one project, and what is put into it."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.project_id = storage.write(self._project).value

    def collect(self) -> Collected:
        return Collector(self.storage).collect(NOW)

    def file(self, data: bytes, kept: datetime = OLD) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        written(self.storage.pictures.path(sha256), data, kept)
        return sha256

    def row(self, sha256: str, added: datetime = OLD) -> None:
        self.rows_of({sha256: added})

    def rows_of(self, pictures: dict[str, datetime]) -> None:
        rows = [
            Picture(sha256=sha256, size=1, width=1, height=1, kind="PNG", dhash=0, added_at=stamp(added))
            for sha256, added in pictures.items()
        ]
        self.storage.write(lambda unit: unit.session.add_all(rows))

    def place(self, *hashes: str, **changes: Any) -> DataFolder:
        rows = [self.placement(sha256, **changes) for sha256 in hashes]
        self.storage.write(lambda unit: unit.session.add_all(rows))
        return self

    def trash(self) -> None:
        self.storage.write(lambda unit: unit.session.execute(update(Project).values(trashed_at=stamp(OLD))))

    def placement(self, sha256: str, **changes: Any) -> Placement:
        values = {"name": "a.jpg", "source": Path("a.jpg"), "in_place": False, "source_mtime_ns": 0}
        return Placement(project_id=self.project_id, sha256=sha256, added_at=stamp(OLD), **values | changes)

    def placed_and_undone(self, *hashes: str) -> None:
        def work(unit: UnitOfWork) -> None:
            unit.act(self.project_id, "pictures-imported")
            unit.session.add_all(self.placement(sha256) for sha256 in hashes)

        self.storage.write(work)
        assert self.storage.write(lambda unit: unit.undo(self.project_id)).value is not None

    def removed_by_an_act(self, *hashes: str) -> None:
        self.place(*hashes)

        def work(unit: UnitOfWork) -> None:
            unit.act(self.project_id, "pictures-removed")
            unit.session.execute(delete(Placement).where(Placement.sha256.in_(hashes)))

        self.storage.write(work)

    def backup(self, name: str = "2026-01-01T00-00-00-000Z", **named: Any) -> Path:
        path = self.storage.folders.backups / name / "manifest.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"pictures": [], "sections": [], **named}))
        return path

    def section(self, data: bytes, stored: datetime = OLD) -> str:
        sha256 = self.storage.adapters.put(data)
        with closing(connect(self.storage.folders.adapters, self.storage.driver)) as connection:
            connection.execute("UPDATE section SET stored_at = ? WHERE sha256 = ?", (stamp(stored), sha256))
        return sha256

    def adapter(self, section: str, removed_at: str | None = None) -> None:
        row = AdapterRow(
            uid=str(uuid4()),
            project_id=self.project_id,
            name="1",
            origin="trained",
            section_sha256=section,
            fingerprint="",
            description={},
            class_uids=[],
            created_at=stamp(OLD),
            removed_at=removed_at,
        )
        self.storage.write(lambda unit: unit.session.add(row))

    def run(self, state: str, *hashes: str, removed_at: str | None = None) -> str:
        uid = str(uuid4())
        row = Run(
            uid=uid,
            project_id=self.project_id,
            number=1,
            state=state,
            backbone={},
            config={},
            classes=[],
            examples=[[sha256, 0] for sha256 in hashes],
            created_at=stamp(OLD),
            done=0,
            total=0,
            curve=[],
            notices=[],
            trace="",
            removed_at=removed_at,
        )
        self.storage.write(lambda unit: unit.session.add(row))
        return uid

    def run_files(self, uid: str, dated: datetime = OLD) -> list[Path]:
        names = [f"{uid}.checkpoint.safetensors", f"{uid}.mmrl.safetensors"]
        return [written(self.storage.folders.checkpoints / name, b"1234", dated) for name in names]

    def rows(self) -> set[str]:
        with self.storage.read() as session:
            return set(session.scalars(select(Picture.sha256)))

    def _project(self, unit: UnitOfWork) -> int:
        project = Project(
            uid=str(uuid4()),
            name="Test",
            created_at=stamp(OLD),
            opened_at=stamp(OLD),
            backbone={},
            template="a photo of a {}.",
            keep="copy",
        )
        unit.session.add(project)
        unit.session.flush()
        return project.id


def date(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def written(path: Path, data: bytes, dated: datetime) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    date(path, dated)
    return path


@pytest.fixture
def data(storage: Storage) -> DataFolder:
    return DataFolder(storage)


def test_an_empty_folder_has_nothing_to_collect(data: DataFolder) -> None:
    assert data.collect() == Collected()


def test_a_picture_that_nothing_needs_goes_with_its_row_after_a_day(data: DataFolder) -> None:
    old, young, whole = data.file(b"12345"), data.file(b"young", YOUNG), data.file(b"whole")
    data.row(old)
    data.row(whole)
    data.place(whole)
    assert data.collect() == Collected(pictures=Tally(1, 5), rows=1)
    assert set(data.storage.pictures.hashes()) == {young, whole}
    assert data.rows() == {whole}
    assert data.collect() == Collected()


# In the order in which they can be brought about in one project: a new act forgets those that were undone.
NEEDS: dict[str, Callable[..., object]] = {
    "a place": lambda data, *hashes: data.place(*hashes),
    "a place in the trash": lambda data, *hashes: data.place(*hashes, removed_at=stamp(OLD)),
    "an act that can be undone": lambda data, *hashes: data.removed_by_an_act(*hashes),
    "an act that can be done again": lambda data, *hashes: data.placed_and_undone(*hashes),
    "a backup": lambda data, *hashes: data.backup(pictures=["0" * 64, *hashes]),
    "a training in work": lambda data, *hashes: data.run("running", *hashes),
    "a training that can go on": lambda data, *hashes: data.run("failed", *hashes),
    "a place in a trashed project": lambda data, *hashes: data.place(*hashes).trash(),
}


@pytest.mark.parametrize("need", NEEDS)
def test_a_picture_that_is_needed_stays_with_its_row(data: DataFolder, need: str) -> None:
    sha256 = data.file(b"needed")
    data.row(sha256)
    NEEDS[need](data, sha256)
    assert data.collect() == Collected()
    assert data.storage.pictures.has(sha256)
    assert data.rows() == {sha256}


def test_a_finished_training_needs_no_pictures_and_no_files(data: DataFolder) -> None:
    sha256 = data.file(b"12345")
    uid = data.run("done", sha256)
    files = data.run_files(uid)
    assert data.collect() == Collected(pictures=Tally(1, 5), checkpoints=Tally(2, 8))
    assert not any(path.exists() for path in files)


def test_files_of_trainings(data: DataFolder) -> None:
    def remove(unit: UnitOfWork) -> None:
        unit.act(data.project_id, "run-removed")
        run = unit.session.scalars(select(Run).where(Run.uid == removed)).one()
        run.removed_at = stamp(OLD)

    removed = data.run("stopped")
    data.storage.write(remove)
    able = [data.run(state) for state in ("waiting", "running", "paused", "cut_off", "failed", "stopped")]
    kept = [path for uid in [*able, removed] for path in data.run_files(uid)]
    kept += data.run_files(str(uuid4()), YOUNG)
    kept.append(written(data.storage.folders.checkpoints / "notes.safetensors", b"x", OLD))
    gone = data.run_files(str(uuid4())) + data.run_files(data.run("stopped", removed_at=stamp(OLD)))
    gone.append(written(data.storage.folders.checkpoints / ".mmrl-0123456789abcdef.tmp", b"1234", OLD))
    assert data.collect() == Collected(checkpoints=Tally(5, 20))
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)


def test_sections(data: DataFolder) -> None:
    data.section(b"12345")
    young = data.section(b"young", YOUNG)
    used, removed, backed_up = (data.section(name) for name in (b"used", b"removed", b"backed up"))
    data.adapter(used)
    data.adapter(removed, removed_at=stamp(OLD))
    data.backup(sections=[backed_up])
    assert data.collect() == Collected(sections=Tally(1, 5))
    assert data.storage.adapters.sizes().keys() == {young, used, removed, backed_up}


def test_what_processes_left_when_they_were_killed(data: DataFolder) -> None:
    folders, pictures = data.storage.folders, data.storage.pictures
    staged = [pictures.stage_bytes(b"123"), pictures.stage_bytes(b"12345")]
    date(staged[0].path, OLD)
    left = written(folders.stems / "mmrl-stems-abc", b"1234", OLD)
    kept = [written(folders.stems / "mmrl-stems-new", b"1", YOUNG), written(folders.stems / "notes", b"1", OLD)]
    assert data.collect() == Collected(staged=Tally(1, 3), stems=Tally(1, 4))
    assert [item.path.exists() for item in staged] == [False, True]
    assert not left.exists()
    assert all(path.exists() for path in kept)


def test_a_picture_imported_once_more_is_new_again(data: DataFolder) -> None:
    sha256 = data.file(b"again")
    data.storage.pictures.keep(data.storage.pictures.stage_bytes(b"again"))
    section = data.section(b"section")
    data.storage.adapters.put(b"section")
    assert data.collect() == Collected()
    assert data.storage.pictures.has(sha256)
    assert data.storage.adapters.has(section)


def test_what_comes_while_it_collects_is_not_deleted(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = [data.file(bytes([number])) for number in range(3)]
    for sha256 in hashes:
        data.row(sha256)
    section = data.section(b"section")
    read, reads = data.storage.adapters.sizes, list[int]()

    def meanwhile() -> dict[str, int]:
        """The last moment before anything is deleted: what is needed was looked up before."""
        reads.append(1)
        data.storage.pictures.keep(data.storage.pictures.stage_bytes(bytes([0])))
        data.place(hashes[0])
        data.storage.pictures.keep(data.storage.pictures.stage_bytes(bytes([1])))
        data.placed_and_undone(hashes[1])
        found = read()
        data.storage.adapters.put(b"section")
        return found

    monkeypatch.setattr(data.storage.adapters, "sizes", meanwhile)
    assert data.collect() == Collected(pictures=Tally(1, 1), rows=1)
    assert reads == [1]
    assert data.rows() == set(data.storage.pictures.hashes()) == set(hashes[:2])
    assert data.storage.adapters.has(section)


@pytest.mark.parametrize("later", [False, True])
def test_a_backup_that_comes_or_goes_while_the_rows_are_read(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, later: bool
) -> None:
    sha256 = data.file(b"needed")
    if not later:
        data.backup(pictures=[sha256])
    read = data.storage.read

    def meanwhile() -> Any:
        if later:
            data.backup(pictures=[sha256])
        else:
            shutil.rmtree(data.storage.folders.backups, ignore_errors=True)
        return read()

    monkeypatch.setattr(data.storage, "read", meanwhile)
    assert data.collect().pictures == Tally()
    assert data.storage.pictures.has(sha256)


def test_what_a_real_backup_names_stays(data: DataFolder) -> None:
    section, placed, undone = data.section(b"section"), data.file(b"placed"), data.file(b"undone")
    data.rows_of({placed: OLD, undone: OLD})
    data.place(placed)
    data.adapter(section)
    data.placed_and_undone(undone)
    data.storage.backups.make("regular")
    data.storage.write(lambda unit: unit.session.execute(delete(Project)))
    assert data.collect() == Collected()
    assert set(data.storage.pictures.hashes()) == {placed, undone}
    assert data.storage.adapters.has(section)
    shutil.rmtree(data.storage.folders.backups)
    assert data.collect() == Collected(pictures=Tally(2, 12), rows=2, sections=Tally(1, 7))


def spoiled_text(path: Path) -> None:
    path.write_bytes(b'{"pictures": [')


def spoiled_bytes(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")


def spoiled_form(path: Path) -> None:
    path.write_text("[]")


def spoiled_list(path: Path) -> None:
    path.write_text('{"pictures": [1], "sections": []}')


def spoiled_key(path: Path) -> None:
    path.write_text('{"pictures": []}')


def spoiled_file(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [spoiled_text, spoiled_bytes, spoiled_form, spoiled_list, spoiled_key, spoiled_file])
def test_a_backup_that_cannot_be_read_keeps_everything_and_is_told(
    data: DataFolder, spoil: Callable[[Path], None]
) -> None:
    sha256, section = data.file(b"picture"), data.section(b"section")
    data.row(sha256)
    files = data.run_files(str(uuid4()))
    spoil(data.backup())
    found = data.collect()
    assert [notice.code for notice in found.notices] == ["collect-backup-unreadable"]
    assert str(found.notices[0])
    assert found == Collected(notices=found.notices)
    assert data.storage.pictures.has(sha256)
    assert data.storage.adapters.has(section)
    assert data.rows() == {sha256}
    assert all(path.exists() for path in files)


def test_a_backup_in_the_making_does_not_count_yet(data: DataFolder) -> None:
    data.file(b"12345")
    spoiled_text(data.backup(name=".making-2026"))
    assert data.collect() == Collected(pictures=Tally(1, 5))


def test_a_damaged_act_keeps_everything_and_is_told(data: DataFolder) -> None:
    sha256 = data.file(b"picture")
    data.row(sha256)
    data.placed_and_undone(sha256)
    data.storage.write(lambda unit: unit.session.execute(update(ActPart).values(changes=b"damaged")))
    found = data.collect()
    assert [notice.code for notice in found.notices] == ["storage-entry-damaged"]
    assert data.storage.pictures.has(sha256)


def test_a_damaged_database_that_was_set_aside_keeps_everything_and_is_told(data: DataFolder) -> None:
    sha256 = data.file(b"picture")
    aside = set_aside(data.storage.folders.projects, NOW)
    assert aside is not None
    found = data.collect()
    assert [notice.code for notice in found.notices] == ["collect-kept-aside"]
    assert data.storage.pictures.has(sha256)
    aside.unlink()
    assert data.collect() == Collected(pictures=Tally(1, 7))


def test_a_full_disk_keeps_rows_and_files_together_and_is_told(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = data.file(b"picture")
    data.row(sha256)

    def full(work: object) -> None:
        raise EngineError.of("storage-disk-full", path="projects.sqlite")

    with monkeypatch.context() as patch:
        patch.setattr(data.storage, "write", full)
        found = data.collect()
    assert [notice.code for notice in found.notices] == ["storage-disk-full"]
    assert data.storage.pictures.has(sha256)
    assert data.rows() == {sha256}
    assert data.collect() == Collected(pictures=Tally(1, 7), rows=1)


def test_what_a_newer_version_wrote_is_left_alone(data: DataFolder) -> None:
    sha256 = data.file(b"picture")
    folders = data.storage.folders
    data.storage.close()
    with closing(connect(folders.projects, data.storage.driver)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    newer = open_storage(folders).storage
    try:
        assert Collector(newer).collect(NOW) == Collected()
        assert newer.pictures.has(sha256)
    finally:
        newer.close()


@dataclass(frozen=True)
class Case:
    """What speaks for a picture, and how old its file and its row are."""

    need: str | None
    file: datetime | None
    row: datetime | None


cases = st.lists(
    st.builds(
        Case,
        st.none() | st.sampled_from([*NEEDS]),
        st.sampled_from([OLD, OLD, YOUNG, None]),
        st.sampled_from([OLD, OLD, YOUNG, None]),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """An empty data folder; a copy of it is at hand much faster than a new one."""
    with tempfile.TemporaryDirectory() as folder:
        open_storage(Folders(Path(folder), Path(folder) / "cache")).storage.close()
        yield Path(folder)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(cases=cases)
def test_nothing_needed_ever_goes_and_everything_old_and_unneeded_does(template: Path, cases: list[Case]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(template, folder, dirs_exist_ok=True)
        storage = open_storage(find_folders(Path(folder))).storage
        try:
            check(DataFolder(storage), cases)
        finally:
            storage.close()


def check(data: DataFolder, cases: list[Case]) -> None:
    there = {content(number): case.file for number, case in enumerate(cases) if case.file is not None}
    for text, kept in there.items():
        data.file(text, kept)
    data.rows_of({name(number): case.row or OLD for number, case in enumerate(cases) if has_row(case)})
    for need, bring_about in NEEDS.items():
        hashes = [name(number) for number, case in enumerate(cases) if case.need == need]
        if hashes:
            bring_about(data, *hashes)
    found = data.collect()
    rows, files = expected(cases)
    assert data.rows() == rows
    assert set(data.storage.pictures.hashes()) == files
    assert (found.pictures.count, found.notices) == (len(there) - len(files), ())
    assert data.collect() == Collected()


def content(number: int) -> bytes:
    return b"%d" % number


def name(number: int) -> str:
    return hashlib.sha256(content(number)).hexdigest()


def has_row(case: Case) -> bool:
    return case.row is not None or (case.need is not None and "backup" not in case.need and "train" not in case.need)


def expected(cases: list[Case]) -> tuple[set[str], set[str]]:
    """Hashes of the rows and of the files that must be there afterwards, and no others."""
    rows, files = set[str](), set[str]()
    for number, case in enumerate(cases):
        if has_row(case) and (case.need is not None or case.row == YOUNG):
            rows.add(name(number))
        if case.file is not None and (case.need is not None or case.file == YOUNG or name(number) in rows):
            files.add(name(number))
    return rows, files
