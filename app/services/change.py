"""What a use case changed: every screen refreshes from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.storage.act_record import ActRecord
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.storage.storage import Written


@dataclass(frozen=True, slots=True)
class Change:
    """Which rows changed.

    Attributes:
        rows: ids by table ("project", "class", "placement", "unreadable", "run", "adapter", "folder_run", "copy_run",
            "setting").
        projects: ids of the projects that they belong to.
        act: what can now be undone because of it, or what was undone; None where it was no act.
        made: the id of what the use case made, if that is what it is for.
        notices: what to tell the person besides.
    """

    rows: Mapping[str, frozenset[int]]
    projects: frozenset[int] = frozenset()
    act: ActRecord | None = None
    made: int | None = None
    notices: tuple[Notice, ...] = field(default=())

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.rows)


def change_of(written: Written[object], *, made: int | None = None, notices: tuple[Notice, ...] = ()) -> Change:
    """The Change that a write was."""
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for item in written.changes:
        rows[item.table].add(item.row)
    projects = frozenset(item.project_id for item in written.changes if item.project_id is not None)
    return Change({table: frozenset(ids) for table, ids in rows.items()}, projects, written.act, made, notices)
