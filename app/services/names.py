"""What every name that a person gives must be: text that can be seen, and not too much of it."""

from __future__ import annotations

import unicodedata

from mmrl_engine.untrusted import is_text

MOST_NAME = 200  # characters


def tidy(name: str) -> str:
    """The name without white space around it; each run of white space inside is one space."""
    return " ".join(name.split())


def can_be_written(name: str) -> bool:
    """Whether the name is text without control characters, which break lists and files."""
    return is_text(name) and not any(unicodedata.category(character) == "Cc" for character in name)


def is_blank(name: str) -> bool:
    """Whether nothing of the name can be seen."""
    return not any(character.isprintable() and not character.isspace() for character in name)
