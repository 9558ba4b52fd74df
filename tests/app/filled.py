"""Projects with real pictures in the store, made through rows alone."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from app.storage.columns import now
from app.storage.schema import ClassRow, Picture, Placement, Project
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from tests.engine.small import write_pictures


def filled_project(storage: Storage, folder: Path, counts: dict[str, int], *, backbone: str = "demo") -> int:
    """A project with a class for each name and so many small pictures in it; returns its id."""
    staged = [(storage.pictures.stage(item.path), item) for item in write_pictures(folder, counts)]
    storage.pictures.keep_all([kept for kept, _ in staged])

    def work(unit: UnitOfWork) -> int:
        project = Project(
            uid=str(uuid4()),
            name="Test",
            created_at=now(),
            opened_at=now(),
            backbone={"source": backbone, "config": None},
            template="a photo of a {}.",
            keep="copy",
        )
        unit.session.add(project)
        unit.session.flush()
        classes = {name: _class(project.id, name, place) for place, name in enumerate(counts)}
        unit.session.add_all(classes.values())
        unit.session.flush()
        for kept, item in staged:
            if unit.session.get(Picture, kept.sha256) is None:  # another project may have the same picture
                unit.session.add(_picture(kept.sha256, kept.size))
                unit.session.flush()
            unit.session.add(_placement(project.id, classes[item.label].id, kept.sha256, item.path))
        return project.id

    return storage.write(work).value


def _class(project_id: int, name: str, place: int) -> ClassRow:
    return ClassRow(
        uid=str(uuid4()),
        project_id=project_id,
        name=name,
        name_key=name,
        words=name,
        color="#336699",
        position=place,
        absorbed=[],
        created_at=now(),
    )


def _picture(sha256: str, size: int) -> Picture:
    return Picture(sha256=sha256, size=size, width=48, height=40, kind="PNG", dhash=0, added_at=now())


def _placement(project_id: int, class_id: int, sha256: str, source: Path) -> Placement:
    return Placement(
        project_id=project_id,
        sha256=sha256,
        class_id=class_id,
        name=source.name,
        source=source,
        in_place=False,
        source_mtime_ns=0,
        added_at=now(),
    )
