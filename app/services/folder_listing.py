"""Which pictures a folder run is about."""

from __future__ import annotations

from pathlib import Path

from mmrl_engine.images import find_pictures
from mmrl_engine.notices import Notice


def list_pictures(folder: Path, *, recursive: bool) -> tuple[list[Path], tuple[Notice, ...]]:
    """The paths within `folder` of its pictures, sorted, and which folders further down cannot be listed.

    Raises:
        PictureError: the folder itself cannot be listed.
    """
    told: list[Notice] = []
    found = find_pictures(folder, recursive=recursive, tell=told.append)
    return [path.relative_to(folder) for path in found], tuple(told)
