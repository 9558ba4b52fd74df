"""Cross-validation through its public edge."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mmrl_engine import Evaluation, Example, Progress, evaluate
from mmrl_engine.errors import InputError
from tests.engine import small


def finish(examples: list[Example], folds: int | None = None) -> tuple[list[Progress], Evaluation]:
    config = replace(small.QUICK, epochs=40, learning_rate=5e-3)
    steps, seen = evaluate(examples, small.backbone(), config, folds), []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as stop:
            return seen, stop.value


def test_each_picture_is_answered_once_by_a_model_that_never_saw_it(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 4, "green": 3, "blue": 3})
    copy = tmp_path / "red" / "copy.png"
    shutil.copyfile(examples[0].path, copy)
    unreadable = tmp_path / "bad.png"
    unreadable.write_bytes(b"")
    seen, found = finish([*examples, Example(copy, "red"), Example(unreadable, "red")])
    assert sorted(item.path for item in found.pictures) == sorted([*(item.path for item in examples), copy])
    assert found.folds == 3, "as many as the smallest class has pictures"
    fold_of = {item.path: item.fold for item in found.pictures}
    assert fold_of[copy] == fold_of[examples[0].path], "copies stay in one fold"
    assert found.accuracy.value > 0.8
    assert found.words_accuracy.total == found.accuracy.total == 11
    assert found.confusion.counts.sum() == 11
    assert {name: item.total for name, item in found.per_class().items()} == {"blue": 3, "green": 3, "red": 5}
    assert [item.code for progress in seen for item in progress.notices] == ["picture-left-out"]
    assert {progress.part for progress in seen if progress.stage == "train"} == {0, 1, 2}
    scored = [progress.done for progress in seen if progress.stage == "evaluate"]
    assert scored == list(range(1, 12))


def test_what_cannot_be_checked_is_refused(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, {"red": 3, "green": 1})
    for given, code in ((examples[:3], "check-one-class"), (examples, "check-too-few-pictures")):
        with pytest.raises(InputError) as error:
            finish(given)
        assert [item.code for item in error.value.notices] == [code]
