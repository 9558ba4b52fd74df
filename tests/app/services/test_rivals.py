"""Names that compete: near synonyms are told, what is merely alike is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.services.adapters import Adapters
from app.services.classification import Classification
from app.services.jobs import Finished, NamesJob, NameVectors, Vectors
from app.services.rivals import KIND_WORDS, rivals
from app.storage.storage import Storage
from mmrl_engine import Classifier, load_backbone
from mmrl_engine.errors import EngineError
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner


def unit(*degrees: float) -> Vectors:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def kinds(apart: float) -> Vectors:
    """As if each pair of things that are alike were so many degrees apart."""
    return unit(*(30.0 * (place // 2) + apart * (place % 2) for place in range(len(KIND_WORDS))))


def test_only_what_is_nearer_than_things_that_are_alike_competes() -> None:
    assert rivals(unit(0, 5, 14, 60), kinds(10), [0, 1, 2, 3]) == [(0, 1), (1, 2)]


def test_pairs_without_a_name_of_interest_are_left_out() -> None:
    assert rivals(unit(0, 5, 8), kinds(10), [2]) == [(2, 1), (2, 0)]
    assert rivals(unit(0, 5, 8), kinds(10), []) == []


def test_a_name_without_features_competes_with_none() -> None:
    vectors = unit(0, 1)
    vectors[1] = 0
    assert rivals(vectors, kinds(10), [0, 1]) == []


class Texts(ScriptedRunner):
    """Answers jobs about names at once, by the demo backbone."""

    def __init__(self) -> None:
        super().__init__()
        self._classifier = Classifier(None, load_backbone("demo", device="cpu"))

    def submit(self, job: object, listener: object) -> str:
        job_id = super().submit(job, listener)  # type: ignore[arg-type]
        assert isinstance(job, NamesJob)
        plain = self._classifier.encode_names(job.names).plain.numpy()
        self.tell(Finished(NameVectors(plain, plain)), job_id)
        return job_id


def classification(storage: Storage) -> Classification:
    runner = Texts()
    return Classification(storage, Adapters(storage, runner), runner)


def test_near_synonyms_of_classes_and_of_each_other_are_told(storage: Storage, tmp_path: Path) -> None:
    project = filled_project(storage, tmp_path, {"dog": 1, "cat": 1, "car": 1})
    found = classification(storage).rivals(project_id=project, typed=["puppy", "bus", "sofa", "couch"])
    assert {(item.code, item.params["name"], item.params["other"]) for item in found} == {
        ("typed-competes", "puppy", "dog"),
        ("typed-competes", "sofa", "couch"),
    }
    assert "puppy" in str(found[0]) or "puppy" in str(found[1])


def test_classes_alone_are_not_told_of(storage: Storage, tmp_path: Path) -> None:
    project = filled_project(storage, tmp_path, {"dog": 1, "puppy": 1})
    assert classification(storage).rivals(project_id=project, typed=[]) == ()
    with pytest.raises(EngineError):
        classification(storage).rivals(project_id=project, typed=["dog"])
