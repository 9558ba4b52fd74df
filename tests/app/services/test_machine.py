"""Any order of acts on real SQLite files: undoing all gives the beginning, redoing all the end, and closing changes
nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import update

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.class_rows import add_class
from app.services.classes import Classes
from app.services.colors import COLORS
from app.services.jobs import Job, Listener
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.typed_names import TypedNames
from app.services.undo import Undo
from app.storage.columns import now
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.schema import Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import DEPTH
from mmrl_engine.errors import InputError
from tests.app.acts import kept_acts
from tests.app.services.project_samples import add_adapter, add_pictures, import_pictures, state

State = dict[str, list[tuple[Any, ...]]]
MEMORY = Path("/dev/shm")  # waiting for a disk thousands of times shows nothing here

# Few names, so that they often meet.
names = st.sampled_from(["cat", "Cat ", "dog", "tom cat", "puppy", "kestrel", "7", "", "x" * 201])
REMOVED_AT = [column.name for column in Placement.__table__.columns].index("removed_at")
places = st.integers(0, 99)
some = st.lists(places, min_size=1, max_size=4)


class NoRunner:
    """Nothing here asks a model."""

    def submit(self, job: Job, listener: Listener) -> str:
        raise AssertionError(job)

    def cancel(self, job_id: str) -> None:
        raise AssertionError(job_id)

    def pause(self, job_id: str) -> None:
        raise AssertionError(job_id)


class Acts(RuleBasedStateMachine):
    """One project that is worked on, and the states that undo and redo must lead to.

    Attributes:
        begin: the folder whose data folder "start" holds project 1, to begin from.
    """

    begin: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.begin))
        shutil.copytree(self.begin / "start", self.folder / "data")
        self.open()
        self.before: list[State] = []
        self.after: list[State] = []
        self.state = state(self.storage)
        self.imported = 0

    def open(self) -> None:
        self.storage = open_storage(find_folders(self.folder / "data")).storage
        self.projects, self.classes = Projects(self.storage), Classes(self.storage)
        self.pictures = Pictures(self.storage)
        self.adapters, self.undo_list = Adapters(self.storage, NoRunner()), Undo(self.storage)
        self.typed = TypedNames(self.storage)

    def teardown(self) -> None:
        try:
            self.all_back_and_forth()
            self.close_and_open()
        finally:
            self.storage.close()
            shutil.rmtree(self.folder)

    @property
    def class_ids(self) -> list[int]:
        return [row[0] for row in self.state["class"]]

    @property
    def picture_ids(self) -> list[int]:
        return [row[0] for row in self.state["placement"]]

    @property
    def trash(self) -> set[int]:
        return {row[0] for row in self.state["placement"] if row[REMOVED_AT]}

    def class_at(self, place: int) -> int:
        return self.class_ids[place % len(self.class_ids)]

    def class_or_inbox(self, place: int | None) -> int | None:
        return None if place is None or not self.class_ids else self.class_at(place)

    def pictures_at(self, numbers: list[int]) -> list[int]:
        return sorted({self.picture_ids[number % len(self.picture_ids)] for number in numbers})

    def do(self, act: Callable[[], Change]) -> None:
        """Does something that may be an act, change nothing, or be refused."""
        try:
            change = act()
        except InputError:
            change = Change({})
        found = state(self.storage)
        if change.act is None:
            assert found == self.state
            return
        assert found != self.state
        self.before = [*self.before, self.state][-DEPTH:]
        self.after = []
        self.state = found

    @rule(name=names, words=st.none() | names)
    def add_class(self, name: str, words: str | None) -> None:
        self.do(lambda: self.classes.add(project_id=1, name=name, words=words))

    @precondition(lambda self: self.class_ids)
    @rule(place=places, name=names)
    def rename_class(self, place: int, name: str) -> None:
        self.do(lambda: self.classes.rename(class_id=self.class_at(place), name=name))

    @precondition(lambda self: self.class_ids)
    @rule(place=places, words=names)
    def set_words(self, place: int, words: str) -> None:
        self.do(lambda: self.classes.set_words(class_id=self.class_at(place), words=words))

    @precondition(lambda self: len(self.class_ids) > 1)
    @rule(place=places, numbers=some)
    def merge(self, place: int, numbers: list[int]) -> None:
        into = self.class_at(place)
        sources = {self.class_at(number) for number in numbers} - {into}
        self.do(lambda: self.classes.merge(from_ids=sources, into_id=into))

    @precondition(lambda self: len(self.class_ids) > 1)
    @rule(data=st.data())
    def reorder(self, data: st.DataObject) -> None:
        ids = data.draw(st.permutations(self.class_ids))
        self.do(lambda: self.classes.reorder(project_id=1, ids=ids))

    @precondition(lambda self: self.class_ids)
    @rule(place=places, color=st.sampled_from(COLORS))
    def set_color(self, place: int, color: str) -> None:
        self.do(lambda: self.classes.set_color(class_id=self.class_at(place), color=color))

    @precondition(lambda self: self.class_ids)
    @rule(place=places)
    def remove_class(self, place: int) -> None:
        self.do(lambda: self.classes.remove(class_id=self.class_at(place)))

    @rule(count=st.integers(1, 3), unreadable=st.integers(0, 1), place=st.none() | places)
    def import_pictures(self, count: int, unreadable: int, place: int | None) -> None:
        class_id, first = self.class_or_inbox(place), self.imported
        self.imported += count
        self.do(lambda: import_pictures(self.storage, 1, class_id, count, first=first, unreadable=unreadable))

    @precondition(lambda self: self.picture_ids)
    @rule(numbers=some, place=st.none() | places)
    def label(self, numbers: list[int], place: int | None) -> None:
        ids = self.pictures_at(numbers)
        self.do(lambda: self.pictures.label(placement_ids=ids, class_id=self.class_or_inbox(place)))

    @precondition(lambda self: self.picture_ids)
    @rule(numbers=some, name=names)
    def label_new_class(self, numbers: list[int], name: str) -> None:
        self.do(lambda: self.pictures.label_new_class(placement_ids=self.pictures_at(numbers), name=name))

    @precondition(lambda self: self.picture_ids)
    @rule(numbers=some)
    def remove_pictures(self, numbers: list[int]) -> None:
        self.do(lambda: self.pictures.remove(placement_ids=self.pictures_at(numbers)))

    @precondition(lambda self: self.trash)
    @rule(count=st.integers(1, 3))
    def bring_back_pictures(self, count: int) -> None:
        ids = sorted(self.trash)[:count]
        self.do(lambda: self.pictures.bring_back(placement_ids=ids))

    @precondition(lambda self: self.state["unreadable"])
    @rule()
    def dismiss_unreadable(self) -> None:
        self.do(lambda: self.pictures.dismiss_unreadable(project_id=1))

    @precondition(lambda self: self.trash)
    @rule()
    def delete_pictures_for_good(self) -> None:
        """They are gone from every state, and so are acts that did nothing else."""
        gone = self.trash
        self.pictures.empty_trash(project_id=1)
        left = _without(self.state, gone)
        self.before = _apart([*(_without(item, gone) for item in self.before), left])[:-1]
        self.after = _apart([left, *(_without(item, gone) for item in reversed(self.after))])[:0:-1]
        self.state = left
        assert state(self.storage) == left

    @rule(name=st.sampled_from(["Animals", "Beasts", "", "animals"]))
    def rename_project(self, name: str) -> None:
        self.do(lambda: self.projects.rename(project_id=1, name=name))

    @rule(adapter_id=st.sampled_from([1, 2, 3]))
    def remove_adapter(self, adapter_id: int) -> None:
        self.do(lambda: self.adapters.remove(project_id=1, adapter_id=adapter_id))

    @rule(adapter_id=st.sampled_from([None, 1, 2, 3]))
    def choose_adapter(self, adapter_id: int | None) -> None:
        self.do(lambda: self.adapters.choose(project_id=1, adapter_id=adapter_id))

    @rule(keep=st.sampled_from(["copy", "in_place"]))
    def set_keep(self, keep: str) -> None:
        self.do(lambda: self.projects.set_keep(project_id=1, keep=keep))

    @rule(name=names)
    def type_name(self, name: str) -> None:
        self.do(lambda: self.typed.add(project_id=1, name=name))

    @rule(place=places)
    def take_back(self, place: int) -> None:
        """The newest act is undone; an older one goes as one more act, unless something builds on it."""
        kept = [act_id for act_id, _, undone in kept_acts(self.storage, 1) if not undone]
        number = place % len(kept) if kept else 0
        if number:
            self.do(lambda: self.undo_list.take_back(act_id=kept[number]))
        elif kept:
            assert self.undo_list.take_back(act_id=kept[0])
            self.after.append(self.state)
            self.state = self.before.pop()
            assert state(self.storage) == self.state

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.undo_once()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.redo_once()

    @rule()
    def close_and_open(self) -> None:
        self.storage.close()
        self.open()
        assert state(self.storage) == self.state
        kept = [undone for _, _, undone in kept_acts(self.storage, 1)]
        assert kept == [True] * len(self.after) + [False] * len(self.before)

    def all_back_and_forth(self) -> None:
        """Undoes all, redoes all, and goes back to where it was."""
        done, undone = len(self.before), len(self.after)
        while self.before:
            self.undo_once()
        self.undo_once()
        while self.after:
            self.redo_once()
        self.redo_once()
        assert len(self.before) == done + undone

    def undo_once(self) -> None:
        change = self.undo_list.undo(project_id=1)
        assert bool(change) == bool(self.before)
        if self.before:
            self.after.append(self.state)
            self.state = self.before.pop()
        assert state(self.storage) == self.state

    def redo_once(self) -> None:
        change = self.undo_list.redo(project_id=1)
        assert bool(change) == bool(self.after)
        if self.after:
            self.before.append(self.state)
            self.state = self.after.pop()
        assert state(self.storage) == self.state


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """With a data folder "start": three classes, two adapters, and pictures, half of them in the trash."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as made:
        storage = open_storage(find_folders(Path(made) / "start")).storage
        _begin(storage)
        storage.close()
        yield Path(made)


def test_acts_in_any_order_undone_and_redone(folder: Path) -> None:
    class Here(Acts):
        begin = folder

    run_state_machine_as_test(Here, settings=settings(max_examples=100, stateful_step_count=30))


def _begin(storage: Storage) -> None:
    assert Projects(storage).create(name="Animals").made == 1
    for number in (1, 2):
        assert add_adapter(storage, 1, []) == number
    storage.write(lambda unit: [add_class(unit.session, 1, name)[0].id for name in ("horse", "owl", "newt")])
    ids = add_pictures(storage, 1, 1, 6, first=1000)
    removed = update(Placement).where(Placement.id.in_(ids[3:])).values(removed_at=now())
    storage.write(lambda unit: unit.session.execute(removed).close())


def _without(item: State, gone: set[int]) -> State:
    return {**item, "placement": [row for row in item["placement"] if row[0] not in gone]}


def _apart(states: list[State]) -> list[State]:
    """The states without those that equal the one before."""
    return [item for place, item in enumerate(states) if place == 0 or item != states[place - 1]]
