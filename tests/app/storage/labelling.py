"""Acts as a person does them, one after another, always the same ones; and what must be there after each.

Step number n changes the project and, in the same transaction, notes n among the settings. So whoever finds a database
after a crash knows from it alone how many steps were done, and which state and which undo list belong to that.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import delete, select, update

from app.storage.columns import now
from app.storage.schema import ClassRow, Picture, Placement, Project, Setting
from app.storage.storage import Storage
from app.storage.unit_of_work import DEPTH, UnitOfWork

PROJECT = 1
STEPS = "steps"
INBOX = ""


@dataclass(frozen=True, slots=True)
class State:
    """A project as far as the steps change it: the class of each picture, and which are in the trash."""

    name: str
    classes: frozenset[str]
    labels: tuple[str, ...]
    removed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Past:
    """The undo list: the states before and after each act, of which the last `undone` were taken back."""

    acts: tuple[tuple[State, State], ...] = ()
    undone: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What step number `number` does; `pictures` are indexes."""

    number: int
    kind: str
    pictures: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Labelling:
    """A project of so many pictures, whose steps each change up to `share` of them."""

    pictures: int = 60
    share: float = 0.5
    classes: tuple[str, ...] = field(default=("cat", "dog", "owl"))

    def begin(self, storage: Storage) -> None:
        """Makes the project as it is before the first step."""

        def work(unit: UnitOfWork) -> None:
            moment, session = now(), unit.session
            session.add(
                Project(
                    id=PROJECT, uid="the-project", name="Animals", created_at=moment, opened_at=moment, backbone={},
                    template="{}", keep="copy",
                )
            )  # fmt: skip
            session.add_all([Picture(**_picture(index)) for index in range(self.pictures)])
            session.flush()
            for name in self.classes:
                session.add(_class(name))
            session.add_all([Placement(**_placement(index)) for index in range(self.pictures)])
            session.add(Setting(key=STEPS, value={"value": 0}))

        storage.write(work)

    def step(self, storage: Storage, number: int) -> None:
        """Does step `number`, which must be the next one."""
        step = self._step(number)

        def work(unit: UnitOfWork) -> None:
            if step.kind in ("undo", "redo"):
                (unit.undo if step.kind == "undo" else unit.redo)(PROJECT)
            else:
                _ACTS[step.kind](unit, step)
                unit.act(PROJECT, step.kind, number=number)
            unit.session.execute(update(Setting).where(Setting.key == STEPS).values(value={"value": number}))

        storage.write(work)

    def expected(self, number: int) -> tuple[State, Past]:
        """State and undo list after step `number`."""
        return _after(self, number)

    def _step(self, number: int) -> Step:
        luck = random.Random(number)
        kinds = (
            ("label",) * 5
            + ("remove", "bring back", "rename", "new class", "drop class")
            + ("undo",) * 3
            + ("redo",) * 2
        )
        count = luck.randint(1, max(1, int(self.pictures * self.share)))
        pictures = tuple(sorted(luck.sample(range(self.pictures), count)))
        return Step(number, luck.choice(kinds), pictures, luck.choice(self.classes))

    def _apply(self, number: int, state: State, past: Past) -> tuple[State, Past]:
        step = self._step(number)
        done = len(past.acts) - past.undone
        if step.kind == "undo":
            return (past.acts[done - 1][0], replace(past, undone=past.undone + 1)) if done else (state, past)
        if step.kind == "redo":
            return (past.acts[done][1], replace(past, undone=past.undone - 1)) if past.undone else (state, past)
        new = _MODEL[step.kind](state, step)
        if new == state:
            return state, past
        return new, Past((*past.acts[:done], (state, new))[-DEPTH:])


def found(connection: Any) -> tuple[int, State, list[bool]]:
    """How many steps were done, the state, and for each act on the undo list whether it is undone.

    Args:
        connection: of the DB-API.
    """
    number = connection.execute("SELECT json_extract(value, '$.value') FROM setting WHERE key = ?", (STEPS,)).fetchone()
    rows = connection.execute(
        "SELECT coalesce(class.name, ?), removed_at IS NOT NULL FROM placement LEFT JOIN class ON class.id = class_id"
        " ORDER BY placement.id",
        (INBOX,),
    ).fetchall()
    state = State(
        name=connection.execute("SELECT name FROM project").fetchone()[0],
        classes=frozenset(row[0] for row in connection.execute("SELECT name FROM class")),
        labels=tuple(row[0] for row in rows),
        removed=frozenset(index for index, row in enumerate(rows) if row[1]),
    )
    undone = [bool(row[0]) for row in connection.execute("SELECT undone FROM act ORDER BY id")]
    return number[0], state, undone


