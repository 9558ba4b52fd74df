"""A data folder with something in every table, and comparing what is in two of them."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import update

from app.storage.columns import now
from app.storage.database import connect
from app.storage.driver import find_driver
from app.storage.schema import (
    AdapterRow,
    ClassRow,
    CopiedFile,
    CopyRun,
    FolderFile,
    FolderRun,
    Picture,
    Placement,
    Project,
    ProjectsBase,
    Run,
    Setting,
    Unreadable,
)
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork

PICTURES = 12
BACKBONE = {"source": "demo", "config": None}


@dataclass(frozen=True, slots=True)
class Made:
    """What `fill` made."""

    project_id: int
    uid: str
    section: str


def fill(storage: Storage, name: str = "Animals", pictures: int = PICTURES) -> Made:
    """A project with classes, pictures (with files), runs, an adapter, folder runs, and three acts, one undone."""
    section = storage.adapters.put(f"tensors of {name}".encode() * 100)
    hashes = keep_pictures(storage, [f"{name} {index}".encode() for index in range(pictures)])
    uid = str(uuid4())
    project_id = storage.write(lambda unit: _project(unit, name, uid, section, hashes)).value
    for kind in (_label_all, _remove_some, _drop_class):
        storage.write(partial(kind, project_id=project_id))
    storage.write(lambda unit: unit.undo(project_id))
    return Made(project_id, uid, section)


def keep_pictures(storage: Storage, files: list[bytes]) -> list[str]:
    """The SHA-256 of picture files that are in the store from now on."""
    storage.pictures.keep_all([storage.pictures.stage_bytes(data) for data in files])
    return [hashlib.sha256(data).hexdigest() for data in files]


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a `projects.sqlite`, by table."""
    with closing(connect(path, find_driver())) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        return {
            table.name: connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()
            for table in ProjectsBase.metadata.sorted_tables
        }


def sections(path: Path) -> set[str]:
    """The hashes in an `adapters.sqlite`."""
    with closing(connect(path, find_driver())) as connection:
        return {row[0] for row in connection.execute("SELECT sha256 FROM section")}


def rename(storage: Storage, project_id: int, name: str) -> None:
    """A change that is an act."""

    def work(unit: UnitOfWork) -> None:
        unit.session.get_one(Project, project_id).name = name
        unit.act(project_id, "project-renamed", name=name)

    storage.write(work)


def name_of(storage: Storage, project_id: int) -> str:
    """The project's name."""
    with storage.read() as session:
        return session.get_one(Project, project_id).name


def _project(unit: UnitOfWork, name: str, uid: str, section: str, hashes: list[str]) -> int:
    session, moment = unit.session, now()
    project = Project(
        uid=uid, name=name, created_at=moment, opened_at=moment, backbone=BACKBONE, template="a {}", keep="copy"
    )
    session.add(project)
    session.add(Setting(key=f"seen {name}", value={"value": True}))
    session.flush()
    classes = [_class(project.id, label, place) for place, label in enumerate(("cat", "dog"))]
    session.add_all(classes)
    session.add_all([_picture(sha256, index) for index, sha256 in enumerate(hashes)])
    session.flush()
    session.add_all([_placement(project.id, sha256, index) for index, sha256 in enumerate(hashes)])
    session.add(_unreadable(project.id, classes[0].id))
    run = _run(project.id, classes, hashes)
    session.add(run)
    session.flush()
    adapter = _adapter(project.id, run.id, section, classes)
    session.add(adapter)
    session.flush()
    project.adapter_id = run.adapter_id = adapter.id
    session.add(_folder_run(session, project.id, adapter.id))
    return project.id


def _class(project_id: int, name: str, position: int) -> ClassRow:
    return ClassRow(
        uid=str(uuid4()), project_id=project_id, name=name, name_key=name, words=f"a {name}", color="#102030",
        position=position, absorbed=[], created_at=now(),
    )  # fmt: skip


def _picture(sha256: str, index: int) -> Picture:
    return Picture(sha256=sha256, size=9, width=4, height=3, kind="PNG", taken=None, dhash=-index, added_at=now())


def _placement(project_id: int, sha256: str, index: int) -> Placement:
    return Placement(
        project_id=project_id, sha256=sha256, class_id=None, name=f"{index}.png", source=Path(f"/photos/{index}.png"),
        in_place=False, source_mtime_ns=index, split=None, added_at=now(), removed_at=None,
    )  # fmt: skip


def _unreadable(project_id: int, class_id: int) -> Unreadable:
    notice = {"code": "picture-empty", "params": {"path": "x.png"}}
    return Unreadable(
        project_id=project_id,
        class_id=class_id,
        name="x.png",
        source=Path("/photos/x.png"),
        notice=notice,
        found_at=now(),
    )


def _run(project_id: int, classes: list[ClassRow], hashes: list[str]) -> Run:
    return Run(
        uid=str(uuid4()), project_id=project_id, number=1, state="running", backbone=BACKBONE, config={"epochs": 2},
        classes=[{"uid": row.uid, "name": row.name, "words": row.words} for row in classes],
        examples=[[sha256, index % 2] for index, sha256 in enumerate(hashes)], created_at=now(), started_at=now(),
        ended_at=None, stage="training", done=3, total=9, curve=[[1, 0.5]], notices=[], trace="",
        figures={"accuracy": 0.5},
    )  # fmt: skip


def _adapter(project_id: int, run_id: int, section: str, classes: list[ClassRow]) -> AdapterRow:
    return AdapterRow(
        uid=str(uuid4()), project_id=project_id, run_id=run_id, name="First", origin="trained", section_sha256=section,
        fingerprint="f" * 64, description={"title": "First"}, class_uids=[classes[0].uid, None], created_at=now(),
    )  # fmt: skip


def _folder_run(session: Any, project_id: int, adapter_id: int) -> CopyRun:
    run = FolderRun(
        uid=str(uuid4()), project_id=project_id, folder=Path("/photos/new"), adapter_id=adapter_id,
        names={"learned": ["cat"]}, state="running", notices=[], created_at=now(),
    )  # fmt: skip
    session.add(run)
    session.flush()
    session.add(FolderFile(folder_run_id=run.id, path=Path("1.png"), state="answered", answer="cat", probability=0.5))
    copies = CopyRun(folder_run_id=run.id, target=Path("/photos/sorted"), state="done", created_at=now())
    session.add(copies)
    session.flush()
    session.add(CopiedFile(copy_run_id=copies.id, source=Path("1.png"), target=Path("cat/1.png"), state="copied"))
    return copies


def _label_all(unit: UnitOfWork, project_id: int) -> None:
    chosen = unit.session.query(ClassRow).filter_by(project_id=project_id, name="cat").one()
    unit.session.execute(update(Placement).where(Placement.project_id == project_id).values(class_id=chosen.id))
    unit.act(project_id, "labelled", name="cat")


def _remove_some(unit: UnitOfWork, project_id: int) -> None:
    some = (Placement.project_id == project_id) & Placement.name.in_(["0.png", "1.png"])
    unit.session.execute(update(Placement).where(some).values(removed_at=now()))
    unit.act(project_id, "removed", count=2)


def _drop_class(unit: UnitOfWork, project_id: int) -> None:
    unit.session.query(ClassRow).filter_by(project_id=project_id, name="cat").delete()
    unit.act(project_id, "class-removed", name="cat")
