"""Projects as archives: out and in again, equal, on this computer and on another."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app.compute.decode_pool import DecodePool
from app.services.adapters import Adapters
from app.services.archives import SUFFIX, ArchiveProgress, Archives
from app.services.judgement import judgement_of
from app.services.projects import Projects
from app.services.training_runs import TrainingRuns
from app.services.undo import Undo
from app.storage.collect import Collector
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.schema import AdapterRow, ClassRow, Picture, Placement, Project, Run, Unreadable
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import Balance, Reject
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.rejection import SCORES, direction
from mmrl_engine.verdicts import SURE_SHARE
from tests.app.scripted_runner import ScriptedRunner
from tests.app.services.archive_samples import SECRET, carried, forged, members_of, project_names, rich_project
from tests.app.services.import_help import HereDecoder, write_picture
from tests.engine.adapter_samples import adapter


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Storage]:
    """Another computer's data folder."""
    opened = open_storage(find_folders(tmp_path / "other")).storage
    yield opened
    opened.close()


@pytest.fixture
def project(storage: Storage, tmp_path: Path) -> int:
    return rich_project(storage, tmp_path)


@pytest.fixture
def archive(storage: Storage, project: int, tmp_path: Path) -> Path:
    path = tmp_path / f"animals{SUFFIX}"
    archives(storage).export(project_id=project, path=path)
    return path


def archives(storage: Storage) -> Archives:
    return Archives(storage, HereDecoder())


def left_in(storage: Storage) -> list[Path]:
    return list((storage.folders.pictures / "incoming").glob("*"))


def uids(storage: Storage, project_id: int) -> list[str]:
    with storage.read() as session:
        found = [session.get_one(Project, project_id).uid]
        for table in (ClassRow, Run, AdapterRow):
            wanted = select(table.uid).where(table.project_id == project_id).order_by(table.id)
            found += session.scalars(wanted)
        return found


def test_what_comes_in_elsewhere_is_what_went_out(
    storage: Storage, other: Storage, project: int, archive: Path
) -> None:
    with closing(DecodePool(1)) as pool:
        change = Archives(other, pool).import_archive(path=archive)
    assert change.made is not None
    assert change.projects == {change.made}
    assert carried(other, change.made) == carried(storage, project)
    assert [item.code for item in change.notices] == []
    kept = set(uids(storage, project))
    assert set(uids(other, change.made)) < kept  # the unfinished training stays behind
    assert left_in(other) == []
    assert [backup.reason for backup in other.backups.list()] == ["before-import"]
    with other.read() as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        rows = session.scalars(select(Picture)).all()
        assert {(row.width, row.height, row.kind) for row in rows} == {(48, 40, "PNG")}
        assert len({row.dhash for row in rows}) > 1  # seen, not believed: the exporting side had 0
        assert all(other.thumbnails.read(row.sha256) for row in rows)
        assert not any(session.scalars(select(Placement.in_place)))
        adapter = session.scalars(select(AdapterRow)).one()
        Adapter.from_description(adapter.description, other.adapters.get(adapter.section_sha256))
    assert Undo(other).undo(project_id=change.made).act is None


def test_an_adapter_goes_with_everything_that_was_settled(
    storage: Storage, other: Storage, project: int, tmp_path: Path
) -> None:
    """Who answers, the limits of today's scores and the balance; by whom, so that a person's choice holds there too."""
    here = Adapters(storage, ScriptedRunner())
    run = TrainingRuns(storage, here, ScriptedRunner()).list(project_id=project)[-1]
    keep = partial(here.keep, project_id=project, run_id=run.id, name="settled", origin="trained")
    made = keep(adapter=adapter(plain=True)).made or 0
    limits = tuple(Reject(name, direction(name), 0.25, rough=False) for name in SCORES)
    line, balance = Reject(SURE_SHARE, "below", 0.75, rough=False), Balance("fitted", 2.5, 0.25, 0.5, 1.5)
    settle = partial(here.settle, adapter_id=made)
    settle(balance=balance, temperature=1.25, reject=(*limits, line))
    settle(answers="instant", by_person=True)
    settle(reject=(*limits[1:], line), by_person=True)
    path, before = tmp_path / f"settled{SUFFIX}", here.load(adapter_id=made)
    archives(storage).export(project_id=project, path=path)
    change = archives(other).import_archive(path=path)
    assert change.notices == ()
    assert carried(other, change.made or 0) == carried(storage, project)
    there = Adapters(other, ScriptedRunner())
    view = next(item for item in there.list(project_id=change.made or 0) if item.name == "settled")
    assert (view.answers, view.chosen) == ("instant", True)
    loaded = there.load(adapter_id=view.id)
    assert (loaded.config, loaded.metrics) == (before.config, before.metrics)
    assert {rule.score for rule in loaded.config.reject} == {*SCORES[1:], SURE_SHARE}
    there.settle(adapter_id=view.id, answers="mmrl", reject=(*limits, line))
    again = there.load(adapter_id=view.id).config
    assert (again.answers, again.reject) == ("instant", before.config.reject)


