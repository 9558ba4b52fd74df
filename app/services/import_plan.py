"""What an import would do: which pictures come in, and which class each goes to. Nothing here touches a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from app.services.names import MOST_NAME, is_blank, tidy
from mmrl_engine.examples import plain_words, same_name
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice

Parts = tuple[str, ...]
"""Names of folders from the top one downwards, the file's own last."""

# Folders above the classes that say what their pictures are for.
SPLITS: Mapping[str, str] = MappingProxyType(
    {"train": "train", "training": "train", "val": "val", "valid": "val", "validation": "val", "test": "test"}
)


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A picture that an import is to take in.

    Attributes:
        path: the file, or the zip file that `entry` is in, or only a name where `data` holds the file's bytes.
        class_name: None is the inbox. split: "train", "val", "test" or None. size: in bytes, 0 where it is not known.
    """

    path: Path
    class_name: str | None = None
    split: str | None = None
    size: int = 0
    entry: str | None = None
    data: bytes | None = field(default=None, repr=False)

    @property
    def source(self) -> Path:
        """Where the picture is, for a person: one in a zip file as if that were a folder."""
        return self.path if self.entry is None else self.path / self.entry


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import is to take in.

    Attributes:
        empty: folders beside those of the classes that hold no picture.
        problems: what was given and cannot be used; the rest goes on.
        given: the files and folders from which it was made; nothing where it was not made from any.
    """

    pictures: tuple[PlannedPicture, ...] = ()
    empty: tuple[Path, ...] = ()
    problems: tuple[Notice, ...] = ()
    given: tuple[Path, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes' names, in the order of their first pictures."""
        return tuple(dict.fromkeys(item.class_name for item in self.pictures if item.class_name is not None))

    @property
    def size(self) -> int:
        """Bytes of all pictures."""
        return sum(item.size for item in self.pictures)


@dataclass(frozen=True, slots=True)
class Arranged:
    """What the folders of a collection mean.

    Attributes:
        places: for each file its class's name and its split, None where it has none.
        levels: the folders whose sub-folders are classes.
    """

    places: tuple[tuple[str | None, str | None], ...]
    levels: frozenset[Parts]


def arrange(name: str, files: Sequence[Parts]) -> Arranged:
    """What the folders mean in which `files` lie, below a folder called `name`.

    A flat folder is a class. Folders beside each other are classes, whatever is nested in them; those of the names in
    `SPLITS` may stand above the classes. A single folder around all that is passed over.
    """
    top = _Folder()
    for index, parts in enumerate(files):
        top.put(parts, index)
    arranger = _Arranger(len(files))
    arranger.settle(top, name, ())
    return arranger.arranged()


def class_name(folder: str) -> str | None:
    """A class's name from a folder's; None where nothing of it could be seen."""
    name = tidy(printable_path(Path(folder)))[:MOST_NAME].rstrip()
    return None if is_blank(plain_words(name)) else name


def one_spelling(pictures: Sequence[PlannedPicture]) -> dict[str, str]:
    """For every class's name the first one that a person would take for the same."""
    first: dict[str, str] = {}
    names = dict.fromkeys(item.class_name for item in pictures if item.class_name is not None)
    return {name: first.setdefault(same_name(name), name) for name in names}


class _Folder:
    """A folder with pictures somewhere in it: numbers of the files right in it, and its folders by name."""

    def __init__(self) -> None:
        self.files: list[int] = []
        self.folders: dict[str, _Folder] = {}

    def put(self, parts: Parts, index: int) -> None:
        folder = self
        for name in parts[:-1]:
            folder = folder.folders.setdefault(name, _Folder())
        folder.files.append(index)

    def everything(self) -> list[int]:
        found, waiting = list(self.files), list(self.folders.values())
        while waiting:
            folder = waiting.pop()
            found += folder.files
            waiting += folder.folders.values()
        return found

    def has_splits(self) -> bool:
        """Whether its folders stand above the classes. One called "test" may be a class like any other."""
        named = {name: folder for name, folder in self.folders.items() if _split(name) is not None}
        return any(folder.folders for folder in named.values()) or len(named) == len(self.folders) > 0


class _Arranger:
    def __init__(self, count: int) -> None:
        self._places: list[tuple[str | None, str | None]] = [(None, None)] * count
        self._levels: set[Parts] = set()

    def arranged(self) -> Arranged:
        return Arranged(tuple(self._places), frozenset(self._levels))

    def settle(self, folder: _Folder, name: str, at: Parts, split: str | None = None) -> None:
        passed = _wrappings(folder)
        if passed:
            name, folder = passed[-1]
            at = (*at, *(step for step, _ in passed))
        split = _split(name) if split is None else split
        if not folder.folders:
            self._put(folder.files, None if _split(name) == split is not None else class_name(name), split)
            return
        self._put(folder.files, None, split)
        if split is None and folder.has_splits():
            self._settle_splits(folder, at)
            return
        self._levels.add(at)
        for name, inside in folder.folders.items():
            self._put(inside.everything(), class_name(name), split)

    def _settle_splits(self, folder: _Folder, at: Parts) -> None:
        for name, inside in folder.folders.items():
            if _split(name) is not None:
                self.settle(inside, name, (*at, name), _split(name))
            else:
                self._put(inside.everything(), class_name(name), None)

    def _put(self, files: Sequence[int], name: str | None, split: str | None) -> None:
        for index in files:
            self._places[index] = (name, split)


def _split(name: str) -> str | None:
    return SPLITS.get(name.strip().casefold())


def _wrappings(folder: _Folder) -> list[tuple[str, _Folder]]:
    """The folders to pass over from `folder` downwards, each the only one in the one before, until there is something
    to choose from: several folders, those of a split, or the one above the pictures.
    """
    passed: list[tuple[str, _Folder]] = []
    inner = folder
    while not inner.files and len(inner.folders) == 1:
        name, inner = next(iter(inner.folders.items()))
        if _split(name) is not None:
            return passed
        passed.append((name, inner))
    return passed[:-1] if inner.files else passed
