"""The compute child as the bench starts it: the program's own, which first leaves a note that it was started."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from app.compute.child import run_child
from app.compute.messages import ChildSettings

_NOTES = "starts"


def counted_child(connection: Connection, settings: ChildSettings) -> None:
    """What the child process does."""
    settings.stems.mkdir(parents=True, exist_ok=True)
    with _notes(settings.stems).open("a", encoding="ascii") as notes:
        notes.write("started\n")
    run_child(connection, settings)


def count_starts(stems: Path) -> int:
    """How often a child was started with this folder."""
    return len(_notes(stems).read_text(encoding="ascii").splitlines())


def _notes(stems: Path) -> Path:
    return stems / _NOTES
