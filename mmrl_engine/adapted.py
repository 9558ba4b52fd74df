"""A CLIP with its trained representation, or without one: pictures and words in, unit features out.

The one place where answers, adapter checks and evaluation get features from.
Shapes: B pictures, C names, d the joint width.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.model import both_text_features, image_features
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import image_stem, lower_image_layers, text_stem

NAMES_A_PIECE = 64  # keeps memory small where a list holds thousands of names


class PictureFeatures(NamedTuple):
    """On the CPU: f_c [B, d], f_r [B, d] (None without a representation), f_c0 [B, d] of the untouched CLIP or None."""

    cls: Tensor
    rep: Tensor | None
    plain: Tensor | None


class NameFeatures(NamedTuple):
    """T [C, d] with representation tokens and T0 [C, d] without, on the CPU."""

    adapted: Tensor
    plain: Tensor


class AdaptedClip:
    """A backbone with a representation that no longer changes; None leaves the backbone untouched."""

    def __init__(self, backbone: Backbone, representation: Representation | None) -> None:
        self.backbone = backbone
        self._beta = None if representation is None else representation.beta
        self._tokens: LayerTokens | None = None
        if representation is not None:
            with torch.no_grad():
                self._tokens = LayerTokens(*(value.detach() for value in representation.to(backbone.device)()))

    @torch.no_grad()
    def encode_pictures(self, pixels: npt.NDArray[np.float32], *, plain: bool = True) -> PictureFeatures:
        """Normalised pictures [B, 3, S, S]. Without `plain` the upper layers run once, not twice."""
        images = torch.from_numpy(pixels)
        if self._tokens is None:
            untouched = image_stem(self.backbone, images, 0)[1].cpu()
            return PictureFeatures(untouched, None, untouched)
        layers = len(self._tokens.vision)
        if plain:
            stem, untouched = image_stem(self.backbone, images, layers)
            cls, rep = image_features(self.backbone, stem, self._tokens, self._beta)
            return PictureFeatures(cls.cpu(), rep.cpu(), untouched.cpu())
        stem = lower_image_layers(self.backbone, images, layers)
        cls, rep = image_features(self.backbone, stem, self._tokens, self._beta)
        return PictureFeatures(cls.cpu(), rep.cpu(), None)

    @torch.no_grad()
    def encode_prompts(self, prompts: Sequence[str]) -> NameFeatures:
        """Whole prompts, template filled in; none gives features of shape [0, d]."""
        adapted, plain = [torch.empty(0, self.backbone.spec.embed_dim)], [torch.empty(0, self.backbone.spec.embed_dim)]
        for start in range(0, len(prompts), NAMES_A_PIECE):
            ids = self.backbone.tokenize(prompts[start : start + NAMES_A_PIECE])
            if self._tokens is None:
                made = text_stem(self.backbone, ids, 0).plain
                features = NameFeatures(made, made)
            else:
                features = NameFeatures(*both_text_features(self.backbone, ids, self._tokens, self._beta))
            adapted.append(features.adapted.cpu())
            plain.append(features.plain.cpu())
        return NameFeatures(torch.cat(adapted), torch.cat(plain))
