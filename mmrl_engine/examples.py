"""Checks of what a training is given: class names, words, prompts, pictures. All problems are found before any is
told. No torch.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.images import OpenPicture, open_rgb, printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Example
from mmrl_engine.untrusted import is_text

CountTokens = Callable[[str], int]
MOST_CLASSES = 4000  # more would not fit in an adapter's header: each takes some 200 bytes of its 1 MiB


@dataclass(frozen=True, slots=True)
class ClassList:
    """The classes of a training, in the order of their names: display names, words for the model, and whole prompts."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures that can be read: path, index of the class, SHA-256 of the file; and what was found on the way."""

    paths: tuple[Path, ...]
    labels: tuple[int, ...]
    hashes: tuple[str, ...]
    notices: tuple[Notice, ...]


def plain_words(name: str) -> str:
    """A name as words for the model: `_` and runs of white space are one space."""
    return " ".join(name.replace("_", " ").split())


def same_name(name: str) -> str:
    """Equal for names that a person would take for the same."""
    return plain_words(unicodedata.normalize("NFKC", name)).casefold()


def fill(template: str, words: str) -> str:
    """The prompt for a class's words."""
    return template.replace("{}", words)


def check_template(template: str) -> list[Notice]:
    """A template needs exactly one place for the words."""
    return [] if template.count("{}") == 1 else [notice("config-template", template=template)]


def class_list(
    labels: Sequence[str], words: Mapping[str, str], template: str, count_tokens: CountTokens, limit: int
) -> tuple[ClassList, list[Notice]]:
    """The classes of `labels`, and warnings that stop nothing.

    Raises:
        InputError: blank names, names or words that are the same, prompts longer than `limit` tokens, words for a
        class that is not
            there, a template without a place: all together.
    """
    names = tuple(sorted(set(labels)))
    chosen = tuple(plain_words(words.get(name, name)) for name in names)
    prompts = tuple(fill(template, item) for item in chosen)
    problems = check_template(template)
    if len(names) > MOST_CLASSES:
        problems.append(notice("classes-too-many", count=len(names), limit=MOST_CLASSES))
    texts = {*names, *chosen, template}
    if not_text := sorted(ascii(item) for item in texts if not is_text(item)):
        raise InputError(*[notice("class-name-not-text", name=name) for name in not_text])
    if not names:
        problems.append(notice("classes-none"))
    problems += [
        notice("class-name-blank") for name, item in zip(names, chosen, strict=True) if not (name.strip() and item)
    ][:1]
    problems += _twice(names, chosen)
    for name, prompt in zip(names, prompts, strict=True):
        if (count := count_tokens(prompt)) > limit:
            problems.append(notice("class-name-long", name=name, count=count, limit=limit))
    for name in sorted(set(words) - set(names)):
        nearest = difflib.get_close_matches(name, names, n=1, cutoff=0.0) or ["another"]
        problems.append(notice("class-words-unknown", name=name, nearest=f"'{nearest[0]}'"))
    if problems:
        raise InputError(*problems)
    warnings = [
        notice("class-name-number", name=name) for name, item in zip(names, chosen, strict=True) if _is_number(item)
    ]
    return ClassList(names, chosen, prompts), warnings


def read_pictures(
    examples: Sequence[Example], classes: ClassList, open_picture: OpenPicture = open_rgb
) -> Iterator[Pictures | None]:
    """Opens every picture once; yields None after each and the pictures that can be read at the end.

    Pictures that cannot be read are left out with a Notice.

    Raises:
        InputError: a class has no picture that can be read; every reason is among the notices.
    """
    index = {name: place for place, name in enumerate(classes.names)}
    kept: list[tuple[Path, int, str]] = []
    notices: list[Notice] = []
    for example in examples:
        path = Path(example.path)
        try:
            open_picture(path)
            kept.append((path, index[example.label], _file_hash(path)))
        except PictureError as error:
            notices.append(notice("picture-left-out", path=printable_path(path), reason=str(error)))
        yield None
    filled = {label for _, label, _ in kept}
    empty = [notice("class-no-pictures", name=name) for place, name in enumerate(classes.names) if place not in filled]
    if empty:
        raise InputError(*empty, *notices)
    notices += _in_two_classes(kept)
    paths, labels, hashes = zip(*kept, strict=True)
    yield Pictures(paths, labels, hashes, tuple(notices))


def groups_of(examples: Sequence[Example], pictures: Pictures, groups: Sequence[str] | None) -> list[str] | None:
    """The groups of the pictures that can be read, from those of the examples; None where there are none.

    Raises:
        ValueError: there is another number of groups than of examples.
    """
    if groups is None:
        return None
    group_of = {Path(example.path): group for example, group in zip(examples, groups, strict=True)}
    return [group_of[path] for path in pictures.paths]


def check_typed(
    typed: Sequence[str], trained: Sequence[str], template: str, count_tokens: CountTokens, limit: int
) -> list[str]:
    """Typed names as words.

    Raises:
        InputError: blank, twice, equal to a trained name or its words, or too long: all together.
    """
    known = {same_name(name) for name in trained}
    problems = [notice("class-name-not-text", name=ascii(name)) for name in typed if not is_text(name)]
    if problems:
        raise InputError(*problems)
    seen: set[str] = set()
    words = [plain_words(name) for name in typed]
    for name, item in zip(typed, words, strict=True):
        key = same_name(name)
        if not item:
            problems.append(notice("typed-blank"))
        elif key in known:
            problems.append(notice("typed-is-trained", name=name))
        elif key in seen:
            problems.append(notice("typed-twice", name=name))
        elif (count := count_tokens(fill(template, item))) > limit:
            problems.append(notice("class-name-long", name=name, count=count, limit=limit))
        seen.add(key)
    if problems:
        raise InputError(*problems)
    return words


def _twice(names: Sequence[str], words: Sequence[str]) -> list[Notice]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, item in zip(names, words, strict=True):
        for key in {same_name(name), same_name(item)}:
            found[key].append(name)
    return [notice("class-name-twice", names=same) for key, same in sorted(found.items()) if key and len(same) > 1]


def _is_number(words: str) -> bool:
    return words.replace(" ", "").replace(".", "").isdigit()


def _in_two_classes(kept: Sequence[tuple[Path, int, str]]) -> list[Notice]:
    places: dict[str, list[tuple[Path, int]]] = defaultdict(list)
    for path, label, digest in kept:
        places[digest].append((path, label))
    return [
        notice("picture-in-two-classes", paths=[printable_path(path) for path, _ in same])
        for same in places.values()
        if len({label for _, label in same}) > 1
    ]


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:  # it went away since it was decoded
        raise PictureError.of("picture-missing", path=printable_path(path)) from error
