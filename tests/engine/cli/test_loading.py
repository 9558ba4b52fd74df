"""What is said about the device that computes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch

import mmrl_engine
from mmrl_engine.cli.loading import load_named
from mmrl_engine.notices import notice


@pytest.mark.parametrize(
    ("kind", "quiet", "reason", "told"),
    [
        ("cuda", False, "device-by-hand", "Computing on cuda (Titan). It was chosen by hand.\n"),
        ("cuda", True, "device-by-hand", ""),
        ("cpu", False, "device-no-card", ""),
        ("cpu", False, "device-no-driver", f"Note: {notice('device-no-driver')}\n"),
        ("cpu", True, "device-no-driver", ""),
    ],
)
def test_the_device_is_told_where_it_is_not_the_processor_or_there_is_something_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, quiet: bool, reason: str, told: str
) -> None:
    loaded = SimpleNamespace(device=torch.device(kind), device_reason=notice(reason), device_name="Titan")
    asked: list[tuple[str, str | None, str]] = []

    def load(source: str, *, config: str | None, device: str) -> SimpleNamespace:
        asked.append((source, config, device))
        return loaded

    monkeypatch.setattr(mmrl_engine, "load_backbone", load)
    found: object = load_named("demo", config="ViT-B-16", device="auto", quiet=quiet)
    assert found is loaded
    assert asked == [("demo", "ViT-B-16", "auto")]
    assert capsys.readouterr() == ("", told)
