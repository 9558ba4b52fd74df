"""A built program as one file to hand out, and the sum by which whoever gets it can tell that it is whole.

Standard library only.
"""

from __future__ import annotations

import gzip
import hashlib
import platform
import sys
import tarfile
from contextlib import ExitStack
from pathlib import Path

SUMS = "SHA256SUMS"
LEVEL = 6  # of gzip


def archive_name(name: str, version: str) -> str:
    """The file's name: which program, which version, for which system."""
    return f"{name}-{version}-{sys.platform}-{platform.machine().lower()}.tar.gz"


def pack(folder: Path, target: Path) -> Path:
    """Writes `folder` and all that is in it as `target` (.tar.gz), whole or not at all.

    Equal folders give equal files: nothing of who packed, and when, is in them.
    """
    partial = target.with_name(f"{target.name}.part")
    try:
        _write(folder, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _write(folder: Path, target: Path) -> None:
    with ExitStack() as steps:
        file = steps.enter_context(target.open("wb"))
        packed = steps.enter_context(gzip.GzipFile("", "wb", LEVEL, file, mtime=0))
        tar = steps.enter_context(tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT))
        for path in [folder, *sorted(folder.rglob("*"))]:
            tar.add(path, str(path.relative_to(folder.parent)), recursive=False, filter=_nameless)


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def write_sum(target: Path) -> Path:
    """Writes the SHA-256 of `target` into the file of sums beside it, which `sha256sum --check` reads, in the place of
    an older one of a file of that name.
    """
    with target.open("rb") as stream:
        line = f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {target.name}"
    sums = target.with_name(SUMS)
    old = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    kept = [item for item in old if not item.endswith(f"  {target.name}")]
    sums.write_text("\n".join(sorted([*kept, line], key=lambda item: item[66:])) + "\n", encoding="utf-8")
    return sums
