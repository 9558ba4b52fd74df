"""Loads the backbone that a call names, and says what computes where that is not the processor."""

from __future__ import annotations

import mmrl_engine
from mmrl_engine.cli.console import note, say_aside
from mmrl_engine.cli.progress import waiting

_NOTHING_TO_DO = ("device-by-hand", "device-no-card")


def load_named(source: str, *, config: str | None = None, device: str, quiet: bool) -> mmrl_engine.Backbone:
    """The backbone `source` on `device`, as `mmrl_engine.load_backbone` takes them.

    Raises:
        EngineError: as `mmrl_engine.load_backbone`.
    """
    with waiting("Loading the backbone", quiet=quiet):
        loaded = mmrl_engine.load_backbone(source, config=config, device=device)
    if not quiet:
        if loaded.device.type != "cpu":
            say_aside(f"Computing on {loaded.device} ({loaded.device_name}). {loaded.device_reason}")
        elif loaded.device_reason.code not in _NOTHING_TO_DO:
            note(loaded.device_reason)
    return loaded
