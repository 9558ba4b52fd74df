"""Classes: what they may be called, how they are put together, and what becomes of their pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.services.change import Change
from app.services.classes import Classes, ClassView
from app.services.colors import COLORS, MARKS, Mark, mark, next_mark, read_mark
from app.services.projects import Projects
from app.services.undo import Undo
from app.storage.schema import ClassRow, Placement, Unreadable
from app.storage.storage import Storage
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice
from tests.app.services.project_samples import add_pictures, add_unreadable, state


@pytest.fixture
def classes(storage: Storage) -> Classes:
    return Classes(storage)


@pytest.fixture
def project(storage: Storage) -> int:
    return made(Projects(storage).create(name="Animals"))


def made(change: Change) -> int:
    assert change.made is not None
    return change.made


def add(classes: Classes, project: int, *names: str) -> list[int]:
    return [made(classes.add(project_id=project, name=name)) for name in names]


def named(classes: Classes, project: int) -> list[str]:
    return [item.name for item in classes.list(project_id=project)]


def one(classes: Classes, project: int, class_id: int) -> ClassView:
    return next(item for item in classes.list(project_id=project) if item.id == class_id)


def codes(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [item.code for item in error.value.notices]


def test_a_class_is_shown_with_its_words_place_and_counts(storage: Storage, classes: Classes, project: int) -> None:
    cat, dog = add(classes, project, "  Sea_cat  ", "dog")
    placed = add_pictures(storage, project, cat, 3)
    storage.write(lambda unit: setattr(unit.session.get_one(Placement, placed[0]), "removed_at", "2026-01-01"))
    add_unreadable(storage, project, cat)

    first, second = classes.list(project_id=project)
    assert (first.id, first.name, first.words, first.position, first.hotkey) == (cat, "Sea_cat", "Sea cat", 0, 1)
    assert (first.pictures, first.unreadable) == (2, 1)
    assert (second.id, second.hotkey, second.pictures, second.unreadable) == (dog, 2, 0, 0)
    assert first.uid != second.uid


def test_the_first_nine_classes_have_keys(classes: Classes, project: int) -> None:
    add(classes, project, *(f"class {chr(97 + number)}" for number in range(11)))
    assert [item.hotkey for item in classes.list(project_id=project)] == [*range(1, 10), None, None]


def test_adding_says_what_changed(classes: Classes, project: int) -> None:
    change = classes.add(project_id=project, name="cat")
    assert change.rows == {"class": {change.made}}
    assert change.projects == {project}
    assert change.act is not None
    assert (change.act.code, change.act.params) == ("class-added", {"name": "cat"})
    assert change.notices == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "class-name-blank"),
        (" \t\n", "class-name-blank"),
        ("___", "class-name-blank"),
        ("\u200b", "class-name-blank"),
        ("c" * 201, "class-name-characters"),
        ("c\ud800", "class-name-not-text"),
        ("c\x00t", "class-name-not-text"),
        ("cat", "class-already-there"),
        ("  CAT ", "class-already-there"),
        ("\uff43at", "class-already-there"),  # a full-width c
        ("tom_cat", "class-name-twice"),  # the words of another class
    ],
)
def test_names_that_are_refused(classes: Classes, project: int, name: str, code: str) -> None:
    classes.add(project_id=project, name="Cat", words="tom cat")
    other = made(classes.add(project_id=project, name="dog"))
    acts: list[Callable[[], Change]] = [
        lambda: classes.add(project_id=project, name=name),
        lambda: classes.rename(class_id=other, name=name),
    ]
    for act in acts:
        with pytest.raises(InputError) as error:
            act()
        assert codes(error) == [code]
    assert named(classes, project) == ["Cat", "dog"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (" _ ", "class-words-blank"),
        ("w" * 201, "class-name-characters"),
        ("w\udfff", "class-name-not-text"),
        ("CAT", "class-name-twice"),
        ("Tom  Cat", "class-name-twice"),
    ],
)
def test_words_that_are_refused(classes: Classes, project: int, words: str, code: str) -> None:
    classes.add(project_id=project, name="cat", words="tom cat")
    dog = made(classes.add(project_id=project, name="dog"))
    with pytest.raises(InputError) as error:
        classes.set_words(class_id=dog, words=words)
    assert codes(error) == [code]
    assert one(classes, project, dog).words == "dog"


def test_all_problems_are_told_together(classes: Classes, project: int) -> None:
    classes.add(project_id=project, name="cat")
    with pytest.raises(InputError) as error:
        classes.add(project_id=project, name="c" * 201, words="")
    assert codes(error) == ["class-name-characters", "class-words-blank"]
    with pytest.raises(InputError) as error:
        classes.add(project_id=project, name="", words="cat")
    assert codes(error) == ["class-name-blank", "class-name-twice"]


def test_a_name_may_have_joined_characters(classes: Classes, project: int) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    add(classes, project, family)
    assert named(classes, project) == [family]


def test_the_same_name_is_free_in_another_project(storage: Storage, classes: Classes, project: int) -> None:
    other = made(Projects(storage).create(name="More animals"))
    add(classes, project, "cat")
    add(classes, other, "cat")
    assert named(classes, other) == ["cat"]


def test_a_number_as_words_is_warned_of(classes: Classes, project: int) -> None:
    change = classes.add(project_id=project, name="7")
    assert [item.code for item in change.notices] == ["class-name-number"]
    assert classes.add(project_id=project, name="8", words="a die").notices == ()
    dog = made(classes.add(project_id=project, name="dog"))
    assert [item.code for item in classes.set_words(class_id=dog, words="3 5").notices] == ["class-name-number"]


def test_renaming_keeps_the_words(classes: Classes, project: int) -> None:
    (cat,) = add(classes, project, "cat")
    change = classes.rename(class_id=cat, name="Mieze")
    found = one(classes, project, cat)
    assert (found.name, found.words) == ("Mieze", "cat")
    assert change.act is not None
    assert change.act.params == {"old": "cat", "name": "Mieze"}


def test_a_class_may_be_called_by_its_own_words_or_in_other_letters(classes: Classes, project: int) -> None:
    cat = made(classes.add(project_id=project, name="Mieze", words="cat"))
    classes.rename(class_id=cat, name="cat")
    classes.rename(class_id=cat, name="Cat")
    classes.set_words(class_id=cat, words="CAT")
    found = one(classes, project, cat)
    assert (found.name, found.words) == ("Cat", "CAT")


def test_what_changes_nothing_is_no_act(storage: Storage, classes: Classes, project: int) -> None:
    (cat,) = add(classes, project, "cat")
    classes.rename(class_id=cat, name="Tom")
    Undo(storage).undo(project_id=project)
    assert not classes.rename(class_id=cat, name="cat")
    assert not classes.set_words(class_id=cat, words="cat")
    assert not classes.reorder(project_id=project, ids=[cat])
    redo = Undo(storage).state(project_id=project).redo
    assert redo is not None
    assert redo.code == "class-renamed"


def test_merging_moves_everything_and_remembers_what_was_merged(
    storage: Storage, classes: Classes, project: int
) -> None:
    cat, dog, puppy, whelp = add(classes, project, "cat", "dog", "puppy", "whelp")
    uids = {item.name: item.uid for item in classes.list(project_id=project)}
    add_pictures(storage, project, dog, 2)
    moved = add_pictures(storage, project, puppy, 3, first=2)
    storage.write(lambda unit: setattr(unit.session.get_one(Placement, moved[0]), "removed_at", "2026-01-01"))
    broken = add_unreadable(storage, project, puppy)
    classes.merge(from_ids=[whelp], into_id=puppy)

    change = classes.merge(from_ids=[puppy, cat, puppy], into_id=dog)
    (view,) = classes.list(project_id=project)
    assert (view.id, view.name, view.position, view.pictures, view.unreadable) == (dog, "dog", 0, 4, 1)
    with storage.read() as session:
        row = session.get_one(ClassRow, dog)
        assert row.absorbed == [uids["cat"], uids["puppy"], uids["whelp"]]
        assert session.get_one(Unreadable, broken).class_id == dog
        assert session.get_one(Placement, moved[0]).class_id == dog
    assert change.act is not None
    assert change.act.params == {"names": ["cat", "puppy"], "name": "dog", "count": 2}


def test_what_cannot_be_merged(storage: Storage, classes: Classes, project: int) -> None:
    other = made(Projects(storage).create(name="More animals"))
    cat, dog = add(classes, project, "cat", "dog")
    (foreign,) = add(classes, other, "horse")
    before = state(storage)
    for from_ids, code in (
        ([], "classes-not-mergeable"),
        ([cat, dog], "classes-not-mergeable"),
        ([foreign], "classes-not-mergeable"),
        ([999], "class-not-there"),
    ):
        with pytest.raises(InputError) as error:
            classes.merge(from_ids=from_ids, into_id=dog)
        assert codes(error) == [code]
    assert state(storage) == before


def test_reordering(classes: Classes, project: int) -> None:
    cat, dog, horse = add(classes, project, "cat", "dog", "horse")
    classes.reorder(project_id=project, ids=[horse, cat, dog])
    assert [(item.name, item.position, item.hotkey) for item in classes.list(project_id=project)] == [
        ("horse", 0, 1),
        ("cat", 1, 2),
        ("dog", 2, 3),
    ]
    for ids in ([cat, dog], [cat, dog, dog], [cat, dog, horse, 999], []):
        with pytest.raises(InputError) as error:
            classes.reorder(project_id=project, ids=ids)
        assert codes(error) == ["classes-changed"]


def test_a_removed_class_leaves_its_pictures_in_the_inbox(storage: Storage, classes: Classes, project: int) -> None:
    cat, dog = add(classes, project, "cat", "dog")
    placed = add_pictures(storage, project, cat, 2)
    broken = add_unreadable(storage, project, cat)
    change = classes.remove(class_id=cat)
    assert [(item.id, item.position) for item in classes.list(project_id=project)] == [(dog, 0)]
    with storage.read() as session:
        assert {session.get_one(Placement, number).class_id for number in placed} == {None}
        assert session.get_one(Unreadable, broken).class_id is None
    assert change.act is not None
    assert str(notice(change.act.code, **change.act.params)) == "Class cat removed, its 2 pictures are in the inbox."

    Undo(storage).undo(project_id=project)
    assert [(item.id, item.pictures, item.unreadable) for item in classes.list(project_id=project)] == [
        (cat, 2, 1),
        (dog, 0, 0),
    ]


def test_a_removed_name_is_free_again_and_undo_brings_the_first_back(
    storage: Storage, classes: Classes, project: int
) -> None:
    (first,) = add(classes, project, "cat")
    classes.remove(class_id=first)
    (second,) = add(classes, project, "cat")
    assert second != first
    Undo(storage).undo(project_id=project)
    Undo(storage).undo(project_id=project)
    assert [item.id for item in classes.list(project_id=project)] == [first]


def test_what_is_gone_is_told(classes: Classes, project: int) -> None:
    acts: list[tuple[Callable[[], Change], str]] = [
        (lambda: classes.rename(class_id=999, name="cat"), "class-not-there"),
        (lambda: classes.set_words(class_id=999, words="cat"), "class-not-there"),
        (lambda: classes.set_color(class_id=999, color="red"), "class-not-there"),
        (lambda: classes.remove(class_id=999), "class-not-there"),
        (lambda: classes.add(project_id=999, name="cat"), "project-not-there"),
    ]
    for act, code in acts:
        with pytest.raises(InputError) as error:
            act()
        assert codes(error) == [code]


def test_colour_changes_and_shape_stays(classes: Classes, project: int) -> None:
    cat, dog = add(classes, project, "cat", "dog")
    assert one(classes, project, dog).mark == Mark("orange", "square")
    classes.set_color(class_id=dog, color="teal")
    assert one(classes, project, dog).mark == Mark("teal", "square")
    assert one(classes, project, cat).mark == Mark("blue", "disc")
    with pytest.raises(InputError) as error:
        classes.set_color(class_id=dog, color="#FF0000")
    assert codes(error) == ["class-no-such-color"]


def test_marks_are_given_in_turn_and_those_of_removed_classes_first(classes: Classes, project: int) -> None:
    ids = add(classes, project, *(f"class {chr(97 + number)}" for number in range(13)))
    assert [item.mark for item in classes.list(project_id=project)] == [mark(number) for number in range(13)]
    classes.remove(class_id=ids[4])
    (new,) = add(classes, project, "new")
    assert one(classes, project, new).mark == mark(4)


def test_a_hundred_marks_are_distinct_and_the_next_ones_start_again() -> None:
    texts = [str(mark(number)) for number in range(MARKS)]
    assert len(set(texts)) == MARKS == 100
    assert len({read_mark(text, 0).color for text in texts[:10]}) == len(COLORS)
    assert [read_mark(text, 0) for text in texts] == [mark(number) for number in range(MARKS)]
    assert next_mark([*texts, texts[0]]) == mark(1)
    assert read_mark("ultraviolet blob", 3) == mark(3)


def test_every_act_has_its_sentence(classes: Classes, project: int) -> None:
    cat, dog = add(classes, project, "cat", "dog")
    changes = [
        classes.rename(class_id=cat, name="Tom"),
        classes.set_words(class_id=cat, words="tom cat"),
        classes.reorder(project_id=project, ids=[dog, cat]),
        classes.set_color(class_id=cat, color="red"),
        classes.merge(from_ids=[dog], into_id=cat),
        classes.remove(class_id=cat),
    ]
    told = [str(notice(change.act.code, **change.act.params)) for change in changes if change.act is not None]
    assert len(told) == len(changes)
    assert told[0] == "cat is now called Tom. Nothing needs to be learned again."
    assert told[4] == "dog merged into Tom."
