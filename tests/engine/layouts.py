"""One random CLIP in the layouts that people have: written by torch and by hand, read back by the product alone."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from tests.engine import small

State = dict[str, Tensor]
_HF_NAMES = (
    (r"^visual\.class_embedding$", "vision_model.embeddings.class_embedding"),
    (r"^visual\.conv1\.weight$", "vision_model.embeddings.patch_embedding.weight"),
    (r"^visual\.positional_embedding$", "vision_model.embeddings.position_embedding.weight"),
    (r"^token_embedding\.weight$", "text_model.embeddings.token_embedding.weight"),
    (r"^positional_embedding$", "text_model.embeddings.position_embedding.weight"),
    (r"^visual\.ln_pre\.", "vision_model.pre_layrnorm."),
    (r"^visual\.ln_post\.", "vision_model.post_layernorm."),
    (r"^ln_final\.", "text_model.final_layer_norm."),
    (r"^visual\.transformer\.resblocks\.", "vision_model.encoder.layers."),
    (r"^transformer\.resblocks\.", "text_model.encoder.layers."),
    (r"\.attn\.out_proj\.", ".self_attn.out_proj."),
    (r"\.ln_([12])\.", r".layer_norm\1."),
    (r"\.mlp\.c_fc\.", ".mlp.fc1."),
    (r"\.mlp\.c_proj\.", ".mlp.fc2."),
    (r"^visual\.proj$", "visual_projection.weight"),
    (r"^text_projection$", "text_projection.weight"),
)


def openai_shaped(**model: Any) -> small.Config:
    """A config as OpenAI's archives have it: QuickGELU, heads of width 64."""
    content = small.config(quick_gelu=True, vision=2, text=3)
    content["vision_cfg"] |= {"width": 128, "head_width": 64}
    content["text_cfg"] |= {"width": 64, "heads": 1}
    return {**content, **model}


def half_values(state: State) -> State:
    """float32 numbers that float16 holds exactly."""
    return {key: value.half().float() for key, value in state.items()}


def hf_state(state: State) -> State:
    """The tensors under Hugging Face's names, position ids included as older files have them."""
    made: State = {"text_model.embeddings.position_ids": torch.arange(state["positional_embedding"].shape[0])[None]}
    for key, value in state.items():
        name = key
        for pattern, theirs in _HF_NAMES:
            name = re.sub(pattern, theirs, name)
        if key in ("visual.proj", "text_projection"):
            made[name] = value.T.contiguous()
        elif "in_proj" in name:
            kind = name.rpartition("_")[2]
            for letter, part in zip("qkv", value.chunk(3), strict=True):
                made[re.sub(r"attn\.in_proj_\w+$", f"self_attn.{letter}_proj.{kind}", name)] = part.clone()
        elif key != "attn_mask":
            made[name] = value
    return made


def hf_config(content: small.Config, **more: Any) -> dict[str, Any]:
    """What Hugging Face calls the settings of an open_clip model config."""
    vision, text = content["vision_cfg"], content["text_cfg"]
    activation = "quick_gelu" if content["quick_gelu"] else "gelu"
    return {
        "model_type": "clip",
        "projection_dim": content["embed_dim"],
        "vision_config": {
            "hidden_size": vision["width"],
            "intermediate_size": int(vision["width"] * vision.get("mlp_ratio", 4)),
            "num_hidden_layers": vision["layers"],
            "num_attention_heads": vision["width"] // vision["head_width"],
            "image_size": vision["image_size"],
            "patch_size": vision["patch_size"],
            "hidden_act": activation,
        },
        "text_config": {
            "hidden_size": text["width"],
            "intermediate_size": 4 * text["width"],
            "num_hidden_layers": text["layers"],
            "num_attention_heads": text["heads"],
            "max_position_embeddings": text["context_length"],
            "vocab_size": text["vocab_size"],
            "hidden_act": activation,
            "eos_token_id": 2,
        },
        **more,
    }


def preprocessor(edge: int, **more: Any) -> dict[str, Any]:
    """A `preprocessor_config.json` with OpenAI's normalisation."""
    return {
        "crop_size": edge,
        "do_center_crop": True,
        "do_normalize": True,
        "do_resize": True,
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "resample": 3,
        "size": edge,
        **more,
    }


def write_hf_folder(
    folder: Path, content: small.Config, state: State, *, parts: int = 1, pictures: dict[str, Any] | None = None
) -> Path:
    """A Hugging Face folder; with several parts an index says which tensor lies where."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(hf_config(content)))
    size = content["vision_cfg"]["image_size"]
    (folder / "preprocessor_config.json").write_text(json.dumps(pictures or preprocessor(size)))
    tensors = hf_state(state)
    if parts == 1:
        save_file(tensors, folder / "model.safetensors")
        return folder
    places = {name: f"model-{index % parts + 1:05}-of-{parts:05}.safetensors" for index, name in enumerate(tensors)}
    for file in set(places.values()):
        save_file({name: tensors[name] for name in tensors if places[name] == file}, folder / file)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": places}))
    return folder


def write_openai_archive(path: Path, content: small.Config, state: State) -> Path:
    """A TorchScript archive as OpenAI's: float16, and three numbers beside the parameters."""
    top = nn.Module()
    for key, value in state.items():
        _register(top, key, nn.Parameter(value.half(), requires_grad=False))
    marks = {"input_resolution": "image_size", "context_length": "context_length", "vocab_size": "vocab_size"}
    sizes = {**content["vision_cfg"], **content["text_cfg"]}
    for name, key in marks.items():
        top.register_buffer(name, torch.tensor(sizes[key]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # deprecated for new work; people keep the files
        torch.jit.script(top).save(str(path))  # type: ignore[no-untyped-call]
    return path


def _register(top: nn.Module, key: str, value: nn.Parameter) -> None:
    *folders, name = key.split(".")
    place = top
    for folder in folders:
        if folder not in place._modules:
            place.add_module(folder, nn.Module())
        place = place.get_submodule(folder)
    place.register_parameter(name, value)
