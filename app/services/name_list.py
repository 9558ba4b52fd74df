"""Which names an answer chooses from, after the classes have changed since the training.

| what happened to a class since the training | in the list |
|---|---|
| nothing, or it was renamed | learned, under today's name; the words that were learned stay |
| it was added | only from words |
| it was removed | gone |
| its words were changed | only from its new words |
| another was merged into it | what was learned for both counts for it |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mmrl_engine.errors import InputError
from mmrl_engine.examples import plain_words, same_name
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer, Kind, Score


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
        asked: how the job calls it: names that the adapter knows, or words.
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
        without: names that the adapter knows and that do not stand in the list.
    """

    names: tuple[ListedName, ...]
    without: tuple[str, ...] = ()

    @property
    def typed(self) -> tuple[str, ...]:
        """The words that the job gets as typed names."""
        return tuple(asked for item in self.names if item.kind == "typed" for asked in item.asked)

    def shown(self, answer: Answer) -> Answer:
        """The answer under the names of this list, the likeliest first; names that were merged count together."""
        by_asked = {(item.kind, asked): item for item in self.names for asked in item.asked}
        sums: defaultdict[tuple[str, Kind], float] = defaultdict(float)
        for score in answer.scores:
            item = by_asked[(score.kind, score.name)]
            sums[(item.name, item.kind)] += score.probability
        scores = [Score(name, kind, value) for (name, kind), value in sums.items()]
        scores.sort(key=lambda score: -score.probability)
        return Answer(answer.path, tuple(scores), answer.verdict, answer.error)

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
    typed = tuple(typed)
    _check_typed(classes, learned, typed)
    owners = {uid: item for item in classes for uid in (item.uid, *item.absorbed)}
    by_name = {same_name(item.name): item for item in classes}
    found: defaultdict[str, list[LearnedClass]] = defaultdict(list)
    foreign: list[LearnedClass] = []
    without: list[str] = []
    for known in learned:
        owner = owners.get(known.uid) if known.uid is not None else by_name.get(same_name(known.name))
        if owner is None and known.uid is None:
            foreign.append(known)
        elif owner is None or _words_changed(owner, known):
            without.append(known.name)
        else:
            found[owner.uid].append(known)
    names = [_listed(item, found[item.uid]) for item in classes]
    names += [ListedName(item.name, "trained", None, (item.name,), item.pictures) for item in foreign]
    names += [ListedName(name, "typed", None, (name,)) for name in typed]
    return NameList(tuple(names), tuple(without))


def _listed(item: ListedClass, learned: Sequence[LearnedClass]) -> ListedName:
    if not learned:
        return ListedName(item.name, "typed", item.uid, (item.words,))
    asked = tuple(known.name for known in learned)
    return ListedName(item.name, "trained", item.uid, asked, sum(known.pictures for known in learned))


def _words_changed(owner: ListedClass, known: LearnedClass) -> bool:
    """Of a class that was merged into another the words are no longer there to change."""
    if known.uid is not None and known.uid != owner.uid:
        return False
    return same_name(owner.words) != same_name(known.words)


def _check_typed(classes: Sequence[ListedClass], learned: Sequence[LearnedClass], typed: Sequence[str]) -> None:
    foreign = [item for item in learned if item.uid is None]
    pairs = [(item.name, item.words) for item in classes] + [(item.name, item.words) for item in foreign]
    known = {same_name(text) for pair in pairs for text in pair}
    problems = []
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
