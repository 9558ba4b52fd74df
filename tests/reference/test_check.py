"""The product's fast path against the authors' numbers, through the command that people run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from tests.reference import check

VECTORS = Path(__file__).parent / "vectors"


def test_all_cases_are_within_tolerance(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(VECTORS) == 0
    assert "8 cases, 0 quantities past" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("tensor", "quantity"),
    [
        ("out.logits_class", "scores"),
        ("grad.mmrl.space.tokens", "gradients"),
        ("adamw3.mmrl.projection", "AdamW updates"),
        ("loss.reg_text", "tie (absolute)"),
    ],
)
def test_another_folder_is_checked_too_and_a_wrong_number_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tensor: str, quantity: str
) -> None:
    name = "mmrl_02.safetensors"
    shutil.copyfile(VECTORS / "clip_a.safetensors", tmp_path / "clip_a.safetensors")
    with safe_open(VECTORS / name, "pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a dict
        meta = file.metadata()
    tensors[tensor] = tensors[tensor] + 0.02 * tensors[tensor].abs().max() + 1e-4 * torch.ones(())
    save_file(tensors, tmp_path / name, meta)
    assert check.main(tmp_path) == 1
    past = [line for line in capsys.readouterr().out.splitlines() if "PAST" in line]
    assert any(quantity in line for line in past)


def test_an_empty_folder_does_not_pass(tmp_path: Path) -> None:
    assert check.main(tmp_path) == 1
