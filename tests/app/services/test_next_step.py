"""What to do next, and whether there is something else to learn from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.next_step import changed_since, next_step
from tests.app.services.test_judgement import a_class, a_run

RUN = a_run(None)  # of two pictures of the first class and one of the second


@pytest.mark.parametrize(
    ("pictures", "want"),
    [((2, 1), False), ((1, 2), True), ((2, 2), True), ((2, 1, 0), False), ((2, 1, 1), True), ((3,), True)],
)
def test_a_picture_that_was_moved_is_a_change(pictures: tuple[int, ...], want: bool) -> None:
    classes = [a_class(number, f"{number}", pictures=count) for number, count in enumerate(pictures, start=1)]
    assert changed_since(classes, RUN) is want


def test_after_a_move_the_next_step_is_to_train_again() -> None:
    run = replace(RUN, class_pictures=(9, 8), pictures=17)
    before = [a_class(1, "cat", pictures=9), a_class(2, "dog", pictures=8)]
    after = [a_class(1, "cat", pictures=8), a_class(2, "dog", pictures=9)]
    assert next_step(before, (run,), learned=True).kind == "try"
    assert next_step(after, (run,), learned=True).kind == "train"
