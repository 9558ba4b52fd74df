"""A small random model as open_clip has it, adapters of every kind on it, and the readers that are handed out."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import Balance
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.load import load_backbone
from mmrl_engine.training import train
from mmrl_engine.types import Example
from tests.engine import small

SNIPPETS = Path(__file__).resolve().parents[3] / "resources" / "snippets"
TYPED = ("red fox", "badger")


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = small.config(vision=2, text=3)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    return small.write_folder(folder, content, small.state_of(small.random_model(content)))


@pytest.fixture(scope="session")
def model(model_folder: Path) -> Backbone:
    return load_backbone(str(model_folder), device="cpu")


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    return small.write_pictures(tmp_path_factory.mktemp("pictures"), {"cat": 3, "dog": 3, "owl": 2})


@pytest.fixture(scope="session")
def adapters(model: Backbone, examples: list[Example]) -> dict[str, Adapter]:
    """By the way in which they answer."""
    learned = train(examples, model, small.QUICK)
    low_rank = train(
        examples, model, replace(small.QUICK, variant="mmrlpp", residual_rank=2, projection_rank=3, beta=0.8)
    )
    fitted = Balance("fitted", 2.0, 0.5, 0.6, 1.3)
    return {
        "gate": _changed(learned, balance=Balance("gate", tau0=2.0), temperature=1.7),
        "logit": _changed(learned, balance=Balance("none"), fusion="logit"),
        "low-rank": _changed(low_rank, balance=fitted),
        "instant": _changed(learned, answers="instant", temperature=2.0),
        "words": _changed(learned, answers="words"),
        "nothing-trained": train(examples, model, replace(small.QUICK, variant="none")),
    }


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads one of the readers by its name, as whoever runs it in its folder does."""
    monkeypatch.syspath_prepend(str(SNIPPETS))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load


def _changed(adapter: Adapter, **settings: Any) -> Adapter:
    return replace(adapter, config=replace(adapter.config, **settings))
