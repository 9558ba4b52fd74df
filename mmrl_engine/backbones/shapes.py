"""The shapes of open_clip models that can be downloaded, and the tensors that a shape has. No torch.

The configs are open_clip's own (its `model_configs/NAME.json`), said again so that a download can be checked without
importing it; a test holds them to the originals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.spec import BackboneSpec, read_config

_TEXT_512 = {"context_length": 77, "vocab_size": 49408, "width": 512, "heads": 8, "layers": 12}
_TEXT_768 = {"context_length": 77, "vocab_size": 49408, "width": 768, "heads": 12, "layers": 12}
_TEXT_1024 = {"context_length": 77, "vocab_size": 49408, "width": 1024, "heads": 16, "layers": 24}
SHAPES: Mapping[str, tuple[int, dict[str, int], dict[str, int]]] = {
    "ViT-B-32": (512, {"image_size": 224, "patch_size": 32, "layers": 12, "width": 768}, _TEXT_512),
    "ViT-B-16": (512, {"image_size": 224, "patch_size": 16, "layers": 12, "width": 768}, _TEXT_512),
    "ViT-L-14": (768, {"image_size": 224, "patch_size": 14, "layers": 24, "width": 1024}, _TEXT_768),
    "ViT-L-14-336": (768, {"image_size": 336, "patch_size": 14, "layers": 24, "width": 1024}, _TEXT_768),
    "ViT-H-14": (
        1024,
        {"image_size": 224, "patch_size": 14, "layers": 32, "width": 1280, "head_width": 80},
        _TEXT_1024,
    ),
}
_QUICK = "-quickgelu"
_INCEPTION = [0.5, 0.5, 0.5]


def spec_of(entry: Entry) -> BackboneSpec:
    """The shape of a backbone that can be downloaded.

    Raises:
        ValueError: its shape lies beside its weights.
    """
    if entry.config is None:
        raise ValueError(f"{entry.id} has its config beside its weights")
    content: dict[str, Any] = {"model_cfg": model_config(entry.config)}
    if entry.inception:
        content["preprocess_cfg"] = {"mean": _INCEPTION, "std": _INCEPTION}
    return read_config(content)


def model_config(name: str) -> dict[str, Any]:
    """open_clip's model config `name`."""
    embed_dim, vision, text = SHAPES[name.removesuffix(_QUICK)]
    config: dict[str, Any] = {"embed_dim": embed_dim, "vision_cfg": dict(vision), "text_cfg": dict(text)}
    return {**config, "quick_gelu": True} if name.endswith(_QUICK) else config


def parameter_shapes(spec: BackboneSpec) -> dict[str, tuple[int, ...]]:
    """Every parameter of `open_clip.CLIP` built from a plain `spec` (no layer scale), with its shape."""
    vision, text, joint = spec.vision, spec.text, spec.embed_dim
    shapes: dict[str, tuple[int, ...]] = {
        "visual.class_embedding": (vision.width,),
        "visual.positional_embedding": (vision.patches + 1, vision.width),
        "visual.proj": (vision.width, joint),
        "visual.conv1.weight": (vision.width, 3, vision.patch_size, vision.patch_size),
        "token_embedding.weight": (text.vocab_size, text.width),
        "positional_embedding": (text.context_length, text.width),
        "text_projection": (text.width, joint),
        "logit_scale": (),
    }
    for name, width in (("visual.ln_pre", vision.width), ("visual.ln_post", vision.width), ("ln_final", text.width)):
        shapes |= _norm(name, width)
    for layer in range(vision.layers):
        shapes |= _block(f"visual.transformer.resblocks.{layer}", vision.width, int(vision.width * vision.mlp_ratio))
    for layer in range(text.layers):
        shapes |= _block(f"transformer.resblocks.{layer}", text.width, 4 * text.width)
    return shapes


def image_flops(spec: BackboneSpec) -> int:
    """Floating-point operations of the image tower a picture: matrix products, the patches' convolution, attention; a
    multiply-add counts as two.
    """
    vision = spec.vision
    places, width = vision.patches + 1, vision.width
    weights = 4 * width * width + 2 * width * int(width * vision.mlp_ratio)
    layer = 2 * places * weights + 4 * places * places * width
    patches = 2 * vision.patches * width * 3 * vision.patch_size**2
    return patches + vision.layers * layer + 2 * width * spec.embed_dim


def _norm(name: str, width: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def _block(name: str, width: int, hidden: int) -> dict[str, tuple[int, ...]]:
    return {
        **_norm(f"{name}.ln_1", width),
        f"{name}.attn.in_proj_weight": (3 * width, width),
        f"{name}.attn.in_proj_bias": (3 * width,),
        **dict(_linear(f"{name}.attn.out_proj", width, width)),
        **_norm(f"{name}.ln_2", width),
        **dict(_linear(f"{name}.mlp.c_fc", hidden, width)),
        **dict(_linear(f"{name}.mlp.c_proj", width, hidden)),
    }


def _linear(name: str, out: int, width: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{name}.weight", (out, width)
    yield f"{name}.bias", (out,)
