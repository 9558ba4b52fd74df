"""The layers of a frozen CLIP, with or without representation tokens: the one fast path of training, answers and stems.

What is saved, without changing a result:

* image tower: tokens and constants are projected apart, so nothing flows back into the constants of the first token
  layer; the last layer asks only from the class token and the representation tokens.
* text tower: it is causal, so everything up to the first place where two prompts differ is the same for all classes and
  runs once (`prefix`); prompts end at their end-of-text place; the last layer asks only from that place. Prefix and
  suffixes pass the linear maps together: short prompts cost what it costs to read the weights.
* both: where fresh tokens replace those of the layer before (MMRL), what a layer would leave at their places is not
  computed: there they are but keys and values.

Shapes: B pictures, P patches, C prompts, K tokens a layer, n layers that see tokens, p and s places of prefix and
suffix.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

Attend = Callable[[Any, Tensor, Tensor, Tensor], Tensor]
"""Attention of a block's queries [B, Sq, d] over its keys and values [B, Sk, d], not yet projected: [B, Sq, d]."""


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
    for layer in image_layers(blocks, tokens, beta=beta, last=last):
        x, left = layer(x, left)
    return x, left


@dataclass(frozen=True, slots=True)
class ImageLayer:
    """One layer on its way through consecutive ones.

    Attributes:
        tokens: [K, d_v], those that are put in here, or None. beta: as in `run_image_layers`.
        narrow: only the class token is asked for. keep: the tokens are too; else they are but keys and values.
    """

    block: Any
    tokens: Tensor | None
    beta: float | None
    narrow: bool
    keep: bool

    def __call__(self, x: Tensor, left: Tensor | None, attend: Attend | None = None) -> tuple[Tensor, Tensor | None]:
        """What it leaves of x [B, 1 + P, d_v] and of what the layer before `left` at the tokens' places [B, K, d_v].

        Args:
            attend: computes the attention in place of the fast path, for whoever wants to see its weights. Queries and
            keys are those of x, then those of the tokens.
        """
        tokens = None if self.tokens is None else _next_tokens(self.tokens, left, self.beta)
        return _image_layer(self.block, x, tokens, self.narrow, self.keep, attend or _attention)


def image_layers(
    blocks: Sequence[Any], tokens: Tensor | None, *, beta: float | None = None, last: bool = True
) -> list[ImageLayer]:
    """Consecutive image layers, arguments as those of `run_image_layers`."""
    layers = []
    for i, block in enumerate(blocks):
        end, own = i == len(blocks) - 1, None if tokens is None else tokens[i]
        keep = own is not None and (end or beta is not None)
        layers.append(ImageLayer(block, own, beta, narrow=last and end, keep=keep))
    return layers


def _next_tokens(fresh: Tensor, left: Tensor | None, beta: float | None) -> Tensor:
    """[1 or B, K, d]: fresh tokens, mixed with what the layer before left in their places (MMRL++)."""
    fresh = fresh.unsqueeze(0)
    return fresh if beta is None or left is None else beta * fresh + (1 - beta) * left


def _image_layer(
    block: Any, x: Tensor, tokens: Tensor | None, narrow: bool, keep: bool, attend: Attend
) -> tuple[Tensor, Tensor | None]:
    count = 1 if narrow else x.shape[1]
    asked, normed = x[:, :count], block.ln_1(x)
    q = _query(block, normed[:, :count])
    k, v = _keys_values(block, normed)
    if tokens is not None:
        # Attention without a mask does not care about order, so the tokens may stand last.
        own = block.ln_1(tokens)
        k, v = (_append(those, more) for those, more in zip((k, v), _keys_values(block, own), strict=True))
        if keep:
            q, asked = _append(q, _query(block, own)), _append(asked, tokens)
    out = _finish(block, asked, attend(block, q, k, v))
    return out[:, :count], out[:, count:] if keep else None


def values_through(block: Any, x: Tensor) -> Tensor:
    """What each place of x [B, S, d_v] has to give in a block's attention, through its output map: [B, S, d_v].

    A block adds to a place the mean of these, weighted for each head by its attention.
    """
    projected: Tensor = block.attn.out_proj(_keys_values(block, block.ln_1(x))[1])
    return projected


