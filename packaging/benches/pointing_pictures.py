"""Pictures put together from drawings, of which it is known what stands where."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops

from demo_backbone.concepts import HELD_STYLE, KINDS
from demo_backbone.drawings import load_drawings, on_white
from mmrl_engine.images import open_rgb

SIDE = 192  # pixels of a picture
FILLED = 0.92  # of its place
WHITE = 12  # what differs less from white is ground
TRIES = 200

Box = tuple[int, int, int, int]
Drawn = Mapping[str, Sequence[Image.Image]]
"""Drawings without their white edges, by the name of what they show."""


@dataclass(frozen=True)
class Composed:
    """A picture, and the place of what each name of it shows: left, top, right, bottom in pixels."""

    image: Image.Image
    places: Mapping[str, Box]


def sample_drawings(folder: Path) -> Drawn:
    """FOLDER/NAME/x.png."""
    return {
        name.name: [_cut_out(open_rgb(path)) for path in sorted(name.glob("*.png"))]
        for name in sorted(folder.iterdir())
    }


def rendered_drawings(folder: Path) -> Drawn:
    """Of plants, animals and their like, in the style that the demo backbone never saw; names that name one thing."""
    drawings = load_drawings(folder)
    found: dict[str, list[Image.Image]] = {}
    for index, (concept, style) in enumerate(zip(drawings.concepts, drawings.styles, strict=True)):
        if style == HELD_STYLE and not drawings.mono[index] and drawings.info[concept].subgroup in KINDS:
            found.setdefault(drawings.info[concept].label, []).append(_cut_out(on_white(drawings.pictures[index])))
    return {name: pictures for name, pictures in found.items() if len(pictures) == 1}


def quarters(draw: random.Random) -> list[Box]:
    """Four places, one in each quarter."""
    half = SIDE // 2
    return [(x, y, x + half, y + half) for y in (0, half) for x in (0, half)]


def opposite(draw: random.Random) -> list[Box]:
    """Two of the quarters, across from each other."""
    four = quarters(draw)
    return draw.choice([[four[0], four[3]], [four[1], four[2]]])


def anywhere(draw: random.Random) -> list[Box]:
    """Two places of any size from a quarter to six tenths of the side, which do not overlap."""
    for _ in range(TRIES):
        first, second = (_square(draw) for _ in range(2))
        if first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] or second[3] <= first[1]:
            return [first, second]
    return opposite(draw)


LAYOUTS: Mapping[str, Callable[[random.Random], list[Box]]] = {
    "two anywhere": anywhere,
    "two across": opposite,
    "four": quarters,
}


def compose(drawn: Drawn, layout: str, count: int, seed: int) -> Iterator[Composed]:
    """`count` pictures on white, each with different names."""
    draw = random.Random(f"{layout} {seed}")
    for _ in range(count):
        boxes = LAYOUTS[layout](draw)
        image = Image.new("RGB", (SIDE, SIDE), "white")
        places: dict[str, Box] = {}
        for name, box in zip(draw.sample(sorted(drawn), len(boxes)), boxes, strict=True):
            _put(image, draw.choice(drawn[name]), box)
            places[name] = box
        yield Composed(image, places)


def _square(draw: random.Random) -> Box:
    side = draw.randint(SIDE // 4, round(0.6 * SIDE))
    left, top = draw.randint(0, SIDE - side), draw.randint(0, SIDE - side)
    return left, top, left + side, top + side


def _put(image: Image.Image, drawing: Image.Image, box: Box) -> None:
    """In the middle of its place."""
    room = box[2] - box[0]
    ratio = FILLED * room / max(drawing.size)
    size = max(1, round(drawing.width * ratio)), max(1, round(drawing.height * ratio))
    corner = box[0] + (room - size[0]) // 2, box[1] + (room - size[1]) // 2
    image.paste(drawing.resize(size, Image.Resampling.LANCZOS), corner)


def _cut_out(image: Image.Image) -> Image.Image:
    """Without its white edges."""
    apart = ImageChops.difference(image, Image.new("RGB", image.size, "white"))
    rows, columns = np.nonzero(np.asarray(apart).max(2) > WHITE)
    return image.crop((int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1))
