"""Plain data that callers give and get. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mmrl_engine.notices import Notice

Variant = Literal["mmrl", "mmrlpp", "none"]
BalanceRule = Literal["gate", "none", "fitted"]
PresetName = Literal["described", "published", "published-b2n"]
Precision = Literal["float32", "bfloat16", "float16"]
Kind = Literal["trained", "typed"]
Verdict = Literal["sure", "maybe", "none"]
FIT_LINE = 0.42  # where "none of these" begins on the scale of `Fit.place`
Stage = Literal["check", "prepare", "train", "balance", "evaluate"]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled picture: a path and the name of its class."""

    path: Path
    label: str


@dataclass(frozen=True, slots=True)
class Preprocess:
    """How a picture becomes a backbone's input: square `size` in pixels, channel `mean` and `std` of values in 0..1."""

    size: int
    mean: tuple[float, float, float] = (0.48145466, 0.4578275, 0.40821073)
    std: tuple[float, float, float] = (0.26862954, 0.26130258, 0.27577711)
    interpolation: Literal["bicubic", "bilinear"] = "bicubic"
    resize_mode: Literal["shortest", "longest", "squash"] = "shortest"


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """What to train. Every field that is None takes the preset's value (`mmrl_engine.presets`).

    Attributes:
        preset: a named recipe; None takes the backbone's own default.
        variant: `mmrl` or `mmrlpp`.
        seed: of tokens, aligners, views and order; equal seeds give equal adapters on the CPU at equal thread count and
        micro-batch.
        template: the prompt; `{}` is replaced by a class's words.
        words: words for the model where they differ from a class's name; the others use the name with "_" as space.
        balance: how trained and typed names share one list: `gate`, `none`, or `fitted`, which is the backbone's own of
        these two until `mmrl_engine.balance.fit_balance` has weighed it; None takes the backbone's own default.
        exact: a fresh view of every picture each epoch instead of kept views (slower, as published).
        micro_batch: pictures a small step; None measures the machine.
        precision: in what the layers compute while it learns; None measures the machine, or is float32 where
        `micro_batch` is given: then a run can be repeated exactly. Answers are always float32.
        variant: `none` trains nothing: words and pictures answer at a glance.
        layers: n, the number of upper layers of each tower that see tokens.
        tokens: K, the tokens a layer. width: d_r, the width of the shared space.
        alpha: a, the weight of the class feature. reg_weight: lambda.
        beta, residual_rank, projection_rank: MMRL++ only.
    """

    preset: PresetName | None = None
    variant: Variant = "mmrl"
    seed: int = 0
    template: str = "a photo of a {}."
    words: Mapping[str, str] = field(default_factory=dict)
    balance: BalanceRule | None = None
    exact: bool = False
    micro_batch: int | None = None
    precision: Precision | None = None
    layers: int | None = None
    tokens: int | None = None
    width: int | None = None
    alpha: float | None = None
    reg_weight: float | None = None
    optimizer: Literal["sgd", "adamw"] | None = None
    learning_rate: float | None = None
    batch: int | None = None
    epochs: int | None = None
    views: int | None = None
    beta: float | None = None
    residual_rank: int | None = None
    projection_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a training does on its own pictures by now.

    Attributes:
        rounds: how often it will have seen every picture. right: the share that it took for what they are when it saw
        them last; None before its first step. words: the same share from words alone.
    """

    rounds: int
    right: float | None
    words: float


@dataclass(frozen=True, slots=True)
class Progress:
    """One small step of long work.

    Attributes:
        stage: what is going on. done, total: in units of that stage (views prepared, small training steps, pictures
        scored).
        loss: the last whole step's loss, while training. notices: what to tell the person, mostly empty.
        standing: while training. precision: in what a training computes and why, once that is known.
        part, parts: which of several equal pieces of the work this is, counted from 0 (the folds of an evaluation).
    """

    stage: Stage
    done: int
    total: int
    loss: float | None = None
    notices: tuple[Notice, ...] = ()
    part: int = 0
    parts: int = 1
    standing: Standing | None = None
    precision: Notice | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One name's share of the answer. `kind` says whether it was learned from pictures or only typed."""

    name: str
    kind: Kind
    probability: float


@dataclass(frozen=True, slots=True)
class FitScore:
    """One number behind "none of these" (`mmrl_engine.rejection`): a `value` on the side `direction` of `limit` turns
    the picture away.
    """

    score: str
    value: float
    direction: Literal["below", "above"]
    limit: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How much a picture is like anything known at all, apart from which of the names it is.

    Attributes:
        place: 0..1. It is turned away below `FIT_LINE`; 1 is like the mean picture of a class, or more so.
        rough: whether a limit was not measured on enough pictures. scores: the numbers that it was compared by.
        like_enough: whether it is as like the learned pictures as a sure answer asks for.
    """

    place: float
    rough: bool
    scores: tuple[FitScore, ...] = ()
    like_enough: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a picture was taken for.

    Attributes:
        scores: every name, the likeliest first; their probabilities sum to one. Empty where the picture could not be
        read.
        verdict: of the likeliest name: `sure`, `maybe`, or `none`, which means none of these. None where nothing can be
        said, or there is no answer. `mmrl_engine.verdicts` has the rule.
        error: why there is no answer.
        fit: how much the picture is like anything known; None where there is no limit for that.
        sure_from: the share from which an answer is sure, where that was learned from the person's own pictures;
        above 1 where they did not let any be sure.
    """

    path: Path
    scores: tuple[Score, ...]
    verdict: Verdict | None = None
    error: Notice | None = None
    fit: Fit | None = None
    sure_from: float | None = None
