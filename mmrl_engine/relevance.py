"""What a score rests on, patch by patch: from the gradients of a tower's attention, and from its last layer's values.

Everything goes in steps of one layer, through the layers that answer. The gradients' way: the layers are run forward
once as always; then each is run again on its way back, so that one layer at a time is in memory.

Shapes: B pictures, P patches; K tokens a layer; N names; d_v, d the tower's and the joint width.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.model import representation_feature
from mmrl_engine.stems import class_feature
from mmrl_engine.towers import ImageLayer, attention_weights, values_through, weigh_values

State = tuple[Tensor, Tensor | None]
"""What lies between two layers: x [B, 1 + P, d_v], and what was left at the tokens' places [B, K, d_v] or None."""
Steps = Generator[None, None, list[Tensor]]
"""Maps [B, P]: of the score by f_c, then of that by f_r where it is asked for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What is asked of a tower.

    Attributes:
        layers: of the tower, all of them. names: [N, d], what scores of names are products of; several count together.
        projection: P_r [d_v, d], where f_r's score is asked for too.
    """

    backbone: Backbone
    layers: Sequence[ImageLayer]
    names: Tensor
    projection: Tensor | None

    def score(self, features: Tensor) -> Tensor:
        """Of the names together [...], for unit features [..., d]."""
        return torch.logsumexp(features @ self.names.T, -1)


def by_gradient(asked: Scored, embedded: Tensor) -> Steps:
    """How much more of the score there would be with more of each attention weight: gradient times weight, mean over
    the heads, what lowers the score left out; mean over who asks, summed over all layers. After LeGrad
    (arXiv 2404.03214) and Chefer's relevance (arXiv 2103.15679), for the score at the end of the tower alone.
    """
    states = yield from _states(asked, embedded)
    seeds = _seeds(asked, _run(asked.layers[-1], states[-1]))
    maps = [torch.zeros((), device=embedded.device) for _ in seeds]
    while states:
        seeds, found = _back(asked.layers[len(states) - 1], states.pop(), seeds)
        maps = [old + new for old, new in zip(maps, found, strict=True)]
        yield
    return maps


def by_values(asked: Scored, embedded: Tensor) -> Steps:
    """The score of what each patch would give to the picture's feature in the last layer, had it all the attention, as
    MaskCLIP does it (arXiv 2112.01071).
    """
    states = yield from _states(asked, embedded)
    return _score_values(asked, states[-1][0])


def _states(asked: Scored, embedded: Tensor) -> Generator[None, None, list[State]]:
    """What lies in front of each layer."""
    states: list[State] = [(embedded, None)]
    for layer in asked.layers[:-1]:
        states.append(_run(layer, states[-1]))
        yield
    return states


@torch.no_grad()
def _run(layer: ImageLayer, state: State) -> State:
    return layer(*state)


@torch.no_grad()
def _score_values(asked: Scored, x: Tensor) -> list[Tensor]:
    visual = asked.backbone.visual
    given = visual.ln_post(values_through(asked.layers[-1].block, x)[:, 1:])
    maps = [visual.proj] if asked.projection is None else [visual.proj, asked.projection]
    return [asked.score(F.normalize(given @ matrix, dim=-1)) for matrix in maps]


@torch.enable_grad()
def _seeds(asked: Scored, last: State) -> list[State]:
    """The scores' gradients at the end of the tower."""
    x = last[0].detach().requires_grad_()
    (by_cls,) = torch.autograd.grad(asked.score(class_feature(asked.backbone, x)).sum(), [x])
    if asked.projection is None or last[1] is None:
        return [(by_cls, None)]
    left = last[1].detach().requires_grad_()
    rep = representation_feature(asked.backbone, left, asked.projection)
    (by_rep,) = torch.autograd.grad(asked.score(rep).sum(), [left])
    return [(by_cls, None), (torch.zeros_like(by_cls), by_rep)]


class _Watch:
    """Attention whose weights [B, heads, Sq, Sk] can be asked for."""

    def __init__(self) -> None:
        self.weights = torch.empty(0)

    def __call__(self, block: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        self.weights = attention_weights(block, q, k)
        return weigh_values(block, self.weights, v)


@torch.enable_grad()
def _back(layer: ImageLayer, state: State, seeds: Sequence[State]) -> tuple[list[State], list[Tensor]]:
    """For each score: its gradients in front of the layer, and what its attention gathered from each patch [B, P]."""
    patches, watch = slice(1, state[0].shape[1]), _Watch()
    before = [part.detach().requires_grad_() for part in state if part is not None]
    after = layer(before[0], before[1] if len(before) > 1 else None, watch)
    fronts: list[State] = []
    maps = []
    for seed in seeds:
        ends = [(out, grad) for out, grad in zip(after, seed, strict=True) if out is not None and grad is not None]
        outs, grads = zip(*ends, strict=True)
        slope, x, *left = torch.autograd.grad(
            outs, [watch.weights, *before], grads, retain_graph=True, allow_unused=True
        )
        fronts.append((x, left[0] if left else None))
        gained = (slope * watch.weights.detach()).mean(1).clamp(min=0)
        maps.append(gained.mean(1)[:, patches])
    return fronts, maps