def attention_weights(block: Any, q: Tensor, k: Tensor) -> Tensor:
    """Weights [B, heads, Sq, Sk] of queries [B, Sq, d] over keys [B, Sk, d]; rows sum to one."""
    q, k = _heads(block, q), _heads(block, k)
    return torch.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5, -1)


def weigh_values(block: Any, weights: Tensor, v: Tensor) -> Tensor:
    """Values [B, Sk, d] under weights [B, heads, Sq, Sk]: an attention's outcome, not yet projected, [B, Sq, d]."""
    return (weights @ _heads(block, v)).transpose(1, 2).flatten(2)


class Prompts(NamedTuple):
    """Prompts between two layers: prefix [1, p, d_t], start of text first, and suffix [C, s, d_t]."""

    prefix: Tensor
    suffix: Tensor


def run_text_layers(
    blocks: Sequence[Any],
    prompts: Prompts,
    end: Tensor,
    tokens: Tensor | None = None,
    *,
    beta: float | None = None,
    last: bool = True,
) -> Prompts:
    """Runs consecutive text layers over prompts that share their first places.

    Args:
        end: [C], the end-of-text place inside the suffix.
        tokens: [n, K, d_t] or None; they stand right behind the start of text and obey the causal mask.
        last: these blocks end the tower: the suffix comes back as [C, 1, d_t], the end-of-text place alone.
    """
    return _run_text(blocks, [prompts], end, [tokens], beta, last)[0]


def run_text_layers_twice(
    blocks: Sequence[Any], prompts: Prompts, end: Tensor, tokens: Tensor, *, beta: float | None = None
) -> tuple[Tensor, Tensor]:
    """The last layers with tokens and without, [C, 1, d_t] each, as `run_text_layers` gives them one by one.

    Few prompts cost what it costs to read the weights: together they read them once.
    """
    adapted, plain = _run_text(blocks, [prompts, prompts], end, [tokens, None], beta, last=True)
    return adapted.suffix, plain.suffix


def _run_text(
    blocks: Sequence[Any],
    states: list[Prompts],
    end: Tensor,
    tokens: Sequence[Tensor | None],
    beta: float | None,
    last: bool,
) -> list[Prompts]:
    left: list[Tensor | None] = [None] * len(states)
    for i, block in enumerate(blocks):
        fresh = [None if t is None else _next_tokens(t[i], old, beta) for t, old in zip(tokens, left, strict=True)]
        streams = [_Stream(*state, new, beta is not None) for state, new in zip(states, fresh, strict=True)]
        narrow = end if last and i == len(blocks) - 1 else None
        states, left = _text_layer(block, streams, narrow)
    return states


class _Stream(NamedTuple):
    """Prompts on their way through one layer; `keep`: what is left at the tokens' places is asked for too."""

    prefix: Tensor
    suffix: Tensor
    tokens: Tensor | None
    keep: bool

    @property
    def head(self) -> Tensor:
        """[1, h, d_t]: what all prompts share, the tokens last."""
        return self.prefix if self.tokens is None else torch.cat([self.prefix, self.tokens], 1)


def _text_layer(
    block: Any, streams: Sequence[_Stream], narrow: Tensor | None
) -> tuple[list[Prompts], list[Tensor | None]]:
    """`narrow`: only these places of the suffixes are asked for."""
    # One product for the rows of all streams: the weights are read once.
    stacked = [torch.cat([stream.head[0], stream.suffix.flatten(0, 1)]) for stream in streams]
    sizes = [len(rows) for rows in stacked]
    rows = torch.cat(stacked)
    projected = F.linear(block.ln_1(rows), block.attn.in_proj_weight, block.attn.in_proj_bias)
    q, k, v = projected.chunk(3, dim=-1)
    keys, values = torch.split(k, sizes), torch.split(v, sizes)
    picks = [_asked_rows(stream, narrow) for stream in streams]
    asked, queries = ([pick(x) for pick, x in zip(picks, torch.split(all_, sizes), strict=True)] for all_ in (rows, q))
    counts = [len(x) for x in asked]
    attended = [
        _attend_prompts(block, stream, narrow, *qkv)
        for stream, *qkv in zip(streams, queries, keys, values, strict=True)
    ]
    out = torch.split(_finish(block, torch.cat(asked), torch.cat(attended)), counts)
    split = [_split_rows(stream, narrow, x) for stream, x in zip(streams, out, strict=True)]
    return [prompts for prompts, _ in split], [left for _, left in split]


