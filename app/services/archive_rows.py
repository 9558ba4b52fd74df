"""The rows of a project that comes out of an archive, inside one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.orm import Session

from app.services.colors import read_mark
from app.services.import_look import NotReadable, Prepared, Readable
from app.services.picture_rows import among
from app.services.project_rows import free_name
from app.services.told import notice_to_json
from app.services.typed import sound, typed_json, typed_of
from app.storage.columns import now
from app.storage.schema import AdapterRow, ClassRow, Picture, Placement, Project, Run, Unreadable
from mmrl_engine.adapter import Adapter
from mmrl_engine.examples import same_name

TABLES: dict[str, type[ClassRow] | type[Run] | type[AdapterRow]] = {
    "classes": ClassRow,
    "runs": Run,
    "adapters": AdapterRow,
}
Ids = dict[str | None, int | None]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Everything of an archive that is to become rows.

    Attributes:
        path: the archive. pictures: by SHA-256, their files are kept already. adapters: by uid, their tensors too.
    """

    path: Path
    content: dict[str, Any]
    pictures: Mapping[str, Prepared]
    adapters: Mapping[str, dict[str, Any]]


def described(adapter: Adapter) -> dict[str, Any]:
    """What an adapter's row says of it."""
    return {"description": adapter.description_json(), "fingerprint": adapter.backbone.fingerprint}


def add_project(session: Session, unpacked: Unpacked) -> Project:
    """A new project with all that is in the archive; flushed."""
    content = unpacked.content
    uids = _Uids(session, content)
    project = _project(content["project"], free_name(session, content["project"]["name"]), uids)
    session.add(project)
    session.flush()
    classes = _add_classes(session, project.id, content["classes"], uids)
    _add_pictures(session, project.id, unpacked, classes)
    runs = _add_runs(session, project.id, content["runs"], uids)
    adapters = _add_adapters(session, project.id, unpacked, uids, runs)
    for item in content["runs"]:
        session.get_one(Run, runs[item["uid"]]).adapter_id = adapters[item["adapter"]]
    project.adapter_id = adapters[content["project"]["adapter"]]
    session.flush()
    return project


class _Uids:
    """The uids that things of the archive get here: their own, where nothing here has them. All are new where the
    project itself is here.
    """

    def __init__(self, session: Session, content: dict[str, Any]) -> None:
        project = content["project"]["uid"]
        self._all_new = session.scalars(select(Project.id).where(Project.uid == project)).first() is not None
        self._taken = set[str]()
        for key, table in TABLES.items():
            listed = [item["uid"] for item in content[key]]
            self._taken |= set(session.scalars(select(table.uid).where(among(table.uid, listed))))
        self._new: dict[str, str] = {}

    def of(self, uid: str) -> str:
        if self._all_new or uid in self._taken:
            return self._new.setdefault(uid, str(uuid4()))
        return uid


def _project(item: dict[str, Any], name: str, uids: _Uids) -> Project:
    values = {key: item[key] for key in ("created_at", "backbone", "template", "keep")}
    typed = typed_json(sound(typed_of(item.get("typed", ()))))
    return Project(uid=uids.of(item["uid"]), name=name, opened_at=now(), typed_names=typed, **values)


def _add_classes(session: Session, project_id: int, listed: list[dict[str, Any]], uids: _Uids) -> Ids:
    rows = [
        ClassRow(
            uid=uids.of(item["uid"]),
            project_id=project_id,
            name=item["name"],
            name_key=same_name(item["name"]),
            words=item["words"],
            color=str(read_mark(item["color"], place)),
            position=place,
            absorbed=[uids.of(uid) for uid in item["absorbed"]],
            created_at=item["created_at"],
        )
        for place, item in enumerate(listed)
    ]
    session.add_all(rows)
    session.flush()
    return {None: None} | {item["uid"]: row.id for item, row in zip(listed, rows, strict=True)}


def _add_pictures(session: Session, project_id: int, unpacked: Unpacked, classes: Ids) -> None:
    pictures, placements, failures = list[Any](), list[Any](), list[Any]()
    for item in unpacked.content["placements"]:
        found = unpacked.pictures[item["sha256"]]
        common = {
            "project_id": project_id,
            "class_id": classes[item["class"]],
            "name": item["name"],
            "source": unpacked.path / item["name"],
        }
        if isinstance(found, NotReadable):
            failures.append(common | {"notice": notice_to_json(found.reason), "found_at": now()})
            continue
        pictures.append(_picture(found))
        dated = {key: item[key] for key in ("sha256", "split", "added_at", "removed_at")}
        dated["kept"] = item.get("kept", False)
        placements.append(common | dated | {"in_place": False, "source_mtime_ns": found.file.mtime_ns})
    for item in unpacked.content["unreadables"]:
        told = {key: item[key] for key in ("name", "notice", "found_at")}
        where = {"class_id": classes[item["class"]], "source": unpacked.path / item["name"]}
        failures.append(told | where | {"project_id": project_id})
    if pictures:
        session.execute(insert_or(Picture).on_conflict_do_nothing(), pictures)
        session.execute(insert(Placement), placements)
    if failures:
        session.execute(insert(Unreadable), failures)


def _picture(found: Readable) -> dict[str, Any]:
    facts = {key: getattr(found.facts, key) for key in ("width", "height", "kind", "taken", "dhash")}
    return {"sha256": found.file.sha256, "size": found.file.size, "added_at": now(), **facts}


def _add_runs(session: Session, project_id: int, listed: list[dict[str, Any]], uids: _Uids) -> Ids:
    keys = ("number", "backbone", "config", "examples", "created_at", "started_at", "ended_at", "stage")
    rows = [
        Run(
            uid=uids.of(item["uid"]),
            project_id=project_id,
            state="done",
            classes=[learned | {"uid": uids.of(learned["uid"])} for learned in item["classes"]],
            notices=[],
            trace="",
            **{key: item[key] for key in (*keys, "done", "total", "curve", "figures")},
        )
        for item in listed
    ]
    session.add_all(rows)
    session.flush()
    return {None: None} | {item["uid"]: row.id for item, row in zip(listed, rows, strict=True)}


def _add_adapters(session: Session, project_id: int, unpacked: Unpacked, uids: _Uids, runs: Ids) -> Ids:
    listed = unpacked.content["adapters"]
    rows = [
        AdapterRow(
            uid=uids.of(item["uid"]),
            project_id=project_id,
            run_id=runs[item["run"]],
            section_sha256=item["section"],
            class_uids=[None if uid is None else uids.of(uid) for uid in item["class_uids"]],
            **{key: item[key] for key in ("name", "origin", "created_at")},
            **unpacked.adapters[item["uid"]],
        )
        for item in listed
    ]
    session.add_all(rows)
    session.flush()
    return {None: None} | {item["uid"]: row.id for item, row in zip(listed, rows, strict=True)}
