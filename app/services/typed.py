"""Typed names as a person sees them, and what can be one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.services.class_names import Named
from app.services.names import MOST_NAME, can_be_written, is_blank
from mmrl_engine.examples import same_name
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown


@dataclass(frozen=True, slots=True)
class Typed:
    """Attributes:
    words: empty where the model reads the name itself.
    """

    name: str
    words: str = ""

    @property
    def asked(self) -> str:
        return self.words or self.name


def typed_of(value: Iterable[Sequence[str]]) -> tuple[Typed, ...]:
    """From the [[name, words]] of a project's row."""
    return tuple(Typed(name, words) for name, words in value)


def typed_json(typed: Iterable[Typed]) -> list[Any]:
    """As a project's row holds them."""
    return [[item.name, item.words] for item in typed]


def sound(typed: Iterable[Typed]) -> tuple[Typed, ...]:
    """Those that can be names, of a list from elsewhere."""
    return tuple(
        item for item in typed if not typed_problems(item.name) and not (item.words and typed_problems(item.words))
    )


def awake(typed: Iterable[Typed], classes: Iterable[Named]) -> tuple[Typed, ...]:
    """Those that are no class by now, neither by name nor by words."""
    known = {same_name(text) for item in classes for text in (item.name, item.words)}
    return tuple(item for item in typed if known.isdisjoint((same_name(item.name), same_name(item.asked))))


def typed_problems(name: str) -> list[Notice]:
    """Why it is no name; whether it can be asked beside the others shows when it is asked."""
    if is_blank(name):
        return [notice("typed-blank")]
    if not can_be_written(name):
        return [notice("class-name-not-text", name=ascii(shown(name)))]
    if len(name) > MOST_NAME:
        return [notice("class-name-characters", name=shown(name), count=len(name), limit=MOST_NAME)]
    return []
