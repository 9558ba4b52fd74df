"""In which numbers a device computes. Answers are float32; a training may use shorter ones, where that was measured."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch

from mmrl_engine.types import Precision

TYPES: dict[Precision, torch.dtype] = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "float16": torch.float16,
}
SHORT: tuple[Precision, ...] = ("bfloat16", "float16")


def use_full_float32() -> None:
    """From now on, float32 means float32 in this process: no TF32 on NVIDIA's cards, nothing shorter in oneDNN."""
    torch.backends.cudnn.allow_tf32 = False
    torch.set_float32_matmul_precision("highest")


def layers_in(precision: Precision, device: torch.device) -> AbstractContextManager[object]:
    """What runs inside takes its products in `precision` (torch's autocast; norms and softmax stay float32)."""
    if precision == "float32":
        return nullcontext()
    return torch.autocast(device.type, TYPES[precision])
