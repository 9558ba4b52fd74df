"""Runs long work of the engine to its end, or until the person asks to stop."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from mmrl_engine.cli.console import note
from mmrl_engine.cli.progress import ProgressBar
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.types import Progress

T = TypeVar("T")
_TOLD = "precision-faster"  # of the ways to choose float32, which is usual, nothing is said


def run_steps(steps: Generator[Progress, None, T], stop: StopSwitch, *, quiet: bool) -> T | None:
    """What `steps` end with (never None), or None where `stop` was asked.

    Then they were closed between two small steps; a training has written its checkpoint.
    """
    with ProgressBar(quiet=quiet) as bar:
        try:
            while not stop.asked:
                progress = next(steps)
                bar.show(progress)
                note(*progress.notices)
                if progress.precision is not None and not quiet and progress.precision.code == _TOLD:
                    note(progress.precision)
        except StopIteration as end:
            made: T = end.value
            return made
        finally:
            steps.close()
    return None
