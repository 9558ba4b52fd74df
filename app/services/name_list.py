"""Which names an answer chooses from, after the classes have changed since the training.

| what happened to a class since the training | in the list |
|---|---|
| nothing, or it was renamed | learned, under today's name; the words that were learned stay |
| it was added | only from words |
| it was removed | gone |
| its words were changed | only from its new words, whatever was merged into it |
| another was merged into it | what was learned for both counts for it |

A job is asked by words alone: no two classes share them, while a name may have gone to another class since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from mmrl_engine.errors import InputError
from mmrl_engine.examples import plain_words, same_name
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer, Kind, Score
from mmrl_engine.untrusted import is_text, shown
from mmrl_engine.verdicts import choice_verdict


@dataclass(frozen=True, slots=True)
class ListedClass:
    """A class of the project as it is now."""

    uid: str
    name: str
    words: str
    absorbed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnedClass:
    """A class as an adapter knows it; `uid` is the project's class that it was learned from, None if imported."""

    uid: str | None
    name: str
    words: str
    pictures: int


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name to choose from.

    Attributes:
        name: what is shown. kind: learned from pictures, or only from words. uid: of the class, None if it was typed.
        asked: the words by which the job is asked; several where classes were merged.
        pictures: how many it was learned from.
    """

    name: str
    kind: Kind
    uid: str | None
    asked: tuple[str, ...]
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class NameList:
    """What a job is asked, and how its answers are shown.

    Attributes:
        without: words that the adapter knows and that do not stand in the list.
    """

    names: tuple[ListedName, ...]
    without: tuple[str, ...] = ()

    @property
    def typed(self) -> tuple[str, ...]:
        """The words that the job gets as typed names."""
        return tuple(asked for item in self.names if item.kind == "typed" for asked in item.asked)

    def shown(self, answer: Answer) -> Answer:
        """The answer under the names of this list, the likeliest first; names that were merged count together, and may
        so be sure where none of them was.
        """
        by_asked = {(item.kind, asked): item for item in self.names for asked in item.asked}
        sums: defaultdict[tuple[str, Kind], float] = defaultdict(float)
        for score in answer.scores:
            item = by_asked[(score.kind, score.name)]
            sums[(item.name, item.kind)] += score.probability
        scores = [Score(name, kind, value) for (name, kind), value in sums.items()]
        scores.sort(key=lambda score: -score.probability)
        verdict = answer.verdict
        if verdict == "maybe" and len(scores) < len(answer.scores):
            like = answer.fit is None or answer.fit.like_enough
            verdict = choice_verdict(scores[0].probability, turned_away=False, like_enough=like, line=answer.sure_from)
        return replace(answer, scores=tuple(scores), verdict=verdict)

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return {"names": [asdict(item) for item in self.names], "without": list(self.without)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> NameList:
        """What `to_json` made."""
        names = [ListedName(**{**item, "asked": tuple(item["asked"])}) for item in value["names"]]
        return cls(tuple(names), tuple(value["without"]))


def name_list(classes: Sequence[ListedClass], learned: Sequence[LearnedClass], typed: Iterable[str] = ()) -> NameList:
    """The list for a project's `classes`, an adapter's `learned` ones and names that a person typed.

    Raises:
        InputError: typed names that are blank, twice, or a class already: all together.
    """
    owned: defaultdict[str, list[LearnedClass]] = defaultdict(list)
    foreign: list[LearnedClass] = []
    owner_of = _owners(classes)
    for known in learned:
        owner = owner_of(known)
        if owner is not None:
            owned[owner.uid].append(known)
        elif known.uid is None:
            foreign.append(known)
    read = {same_name(item.words) for item in classes}
    found = {item.uid: _still_true(item, owned[item.uid], read) for item in classes}
    names = [_listed(item, found[item.uid]) for item in classes]
    names += [ListedName(item.name, "trained", None, (item.words,), item.pictures) for item in foreign]
    typed = tuple(typed)
    called = [(item.name, item.words) for item in classes] + [(item.name, item.words) for item in foreign]
    _check_typed({same_name(text) for pair in called for text in pair}, names, typed)
    names += [ListedName(name, "typed", None, (name,)) for name in typed]
    kept = {asked for item in names if item.kind == "trained" for asked in item.asked}
    return NameList(tuple(names), tuple(known.words for known in learned if known.words not in kept))


def _owners(classes: Sequence[ListedClass]) -> Callable[[LearnedClass], ListedClass | None]:
    """Finds the class that something learned belongs to; what was imported goes by its words, then by its name."""
    by_uid = {uid: item for item in classes for uid in (item.uid, *item.absorbed)}
    by_text = {same_name(item.name): item for item in classes} | {same_name(item.words): item for item in classes}

    def owner_of(known: LearnedClass) -> ListedClass | None:
        if known.uid is not None:
            return by_uid.get(known.uid)
        return by_text.get(same_name(known.words)) or by_text.get(same_name(known.name))

    return owner_of


def _still_true(item: ListedClass, owned: Sequence[LearnedClass], read: Collection[str]) -> list[LearnedClass]:
    """What of all that was learned for a class still counts for it.

    Nothing does once its words were changed. Words of a class that was merged into it may be another's by now.

    Args:
        read: the words of all classes today.
    """
    same = [known for known in owned if same_name(known.words) == same_name(item.words)]
    others = [known for known in owned if known not in same]
    if any(known.uid == item.uid for known in others):
        return []
    merged = [known for known in others if known.uid is not None and same_name(known.words) not in read]
    return [known for known in owned if known in same or known in merged]


def _listed(item: ListedClass, learned: Sequence[LearnedClass]) -> ListedName:
    if not learned:
        return ListedName(item.name, "typed", item.uid, (item.words,))
    asked = tuple(known.words for known in learned)
    return ListedName(item.name, "trained", item.uid, asked, sum(known.pictures for known in learned))


def _check_typed(known: Collection[str], names: Iterable[ListedName], typed: Sequence[str]) -> None:
    """`known`: what names of the list are called; `names` are also known by what a job is asked for them."""
    known = {*known, *(same_name(asked) for item in names for asked in item.asked)}
    problems = [notice("class-name-not-text", name=ascii(shown(name))) for name in typed if not is_text(name)]
    if problems:
        raise InputError(*problems)
    seen: set[str] = set()
    for name in typed:
        key = same_name(name)
        if not plain_words(name):
            problems.append(notice("typed-blank"))
        elif key in known:
            problems.append(notice("typed-is-trained", name=name))
        elif key in seen:
            problems.append(notice("typed-twice", name=name))
        seen.add(key)
    if problems:
        raise InputError(*problems)
