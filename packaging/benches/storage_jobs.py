"""The compute process: how soon it begins, answers and stops. The demo backbone with the sample's pictures."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.compute.runner import ComputeRunner
from app.services.jobs import (
    LAST,
    BackboneSource,
    Cancelled,
    ClassifyJob,
    Event,
    Finished,
    Job,
    JobPicture,
    Moved,
    NamesJob,
    Part,
    Started,
    TrainJob,
)
from benches.storage_child import count_starts, counted_child
from mmrl_engine.types import TrainConfig

SAMPLES = Path(__file__).resolve().parent.parent.parent / "resources" / "samples"
SOURCE = BackboneSource()
TYPED = ("owl", "snail", "penguin")
CONFIG = TrainConfig(views=4)
SHORT = TrainConfig(views=1, epochs=1, balance="none")
_DEADLINE = 120.0  # seconds; only a hang takes so long


@dataclass(frozen=True)
class JobTimes:
    """Seconds, each list sorted.

    Attributes:
        cold: from sending names to the first job's `Started`, no child being there. warm: the same with an idle child.
        names: to the names' features, with an idle child.
        overtaking: from sending one picture to its answer while a training runs; alone: while none does.
    """

    cold: list[float]
    warm: list[float]
    names: list[float]
    alone: list[float]
    overtaking: list[float]


@dataclass
class Cancels:
    """Seconds from `cancel` to `Cancelled`.

    Attributes:
        within: seconds after the start of a training in which all of them were cancelled.
        stages: how often a training was cancelled in each stage.
        restarts: children that had to be killed for it, and were started again.
    """

    within: float
    seconds: list[float] = field(default_factory=list)
    stages: dict[str, int] = field(default_factory=dict)
    restarts: int = 0


class Ear:
    """Hears a job's events, and when each came."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, Event]] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.heard.append((time.perf_counter(), event))
            self._changed.notify_all()

    def wait(self, wanted: Callable[[Event], bool]) -> float:
        """The time at which the first such event came; RuntimeError if the job ends without one."""
        with self._changed:
            self._changed.wait_for(
                lambda: any(wanted(event) or isinstance(event, LAST) for _, event in self.heard), _DEADLINE
            )
            for moment, event in self.heard:
                if wanted(event):
                    return moment
            raise RuntimeError(f"not told: {self.heard[-1:]}")


class JobBench:
    """Everything is kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        paths = sorted((SAMPLES / "train").glob("*/*.png"))
        self._pictures = tuple(map(JobPicture, paths))
        self._labels = tuple(path.parent.name for path in paths)
        self._runs = 0

    def train_short(self) -> Path:
        """The file of an adapter, of no great worth."""
        job = self._training(SHORT)
        with self._runner() as runner:
            _ended(runner, job)
        return job.result

    def measure(self, *, colds: int, repeats: int) -> JobTimes:
        """How soon jobs begin and answer."""
        names = NamesJob(SOURCE, TYPED)
        picture = self._pictures[:1]  # without a hash, so that its features are not kept
        answer = ClassifyJob(SOURCE, picture, typed=TYPED)
        cold = []
        for _ in range(colds):
            with self._runner() as runner:
                cold.append(_until(runner, names, _is_start))
        with self._runner() as runner:
            _ended(runner, names)
            _ended(runner, answer)
            warm = [_until(runner, names, _is_start) for _ in range(repeats)]
            made = [_until(runner, names, _is_finish) for _ in range(repeats)]
            alone = [_until(runner, answer, _is_answer) for _ in range(repeats)]
            overtaking = self._overtaking(runner, answer, repeats)
        return JobTimes(sorted(cold), sorted(warm), sorted(made), sorted(alone), sorted(overtaking))

    def cancel(self, count: int, seed: int = 0) -> Cancels:
        """Cancels `count` trainings, each at a random moment: half of these lie before its first step."""
        draw = random.Random(seed)
        with self._runner() as runner:
            found = Cancels(within=2 * self._until_learning(runner))
            before = count_starts(self._stems)
            for _ in range(count):
                self._cancel(runner, found, draw.uniform(0, found.within))
        found.restarts = count_starts(self._stems) - before
        found.seconds.sort()
        return found

    def _cancel(self, runner: ComputeRunner, found: Cancels, after: float) -> None:
        ear = Ear()
        job = runner.submit(self._training(CONFIG), ear)
        ear.wait(_is_start)  # where the last cancel took its child with it, the next one is there by now
        time.sleep(after)
        moved = [event for _, event in ear.heard if isinstance(event, Moved)]
        stage = moved[-1].stage if moved else "start"
        found.stages[stage] = found.stages.get(stage, 0) + 1
        begin = time.perf_counter()
        runner.cancel(job)
        found.seconds.append(ear.wait(lambda event: isinstance(event, Cancelled)) - begin)

    def _until_learning(self, runner: ComputeRunner) -> float:
        """Seconds from the start of a training to its first step, the backbone being loaded."""
        _ended(runner, NamesJob(SOURCE, TYPED))
        ear = Ear()
        job = runner.submit(self._training(CONFIG), ear)
        begin = ear.wait(_is_start)
        learning = ear.wait(_is_step)
        runner.cancel(job)
        ear.wait(lambda event: isinstance(event, Cancelled))
        return learning - begin

    def _overtaking(self, runner: ComputeRunner, answer: ClassifyJob, repeats: int) -> list[float]:
        ear, draw = Ear(), random.Random(0)
        training = runner.submit(self._training(TrainConfig(views=4, epochs=1000)), ear)
        ear.wait(_is_step)
        found = []
        for _ in range(repeats):
            time.sleep(draw.uniform(0, 0.2))  # at any moment of a step
            found.append(_until(runner, answer, _is_answer))
        runner.cancel(training)
        ear.wait(lambda event: isinstance(event, Cancelled))
        return found

    def _training(self, config: TrainConfig) -> TrainJob:
        self._runs += 1
        checkpoint, result = (self._folder / f"{self._runs}.{ending}" for ending in ("checkpoint", "mmrl.safetensors"))
        return TrainJob(SOURCE, self._pictures, self._labels, config, checkpoint, result)

    @property
    def _stems(self) -> Path:
        return self._folder / "stems"

    @contextmanager
    def _runner(self) -> Iterator[ComputeRunner]:
        self._folder.mkdir(exist_ok=True)
        with ComputeRunner(features=self._folder / "features", stems=self._stems, child_main=counted_child) as runner:
            yield runner


def _until(runner: ComputeRunner, job: Job, wanted: Callable[[Event], bool]) -> float:
    """Seconds from sending `job` to such an event of it; the job has ended by then."""
    ear = Ear()
    begin = time.perf_counter()
    runner.submit(job, ear)
    moment = ear.wait(wanted)
    ear.wait(_is_finish)
    return moment - begin


def _ended(runner: ComputeRunner, job: Job) -> None:
    _until(runner, job, _is_finish)


def _is_start(event: Event) -> bool:
    return isinstance(event, Started)


def _is_finish(event: Event) -> bool:
    return isinstance(event, Finished)


def _is_answer(event: Event) -> bool:
    return isinstance(event, Part)


def _is_step(event: Event) -> bool:
    return isinstance(event, Moved) and event.stage == "train"
