"""Every row of the table of what may happen to a class after a training, and the names that a person types."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.name_list import LearnedClass, ListedClass, ListedName, NameList, name_list
from mmrl_engine.errors import InputError
from mmrl_engine.types import Answer, Fit, Score, Verdict

CAT, DOG = ListedClass("c", "cat", "cat"), ListedClass("d", "dog", "dog")
LEARNED = (LearnedClass("c", "cat", "cat", 8), LearnedClass("d", "dog", "dog", 5))


def by_name(names: NameList) -> dict[str, ListedName]:
    return {item.name: item for item in names.names}


def test_untouched_classes_are_learned() -> None:
    found = name_list([CAT, DOG], LEARNED)
    assert [(item.name, item.kind, item.pictures) for item in found.names] == [
        ("cat", "trained", 8),
        ("dog", "trained", 5),
    ]
    assert (found.typed, found.without) == ((), ())


def test_an_added_class_answers_at_once_from_its_words() -> None:
    found = name_list([CAT, DOG, ListedClass("f", "Reineke", "red fox")], LEARNED)
    assert by_name(found)["Reineke"] == ListedName("Reineke", "typed", "f", ("red fox",))
    assert found.typed == ("red fox",)


def test_a_removed_class_is_gone() -> None:
    found = name_list([CAT], LEARNED)
    assert [item.name for item in found.names] == ["cat"]
    assert found.without == ("dog",)


def test_a_removed_class_may_be_typed_again() -> None:
    found = name_list([CAT], LEARNED, ["dog"])
    assert by_name(found)["dog"].kind == "typed"
    assert (found.typed, found.without) == (("dog",), ("dog",))


def test_a_renamed_class_keeps_what_was_learned() -> None:
    found = name_list([ListedClass("c", "Mimi", "cat"), DOG], LEARNED)
    assert by_name(found)["Mimi"] == ListedName("Mimi", "trained", "c", ("cat",), 8)
    assert found.without == ()


def test_changed_words_count_as_typed() -> None:
    found = name_list([ListedClass("c", "cat", "kitten"), DOG], LEARNED)
    assert by_name(found)["cat"] == ListedName("cat", "typed", "c", ("kitten",))
    assert (found.typed, found.without) == (("kitten",), ("cat",))


def test_merged_classes_count_together() -> None:
    found = name_list([ListedClass("c", "pet", "cat", ("d",))], LEARNED)
    assert found.names == (ListedName("pet", "trained", "c", ("cat", "dog"), 13),)
    scores = (Score("dog", "trained", 0.5), Score("cat", "trained", 0.3), Score("bird", "typed", 0.2))
    listed = name_list([ListedClass("c", "pet", "cat", ("d",))], LEARNED, ["bird"])
    shown = listed.shown(Answer(Path("x.png"), scores)).scores
    assert [(score.name, score.kind) for score in shown] == [("pet", "trained"), ("bird", "typed")]
    assert [score.probability for score in shown] == pytest.approx([0.8, 0.2])


@pytest.mark.parametrize(
    ("cat", "verdict", "shown"),
    [
        (0.45, "maybe", "sure"),
        (0.2, "maybe", "maybe"),
        (0.45, "none", "none"),
        (0.45, "sure", "sure"),
        (0.45, None, None),
    ],
)
def test_merged_classes_are_sure_together(cat: float, verdict: Verdict | None, shown: Verdict | None) -> None:
    listed = name_list([ListedClass("c", "pet", "cat", ("d",))], LEARNED, ["bird"])
    scores = (Score("dog", "trained", 0.5), Score("cat", "trained", cat), Score("bird", "typed", 0.5 - cat))
    assert listed.shown(Answer(Path("x.png"), scores, verdict)).verdict == shown


def test_merged_classes_are_sure_from_the_line_that_was_learned() -> None:
    listed = name_list([ListedClass("c", "pet", "cat", ("d",))], LEARNED, ["bird"])
    scores = (Score("dog", "trained", 0.5), Score("cat", "trained", 0.2), Score("bird", "typed", 0.3))
    fit = Fit(0.8, False)
    for line, want in ((0.65, "sure"), (0.75, "maybe"), (2.0, "maybe")):
        shown = listed.shown(Answer(Path("x.png"), scores, "maybe", fit=fit, sure_from=line))
        assert (shown.verdict, shown.fit, shown.sure_from) == (want, fit, line)


def test_a_rough_maybe_of_one_class_stays_so() -> None:
    listed = name_list([ListedClass("c", "cat", "cat")], LEARNED[:1])
    assert listed.shown(Answer(Path("x.png"), (Score("cat", "trained", 1.0),), "maybe")).verdict == "maybe"


def test_new_words_of_a_class_hold_for_all_that_was_merged_into_it() -> None:
    found = name_list([ListedClass("c", "pet", "pet animal", ("d",))], LEARNED)
    assert found.names == (ListedName("pet", "typed", "c", ("pet animal",)),)
    assert found.without == ("cat", "dog")


def test_words_of_a_merged_class_may_go_to_a_new_one() -> None:
    found = name_list([ListedClass("c", "pet", "cat", ("d",)), ListedClass("n", "dog", "dog")], LEARNED)
    assert by_name(found)["pet"] == ListedName("pet", "trained", "c", ("cat",), 8)
    assert by_name(found)["dog"] == ListedName("dog", "typed", "n", ("dog",))
    assert found.without == ("dog",)


def test_a_learned_name_may_go_to_another_class() -> None:
    learned = (LearnedClass("c", "cat", "tabby", 8),)
    found = name_list([ListedClass("c", "Mimi", "tabby"), ListedClass("n", "cat", "cat")], learned)
    assert by_name(found)["Mimi"] == ListedName("Mimi", "trained", "c", ("tabby",), 8)
    assert by_name(found)["cat"] == ListedName("cat", "typed", "n", ("cat",))
    answer = Answer(Path("x.png"), (Score("cat", "typed", 0.7), Score("tabby", "trained", 0.3)))
    assert [(score.name, score.kind) for score in found.shown(answer).scores] == [("cat", "typed"), ("Mimi", "trained")]


def test_a_class_that_was_merged_into_a_new_one_counts_for_it() -> None:
    found = name_list([ListedClass("n", "animal", "animal", ("c",)), DOG], LEARNED)
    assert by_name(found)["animal"] == ListedName("animal", "trained", "n", ("cat",), 8)


@pytest.mark.parametrize("typed", ["cat", " CAT ", "kitty"])
def test_a_typed_name_equal_to_a_class_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        name_list([ListedClass("c", "kitty", "cat"), DOG], LEARNED, [typed])
    assert [item.code for item in caught.value.notices] == ["typed-is-trained"]


def test_a_typed_name_equal_to_what_a_merged_class_was_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        name_list([ListedClass("c", "pet", "cat", ("d",))], LEARNED, ["Dog"])
    assert [item.code for item in caught.value.notices] == ["typed-is-trained"]


def test_a_typed_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        name_list([CAT], LEARNED, ["fox\udcff"])
    assert [item.code for item in caught.value.notices] == ["class-name-not-text"]


def test_all_problems_of_typed_names_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        name_list([CAT], LEARNED, ["fox", "Fox", " ", "cat"])
    assert [item.code for item in caught.value.notices] == ["typed-twice", "typed-blank", "typed-is-trained"]


def test_near_synonyms_are_allowed() -> None:
    assert name_list([CAT, DOG], LEARNED, ["puppy"]).typed == ("puppy",)


def test_an_imported_adapter_answers_under_its_own_names() -> None:
    imported = (LearnedClass(None, "cat", "cat", 3), LearnedClass(None, "newt", "newt", 4))
    found = name_list([ListedClass("c", "Cat", "cat"), DOG], imported)
    assert by_name(found)["Cat"] == ListedName("Cat", "trained", "c", ("cat",), 3)
    assert by_name(found)["newt"] == ListedName("newt", "trained", None, ("newt",), 4)
    assert by_name(found)["dog"].kind == "typed"


def test_an_imported_adapter_goes_by_words_before_names() -> None:
    imported = (LearnedClass(None, "Molch", "newt", 3), LearnedClass(None, "salamander", "fire salamander", 4))
    found = name_list([ListedClass("n", "newt", "newt"), ListedClass("s", "salamander", "lizard")], imported)
    assert by_name(found)["newt"] == ListedName("newt", "trained", "n", ("newt",), 3)
    assert by_name(found)["salamander"] == ListedName("salamander", "typed", "s", ("lizard",))
    assert found.without == ("fire salamander",)


def test_without_an_adapter_every_class_is_asked_by_its_words() -> None:
    found = name_list([ListedClass("c", "Mimi", "cat"), DOG], (), ["bird"])
    assert found.typed == ("cat", "dog", "bird")


def test_a_list_survives_the_database() -> None:
    found = name_list([ListedClass("c", "pet", "cat", ("d",))], LEARNED, ["bird"])
    assert NameList.from_json(found.to_json()) == found
