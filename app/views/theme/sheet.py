"""The style sheet, made from the tokens and the text size: sizes in a style sheet do not follow the font."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files

from app.views.theme.tokens import Theme

_MEASURE = re.compile(r"\b(px|in|field|half|out|disc|knob|knob-half|pt)\(([0-9.]+)\)")
_TOKEN = re.compile(r"@([a-z-]+)")
_ICON = re.compile(r"\bicon\(([a-z-]+)\)")
GROOVE = 4  # the slider's, in pixels at every text size


def make_sheet(theme: Theme, px: Callable[[float], int], points: float) -> str:
    """`resources/style/window.qss` with its measures and colours filled in.

    There, @accent is a token, pt(0.9) a share of the text's size and px(8) a measure that grows with the text. The
    other measures are made from that: see `_measures`.

    Raises:
        KeyError: the sheet names a token that there is not.
    """
    text = (files("resources") / "style" / "window.qss").read_text("utf-8")
    measures = _measures(px, points)
    text = _MEASURE.sub(lambda found: measures[found[1]](float(found[2])), text)
    text = _ICON.sub(lambda found: f'url("{_icon_path(found[1], theme.name)}")', text)
    return _TOKEN.sub(lambda found: theme.colors[found[1]], text)


def _measures(px: Callable[[float], int], points: float) -> Mapping[str, Callable[[float], str]]:
    """Lengths that fit each other at every text size: a radius above half the height would turn corners square.

    `in`: the inside of something that tall with a line of 1 pixel; `field`: the same with a line of 1 pixel and a
    padding of 1, which a focused field gives to its line. `half`: the radius of a pill; `out`: a scroll bar round
    its handle; `disc`: the radius of a box with a line of 1 pixel; `knob` and `knob-half`: the handle of a slider
    that stands out of the groove by half of that, and its radius.
    """
    return {
        "px": lambda n: f"{px(n)}px",
        "in": lambda n: f"{px(n) - 2}px",
        "field": lambda n: f"{px(n) - 4}px",
        "half": lambda n: f"{px(n) // 2}px",
        "out": lambda n: f"{px(n) + 4}px",
        "disc": lambda n: f"{(px(n) + 2) // 2}px",
        "knob": lambda n: f"{GROOVE + 2 * (px(n) // 2)}px",
        "knob-half": lambda n: f"{GROOVE // 2 + px(n) // 2}px",
        "pt": lambda n: f"{points * n:.2f}pt",
    }


def _icon_path(name: str, theme: str) -> str:
    """A style sheet takes pictures by their path alone."""
    with as_file(files("resources") / "style" / f"{name}-{theme}.svg") as path:
        return path.as_posix()
