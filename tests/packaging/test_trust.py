"""The bench `trust` divides lists as the program does, and goes on where it was cut off."""

from __future__ import annotations

from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest
import torch

from benches.trust import main
from benches.trust_rules import Fits, Listed, judge, rules, told_the_list
from mmrl_engine.adapter_config import Balance
from mmrl_engine.balance_fit import HALF_TRUSTED
from mmrl_engine.fusion import Scores, log_probabilities
from tests.engine import small
from tests.engine.test_inference import BASE

FITS = Fits(a=1.5, c=0.7, fixed=1.2, tau0=2.0, pictures=int(HALF_TRUSTED))


def made_list(trained: int = 3, typed: int = 4, pictures: int = 40) -> Listed:
    draw = np.random.default_rng(5)
    cls, plain = (draw.normal(0, 3, (pictures, trained + typed)) for _ in range(2))
    rep = draw.normal(0, 3, (pictures, trained))
    return Listed(cls, rep, plain, draw.integers(0, trained + typed, pictures), trained, 0.7)


@pytest.mark.parametrize(
    ("rule", "balance"),
    [
        ("none", Balance("none")),
        ("gate", Balance("gate")),
        ("g(|N|)", Balance("fitted", 1.5 + 0.7 * log(3), 0.7, weight=1.0)),
        ("mean with gate, k=32", Balance("fitted", 1.5 + 0.7 * log(3), 0.7, weight=0.5, tau0=2.0**0.5)),
        ("g shrunk, k=32", Balance("fitted", (1.5 + 0.7 * log(3)) / 2, 0.35, weight=1.0)),
    ],
)
def test_a_rule_divides_the_list_as_an_adapter_with_that_balance(rule: str, balance: Balance) -> None:
    listed = made_list()
    at, d = rules(listed, FITS)[rule]
    scores = Scores(*(torch.from_numpy(item) for item in (listed.cls, listed.rep, listed.plain)))
    table = log_probabilities(scores, 3, replace(BASE, alpha=0.7, balance=balance)).numpy()
    own, true = listed.is_trained, table[np.arange(40), listed.truth]
    judged = judge(at, d)
    assert judged.loss == pytest.approx(-(true[own].mean() + true[~own].mean()) / 2)
    right = table.argmax(1) == listed.truth
    assert (judged.trained, judged.typed) == (right[own].sum(), right[~own].sum())


def test_who_is_told_the_list_is_never_worse() -> None:
    listed = made_list()
    told = told_the_list(listed)
    for at, d in rules(listed, FITS).values():
        judged = judge(at, d)
        assert judged.area <= told.trained / told.trained_total + 1e-9
    assert told.trained >= judge(*rules(listed, FITS)["none"]).trained


def test_a_folder_of_classes_is_worked_and_not_worked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benches.trust.SPLITS", 1)
    monkeypatch.setattr("benches.trust.SEEDS", 0)  # the untouched CLIP alone
    small.write_pictures(tmp_path / "own", {"red": 4, "green": 4, "blue": 4, "gold": 4})
    call = ["--pictures", str(tmp_path / "own"), "--work", str(tmp_path / "work"), "--jobs", "1"]
    assert main([*call, "--results", str(tmp_path / "results.jsonl")]) == 0
    first = capsys.readouterr().out
    assert "GDA" in first
    assert main([*call, "--minutes", "0"]) == 0
    assert capsys.readouterr().out == first
    (line,) = (tmp_path / "results.jsonl").read_text().splitlines()
    assert str(tmp_path) not in line


def test_another_backbone_and_strangers_of_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for real weights and pictures; with one picture a class there is no likeness."""
    monkeypatch.setattr("benches.trust.SPLITS", 1)
    monkeypatch.setattr("benches.trust.SEEDS", 0)
    content = small.config()
    weights = small.write_folder(tmp_path / "model", content, small.state_of(small.random_model(content)))
    small.write_pictures(tmp_path / "own", {"red": 4, "green": 4, "blue": 4, "gold": 4})
    call = ["--pictures", str(tmp_path / "own"), "--work", str(tmp_path / "work"), "--backbone", str(weights)]
    assert main([*call, "--jobs", "1", "--strangers", "1", "--results", str(tmp_path / "results.jsonl")]) == 0
    told = capsys.readouterr().out
    for shots in (1, 2):
        assert f"2 classes of the folder, {shots} pictures of each class, 1 splits: % turned away" in told
    assert "called sure, %" in told
    assert "likeness" not in told.split("2 pictures of each class")[0].split("1 pictures of each class")[1]
    (line,) = (tmp_path / "results.jsonl").read_text().splitlines()
    assert str(tmp_path) not in line
    assert "called sure" in line
