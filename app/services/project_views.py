"""Projects as the window shows them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.services.evaluation_figures import FIGURE
from app.services.jobs import BackboneSource
from app.services.old_or_new import said_by
from app.services.settling import who_answers
from app.services.typed import Typed, typed_of
from app.storage.schema import AdapterRow, ClassRow, Placement, Project, Run

COVERS = 3  # pictures on a card
WAITING = ("paused", "cut_off")


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project.

    Attributes:
        template: the prompt of new trainings. keep: "copy" or "in_place", what an import does with pictures.
        adapter_id: the adapter in use. trashed_at: since when it lies in the trash.
        typed: what is asked about besides its classes.
    """

    id: int
    uid: str
    name: str
    created_at: str
    opened_at: str
    trashed_at: str | None
    backbone: BackboneSource
    template: str
    keep: str
    adapter_id: int | None
    typed: tuple[Typed, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project in a list.

    Attributes:
        pictures: without those in its trash. covers: hashes of the newest of them. trained: it has an adapter.
        right: how many of how many pictures the adapter in use answered rightly, if it was tested.
        left_at: how far a training is that waits to go on, 0 to 1; None where none does.
    """

    id: int
    name: str
    classes: int
    pictures: int
    covers: tuple[str, ...]
    opened_at: str
    trained: bool
    right: tuple[int, int] | None = None
    left_at: float | None = None


def project_view(row: Project) -> ProjectView:
    """The project."""
    return ProjectView(
        id=row.id,
        uid=row.uid,
        name=row.name,
        created_at=row.created_at,
        opened_at=row.opened_at,
        trashed_at=row.trashed_at,
        backbone=BackboneSource(row.backbone["source"], row.backbone.get("config")),
        template=row.template,
        keep=row.keep,
        adapter_id=row.adapter_id,
        typed=typed_of(row.typed_names),
    )


def project_cards(session: Session, *, trashed: bool) -> tuple[ProjectCard, ...]:
    """The projects that lie in the trash, or those that do not; the one that was opened last comes first."""
    wanted = select(Project).where(Project.trashed_at.is_not(None) if trashed else Project.trashed_at.is_(None))
    rows = session.scalars(wanted.order_by(Project.opened_at.desc(), Project.id.desc())).all()
    classes = _counts(session, select(ClassRow.project_id, func.count()).group_by(ClassRow.project_id))
    shown = Placement.removed_at.is_(None)
    pictures = _counts(session, select(Placement.project_id, func.count()).where(shown).group_by(Placement.project_id))
    trained = set(session.scalars(select(AdapterRow.project_id).where(AdapterRow.removed_at.is_(None)).distinct()))
    covers = _covers(session)
    right, left_at = _right(session), _left_at(session)
    return tuple(
        ProjectCard(
            id=row.id,
            name=row.name,
            classes=classes.get(row.id, 0),
            pictures=pictures.get(row.id, 0),
            covers=tuple(covers[row.id]),
            opened_at=row.opened_at,
            trained=row.id in trained,
            right=right.get(row.id),
            left_at=left_at.get(row.id),
        )
        for row in rows
    )


def _counts(session: Session, counted: Select[int, int]) -> dict[int, int]:
    return dict(session.execute(counted).all())


def _covers(session: Session) -> defaultdict[int, list[str]]:
    place = func.row_number().over(partition_by=Placement.project_id, order_by=Placement.id.desc()).label("place")
    ranked = select(Placement.project_id, Placement.sha256, place).where(Placement.removed_at.is_(None)).subquery()
    newest = select(ranked.c.project_id, ranked.c.sha256).where(ranked.c.place <= COVERS)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for project_id, sha256 in session.execute(newest.order_by(ranked.c.project_id, ranked.c.place)):
        found[project_id].append(sha256)
    return found


def _right(session: Session) -> dict[int, tuple[int, int]]:
    """Of the projects whose adapter in use was tested."""
    query = select(Project.id, Run.figures, AdapterRow.description).join(Run, Run.adapter_id == Project.adapter_id)
    tested = query.join(AdapterRow, AdapterRow.id == Project.adapter_id).where(Run.figures.is_not(None))
    found = {}
    for project_id, figures, description in session.execute(tested):
        figure = (figures or {}).get(FIGURE, {})
        if judged := figure.get("pictures", ()):
            said = said_by(figure, who_answers(description)[0])
            right = sum(name == truth for name, (_, truth, *_) in zip(said, judged, strict=True))
            found[project_id] = (right, len(judged))
    return found


def _left_at(session: Session) -> dict[int, float]:
    """Of the projects whose newest training waits to go on."""
    newest = select(Run.project_id, func.max(Run.id).label("id")).where(Run.removed_at.is_(None))
    last = newest.group_by(Run.project_id).subquery()
    query = select(Run.project_id, Run.done, Run.total).join(last, Run.id == last.c.id)
    waiting = session.execute(query.where(Run.state.in_(WAITING)))
    return {project_id: done / total if total else 0.0 for project_id, done, total in waiting}