def test_an_archive_from_before_settling_and_figures_beside_the_pictures(
    storage: Storage, archive: Path, tmp_path: Path
) -> None:
    """Its test knows only pictures, answers and words; its adapter has no limits and the balance of then."""

    def old(content: Any) -> None:
        for item in content["runs"]:
            found = item["figures"]["evaluation"]
            item["figures"]["evaluation"] = {key: found[key] for key in ("names", "folds", "pictures")}
        for item in content["placements"]:
            item.pop("kept", None)
        content["project"].pop("typed", None)
        for item in content["adapters"]:
            item["description"]["config"]["reject"] = []

    made = archives(storage).import_archive(path=forged(archive, tmp_path / f"old{SUFFIX}", content=old)).made or 0
    (view,) = Adapters(storage, ScriptedRunner()).list(project_id=made)
    assert (view.answers, view.chosen) == ("mmrl", False)
    run = TrainingRuns(storage, Adapters(storage, ScriptedRunner()), ScriptedRunner()).list(project_id=made)[0]
    found = judgement_of(run)
    assert found is not None
    assert (found.sources, found.curve, found.pictures[0].quick) == (("words", "mmrl"), None, None)


def test_imported_twice_beside_the_first(storage: Storage, project: int, archive: Path) -> None:
    expected, seen = carried(storage, project), uids(storage, project)
    for number in (2, 3):
        change = archives(storage).import_archive(path=archive)
        assert change.made is not None
        assert [item.code for item in change.notices] == ["archive-imported-as"]
        assert carried(storage, change.made) == expected
        new = uids(storage, change.made)
        assert not set(new) & set(seen)
        seen += new
        assert Projects(storage).get(project_id=change.made).name == f"Test ({number})"
    assert carried(storage, project) == expected


def test_the_archive_of_an_imported_project_is_the_same_again(other: Storage, archive: Path, tmp_path: Path) -> None:
    made = archives(other).import_archive(path=archive).made or 0
    again = tmp_path / f"again{SUFFIX}"
    archives(other).export(project_id=made, path=again)
    assert members_of(again).keys() == members_of(archive).keys()
    assert again.read_bytes() == archive.read_bytes()


def test_what_is_in_an_archive(storage: Storage, project: int, tmp_path: Path, archive: Path) -> None:
    report = archives(storage).export(project_id=project, path=archive)
    assert (report.pictures, report.missing, report.notices, report.stopped) == (6, (), (), False)
    assert report.size == archive.stat().st_size
    with zipfile.ZipFile(archive) as opened:
        methods = {item.filename.split("/")[0]: item.compress_type for item in opened.infolist()}
    assert methods["pictures"] == methods["adapters"] == zipfile.ZIP_STORED
    members = members_of(archive)
    for name, data in members.items():
        if "/" in name:
            assert name.split("/")[1] == hashlib.sha256(data).hexdigest()
        assert SECRET.encode() not in data
        assert str(tmp_path).encode() not in data
    assert not re.search(rb'"/', members["project.json"])
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".mmrl-")]


def test_names_of_models_on_this_computer_go_without_their_folder(
    storage: Storage, other: Storage, project: int, archive: Path, tmp_path: Path
) -> None:
    source = {"source": f"local-dir:{tmp_path}/{SECRET}/my model", "config": f"{tmp_path}/{SECRET}/my config.json"}

    def work(unit: UnitOfWork) -> None:
        unit.session.get_one(Project, project).backbone = source

    storage.write(work)
    archives(storage).export(project_id=project, path=archive)
    assert SECRET.encode() not in members_of(archive)["project.json"]
    change = archives(other).import_archive(path=archive)
    assert [item.code for item in change.notices] == ["archive-backbone-elsewhere"]
    assert Projects(other).get(project_id=change.made or 0).backbone.source == "my model"


