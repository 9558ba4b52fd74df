"""Translations in Qt's .ts files: what is in one, what is wrong with it, and putting texts into it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Texts = Mapping[str, Mapping[str, str | Sequence[str]]]  # context: source: translation, or its plural forms

PLACE = re.compile(r"\{\w*\}|</?\w+>")
MNEMONIC = re.compile(r"&(?=\w)")


@dataclass(frozen=True)
class Message:
    """A text of the window.

    Attributes:
        context: the class that says it. comment: what tells it from the same words said elsewhere.
        forms: its translation; several where it counts something.
    """

    context: str
    source: str
    comment: str
    plural: bool
    forms: tuple[str, ...]
    finished: bool

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """What the sources say of it."""
        return self.context, self.source, self.comment, self.plural

    def problem(self) -> str | None:
        """What is wrong with the translation; None where nothing is."""
        if not self.finished or not all(self.forms):
            return "is not translated"
        if any(_places(form) != _places(self.source) for form in self.forms):
            return "has other {places} or <tags> in its translation"
        if self.plural and "%n" not in self.forms[-1]:
            return "has no %n in its plural form"
        if any(bool(MNEMONIC.search(form)) != bool(MNEMONIC.search(self.source)) for form in self.forms):
            return "has a key (&) in one language only"
        return None


def read_messages(path: Path) -> tuple[Message, ...]:
    """Everything in the file, in its order."""
    return tuple(_message(context, element) for context, element in _elements(ET.parse(path).getroot()))


def put_in(path: Path, texts: Texts) -> int:
    """Writes translations into the file; how many of its messages got one. Empty ones are left out."""
    tree = ET.parse(path)
    count = 0
    for context, element in _elements(tree.getroot()):
        text = texts.get(context, {}).get(element.findtext("source", ""))
        if text and all(text):
            _set(element, text)
            count += 1
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return count


def _places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def _elements(root: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for context in root.iter("context"):
        for element in context.iter("message"):
            yield context.findtext("name", ""), element


def _message(context: str, element: ET.Element) -> Message:
    translation = element.find("translation")
    assert translation is not None
    plural = element.get("numerus") == "yes"
    forms = [form.text or "" for form in translation.iter("numerusform")] if plural else [translation.text or ""]
    comment = element.findtext("comment", "")
    return Message(
        context, element.findtext("source", ""), comment, plural, tuple(forms), translation.get("type") is None
    )


def _set(element: ET.Element, text: str | Sequence[str]) -> None:
    translation = element.find("translation")
    assert translation is not None
    translation.attrib.pop("type", None)
    if isinstance(text, str):
        translation.text = text
        return
    for form, words in zip(translation.iter("numerusform"), text, strict=True):
        form.text = words
