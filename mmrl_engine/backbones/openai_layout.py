"""OpenAI's own archives (ViT-B-32.pt and others): open_clip's names already, and the shape in the weights.

They are all of one family, so that what weights do not show is known: QuickGELU, and heads of width 64. Source:
`build_model_from_openai_state_dict` in open_clip's `model.py`, which builds every one of them so.
"""

from __future__ import annotations

from typing import Any

from mmrl_engine.backbones.weights import Weights
from mmrl_engine.errors import BackboneError
from mmrl_engine.file_kinds import OPENAI_MARKS

HEAD_WIDTH = 64


def is_openai(weights: Weights) -> bool:
    """Whether these come from one of OpenAI's archives."""
    return set(weights) >= OPENAI_MARKS


def openai_config(weights: Weights) -> dict[str, Any]:
    """The open_clip model config that the shapes say.

    Raises:
        BackboneError: it is one of their ResNets, or tensors are missing or have another number of sizes.
    """
    if "visual.proj" not in weights:
        raise BackboneError.of("backbone-not-served", reasons=["a ResNet image tower"])
    patch, places = _sizes(weights, "visual.conv1.weight", 4), _sizes(weights, "visual.positional_embedding", 2)
    vision_width, patch_size = patch[0], patch[-1]
    context, text_width = _sizes(weights, "positional_embedding", 2)
    return {
        "embed_dim": _sizes(weights, "text_projection", 2)[1],
        "quick_gelu": True,
        "vision_cfg": {
            "image_size": patch_size * round(max(0, places[0] - 1) ** 0.5),
            "patch_size": patch_size,
            "width": vision_width,
            "head_width": HEAD_WIDTH,
            "layers": _layers(weights, "visual.transformer.resblocks."),
        },
        "text_cfg": {
            "context_length": context,
            "vocab_size": _sizes(weights, "token_embedding.weight", 2)[0],
            "width": text_width,
            "heads": text_width // HEAD_WIDTH,
            "layers": _layers(weights, "transformer.resblocks."),
        },
    }


def _sizes(weights: Weights, name: str, count: int) -> tuple[int, ...]:
    if name not in weights:
        raise BackboneError.of("backbone-keys-missing", count=1, names=[name])
    shape = weights[name].shape
    if len(shape) != count:
        found = f"{name} {shape}"
        raise BackboneError.of("backbone-shapes-differ", count=1, names=[found])
    return shape


def _layers(weights: Weights, prefix: str) -> int:
    return len({name.removeprefix(prefix).split(".")[0] for name in weights if name.startswith(prefix)})
