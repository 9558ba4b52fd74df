"""What is still needed of what lies beside the database: by rows, by acts that can be undone, by backups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.storage.aside import kept_aside
from app.storage.journal import RowChange, named_pictures, unpack
from app.storage.manifest import NAME
from app.storage.schema import ActPart, AdapterRow, Picture, Placement, Run
from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path
from mmrl_engine.untrusted import StrictJsonError, parse_json

_PARTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Needed:
    """Hashes of pictures and sections, and uids of the runs whose files are needed."""

    pictures: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()

    def __or__(self, other: Needed) -> Needed:
        return Needed(self.pictures | other.pictures, self.sections | other.sections, self.runs | other.runs)


@dataclass(frozen=True, slots=True)
class Rows:
    """What one state of the database needs.

    Attributes:
        last_part: the newest part of an act that was looked at; ids only grow.
        pictures_added: when each picture's row was made.
    """

    needed: Needed
    last_part: int
    pictures_added: dict[str, str] = field(default_factory=dict)


def needed_by_rows(session: Session) -> Rows:
    """Pictures that have a place in any project, in the trash or not, that an undo or a redo brings back, or that a
    training learns from that can go on; the files of such trainings; and the sections of all adapters.

    Raises:
        DamagedValueError: an act or a training cannot be read, so what it needs is not known.
    """
    last_part = session.scalar(select(func.max(ActPart.id))) or 0
    acts, runs_in_acts = named_by_acts(session, after=0)
    pictures = set(session.scalars(select(Placement.sha256).distinct())) | acts
    runs = set[str]()
    for run_id, uid, removed_at, examples in session.execute(
        select(Run.id, Run.uid, Run.removed_at, Run.examples).where(Run.state != "done")
    ):
        if removed_at is None or run_id in runs_in_acts:
            runs.add(uid)
            pictures |= {str(sha256) for sha256, _ in examples}
    sections = session.scalars(select(AdapterRow.section_sha256).distinct())
    added = {row.sha256: row.added_at for row in session.execute(select(Picture.sha256, Picture.added_at))}
    return Rows(Needed(frozenset(pictures), frozenset(sections), frozenset(runs)), last_part, added)


def named_by_acts(session: Session, *, after: int) -> tuple[set[str], set[int]]:
    """Pictures, and ids of runs, in all parts of acts whose id is greater than `after`.

    Raises:
        DamagedValueError: a part cannot be read.
    """
    pictures, runs = set[str](), set[int]()
    parts = select(ActPart.changes).where(ActPart.id > after).execution_options(yield_per=_PARTS_AT_ONCE)
    for data in session.scalars(parts):
        changes = unpack(data)
        pictures |= named_pictures(changes)
        runs |= _runs(changes)
    return pictures, runs


def needed_by_backups(folder: Path) -> Needed:
    """What the manifests of the backups in `folder` name.

    Raises:
        EngineError: one of them cannot be read.
    """
    needed = Needed()
    for path in sorted(folder.glob(f"[!.]*/{NAME}")):
        needed |= _named_in(path)
    return needed


def require_nothing_aside(projects: Path) -> None:
    """Raises EngineError where `app.storage.aside` keeps a damaged `projects.sqlite`: what took its place may lack rows
    that a person still wants to get out of it, with the pictures that they name.
    """
    for path in kept_aside(projects):
        raise EngineError.of("collect-kept-aside", path=printable_path(path))


def _named_in(path: Path) -> Needed:
    try:
        value = parse_json(path.read_text("utf-8"))
    except FileNotFoundError:  # no backup any more
        return Needed()
    except (OSError, UnicodeDecodeError, StrictJsonError) as error:
        raise _unreadable(path) from error
    if not isinstance(value, dict):
        raise _unreadable(path)
    return Needed(_hashes(value, "pictures", path), _hashes(value, "sections", path))


def _hashes(value: dict[str, object], key: str, path: Path) -> frozenset[str]:
    found = value.get(key)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise _unreadable(path)
    return frozenset(found)


def _unreadable(path: Path) -> EngineError:
    return EngineError.of("collect-backup-unreadable", path=printable_path(path.parent))


def _runs(changes: Iterable[RowChange]) -> set[int]:
    return {change.row for change in changes if change.table == "run"}
