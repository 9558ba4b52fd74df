"""The fitted balance: what its maths finds on made scores, and what micro-runs do on a small backbone."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmrl_engine import Classifier, train
from mmrl_engine.adapter_config import AnswerSource, Balance
from mmrl_engine.balance import fit_balance, held_scores, micro_runs
from mmrl_engine.balance_fit import HeldScores, balanced_loss, fit_offset, fit_tau0, fitted_balance, lists
from mmrl_engine.stems import StemStore
from mmrl_engine.types import Example, Progress, TrainConfig
from tests.engine import small

NAMES = {"red": 3, "green": 3, "blue": 3, "gold": 3}


def made_scores(push: float, *, pictures: int = 200, names: int = 8, trained: int = 4, seed: int = 0) -> HeldScores:
    """Random scores in which each picture's own name stands out, and trained names are pushed up."""
    draw = np.random.default_rng(seed)
    truth = np.arange(pictures) % names
    plain = draw.normal(0, 1, (pictures, names))
    plain[np.arange(pictures), truth] += 3
    cls = plain.copy()
    cls[:, :trained] += push
    return HeldScores(cls, plain, trained, truth)


@pytest.mark.parametrize("push", [-3.0, 0.0, 4.0])
def test_what_was_pushed_up_is_taken_down_again(push: float) -> None:
    a, _ = fit_offset([*lists(made_scores(push), 0)])
    at_rest, _ = fit_offset([*lists(made_scores(0.0), 0)])
    assert a - at_rest == pytest.approx(push, abs=1e-6)


def test_no_other_offset_has_a_smaller_loss() -> None:
    odds = [*lists(made_scores(2.0, pictures=4000), 0)]
    a, c = fit_offset(odds)

    def loss(at: float, slope: float) -> float:
        return float(np.mean([balanced_loss(item, at - slope * item.length) for item in odds]))

    found = loss(a, c)
    for da, dc in itertools.product((-0.2, 0.0, 0.2), repeat=2):
        assert loss(a + da, c + dc) >= found - 1e-6


def test_longer_lists_of_typed_names_need_a_smaller_balance() -> None:
    balance = fitted_balance([made_scores(2.0)], 4, 0)
    assert balance.c > 0
    assert balance.rule == "fitted"
    assert balance.weight == pytest.approx(200 / 232)


def test_a_balance_is_fitted_for_the_temperature_that_it_is_used_at() -> None:
    """Shares are those of (l_c - g) / tau."""
    held = [made_scores(4.0, pictures=2000, seed=seed) for seed in range(3)]

    def loss(temperature: float) -> float:
        made = fitted_balance(held, 4, 0, temperature=temperature)
        losses = []
        for one in held:
            for odds in lists(replace(one, cls=one.cls / 5), 0):
                typed = 4 * np.exp(odds.length)
                losses.append(balanced_loss(odds, (made.g1 - made.c * np.log(typed)) / 5))
        return float(np.mean(losses))

    assert loss(5.0) < loss(1.0) - 1e-4


def test_few_pictures_leave_it_near_what_the_backbone_starts_from() -> None:
    few, many = (made_scores(5.0, pictures=count, names=4, trained=2) for count in (8, 400))
    gates = [fitted_balance([held], 2, 0) for held in (few, many)]
    assert gates[0].weight < 0.25 < 0.9 < gates[1].weight
    shrunk = [fitted_balance([held], 2, 0, "none") for held in (few, many)]
    assert [item.weight for item in shrunk] == [1.0, 1.0]
    assert shrunk[0].g1 == pytest.approx(gates[0].weight * gates[0].g1)
    assert shrunk[0].g1 < shrunk[1].g1 / 2


def test_a_sharp_gate_gets_a_higher_temperature() -> None:
    mild = made_scores(0.0)
    noise = np.random.default_rng(1).normal(0, 3, mild.plain.shape)
    sharp = replace(mild, plain=4 * (mild.plain + noise))
    assert fit_tau0([mild], 0) < 2 < fit_tau0([sharp], 0)


