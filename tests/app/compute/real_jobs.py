"""A small backbone and pictures in files, jobs over them, and the same work done by the engine in this process."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.compute.process import ChildMain
from app.compute.runner import ComputeRunner
from app.services.jobs import (
    BackboneSource,
    BalanceJob,
    ClassifyJob,
    EvaluateJob,
    FeaturesJob,
    JobPicture,
    NamesJob,
    TrainJob,
)
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.load import load_backbone
from mmrl_engine.types import Answer, Example, TrainConfig
from tests.app.compute.children import noted_child, quick_context
from tests.engine import small


@dataclass(frozen=True)
class Scene:
    """Everything that a test of the real child needs, in one folder."""

    folder: Path
    source: BackboneSource
    examples: tuple[Example, ...]

    @property
    def pictures(self) -> tuple[JobPicture, ...]:
        return tuple(JobPicture(item.path, sha256(item.path.read_bytes()).hexdigest()) for item in self.examples)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(item.label for item in self.examples)

    @property
    def checkpoint(self) -> Path:
        return self.folder / "run.checkpoint"

    @property
    def result(self) -> Path:
        return self.folder / "result.mmrl.safetensors"

    def backbone(self) -> Backbone:
        return load_backbone(self.source.source, device="cpu")

    def runner(self, child_main: ChildMain = noted_child, *, spawned: bool = False) -> ComputeRunner:
        """With one thread for torch, as these tests have in their own process: equal threads give equal numbers."""
        return ComputeRunner(
            features=self.folder / "caches" / "features",
            stems=self.folder / "caches" / "stems",
            threads=1,
            child_main=child_main,
            context=None if spawned else quick_context(),
        )

    @property
    def caches(self) -> Path:
        """Where a child notes its number."""
        return self.folder / "caches"

    def train(self, config: TrainConfig = small.QUICK) -> TrainJob:
        return TrainJob(self.source, self.pictures, self.labels, config, self.checkpoint, self.result)

    def classify(self, **changed: object) -> ClassifyJob:
        return ClassifyJob(self.source, self.pictures, self.result, **changed)  # type: ignore[arg-type]

    def names(self, *names: str, adapter: bool = True) -> NamesJob:
        return NamesJob(self.source, names, self.result if adapter else None)

    def features(self, *, adapter: bool = True) -> FeaturesJob:
        return FeaturesJob(self.source, self.pictures, self.result if adapter else None)

    def evaluate(self, config: TrainConfig = small.QUICK) -> EvaluateJob:
        return EvaluateJob(self.source, self.pictures, self.labels, config, folds=2)

    def balance(self, config: TrainConfig = small.QUICK) -> BalanceJob:
        return BalanceJob(self.source, self.pictures, self.labels, config)


def make_scene(folder: Path) -> Scene:
    content = small.config()
    weights = small.write_folder(folder / "backbone", content, small.state_of(small.random_model(content)))
    examples = small.write_pictures(folder / "pictures", {"red": 3, "green": 3, "blue": 2})
    return Scene(folder, BackboneSource(str(weights), device="cpu"), tuple(examples))


def table(answers: list[Answer]) -> list[dict[str, float]]:
    return [{score.name: score.probability for score in answer.scores} for answer in answers]
