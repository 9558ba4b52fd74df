"""Marks of classes are told apart by shape alone, and by colour alone."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QImage

from app.services.colors import COLORS, SHAPES, Mark, mark
from app.views.theme.look import Look
from app.views.theme.marks import mark_icon, mark_pixmap
from tests.gui.theme.pixels import colors_of

SIDE = 24


def drawn(item: Mark, look: Look) -> QImage:
    return mark_pixmap(item, look, SIDE).toImage()


def covered(image: QImage) -> set[tuple[int, int]]:
    return {(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 127}


def test_shapes_are_unlike_each_other(look: Look) -> None:
    shapes = {shape: covered(drawn(Mark("blue", shape), look)) for shape in SHAPES}
    for one, other in combinations(SHAPES, 2):
        both, either = shapes[one] & shapes[other], shapes[one] | shapes[other]
        assert len(both) / len(either) < 0.9, (one, other)


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_fills_its_place_without_leaving_it(look: Look, shape: str) -> None:
    pixels = covered(drawn(Mark("blue", shape), look))
    assert min(x for x, _ in pixels) <= 4
    assert max(x for x, _ in pixels) >= SIDE - 5
    assert len(pixels) > SIDE * SIDE / 5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("color", COLORS)
def test_mark_has_the_colour_of_its_theme(look: Look, color: str, theme: str) -> None:
    look.set(theme=theme)
    assert colors_of(mark_pixmap(Mark(color, "disc"), look, SIDE)) == {look.theme.classes[color].lower()}


def test_icon_of_a_mark(look: Look) -> None:
    assert not mark_icon(mark(3), look).isNull()
