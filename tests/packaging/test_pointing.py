"""The pointing bench measures what it says: places do not overlap, and a map is held to its place."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image

from benches.pointing import Found
from benches.pointing_pictures import LAYOUTS, SIDE, compose

COLOURS = ("red", "green", "blue", "black", "navy")
DRAWN = {name: [Image.new("RGB", (30, 20), name)] for name in COLOURS}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_places_lie_in_the_picture_and_do_not_overlap(layout: str) -> None:
    for seed in range(30):
        taken = np.zeros((SIDE, SIDE), int)
        for left, top, right, bottom in LAYOUTS[layout](random.Random(seed)):
            assert 0 <= left < right <= SIDE
            assert 0 <= top < bottom <= SIDE
            taken[top:bottom, left:right] += 1
        assert taken.max() == 1


def test_each_thing_stands_in_its_place_and_the_same_seed_gives_the_same_pictures() -> None:
    made, again = (list(compose(DRAWN, "four", 3, seed=1)) for _ in range(2))
    for one, other in zip(made, again, strict=True):
        assert one.places == other.places
        assert one.image.tobytes() == other.image.tobytes()
        for name, (left, top, right, bottom) in one.places.items():
            middle = one.image.getpixel(((left + right) // 2, (top + bottom) // 2))
            assert middle == DRAWN[name][0].getpixel((0, 0))
            assert one.image.getpixel((left, top)) == (255, 255, 255)


def test_a_map_is_held_to_its_place() -> None:
    bright = np.zeros((6, 6), np.float32)
    bright[0, 0] = 1
    found = Found()
    for box in ((0, 0, 96, 96), (96, 96, 192, 192)):
        found.add(bright, box)
    assert found.hits == [True, False]
    assert found.inside[0] > 0.4
    assert found.inside[1] < 0.2
