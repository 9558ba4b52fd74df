"""A finished model as a folder that open_clip opens with `local-dir:`, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import torch
from open_clip.model import CLIP
from safetensors.torch import load_file, save_file

from demo_backbone.tower import MODEL_CONFIG, PREPROCESS, build_tower

WEIGHTS: Final = "open_clip_model.safetensors"
CONFIG: Final = "open_clip_config.json"


def save_weights(model: CLIP, folder: Path) -> None:
    """Write the model in float16 under open_clip's names, with its config."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.to(torch.float16).contiguous() for name, value in model.state_dict().items()}
    save_file(state, folder / WEIGHTS, {"format": "pt"})
    config = {"model_cfg": MODEL_CONFIG, "preprocess_cfg": PREPROCESS}
    (folder / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def load_weights(folder: Path) -> CLIP:
    """The model in float32, ready to answer. Raises RuntimeError when a weight is missing or has another shape."""
    model = build_tower()
    model.load_state_dict(load_file(folder / WEIGHTS))
    model.eval()
    return model
