"""Runs a training to its end, or until the person asks to stop."""

from __future__ import annotations

from collections.abc import Generator

from mmrl_engine.adapter import Adapter
from mmrl_engine.cli.console import note
from mmrl_engine.cli.progress import ProgressBar
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.types import Progress


def run_fit(steps: Generator[Progress, None, Adapter], stop: StopSwitch, *, quiet: bool) -> Adapter | None:
    """The adapter that `mmrl_engine.fit` ends with, or None where `stop` was asked.

    Then the training was closed between two small steps, and has written its checkpoint.
    """
    with ProgressBar(quiet=quiet) as bar:
        try:
            while not stop.asked:
                progress = next(steps)
                bar.show(progress)
                note(*progress.notices)
        except StopIteration as end:
            adapter: Adapter = end.value
            return adapter
        finally:
            steps.close()
    return None
