"""Column types for what SQLite has no type of its own: paths of any bytes, and times."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# Python shows a byte of a file name that is no text as a lone surrogate, and Windows allows lone surrogates in names;
# UTF-8 cannot hold any (U+D800 to U+DFFF). Here each becomes one of the private characters near the end of Unicode.
_TO_TEXT = {0xD800 + number: 0x10F000 + number for number in range(0x800)}
_FROM_TEXT = {text: surrogate for surrogate, text in _TO_TEXT.items()}


class PathText(TypeDecorator[Path]):
    """A `Path` as text, whatever bytes its name has."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Path | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value).translate(_TO_TEXT)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Path | None:
        return None if value is None else Path(value.translate(_FROM_TEXT))


def storable(text: str) -> str:
    """A file's name as text that SQLite can hold; see `PathText`."""
    return text.translate(_TO_TEXT)


def now() -> str:
    """This moment in UTC, ISO 8601 with milliseconds: its order as text is its order in time."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """`moment` in UTC as `now` writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
