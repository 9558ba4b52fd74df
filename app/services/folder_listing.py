"""Which pictures a folder run is about."""

from __future__ import annotations

import os
from pathlib import Path

from mmrl_engine.errors import PictureError
from mmrl_engine.images import find_pictures, looks_like_picture, printable_path
from mmrl_engine.notices import Notice
from mmrl_engine.untrusted import shown


def list_pictures(folder: Path, *, recursive: bool) -> tuple[list[Path], tuple[Notice, ...]]:
    """The paths within `folder` of its pictures, sorted, and which folders further down cannot be listed.

    Raises:
        PictureError: the folder itself cannot be listed.
    """
    told: list[Notice] = []
    found = find_pictures(folder, tell=told.append) if recursive else _directly_in(folder)
    return [path.relative_to(folder) for path in found], tuple(told)


def _directly_in(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        reason = shown(error.strerror or str(error))
        raise PictureError.of("folder-not-read", path=printable_path(folder), reason=reason) from error
    visible = [path for path in entries if not path.name.startswith(".")]
    # os.path's answers "no" where a link leads nowhere, in a circle or where nobody may look.
    return [path for path in visible if looks_like_picture(path) and not os.path.isdir(path)]  # noqa: PTH112
