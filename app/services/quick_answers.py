"""What a project answers by as long as nothing was trained: the words and the pictures of its classes at a glance."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from app.services.adapters import backbone_of
from app.services.jobs import InstantJob, Runner
from app.services.labelled import Labelled, alike_groups, job_pictures, kept_in_place, labelled
from app.services.name_list import LearnedClass
from app.services.project_rows import project_of
from app.services.waiting import JobBroke, JobStopped, run_and_wait
from app.storage.schema import AdapterRow
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.types import TrainConfig
from mmrl_engine.version import engine_version

FEWEST_CLASSES = 2  # with a picture each


@dataclass(frozen=True, slots=True)
class Quick:
    """A trained file that is none: nothing was trained.

    Attributes:
        file: whose name changes when its content does. learned: its classes, called by their words in the file.
        job: makes the file; None where it is there.
    """

    file: Path
    learned: tuple[LearnedClass, ...]
    job: InstantJob | None


class QuickAnswers:
    """The use case of quick answers. They are kept in the cache, under what they were made of."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def prepare(self, *, project_id: int) -> Quick | None:
        """The quick answer for the pictures as they are sorted now.

        None where there is nothing to tell apart, or the project has a trained file: then that answers, or the words
        because somebody wanted it so. Looks at files.

        Raises:
            InputError: the project is gone. EngineError: the cache cannot be written.
        """
        with self._storage.read() as session:
            project = project_of(session, project_id)
            wanted = select(AdapterRow.id).where(AdapterRow.project_id == project_id, AdapterRow.removed_at.is_(None))
            if session.scalars(wanted.limit(1)).first() is not None:
                return None
            try:
                given = labelled(session, project_id)
            except InputError:  # no picture is sorted
                return None
            if len(given.classes) < FEWEST_CLASSES:
                return None
            in_place = kept_in_place(session, project_id)
            backbone, template = backbone_of(project), project.template
            groups = alike_groups(session, [sha256 for sha256, _ in given.examples])
        made_of = [engine_version(), backbone.source, backbone.config, template, _content(given)]
        key = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()
        file, there = self._storage.adapter_files.place_for(key)
        job = None
        if not there:
            pictures = job_pictures(self._storage.pictures, in_place, [sha256 for sha256, _ in given.examples])
            labels = tuple(str(given.classes[index]["words"]) for _, index in given.examples)
            job = InstantJob(backbone, pictures, labels, TrainConfig(template=template), file, groups)
        return Quick(file, _learned(given), job)

    def made(self, *, project_id: int, runner: Runner) -> Quick | None:
        """As `prepare`, and waits until the file is there. None too where it cannot be made: then the words answer.

        Raises:
            EngineError: as `prepare`.
        """
        quick = self.prepare(project_id=project_id)
        if quick is None or quick.job is None:
            return quick
        try:
            run_and_wait(runner, quick.job)
        except (EngineError, JobBroke, JobStopped):
            return None
        return replace(quick, job=None)


def _content(given: Labelled) -> list[list[str]]:
    """Words and pictures of each class, whatever their order."""
    found = [
        [str(item["words"]), *sorted({sha256 for sha256, own in given.examples if own == index})]
        for index, item in enumerate(given.classes)
    ]
    return sorted(found)


def _learned(given: Labelled) -> tuple[LearnedClass, ...]:
    counts = [0] * len(given.classes)
    for _, index in given.examples:
        counts[index] += 1
    return tuple(
        LearnedClass(item["uid"], item["name"], item["words"], count)
        for item, count in zip(given.classes, counts, strict=True)
    )
