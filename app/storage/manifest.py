"""What a backup says of itself, in a JSON file beside its databases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.storage.columns import stamp
from app.storage.database import connect
from app.storage.driver import Driver
from app.storage.errors import DamagedValueError
from app.storage.journal import named_pictures, unpack
from mmrl_engine.version import engine_version

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the backup: its SHA-256 (hex) and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class BackedUpProject:
    """A project in a backup. `pictures` and `adapters` count what is not in the trash of the project."""

    uid: str
    name: str
    trashed: bool
    classes: int
    pictures: int
    adapters: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a backed-up `projects.sqlite`.

    Attributes:
        version: of its schema. pictures: SHA-256 of every picture that has a place, or had one that an undo or a redo
            brings back. sections: SHA-256 of the tensors of its adapters.
    """

    version: int
    projects: tuple[BackedUpProject, ...]
    pictures: tuple[str, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of it.

    Attributes:
        made_at: in UTC. reason: why it was made, such as "regular" or "before-restore".
        files: of this folder, by name. sections_in: for each section that was there the backup that holds it.
    """

    made_at: datetime
    reason: str
    files: Mapping[str, FileEntry]
    facts: Facts
    sections_in: Mapping[str, str] = field(default_factory=dict)


def read_facts(path: Path, driver: Driver) -> Facts:
    """Looks into a backed-up `projects.sqlite`, which may be of an older schema: every schema has had these columns."""
    with closing(connect(path, driver, "still")) as connection:
        # A name with a damaged letter must not keep everything else from being backed up.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        return Facts(
            version=connection.execute("PRAGMA user_version").fetchone()[0],
            projects=tuple(BackedUpProject(row[0], row[1], bool(row[2]), *row[3:]) for row in _projects(connection)),
            pictures=tuple(sorted(_pictures(connection))),
            sections=tuple(
                row[0] for row in connection.execute("SELECT DISTINCT section_sha256 FROM adapter ORDER BY 1")
            ),
        )


def write_manifest(manifest: Manifest) -> bytes:
    """The file's bytes."""
    facts = manifest.facts
    value = {
        "format": FORMAT,
        "program": engine_version(),
        "made_at": stamp(manifest.made_at),
        "reason": manifest.reason,
        "schema": facts.version,
        "files": {name: asdict(entry) for name, entry in manifest.files.items()},
        "projects": [asdict(project) for project in facts.projects],
        "pictures": list(facts.pictures),
        "sections": list(facts.sections),
        "sections_in": dict(manifest.sections_in),
    }
    return json.dumps(value, indent=1).encode()


def read_manifest(path: Path) -> Manifest | None:
    """The manifest in the file, None where there is none that this version can read.

    Its long list of pictures is left out: who collects what nothing needs reads that from the file.
    """
    try:
        value: dict[str, Any] = json.loads(path.read_bytes())
        if value["format"] != FORMAT:
            return None
        return Manifest(
            made_at=datetime.fromisoformat(value["made_at"]),
            reason=str(value["reason"]),
            files={
                str(name): FileEntry(str(entry["sha256"]), int(entry["size"])) for name, entry in value["files"].items()
            },
            facts=Facts(
                version=int(value["schema"]),
                projects=tuple(BackedUpProject(**project) for project in value["projects"]),
                pictures=(),
                sections=tuple(map(str, value["sections"])),
            ),
            sections_in={str(sha256): str(name) for sha256, name in value["sections_in"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _projects(connection: Any) -> list[tuple[Any, ...]]:
    def count(table: str, more: str = "") -> str:
        return f'(SELECT count(*) FROM "{table}" AS t WHERE t.project_id = project.id{more})'

    kept = " AND t.removed_at IS NULL"
    counts = ", ".join((count("class"), count("placement", kept), count("adapter", kept)))
    found: list[tuple[Any, ...]] = connection.execute(
        f"SELECT uid, name, trashed_at IS NOT NULL, {counts} FROM project ORDER BY id"
    ).fetchall()
    return found


def _pictures(connection: Any) -> set[str]:
    found = {str(row[0]) for row in connection.execute("SELECT DISTINCT sha256 FROM placement")}
    for (data,) in connection.execute("SELECT changes FROM act_part"):
        try:
            found |= named_pictures(unpack(data))
        except DamagedValueError:  # such an act cannot be undone any more, so it needs no pictures
            continue
    return found
