"""Imports whose process ended before they did: each leaves a mark in the data folder, by which the next start tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from app.storage.act_record import ActRecord
from app.storage.schema import Act, ClassRow, Project
from app.storage.storage import Storage
from mmrl_engine.files import atomic_write

CODE = "pictures-imported"


@dataclass(frozen=True, slots=True)
class CutImport:
    """An import that was cut off.

    Attributes:
        project: its name. class_id: the class that everything went to, None where its folders said so.
        count: pictures that are in. act: what takes them back; None where there are none.
        paths: what was given and is still there.
    """

    project_id: int
    project: str
    class_id: int | None
    count: int
    paths: tuple[Path, ...]
    act: ActRecord | None


class CutImports:
    """To be made before the first import of a run begins."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._folder = storage.folders.data / "imports"
        self._found = tuple(sorted(self._folder.glob("*.json")))

    @contextmanager
    def watched(self, project_id: int, class_id: int | None, given: Sequence[Path]) -> Iterator[None]:
        """Keeps a mark while an import of `given` runs; none where that is nothing that could be given again.

        Raises:
            EngineError: the data folder cannot be written.
        """
        if not given:
            yield
            return
        mark = {"project": project_id, "class": class_id, "given": [str(path) for path in given]}
        self._folder.mkdir(exist_ok=True)
        path = self._folder / f"{uuid4()}.json"
        atomic_write(path, json.dumps(mark | {"after": self._newest_act(project_id)}).encode())
        try:
            yield
        finally:
            path.unlink(missing_ok=True)

    def tell(self) -> tuple[CutImport, ...]:
        """Those of the runs before; each is told once. Off the window's thread: what was given may be far away."""
        found = [self._read(path) for path in self._found]
        for path in self._found:
            path.unlink(missing_ok=True)
        self._found = ()
        return tuple(item for item in found if item is not None)

    def _newest_act(self, project_id: int) -> int:
        with self._storage.read() as session:
            return session.scalar(select(func.max(Act.id)).where(Act.project_id == project_id)) or 0

    def _read(self, path: Path) -> CutImport | None:
        """None where the mark is damaged, the project is gone, or the import was taken back."""
        try:
            mark: dict[str, Any] = json.loads(path.read_bytes())
            project_id, class_id, after = mark["project"], mark["class"], int(mark["after"])
            given = [Path(name) for name in mark["given"]]
        except (OSError, ValueError, TypeError, KeyError):
            return None
        with self._storage.read() as session:
            project = session.get(Project, project_id)
            if project is None or project.trashed_at is not None:
                return None
            acts = select(Act).where(Act.project_id == project_id, Act.id > after, Act.code == CODE)
            act = session.scalars(acts.order_by(Act.id.desc()).limit(1)).first()
            if act is not None and act.undone:
                return None
            there = class_id if class_id is not None and session.get(ClassRow, class_id) is not None else None
            record = None if act is None else ActRecord(act.id, project_id, act.code, dict(act.params))
            count = 0 if act is None else int(act.params.get("count", 0))
        paths = tuple(item for item in given if _is_there(item)) if there == class_id else ()
        return CutImport(project_id, project.name, class_id, count, paths, record)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
