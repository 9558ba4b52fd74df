"""Limits from pictures of something else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmrl_engine import Adapter, Classifier, Example, TrainConfig, fit_others, train
from mmrl_engine.rejection import PICTURE_SCORES
from mmrl_engine.types import Progress
from mmrl_engine.verdicts import SURE_SHARE
from tests.engine import small


def finish(adapter: Adapter, examples: Sequence[Example], others: Sequence[Path]) -> tuple[Adapter, list[Progress]]:
    steps, seen = fit_others(adapter, examples, others, small.backbone()), []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return end.value, seen


def noise(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    draw, paths = np.random.default_rng(3), [folder / f"{number}.png" for number in range(count)]
    for path in paths:
        Image.fromarray(draw.integers(0, 256, (40, 40, 3), np.uint8)).save(path)
    return paths


@pytest.mark.parametrize("counts", [{"red": 4, "green": 4, "blue": 4}, {"red": 5}])
def test_others_are_turned_away_and_own_pictures_are_not(tmp_path: Path, counts: dict[str, int]) -> None:
    """Of several classes, and of one alone."""
    examples = small.write_pictures(tmp_path / "own", counts)
    adapter, others = train(examples, small.backbone(), small.QUICK), noise(tmp_path / "others", 8)
    made, seen = finish(adapter, examples, others)
    assert sorted({item.done for item in seen}) == list(range(1, len(examples) + 9))
    assert made.config.reject != adapter.config.reject
    classifier = Classifier(Adapter.from_bytes(made.to_bytes()), small.backbone())
    strange = [answer.verdict for answer in classifier.classify(others)]
    own = [answer.verdict for answer in classifier.classify([item.path for item in examples])]
    assert strange.count("none") >= 7
    assert own.count("none") <= 1


def test_what_cannot_be_told_apart_changes_nothing(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path / "own", {"red": 3, "green": 3})
    adapter = train(examples, small.backbone(), small.QUICK)
    (tmp_path / "broken.png").write_text("no picture")
    made, seen = finish(adapter, examples, [tmp_path / "broken.png"])
    assert made.config == adapter.config
    assert [item.code for progress in seen for item in progress.notices] == ["picture-left-out"]
    assert {rule.score for rule in made.config.reject} == {"likeness", "plain-cosine", "sure-likeness"}


def test_where_sure_begins_stays(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path / "own", {"red": 4, "green": 4})
    adapter = train(examples, small.backbone(), TrainConfig(variant="none"))
    (line,) = (rule for rule in adapter.config.reject if rule.score == SURE_SHARE)
    made, _ = finish(adapter, examples, noise(tmp_path / "others", 8))
    assert made.config.reject != adapter.config.reject
    assert made.config.reject[-1] == line


def test_copies_of_own_pictures_change_no_limit(tmp_path: Path) -> None:
    """A copy that stays behind would make its picture look more like the others than it is."""
    examples, others = small.write_pictures(tmp_path / "own", {"red": 2, "green": 2}), noise(tmp_path / "others", 8)
    adapter = train(examples, small.backbone(), TrainConfig(variant="none"))
    alone, _ = finish(adapter, examples, others)
    often, _ = finish(adapter, [*examples] * 3, others)
    assert alone.config.reject != adapter.config.reject
    one, other = ({rule.score: rule.limit for rule in made.config.reject} for made in (alone, often))
    assert one.keys() == other.keys()
    for score in one.keys() & PICTURE_SCORES:
        assert other[score] == pytest.approx(one[score], abs=1e-3)
