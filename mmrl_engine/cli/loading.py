"""Loads the backbone that a call names, and says what computes where that is not the processor."""

from __future__ import annotations

import mmrl_engine
from mmrl_engine.cli.console import say_aside
from mmrl_engine.cli.progress import waiting


def load_named(source: str, *, config: str | None = None, device: str, quiet: bool) -> mmrl_engine.Backbone:
    """The backbone `source` on `device`, as `mmrl_engine.load_backbone` takes them.

    Raises:
        EngineError: as `mmrl_engine.load_backbone`.
    """
    with waiting("Loading the backbone", quiet=quiet):
        loaded = mmrl_engine.load_backbone(source, config=config, device=device)
    if loaded.device.type != "cpu" and not quiet:
        say_aside(f"Computing on {loaded.device}: {loaded.device_reason}.")
    return loaded
