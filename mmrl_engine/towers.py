"""The layers of a frozen CLIP, with or without representation tokens: the one fast path of training, answers and stems.

What is saved, without changing a result:

* image tower: tokens and constants are projected apart, so nothing flows back into the constants of the first token
layer; the last
  layer asks only from the class token and the representation tokens.
* text tower: it is causal, so everything up to the first place where two prompts differ is the same for all classes
and runs once
  (`prefix`); prompts end at their end-of-text place; the last layer asks only from that place.

Shapes: B pictures, P patches, C prompts, K tokens a layer, n layers that see tokens, p and s places of prefix and
suffix.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor


def run_image_layers(
    blocks: Sequence[Any], x: Tensor, tokens: Tensor | None = None, *, beta: float | None = None, last: bool = True
) -> tuple[Tensor, Tensor | None]:
    """Runs consecutive image layers.

    Args:
        blocks: open_clip's residual attention blocks. x: [B, 1 + P, d_v], the class token first.
        tokens: [n, K, d_v], one set for each block, or None for the untouched CLIP.
        beta: share of fresh tokens from the second block on (MMRL++); None replaces them (MMRL).
        last: these blocks end the tower, so that only the class token and the tokens are asked of the last one.

    Returns:
        What the last block left: x as [B, 1, d_v] (`last`) or [B, 1 + P, d_v], and the tokens [B, K, d_v].
    """
    left: Tensor | None = None
    for i, block in enumerate(blocks):
        fresh = None if tokens is None else _next_tokens(tokens[i], left, beta)
        x, left = _image_layer(block, x, fresh, narrow=last and i == len(blocks) - 1)
    return x, left


def run_text_layers(
    blocks: Sequence[Any],
    prefix: Tensor,
    suffix: Tensor,
    end: Tensor,
    tokens: Tensor | None = None,
    *,
    beta: float | None = None,
    last: bool = True,
) -> tuple[Tensor, Tensor]:
    """Runs consecutive text layers over prompts that share their first places.

    Args:
        prefix: [1, p, d_t], start of text first. suffix: [C, s, d_t]. end: [C], the end-of-text place inside the
        suffix.
        tokens: [n, K, d_t] or None; they stand right behind the start of text and obey the causal mask.
        last: these blocks end the tower: the suffix comes back as [C, 1, d_t], the end-of-text place alone.
    """
    left: Tensor | None = None
    for i, block in enumerate(blocks):
        narrow = end if last and i == len(blocks) - 1 else None
        if tokens is None:
            prefix, suffix = _text_layer(block, prefix, suffix, narrow)
            continue
        fresh = _next_tokens(tokens[i], left, beta).expand(1, -1, -1)
        k = fresh.shape[1]
        whole, suffix = _text_layer(block, torch.cat([prefix[:, :1], fresh, prefix[:, 1:]], 1), suffix, narrow)
        left = whole[:, 1 : 1 + k]
        prefix = torch.cat([whole[:, :1], whole[:, 1 + k :]], 1)
    return prefix, suffix


def _next_tokens(fresh: Tensor, left: Tensor | None, beta: float | None) -> Tensor:
    """[1 or B, K, d]: fresh tokens, mixed with what the layer before left in their places (MMRL++)."""
    fresh = fresh.unsqueeze(0)
    return fresh if beta is None or left is None else beta * fresh + (1 - beta) * left


def _image_layer(block: Any, x: Tensor, tokens: Tensor | None, narrow: bool) -> tuple[Tensor, Tensor | None]:
    q, k, v = _project(block, x)
    asked = x
    if narrow:
        q, asked = q[:, :1], x[:, :1]
    if tokens is not None:
        # Attention without a mask does not care about order, so the tokens may stand last.
        tokens = tokens.expand(len(x), -1, -1)
        own = _project(block, tokens)
        q, k, v = (torch.cat(pair, 1) for pair in zip((q, k, v), own, strict=True))
        asked = torch.cat([asked, tokens], 1)
    out = _finish(block, asked, _attend(block, q, k, v))
    if tokens is None:
        return out, None
    count = out.shape[1] - tokens.shape[1]
    return out[:, :count], out[:, count:]


def _text_layer(block: Any, prefix: Tensor, suffix: Tensor, narrow: Tensor | None) -> tuple[Tensor, Tensor]:
    pq, pk, pv = _project(block, prefix)
    sq, sk, sv = _project(block, suffix)
    p, s = prefix.shape[1], suffix.shape[1]
    allowed = torch.ones(s, p + s, dtype=torch.bool, device=suffix.device).tril(p)
    k = torch.cat([pk.expand(len(suffix), -1, -1), sk], 1)
    v = torch.cat([pv.expand(len(suffix), -1, -1), sv], 1)
    if narrow is not None:  # only the end-of-text places are read after the last layer
        rows = torch.arange(len(suffix), device=suffix.device)
        out = _attend(block, sq[rows, narrow].unsqueeze(1), k, v, allowed[narrow][:, None, None, :])
        return prefix, _finish(block, suffix[rows, narrow].unsqueeze(1), out)
    causal = torch.ones(p, p, dtype=torch.bool, device=prefix.device).tril()
    prefix = _finish(block, prefix, _attend(block, pq, pk, pv, causal))
    return prefix, _finish(block, suffix, _attend(block, sq, k, v, allowed))


def _project(block: Any, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Queries, keys and values [B, S, d] of a block's attention."""
    attention = block.attn
    q, k, v = F.linear(block.ln_1(x), attention.in_proj_weight, attention.in_proj_bias).chunk(3, dim=-1)
    return q, k, v


def _attend(block: Any, q: Tensor, k: Tensor, v: Tensor, allowed: Tensor | None = None) -> Tensor:
    """Multi-head attention and its output projection: [B, Sq, d]. `allowed`: bool, broadcast to [B, heads, Sq, Sk]."""
    heads = block.attn.num_heads

    def split(x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], heads, -1).transpose(1, 2)

    out = F.scaled_dot_product_attention(split(q), split(k), split(v), attn_mask=allowed)
    projected: Tensor = block.attn.out_proj(out.transpose(1, 2).flatten(2))
    return projected


def _finish(block: Any, x: Tensor, attended: Tensor) -> Tensor:
    x = x + block.ls_1(attended)
    out: Tensor = x + block.ls_2(block.mlp(block.ln_2(x)))
    return out
