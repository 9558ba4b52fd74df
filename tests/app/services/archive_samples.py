"""A project with something of everything, what of it an archive must carry, and archives that were tampered with."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.storage.columns import now
from app.storage.schema import AdapterRow, ClassRow, Picture, Placement, Project, Run, Unreadable
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.types import TrainConfig
from tests.app.filled import filled_project
from tests.engine.adapter_samples import adapter

SECRET = "secret-folder"  # part of paths on the computer that exports

POINT = {"shots": 2.0, "share": 0.5, "low": 0.25, "high": 0.75}
CALIBRATION = {
    "temperature": 1.25,
    "reject": [{"score": "plain-cosine", "direction": "below", "limit": 0.2, "rough": True}],
    "error_before": 0.1,
    "error_after": 0.05,
    "sure": None,
    "rough": True,
}


def rich_project(storage: Storage, folder: Path) -> int:
    """Two classes, pictures (one in place, one in the trash, one in the inbox), an unreadable file, a finished training
    and an unfinished one, and an adapter in use.
    """
    project_id = filled_project(storage, folder / SECRET, {"cat": 3, "dog": 3})
    made = adapter()
    section = storage.adapters.put(made.tensor_section())

    def work(unit: UnitOfWork) -> None:
        session = unit.session
        project = session.get_one(Project, project_id)
        cat, dog = session.scalars(select(ClassRow).where(ClassRow.project_id == project_id)).all()
        cat.color, cat.words, dog.color, dog.absorbed = "pink diamond", "tom cat", "blue disc", [str(uuid4())]
        first, second, third, *_ = session.scalars(select(Placement).where(Placement.project_id == project_id)).all()
        project.typed_names = [["horse", ""], ["otter", "a wet otter"]]
        first.in_place, first.split, first.kept = True, "val", True
        second.removed_at, third.class_id = now(), None
        session.add(
            Unreadable(
                project_id=project_id,
                class_id=cat.id,
                name="broken.png",
                source=folder / SECRET / "broken.png",
                notice={"code": "picture-empty", "params": {"path": str(folder / SECRET / "broken.png")}},
                found_at=now(),
            )
        )
        names = [{"uid": item.uid, "name": item.name, "words": item.words} for item in (cat, dog)]
        done = _run(project_id, 1, "done", names, [[first.sha256, 0]])
        session.add_all([done, _run(project_id, 2, "cut_off", names, [])])
        session.flush()
        row = AdapterRow(
            uid=str(uuid4()),
            project_id=project_id,
            run_id=done.id,
            name="my_adapter  (1)",
            origin="trained",
            section_sha256=section,
            fingerprint=made.backbone.fingerprint,
            description=made.description_json(),
            class_uids=[cat.uid, dog.uid, *[None] * (len(made.classes) - 2)],
            created_at=now(),
        )
        session.add(row)
        session.flush()
        done.adapter_id = project.adapter_id = row.id

    storage.write(work)
    return project_id


def _run(project_id: int, number: int, state: str, classes: list[Any], examples: list[Any]) -> Run:
    answered = [[sha256, "cat", "dog", "cat", 1] for sha256, _ in examples]
    return Run(
        uid=str(uuid4()),
        project_id=project_id,
        number=number,
        state=state,
        backbone={"source": "demo", "config": None},
        config=asdict(TrainConfig(words={"cat": "tom cat"})),
        classes=classes,
        examples=examples,
        created_at=now(),
        started_at=now(),
        ended_at=now(),
        stage="train",
        done=10,
        total=10,
        curve=[[1, 0.5], [2, 0.25]],
        notices=[{"code": "picture-empty", "params": {"path": f"/{SECRET}/x.png"}}],
        trace=f"/{SECRET}/x.py",
        figures={
            "training": {"accuracy": 0.5},
            "evaluation": {
                "names": ["cat", "dog"],
                "folds": 2,
                "pictures": answered,
                "sources": ["words", "instant", "mmrl"],
                "instant": ["cat" for _ in answered],
                "shares": [[0.75, "cat", 0.25] for _ in answered],
                "fit": {"plain-cosine": [0.25 for _ in answered]},
                "calibrations": {"words": CALIBRATION},
                "curve": {"points": [POINT], "next": POINT, "pictures": 8, "even": True, "gain": [0.1, 0.0, 0.2]},
            },
        },
    )


def carried(storage: Storage, project_id: int) -> dict[str, Any]:
    """What an archive carries of a project, without ids and uids: things are named by what a person sees."""
    with storage.read() as session:
        project = session.get_one(Project, project_id)
        classes = session.scalars(select(ClassRow).where(ClassRow.project_id == project_id).order_by(ClassRow.id)).all()
        adapters = session.scalars(select(AdapterRow).where(AdapterRow.project_id == project_id)).all()
        runs = session.scalars(select(Run).where(Run.project_id == project_id, Run.state == "done")).all()
        names: dict[int | None, str] = {row.id: row.name for row in classes}
        by_uid: dict[str | None, str] = {row.uid: row.name for row in classes}
        placed = select(Placement, Picture).join(Picture, Placement.sha256 == Picture.sha256)
        placed = placed.where(Placement.project_id == project_id).order_by(Placement.id)
        told = session.scalars(select(Unreadable).where(Unreadable.project_id == project_id)).all()
        return {
            "project": _values(project, "created_at backbone template keep trashed_at typed_names"),
            "in use": [row.id for row in adapters].index(project.adapter_id or 0) if adapters else None,
            "classes": [_values(row, "name name_key words color position created_at") for row in classes],
            "absorbed": [len(row.absorbed) for row in classes],
            "placements": [
                (names.get(row.class_id), _values(row, "sha256 name split added_at removed_at kept"), picture.size)
                for row, picture in session.execute(placed)
            ],
            "unreadables": [(names.get(row.class_id), row.name, row.notice["code"], row.found_at) for row in told],
            "runs": [
                _values(row, "number config examples created_at ended_at stage done total curve figures")
                for row in runs
            ],
            "run classes": [[(by_uid[item["uid"]], item["words"]) for item in row.classes] for row in runs],
            "adapters": [
                _values(row, "name origin section_sha256 fingerprint description created_at") for row in adapters
            ],
            "adapter classes": [[by_uid.get(uid) for uid in row.class_uids] for row in adapters],
            "links": (
                [[row.id for row in runs].index(row.run_id or 0) for row in adapters],
                [[row.id for row in adapters].index(row.adapter_id or 0) for row in runs],
            ),
            "files": sorted(row.sha256 for row, _ in session.execute(placed) if storage.pictures.verify(row.sha256)),
            "sections": [hashlib.sha256(storage.adapters.get(row.section_sha256)).hexdigest() for row in adapters],
        }


def _values(row: Any, keys: str) -> dict[str, Any]:
    return {key: getattr(row, key) for key in keys.split()}


def project_names(storage: Storage) -> list[str]:
    """Of all projects, in the trash or not."""
    with storage.read() as session:
        return list(session.scalars(select(Project.name).order_by(Project.id)))


def members_of(path: Path) -> dict[str, bytes]:
    """Every file of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(
    source: Path,
    target: Path,
    *,
    content: Callable[[Any], object] = lambda content: None,
    files: Callable[[dict[str, bytes]], object] = lambda files: None,
    manifest: Callable[[Any], object] = lambda manifest: None,
) -> Path:
    """The archive with a changed `project.json`, changed files and a changed manifest, each written down as if it were
    sound: the manifest has the hashes of what is there before `manifest` changes it.
    """
    members = members_of(source)
    listed, told = json.loads(members.pop("manifest.json")), json.loads(members["project.json"])
    content(told)
    members["project.json"] = json.dumps(told).encode()
    files(members)
    listed["members"] = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in members.items()
    }
    listed["counts"] = {key: len(told.get(key, ())) for key in listed["counts"]}
    listed["project"] = {key: told["project"][key] for key in ("uid", "name")}
    manifest(listed)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in {**members, "manifest.json": json.dumps(listed).encode()}.items():
            archive.writestr(name, data)
    return target
