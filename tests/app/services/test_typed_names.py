"""Typed names in a project's row: acts, what is no name, and names from before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.services.change import Change
from app.services.classes import Classes
from app.services.projects import Projects
from app.services.typed import Typed, awake
from app.services.typed_names import TypedNames
from app.services.undo import Undo
from app.storage.storage import Storage
from mmrl_engine.errors import InputError


@pytest.fixture
def project(storage: Storage) -> int:
    made = Projects(storage).create(name="Animals").made
    assert made is not None
    return made


def kept(storage: Storage, project: int) -> list[tuple[str, str]]:
    return [(item.name, item.words) for item in Projects(storage).get(project_id=project).typed]


def test_each_is_an_act(storage: Storage, project: int) -> None:
    names, undo = TypedNames(storage), Undo(storage)
    states = [kept(storage, project)]
    calls: tuple[Callable[[], Change], ...] = (
        lambda: names.add(project_id=project, name="horse"),
        lambda: names.add(project_id=project, name="otter"),
        lambda: names.set_words(project_id=project, name="horse", words="a pony"),
        lambda: names.remove(project_id=project, name="otter"),
        lambda: names.add(project_id=project, name="Horse"),
    )
    for call in calls:
        change = call()
        assert change.act is not None
        states.append(kept(storage, project))
    assert states[-1] == [("Horse", "")]
    for before in reversed(states[:-1]):
        undo.undo(project_id=project)
        assert kept(storage, project) == before


@pytest.mark.parametrize(
    ("name", "code"),
    [(" ", "typed-blank"), ("a\nb", "class-name-not-text"), ("n" * 201, "class-name-characters")],
)
def test_what_is_no_name_is_refused(storage: Storage, project: int, name: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        TypedNames(storage).add(project_id=project, name=name)
    assert [item.code for item in caught.value.notices] == [code]
    assert kept(storage, project) == []


def test_a_copy_of_the_project_asks_for_them_too(storage: Storage, project: int) -> None:
    TypedNames(storage).add(project_id=project, name="horse")
    copy = Projects(storage).duplicate(project_id=project).made
    assert copy is not None
    assert kept(storage, copy) == [("horse", "")]


def test_names_from_before_come_only_where_there_are_none(storage: Storage, project: int) -> None:
    names = TypedNames(storage)
    other = Projects(storage).create(name="Plants").made
    assert other is not None
    names.add(project_id=other, name="oak")
    found = {project: (Typed("horse", "a pony"), Typed("")), other: (Typed("elm"),), 99: (Typed("gone"),)}
    change = names.take_over(found=found)
    assert change.projects == {project}
    assert change.act is None
    assert (kept(storage, project), kept(storage, other)) == ([("horse", "a pony")], [("oak", "")])


def test_a_name_that_is_a_class_by_now_sleeps(storage: Storage, project: int) -> None:
    classes = Classes(storage)
    made = classes.add(project_id=project, name="cat").made
    assert made is not None
    classes.set_words(class_id=made, words="tom cat")
    typed = (Typed("Cat"), Typed("lion", "Tom cat"), Typed("horse"))
    assert awake(typed, classes.list(project_id=project)) == (Typed("horse"),)
