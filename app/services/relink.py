"""Pictures that were kept in place and whose file has gone or changed: telling which, and finding them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sqlalchemy import select, update

from app.services.change import Change, change_of
from app.storage.schema import Picture, Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import PictureError
from mmrl_engine.images import find_pictures, printable_path
from mmrl_engine.notices import Notice, notice


class Lost(Enum):
    """What happened to a file."""

    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class LostPicture:
    """A picture whose file is not what it was. `size`: bytes that it had."""

    placement_id: int
    name: str
    source: Path
    sha256: str
    size: int
    state: Lost


@dataclass(frozen=True, slots=True)
class _Found:
    placement_id: int
    source: Path
    mtime_ns: int


class Relinking:
    """The use cases on pictures that are kept in place."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def check(self, *, project_id: int) -> tuple[LostPicture, ...]:
        """The pictures whose file is missing, or holds something else. A file is only read where its time changed."""
        wanted = (
            select(
                Placement.id,
                Placement.name,
                Placement.source,
                Placement.sha256,
                Placement.source_mtime_ns,
                Picture.size,
            )
            .join(Picture, Placement.sha256 == Picture.sha256)
            .where(Placement.project_id == project_id, Placement.in_place, Placement.removed_at.is_(None))
            .order_by(Placement.id)
        )
        with self._storage.read() as session:
            rows = list(session.execute(wanted))
        return tuple(
            LostPicture(row.id, row.name, row.source, row.sha256, row.size, state)
            for row in rows
            if (state := self._state(row.source, row.size, row.source_mtime_ns, row.sha256)) is not None
        )

    def relink(self, *, project_id: int, folder: Path, stop: Callable[[], bool] = lambda: False) -> Change:
        """Looks for the lost pictures anywhere below `folder`, by size and content, and points them to what it finds.

        Args:
            stop: asked before each file; at True the pictures found so far are pointed to their files.

        Raises:
            PictureError: the folder cannot be looked through.
        """
        lost = self.check(project_id=project_id)
        notices: list[Notice] = []
        candidates = _by_size(find_pictures(folder, tell=notices.append), {picture.size for picture in lost})
        found = list(self._find(lost, candidates, stop))

        def work(unit: UnitOfWork) -> None:
            for item in found:
                values = {"source": item.source, "source_mtime_ns": item.mtime_ns}
                row = Placement.id == item.placement_id
                unit.session.execute(update(Placement).where(row, Placement.in_place).values(values))
            unit.act(project_id, "pictures-relinked", count=len(found))

        notices.append(notice("pictures-found-again", found=len(found), lost=len(lost), path=printable_path(folder)))
        return change_of(self._storage.write(work), notices=tuple(notices))

    def _state(self, source: Path, size: int, mtime_ns: int, sha256: str) -> Lost | None:
        try:
            status = source.stat()
        except (OSError, ValueError):
            return Lost.MISSING
        if status.st_size == size and status.st_mtime_ns == mtime_ns:
            return None
        if status.st_size != size:
            return Lost.CHANGED
        try:
            return None if self._storage.pictures.facts(source).sha256 == sha256 else Lost.CHANGED
        except PictureError:
            return Lost.MISSING

    def _find(
        self, lost: Sequence[LostPicture], candidates: dict[int, list[Path]], stop: Callable[[], bool]
    ) -> Iterator[_Found]:
        hashes = _Hashes(self._storage)
        for picture in lost:
            for path in sorted(candidates[picture.size], key=lambda path: path.name != picture.source.name):
                if stop():
                    return
                facts = hashes.of(path)
                if facts is not None and facts[0] == picture.sha256:
                    yield _Found(picture.placement_id, path.absolute(), facts[1])
                    break


class _Hashes:
    """SHA-256 and time of files, each read once."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known: dict[Path, tuple[str, int] | None] = {}

    def of(self, path: Path) -> tuple[str, int] | None:
        """None where the file cannot be read: then it is not the one that is looked for."""
        if path not in self._known:
            try:
                facts = self._storage.pictures.facts(path)
                self._known[path] = facts.sha256, facts.mtime_ns
            except PictureError:
                self._known[path] = None
        return self._known[path]


def _by_size(paths: Sequence[Path], sizes: set[int]) -> defaultdict[int, list[Path]]:
    found: defaultdict[int, list[Path]] = defaultdict(list)
    for path in paths:
        try:
            size = path.stat().st_size
        except OSError:  # it went away since the folder was listed
            continue
        if size in sizes:
            found[size].append(path)
    return found
