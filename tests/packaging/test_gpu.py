"""The bench of graphics cards says so where there is none, and runs through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from benches import gpu
from mmrl_engine.backbones.device import Choice
from mmrl_engine.notices import notice


def test_without_a_card_it_says_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    none = Choice(torch.device("cpu"), notice("device-no-card"))
    monkeypatch.setattr(gpu, "choose_device", lambda name: none)
    assert gpu.main([]) == 1
    told = "There is nothing to measure here: There is no graphics card that torch can use.\n"
    assert capsys.readouterr() == ("", told)


def test_a_card_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert gpu.main(["--device", "fpga"]) == 1
    assert "The device 'fpga' is not there" in capsys.readouterr().err


def test_a_trial_of_the_bench_compares_each_training_with_the_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    small = ["--pictures", "4", "--classes", "2", "--epochs", "2", "--rounds", "2", "--ways", "eager", "captured"]
    try:
        assert gpu.main(["--device", "cpu", "--model", "demo", *small, "--json", str(tmp_path / "figures.json")]) == 0
    finally:
        torch.set_num_threads(threads)
    figures = json.loads((tmp_path / "figures.json").read_text())
    by_name = {run["name"]: run for run in figures["trainings"]}
    assert by_name["card, float32, stems streamed"]["learned_there"] < 1e-3, "the same numbers, another way"
    assert by_name["card, bfloat16, stems there"]["learned_there"] > 0
    assert all(run["same_adapter"] < 1e-3 for run in by_name.values()), "answers are float32 whatever was learned in"
    ways = {(step["precision"], step["way"]): step["seconds"] for step in figures["steps"]}
    assert len(ways["float32", "eager"]) == 2
    assert ways["float32", "captured"] is None
    assert "not there (NotImplementedError)" in capsys.readouterr().out
