"""Floating-point operations of a piece of work, and how many of them the machine does a second at its best.

Counted are matrix products, convolutions and attention, a multiply-add as two. Attention counts in full under a mask.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode, sdpa_backward_flop_count, sdpa_flop_count

SIDE = 2048
MATRIX_PRODUCT_FLOPS = 2 * SIDE**3


def count_flops(run: Callable[[], object]) -> int:
    """Operations of `run`, its backward passes included.

    torch's counter does not know the CPU's attention kernels, nor the one kernel that `nn.MultiheadAttention` takes
    where nothing needs a gradient: the former are added, the latter is off while it counts.
    """
    kernels = torch.ops.aten
    known: dict[Any, Any] = {
        kernels._scaled_dot_product_flash_attention_for_cpu: _attention,
        kernels._scaled_dot_product_flash_attention_for_cpu_backward: _attention_backward,
    }
    fused = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with FlopCounterMode(display=False, custom_mapping=known) as counter:
            run()
    finally:
        torch.backends.mha.set_fastpath_enabled(fused)
    return int(counter.get_total_flops())


def matrix_product() -> Callable[[], object]:
    """A square float32 product of `MATRIX_PRODUCT_FLOPS` operations, ready to be timed."""
    a, b = torch.randn(SIDE, SIDE), torch.randn(SIDE, SIDE)
    out = torch.empty(SIDE, SIDE)
    return lambda: torch.mm(a, b, out=out)


# What the counter hands over are shapes [B, heads, places, width].


def _attention(query: Any, key: Any, value: Any, *rest: Any, **more: Any) -> int:
    return int(sdpa_flop_count(query, key, value))  # type: ignore[no-untyped-call]


def _attention_backward(grad_out: Any, query: Any, key: Any, value: Any, *rest: Any, **more: Any) -> int:
    return int(sdpa_backward_flop_count(grad_out, query, key, value))  # type: ignore[no-untyped-call]
