"""From what a training left behind to an `Adapter`: tensors, config, classes, checks, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine import presets
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter, check_input
from mmrl_engine.adapter_config import AdapterConfig, Balance, Reject
from mmrl_engine.adapter_schema import CHECK_INPUTS, AdapterClass, BackboneRef, Checks
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.examples import ClassList
from mmrl_engine.presets import SCALE, Recipe
from mmrl_engine.representation import Representation
from mmrl_engine.types import TrainConfig
from mmrl_engine.version import engine_version


def pack(
    backbone: Backbone,
    representation: Representation | None,
    recipe: Recipe,
    config: TrainConfig,
    classes: ClassList,
    plain: Mapping[str, npt.NDArray[np.float32]],
    metrics: Mapping[str, object],
    reject: tuple[Reject, ...] = (),
) -> Adapter:
    """The adapter of a training; `representation` None makes one without tokens (`variant` none)."""
    clip = AdaptedClip(backbone, representation)
    tensors = {} if representation is None else representation.arrays()
    counts = plain["plain.counts"]
    return Adapter(
        config=_config(backbone, representation, recipe, config, reject),
        backbone=BackboneRef(backbone.id, backbone.fingerprint),
        classes=tuple(
            AdapterClass(name, words, int(count))
            for name, words, count in zip(classes.names, classes.words, counts, strict=True)
        ),
        tensors={**tensors, **plain},
        metrics={**metrics, "engine": engine_version()},
        checks=compute_checks(clip, classes.prompts),
        title=", ".join(classes.names)[:120],
        date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def compute_checks(clip: AdaptedClip, prompts: Sequence[str]) -> Checks:
    """The raw scores s f_c T' and s f_r T' of the trained names for the inputs of `check_input`."""
    size = clip.backbone.preprocess.size
    pixels = np.stack([check_input(index, size) for index in range(CHECK_INPUTS)])
    names, pictures = clip.encode_prompts(prompts), clip.encode_pictures(pixels)
    rep = () if pictures.rep is None else _rows(SCALE * pictures.rep @ names.adapted.T)
    return Checks(_rows(SCALE * pictures.cls @ names.adapted.T), rep)


def words_config(backbone: Backbone, template: str) -> AdapterConfig:
    """How words alone answer: the untouched CLIP over names in `template`."""
    recipe = presets.resolve(TrainConfig(), backbone.spec, backbone.preset)
    return _config(backbone, None, recipe, TrainConfig(template=template), ())


def class_means(features: Tensor, labels: Sequence[int], classes: int) -> dict[str, npt.NDArray[np.float32]]:
    """`plain.means` [C, d] (mean of unit features, not normalised again) and `plain.counts` [C] from f_c0 [N, d]."""
    index = torch.tensor(labels)
    counts = torch.bincount(index, minlength=classes).float()
    sums = torch.zeros(classes, features.shape[1]).index_add_(0, index, features)
    return {"plain.means": (sums / counts[:, None]).numpy(), "plain.counts": counts.numpy()}


def _config(
    backbone: Backbone,
    representation: Representation | None,
    recipe: Recipe,
    config: TrainConfig,
    reject: tuple[Reject, ...],
) -> AdapterConfig:
    spec = backbone.spec
    layers = 0 if representation is None else recipe.layers
    return AdapterConfig(
        variant="none" if representation is None else recipe.variant,
        layers=layers,
        vision_start=spec.vision.layers - layers + 1 if layers else 0,
        text_start=spec.text.layers - layers + 1 if layers else 0,
        tokens=recipe.tokens if layers else 0,
        width=recipe.width if layers else 0,
        beta=recipe.beta if layers else None,
        residual_rank=recipe.residual_rank if layers else None,
        projection_rank=recipe.projection_rank if layers else None,
        alpha=recipe.alpha,
        reg_weight=recipe.reg_weight,
        scale=SCALE,
        temperature=1.0,
        fusion="probability",
        answers="mmrl" if layers else "words",
        balance=Balance(rule=config.balance or backbone.balance),
        reject=reject,
        template=config.template,
        preset=recipe.preset,
        seed=config.seed,
        preprocess=backbone.preprocess,
        context_length=spec.text.context_length,
    )


def _rows(scores: Tensor) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in scores.tolist())
