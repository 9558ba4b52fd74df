"""Hugging Face's description of a CLIPModel (`config.json`, `preprocessor_config.json`) for open_clip. No torch.

Defaults and meanings: transformers' `models/clip/configuration_clip.py`, `image_processing_clip.py`, and for where the
text is read `modeling_clip.py` (an end id of 2 stands for "the largest id", which is CLIP's end of text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mmrl_engine.backbones.config_rules import CLIP_END, CLIP_VOCABULARY
from mmrl_engine.errors import BackboneError
from mmrl_engine.untrusted import shown

Config = Mapping[str, Any]

_VISION: Config = {
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "num_channels": 3,
    "image_size": 224,
    "patch_size": 32,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
}
_TEXT: Config = {
    "vocab_size": CLIP_VOCABULARY,
    "hidden_size": 512,
    "intermediate_size": 2048,
    "num_hidden_layers": 12,
    "num_attention_heads": 8,
    "max_position_embeddings": 77,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
    "eos_token_id": CLIP_END,
}
_LARGEST_ID = 2
_RESAMPLE: Mapping[object, str] = {2: "bilinear", 3: "bicubic"}  # PIL's numbers
_STEPS = ("do_resize", "do_rescale", "do_normalize")


def is_hf_config(content: object) -> bool:
    """Whether this JSON describes a model of transformers."""
    return isinstance(content, dict) and "model_type" in content


def open_clip_config(content: Config, pictures: Config | None) -> dict[str, Any]:
    """An open_clip config (`model_cfg`, `preprocess_cfg`); its numbers are for `read_config` to judge.

    Args:
        pictures: what `preprocessor_config.json` holds; None: there is none, so what a CLIPModel does by default.

    Raises:
        BackboneError: with every reason why this is no CLIP that is served.
    """
    if content.get("model_type") != "clip":
        raise BackboneError.of(
            "backbone-not-served", reasons=[f"it is a model of the kind {shown(content['model_type'])}"]
        )
    vision, text = _tower(content, "vision_config", _VISION), _tower(content, "text_config", _TEXT)
    reasons = [*_model_reasons(vision, text), *_picture_reasons(pictures or {}, vision["image_size"])]
    if reasons:
        raise BackboneError.of("backbone-not-served", reasons=reasons)
    model = {
        "embed_dim": content.get("projection_dim", 512),
        "quick_gelu": vision["hidden_act"] == "quick_gelu",
        "vision_cfg": {
            "image_size": vision["image_size"],
            "patch_size": vision["patch_size"],
            "layers": vision["num_hidden_layers"],
            "width": vision["hidden_size"],
            "head_width": _share(vision, "num_attention_heads"),
            **_more(vision),
        },
        "text_cfg": {
            "context_length": text["max_position_embeddings"],
            "vocab_size": text["vocab_size"],
            "layers": text["num_hidden_layers"],
            "width": text["hidden_size"],
            "heads": text["num_attention_heads"],
            **_more(text),
        },
    }
    return {"model_cfg": model, "preprocess_cfg": _preprocess(pictures or {})}


def _tower(content: Config, key: str, defaults: Config) -> dict[str, Any]:
    """A tower's settings. `text_config_dict`, of older files, counts before `text_config`, as in transformers."""
    made = dict(defaults)
    for name in (key, f"{key}_dict"):
        given = content.get(name)
        if isinstance(given, dict):
            made.update({item: given[item] for item in defaults if given.get(item) is not None})
    return made


def _model_reasons(vision: Config, text: Config) -> Iterator[str]:
    kinds = sorted({shown(vision["hidden_act"]), shown(text["hidden_act"])})
    if len(kinds) > 1:
        yield f"its towers have different activations ({' and '.join(kinds)})"
    elif kinds[0] not in ("quick_gelu", "gelu"):
        yield f"the activation {kinds[0]}"
    if vision["num_channels"] != 3:
        yield f"pictures of {shown(vision['num_channels'])} channels"
    for name, tower in (("vision_config", vision), ("text_config", text)):
        width, heads = tower["hidden_size"], tower["num_attention_heads"]
        if not (_is_size(width) and _is_size(heads) and width % heads == 0):
            yield f"{name} has a width that its heads do not divide"
        if not _is_size(tower["intermediate_size"]):
            yield f"{name}.intermediate_size is no number"
    vocabulary = text["vocab_size"]
    last = vocabulary - 1 if _is_size(vocabulary) else None
    if text["eos_token_id"] not in (_LARGEST_ID, CLIP_END, last):
        yield "a text feature that is not read at the end-of-text token"


def _picture_reasons(pictures: Config, size: object) -> Iterator[str]:
    for step in _STEPS:
        if pictures.get(step, True) is not True:
            yield f"pictures are prepared without {step}"
    manner = pictures.get("resample", 3)
    if not isinstance(manner, int) or manner not in _RESAMPLE:
        yield f"pictures are resized in the manner {shown(manner)}"
    wanted, crop = pictures.get("size", size), pictures.get("crop_size", size)
    if _edge(wanted) != size or (_is_cropped(pictures) and _edge(crop) != size):
        yield "pictures are cut to another size than the image tower takes"
    if not _is_cropped(pictures) and not _is_squashed(wanted):
        yield "pictures are not cut to squares"
    factor = pictures.get("rescale_factor", 1 / 255)
    if not (isinstance(factor, (int, float)) and abs(factor * 255 - 1) < 1e-6):
        yield "pictures are not scaled to 0 to 1"


def _edge(value: object) -> object:
    """The edge of a square: a number, {"shortest_edge": it}, or {"height": it, "width": it}."""
    if not isinstance(value, dict):
        return value
    if "shortest_edge" in value:
        return value["shortest_edge"]
    return value.get("height") if value.get("height") == value.get("width") else None


def _is_squashed(size: object) -> bool:
    return isinstance(size, dict) and "height" in size and "shortest_edge" not in size


def _is_cropped(pictures: Config) -> bool:
    return pictures.get("do_center_crop", True) is True


def _preprocess(pictures: Config) -> dict[str, Any]:
    made = {
        ours: pictures[theirs] for ours, theirs in (("mean", "image_mean"), ("std", "image_std")) if theirs in pictures
    }
    made["interpolation"] = _RESAMPLE[pictures.get("resample", 3)]
    if _is_squashed(pictures.get("size")):
        made["resize_mode"] = "squash"
    return made


def _more(tower: Config) -> dict[str, Any]:
    """Settings that most models leave at open_clip's default."""
    made: dict[str, Any] = {}
    width, hidden = tower["hidden_size"], tower["intermediate_size"]
    if hidden != 4 * width:
        made["mlp_ratio"] = _ratio(width, hidden)
    if tower["layer_norm_eps"] != 1e-5:
        made["norm_kwargs"] = {"eps": tower["layer_norm_eps"]}
    return made


def _ratio(width: int, hidden: int) -> float:
    """`hidden` over `width` as open_clip's configs write it, so that both files make one fingerprint: rounded up to
    four digits, as the product is rounded down (4.9231 where a width of 1664 has an MLP of 8192).
    """
    for digits in range(4, 12):
        step = 10**digits
        ratio: float = -(-hidden * step // width) / step
        if int(width * ratio) == hidden:
            return ratio
    return hidden / width


def _share(tower: Config, key: str) -> int:
    made: int = tower["hidden_size"] // tower[key]
    return made


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 20