def test_no_micro_run_is_asked_about_what_it_has_seen() -> None:
    labels = [label for label in range(5) for _ in range(4)]
    hashes = [f"{place}" for place in range(20)]
    hashes[1] = hashes[0]  # a copy
    runs = micro_runs(labels, hashes, seed=3)
    assert len(runs) == 4
    for run in runs:
        assert not {hashes[place] for place in run.learned} & {hashes[place] for place in run.asked}
        assert {labels[place] for place in run.learned} == set(run.trained)
        assert {labels[place] for place in run.asked} == {*run.trained, *run.typed}
    for role in ("trained", "typed"):  # every class is trained in one half of the runs, and typed in the other
        assert sorted(label for run in runs for label in getattr(run, role)) == sorted([*range(5)] * 2)
    assert runs == micro_runs(labels, hashes, seed=3)


@pytest.mark.parametrize(
    ("labels", "hashes"),
    [([0, 0, 1, 1, 2], "abcde"), ([0, 0, 1, 1, 2, 2], "aabbcc"), ([], "")],
    ids=["two classes", "copies", "nothing"],
)
def test_too_few_pictures_cannot_be_halved(labels: Sequence[int], hashes: str) -> None:
    assert micro_runs(labels, [*hashes], 0) == []


def run(examples: Sequence[Example], config: TrainConfig) -> tuple[Balance, list[Progress]]:
    steps, told = fit_balance(examples, small.backbone(), config), list[Progress]()
    while True:
        try:
            told.append(next(steps))
        except StopIteration as stop:
            return stop.value, told


def test_the_small_backbone_gets_a_balance_the_same_each_time(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path, NAMES)
    found, told = run(examples, small.QUICK)
    assert found.rule == "fitted"
    assert 0 < found.weight < 1
    assert found == run(examples, small.QUICK)[0]
    counts = [item.done for item in told if item.stage == "balance"]
    assert counts == sorted(counts)
    assert 0 < counts[-1] <= told[-1].total
    assert not any(item.notices for item in told)


def test_it_takes_fewer_steps_than_half_the_training(tmp_path: Path) -> None:
    config = replace(small.QUICK, epochs=40)
    examples = small.write_pictures(tmp_path, NAMES)
    _, told = run(examples, config)
    pictures = 2 * told[-1].total  # two a small step, at most
    assert pictures <= 40 * len(examples) / 2


def test_a_wish_for_another_balance_and_too_few_pictures_leave_it(tmp_path: Path) -> None:
    examples = small.write_pictures(tmp_path / "many", NAMES)
    assert run(examples, replace(small.QUICK, balance="none")) == (Balance("none"), [])
    few = small.write_pictures(tmp_path / "few", {"red": 2, "green": 2, "blue": 1})
    assert run(few, small.QUICK)[0] == Balance(small.backbone().balance)


def test_stopping_leaves_no_stems_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[StemStore] = []
    monkeypatch.setattr(StemStore, "close", lambda store: closed.append(store))
    examples = small.write_pictures(tmp_path, NAMES)
    for stage in ("prepare", "balance"):
        steps = held_scores(examples, small.backbone(), small.QUICK)
        assert any(item.stage == stage for item in steps)  # as far as that, and no further
        steps.close()
    assert len(closed) == 2


@pytest.mark.parametrize("source", ["words", "instant"])
def test_a_balance_of_what_was_learned_is_not_put_on_other_answers(tmp_path: Path, source: AnswerSource) -> None:
    examples = small.write_pictures(tmp_path, NAMES)
    adapter = train(examples, small.backbone(), small.QUICK)
    found = []
    for balance in (Balance("none"), Balance("fitted", g1=9.0, c=1.0, weight=0.9)):
        config = replace(adapter.config, answers=source, balance=balance)
        classifier = Classifier(replace(adapter, config=config), small.backbone())
        features = classifier.encode_pictures(np.zeros((1, 3, 32, 32), np.float32), plain=True)
        found.append(classifier.probabilities(features, ["something typed"]))
    assert found[0].tolist() == found[1].tolist()
