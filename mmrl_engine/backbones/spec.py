"""The shape of a backbone, read from an open_clip config, and the rule which shapes are served. No torch.

Served is what the method is defined for: a `VisionTransformer` whose class token is the picture's feature, and a causal
text transformer read at its end-of-text token. Everything else is refused, all reasons together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from mmrl_engine.backbones.config_rules import (
    CLIP_END,
    CLIP_VOCABULARY,
    WHOLE_TEXT,
    WHOLE_VISION,
    config_faults,
    norm_eps,
    whole,
)
from mmrl_engine.errors import BackboneError
from mmrl_engine.types import Preprocess

Activation = Literal["gelu", "quickgelu"]

__all__ = ["CLIP_END", "CLIP_VOCABULARY", "BackboneSpec", "TextSpec", "VisionSpec", "read_config"]

# What open_clip builds a served tower from, beside the whole numbers. The rest of a config changes nothing here.
_BUILT = ("mlp_ratio", "ls_init_value", "no_ln_pre", "final_ln_after_pool", "norm_kwargs", "tokenizer_kwargs")


@dataclass(frozen=True, slots=True)
class VisionSpec:
    """The image tower: square pictures of `image_size` pixels, cut in patches of `patch_size`."""

    image_size: int
    patch_size: int
    layers: int
    width: int
    heads: int
    mlp_ratio: float = 4.0

    @property
    def patches(self) -> int:
        return (self.image_size // self.patch_size) ** 2


@dataclass(frozen=True, slots=True)
class TextSpec:
    """The text tower; `context_length` counts the start and end tokens too."""

    context_length: int
    vocab_size: int
    layers: int
    width: int
    heads: int


@dataclass(frozen=True, slots=True)
class BackboneSpec:
    """Everything about a backbone that its weights do not show. `build` holds open_clip's two tower configs."""

    embed_dim: int
    vision: VisionSpec
    text: TextSpec
    activation: Activation
    norm_eps: float
    preprocess: Preprocess
    build: Mapping[str, Any] = field(repr=False, compare=False)

    def to_config(self) -> dict[str, Any]:
        """The content of an `open_clip_config.json` that `read_config` and open_clip itself read as this spec."""
        model = {"embed_dim": self.embed_dim, "quick_gelu": self.activation == "quickgelu"}
        preprocess = asdict(self.preprocess)
        pictures = {**preprocess, "mean": [*self.preprocess.mean], "std": [*self.preprocess.std]}
        towers = {name: dict(tower) for name, tower in self.build.items()}
        return {"model_cfg": {**model, **towers}, "preprocess_cfg": pictures}

    def canonical(self) -> bytes:
        """The part of the fingerprint that is not weights: canonical JSON, UTF-8."""
        content = {
            "embed_dim": self.embed_dim,
            "vision": asdict(self.vision),
            "text": asdict(self.text),
            "activation": self.activation,
            "norm_eps": self.norm_eps,
            "preprocess": asdict(self.preprocess),
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def read_config(content: object) -> BackboneSpec:
    """The spec of an `open_clip_config.json` (`model_cfg`, `preprocess_cfg`) or of a bare model config.

    Raises:
        BackboneError: with every reason why this model is not served.
    """
    if not isinstance(content, dict):
        raise BackboneError.of("backbone-config-unreadable", reason="it is not a JSON object")
    model = content.get("model_cfg", content)
    preprocess = content.get("preprocess_cfg", {})
    if not (isinstance(model, dict) and isinstance(preprocess, dict)):
        raise BackboneError.of("backbone-config-unreadable", reason="model_cfg is not a JSON object")
    vision, text = model.get("vision_cfg"), model.get("text_cfg")
    if not (isinstance(vision, dict) and isinstance(text, dict)):
        raise BackboneError.of("backbone-config-unreadable", reason="vision_cfg or text_cfg is missing")
    if problems := config_faults(model, vision, text, preprocess):
        raise BackboneError(*problems)
    return _spec(model, vision, text, preprocess)


def _spec(
    model: dict[str, Any], vision: dict[str, Any], text: dict[str, Any], preprocess: dict[str, Any]
) -> BackboneSpec:
    """The spec of a config in which no fault was found."""
    image = {key: whole(vision, WHOLE_VISION, key) for key in WHOLE_VISION}
    words = {key: whole(text, WHOLE_TEXT, key) for key in WHOLE_TEXT}
    return BackboneSpec(
        embed_dim=model["embed_dim"],
        vision=VisionSpec(
            image_size=image["image_size"],
            patch_size=image["patch_size"],
            layers=image["layers"],
            width=image["width"],
            heads=image["width"] // image["head_width"],
            mlp_ratio=float(vision.get("mlp_ratio", 4.0)),
        ),
        text=TextSpec(**words),
        activation="quickgelu" if model.get("quick_gelu", False) else "gelu",
        norm_eps=norm_eps(vision),
        preprocess=_preprocess(image["image_size"], preprocess),
        # Position embeddings of either kind come with the weights; one that is not learned differs in nothing else.
        build={"vision_cfg": {**image, **_built(vision)}, "text_cfg": {**words, **_built(text)}},
    )


def _built(tower: dict[str, Any]) -> dict[str, Any]:
    return {key: tower[key] for key in _BUILT if tower.get(key) is not None}


def _preprocess(size: int, content: dict[str, Any]) -> Preprocess:
    default = Preprocess(size)
    return Preprocess(
        size=size,
        mean=_three(content.get("mean", default.mean)),
        std=_three(content.get("std", default.std)),
        interpolation=content.get("interpolation", default.interpolation),
        resize_mode=content.get("resize_mode", default.resize_mode),
    )


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    first, second, third = map(float, values)
    return (first, second, third)
