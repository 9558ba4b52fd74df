"""The recipes of training and how a `TrainConfig` becomes one. No torch.

`described` is the recipe of the paper's text, `published` and `published-b2n` those of the authors' code (few-shot and
base-to-novel);
they differ, so all are kept. The numbers of layers are for towers of 12.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from math import ceil, cos, pi
from typing import Any, Literal, get_args

from mmrl_engine.backbones.spec import BackboneSpec
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import BalanceRule, Precision, PresetName, TrainConfig, Variant

SCALE = 100.0  # s, whatever the backbone's own logit_scale says
FIRST_EPOCH_RATE = 1e-5


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every number of a training; see `TrainConfig` for the names. `min_steps` keeps very small sets from too few
    updates.
    """

    preset: PresetName
    variant: Variant
    layers: int
    tokens: int
    width: int
    alpha: float
    reg_weight: float
    optimizer: Literal["sgd", "adamw"]
    learning_rate: float
    weight_decay: float
    batch: int
    epochs: int
    min_steps: int
    views: int
    beta: float | None = None
    residual_rank: int | None = None
    projection_rank: int | None = None


_DESCRIBED = Recipe("described", "mmrl", 4, 4, 512, 0.7, 0.5, "sgd", 0.02, 5e-4, 32, 50, 100, 8)
_PUBLISHED = Recipe("published", "mmrl", 7, 5, 512, 0.7, 0.5, "adamw", 1e-3, 5e-4, 32, 50, 100, 8)
_B2N = replace(_PUBLISHED, preset="published-b2n", reg_weight=1.0, batch=4, epochs=10)
_RECIPES: dict[tuple[str, str], Recipe] = {
    ("described", "mmrl"): _DESCRIBED,
    ("published", "mmrl"): _PUBLISHED,
    ("published-b2n", "mmrl"): _B2N,
    ("published", "mmrlpp"): replace(
        _PUBLISHED,
        variant="mmrlpp",
        reg_weight=1.0,
        learning_rate=2e-3,
        epochs=100,
        beta=0.9,
        residual_rank=4,
        projection_rank=64,
    ),
    ("published-b2n", "mmrlpp"): replace(_B2N, variant="mmrlpp", beta=0.9, residual_rank=4, projection_rank=64),
}
_PLUS_ONLY = ("beta", "residual_rank", "projection_rank")
_LIMITS: dict[str, tuple[float, float]] = {
    "layers": (1, 256),
    "tokens": (1, 64),
    "width": (1, 8192),
    "alpha": (0.0, 1.0),
    "reg_weight": (0.0, 1000.0),
    "learning_rate": (1e-8, 10.0),
    "batch": (1, 4096),
    "epochs": (1, 10000),
    "views": (1, 64),
    "beta": (0.0, 1.0),
    "residual_rank": (1, 512),
    "projection_rank": (1, 2048),
    "micro_batch": (1, 256),
    "seed": (0, 2**63 - 1),
}
_CHOICES: dict[str, tuple[object, ...]] = {
    "variant": get_args(Variant),
    "preset": (None, *get_args(PresetName)),
    "optimizer": (None, "sgd", "adamw"),
    "balance": (None, *get_args(BalanceRule)),
    "precision": (None, *get_args(Precision)),
}


def resolve(config: TrainConfig, spec: BackboneSpec, default: PresetName) -> Recipe:
    """The recipe that `config` asks for on a backbone of this shape; `default` is the backbone's own preset.

    Raises:
        InputError: all settings that cannot be used, together.
    """
    if wrong := _wrong_choices(config):
        raise InputError(*wrong)
    preset = config.preset or ("published" if config.variant == "mmrlpp" and default == "described" else default)
    base = _RECIPES.get((preset, "mmrl" if config.variant == "none" else config.variant))  # what nothing is trained by
    if base is None:
        known = [f"{name} with {variant}" for name, variant in _RECIPES]
        raise InputError(notice("config-no-such-recipe", preset=preset, variant=config.variant, known=known))
    chosen = _overrides(config)
    depth = min(spec.vision.layers, spec.text.layers)
    layers = chosen.pop("layers", max(1, round(depth * base.layers / 12)))
    if problems := _problems(
        {**chosen, "layers": layers, "micro_batch": config.micro_batch, "seed": config.seed}, config.variant, depth
    ):
        raise InputError(*problems)
    # Whoever asks for a number of epochs gets it.
    min_steps = 0 if config.epochs is not None else base.min_steps
    return replace(base, layers=layers, min_steps=min_steps, **chosen)


def first_balance(config: TrainConfig, default: Literal["gate", "none"]) -> Literal["gate", "none"]:
    """How trained and typed names share one list until a balance is fitted; `default` is the backbone's own."""
    return default if config.balance is None or config.balance == "fitted" else config.balance


def rounds(recipe: Recipe, pictures: int) -> int:
    """The recipe's epochs, or more where the set is so small that they would be fewer than `min_steps`."""
    return max(recipe.epochs, ceil(recipe.min_steps / ceil(pictures / recipe.batch)))


def rounds_of(config: TrainConfig, default: PresetName, pictures: int) -> int:
    """How often a training sees every picture, for who wants to know before there is a backbone."""
    if config.epochs is not None:
        return config.epochs
    return rounds(_RECIPES.get((config.preset or default, config.variant), _PUBLISHED), max(1, pictures))


def learning_rates(recipe: Recipe, epochs: int) -> list[float]:
    """One rate an epoch, as in the authors' code: the first at 1e-5, then a cosine that does not reach 0."""
    rates = [FIRST_EPOCH_RATE]
    rates += [recipe.learning_rate * 0.5 * (1 + cos(pi * (epoch - 1) / epochs)) for epoch in range(1, epochs)]
    return rates


def _overrides(config: TrainConfig) -> dict[str, Any]:
    fields = [name for name in Recipe.__slots__ if name not in ("preset", "variant", "weight_decay", "min_steps")]
    values = {name: getattr(config, name) for name in fields}
    return {name: value for name, value in values.items() if value is not None}


def _wrong_choices(config: TrainConfig) -> list[Notice]:
    return [
        notice("config-choice", name=name, value=getattr(config, name), known=[item for item in known if item])
        for name, known in _CHOICES.items()
        if getattr(config, name) not in known
    ]


def _problems(chosen: dict[str, Any], variant: str, depth: int) -> list[Notice]:
    found = []
    for name, value in chosen.items():
        low, high = _LIMITS.get(name, (None, None))
        high = depth if name == "layers" else high
        if low is not None and high is not None and value is not None and not low <= value <= high:
            found.append(notice("config-out-of-range", name=name, value=value, low=low, high=high))
        if variant != "mmrlpp" and name in _PLUS_ONLY:
            found.append(notice("config-plus-only", name=name))
    return found


def as_json(recipe: Recipe) -> dict[str, Any]:
    """The recipe as JSON values, for checkpoints and metrics."""
    return asdict(recipe)
