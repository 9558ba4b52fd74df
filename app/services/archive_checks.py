"""Checks of JSON values that came from elsewhere, put together to a schema. All problems are told together."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import listed, shown

MOST_PROBLEMS = 20  # past so many nobody reads on
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Problems:
    """What is wrong with the archive that notices call `file`."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.found: list[Notice] = []

    def wrong(self, where: str, value: object, allowed: str) -> None:
        """The value at `where` is not what belongs there: `allowed` says what does."""
        self.add("archive-field-wrong", field=where, found=shown(value), allowed=allowed)

    def add(self, code: str, **params: object) -> None:
        """Notes one more problem."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(notice(code, path=self._file, **params))


Check = Callable[[object, str, Problems], None]


def text(most: int = 1000) -> Check:
    """A text of at most so many characters."""

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.wrong(where, value, "a text")
        elif len(value) > most:
            problems.wrong(where, value, f"a text of at most {most} letters")

    return check


def matching(pattern: re.Pattern[str], allowed: str) -> Check:
    """A text that the pattern fits as a whole."""

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            problems.wrong(where, value, allowed)

    return check


def moment(value: object, where: str, problems: Problems) -> None:
    """A time as `columns.now` writes it."""
    try:
        if isinstance(value, str) and _TIME.fullmatch(value):
            datetime.fromisoformat(value)
            return
    except ValueError:  # such as the 30th of February
        pass
    problems.wrong(where, value, "a time like 2026-01-31T12:00:00.000Z")


def whole(low: int, high: int) -> Check:
    """A whole number from `low` to `high`, both included."""

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            problems.wrong(where, value, f"a whole number from {low} to {high}")

    return check


def number(value: object, where: str, problems: Problems) -> None:
    """A finite number."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        problems.wrong(where, value, "a number")


def flag(value: object, where: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.wrong(where, value, "true or false")


def one_of(*options: str) -> Check:
    """One of some texts."""

    def check(value: object, where: str, problems: Problems) -> None:
        if value not in options:
            problems.wrong(where, value, f"one of {', '.join(options)}")

    return check


def maybe(inner: Check) -> Check:
    """Null, or what `inner` takes."""

    def check(value: object, where: str, problems: Problems) -> None:
        if value is not None:
            inner(value, where, problems)

    return check


def many(inner: Check, most: int) -> Check:
    """A list of at most so many of what `inner` takes."""

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.wrong(where, value, "a list")
        elif len(value) > most:
            problems.wrong(where, f"a list of {len(value)}", f"a list of at most {most}")
        else:
            for place, item in enumerate(value):
                inner(item, f"{where}[{place}]", problems)

    return check


def row(*columns: Check) -> Check:
    """A list with one value for each check."""

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, list) or len(value) != len(columns):
            problems.wrong(where, value, f"a list of {len(columns)} values")
        else:
            for place, (inner, item) in enumerate(zip(columns, value, strict=True)):
                inner(item, f"{where}[{place}]", problems)

    return check


def mapping(inner: Check | None = None) -> Check:
    """An object with any names, whose values `inner` takes; without, any values."""

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.wrong(where, value, "an object with named fields")
        elif inner is not None:
            for key, item in value.items():
                inner(item, f"{where}.{shown(key)}", problems)

    return check


def record(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with just these names; the optional ones may be missing."""
    every = {**needed, **(optional or {})}

    def check(value: object, where: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.wrong(where, value, "an object with named fields")
            return
        if missing := [key for key in needed if key not in value]:
            problems.add("archive-fields-missing", where=where, fields=listed(missing))
        if unknown := [key for key in value if key not in every]:
            problems.add("archive-fields-unknown", where=where, fields=listed(unknown))
        for key, inner in every.items():
            if key in value:
                inner(value[key], f"{where}.{key}", problems)

    return check