def list_of(past: Past) -> list[bool]:
    """The undo list as `found` tells it."""
    return [index >= len(past.acts) - past.undone for index in range(len(past.acts))]


@cache
def _after(labelling: Labelling, number: int) -> tuple[State, Past]:
    if number == 0:
        return State("Animals", frozenset(labelling.classes), (INBOX,) * labelling.pictures), Past()
    for earlier in range(0, number, 200):  # so that the recursion stays shallow
        if earlier:
            _after(labelling, earlier)
    return labelling._apply(number, *_after(labelling, number - 1))


def _picture(index: int) -> dict[str, Any]:
    sha256 = f"{index:064x}"
    return {"sha256": sha256, "size": 1, "width": 1, "height": 1, "kind": "PNG", "dhash": index, "added_at": now()}


def _placement(index: int) -> dict[str, Any]:
    return {
        "project_id": PROJECT,
        "sha256": f"{index:064x}",
        "name": f"picture {index}.png",
        "source": f"/photos/of a summer/picture {index}.png",
        "in_place": False,
        "source_mtime_ns": index,
        "added_at": now(),
    }


def _class(name: str) -> ClassRow:
    return ClassRow(
        uid=f"{name} {now()} {random.random()}", project_id=PROJECT, name=name, name_key=name, words=name,
        color="#000000", position=0, absorbed=[], created_at=now(),
    )  # fmt: skip


def _chosen(step: Step) -> Any:
    return Placement.sha256.in_([f"{index:064x}" for index in step.pictures])


def _label(unit: UnitOfWork, step: Step) -> None:
    class_id = unit.session.scalars(select(ClassRow.id).where(ClassRow.name == step.name)).first()
    unit.session.execute(update(Placement).where(_chosen(step)).values(class_id=class_id))


def _remove(unit: UnitOfWork, step: Step) -> None:
    still = _chosen(step), Placement.removed_at.is_(None)
    unit.session.execute(update(Placement).where(*still).values(removed_at=now()))


def _bring_back(unit: UnitOfWork, step: Step) -> None:
    unit.session.execute(update(Placement).where(_chosen(step)).values(removed_at=None))


def _rename(unit: UnitOfWork, step: Step) -> None:
    unit.session.get_one(Project, PROJECT).name = f"Animals {step.number}"


def _new_class(unit: UnitOfWork, step: Step) -> None:
    if unit.session.scalars(select(ClassRow).where(ClassRow.name == step.name)).first() is None:
        unit.session.add(_class(step.name))


def _drop_class(unit: UnitOfWork, step: Step) -> None:
    unit.session.execute(delete(ClassRow).where(ClassRow.name == step.name))


_ACTS: dict[str, Callable[[UnitOfWork, Step], None]] = {
    "label": _label,
    "remove": _remove,
    "bring back": _bring_back,
    "rename": _rename,
    "new class": _new_class,
    "drop class": _drop_class,
}


def _relabelled(state: State, step: Step) -> State:
    name = step.name if step.name in state.classes else INBOX
    chosen = set(step.pictures)
    return replace(state, labels=tuple(name if i in chosen else label for i, label in enumerate(state.labels)))


def _without_class(state: State, step: Step) -> State:
    labels = tuple(INBOX if label == step.name else label for label in state.labels)
    return replace(state, classes=state.classes - {step.name}, labels=labels)


_MODEL: dict[str, Callable[[State, Step], State]] = {
    "label": _relabelled,
    "remove": lambda state, step: replace(state, removed=state.removed | set(step.pictures)),
    "bring back": lambda state, step: replace(state, removed=state.removed - set(step.pictures)),
    "rename": lambda state, step: replace(state, name=f"Animals {step.number}"),
    "new class": lambda state, step: replace(state, classes=state.classes | {step.name}),
    "drop class": _without_class,
}
