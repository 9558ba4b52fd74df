"""What a built program depends on beside the program's own code, and whether that was tried as it is now.

`packaging/built.json` holds the sum of the last inputs whose build passed its trial, so that CI builds, which takes
minutes and gigabytes, only when the pins or the packaging have changed. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RECORD = "packaging/built.json"
FILES = (
    "packaging/archive.py",
    "packaging/build.py",
    "packaging/constraints.txt",
    "packaging/contents.py",
    "packaging/frozen_start.py",
    "packaging/mmrl_studio.spec",
    "packaging/smoke.py",
)
FOLDERS = ("packaging/hooks", "packaging/licences", "packaging/linux")


def sum_of_inputs(root: Path, extras: Sequence[str]) -> str:
    """SHA-256 (hex) over these files, and over what the project asks for with `extras`."""
    digest = hashlib.sha256()
    inside = [path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
    listed = sorted({*(root / name for name in FILES), *(path for path in inside if path.suffix != ".pyc")})
    for path in listed:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    digest.update(json.dumps(_wanted(root, extras)).encode())
    return digest.hexdigest()


def project_table(root: Path) -> dict[str, Any]:
    """What pyproject.toml says of the project."""
    import tomllib  # not at the top: a Python that is too old lacks it, and is to be told so in a sentence

    table: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def _wanted(root: Path, extras: Sequence[str]) -> list[Any]:
    project = project_table(root)
    return [project["dependencies"], {name: project["optional-dependencies"][name] for name in sorted(extras)}]


def was_tried(root: Path, extras: Sequence[str]) -> bool:
    """Whether a build of these inputs passed its trial."""
    try:
        record = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and record.get("inputs") == sum_of_inputs(root, extras)


def note_tried(root: Path, inputs: str) -> None:
    """Writes down that a build of `inputs`, their sum when it began, passed its trial."""
    record = {"inputs": inputs}
    (root / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
