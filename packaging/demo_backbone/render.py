"""Renders the icon sets: the only part of the recipe that needs the SVG renderer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import resvg_py
from PIL import Image

from demo_backbone.concepts import Concept, read_concepts
from demo_backbone.drawings import SIZE, Drawings
from demo_backbone.icon_sets import ICON_SETS, Expected, IconSet, icon_svg, open_icon_set

# Longer drawings take the renderer long and show nothing more at 96 pixels.
LONGEST_SVG: Final = 300_000


def render(svg: str, size: int) -> Image.Image:
    """The SVG drawn as an RGBA picture of size x size pixels.

    Raises ValueError when the renderer cannot read the drawing.
    """
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg))
    return Image.open(io.BytesIO(png)).convert("RGBA").resize((size, size))


def draw_set(icon_set: IconSet, known: dict[str, Concept]) -> Iterator[tuple[str, npt.NDArray[np.uint8]]]:
    """Concept and picture [4, SIZE, SIZE] of every drawing of a set that shows a known concept.

    A drawing that is too long or that the renderer cannot read is left out, and said.
    """
    for name in icon_set.icons:
        if name not in known:
            continue
        svg = icon_svg(icon_set, name, SIZE)
        if len(svg) > LONGEST_SVG:
            print(f"left out {icon_set.attribution.set} {name}: {len(svg)} characters", flush=True)
            continue
        try:
            picture = render(svg, SIZE)
        except ValueError as error:
            print(f"left out {icon_set.attribution.set} {name}: {error}", flush=True)
            continue
        yield name, np.asarray(picture).transpose(2, 0, 1)


def draw_all(modules: Path, sets: tuple[Expected, ...] = ICON_SETS) -> Drawings:
    """Render every set in a node_modules folder. Raises LicenceError before anything of a wrong set is drawn."""
    known = read_concepts(modules)
    opened = [open_icon_set(modules, expected) for expected in sets]
    pictures: list[npt.NDArray[np.uint8]] = []
    concepts: list[str] = []
    styles: list[str] = []
    mono: list[bool] = []
    for icon_set in opened:
        before = len(pictures)
        for concept, picture in draw_set(icon_set, known):
            pictures.append(picture)
            concepts.append(concept)
            styles.append(icon_set.attribution.set)
            mono.append(icon_set.mono)
        print(f"{icon_set.attribution.set}: {len(pictures) - before} ({icon_set.attribution.licence})", flush=True)
    info = {name: known[name] for name in sorted(set(concepts))}
    sources = tuple(icon_set.attribution for icon_set in opened)
    return Drawings(np.stack(pictures), tuple(concepts), tuple(styles), tuple(mono), info, sources)
