"""What tests of imports share: pictures, a project, and a decoder in this process."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import numpy as np
from PIL import Image
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.services.jobs import Look, Pixels
from app.storage.columns import now
from app.storage.schema import ClassRow, Picture, Placement, Project
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.dhash import dhash
from mmrl_engine.images import open_rgb


def noise(seed: int, size: tuple[int, int] = (40, 30)) -> Image.Image:
    """A picture that is near to no other seed's."""
    draw = np.random.default_rng(seed)
    coarse = draw.integers(0, 256, (6, 7, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def write_picture(path: Path, seed: int = 0) -> Path:
    """A picture file whose kind follows its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise(seed).save(path)
    return path


def png(seed: int) -> bytes:
    """The bytes of a PNG file."""
    file = io.BytesIO()
    noise(seed).save(file, "PNG")
    return file.getvalue()


def new_project(storage: Storage, keep: str = "copy", name: str = "animals") -> int:
    """The id of a new, empty project."""

    def work(unit: UnitOfWork) -> int:
        row = Project(
            uid=str(uuid4()),
            name=name,
            created_at=now(),
            opened_at=now(),
            backbone={"source": "demo"},
            template="a photo of a {}.",
            keep=keep,
        )
        unit.session.add(row)
        unit.session.flush()
        return row.id

    return storage.write(work).value


def place(
    storage: Storage, project_id: int, class_id: int | None, count: int, *, first: int = 0, act: str | None = None
) -> list[int]:
    """Rows of `count` pictures that are nowhere, counted from `first`, as the act `act`; the ids of their places."""
    hashes = [f"{number:064x}" for number in range(first, first + count)]
    facts = {"size": 9, "width": 3, "height": 2, "kind": "PNG", "dhash": 0, "added_at": now()}
    origin = {"name": "a.png", "source": Path("a.png"), "in_place": False, "source_mtime_ns": 0, "added_at": now()}
    of_project = {"project_id": project_id, "class_id": class_id, **origin}

    def work(unit: UnitOfWork) -> list[int]:
        if act is not None:
            unit.act(project_id, act)
        pictures = [{"sha256": sha256, **facts} for sha256 in hashes]
        unit.session.execute(insert(Picture).on_conflict_do_nothing(), pictures)
        unit.session.execute(insert(Placement), [{"sha256": sha256, **of_project} for sha256 in hashes])
        there = select(Placement.id, Placement.sha256).where(Placement.project_id == project_id)
        wanted = set(hashes)
        return [row for row, sha256 in unit.session.execute(there.order_by(Placement.id)) if sha256 in wanted]

    return storage.write(work).value


def placed(storage: Storage, project_id: int) -> dict[str, str | None]:
    """The class's name by the picture's, of what lies in the project but not in its trash."""
    wanted = select(Placement.name, ClassRow.name).outerjoin(ClassRow, Placement.class_id == ClassRow.id)
    wanted = wanted.where(Placement.project_id == project_id, Placement.removed_at.is_(None))
    with storage.read() as session:
        return dict(session.execute(wanted.order_by(Placement.id)).all())


T = TypeVar("T")


class HereDecoder:
    """A `Decoder` without a process.

    Args:
        before: called with each path before it is looked at.
    """

    def __init__(self, before: Callable[[Path], None] = lambda path: None) -> None:
        self._before = before
        self.looked: list[Path] = []

    def look(self, path: Path, longest: int) -> Future[Look]:
        self.looked.append(path)
        return _future(lambda: self._look(path, longest))

    def open(self, path: Path, longest: int | None = None) -> Future[Pixels]:
        return _future(lambda: np.asarray(open_rgb(path)))

    def _look(self, path: Path, longest: int) -> Look:
        self._before(path)
        image = open_rgb(path)
        small, file = image.copy(), io.BytesIO()
        small.thumbnail((longest, longest))
        small.save(file, "WEBP")
        return Look(image.width, image.height, "PNG", None, dhash(image), file.getvalue())


def _future(work: Callable[[], T]) -> Future[T]:
    future: Future[T] = Future()
    try:
        future.set_result(work())
    except BaseException as error:
        future.set_exception(error)
    return future
