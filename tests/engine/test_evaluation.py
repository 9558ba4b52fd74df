"""Cross-validation through its public edge."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from mmrl_engine import Evaluation, Example, Progress, TrainConfig, evaluate
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.evaluation.results import Judged, best_source
from tests.engine import small


def finish(
    examples: list[Example], folds: int | None = None, *, groups: Sequence[str] | None = None, quick: bool = False
) -> tuple[list[Progress], Evaluation]:
    config = replace(small.QUICK, epochs=40, learning_rate=5e-3)
    steps, seen = evaluate(examples, small.backbone(), config, folds, groups=groups, quick=quick), []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as stop:
            return seen, stop.value


def codes(seen: list[Progress]) -> list[str]:
    return [item.code for progress in seen for item in progress.notices]


@dataclass(frozen=True)
class Whole:
    """A check of twelve pictures in three classes, and of a copy and of a file that is no picture."""

    paths: list[Path]
    copy: Path
    seen: list[Progress]
    found: Evaluation


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    examples = small.write_pictures(folder, {"red": 4, "green": 4, "blue": 4})
    copy = folder / "red" / "copy.png"
    shutil.copyfile(examples[0].path, copy)
    unreadable = folder / "bad.png"
    unreadable.write_bytes(b"")
    seen, found = finish([*examples, Example(copy, "red"), Example(unreadable, "red")])
    return Whole([item.path for item in examples], copy, seen, found)


def test_each_picture_is_answered_once_by_a_model_that_never_saw_it(whole: Whole) -> None:
    found = whole.found
    assert sorted(item.path for item in found.pictures) == sorted([*whole.paths, whole.copy])
    assert found.folds == 4
    fold_of = {item.path: item.fold for item in found.pictures}
    assert fold_of[whole.copy] == fold_of[whole.paths[0]], "copies stay in one fold"
    assert found.accuracy.value > 0.8
    assert found.accuracy_of("words").total == found.accuracy_of("instant").total == found.accuracy.total == 13
    assert found.confusion.counts.sum() == 13
    assert {name: item.total for name, item in found.per_class().items()} == {"blue": 4, "green": 4, "red": 5}
    assert codes(whole.seen) == ["picture-left-out"]
    assert {progress.part for progress in whole.seen if progress.stage == "train"} == {0, 1, 2, 3}
    scored = [progress.done for progress in whole.seen if progress.stage == "evaluate"]
    assert sorted(set(scored)) == list(range(1, 14))
    assert scored == sorted(scored)


def test_all_sources_are_judged_on_the_same_pictures_and_calibrated(whole: Whole) -> None:
    found = whole.found
    right = {source: found.accuracy_of(source).right for source in found.sources}
    assert list(right) == ["words", "instant", "mmrl"]
    assert found.best == best_source(right)
    assert found.calibration is not None
    assert found.calibration == found.calibrations[found.best]
    assert not found.calibration.rough
    assert "plain-cosine" in {item.score for item in found.calibration.reject}
    for item in found.pictures:
        assert item.share is not None
        assert item.second_share is not None
        assert 1.0 + 1e-9 >= item.share >= item.second_share >= 0.0
        assert item.second in found.names
        assert item.second != item.answer
        assert {"plain-cosine", "adapted-cosine"} <= item.fit.keys()


def test_more_pictures_are_told_by_the_quick_answer(whole: Whole) -> None:
    curve = whole.found.curve
    assert curve is not None
    assert not curve.even
    assert [point.shots for point in curve.points] == [1.0, 2.0, pytest.approx(13 / 3)]
    assert curve.points[-1].share == pytest.approx(whole.found.accuracy_of("instant").value)


def test_few_pictures_are_each_left_out_once(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 3, "green": 2})
    _, found = finish(examples, quick=True)
    assert found.folds == 5
    assert sorted(item.fold for item in found.pictures) == [0, 1, 2, 3, 4]


def test_where_nothing_is_trained_nothing_trained_is_tested(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 4, "green": 4})
    steps = evaluate(examples, small.backbone(), TrainConfig(variant="none"))
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found = stop.value
            break
    assert found.sources == ("words", "instant")
    assert found.accuracy == found.accuracy_of("instant")


def test_a_quick_check_trains_nothing(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 5, "green": 5})
    seen, found = finish(examples, quick=True)
    assert not [progress for progress in seen if progress.stage == "train"]
    assert found.sources == ("words", "instant")
    assert found.accuracy == found.accuracy_of("instant")
    assert found.accuracy_of("mmrl").total == 0
    assert found.accuracy.value > 0.8, "colours tell them apart, whatever the words are"


def test_pictures_of_a_group_are_held_out_together(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 6, "green": 6})
    groups = [f"{number // 2}" for number in range(12)]
    seen, found = finish(examples, groups=groups, quick=True)
    fold_of = {item.path: item.fold for item in found.pictures}
    for first, second in zip(examples[::2], examples[1::2], strict=True):
        assert fold_of[first.path] == fold_of[second.path]
    assert found.folds == 6, "three different ones of each class"
    assert codes(seen) == []


def test_a_class_of_one_group_is_tested_all_the_same_and_that_is_told(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 4, "green": 6})
    groups = ["burst"] * 4 + ["a", "a", "b", "b", "c", "c"]
    seen, found = finish(examples, groups=groups, quick=True)
    assert codes(seen) == ["check-alike"]
    (told,) = [item for progress in seen for item in progress.notices]
    assert told.params["names"] == ["red"]
    fold_of = {item.path: item.fold for item in found.pictures}
    assert len({fold_of[item.path] for item in examples[:4]}) > 1
    assert fold_of[examples[4].path] == fold_of[examples[5].path]


def test_what_cannot_be_checked_is_refused(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 3, "green": 1})
    for given, code in ((examples[:3], "check-one-class"), (examples, "check-too-few-pictures")):
        with pytest.raises(InputError) as error:
            finish(given)
        assert [item.code for item in error.value.notices] == [code]


@pytest.mark.parametrize(
    ("right", "best"),
    [
        ({"words": 29, "instant": 33, "mmrl": 36}, "mmrl"),
        ({"words": 29, "instant": 36, "mmrl": 36}, "instant"),
        ({"words": 36, "instant": 36, "mmrl": 36}, "instant"),
        ({"words": 36, "instant": 35, "mmrl": 36}, "words"),
        ({"words": 30, "instant": 29, "mmrl": 30}, "words"),
        ({"words": 30, "mmrl": 31}, "mmrl"),
    ],
)
def test_what_was_learned_has_to_beat_what_is_simpler(right: dict[AnswerSource, int], best: AnswerSource) -> None:
    assert best_source(right) == best


def test_an_evaluation_of_before_the_instant_classifier_still_counts() -> None:
    pictures = (Judged(Path("a"), "cat", "cat", "dog", 0), Judged(Path("b"), "dog", "dog", "dog", 1))
    found = Evaluation(("cat", "dog"), 2, pictures)
    assert (found.best, found.calibration, found.curve) == ("mmrl", None, None)
    assert found.accuracy_of("instant") == Accuracy(0, 0)


def test_an_evaluation_goes_through_the_pipe_without_torch(tmp_path: Path) -> None:
    _, found = finish(small.write_pictures(tmp_path, {"red": 4, "green": 4}), quick=True)
    path = tmp_path / "found"
    path.write_bytes(pickle.dumps(found))
    code = "import pickle, sys; found = pickle.load(open(sys.argv[1], 'rb')); print(found.best, 'torch' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True).stdout
    assert told.split() == [found.best, "False"]