def _asked_rows(stream: _Stream, narrow: Tensor | None) -> Callable[[Tensor], Tensor]:
    """Takes the rows that a layer computes out of all rows [h + C s, d_t] of a stream."""
    p, (c, s) = stream.prefix.shape[1], stream.suffix.shape[:2]
    h = p if stream.tokens is None else p + stream.tokens.shape[1]
    if narrow is not None:
        ends = h + s * torch.arange(c, device=narrow.device) + narrow
        return lambda rows: rows[ends]
    if h == p or stream.keep:
        return lambda rows: rows
    return lambda rows: torch.cat([rows[:p], rows[h:]])


def _attend_prompts(block: Any, stream: _Stream, narrow: Tensor | None, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Attention of a stream's asked rows [m, d_t] over all its rows [h + C s, d_t]."""
    p, (c, s) = stream.prefix.shape[1], stream.suffix.shape[:2]
    h = len(k) - c * s
    keys, values = (torch.cat([x[:h].expand(c, -1, -1), x[h:].view(c, s, -1)], 1) for x in (k, v))
    allowed = torch.ones(s, h + s, dtype=torch.bool, device=q.device).tril(h)
    if narrow is not None:  # only the end-of-text places are read after the last layer
        return _attention(block, q.unsqueeze(1), keys, values, allowed[narrow][:, None, None, :]).squeeze(1)
    count = len(q) - c * s
    mask = _head_mask(p, h - p, q.device)[:count]
    first = _attention(block, q[None, :count], keys[:1, :h], values[:1, :h], mask)
    rest = _attention(block, q[count:].view(c, s, -1), keys, values, allowed)
    return torch.cat([first[0], rest.flatten(0, 1)])


def _split_rows(stream: _Stream, narrow: Tensor | None, out: Tensor) -> tuple[Prompts, Tensor | None]:
    p, (c, s) = stream.prefix.shape[1], stream.suffix.shape[:2]
    if narrow is not None:
        return Prompts(stream.prefix, out.unsqueeze(1)), None
    count = len(out) - c * s
    left = out[None, p:count] if count > p else None
    return Prompts(out[None, :p], out[count:].view(c, s, -1)), left


def _head_mask(p: int, k: int, device: torch.device) -> Tensor:
    """Causal mask [p + k, p + k] of a prefix and the tokens, which stand last but count as behind the start of text."""
    places = torch.tensor([0, *range(1 + k, p + k), *range(1, 1 + k)], device=device)
    return places[:, None] >= places


def _append(x: Tensor, more: Tensor) -> Tensor:
    """x [B, S, d] with `more` [1 or B, K, d] behind it."""
    return torch.cat([x, more.expand(x.shape[0], -1, -1)], 1)


def _query(block: Any, x: Tensor) -> Tensor:
    """Queries [..., d] of a block's attention, from what its first norm gives."""
    attention, width = block.attn, x.shape[-1]
    return F.linear(x, attention.in_proj_weight[:width], attention.in_proj_bias[:width])


def _keys_values(block: Any, x: Tensor) -> tuple[Tensor, Tensor]:
    """Keys and values [..., d] of a block's attention, likewise."""
    attention, width = block.attn, x.shape[-1]
    k, v = F.linear(x, attention.in_proj_weight[width:], attention.in_proj_bias[width:]).chunk(2, dim=-1)
    return k, v


def _attention(block: Any, q: Tensor, k: Tensor, v: Tensor, allowed: Tensor | None = None) -> Tensor:
    """Multi-head attention, not yet projected: [B, Sq, d]. `allowed`: bool, broadcast to [B, heads, Sq, Sk]."""
    q, k, v = (_heads(block, x) for x in (q, k, v))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=allowed).transpose(1, 2).flatten(2)


def _heads(block: Any, x: Tensor) -> Tensor:
    """[B, S, d] -> [B, heads, S, d / heads]."""
    return x.view(*x.shape[:-1], block.attn.num_heads, -1).transpose(1, 2)


def _finish(block: Any, x: Tensor, attended: Tensor) -> Tensor:
    x = x + block.ls_1(block.attn.out_proj(attended))
    out: Tensor = x + block.ls_2(block.mlp(block.ln_2(x)))
    return out
