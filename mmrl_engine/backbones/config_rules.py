"""What an open_clip config may say, so that what it builds is served. No torch.

Every rule returns its faults, so that all of them can be told together; none raises, whatever JSON the config holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeGuard

from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Preprocess
from mmrl_engine.untrusted import shown

Config = Mapping[str, Any]

CLIP_VOCABULARY = 49408
CLIP_END = 49407
DEFAULT_EPS = 1e-5

# Settings that change what a tower computes in a way that this engine's layers do not, or that reach for a network.
_REFUSED_BLOCKS = {
    "block_type": "attention blocks of its own",
    "qk_norm": "normalised queries and keys",
    "scaled_cosine_attn": "cosine attention",
    "scale_heads": "scaled heads",
    "scale_attn_inner": "a norm inside attention",
    "scale_attn": "a norm after attention",
    "scale_fc": "a norm inside the MLP",
    "act_kwargs": "an activation with settings",
}
_REFUSED_VISION = {
    "timm_model_name": "an image tower of the timm library",
    "attentional_pool": "attention pooling of the picture",
    **_REFUSED_BLOCKS,
}
_REFUSED_TEXT = {
    "hf_model_name": "a text tower of the transformers library",
    "hf_tokenizer_name": "a tokenizer that must be fetched",
    "tokenizer_mode": "a tokenizer mode of its own",
    "embed_cls": "a class token in the text",
    "no_causal_mask": "text that looks ahead",
    "proj_bias": "a text projection with a bias",
    **_REFUSED_BLOCKS,
}
_MODEL_KEYS = {"embed_dim", "vision_cfg", "text_cfg", "quick_gelu", "custom_text"}
_MODEL_KEYS |= {"init_logit_scale", "init_logit_bias", "nonscalar_logit_scale"}
# Without effect here: of training, of poolers that are refused, and of other libraries' towers.
_IDLE_VISION = {"patch_dropout", "attn_pooler_queries", "attn_pooler_heads", "timm_model_pretrained", "timm_pool"}
_IDLE_VISION |= {"timm_proj", "timm_proj_bias", "timm_drop", "timm_drop_path"}
_IDLE_TEXT = {"pad_id", "hf_model_pretrained", "hf_proj_type", "hf_pooler_type"}
_FLAGS_VISION = ("no_ln_pre", "final_ln_after_pool", "output_tokens")
_FLAGS_TEXT = ("final_ln_after_pool", "output_tokens")

# Whole numbers: open_clip's default, the least and the most. The most is far beyond any model, and keeps what is built
# before weights are compared small.
WHOLE_VISION: Mapping[str, tuple[int, int, int]] = {
    "image_size": (224, 1, 1 << 14),
    "patch_size": (16, 1, 1 << 14),
    "layers": (12, 1, 256),
    "width": (768, 1, 1 << 16),
    "head_width": (64, 1, 1 << 16),
}
WHOLE_TEXT: Mapping[str, tuple[int, int, int]] = {
    "context_length": (77, 3, 1 << 16),
    "vocab_size": (CLIP_VOCABULARY, 1, 1 << 20),
    "layers": (12, 1, 256),
    "width": (512, 1, 1 << 16),
    "heads": (8, 1, 1 << 16),
}
_VISION_KEYS = {*WHOLE_VISION, *_REFUSED_VISION, *_IDLE_VISION, *_FLAGS_VISION}
_VISION_KEYS |= {"mlp_ratio", "ls_init_value", "norm_kwargs", "pool_type", "pos_embed_type"}
_TEXT_KEYS = {*WHOLE_TEXT, *_REFUSED_TEXT, *_IDLE_TEXT, *_FLAGS_TEXT}
_TEXT_KEYS |= {"mlp_ratio", "ls_init_value", "norm_kwargs", "pool_type", "eos_id", "proj_type", "tokenizer_kwargs"}

_CLEANERS = ("canonicalize", "lower", "whitespace")
_CHOICES: Mapping[str, tuple[object, ...]] = {
    "interpolation": ("bicubic", "bilinear"),
    "resize_mode": ("shortest", "longest", "squash"),
    "mode": ("RGB",),
    "fill_color": (0,),
}


def config_faults(model: Config, vision: Config, text: Config, preprocess: Config) -> list[Notice]:
    """Every reason why this config cannot be used; none where it can."""
    reasons = [*_unknown(model, vision, text), *_not_served(vision, text)]
    numbers = [] if _another_library(vision) else [*_wrong_whole(model, vision, text)]
    values = [*_wrong_values(model, vision, text), *_wrong_preprocess(preprocess)]
    if not numbers and not _another_library(vision):  # these compare numbers with each other
        numbers = [*_wrong_ratios(vision, text)]
        values += _misfits(vision, text, preprocess)
    found = []
    if reasons:
        found.append(notice("backbone-not-served", reasons=_first(reasons)))
    if numbers:
        found.append(notice("backbone-config-numbers", fields=_first(numbers)))
    if values:
        found.append(notice("backbone-config-values", values=_first(values)))
    return found


def _first(faults: list[str], limit: int = 12) -> list[str]:
    return faults if len(faults) <= limit else [*faults[:limit], f"and {len(faults) - limit} more"]


def norm_eps(tower: Config) -> float:
    """The eps of a tower's norms, once its config was found sound."""
    return float((tower.get("norm_kwargs") or {}).get("eps", DEFAULT_EPS))


def whole(tower: Config, table: Mapping[str, tuple[int, int, int]], key: str) -> Any:
    """A tower's setting, or open_clip's default for it."""
    return tower.get(key, table[key][0])


