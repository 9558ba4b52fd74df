"""A training as a list shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.services.told import notices_from_json
from app.storage.schema import Run
from mmrl_engine.notices import Notice


@dataclass(frozen=True, slots=True)
class RunView:
    """A training; see `app.storage.schema.Run` for the fields.

    Attributes:
        pictures: how many it learns from. classes: their names, as they were then. class_uids, class_pictures: of the
            same classes, the latter how many each had.
        curve: (done, loss) pairs.
    """

    id: int
    uid: str
    project_id: int
    number: int
    state: str
    classes: tuple[str, ...]
    pictures: int
    created_at: str
    started_at: str | None
    ended_at: str | None
    stage: str | None
    done: int
    total: int
    curve: tuple[tuple[int, float], ...]
    notices: tuple[Notice, ...]
    trace: str
    figures: Mapping[str, Any] | None
    adapter_id: int | None
    class_uids: tuple[str, ...] = ()
    class_pictures: tuple[int, ...] = ()


def run_view(row: Run) -> RunView:
    """The row as plain data."""
    counts = Counter(index for _, index in row.examples)
    return RunView(
        id=row.id,
        uid=row.uid,
        project_id=row.project_id,
        number=row.number,
        state=row.state,
        classes=tuple(item["name"] for item in row.classes),
        pictures=len(row.examples),
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        stage=row.stage,
        done=row.done,
        total=row.total,
        curve=tuple((done, loss) for done, loss in row.curve),
        notices=notices_from_json(row.notices),
        trace=row.trace,
        figures=row.figures,
        adapter_id=row.adapter_id,
        class_uids=tuple(item["uid"] for item in row.classes),
        class_pictures=tuple(counts[place] for place in range(len(row.classes))),
    )
