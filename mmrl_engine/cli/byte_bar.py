"""Progress of a download on a terminal: a bar, megabytes, the rate, the time left. Nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from mmrl_engine.backbones.download import Fetched
from mmrl_engine.pace import Pace, PaceReport, in_words

_TITLES: Mapping[str, str] = {"connect": "Connecting", "download": "Downloading", "check": "Checking"}
MEGABYTE = 1e6


class ByteBar:
    """A bar on standard error for as long as the context is open.

    Args:
        quiet: shows nothing. Neither is anything shown where standard error is no terminal.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._pace = Pace()
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[amount]}", markup=False),
            TextColumn("{task.fields[pace]}", markup=False),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            disable=quiet or not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=1, visible=False, amount="", pace="")

    def __enter__(self) -> ByteBar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, fetched: Fetched) -> None:
        """Takes the bar to where the download stands."""
        total = fetched.total or 0
        report = self._pace.update(fetched.stage, fetched.done, total)
        amount = f"{fetched.done / MEGABYTE:.0f} of {total / MEGABYTE:.0f} MB" if total else ""
        self._bar.update(
            self._task,
            visible=True,
            description=_TITLES[fetched.stage],
            completed=fetched.done,
            total=total or None,
            amount=amount,
            pace=rate_in_words(report) if fetched.stage == "download" else "",
        )


def rate_in_words(report: PaceReport) -> str:
    """ "4.1 MB a second, about 20 seconds left", or as much of it as is known."""
    if report.rate is None:
        return ""
    left = "" if report.seconds_left is None else f", {in_words(report.seconds_left)}"
    return f"{report.rate / MEGABYTE:.1f} MB a second{left}"
