"""MMRL Studio's engine: a picture classifier from a handful of pictures a class, which also answers about names that
were only typed.

The names in `__all__` are the public API. They load on first use (PEP 562), so that importing this package loads no
torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mmrl_engine.adapter import Adapter, read_header
    from mmrl_engine.backbones.clip import Backbone
    from mmrl_engine.backbones.load import load_backbone
    from mmrl_engine.balance import fit_balance
    from mmrl_engine.errors import EngineError
    from mmrl_engine.estimator import MMRLClassifier
    from mmrl_engine.evaluation.cross_validation import evaluate
    from mmrl_engine.evaluation.results import Evaluation
    from mmrl_engine.inference import Classifier
    from mmrl_engine.notices import Notice
    from mmrl_engine.others import fit_others
    from mmrl_engine.shelf import Shelf
    from mmrl_engine.training import fit, train
    from mmrl_engine.types import Answer, Example, Progress, Score, TrainConfig

__all__ = [
    "Adapter",
    "Answer",
    "Backbone",
    "Classifier",
    "EngineError",
    "Evaluation",
    "Example",
    "MMRLClassifier",
    "Notice",
    "Progress",
    "Score",
    "Shelf",
    "TrainConfig",
    "evaluate",
    "fit",
    "fit_balance",
    "fit_others",
    "load_backbone",
    "read_header",
    "train",
]

_HOMES = {
    "Adapter": "adapter",
    "Answer": "types",
    "Backbone": "backbones.clip",
    "Classifier": "inference",
    "EngineError": "errors",
    "Evaluation": "evaluation.results",
    "Example": "types",
    "MMRLClassifier": "estimator",
    "Notice": "notices",
    "Progress": "types",
    "Score": "types",
    "Shelf": "shelf",
    "TrainConfig": "types",
    "evaluate": "evaluation.cross_validation",
    "fit": "training",
    "fit_balance": "balance",
    "fit_others": "others",
    "load_backbone": "backbones.load",
    "read_header": "adapter",
    "train": "training",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
