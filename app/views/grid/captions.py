"""What stands below the pictures of the grid."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.models.tiles import Tile
from app.services.colors import Mark


class Caption(NamedTuple):
    """What stands below a picture.

    Attributes:
        name: of its class, or that which is suggested; of its file otherwise, and `of_file` then.
        word, icon, tone: what is known besides; the icon says the same as the word, unless a badge on the picture does.
        short: fewer words, where there is no room for `word`.
    """

    name: str
    of_file: bool
    mark: Mark | None
    word: str
    icon: str
    tone: str
    short: str = ""


def caption_of(tile: Tile) -> Caption:
    """The class, or that which is suggested, or the file's name."""
    remark = _remark(tile)
    if tile.suggested:
        return Caption(f"{tile.suggested}?", False, tile.suggested_mark, *remark)
    if tile.class_name:
        return Caption(tile.class_name, False, tile.mark, *remark)
    return Caption(tile.name, True, tile.mark, *remark)


def _remark(tile: Tile) -> tuple[str, str, str, str]:
    """A word, an icon that says the same, their tone, and a shorter word."""
    translate = QCoreApplication.translate
    if tile.suggested and tile.suggested_sure:
        return translate("Tile", "sure"), "check-circle", "success", ""
    if tile.suggested:
        return translate("Tile", "maybe"), "help-circle", "warning", ""
    if tile.doubt == "mislabelled":
        words = translate("Tile", "looks like {name}"), translate("Tile", "like {name}")
        return words[0].format(name=tile.other), "", "danger", words[1].format(name=tile.other)
    if tile.doubt == "unsure":
        return translate("Tile", "or {name}?").format(name=tile.other), "", "warning", f"{tile.other}?"
    if tile.doubt:
        return translate("Tile", "like no other"), "", "warning", ""
    return (translate("Tile", "has a copy"), "", "muted", "") if tile.has_copy else ("", "", "", "")
