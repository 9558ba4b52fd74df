"""From what a person dropped or chose (pictures, folders, zip files) to the plan of an import."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.services.import_plan import ImportPlan, Parts, PlannedPicture, arrange, one_spelling
from app.services.safe_zip import ZipEntry, open_zip
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.images import find_pictures, looks_like_picture
from mmrl_engine.notices import Notice

_OF_MACS = "__MACOSX"  # where macOS puts what it knows of each file beside a zip's own folders


def plan_import(paths: Iterable[Path], *, free: int | None = None) -> ImportPlan:
    """What an import of `paths` would take in. A single picture goes to the inbox, a folder or zip file to the classes
    that its folders stand for (`import_plan.arrange`). Hidden files are left out.

    A file given by itself is planned whatever its name: whether it is a picture shows when it is opened.

    Args:
        free: bytes free where zip files are to be unpacked.
    """
    given = tuple(path.absolute() for path in paths)
    plans = [_plan(path, free) for path in given]
    pictures = [picture for plan in plans for picture in plan.pictures]
    spelled = one_spelling(pictures)
    return ImportPlan(
        tuple(
            item if item.class_name is None else replace(item, class_name=spelled[item.class_name]) for item in pictures
        ),
        tuple(path for plan in plans for path in plan.empty),
        tuple(item for plan in plans for item in plan.problems),
        given,
    )


def _plan(path: Path, free: int | None) -> ImportPlan:
    # os.path's answers "no" where nobody may look, and where the name holds a zero byte.
    if os.path.isdir(path):  # noqa: PTH112
        return _plan_folder(path)
    if path.suffix.lower() == ".zip" and os.path.isfile(path):  # noqa: PTH113
        return _plan_zip(path, free)
    return ImportPlan((PlannedPicture(path, size=_size(path)),))


def _plan_folder(folder: Path) -> ImportPlan:
    problems: list[Notice] = []
    try:
        found = find_pictures(folder, tell=problems.append)
    except PictureError as error:
        return ImportPlan(problems=error.notices)
    inside = [path.relative_to(folder).parts for path in found]
    arranged = arrange(folder.name, inside)
    pictures = tuple(
        PlannedPicture(path, name, split, _size(path))
        for path, (name, split) in zip(found, arranged.places, strict=True)
    )
    levels = [folder.joinpath(*level) for level in sorted(arranged.levels)]
    beside = [path.relative_to(folder).parts for level in levels for path in _folders(level)]
    empty = tuple(folder.joinpath(*parts) for parts in _without(beside, inside))
    return ImportPlan(pictures, empty if found else (folder,), tuple(problems))


def _plan_zip(path: Path, free: int | None) -> ImportPlan:
    try:
        with open_zip(path, free=free) as archive:
            entries, folders = archive.entries, archive.folders
    except InputError as error:
        return ImportPlan(problems=error.notices)
    kept = sorted((entry for entry in entries if _is_picture(entry)), key=lambda entry: entry.parts)
    inside = [entry.parts for entry in kept]
    arranged = arrange(path.stem, inside)
    pictures = tuple(
        PlannedPicture(path, name, split, entry.size, entry.name)
        for entry, (name, split) in zip(kept, arranged.places, strict=True)
    )
    beside = [parts for parts in folders if parts[:-1] in arranged.levels and not _is_hidden(parts)]
    empty = tuple(path.joinpath(*parts) for parts in _without(beside, inside))
    return ImportPlan(pictures, empty if kept else (path,))


def _is_picture(entry: ZipEntry) -> bool:
    return not _is_hidden(entry.parts) and looks_like_picture(Path(entry.name))


def _is_hidden(parts: Parts) -> bool:
    return parts[0] == _OF_MACS or any(part.startswith(".") for part in parts)


def _without(folders: Sequence[Parts], files: Sequence[Parts]) -> Iterator[Parts]:
    """The folders in which no file lies, however deep."""
    filled = {parts[:end] for parts in files for end in range(1, len(parts))}
    return (parts for parts in folders if parts not in filled)


def _folders(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # it went away since its pictures were listed; these are told one by one
        return []
    return [entry for entry in entries if not entry.name.startswith(".") and os.path.isdir(entry)]  # noqa: PTH112


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # told when it is opened
        return 0
