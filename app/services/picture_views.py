"""A project's pictures as a grid shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from mmrl_engine.notices import Notice

SPLITS = ("train", "val", "test")


class Shelf(Enum):
    """Where pictures lie that are in no particular class. A class is named by its id."""

    ALL = "all"  # but for the trash
    INBOX = "inbox"
    TRASH = "trash"


class PictureView(NamedTuple):
    """A picture in a project. A named tuple, since ten thousand are made at once.

    Attributes:
        id: of its place in the project. class_id: None is the inbox. width, height: in pixels, upright.
        taken: by the camera's clock, ISO 8601. split: "train", "val", "test" or None.
        in_place: the file stays where it was (`Relinking.check` tells whether it still is there).
        kept: a person said that it is right where it is.
    """

    id: int
    sha256: str
    class_id: int | None
    name: str
    width: int
    height: int
    added_at: str
    taken: str | None
    split: str | None
    in_place: bool
    kept: bool = False


@dataclass(frozen=True, slots=True)
class UnreadableView:
    """A file that could not be read. `reason` is None where another version wrote one that this one does not know."""

    id: int
    class_id: int | None
    name: str
    source: Path
    reason: Notice | None
    found_at: str
