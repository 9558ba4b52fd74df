"""Progress of a download on a terminal: a bar, megabytes, the rate, the time left. Nothing in a pipe."""

from __future__ import annotations

from collections.abc import Mapping

from mmrl_engine.backbones.download import Fetched
from mmrl_engine.cli.progress import TerminalBar
from mmrl_engine.pace import PaceReport, in_words

_TITLES: Mapping[str, str] = {"connect": "Connecting", "download": "Downloading", "check": "Checking"}
MEGABYTE = 1e6


class ByteBar(TerminalBar):
    """Shows a download."""

    def __init__(self, *, quiet: bool = False) -> None:
        super().__init__("{task.fields[amount]}", quiet=quiet, amount="")

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
