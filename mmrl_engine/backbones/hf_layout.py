"""Weights under the names of Hugging Face's CLIPModel, given open_clip's.

Queries, keys and values are one tensor there, three here; the two projections stand the other way round; and the name
of the norm in front of the image tower is spelt `pre_layrnorm`. Names: transformers' `models/clip/modeling_clip.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

import torch
from torch import Tensor

from mmrl_engine.backbones.weights import Weight, Weights
from mmrl_engine.file_kinds import HF_MARKS

_BUFFERS = frozenset({"vision_model.embeddings.position_ids", "text_model.embeddings.position_ids"})
_WHOLE: Mapping[str, str] = {
    "vision_model.embeddings.class_embedding": "visual.class_embedding",
    "vision_model.embeddings.patch_embedding.weight": "visual.conv1.weight",
    "vision_model.embeddings.position_embedding.weight": "visual.positional_embedding",
    "text_model.embeddings.token_embedding.weight": "token_embedding.weight",
    "text_model.embeddings.position_embedding.weight": "positional_embedding",
    "logit_scale": "logit_scale",
}
_NORMS: Mapping[str, str] = {
    "vision_model.pre_layrnorm": "visual.ln_pre",
    "vision_model.post_layernorm": "visual.ln_post",
    "text_model.final_layer_norm": "ln_final",
}
_TURNED: Mapping[str, str] = {
    "visual_projection.weight": "visual.proj",
    "text_projection.weight": "text_projection",
}
_TOWERS: Mapping[str, str] = {
    "vision_model.encoder.layers.": "visual.transformer.resblocks.",
    "text_model.encoder.layers.": "transformer.resblocks.",
}
_IN_LAYER: Mapping[str, str] = {
    "self_attn.out_proj": "attn.out_proj",
    "layer_norm1": "ln_1",
    "layer_norm2": "ln_2",
    "mlp.fc1": "mlp.c_fc",
    "mlp.fc2": "mlp.c_proj",
}
_JOINED = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")


def is_hf(weights: Weights) -> bool:
    """Whether these are named as a CLIPModel's."""
    return set(weights) >= HF_MARKS


def open_clip_weights(weights: Weights) -> dict[str, Weight]:
    """The same tensors under open_clip's names; what is not known keeps its name, so that it can be told."""
    made: dict[str, Weight] = {}
    for name, weight in weights.items():
        if name in _BUFFERS:
            continue
        if name in _TURNED:
            made[_TURNED[name]] = _turned(weight)
        elif not any(f".{part}." in name for part in _JOINED):
            made[_plain_name(name)] = weight
    made.update(_joined_of(weights))
    return made


def _plain_name(name: str) -> str:
    if name in _WHOLE:
        return _WHOLE[name]
    stem, _, kind = name.rpartition(".")
    if stem in _NORMS:
        return f"{_NORMS[stem]}.{kind}"
    for theirs, ours in _TOWERS.items():
        layer, _, part = stem.removeprefix(theirs).partition(".")
        if stem.startswith(theirs) and part in _IN_LAYER:
            return f"{ours}{layer}.{_IN_LAYER[part]}.{kind}"
    return name


def _joined_of(weights: Weights) -> Iterator[tuple[str, Weight]]:
    """One tensor for each three that are all there and fit each other; of others the parts keep their names."""
    first = f".{_JOINED[0]}."
    done: set[str] = set()
    for name in weights:
        stem, found, kind = name.partition(first)
        parts = [f"{stem}.{part}.{kind}" for part in _JOINED]
        tower = next((tower for tower in _TOWERS if stem.startswith(tower)), None)
        if found and tower is not None and _fit(weights, parts):
            layer = stem.removeprefix(tower)
            yield f"{_TOWERS[tower]}{layer}.attn.in_proj_{kind}", _joined([weights[part] for part in parts])
            done.update(parts)
    for name in weights:
        if name not in done and any(f".{part}." in name for part in _JOINED):
            yield name, weights[name]


def _fit(weights: Weights, parts: list[str]) -> bool:
    shapes = [weights[part].shape for part in parts if part in weights]
    return len(shapes) == len(parts) and all(shape and shape[1:] == shapes[0][1:] for shape in shapes)


def _joined(parts: list[Weight]) -> Weight:
    """Queries, keys and values, one under the other."""
    sizes = [part.shape for part in parts]
    shape = (sum(size[0] for size in sizes), *sizes[0][1:])
    dtype = reduce(torch.promote_types, [part.dtype for part in parts])

    def read() -> Tensor:
        return torch.cat([part.read() for part in parts])

    return Weight(shape, dtype, read)


def _turned(weight: Weight) -> Weight:
    def read() -> Tensor:
        value = weight.read()
        return value.T.contiguous() if value.ndim == 2 else value

    return Weight(weight.shape[::-1], weight.dtype, read)
