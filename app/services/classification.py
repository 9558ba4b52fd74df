"""Answers for pictures over the project's classes and names that a person types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.services.adapters import Adapters, backbone_of, learned_classes, listed_classes
from app.services.jobs import (
    BackboneSource,
    ClassifyJob,
    Event,
    ExplainJob,
    JobPicture,
    NamesJob,
    NameVectors,
    Order,
    Part,
    Runner,
)
from app.services.name_list import ListedName, NameList, name_list
from app.services.project_rows import project_of
from app.services.quick_answers import Quick
from app.services.rivals import KIND_WORDS, rivals
from app.services.settling import who_answers
from app.services.waiting import run_and_wait
from app.storage.schema import AdapterRow
from app.storage.storage import Storage
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Answer


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that answers depend on but the pictures.

    Attributes:
        adapter: its file in the cache; None answers from words alone, with `template`.
        quick: nothing was trained, and `adapter` is the quick answer's.
        words_alone: words alone answer for all names, because a person or a test decided so for the adapter.
    """

    backbone: BackboneSource
    names: NameList
    adapter_id: int | None
    adapter: Path | None
    template: str
    quick: bool = False
    words_alone: bool = False

    def learned_from(self, item: ListedName) -> int | None:
        """From how many pictures an answer with this name comes; None where only words speak for it."""
        return None if self.words_alone or item.kind == "typed" else item.pictures

    def job(self, pictures: Sequence[JobPicture], order: Order) -> ClassifyJob:
        """The job that answers for `pictures`."""
        return ClassifyJob(
            self.backbone,
            tuple(pictures),
            self.adapter,
            self.names.typed,
            self.names.without,
            self._own_template,
            order,
        )

    def explain_job(self, picture: JobPicture, name: ListedName) -> ExplainJob:
        """The job that finds where in `picture` the share of a name of the list came from."""
        names = self.names
        return ExplainJob(
            self.backbone, picture, name.asked, self.adapter, names.typed, names.without, self._own_template
        )

    def names_job(self, words: Sequence[str]) -> NamesJob:
        """The job that makes text features of `words`."""
        return NamesJob(self.backbone, tuple(words), self.adapter, self._own_template)

    def rivals_job(self) -> NamesJob:
        """The job whose result `rivals` needs."""
        return self.names_job(self._rival_words)

    def rivals(self, found: NameVectors) -> tuple[Notice, ...]:
        """Which typed names mean nearly the same as another name of the list, the nearest first."""
        plain = dict(zip(self._rival_words, found.plain, strict=True))
        pairs = [(item, asked) for item in self.names.names for asked in item.asked]
        own = [place for place, (item, _) in enumerate(pairs) if item.kind == "typed" and item.uid is None]
        vectors = np.stack([plain[asked] for _, asked in pairs])
        near = rivals(vectors, np.stack([plain[word] for word in KIND_WORDS]), own)
        names = [item.name for item, _ in pairs]
        return tuple(notice("typed-competes", name=names[first], other=names[second]) for first, second in near)

    @property
    def _rival_words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*(asked for item in self.names.names for asked in item.asked), *KIND_WORDS)))

    @property
    def _own_template(self) -> str | None:
        return None if self.adapter is not None else self.template


class Classification:
    """The use cases on answers."""

    def __init__(self, storage: Storage, adapters: Adapters, runner: Runner) -> None:
        self._storage, self._adapters, self._runner = storage, adapters, runner

    def question(self, *, project_id: int, typed: Sequence[str] = (), quick: Quick | None = None) -> Question:
        """What to ask with the project's adapter in use, its classes and `typed` names.

        Args:
            quick: answers where no adapter is in use; its file is there.

        Raises:
            InputError: typed names that cannot stand in the list, no name at all, or the project is gone.
            EngineError: the adapter in use is damaged.
        """
        with self._storage.read() as session:
            project = project_of(session, project_id)
            row = None if project.adapter_id is None else session.get(AdapterRow, project.adapter_id)
            quick = quick if row is None else None
            learned = learned_classes(row) if row is not None else quick.learned if quick is not None else ()
            names = name_list(listed_classes(session, project_id), learned, typed)
            adapter_id = None if row is None else row.id
            words_alone = row is not None and who_answers(row.description)[0] == "words"
            backbone, template = backbone_of(project), project.template
        if not names.names:
            raise InputError(notice("typed-nothing"))
        if quick is not None:
            return Question(backbone, names, None, quick.file, template, quick=True)
        file = None if adapter_id is None else self._adapters.file(adapter_id=adapter_id)
        return Question(backbone, names, adapter_id, file, template, words_alone=words_alone)

    def submit(
        self,
        *,
        question: Question,
        pictures: Sequence[JobPicture],
        listen: Callable[[Event], None],
        order: Order = Order.ANSWER,
    ) -> str:
        """Asks; `listen` gets the job's events, answers under the names of the project. Returns the job's id."""

        def translated(event: Event) -> None:
            listen(in_names(event, question.names))

        return self._runner.submit(question.job(pictures, order), translated)

    def answers(self, *, project_id: int, paths: Sequence[Path], typed: Sequence[str] = ()) -> tuple[Answer, ...]:
        """Asks and waits: an answer for each picture, in order; one that cannot be read has its reason.

        Raises:
            EngineError: as `question`, or what the job fails with.
        """
        question = self.question(project_id=project_id, typed=typed)
        pictures = [self.picture(path=path) for path in paths]
        _, parts = run_and_wait(self._runner, question.job(pictures, Order.ANSWER))
        return tuple(question.names.shown(answer) for part in parts for answer in part.answers)

    def rivals(self, *, project_id: int, typed: Sequence[str]) -> tuple[Notice, ...]:
        """Asks and waits: which typed names mean nearly the same as another name of the list, the nearest first.

        Raises:
            EngineError: as `question`, or what the job fails with.
        """
        question = self.question(project_id=project_id, typed=typed)
        result, _ = run_and_wait(self._runner, question.rivals_job())
        assert isinstance(result, NameVectors)
        return question.rivals(result)

    def picture(self, *, path: Path) -> JobPicture:
        """A file from outside as a job takes it: with its hash, so that asking again with other names costs nothing."""
        try:
            return JobPicture(path, self._storage.pictures.facts(path).sha256)
        except PictureError:
            return JobPicture(path)  # the answer will say what is wrong with it


def in_names(event: Event, names: NameList) -> Event:
    """The event with its answers under the names of the list."""
    if isinstance(event, Part) and event.answers:
        return Part(event.start, tuple(names.shown(answer) for answer in event.answers), event.vectors)
    return event
