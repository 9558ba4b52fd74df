"""What is said about the device that computes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch

import mmrl_engine
from mmrl_engine.cli.loading import load_named


@pytest.mark.parametrize(
    ("kind", "quiet", "told"),
    [
        ("cuda", False, "Computing on cuda: torch can use it.\n"),
        ("cuda", True, ""),
        ("cpu", False, ""),
    ],
)
def test_device_is_told_where_it_is_not_the_processor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, quiet: bool, told: str
) -> None:
    loaded = SimpleNamespace(device=torch.device(kind), device_reason="torch can use it")
    asked: list[tuple[str, str | None, str]] = []

    def load(source: str, *, config: str | None, device: str) -> SimpleNamespace:
        asked.append((source, config, device))
        return loaded

    monkeypatch.setattr(mmrl_engine, "load_backbone", load)
    found: object = load_named("demo", config="ViT-B-16", device="auto", quiet=quiet)
    assert found is loaded
    assert asked == [("demo", "ViT-B-16", "auto")]
    assert capsys.readouterr() == ("", told)
