"""Whether copies may be made in a folder at all, and whether one file's place is free."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.storage.durable import file_sha256, files_told
from app.storage.folders import Folders
from app.storage.pictures import RESERVE
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice


def target_problems(target: Path, originals: Path, own: Folders, folders: Iterable[Path]) -> Iterator[Notice]:
    """Why no copies can be made in `target`.

    Args:
        originals: the folder of the pictures. own: the program's folders.
        folders: those below `target` that would get copies.
    """
    name, where = printable_path(target), printable_path(originals)
    if os.path.lexists(target) and not is_folder(target):
        yield notice("copies-no-folder", path=name)
    elif lies_in(target, originals):
        yield notice("copies-into-originals", path=name, folder=where)
    elif lies_in(originals, target):
        yield notice("copies-around-originals", path=name, folder=where)
    elif any(lies_in(folder, kept) for folder in (target, *folders) for kept in (own.data, own.cache)):
        yield notice("copies-into-data", path=name)


def room_problems(target: Path, size: int) -> Iterator[Notice]:
    """Whether `size` bytes are more than the target's disk has room for."""
    there = next(folder for folder in (target, *target.parents) if os.path.lexists(folder))
    with files_told(target):
        free = max(0, shutil.disk_usage(there).free - RESERVE)
    if size > free:
        megabytes, free_megabytes = -(-size // 10**6), free // 10**6
        yield notice("pictures-no-room", path=printable_path(target), megabytes=megabytes, free=free_megabytes)


def is_folder(path: Path) -> bool:
    """Whether a folder is there, or a link to one; "no" where nobody may look."""
    return os.path.isdir(path)  # noqa: PTH112


def lies_in(path: Path, folder: Path) -> bool:
    """Whether `path`, which need not be there, is `folder` or lies in it, by whatever links and letter cases."""
    real, real_folder = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    return real.is_relative_to(real_folder) or any(_is_same(part, real_folder) for part in (real, *real.parents))


def leads_away(folder: Path) -> bool:
    """Whether `folder` is a link, or something else than a folder: nothing is to be copied through it."""
    return os.path.lexists(folder) and (folder.is_symlink() or not is_folder(folder))


def taken(target: Path, sha256: str | None) -> Notice | None:
    """Why nothing can be put at `target`, None where nothing is there.

    Args:
        sha256: of what is to be put there; None leaves its content out of account.
    """
    if not os.path.lexists(target):
        return None
    same = sha256 is not None and holds(target, sha256)
    return notice("copy-already-there" if same else "copy-name-taken", path=printable_path(target))


def holds(path: Path, sha256: str) -> bool:
    """Whether `path` is an ordinary file, no link, with this content."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and file_sha256(path) == sha256
    except OSError:  # it is gone, or may not be read: in any case it is not known to be ours
        return False


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return False
