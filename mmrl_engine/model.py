"""A frozen CLIP's upper layers with representation tokens: stems in, f_c, f_r and text features out.

MMRL, arXiv 2503.08497, section 3. All features have unit norm.
"""

from __future__ import annotations

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.precision import layers_in
from mmrl_engine.representation import LayerTokens
from mmrl_engine.stems import TextStem, class_feature, lower_text_layers
from mmrl_engine.towers import run_image_layers, run_text_layers, run_text_layers_twice
from mmrl_engine.types import Precision


class ImageFeatures(NamedTuple):
    """Class feature f_c [B, d] and representation feature f_r [B, d]."""

    cls: Tensor
    rep: Tensor


def image_features(
    backbone: Backbone, stem: Tensor, tokens: LayerTokens, beta: float | None, precision: Precision = "float32"
) -> ImageFeatures:
    """Stems [B, 1 + P, d_v] -> f_c = ln_post(c_L) P and f_r = mean over K of ln_post(R_L) P_r: the norm first, then
    the mean. `precision` is that of the layers; what is made of them is float32.
    """
    blocks = backbone.image_blocks[-len(tokens.vision) :]
    with layers_in(precision, stem.device):
        x, left = run_image_layers(blocks, stem, tokens.vision, beta=beta)
    if left is None:
        raise ValueError("image_features needs representation tokens")
    rep = representation_feature(backbone, left.float(), tokens.projection)
    return ImageFeatures(class_feature(backbone, x.float()), rep)


def representation_feature(backbone: Backbone, left: Tensor, projection: Tensor) -> Tensor:
    """What the last layer left at the tokens' places [B, K, d_v] -> f_r [B, d], unit norm."""
    return F.normalize(backbone.visual.ln_post(left).mean(1) @ projection, dim=-1)


def text_features(
    backbone: Backbone, stem: TextStem, tokens: LayerTokens, beta: float | None, precision: Precision = "float32"
) -> Tensor:
    """Prompts' stems -> T [C, d], read at the end-of-text place; `precision` as in `image_features`."""
    blocks = backbone.text_blocks[-len(tokens.text) :]
    with layers_in(precision, stem.end.device):
        left = run_text_layers(blocks, stem.prompts, stem.end, tokens.text, beta=beta)
    return F.normalize(backbone.project_text(left.suffix.squeeze(1).float()), dim=-1)


def both_text_features(
    backbone: Backbone, ids: Tensor, tokens: LayerTokens, beta: float | None
) -> tuple[Tensor, Tensor]:
    """Token ids [C, context] -> T [C, d] with tokens and T0 [C, d] without, in one pass of the weights."""
    layers = len(tokens.text)
    prompts, end = lower_text_layers(backbone, ids, layers)
    ends = run_text_layers_twice(backbone.text_blocks[-layers:], prompts, end, tokens.text, beta=beta)
    adapted, plain = (F.normalize(backbone.project_text(x.squeeze(1)), dim=-1) for x in ends)
    return adapted, plain
