"""An adapter on its backbone: held to what the backbone is, and tried on computed inputs, before it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np

from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import AdapterConfig
from mmrl_engine.adapter_schema import Checks
from mmrl_engine.adapter_tensors import expected_tensors, missing_tensors
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import AdapterError
from mmrl_engine.instant import METHOD
from mmrl_engine.packing import compute_checks
from mmrl_engine.representation import Representation, build_representation
from mmrl_engine.untrusted import shown

CHECK_TOLERANCE = 5e-3  # of raw scores: 1e-3 of a probability, what devices may differ by


def adapted_clip(adapter: Adapter, backbone: Backbone, prompts: Sequence[str]) -> AdaptedClip:
    """The clip that answers; `prompts` are those of the adapter's classes.

    Raises:
        AdapterError: the adapter is another backbone's or does not fit it, asks for answers that this version cannot
            give, or its own checks (raw scores of computed inputs) do not come out as where it was made.
    """
    adapter.require_backbone(backbone.fingerprint)
    config = adapter.config
    method = None if config.instant is None else config.instant.method
    if config.answers == "instant" and method != METHOD:
        raise AdapterError.of("adapter-answers-not-built", answers=shown(method))
    if differs := [*_other_settings(config, backbone), *_other_tensors(adapter, backbone)]:
        more = [f"and {len(differs) - 8} more"] if len(differs) > 8 else []
        raise AdapterError.of("adapter-other-shape", backbone=shown(backbone.id), differs=[*differs[:8], *more])
    clip = AdaptedClip(backbone, None)
    made = clip if config.variant == "none" else AdaptedClip(backbone, _representation(adapter, backbone))
    difference = _largest_difference(compute_checks(made, prompts), adapter.checks)
    if not difference <= CHECK_TOLERANCE:
        raise AdapterError.of("adapter-checks-differ", difference=f"{difference:.2g}")
    return made if config.answers == "mmrl" else clip


def _largest_difference(a: Checks, b: Checks) -> float:
    first = np.array([*a.class_scores, *a.representation_scores])
    second = np.array([*b.class_scores, *b.representation_scores])
    return float(np.abs(first - second).max()) if first.shape == second.shape else float("inf")


def _other_settings(config: AdapterConfig, backbone: Backbone) -> Iterator[str]:
    """What the config says otherwise than the backbone. A fingerprint in a file is but a claim."""
    spec = backbone.spec
    if config.layers > min(spec.vision.layers, spec.text.layers):
        yield f"n is {config.layers}, more than the backbone's layers"
        return
    has_tokens = config.layers > 0
    wanted = {
        "J_vision": (config.vision_start, spec.vision.layers - config.layers + 1 if has_tokens else 0),
        "J_text": (config.text_start, spec.text.layers - config.layers + 1 if has_tokens else 0),
        "context_length": (config.context_length, spec.text.context_length),
    }
    made, here = asdict(config.preprocess), asdict(backbone.preprocess)
    wanted |= {f"preprocess.{key}": (made[key], here[key]) for key in here}
    yield from (f"{name} is {found} instead of {right}" for name, (found, right) in wanted.items() if found != right)


def _other_tensors(adapter: Adapter, backbone: Backbone) -> Iterator[str]:
    """Tensors that are missing, too many, or of another shape than the backbone's widths ask for."""
    spec = backbone.spec
    expected = expected_tensors(
        adapter.config,
        adapter.classes,
        vision_width=spec.vision.width,
        text_width=spec.text.width,
        embed_dim=spec.embed_dim,
    )
    found = {name: tuple(array.shape) for name, array in adapter.tensors.items()}
    yield from (f"{name} is missing" for name in missing_tensors(adapter.config, expected, found))
    yield from (f"{shown(name)} is not known" for name in sorted(set(found) - set(expected)))
    for name in sorted(set(found) & set(expected)):
        if found[name] != expected[name]:
            yield f"{name} is {[*found[name]]} instead of {[*expected[name]]}"


def _representation(adapter: Adapter, backbone: Backbone) -> Representation:
    """The adapter's trained part with its tensors."""
    projection, text_width = backbone.visual.proj.detach().cpu(), backbone.spec.text.width
    made = build_representation(adapter.config, frozen_projection=projection, text_width=text_width)
    made.load_arrays(adapter.tensors)
    return made
