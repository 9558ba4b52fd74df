"""What sorted copies would be made: each picture's folder by its answer, its name there, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.services.copy_names import Names
from app.services.folder_files import AnsweredFile
from mmrl_engine.notices import Notice


@dataclass(frozen=True, slots=True)
class OwnFolders:
    """The folders of pictures that belong to no name, in the person's language."""

    none: str = "None of these"
    unsure: str = "Unsure"


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """One copy to make. `size` is in bytes."""

    source: Path
    target: Path
    size: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A picture that is not copied, and why."""

    source: Path
    target: Path
    reason: Notice


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """What would be copied.

    Attributes:
        entries: copies to make. skipped: pictures that are there already, whose place is taken, or that are gone.
        problems: why nothing can be copied to `target` at all; then the plan cannot be carried out.
    """

    run_id: int
    target: Path
    entries: tuple[CopyEntry, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Notice, ...] = field(default=())

    @property
    def folders(self) -> int:
        """How many folders get copies."""
        return len({entry.target.parent for entry in self.entries})

    @property
    def size(self) -> int:
        """Bytes of all copies."""
        return sum(entry.size for entry in self.entries)


def placed(
    files: Iterable[AnsweredFile], names: Sequence[str], target: Path, own: OwnFolders
) -> list[tuple[AnsweredFile, Path]]:
    """Where below `target` the copy of each file belongs.

    To be called with all answered files of a run: where two want the same name, who gets it must not depend on which
    of them are copied today.

    Args:
        names: what the answers choose from, in a fixed order.
    """
    folders = Names()
    by_name = {name: target / folders.free_folder(name) for name in dict.fromkeys(names)}
    by_verdict = {"none": target / folders.free_folder(own.none), "maybe": target / folders.free_folder(own.unsure)}
    inside: dict[Path, Names] = {}
    found = []
    for file in files:
        folder = by_verdict.get(file.verdict or "", by_name[file.name])
        found.append((file, folder / inside.setdefault(folder, Names()).free_file(file.source.name)))
    return found