def _unknown(model: Config, vision: Config, text: Config) -> Iterator[str]:
    yield from (f"it has {shown(key)}" for key in model if key not in _MODEL_KEYS)
    yield from (f"it has vision_cfg.{shown(key)}" for key in vision if key not in _VISION_KEYS)
    yield from (f"it has text_cfg.{shown(key)}" for key in text if key not in _TEXT_KEYS)


def _not_served(vision: Config, text: Config) -> Iterator[str]:
    yield from (reason for key, reason in _REFUSED_VISION.items() if vision.get(key))
    yield from (reason for key, reason in _REFUSED_TEXT.items() if text.get(key))
    if isinstance(vision.get("layers"), list):
        yield "a ResNet image tower"
    if vision.get("pool_type", "tok") != "tok":
        yield "a picture feature that is not read at the class token"
    pool = text.get("pool_type", "argmax")
    if pool != "argmax" and not (pool == "eos" and text.get("eos_id") == CLIP_END):
        yield "a text feature that is not read at the end-of-text token"
    if text.get("proj_type", "linear") != "linear":
        yield "a text tower without a linear projection"
    settings = text.get("tokenizer_kwargs")
    if isinstance(settings, dict) and set(settings) - {"clean"}:
        yield "a tokenizer with settings of its own"


def _another_library(vision: Config) -> bool:
    """Whether the image tower has other numbers than a ViT's; that it is refused is told already."""
    return isinstance(vision.get("layers"), list) or bool(vision.get("timm_model_name"))


def _wrong_whole(model: Config, vision: Config, text: Config) -> Iterator[str]:
    if not _is_whole(model.get("embed_dim"), 1, 1 << 16):
        yield "embed_dim"
    for name, tower, table in (("vision_cfg", vision, WHOLE_VISION), ("text_cfg", text, WHOLE_TEXT)):
        for key, (default, low, high) in table.items():
            if not _is_whole(tower.get(key, default), low, high):
                yield f"{name}.{key}"


def _wrong_ratios(vision: Config, text: Config) -> Iterator[str]:
    for name, tower, table in (("vision_cfg", vision, WHOLE_VISION), ("text_cfg", text, WHOLE_TEXT)):
        ratio = tower.get("mlp_ratio", 4.0)
        if not (_is_number(ratio, 0, 64) and int(whole(tower, table, "width") * ratio) >= 1):
            yield f"{name}.mlp_ratio"
        if tower.get("ls_init_value") is not None and not _is_number(tower["ls_init_value"], -1e3, 1e3):
            yield f"{name}.ls_init_value"


def _wrong_values(model: Config, vision: Config, text: Config) -> Iterator[str]:
    flags = [("quick_gelu", model.get("quick_gelu", False))]
    flags += [(f"vision_cfg.{key}", vision.get(key, False)) for key in _FLAGS_VISION]
    flags += [(f"text_cfg.{key}", text.get(key, False)) for key in _FLAGS_TEXT]
    yield from (f"{name} (it must be true or false)" for name, value in flags if not isinstance(value, bool))
    norms = {name: tower.get("norm_kwargs") for name, tower in (("vision_cfg", vision), ("text_cfg", text))}
    wrong = [f"{name}.norm_kwargs (it may hold a small eps alone)" for name, it in norms.items() if not _is_norm(it)]
    yield from wrong
    if not wrong and norm_eps(vision) != norm_eps(text):
        yield "norm_kwargs (its eps differs between the two towers)"
    if vision.get("pos_embed_type", "learnable") not in ("learnable", "sin_cos_2d"):
        yield "vision_cfg.pos_embed_type"
    settings = text.get("tokenizer_kwargs")
    if not (settings is None or (isinstance(settings, dict) and settings.get("clean", "lower") in _CLEANERS)):
        yield f"text_cfg.tokenizer_kwargs (clean must be one of: {', '.join(_CLEANERS)})"


def _wrong_preprocess(content: Config) -> Iterator[str]:
    known = {item.name for item in fields(Preprocess)} | set(_CHOICES)
    yield from (f"preprocess_cfg.{shown(key)} (it is not known)" for key in content if key not in known)
    for key, options in _CHOICES.items():
        if key in content and content[key] not in options:
            yield f"preprocess_cfg.{key} (it must be {' or '.join(map(str, options))})"
    for key, low in (("mean", -1e3), ("std", 1e-6)):
        if key in content and not _are_three(content[key], low, 1e3):
            yield f"preprocess_cfg.{key} (three numbers belong there, from {low:g} to 1000)"


def _misfits(vision: Config, text: Config, preprocess: Config) -> Iterator[str]:
    size, patch = whole(vision, WHOLE_VISION, "image_size"), whole(vision, WHOLE_VISION, "patch_size")
    if patch > size:
        yield f"vision_cfg.patch_size ({patch}, which is larger than the picture)"
    if whole(vision, WHOLE_VISION, "width") % whole(vision, WHOLE_VISION, "head_width"):
        yield "vision_cfg.width (it is not a multiple of head_width)"
    if whole(text, WHOLE_TEXT, "width") % whole(text, WHOLE_TEXT, "heads"):
        yield "text_cfg.width (it is not a multiple of heads)"
    if preprocess.get("size", size) not in (size, [size, size]):
        yield f"preprocess_cfg.size ({shown(preprocess['size'])}, but the image tower takes {size})"


def _is_norm(value: object) -> bool:
    if not isinstance(value, dict):
        return value is None
    return not set(value) - {"eps"} and _is_number(value.get("eps", DEFAULT_EPS), 1e-12, 0.1)


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_number(value: object, low: float, high: float) -> TypeGuard[int | float]:
    # True and False are ints in Python. NaN fails both comparisons.
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _are_three(value: object, low: float, high: float) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 3 and all(_is_number(item, low, high) for item in value)
