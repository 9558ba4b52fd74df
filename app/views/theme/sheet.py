"""The style sheet, made from the tokens and the text size: sizes in a style sheet do not follow the font."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import as_file, files

from app.views.theme.tokens import Theme

_PIXELS = re.compile(r"px\(([0-9.]+)\)")
_POINTS = re.compile(r"pt\(([0-9.]+)\)")
_TOKEN = re.compile(r"@([a-z-]+)")
_ICON = re.compile(r"icon\(([a-z-]+)\)")


def make_sheet(theme: Theme, px: Callable[[float], int], points: float) -> str:
    """`resources/style/window.qss` with its measures and colours filled in.

    There, px(8) is a measure that grows with the text, pt(0.9) a share of the text's size, @accent a token.

    Raises:
        KeyError: the sheet names a token that there is not.
    """
    text = (files("resources") / "style" / "window.qss").read_text("utf-8")
    text = _PIXELS.sub(lambda found: f"{px(float(found[1]))}px", text)
    text = _POINTS.sub(lambda found: f"{points * float(found[1]):.2f}pt", text)
    text = _ICON.sub(lambda found: f'url("{_icon_path(found[1], theme.name)}")', text)
    return _TOKEN.sub(lambda found: theme.colors[found[1]], text)


def _icon_path(name: str, theme: str) -> str:
    """A style sheet takes pictures by their path alone."""
    with as_file(files("resources") / "style" / f"{name}-{theme}.svg") as path:
        return path.as_posix()
