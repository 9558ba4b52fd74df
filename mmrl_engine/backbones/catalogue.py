"""The backbones that this program knows by name. No torch.

An entry gives what weights cannot show: a name, a licence, a plain sentence, and the recipe that new trainings start
from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from mmrl_engine.backbones.entry import Entry, Source
from mmrl_engine.backbones.real_models import REAL_MODELS
from mmrl_engine.types import PresetName

__all__ = ["DEFAULT_PRESET", "DEMO", "ENTRIES", "Entry", "Source", "by_fingerprint", "by_id", "resource_folder"]

# Set from the tables of `packaging/bench.py trust` (EXPERIMENTS.md, 2026-11-30).
DEMO = Entry(
    id="demo",
    title="Demo (drawings)",
    licence="Apache-2.0",
    note="Made from drawings for the first minutes without a network. "
    "It does not understand photographs, small print, faces or flags.",
    when="To see how it all works, before anything is downloaded.",
    fingerprint="cdf0959eecb724b3467e12bb46b3307ab65762957e35c5dff5fad1f886e7d16a",
    preset="published",
    balance="none",
    why="both gave the most right answers for concepts that this backbone never saw: its words do not know them, "
    "so they cannot divide the list",
    parameters=11_711_105,
    image_size=96,
    flops=281_008_128,
    resource="backbones/demo",
)
ENTRIES: tuple[Entry, ...] = (DEMO, *REAL_MODELS)
DEFAULT_PRESET: PresetName = "published"


def by_id(name: str) -> Entry | None:
    """The entry called `name`."""
    return next((entry for entry in ENTRIES if entry.id == name), None)


def by_fingerprint(fingerprint: str) -> Entry | None:
    """The entry whose weights and shape are known to have this fingerprint; downloaded ones are known to the store
    alone (`BackboneStore.entry_of`).
    """
    return next((entry for entry in ENTRIES if entry.fingerprint == fingerprint), None)


@contextmanager
def resource_folder(entry: Entry) -> Iterator[Path]:
    """The folder of a backbone that ships with the program, as a real path while the context is open."""
    if entry.resource is None:
        raise ValueError(f"{entry.id} does not ship with the program")
    with as_file(files("resources").joinpath(entry.resource)) as folder:
        yield folder