def test_pictures_whose_files_are_gone_or_changed_are_told_and_left_out(
    storage: Storage, other: Storage, project: int, archive: Path
) -> None:
    with storage.read() as session:
        in_place, stored, *_ = session.scalars(select(Placement).order_by(Placement.id)).all()
        gone, damaged = in_place.sha256, stored.sha256
        write_picture(in_place.source, 7)
    storage.pictures.path(gone).unlink()
    storage.pictures.path(damaged).write_bytes(b"other bytes")
    report = archives(storage).export(project_id=project, path=archive)
    assert report.pictures == 4
    assert report.missing == ("0.png", "1.png")
    assert [item.code for item in report.notices] == ["archive-pictures-missing"]
    change = archives(other).import_archive(path=archive)
    with other.read() as session:
        assert not {gone, damaged} & set(session.scalars(select(Placement.sha256)))
    assert change.made is not None


def test_an_adapter_whose_tensors_are_gone_is_told_and_left_out(
    storage: Storage, other: Storage, project: int, archive: Path
) -> None:
    def work(unit: UnitOfWork) -> None:
        row = unit.session.scalars(select(AdapterRow)).one()
        row.section_sha256 = "0" * 64

    storage.write(work)
    report = archives(storage).export(project_id=project, path=archive)
    assert [item.code for item in report.notices] == ["archive-adapters-lost"]
    made = archives(other).import_archive(path=archive).made or 0
    assert Projects(other).get(project_id=made).adapter_id is None


def test_a_picture_that_cannot_be_read_here_stands_with_the_unreadable_files(
    other: Storage, archive: Path, tmp_path: Path
) -> None:
    data = b"this is no picture"
    sha256 = hashlib.sha256(data).hexdigest()
    nothing = dict.fromkeys(("class", "split", "taken", "removed_at"))
    place = {"sha256": sha256, "name": "odd.png", "added_at": "2026-01-01T00:00:00.000Z", **nothing}
    path = forged(
        archive,
        tmp_path / "b.zip",
        content=lambda content: content["placements"].append(place),
        files=lambda files: files.update({f"pictures/{sha256}": data}),
    )
    with closing(DecodePool(1)) as pool:
        change = Archives(other, pool).import_archive(path=path)
    assert [(item.code, item.params) for item in change.notices] == [
        ("archive-pictures-unreadable", {"count": 1, "first": "odd.png"})
    ]
    with other.read() as session:
        assert sorted(session.scalars(select(Unreadable.name))) == ["broken.png", "odd.png"]
        assert sha256 not in set(session.scalars(select(Placement.sha256)))
    assert not other.pictures.has(sha256)


def test_a_stopped_export_leaves_nothing_and_the_archive_before_as_it_was(
    storage: Storage, project: int, archive: Path
) -> None:
    before, told = archive.read_bytes(), list[ArchiveProgress]()
    archive.write_bytes(before + b"x")
    report = archives(storage).export(
        project_id=project, path=archive, progress=told.append, stop=lambda: len(told) == 3
    )
    assert report.stopped
    assert archive.read_bytes() == before + b"x"
    assert not list(archive.parent.glob(".mmrl-*"))


@pytest.mark.parametrize("step", ["check", "look", "keep"])
def test_a_stopped_import_leaves_no_project_and_no_copies(other: Storage, archive: Path, step: str) -> None:
    told = list[ArchiveProgress]()
    change = archives(other).import_archive(
        path=archive, progress=told.append, stop=lambda: bool(told) and told[-1].step == step
    )
    assert (bool(change), change.made, project_names(other)) == (False, None, [])
    assert left_in(other) == []


def test_progress_goes_to_the_end(other: Storage, archive: Path) -> None:
    told = list[ArchiveProgress]()
    archives(other).import_archive(path=archive, progress=told.append)
    assert list(dict.fromkeys(item.step for item in told)) == ["check", "look", "keep"]
    assert [item.done for item in told if item.step == "check"] == list(range(7))
    assert all(item.done <= item.total for item in told)


@pytest.mark.parametrize("name", ["animals.zip", "animals"])
def test_an_archive_of_another_name_is_not_written(storage: Storage, project: int, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        archives(storage).export(project_id=project, path=tmp_path / name)
    assert [item.code for item in caught.value.notices] == ["archive-name"]
    assert not (tmp_path / name).exists()


def test_a_folder_that_is_not_there(storage: Storage, project: int, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        archives(storage).export(project_id=project, path=tmp_path / "nowhere" / f"a{SUFFIX}")
    assert [item.code for item in caught.value.notices] == ["storage-not-written"]


def test_what_came_in_stays_when_things_are_collected(other: Storage, archive: Path) -> None:
    made = archives(other).import_archive(path=archive).made or 0
    before = carried(other, made)
    assert Collector(other).collect().notices == ()
    assert carried(other, made) == before
