"""A project's rows as the `project.json` of its archive."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.archive_format import last_part, portable_backbone, portable_name
from app.services.class_rows import classes_of
from app.services.evaluation_figures import FIGURE
from app.services.project_rows import project_of
from app.storage.schema import AdapterRow, ClassRow, Picture, Placement, Project, Run, Unreadable

TRAINING = "training"


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that goes into the archive. `original`: where it lies, if it was not copied. `size`: in bytes."""

    sha256: str
    name: str
    size: int
    original: Path | None


def read_content(session: Session, project_id: int) -> tuple[dict[str, Any], tuple[PictureFile, ...]]:
    """The content of `project.json`, and the files of its placements in their order.

    Raises:
        InputError: the project is gone.
    """
    project = project_of(session, project_id)
    classes = classes_of(session, project_id)
    class_uids: dict[int | None, str] = {item.id: item.uid for item in classes}
    runs, adapters = _finished_runs(session, project_id), _adapters(session, project_id)
    run_uids: dict[int | None, str] = {item.id: item.uid for item in runs}
    adapter_uids: dict[int | None, str] = {item.id: item.uid for item in adapters}
    placed = session.execute(
        select(Placement, Picture)
        .join(Picture, Placement.sha256 == Picture.sha256)
        .where(Placement.project_id == project_id)
        .order_by(Placement.id)
    ).all()
    told = session.scalars(select(Unreadable).where(Unreadable.project_id == project_id).order_by(Unreadable.id))
    content = {
        "project": _project(project) | {"adapter": adapter_uids.get(project.adapter_id)},
        "classes": [_class(item, place) for place, item in enumerate(classes)],
        "placements": [_placement(item, class_uids, picture.taken) for item, picture in placed],
        "unreadables": [_unreadable(item, class_uids) for item in told],
        "runs": [_run(item) | {"adapter": adapter_uids.get(item.adapter_id)} for item in runs],
        "adapters": [_adapter(item) | {"run": run_uids.get(item.run_id)} for item in adapters],
    }
    return content, tuple(_file(item, picture) for item, picture in placed)


def leave_out(content: dict[str, Any], pictures: Collection[str], sections: Collection[str]) -> dict[str, Any]:
    """The content without these pictures, and without the adapters of these sections."""
    adapters = [item for item in content["adapters"] if item["section"] not in sections]
    known = {item["uid"] for item in adapters}

    def linked(item: dict[str, Any]) -> dict[str, Any]:
        return item | {"adapter": item["adapter"] if item["adapter"] in known else None}

    return content | {
        "project": linked(content["project"]),
        "placements": [item for item in content["placements"] if item["sha256"] not in pictures],
        "runs": [linked(item) for item in content["runs"]],
        "adapters": adapters,
    }


def _finished_runs(session: Session, project_id: int) -> list[Run]:
    wanted = select(Run).where(Run.project_id == project_id, Run.state == "done", Run.removed_at.is_(None))
    return list(session.scalars(wanted.order_by(Run.id)))


def _adapters(session: Session, project_id: int) -> list[AdapterRow]:
    wanted = select(AdapterRow).where(AdapterRow.project_id == project_id, AdapterRow.removed_at.is_(None))
    return list(session.scalars(wanted.order_by(AdapterRow.id)))


def _file(item: Placement, picture: Picture) -> PictureFile:
    return PictureFile(item.sha256, item.name, picture.size, item.source if item.in_place else None)


def _project(item: Project) -> dict[str, Any]:
    typed = {"typed": item.typed_names} if item.typed_names else {}  # programs before it know no such field
    return typed | {
        "uid": item.uid,
        "name": item.name,
        "created_at": item.created_at,
        "backbone": _backbone(item.backbone),
        "template": item.template,
        "keep": item.keep,
    }


def _backbone(value: dict[str, Any]) -> dict[str, Any]:
    config = value.get("config")
    return {
        "source": portable_backbone(value["source"]),
        "config": None if config is None else portable_backbone(config),
    }


def _class(item: ClassRow, place: int) -> dict[str, Any]:
    values = {key: getattr(item, key) for key in ("uid", "name", "words", "color", "absorbed", "created_at")}
    return values | {"position": place}


def _placement(item: Placement, classes: dict[int | None, str], taken: str | None) -> dict[str, Any]:
    kept = {"kept": True} if item.kept else {}  # only where it is: programs before it know no such field
    return kept | {
        "sha256": item.sha256,
        "name": portable_name(item.name),
        "class": classes.get(item.class_id),
        "split": item.split,
        "taken": taken,
        "added_at": item.added_at,
        "removed_at": item.removed_at,
    }


def _unreadable(item: Unreadable, classes: dict[int | None, str]) -> dict[str, Any]:
    params = {key: _without_folder(value, item.source) for key, value in item.notice.get("params", {}).items()}
    return {
        "name": portable_name(item.name),
        "class": classes.get(item.class_id),
        "notice": {"code": item.notice["code"], "params": params},
        "found_at": item.found_at,
    }


def _run(item: Run) -> dict[str, Any]:
    """Without its notices and its trace, which may name folders."""
    keys = ("uid", "number", "config", "classes", "examples", "created_at", "started_at", "ended_at", "stage")
    values = {key: getattr(item, key) for key in (*keys, "done", "total", "curve")}
    figures = None if item.figures is None else {key: item.figures[key] for key in _known(item.figures)}
    return values | {"backbone": _backbone(item.backbone), "figures": figures}


def _known(figures: dict[str, Any]) -> Iterator[str]:
    return (key for key in (TRAINING, FIGURE) if key in figures)


def _adapter(item: AdapterRow) -> dict[str, Any]:
    keys = ("uid", "name", "origin", "description", "class_uids", "created_at")
    return {key: getattr(item, key) for key in keys} | {"section": item.section_sha256}


def _without_folder(value: object, source: Path) -> object:
    """What a notice says, without the folders of this computer."""
    if isinstance(value, list):
        return [_without_folder(item, source) for item in value]
    if not isinstance(value, str):
        return value
    if PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute():
        return last_part(value)
    return value.replace(str(source), source.name).replace(str(source.parent), "...")
