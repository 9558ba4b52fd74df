"""The shape of a backbone, read from an open_clip config, and the rule which shapes are served. No torch.

Served is what the method is defined for: a `VisionTransformer` whose class token is the picture's feature, and a causal
text transformer read at its end-of-text token. Everything else is refused, all reasons together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, cast

from mmrl_engine.errors import BackboneError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Preprocess

Activation = Literal["gelu", "quickgelu"]

# Settings that change what a tower computes in a way that this engine's layers do not, or that reach for a network.
_REFUSED_VISION = {
    "timm_model_name": "an image tower of the timm library",
    "attentional_pool": "attention pooling of the picture",
    "block_type": "attention blocks of its own",
    "qk_norm": "normalised queries and keys",
    "scaled_cosine_attn": "cosine attention",
    "scale_heads": "scaled heads",
    "scale_attn_inner": "a norm inside attention",
    "scale_attn": "a norm after attention",
    "scale_fc": "a norm inside the MLP",
    "act_kwargs": "an activation with settings",
}
_REFUSED_TEXT = {
    "hf_model_name": "a text tower of the transformers library",
    "hf_tokenizer_name": "a tokenizer that must be fetched",
    "tokenizer_mode": "a tokenizer mode of its own",
    "embed_cls": "a class token in the text",
    "no_causal_mask": "text that looks ahead",
    "proj_bias": "a text projection with a bias",
    **{key: value for key, value in _REFUSED_VISION.items() if key not in ("timm_model_name", "attentional_pool")},
}
_KNOWN_MODEL = {
    "embed_dim",
    "vision_cfg",
    "text_cfg",
    "quick_gelu",
    "custom_text",
    "init_logit_scale",
    "init_logit_bias",
    "nonscalar_logit_scale",
}
CLIP_VOCABULARY = 49408
CLIP_END = 49407


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
    problems = [*_refusals(model, vision, text), *_wrong_numbers(model, vision, text)]
    if problems:
        raise BackboneError(*problems)
    try:
        return _spec(model, vision, text, preprocess)
    except (TypeError, ValueError, KeyError) as error:
        raise BackboneError.of("backbone-config-unreadable", reason=str(error)) from error


def _refusals(model: dict[str, Any], vision: dict[str, Any], text: dict[str, Any]) -> list[Notice]:
    found = [f"it has {key}" for key in sorted(set(model) - _KNOWN_MODEL)]
    found += [_REFUSED_VISION[key] for key in _REFUSED_VISION if vision.get(key)]
    found += [_REFUSED_TEXT[key] for key in _REFUSED_TEXT if text.get(key)]
    if isinstance(vision.get("layers"), list):
        found.append("a ResNet image tower")
    if vision.get("pool_type", "tok") != "tok":
        found.append("a picture feature that is not read at the class token")
    pool = text.get("pool_type", "argmax")
    if pool != "argmax" and not (pool == "eos" and text.get("eos_id") == CLIP_END):
        found.append("a text feature that is not read at the end-of-text token")
    if text.get("proj_type", "linear") != "linear":
        found.append("a text tower without a linear projection")
    kwargs = text.get("tokenizer_kwargs") or {}
    if set(kwargs) - {"clean"}:
        found.append("a tokenizer with settings of its own")
    return [notice("backbone-not-served", reasons=found)] if found else []


def _wrong_numbers(model: dict[str, Any], vision: dict[str, Any], text: dict[str, Any]) -> list[Notice]:
    wanted = {
        "embed_dim": model.get("embed_dim"),
        "vision_cfg.image_size": vision.get("image_size", 224),
        "vision_cfg.patch_size": vision.get("patch_size", 16),
        "vision_cfg.layers": vision.get("layers", 12),
        "vision_cfg.width": vision.get("width", 768),
        "vision_cfg.head_width": vision.get("head_width", 64),
        "text_cfg.context_length": text.get("context_length", 77),
        "text_cfg.vocab_size": text.get("vocab_size", CLIP_VOCABULARY),
        "text_cfg.width": text.get("width", 512),
        "text_cfg.heads": text.get("heads", 8),
        "text_cfg.layers": text.get("layers", 12),
    }
    bad = [
        key
        for key, value in wanted.items()
        if not (isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1_000_000)
        and not isinstance(vision.get("layers"), list)
    ]
    return [notice("backbone-config-numbers", fields=bad)] if bad else []


def _spec(
    model: dict[str, Any], vision: dict[str, Any], text: dict[str, Any], preprocess: dict[str, Any]
) -> BackboneSpec:
    eps = {cfg["norm_kwargs"].get("eps", 1e-5) if cfg.get("norm_kwargs") else 1e-5 for cfg in (vision, text)}
    if len(eps) > 1:
        raise ValueError("the two towers differ in their norm's eps")
    width, head = vision.get("width", 768), vision.get("head_width", 64)
    if width % head or text.get("width", 512) % text.get("heads", 8):
        raise ValueError("a tower's width is not a multiple of its heads")
    size, patch = vision.get("image_size", 224), vision.get("patch_size", 16)
    return BackboneSpec(
        embed_dim=model["embed_dim"],
        vision=VisionSpec(
            size, patch, vision.get("layers", 12), width, width // head, float(vision.get("mlp_ratio", 4.0))
        ),
        text=TextSpec(
            text.get("context_length", 77),
            text.get("vocab_size", CLIP_VOCABULARY),
            text.get("layers", 12),
            text.get("width", 512),
            text.get("heads", 8),
        ),
        activation="quickgelu" if model.get("quick_gelu", False) else "gelu",
        norm_eps=float(eps.pop()),
        preprocess=_preprocess(size, preprocess),
        build={"vision_cfg": {**vision, "patch_dropout": 0.0}, "text_cfg": text},
    )


def _preprocess(size: int, content: dict[str, Any]) -> Preprocess:
    known = {item.name for item in fields(Preprocess)} | {"mode", "fill_color"}
    if set(content) - known:
        raise ValueError(f"preprocess_cfg has fields that are not known: {sorted(set(content) - known)}")
    default = Preprocess(size)
    if content.get("interpolation", "bicubic") not in ("bicubic", "bilinear"):
        raise ValueError("preprocess_cfg.interpolation must be bicubic or bilinear")
    if content.get("resize_mode", "shortest") not in ("shortest", "longest", "squash"):
        raise ValueError("preprocess_cfg.resize_mode must be shortest, longest or squash")
    return Preprocess(
        size=size,
        mean=_three(content.get("mean", default.mean)),
        std=_three(content.get("std", default.std)),
        interpolation=content.get("interpolation", default.interpolation),
        resize_mode=content.get("resize_mode", default.resize_mode),
    )


def _three(values: object) -> tuple[float, float, float]:
    numbers = tuple(float(value) for value in cast("list[float]", values))
    if len(numbers) != 3:
        raise ValueError("mean and std need three numbers each")
    return (numbers[0], numbers[1], numbers[2])
