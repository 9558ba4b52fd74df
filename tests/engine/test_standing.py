"""What a training tells of its own pictures while it goes, and an adapter of what it has learned so far."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mmrl_engine import Adapter, Example, fit
from mmrl_engine.types import Progress
from tests.engine import small

ROUNDS = 4
CONFIG = replace(small.QUICK, epochs=ROUNDS)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("given"), {"red": 3, "green": 3})


def run(examples: list[Example], checkpoint: Path, *, stop_at: int | None = None, enough: bool = False) -> Adapter:
    """Trains until so many small steps are done."""
    steps = fit(examples, small.backbone(), replace(CONFIG, micro_batch=1), checkpoint=checkpoint, enough=enough)
    while True:
        try:
            at = next(steps)
        except StopIteration as end:
            made: Adapter = end.value
            return made
        if stop_at is not None and at.stage == "train" and at.done >= stop_at:
            steps.close()
            raise InterruptedError


def test_each_step_of_learning_tells_how_much_is_right(examples: list[Example]) -> None:
    told = [at for at in fit(examples, small.backbone(), CONFIG) if at.stage == "train"]
    standings = [at.standing for at in told if at.standing is not None]
    assert [at.standing for at in told[: len(standings)]] == standings
    assert {(at.done, at.total, at.loss) for at in told[len(standings) :]} == {(told[0].total, told[0].total, None)}
    assert {(item.rounds, item.words) for item in standings} == {(ROUNDS, standings[0].words)}
    assert standings[0].right is None
    last = standings[-1].right
    assert last is not None
    assert last * len(examples) == pytest.approx(round(last * len(examples)))


def test_only_learning_has_a_standing(examples: list[Example]) -> None:
    before: list[Progress] = [at for at in fit(examples, small.backbone(), CONFIG) if at.stage != "train"]
    assert before
    assert all(at.standing is None for at in before)


def test_what_a_checkpoint_has_learned_can_be_enough(examples: list[Example], tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.checkpoint"
    half = len(examples) * ROUNDS // 2
    with pytest.raises(InterruptedError):
        run(examples, checkpoint, stop_at=half + 1)
    short = run(examples, checkpoint, enough=True)
    whole = run(examples, checkpoint)
    assert 0 < int(str(short.metrics["steps"])) < int(str(whole.metrics["steps"]))
    assert short.tensors.keys() == whole.tensors.keys()
    assert any((short.tensors[name] != whole.tensors[name]).any() for name in whole.tensors)


def test_without_a_checkpoint_nothing_is_enough(examples: list[Example], tmp_path: Path) -> None:
    made = run(examples, tmp_path / "run.checkpoint", enough=True)
    assert made.metrics["steps"] == ROUNDS * -(-len(examples) // 4)
