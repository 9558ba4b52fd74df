"""Text from files that somebody else made: strict JSON, and pieces of it quoted in a sentence. No torch."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

MAX_DEPTH = 32
MAX_DIGITS = 20  # enough for every 64-bit number


class StrictJsonError(ValueError):
    """JSON that is not accepted. `str()` says why."""


class DuplicateKeyError(StrictJsonError):
    """An object with one key twice: readers disagree on which of the two counts."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the name '{shown(key)}' stands twice")
        self.key = key


def parse_json(text: str) -> object:
    """The value that `text` stands for.

    Stricter than `json.loads`: no duplicate keys, no NaN or infinity (nor 1e999), no whole numbers beyond 64 bits, no
    deep nesting, no lone surrogates.

    Raises:
        StrictJsonError: nothing else, whatever `text` is.
    """
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_unique_keys,
            parse_constant=_refuse_constant,
            parse_float=_finite_number,
            parse_int=_bounded_number,
        )
    except RecursionError:
        raise StrictJsonError("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise StrictJsonError(str(error)) from None
    if _deeper_than(value, MAX_DEPTH):
        raise StrictJsonError("it is nested too deeply")
    if not is_text(canonical_json(value)):
        raise StrictJsonError("it holds half a character")
    return value


def canonical_json(value: object) -> str:
    """`value` as JSON with sorted keys and no spaces; equal values give equal text.

    Raises:
        ValueError, TypeError: `value` holds NaN, infinity or something that JSON cannot say.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def is_text(text: str) -> bool:
    """Whether `text` can be written as UTF-8; a lone surrogate (from `\\ud800`, or a badly named folder) cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def shown(value: object, limit: int = 60) -> str:
    """`value` for a sentence: on one line, without control characters, at most `limit` characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def listed(names: Iterable[str], limit: int = 8) -> tuple[str, ...]:
    """The first `limit` of `names` for a sentence, and how many more there are."""
    every = [shown(name) for name in names]
    rest = len(every) - limit
    return tuple(every) if rest <= 0 else (*every[:limit], f"… (+{rest})")


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise DuplicateKeyError(key)
        made[key] = value
    return made


def _refuse_constant(text: str) -> object:
    raise StrictJsonError(f"{text} is not a number")


def _finite_number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise StrictJsonError(f"{shown(text)} is too large a number")
    return number


def _bounded_number(text: str) -> int:
    if len(text.lstrip("-")) > MAX_DIGITS:
        raise StrictJsonError(f"{shown(text)} is too large a number")
    return int(text)


def _deeper_than(value: object, limit: int) -> bool:
    if limit == 0:
        return isinstance(value, (dict, list))
    if isinstance(value, dict):
        return any(_deeper_than(item, limit - 1) for item in value.values())
    return isinstance(value, list) and any(_deeper_than(item, limit - 1) for item in value)
