"""Undo and redo: what is next, how deep, and that it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from app.services.change import Change
from app.services.classes import Classes
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.undo import Undo, UndoState
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.schema import Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import DEPTH
from mmrl_engine.errors import InputError
from tests.app.acts import kept_acts
from tests.app.services.project_samples import add_pictures, import_pictures, state


@pytest.fixture
def undo(storage: Storage) -> Undo:
    return Undo(storage)


@pytest.fixture
def project(storage: Storage) -> int:
    return made(Projects(storage).create(name="Animals"))


def made(change: Change) -> int:
    assert change.made is not None
    return change.made


def next_codes(found: UndoState) -> tuple[str | None, str | None]:
    undone, redone = found.undo, found.redo
    return (None if undone is None else undone.code, None if redone is None else redone.code)


def test_a_new_project_has_nothing_to_undo(storage: Storage, undo: Undo, project: int) -> None:
    assert next_codes(undo.state(project_id=project)) == (None, None)
    assert kept_acts(storage, project) == []
    for change in (undo.undo(project_id=project), undo.redo(project_id=project)):
        assert not change
        assert change.act is None


@pytest.mark.parametrize("call", [Undo.undo, Undo.redo, Undo.state])
def test_a_project_that_is_gone_is_told(undo: Undo, call: Callable[..., object]) -> None:
    with pytest.raises(InputError) as caught:
        call(undo, project_id=999)
    assert [item.code for item in caught.value.notices] == ["project-not-there"]


def test_undo_and_redo_tell_what_they_changed(storage: Storage, undo: Undo, project: int) -> None:
    cat = made(Classes(storage).add(project_id=project, name="cat"))
    placed = add_pictures(storage, project, cat, 2)
    done = Classes(storage).remove(class_id=cat)
    assert next_codes(undo.state(project_id=project)) == ("class-removed", None)
    for change in (undo.undo(project_id=project), undo.redo(project_id=project)):
        assert change.rows == {"class": {cat}, "placement": set(placed)} == done.rows
        assert change.projects == {project}
        assert change.act == done.act
    undo.undo(project_id=project)
    assert next_codes(undo.state(project_id=project)) == ("class-added", "class-removed")
    assert [(code, undone) for _, code, undone in kept_acts(storage, project)] == [
        ("class-removed", True),
        ("class-added", False),
    ]


def test_a_new_act_ends_what_could_be_redone(storage: Storage, undo: Undo, project: int) -> None:
    classes = Classes(storage)
    cat = made(classes.add(project_id=project, name="cat"))
    classes.rename(class_id=cat, name="Tom")
    undo.undo(project_id=project)
    classes.set_color(class_id=cat, color="red")
    assert next_codes(undo.state(project_id=project)) == ("class-color", None)
    assert not undo.redo(project_id=project)


def test_projects_have_their_own_lists(storage: Storage, undo: Undo, project: int) -> None:
    other = made(Projects(storage).create(name="Plants"))
    Classes(storage).add(project_id=project, name="cat")
    Classes(storage).add(project_id=other, name="oak")
    undo.undo(project_id=other)
    assert next_codes(undo.state(project_id=project)) == ("class-added", None)
    assert next_codes(undo.state(project_id=other)) == (None, "class-added")
    assert [item.name for item in Classes(storage).list(project_id=project)] == ["cat"]


def test_what_is_no_act_stays_when_acts_are_undone(storage: Storage, undo: Undo, project: int) -> None:
    projects = Projects(storage)
    projects.rename(project_id=project, name="Beasts")
    opened = projects.open(project_id=project).opened_at
    undo.undo(project_id=project)
    view = projects.get(project_id=project)
    assert (view.name, view.opened_at) == ("Animals", opened)


def test_a_hundred_acts_are_kept_also_over_the_end_of_the_program(tmp_path: Path) -> None:
    folders = find_folders(tmp_path / "kept")
    storage = open_storage(folders).storage
    project = made(Projects(storage).create(name="Animals"))
    classes = Classes(storage)
    cat = made(classes.add(project_id=project, name="cat"))
    states = [state(storage)]
    for number in range(DEPTH + 20):
        _some_act(classes, project, cat, number)()
        states.append(state(storage))
    storage.close()

    storage = open_storage(folders).storage
    undo = Undo(storage)
    assert len(kept_acts(storage, project)) == DEPTH == 100
    for number in range(DEPTH):
        assert undo.undo(project_id=project)
        assert state(storage) == states[-2 - number]
    assert not undo.undo(project_id=project)
    storage.close()

    storage = open_storage(folders).storage
    undo = Undo(storage)
    for number in range(DEPTH):
        assert undo.redo(project_id=project)
        assert state(storage) == states[21 + number]
    assert not undo.redo(project_id=project)
    storage.close()


def test_a_refused_act_is_no_act(storage: Storage, undo: Undo, project: int) -> None:
    classes = Classes(storage)
    classes.add(project_id=project, name="cat")
    dog = made(classes.add(project_id=project, name="dog"))
    undo.undo(project_id=project)
    undo.redo(project_id=project)
    with pytest.raises(InputError):
        classes.rename(class_id=dog, name="cat")
    assert next_codes(undo.state(project_id=project)) == ("class-added", None)


def test_an_act_is_taken_back_alone_and_what_was_done_since_stays(storage: Storage, undo: Undo, project: int) -> None:
    pictures = Pictures(storage)
    cat = made(Classes(storage).add(project_id=project, name="cat"))
    first, second = add_pictures(storage, project, None, 2)
    older = pictures.label(placement_ids=(first,), class_id=cat).act
    pictures.label(placement_ids=(second,), class_id=cat)
    before = state(storage)
    assert older is not None
    change = undo.take_back(act_id=older.id)
    assert change.act == older
    assert change.rows == {"placement": {first}}
    assert places(storage, project) == {first: None, second: cat}
    assert next_codes(undo.state(project_id=project)) == ("act-taken-back", None)
    undo.undo(project_id=project)
    assert state(storage) == before
    assert next_codes(undo.state(project_id=project)) == ("pictures-labelled", "act-taken-back")


def test_the_newest_act_is_taken_back_as_undo_does(storage: Storage, undo: Undo, project: int) -> None:
    act = Classes(storage).add(project_id=project, name="cat").act
    assert act is not None
    assert undo.take_back(act_id=act.id).act == act
    assert next_codes(undo.state(project_id=project)) == (None, "class-added")
    assert refusal(undo, act.id) == "act-not-there"
    undo.redo(project_id=project)
    assert undo.take_back(act_id=act.id)


def test_an_act_that_others_build_on_stays(storage: Storage, undo: Undo, project: int) -> None:
    classes, pictures = Classes(storage), Pictures(storage)
    added = classes.add(project_id=project, name="cat")
    cat, (first, second) = made(added), add_pictures(storage, project, None, 2)
    came = import_pictures(storage, project, None, 2, first=8, unreadable=1)
    put = pictures.label(placement_ids=(first, second), class_id=cat)
    pictures.remove(placement_ids=(max(came.rows["placement"]),))
    pictures.label(placement_ids=(second,), class_id=None)
    before = state(storage)
    for change in (added, came, put):  # a picture lies in it; one of them was removed; one lies elsewhere
        assert change.act is not None
        assert refusal(undo, change.act.id) == "act-built-upon"
    assert state(storage) == before


def test_names_of_classes_may_be_taken_again(storage: Storage, undo: Undo, project: int) -> None:
    classes = Classes(storage)
    cat = made(classes.add(project_id=project, name="cat"))
    renamed = classes.rename(class_id=cat, name="Tom").act
    classes.set_words(class_id=cat, words="tom")
    classes.add(project_id=project, name="cat")
    assert renamed is not None
    assert refusal(undo, renamed.id) == "act-built-upon"


def test_what_was_changed_without_an_act_is_not_overwritten(storage: Storage, undo: Undo, project: int) -> None:
    pictures = Pictures(storage)
    cat = made(Classes(storage).add(project_id=project, name="cat"))
    first, second = add_pictures(storage, project, None, 2)
    older = pictures.label(placement_ids=(first,), class_id=cat).act
    pictures.label(placement_ids=(second,), class_id=cat)
    storage.write(lambda unit: unit.session.execute(update(Placement).values(class_id=None)))
    assert older is not None
    assert refusal(undo, older.id) == "act-built-upon"


def refusal(undo: Undo, act_id: int) -> str:
    with pytest.raises(InputError) as caught:
        undo.take_back(act_id=act_id)
    return caught.value.notices[0].code


def places(storage: Storage, project: int) -> dict[int, int | None]:
    return {item.id: item.class_id for item in Pictures(storage).page(project_id=project)}


def _some_act(classes: Classes, project: int, cat: int, number: int) -> Callable[[], Change]:
    others = [item.id for item in classes.list(project_id=project) if item.id != cat]
    if number % 5 == 4:
        return lambda: classes.merge(from_ids=others[:1], into_id=cat)
    if number % 5 == 3:
        return lambda: classes.reorder(project_id=project, ids=[*others, cat])
    if number % 5 == 2:
        return lambda: classes.rename(class_id=cat, name=f"cat {number}")
    return lambda: classes.add(project_id=project, name=f"kind {number}")
