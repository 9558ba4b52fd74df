"""Checks of a class's name and words against the project's other classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.services.names import MOST_NAME, can_be_written, is_blank
from mmrl_engine.examples import plain_words, same_name
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown


class Named(Protocol):
    """A class that is there already."""

    @property
    def name(self) -> str: ...

    @property
    def words(self) -> str: ...


def name_problems(name: str, others: Sequence[Named]) -> list[Notice]:
    """Why `name` cannot be a class's name beside `others`."""
    if not can_be_written(name):
        return [notice("class-name-not-text", name=ascii(shown(name)))]
    if is_blank(plain_words(name)):
        return [notice("class-name-blank")]
    problems = _too_long(name, name)
    there = [item.name for item in others if same_name(item.name) == same_name(name)]
    if there:
        return [*problems, notice("class-already-there", name=there[0])]
    return problems + _words_meet(name, name, others)


def words_problems(name: str, words: str, others: Sequence[Named]) -> list[Notice]:
    """Why `words` cannot be what the model reads for the class `name` beside `others`."""
    if not can_be_written(words):
        return [notice("class-name-not-text", name=ascii(shown(words)))]
    if is_blank(words):
        return [notice("class-words-blank", name=shown(name))]
    return _too_long(name, words) + _words_meet(name, words, others)


def number_warning(name: str, words: str) -> tuple[Notice, ...]:
    """A class whose words are only a number is allowed, but helps nobody."""
    digits = words.replace(" ", "").replace(".", "")
    return (notice("class-name-number", name=name),) if digits.isdigit() else ()


def once(problems: Iterable[Notice]) -> list[Notice]:
    """The problems without repetitions, in their order."""
    kept: list[Notice] = []
    for item in problems:
        if item not in kept:
            kept.append(item)
    return kept


def _too_long(name: str, text: str) -> list[Notice]:
    if len(text) <= MOST_NAME:
        return []
    return [notice("class-name-characters", name=shown(name), count=len(text), limit=MOST_NAME)]


def _words_meet(name: str, text: str, others: Sequence[Named]) -> list[Notice]:
    key = same_name(text)
    met = [item.name for item in others if key in (same_name(item.name), same_name(item.words))]
    return [notice("class-name-twice", names=[shown(met[0]), shown(name)])] if met else []
