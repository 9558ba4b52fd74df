"""After a new training: the old one or the new one? The better on the same held-out pictures answers. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.evaluation_figures import FIGURE
from app.services.settling import who_answers
from app.storage.schema import Act, AdapterRow, Project, Run
from mmrl_engine.adapter_config import AnswerSource

BEFORE, RIVAL = "before", "rival"  # in a run's figures: the adapter that was in use; how the two compare


@dataclass(frozen=True, slots=True)
class Rival:
    """The run before beside this one, on the pictures that both were tested with.

    Attributes:
        adapter_id: of the one before. pictures: how many both were asked about. old, new: right answers of each.
    """

    adapter_id: int
    pictures: int
    old: int
    new: int

    @property
    def old_is_better(self) -> bool:
        """Of equals the new one is used: it knows more pictures."""
        return self.old > self.new


def rival_of(figures: Mapping[str, Any] | None) -> Rival | None:
    """How a run compares to the one before; None where it was not compared."""
    found = (figures or {}).get(RIVAL)
    return None if found is None else Rival(**found)


def use_the_better(session: Session, run: Run) -> None:
    """Compares a run that was just tested with the one that was in use before it, and answers with the better of the
    two from now on, unless a person has chosen since.
    """
    rival = _compared(session, run)
    run.figures = {key: value for key, value in (run.figures or {}).items() if key != RIVAL}
    if rival is None:
        return
    run.figures = {**run.figures, RIVAL: asdict(rival)}
    project = session.get_one(Project, run.project_id)
    if project.adapter_id in (rival.adapter_id, run.adapter_id) and not _chosen_since(session, run):
        project.adapter_id = rival.adapter_id if rival.old_is_better else run.adapter_id


def _compared(session: Session, run: Run) -> Rival | None:
    """None where there was none before, or it had other classes or another model: then there is nothing to compare."""
    before = (run.figures or {}).get(BEFORE)
    old, new = (None if key is None else session.get(AdapterRow, key) for key in (before, run.adapter_id))
    old_run = None if old is None or old.run_id is None else session.get(Run, old.run_id)
    if old is None or new is None or old_run is None or old.id == new.id or old.removed_at is not None:
        return None
    if old.fingerprint != new.fingerprint or _uids(old_run) != _uids(run):
        return None
    then, now = _right(old_run, old), _right(run, new)
    both = then.keys() & now.keys()
    if not both:
        return None
    return Rival(old.id, len(both), sum(then[item] for item in both), sum(now[item] for item in both))


def _right(run: Run, adapter: AdapterRow) -> dict[tuple[str, str], bool]:
    """Whether whoever answers for the adapter was right, by picture and the class that it was in."""
    figure: dict[str, Any] = (run.figures or {}).get(FIGURE) or {"pictures": []}
    answers, _, _ = who_answers(adapter.description)
    uid_of = {item["name"]: item["uid"] for item in run.classes}
    said = said_by(figure, answers)
    rows = zip(figure["pictures"], said, strict=True)
    return {(sha256, uid_of.get(truth, truth)): name == truth for (sha256, truth, *_), name in rows}


def said_by(figure: Mapping[str, Any], answers: AnswerSource) -> list[str]:
    """What a source said of each picture; figures of before do not know what the instant classifier said."""
    rows = figure["pictures"]
    if answers == "instant" and "instant" in figure:
        return list(figure["instant"])
    return [row[3] if answers == "words" else row[2] for row in rows]


def _uids(run: Run) -> set[str]:
    return {item["uid"] for item in run.classes}


def _chosen_since(session: Session, run: Run) -> bool:
    wanted = select(Act.id).where(
        Act.project_id == run.project_id, Act.code == "adapter-chosen", ~Act.undone, Act.at >= (run.ended_at or "")
    )
    return session.scalars(wanted.limit(1)).first() is not None
