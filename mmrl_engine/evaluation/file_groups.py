"""Which picture files show the same, from the files themselves. No torch."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from mmrl_engine.dhash import dhash
from mmrl_engine.errors import PictureError
from mmrl_engine.evaluation.groups import picture_groups
from mmrl_engine.images import open_small
from mmrl_engine.types import Progress

LONGEST = 64  # pixels: the hash looks at 9 by 8


def file_groups(paths: Sequence[Path]) -> Generator[Progress, None, list[str]]:
    """What each file belongs to, as `picture_groups` has it; one that cannot be read stands alone."""
    hashes, moments = list[int](), list[str | None]()
    for done, path in enumerate(paths, start=1):
        try:
            small = open_small(path, LONGEST)
            hashes.append(dhash(small.image))
            moments.append(small.taken)
        except PictureError:  # whoever reads it for its picture says why
            hashes.append(0)
            moments.append(None)
        yield Progress("check", done, len(paths))
    return picture_groups(hashes, moments)
