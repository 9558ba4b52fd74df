"""Progress of long work on a terminal: a bar, how fast it goes, how long it still takes. Nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from mmrl_engine.pace import Pace, PaceReport, in_words
from mmrl_engine.types import Progress, Stage

# What each stage is called, and what it counts.
_STAGES: Mapping[Stage, tuple[str, str]] = {
    "check": ("Checking pictures", "pictures"),
    "prepare": ("Preparing views", "views"),
    "train": ("Learning", "small steps"),
    "balance": ("Weighing typed names", "small steps"),
    "evaluate": ("Asking", "pictures"),
}


class TerminalBar:
    """A bar on standard error for as long as the context is open. Who is based on it shows the work.

    Args:
        column: says how much is done, as rich writes columns. fields: what it names beside what every task has.
        quiet: shows nothing. Neither is anything shown where standard error is no terminal.
    """

    def __init__(self, column: str, *, quiet: bool, **fields: Any) -> None:
        self._pace = Pace()
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn(column, markup=False),
            TextColumn("{task.fields[pace]}", markup=False),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,  # it would go to standard error with the bar
            disable=quiet or not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=1, visible=False, pace="", **fields)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


class ProgressBar(TerminalBar):
    """Shows work of the engine, one stage at a time."""

    def __init__(self, *, quiet: bool = False) -> None:
        super().__init__("{task.completed:.0f} of {task.total:.0f}", quiet=quiet)

    def show(self, progress: Progress) -> None:
        """Takes the bar to where the work stands."""
        title, unit = _STAGES[progress.stage]
        report = self._pace.update(progress.stage, progress.done, progress.total)
        self._bar.update(
            self._task,
            visible=True,
            description=title,
            completed=progress.done,
            total=progress.total,
            pace=pace_in_words(report, unit),
        )


@contextmanager
def waiting(text: str, *, quiet: bool = False) -> Iterator[None]:
    """Shows `text` with a sign of life on standard error while work runs that cannot say how far it is."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(text):
        yield


def pace_in_words(report: PaceReport, unit: str) -> str:
    """ "4.1 views a second, about 20 seconds left", or as much of it as is known."""
    if report.rate is None:
        return ""
    rate = f"{report.rate:.1f}" if report.rate < 100 else f"{report.rate:.0f}"
    left = "" if report.seconds_left is None else f", {in_words(report.seconds_left)}"
    return f"{rate} {unit} a second{left}"
