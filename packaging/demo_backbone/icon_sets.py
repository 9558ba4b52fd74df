"""The icon sets that the demo backbone learns from: their licences, and their drawings as SVG."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


class LicenceError(Exception):
    """An icon set does not carry the licence that this recipe was written for."""


@dataclass(frozen=True)
class Expected:
    """What the recipe knows about an icon set before it opens it."""

    name: str
    spdx: str
    mono: bool = False


# Sets under share-alike licences are left out on purpose. The order is the order of the drawings in the tensor file.
ICON_SETS: Final = (
    Expected("fluent-emoji", "MIT"),
    Expected("fluent-emoji-flat", "MIT"),
    Expected("noto", "Apache-2.0"),
    Expected("noto-v1", "Apache-2.0"),
    Expected("twemoji", "CC-BY-4.0"),
    Expected("emojione", "CC-BY-4.0"),
    Expected("fxemoji", "Apache-2.0"),
    Expected("streamline-emojis", "CC-BY-4.0"),
    Expected("fluent-emoji-high-contrast", "MIT", mono=True),
    Expected("emojione-monotone", "CC-BY-4.0", mono=True),
)


@dataclass(frozen=True)
class Attribution:
    """Who drew a set and under which licence it may be used, as the set itself says."""

    set: str
    title: str
    author: str
    author_url: str
    licence: str
    licence_url: str
    version: str


@dataclass(frozen=True)
class IconSet:
    """An opened icon set: its attribution and its icons as Iconify JSON."""

    attribution: Attribution
    mono: bool
    icons: dict[str, dict[str, Any]]
    width: int
    height: int


def open_icon_set(modules: Path, expected: Expected) -> IconSet:
    """Read an icon set from a node_modules folder.

    Raises LicenceError when the set's own info.json names another licence than the expected one.
    """
    folder = modules / "@iconify-json" / expected.name
    data = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
    return IconSet(
        read_attribution(folder, expected),
        expected.mono,
        data["icons"],
        data.get("width", 16),
        data.get("height", 16),
    )


def read_attribution(folder: Path, expected: Expected) -> Attribution:
    """The attribution that a set carries in info.json; its licence must be the expected one."""
    info = json.loads((folder / "info.json").read_text(encoding="utf-8"))
    found = info["license"].get("spdx")
    if found != expected.spdx:
        raise LicenceError(f"{expected.name} is under {found}, this recipe was written for {expected.spdx}: look at it")
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return Attribution(
        set=expected.name,
        title=info["name"],
        author=info["author"]["name"],
        author_url=info["author"]["url"],
        licence=found,
        licence_url=info["license"]["url"],
        version=package["version"],
    )


def icon_svg(icon_set: IconSet, name: str, size: int) -> str:
    """The icon as a whole SVG document of size x size pixels, centred where it is not square."""
    icon = icon_set.icons[name]
    width, height = icon.get("width", icon_set.width), icon.get("height", icon_set.height)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{size}" height="{size}" viewBox="{icon.get("left", 0)} {icon.get("top", 0)} {width} {height}" '
        f'color="#000">{icon["body"]}</svg>'
    )
