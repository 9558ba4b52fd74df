"""The loss (MMRL, arXiv 2503.08497, section 3): two cross entropies and a cosine tie to the untouched CLIP."""

from __future__ import annotations

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.model import ImageFeatures


class ImageTerms(NamedTuple):
    """The terms of one micro-batch, each a mean over its pictures: CE of f_c, CE of f_r, 1 - cos(f_c, f_c0), and, which
    is only told, whether f_c is nearest to its own class.
    """

    cls: Tensor
    rep: Tensor
    tie: Tensor
    right: Tensor


class Weights(NamedTuple):
    """a (`alpha`), lambda (`reg`), and the scale s of the cosines."""

    alpha: float
    reg: float
    scale: float


def image_terms(features: ImageFeatures, text: Tensor, plain: Tensor, labels: Tensor, scale: float) -> ImageTerms:
    """Features [B, d], T [C, d], f_c0 [B, d], labels [B]."""
    scores = scale * features.cls @ text.T
    return ImageTerms(
        F.cross_entropy(scores, labels),
        F.cross_entropy(scale * features.rep @ text.T, labels),
        1 - (features.cls * plain).sum(-1).mean(),
        (scores.detach().argmax(1) == labels).to(scores.dtype).mean(),
    )


def image_loss(terms: ImageTerms, weights: Weights) -> Tensor:
    """a CE_c + (1 - a) CE_r + lambda (1 - mean cos(f_c, f_c0))."""
    return weights.alpha * terms.cls + (1 - weights.alpha) * terms.rep + weights.reg * terms.tie


def text_tie(text: Tensor, plain: Tensor) -> Tensor:
    """1 - mean cos(T, T0) of unit features [C, d]."""
    return 1 - (text * plain).sum(-1).mean()
