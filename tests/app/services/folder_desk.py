"""A project, a folder of pictures, and a runner whose answers a test decides on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.classification import Classification
from app.services.folder_runs import FolderRuns
from app.services.jobs import ClassifyJob, Done, Event, Finished, Part, Runner
from app.storage.storage import Storage
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer, Score, Verdict
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.app.services.import_help import write_picture

NAMES = ("red", "green")
Told = Event | Change


def folder_runs(storage: Storage, runner: Runner, tell: Callable[[int, Told], None]) -> FolderRuns:
    """The service with what it needs."""
    adapters = Adapters(storage, runner)
    return FolderRuns(storage, adapters, Classification(storage, adapters, runner), runner, tell=tell)


class FolderDesk:
    """Folder runs, and what they told.

    Args:
        files: names of the pictures below `given`, which are made here.
    """

    def __init__(self, storage: Storage, folder: Path, files: tuple[str, ...]) -> None:
        self.storage, self.runner = storage, ScriptedRunner()
        self.told: list[Told] = []
        self.hear: Callable[[Told], None] = self.told.append
        self.runs = folder_runs(storage, self.runner, lambda run_id, what: self.hear(what))
        self.project = filled_project(storage, folder / "classes", dict.fromkeys(NAMES, 2))
        self.given = folder / "given"
        for number, name in enumerate(files):
            write_picture(self.given / name, number)

    def start(self) -> int:
        made = self.runs.start(project_id=self.project, folder=self.given).made
        assert made is not None
        return made

    @property
    def job(self) -> ClassifyJob:
        job = self.runner.last
        assert isinstance(job, ClassifyJob)
        return job

    def answer(self, start: int, *answers: str | Notice, verdict: Verdict | None = None) -> None:
        """Tells answers for the job's pictures from number `start` on: the likeliest name, or why there is none."""
        pictures = self.job.pictures[start : start + len(answers)]
        made = [answered(item.path, what, verdict) for item, what in zip(pictures, answers, strict=True)]
        self.runner.tell(Part(start, tuple(made)))

    def finish(self) -> None:
        self.runner.tell(Finished(Done(len(self.job.pictures))))

    def answered_run(self, *answers: str | Notice, verdict: Verdict | None = None) -> int:
        """The id of a run that was answered from its first to its last file."""
        run_id = self.start()
        self.answer(0, *answers, verdict=verdict)
        self.finish()
        return run_id

    def states(self, run_id: int) -> list[str]:
        return [row.state for row in self.runs.rows(run_id=run_id)]


def answered(path: Path, what: str | Notice, verdict: Verdict | None) -> Answer:
    """An answer of the child: every name was only typed."""
    if isinstance(what, Notice):
        return Answer(path, (), error=what)
    others = [Score(name, "typed", 0.2) for name in NAMES if name != what]
    return Answer(path, (Score(what, "typed", 0.8), *others), verdict)


def tree(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything that changing, replacing, linking or renaming anything below `folder` would change."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        status = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        facts = (status.st_mode, status.st_ino, status.st_nlink, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        found[str(path.relative_to(folder))] = (digest, *facts)
    return found
