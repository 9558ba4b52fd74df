"""Reading one JSON object of an adapter strictly, with all of its problems told together. No torch."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TypeGuard, TypeVar

from mmrl_engine.errors import AdapterError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import is_text, listed, shown

T = TypeVar("T")
C = TypeVar("C", bound=str)

DEFAULT_FILE = "adapter"  # how a notice names an adapter that came without a file
MAX_PROBLEMS = 20
LARGEST = sys.float_info.max
KEYWORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
SHA256_HEX = re.compile(r"[0-9a-f]{64}")

_ABSENT = object()


class Fields:
    """The fields of one JSON object.

    Each method takes one field and gives its value. A field that is missing or wrong is noted, and a stand-in comes
    back so that the reading goes on to the next problem: whoever reads must ask `problems` before using the values.
    """

    def __init__(self, value: object, where: str, file: str, problems: list[Notice]) -> None:
        self._where = where
        self._file = file
        self._problems = problems
        self._missing: list[str] = []
        self._known: set[str] = set()
        self._values: dict[str, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self._note_wrong(where, value, "an object with named fields")
            self._problems = []  # its fields are not missing one by one: the whole is

    def text(self, key: str, *, pattern: re.Pattern[str] | None = None, allowed: str = "a text, not empty") -> str:
        """A text that is not blank and, where given, matches `pattern` as a whole."""
        value = self._take(key)
        if isinstance(value, str) and value.strip() and is_text(value) and (not pattern or pattern.fullmatch(value)):
            return value
        self._refuse(key, value, allowed)
        return ""

    def given_text(self, key: str) -> str:
        """As `text`, but the field may be missing; then the empty text."""
        return self.text(key) if key in self._values else ""

    def keyword(self, key: str) -> str:
        """A short name in small letters, digits, '-' and '_'."""
        return self.text(key, pattern=KEYWORD, allowed="a short name in small letters, digits, - and _")

    def choice(self, key: str, options: tuple[C, ...]) -> C:
        """One of `options`."""
        value = self._take(key)
        for option in options:
            if value == option:
                return option
        self._refuse(key, value, f"one of {', '.join(options)}")
        return options[0]

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self._refuse(key, value, f"a whole number from {low} to {high}" if low < high else f"the number {low}")
        return low

    def number(self, key: str, low: float = -LARGEST, high: float = LARGEST, *, above_low: bool = False) -> float:
        """A finite number from `low` to `high`; with `above_low`, `low` itself is refused."""
        value = self._take(key)
        if _is_number(value, low, high) and not (above_low and value == low):
            return float(value)
        self._refuse(key, value, f"a number {'above' if above_low else 'from'} {low:g} to {high:g}")
        return high

    def numbers(self, key: str, count: int, low: float = -LARGEST, high: float = LARGEST) -> tuple[float, ...]:
        """`count` finite numbers from `low` to `high`."""
        value = self._take(key)
        if _are_numbers(value, count, low, high):
            return tuple(float(item) for item in value)
        self._refuse(key, value, f"a list of {count} numbers from {low:g} to {high:g}")
        return ()

    def rows(self, key: str, count: int, columns: int) -> tuple[tuple[float, ...], ...]:
        """`count` lists of `columns` finite numbers each."""
        value = self._take(key)
        if isinstance(value, list) and len(value) == count and all(_are_numbers(row, columns) for row in value):
            return tuple(tuple(float(item) for item in row) for row in value)
        self._refuse(key, value, f"{count} lists of {columns} numbers each")
        return ()

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key)
        if isinstance(value, bool):
            return value
        self._refuse(key, value, "true or false")
        return False

    def is_null(self, key: str) -> bool:
        """Whether the field stands there as null. A missing field is not null; taking it then notes that."""
        self._known.add(key)
        return self._values.get(key, _ABSENT) is None

    def nested(self, key: str, read: Callable[[Fields], T]) -> T:
        """The object at `key`, read by `read`."""
        value = self._take(key)
        if value is _ABSENT:
            return read_object(read, {}, key, self._file, [])
        return read_object(read, value, self._name(key), self._file, self._problems)

    def nested_list(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """The list of objects at `key`, each read by `read`."""
        value = self._take(key)
        if not isinstance(value, list):
            self._refuse(key, value, "a list")
            return ()
        return tuple(
            read_object(read, item, f"{self._name(key)}[{index}]", self._file, self._problems)
            for index, item in enumerate(value)
        )

    def mapping(self, key: str) -> dict[str, object]:
        """The object at `key` as it is, whatever it holds."""
        value = self._take(key)
        if isinstance(value, dict):
            return value
        self._refuse(key, value, "an object with named fields")
        return {}

    def null(self, key: str) -> None:
        """A field that must stand there as null."""
        value = self._take(key)
        if value is not None:
            self._refuse(key, value, "null, as this variant has no use for it")

    def wrong(self, key: str, allowed: str) -> None:
        """Note that the value at `key` is not what belongs there, because of what other fields say."""
        self._refuse(key, self._values.get(key, _ABSENT), allowed)

    def close(self) -> None:
        """Note the missing fields, and those that nobody has taken."""
        unknown = [key for key in self._values if key not in self._known]
        if self._missing:
            self._problems.append(self._about("adapter-fields-missing", fields=listed(self._missing)))
        if unknown:
            self._problems.append(self._about("adapter-fields-unknown", fields=listed(unknown)))

    def _take(self, key: str) -> object:
        self._known.add(key)
        if key not in self._values:
            self._missing.append(key)
            return _ABSENT
        return self._values[key]

    def _refuse(self, key: str, value: object, allowed: str) -> None:
        if value is not _ABSENT:
            self._note_wrong(self._name(key), value, allowed)

    def _note_wrong(self, name: str, value: object, allowed: str) -> None:
        self._problems.append(
            notice("adapter-field-wrong", file=self._file, field=name, found=shown(value), allowed=allowed)
        )

    def _about(self, code: str, **params: object) -> Notice:
        return notice(code, file=self._file, where=self._where, **params)

    def _name(self, key: str) -> str:
        return f"{self._where}.{key}"


def read_object(read: Callable[[Fields], T], value: object, where: str, file: str, problems: list[Notice]) -> T:
    """What `read` makes of the object `value`, its problems added to `problems`, unknown and missing fields too."""
    fields = Fields(value, where, file, problems)
    made = read(fields)
    fields.close()
    return made


def read_strictly(read: Callable[[Fields], T], value: object, where: str, file: str) -> T:
    """What `read` makes of the object `value`.

    Raises:
        AdapterError: with a Notice for every problem that was found.
    """
    problems: list[Notice] = []
    made = read_object(read, value, where, file, problems)
    raise_together(problems)
    return made


def raise_together(problems: list[Notice]) -> None:
    """Raises AdapterError with `problems`, where there are any; past `MAX_PROBLEMS` nobody reads on."""
    if problems:
        raise AdapterError(*problems[:MAX_PROBLEMS])


def _is_number(value: object, low: float = -LARGEST, high: float = LARGEST) -> TypeGuard[int | float]:
    # True and False are ints in Python. NaN fails both comparisons.
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _are_numbers(
    value: object, count: int, low: float = -LARGEST, high: float = LARGEST
) -> TypeGuard[list[int | float]]:
    return isinstance(value, list) and len(value) == count and all(_is_number(item, low, high) for item in value)
