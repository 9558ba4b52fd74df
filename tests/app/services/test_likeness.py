"""What features say, by vectors whose answers are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.services.feature_table import FeatureTable
from app.services.likeness import (
    Suggestion,
    Vectors,
    fitting,
    most_alike,
    normalised,
    probabilities,
    ranked,
    suggestions,
)

CAT, DOG, CAR = np.eye(3, 8, dtype=np.float32)
NOTHING = np.zeros(8, np.float32)


def towards(vector: Vectors, cosine: float) -> Vectors:
    """A vector with this cosine to `vector`, and none to any other of the words."""
    rest = np.zeros(8, np.float32)
    rest[7] = math.sqrt(1 - cosine**2)
    return np.asarray(cosine * vector + rest, np.float32)


def test_probabilities_are_clips_own_softmax() -> None:
    picture = np.asarray([0.30, 0.28, 0.0, 0, 0, 0, 0, math.sqrt(1 - 0.09 - 0.0784)], np.float32)
    found = probabilities(picture[None], np.stack([CAT, DOG]))
    assert found == pytest.approx(np.asarray([[1 / (1 + math.exp(-2)), 1 / (1 + math.exp(2))]]), abs=1e-5)


def test_a_suggestion_is_sure_from_four_fifths_on() -> None:
    words = np.stack([CAT, DOG])
    sure, maybe = suggestions(np.stack([towards(DOG, 0.0140), towards(DOG, 0.0137)]), words, [7, 9])
    assert (sure.place, sure.class_id, sure.verdict, sure.sure) == (1, 9, "sure", True)
    assert (maybe.class_id, maybe.verdict, maybe.sure) == (9, "maybe", False)
    assert sure.probability == pytest.approx(1 / (1 + math.exp(-1.4)), abs=1e-4)
    assert Suggestion(0, 7, 0.8).verdict == "sure"


def test_words_that_cannot_be_used_get_no_picture() -> None:
    words = np.stack([NOTHING, CAT, DOG])
    found = suggestions(np.stack([-CAT, -DOG]), words, [1, 2, 3])  # a cosine of 0 would be the best of all
    assert [item.class_id for item in found] == [3, 2]
    (first, likely), (second, unlikely) = ranked(-CAT, words, [1, 2, 3], 3)
    assert (first, second) == (3, 2)
    assert (likely, unlikely) == pytest.approx((1, 0))


@pytest.mark.parametrize("words", [np.zeros((0, 8), np.float32), CAT[None], np.stack([CAT, NOTHING])])
def test_without_a_choice_nothing_is_suggested(words: Vectors) -> None:
    assert suggestions(CAT[None], words, range(len(words))) == []
    assert ranked(CAT, words, range(len(words)), 3) == []


def test_the_nearest_come_first_with_their_cosines() -> None:
    pictures = np.stack([towards(CAT, 0.2), CAT, towards(CAT, 0.6), DOG])
    rows, cosines = zip(*most_alike(CAT, pictures, 3), strict=True)
    assert rows == (1, 2, 0)
    assert cosines == pytest.approx((1, 0.6, 0.2))
    assert most_alike(CAT, np.zeros((0, 0), np.float32), 3) == []


class TestFitting:
    """Everyday things lie about the axes 3 to 6, in pairs that are somewhat alike; the text is another axis."""

    things = normalised(
        np.asarray([[1, 0.2, 0, 0], [0.2, 1, 0, 0], [0, 0, 1, 0.3], [0, 0, 0.3, 1]], np.float32)
        @ np.eye(8, dtype=np.float32)[3:7]
    )

    def test_pictures_that_fit_other_things_as_well_are_left_out(self) -> None:
        unclear = normalised(0.3 * CAT + np.asarray([0, 0, 0, 0.0, 0.4, 0, 0.1, 0], np.float32))
        pictures = np.stack([unclear, towards(CAT, 0.3), CAR, towards(CAT, 0.5)])
        assert fitting(CAT, self.things, pictures) == [3, 1]

    def test_nothing_fits_a_text_that_no_picture_shows(self) -> None:
        assert fitting(DOG, self.things, np.stack([CAT, CAR])) == []

    def test_a_thing_that_is_looked_for_is_not_held_against_itself(self) -> None:
        picture = normalised(0.8 * self.things[0] + 0.1 * self.things[1])
        assert fitting(self.things[0], self.things, picture[None]) == [0]

    def test_without_pictures_nothing_is_found(self) -> None:
        assert fitting(CAT, self.things, np.zeros((0, 0), np.float32)) == []


def test_a_table_grows_and_keeps_what_it_has() -> None:
    table = FeatureTable()
    draw = np.random.default_rng(0)
    given = {f"{number}": draw.normal(size=5).astype(np.float32) for number in range(1000)}
    for key, vector in given.items():
        table.add(key, vector)
    table.add("7", -given["7"])
    assert len(table) == 1000
    assert table.take(["999", "7"]) == pytest.approx(normalised(np.stack([given["999"], given["7"]])))
    found = table.get("7")
    assert found == pytest.approx(normalised(given["7"]))
    assert "x" not in table
    assert table.get("x") is None
    assert table.get(None) is None
    table.clear()
    assert len(table) == 0
    assert table.get("7") is None
