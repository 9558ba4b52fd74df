"""A test's findings beside the project of today: renamed, merged and removed classes, pictures that came and went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.classes import ClassView
from app.services.colors import mark
from app.services.evaluation_figures import FIGURE
from app.services.judgement import is_tested, judgement_of, standing, too_small
from app.services.picture_views import PictureView
from app.services.run_views import RunView

CAT, DOG, BIRD = 1, 2, 3
JUDGED = [["a", "cat", "cat", "cat", 0], ["b", "cat", "dog", "dog", 1], ["c", "dog", "dog", "cat", 0]]


def a_run(figures: dict[str, object] | None) -> RunView:
    return RunView(
        id=1,
        uid="run",
        project_id=1,
        number=1,
        state="done",
        classes=("cat", "dog"),
        pictures=3,
        created_at="2026-11-30T08:00:00",
        started_at=None,
        ended_at=None,
        stage=None,
        done=1,
        total=1,
        curve=(),
        notices=(),
        trace="",
        figures=figures,
        adapter_id=None,
        class_uids=("uid-1", "uid-2"),
        class_pictures=(2, 1),
    )


def a_class(number: int, name: str, *, pictures: int = 4, absorbed: tuple[str, ...] = ()) -> ClassView:
    return ClassView(number, f"uid-{number}", name, name, mark(number), number, number, pictures, 0, absorbed)


def a_picture(sha256: str, class_id: int | None) -> PictureView:
    return PictureView(ord(sha256), sha256, class_id, sha256, 8, 8, "2026-11-30T08:00:00", None, None, False)


TESTED = a_run({FIGURE: {"names": ["cat", "dog"], "folds": 2, "pictures": JUDGED}})
CLASSES = (a_class(CAT, "cat"), a_class(DOG, "dog"))
LISTED = (a_picture("a", CAT), a_picture("b", CAT), a_picture("c", DOG))


def test_it_counts_what_was_right() -> None:
    found = judgement_of(TESTED)
    assert found is not None
    assert (found.learned.right, found.words.right, found.learned.total) == (2, 1, 3)
    assert found.counts() == {("cat", "cat"): 1, ("cat", "dog"): 1, ("dog", "dog"): 1}
    assert [item.sha256 for item in found.cell("cat", "dog")] == ["b"]
    assert (found.of_class("cat").right, found.of_class("cat").total) == (1, 2)


@pytest.mark.parametrize("figures", [None, {}, {FIGURE: {"names": [], "folds": 2, "pictures": []}}])
def test_a_run_without_a_test_has_none(figures: dict[str, object] | None) -> None:
    run = a_run(figures)
    assert judgement_of(run) is None
    assert not is_tested(run)
    assert is_tested(TESTED)


def test_nothing_has_changed_at_first() -> None:
    found = judgement_of(TESTED)
    assert found is not None
    now = standing(found, CLASSES, LISTED)
    assert (now.changed, now.short) == (0, ())
    assert now.titles == {"cat": "cat", "dog": "dog"}
    assert now.classes["dog"].id == DOG


def test_names_are_those_of_today() -> None:
    found = judgement_of(TESTED)
    assert found is not None
    renamed = (replace(CLASSES[0], name="tomcat"), CLASSES[1])
    assert standing(found, renamed, LISTED).titles == {"cat": "tomcat", "dog": "dog"}
    merged = (replace(CLASSES[0], absorbed=("uid-2",)),)
    now = standing(found, merged, [picture._replace(class_id=CAT) for picture in LISTED])
    assert now.titles == {"cat": "cat", "dog": "dog"}
    assert now.classes["dog"].id == CAT
    assert now.changed == 0
    removed = standing(found, CLASSES[:1], [*LISTED[:2], LISTED[2]._replace(class_id=None)])
    assert "dog" not in removed.classes
    assert removed.titles["dog"] == "dog"
    assert removed.changed == 0


def test_pictures_that_came_went_or_moved_are_counted() -> None:
    found = judgement_of(TESTED)
    assert found is not None
    moved = [LISTED[0]._replace(class_id=DOG), LISTED[1]._replace(class_id=None), a_picture("z", DOG)]
    assert standing(found, CLASSES, moved).changed == 4  # c is gone, z is new
    assert standing(found, CLASSES, [*LISTED, a_picture("i", None)]).changed == 0  # the inbox does not count


def test_classes_that_are_too_small_are_named() -> None:
    found = judgement_of(TESTED)
    assert found is not None
    fish = a_class(BIRD, "fish", pictures=1)
    assert standing(found, (*CLASSES, fish), LISTED).short == (fish,)
    assert too_small(TESTED) == ("dog",)
