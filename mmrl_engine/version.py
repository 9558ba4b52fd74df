"""Which version of the program this is. No torch."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def engine_version() -> str:
    """The installed version, "(not installed)" where the program runs from a folder that was never installed."""
    try:
        return version("mmrl-studio")
    except PackageNotFoundError:
        return "(not installed)"
