"""Reads the reference vectors (README.md beside them) and runs a case through the product's own modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from safetensors import safe_open
from torch import Tensor
from torch.optim import SGD, AdamW, Optimizer

from mmrl_engine.backbones.clip import Backbone, plain_names
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.objective import Weights
from mmrl_engine.representation import Representation, build_representation
from mmrl_engine.stems import TextStem, image_stem, text_stem
from mmrl_engine.steps import Batch, Stepper

Tensors = dict[str, Tensor]
Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class CaseSizes:
    """The learner's sizes; the last three are None for MMRL."""

    layers: int
    tokens: int
    width: int
    beta: float | None
    residual_rank: int | None
    projection_rank: int | None


@dataclass(frozen=True)
class Case:
    """One reference case with its frozen CLIP, built from the product's modules."""

    name: str
    tensors: Tensors
    backbone: Backbone
    layers: int
    weights: Weights
    meta: dict[str, str]

    def representation(self) -> Representation:
        """The learner at the case's start values."""
        made = build_representation(
            CaseSizes(
                layers=self.layers,
                tokens=int(self.meta["K"]),
                width=int(self.meta["d_r"]),
                beta=_number(self.meta, "beta", float),
                residual_rank=_number(self.meta, "res_lora_dim", int),
                projection_rank=_number(self.meta, "proj_lora_dim", int),
            ),
            frozen_projection=self.backbone.visual.proj,
            text_width=self.backbone.spec.text.width,
        )
        made.load_state_dict({name: self.tensors[f"mmrl.{name}"] for name, _ in made.named_parameters()})
        return made

    def text(self) -> TextStem:
        return text_stem(self.backbone, self.tensors["in.token_ids"], self.layers)

    def batch(self) -> Batch:
        stem, plain = image_stem(self.backbone, self.tensors["in.images"], self.layers)
        return Batch(stem, plain, self.tensors["in.labels"])

    def stepper(self, representation: Representation, optimizer: Optimizer) -> Stepper:
        return Stepper(self.backbone, representation, self.text(), optimizer, self.weights)

    def optimizer(self, kind: str, parameters: Iterable[Tensor]) -> Optimizer:
        if kind == "adamw3":
            return AdamW(parameters, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=5e-4)
        return SGD(parameters, lr=2e-3, momentum=0.9, weight_decay=5e-4)


def case_files(folder: Path) -> list[Path]:
    """The case files of a folder in the vectors' format; the frozen CLIPs are left out."""
    found = []
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(path, "pt") as file:
            if (file.metadata() or {}).get("kind") == "case":
                found.append(path)
    return found


def read_case(path: Path) -> Case:
    tensors, meta = _read(path)
    tensors.update(_read(path.parent / meta["clip_file"])[0])
    backbone = Backbone(
        read_config(_config(meta)),
        plain_names({key.removeprefix("clip."): v for key, v in tensors.items() if key.startswith("clip.")}),
        id=meta["clip_file"],
        device=torch.device("cpu"),
    )
    weights = Weights(float(meta["alpha"]), float(meta["reg_weight"]), float(meta["logit_scale"]))
    return Case(meta["name"], tensors, backbone, int(meta["n_rep_layers"]), weights, meta)


def _read(path: Path) -> tuple[Tensors, dict[str, str]]:
    with safe_open(path, "pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a dict
        return {key: v.float() if v.is_floating_point() else v for key, v in tensors.items()}, file.metadata()


def _number(meta: dict[str, str], key: str, kind: Callable[[str], Number]) -> Number | None:
    return kind(meta[key]) if meta["variant"] == "mmrlpp" else None


def _config(meta: dict[str, str]) -> dict[str, object]:
    number = {key: int(meta[key]) for key in meta if meta[key].isdigit()}
    return {
        "embed_dim": number["embed_dim"],
        "quick_gelu": True,
        "vision_cfg": {
            "image_size": number["image_size"],
            "patch_size": number["patch_size"],
            "layers": number["vision_layers"],
            "width": number["vision_width"],
            "head_width": number["vision_width"] // number["vision_heads"],
        },
        "text_cfg": {
            "context_length": number["context_length"],
            "vocab_size": number["vocab_size"],
            "layers": number["text_layers"],
            "width": number["text_width"],
            "heads": number["text_heads"],
        },
    }
