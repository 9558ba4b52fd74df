"""What the bench of real sizes works with: a model with random weights in an open_clip folder, and pictures.

Random weights cost what trained ones cost, and need no download.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import open_clip
import safetensors.torch
import torch
from open_clip.model import CLIP

from benches.storage_pictures import BASES, write_copies

TINY = "tiny"
CLASSES = 5
CONFIG, WEIGHTS = "open_clip_config.json", "open_clip_model.safetensors"
_TINY: dict[str, Any] = {
    "embed_dim": 32,
    "vision_cfg": {"image_size": 32, "patch_size": 16, "layers": 4, "width": 64, "head_width": 32},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 1, "layers": 4},
}
_PREPROCESS = {
    "mean": [0.48145466, 0.4578275, 0.40821073],
    "std": [0.26862954, 0.26130258, 0.27577711],
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


def shape_of(name: str) -> dict[str, Any]:
    """open_clip's config of this name, or the smallest that is worth a try."""
    return _TINY if name == TINY else open_clip.get_model_config(name)


def write_model(folder: Path, name: str) -> dict[str, float]:
    """The folder of an open_clip model; its weights' bytes, and how many numbers these are."""
    content = shape_of(name)
    torch.manual_seed(0)
    state = CLIP(**content).state_dict()
    folder.mkdir(parents=True, exist_ok=True)
    described = {"model_cfg": content, "preprocess_cfg": _PREPROCESS}
    (folder / CONFIG).write_text(json.dumps(described), encoding="ascii")
    safetensors.torch.save_file({key: value.contiguous() for key, value in state.items()}, folder / WEIGHTS)
    return {
        "weights_bytes": (folder / WEIGHTS).stat().st_size,
        "parameters": sum(value.numel() for value in state.values()),
    }


def stem_bytes(name: str) -> int:
    """Of one view: float32 for every patch and the class token, at the first layer with tokens."""
    vision = shape_of(name)["vision_cfg"]
    patches = (vision["image_size"] // vision["patch_size"]) ** 2
    return int(4 * vision["width"] * (1 + patches))


def write_pictures(folder: Path, pictures: int, asked: int) -> dict[str, float]:
    """`pictures` JPEG files in folders of classes, and `asked` others to be answered."""
    shutil.rmtree(folder, ignore_errors=True)
    places = [folder / "given" / f"kind {number % CLASSES + 1}" for number in range(pictures)]
    places += [folder / "asked"] * asked
    for place in set(places):
        place.mkdir(parents=True)
    targets = [(place / f"{number:05}.jpg", number) for number, place in enumerate(places)]
    bases = min(BASES, len(targets))
    for base in range(bases):
        write_copies(base, targets[base::bases])
    return {"bytes": sum(path.stat().st_size for path, _ in targets)}
