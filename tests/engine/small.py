"""Small random backbones and generated pictures: real towers of several shapes that train in a blink."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from open_clip.model import CLIP
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.types import Example, TrainConfig

Config = dict[str, Any]
QUICK = TrainConfig(layers=2, tokens=3, width=16, views=2, epochs=3, batch=4, micro_batch=2, learning_rate=1e-3)


def config(*, vision: int = 4, text: int = 4, quick_gelu: bool = False, **model: Any) -> Config:
    """An open_clip model config with towers of these depths."""
    return {
        "embed_dim": 24,
        "quick_gelu": quick_gelu,
        "vision_cfg": {"image_size": 32, "patch_size": 8, "layers": vision, "width": 64, "head_width": 32},
        "text_cfg": {"context_length": 20, "vocab_size": 49408, "width": 32, "heads": 2, "layers": text},
        **model,
    }


def random_model(content: Config, seed: int = 0) -> CLIP:
    """open_clip's own model with weights large enough that every path matters."""
    torch.manual_seed(seed)
    keys = ("embed_dim", "vision_cfg", "text_cfg", "quick_gelu")
    model = CLIP(**{key: content[key] for key in keys}).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim < 2 and name != "logit_scale":
                parameter.add_(0.1 * torch.randn_like(parameter))
            elif "token_embedding" in name:
                parameter.mul_(20)
    return model


def state_of(model: CLIP) -> dict[str, Tensor]:
    return {key: value.clone().contiguous() for key, value in model.state_dict().items()}


@cache
def backbone(vision: int = 4, text: int = 4, quick_gelu: bool = False, seed: int = 0) -> Backbone:
    content = config(vision=vision, text=text, quick_gelu=quick_gelu)
    spec = read_config(content)
    return Backbone(spec, state_of(random_model(content, seed)), id=f"random-{seed}", device=torch.device("cpu"))


def write_folder(folder: Path, content: Config, state: dict[str, Tensor]) -> Path:
    """An open_clip folder, as `local-dir:` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "open_clip_config.json").write_text(json.dumps({"model_cfg": content, "preprocess_cfg": {}}))
    save_file(state, folder / "open_clip_model.safetensors")
    return folder


def write_pictures(folder: Path, counts: dict[str, int], seed: int = 0) -> list[Example]:
    """Noisy pictures in a colour of their class: FOLDER/CLASS/n.png."""
    draw = np.random.default_rng(seed)
    examples = []
    for index, (name, count) in enumerate(counts.items()):
        colour = np.array([[220, 40, 40], [40, 200, 60], [50, 60, 220], [200, 190, 40]][index % 4])
        for number in range(count):
            path = folder / name / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            pixels = np.clip(colour + draw.normal(0, 25, 3) + draw.normal(0, 30, (40, 48, 3)), 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(path)
            examples.append(Example(path, name))
    return examples
