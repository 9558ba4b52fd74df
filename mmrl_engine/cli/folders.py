"""From a folder with one folder a class to labelled pictures, and from what a call names to pictures. No torch."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.images import find_pictures, printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Example
from mmrl_engine.untrusted import is_text

_PARTS = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "eval", "evaluation"})
_TRAIN_PARTS = frozenset({"train", "training"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pictures with the class whose folder they lie in, and what the person should know about the folder."""

    examples: tuple[Example, ...]
    notices: tuple[Notice, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, sorted."""
        return tuple(sorted({example.label for example in self.examples}))


@dataclass(frozen=True, slots=True)
class Found:
    """Pictures to ask about; `failures` are folders that cannot be listed, `notices` those without a picture."""

    pictures: tuple[Path, ...]
    failures: tuple[Notice, ...]
    notices: tuple[Notice, ...]


def read_class_folders(folder: Path) -> Labelled:
    """Every picture at any depth below a class's folder; the folder's name is the class's. Hidden folders are left out.

    Raises:
        PictureError: `folder` is missing, not a folder or may not be listed.
        InputError: it holds no class with a picture, is divided into train and test, or a class's name is no text.
    """
    told: list[Notice] = []
    places = [(path, path.relative_to(folder).parts) for path in find_pictures(folder, tell=told.append)]
    _refuse_parts(folder, [parts for _, parts in places])
    loose = [path for path, parts in places if len(parts) == 1]
    labelled = [(path, parts[0]) for path, parts in places if len(parts) > 1]
    if not labelled:
        raise InputError(notice("folder-only-pictures" if loose else "folder-no-classes", path=printable_path(folder)))
    if loose:
        told.append(notice("folder-loose-pictures", path=printable_path(folder), count=len(loose), first=loose[0].name))
    filled = {name for _, name in labelled}
    told += [notice("folder-class-empty", path=printable_path(path)) for path in _empty(folder, filled)]
    if unreadable := sorted(name for name in filled if not is_text(name)):
        raise InputError(*[notice("folder-class-name", path=printable_path(folder / name)) for name in unreadable])
    examples = [Example(path, unicodedata.normalize("NFC", name)) for path, name in labelled]  # macOS gives NFD
    return Labelled(tuple(examples), tuple(told))


def find_named(given: Sequence[Path]) -> Found:
    """Files as they are named, whatever their names end with, and the pictures below folders; each once, in order."""
    pictures: dict[Path, None] = {}
    failures: list[Notice] = []
    notices: list[Notice] = []
    for path in given:
        if not os.path.isdir(path):  # noqa: PTH112 (answers "no" where pathlib raises)
            pictures[path] = None
            continue
        try:
            below = find_pictures(path, tell=failures.append)
        except PictureError as error:
            failures += error.notices
            continue
        pictures |= dict.fromkeys(below)
        if not below:
            notices.append(notice("folder-no-pictures", path=printable_path(path)))
    return Found(tuple(pictures), tuple(failures), tuple(notices))


def _empty(folder: Path, filled: set[str]) -> list[Path]:
    """Folders that look like a class's, without a picture."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.name not in filled and not path.name.startswith(".") and os.path.isdir(path)  # noqa: PTH112
    )


def _refuse_parts(folder: Path, places: Sequence[tuple[str, ...]]) -> None:
    """A data set divided into train and test has its classes one folder further down."""
    names = sorted({parts[0] for parts in places if len(parts) > 1})
    train = next((parts[0] for parts in places if len(parts) > 2 and parts[0].casefold() in _TRAIN_PARTS), None)
    if train is not None and all(name.casefold() in _PARTS for name in names):
        path = printable_path(folder)
        raise InputError(notice("call-train-inside", path=path, parts=names, train=printable_path(folder / train)))
