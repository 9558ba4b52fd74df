"""The backbones that this program knows by fingerprint. No torch.

An entry gives what weights cannot show: a name, a licence, a plain sentence, and the recipe that new trainings start
from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from mmrl_engine.types import PresetName


@dataclass(frozen=True, slots=True)
class Entry:
    """One known backbone.

    Attributes:
        id: the name that commands and adapters use. title, note: for people; `note` says what it cannot do.
        fingerprint: see `fingerprint.py`. resource: its folder inside `resources`, where it ships with the program.
        preset, balance: what trainings on it start from (`TrainConfig`; the balance until one is fitted, and what few
        pictures keep it near). why: the reason, in one sentence.
    """

    id: str
    title: str
    licence: str
    note: str
    fingerprint: str
    preset: PresetName
    balance: Literal["gate", "none"]
    why: str
    resource: str | None = None


# Set from the tables of `packaging/bench.py trust` (EXPERIMENTS.md, 2026-11-30).
DEMO = Entry(
    id="demo",
    title="Demo (drawings)",
    licence="Apache-2.0",
    note="Made from drawings for the first minutes without a network. "
    "It does not understand photographs, small print, faces or flags.",
    fingerprint="cdf0959eecb724b3467e12bb46b3307ab65762957e35c5dff5fad1f886e7d16a",
    preset="published",
    balance="none",
    why="both gave the most right answers for concepts that this backbone never saw: its words do not know them, "
    "so they cannot divide the list",
    resource="backbones/demo",
)
ENTRIES: tuple[Entry, ...] = (DEMO,)
DEFAULT_PRESET: PresetName = "published"


def by_id(name: str) -> Entry | None:
    """The entry called `name`."""
    return next((entry for entry in ENTRIES if entry.id == name), None)


def by_fingerprint(fingerprint: str) -> Entry | None:
    """The entry whose weights and shape have this fingerprint."""
    return next((entry for entry in ENTRIES if entry.fingerprint == fingerprint), None)


@contextmanager
def resource_folder(entry: Entry) -> Iterator[Path]:
    """The folder of a backbone that ships with the program, as a real path while the context is open."""
    if entry.resource is None:
        raise ValueError(f"{entry.id} does not ship with the program")
    with as_file(files("resources").joinpath(entry.resource)) as folder:
        yield folder
