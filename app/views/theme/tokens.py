"""The design tokens: one name, one value a theme. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

_COLORS = {  # name: light, dark
    "window": ("#F4F5F7", "#15171B"),
    "surface": ("#FFFFFF", "#1C1F24"),
    "raised": ("#FFFFFF", "#272B32"),
    "sunken": ("#EAECF0", "#101215"),
    "hover": ("#EDEFF2", "#24282F"),
    "border": ("#DCDFE5", "#343942"),
    "field-border": ("#80868F", "#7C8492"),
    "text": ("#1A1D23", "#E7E9ED"),
    "muted": ("#585F6B", "#A4ABB7"),
    "accent": ("#0A6C74", "#5CCBCF"),
    "accent-hover": ("#085960", "#7ADADD"),
    "on-accent": ("#FFFFFF", "#06262A"),
    "accent-soft": ("#E1F1F2", "#16343A"),
    "success": ("#1A6E3C", "#79D29A"),
    "success-soft": ("#E3F3E9", "#17301F"),
    "warning": ("#8A5300", "#F0B45C"),
    "warning-soft": ("#FBEFDA", "#382A12"),
    "danger": ("#B3261E", "#FF9088"),
    "danger-soft": ("#FBE7E5", "#3D1C1A"),
    "focus": ("#0A6C74", "#9BE8EA"),
    "bar": ("#8B929D", "#7C8492"),
    "track": ("#E4E7EB", "#32373F"),
}

_CLASSES = {  # name: light, dark
    "blue": ("#4A5FEB", "#587CFF"),
    "orange": ("#C06E0E", "#E57B0A"),
    "green": ("#17583D", "#86CF5C"),
    "pink": ("#DB2A93", "#CB8ABF"),
    "purple": ("#620F94", "#9668BC"),
    "sky": ("#0689CC", "#2EDCFF"),
    "gold": ("#866200", "#FDF04F"),
    "red": ("#920F14", "#D84058"),
    "teal": ("#3B776D", "#B4FBE0"),
    "slate": ("#23263C", "#C2BEB6"),
}

SOFT = ("accent", "success", "warning", "danger")  # these have a soft fill: "accent-soft" and so on

TEXT_CONTRAST = 4.5  # WCAG 2, level AA
SHAPE_CONTRAST = 3.0

# Which token is written or drawn on which: each pair keeps the contrast above in both themes.
TEXT_PAIRS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "window",
        "surface",
        "raised",
        "sunken",
        "hover",
        "accent-soft",
        "success-soft",
        "warning-soft",
        "danger-soft",
    ),
    "muted": ("window", "surface", "raised", "sunken", "hover", "accent-soft"),
    "accent": ("window", "surface", "raised", "sunken", "accent-soft"),
    "on-accent": ("accent", "accent-hover"),
    "success": ("window", "surface", "raised", "sunken", "success-soft"),
    "warning": ("window", "surface", "raised", "sunken", "warning-soft"),
    "danger": ("window", "surface", "raised", "sunken", "danger-soft"),
}
SHAPE_PAIRS: Mapping[str, tuple[str, ...]] = {
    "field-border": ("window", "surface", "raised"),
    "focus": ("window", "surface", "raised", "sunken"),
    "bar": ("surface",),
}
CLASS_BACKGROUNDS = ("window", "surface", "raised", "accent-soft")


@dataclass(frozen=True, slots=True)
class Theme:
    """Attributes:
    colors: a value "#RRGGBB" for each token. classes: one for each name of a class colour.
    """

    name: str
    colors: Mapping[str, str]
    classes: Mapping[str, str]
    high_contrast: bool = False


def _theme(name: str, place: int) -> Theme:
    colors = {token: pair[place] for token, pair in _COLORS.items()}
    derived = {
        "disabled": colors["muted"],
        "accent-edge": colors["accent-soft"],
        "scroll": _mix(colors["field-border"], colors["window"], 0.55),
        **{f"{tone}-line": colors["border"] for tone in SOFT},
    }
    return Theme(name, {**colors, **derived}, {color: pair[place] for color, pair in _CLASSES.items()})


def high_contrast(theme: Theme) -> Theme:
    """The same with strong lines, no second tone of text, and a line of its strong colour round each soft fill."""
    line = theme.colors["field-border"]
    changed = {"border": line, "muted": theme.colors["text"], "disabled": line, "scroll": line}
    lines = {"accent-edge": theme.colors["accent"], **{f"{tone}-line": theme.colors[tone] for tone in SOFT}}
    return replace(theme, colors={**theme.colors, **changed, **lines}, high_contrast=True)


def _mix(one: str, other: str, share: float) -> str:
    """`share` of one colour over another."""
    pairs = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02X}" for above, below in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#RRGGBB", 1 to 21 (WCAG 2, relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT = _theme("light", 0)
DARK = _theme("dark", 1)
