"""From what a training left behind to an `Adapter`: tensors, config, classes, checks, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
from torch import Tensor

from mmrl_engine import presets
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter, check_input
from mmrl_engine.adapter_config import INSTANT_TEMPERATURE, AdapterConfig, AnswerSource, Balance, Instant, Reject
from mmrl_engine.adapter_schema import CHECK_INPUTS, AdapterClass, BackboneRef, Checks
from mmrl_engine.adapter_tensors import OPTIONAL_TENSORS
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.examples import ClassList
from mmrl_engine.instant import METHOD, InstantModel
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
    model: InstantModel,
    metrics: Mapping[str, object],
    reject: tuple[Reject, ...] = (),
    *,
    answers: AnswerSource | None = None,
) -> Adapter:
    """The adapter of a training; `representation` None makes one without tokens (`variant` none).

    Args:
        model: the instant classifier on the same pictures, which every adapter holds.
        answers: who answers; None: what was trained, or words where nothing was.
    """
    clip = AdaptedClip(backbone, representation)
    tensors = {} if representation is None else representation.arrays()
    made = adapter_config(backbone, representation, recipe, config, reject)
    return Adapter(
        config=replace(made, answers=answers or made.answers, instant=Instant(model.method, model.strength)),
        backbone=BackboneRef(backbone.id, backbone.fingerprint),
        classes=tuple(
            AdapterClass(name, words, int(count))
            for name, words, count in zip(classes.names, classes.words, model.counts, strict=True)
        ),
        tensors={**tensors, **instant_tensors(model)},
        metrics={**metrics, INSTANT_TEMPERATURE: model.temperature, "engine": engine_version()},
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
    return adapter_config(backbone, None, recipe, TrainConfig(template=template), ())


def instant_tensors(model: InstantModel) -> dict[str, npt.NDArray[np.float32]]:
    """The instant classifier under the names of `OPTIONAL_TENSORS`."""
    return {"plain.means": model.means, "plain.precision": model.precision, "plain.counts": model.counts}


def instant_model(adapter: Adapter) -> InstantModel | None:
    """The instant classifier of an adapter; None where it has none that this version knows, as older files."""
    instant, tensors = adapter.config.instant, adapter.tensors
    if instant is None or instant.method != METHOD or not set(OPTIONAL_TENSORS) <= set(tensors):
        return None
    means, precision, counts = (tensors[name] for name in OPTIONAL_TENSORS)
    return InstantModel(means, precision, counts, instant.strength, instant.method)


def pictures_model(adapter: Adapter) -> InstantModel | None:
    """The same, or at least the means of an older file: what pictures are compared with for "none of these"."""
    found = instant_model(adapter)
    if found is not None or "plain.means" not in adapter.tensors:
        return found
    means = adapter.tensors["plain.means"]
    counts = adapter.tensors.get("plain.counts", np.ones(len(means), np.float32))
    return InstantModel(means, np.empty((0, 0), np.float32), counts, 0.0)


def adapter_config(
    backbone: Backbone,
    representation: Representation | None,
    recipe: Recipe,
    config: TrainConfig,
    reject: tuple[Reject, ...] = (),
) -> AdapterConfig:
    """How an adapter of this recipe answers until it is settled; `representation` None: it has no tokens."""
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
        balance=Balance(rule=presets.first_balance(config, backbone.balance)),
        reject=reject,
        template=config.template,
        preset=recipe.preset,
        seed=config.seed,
        preprocess=backbone.preprocess,
        context_length=spec.text.context_length,
    )


def _rows(scores: Tensor) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in scores.tolist())
