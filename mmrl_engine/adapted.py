"""A CLIP with its trained representation, or without one: pictures and words in, unit features out.

The one place where answers, adapter checks and evaluation get features from.
Shapes: B pictures, C names, d the joint width.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.memory import Pieces
from mmrl_engine.model import both_text_features, image_features, representation_feature
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import NAMES_A_PIECE, class_feature, image_stem, lower_image_layers, text_stem
from mmrl_engine.towers import ImageLayer, image_layers, run_image_layers


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
    """A backbone with a representation that no longer changes; None leaves the backbone untouched.

    What does not fit in memory at once is encoded in smaller pieces.
    """

    def __init__(self, backbone: Backbone, representation: Representation | None) -> None:
        self.backbone = backbone
        self._beta = None if representation is None else representation.beta
        self._tokens: LayerTokens | None = None  # no gradient reaches them
        self._pictures, self._names = Pieces(sys.maxsize), Pieces(NAMES_A_PIECE)
        if representation is not None:
            with torch.no_grad():
                self._tokens = LayerTokens(*(value.detach() for value in representation.to(backbone.device)()))

    @property
    def projection(self) -> Tensor | None:
        """P_r [d_v, d]; None without a representation."""
        return None if self._tokens is None else self._tokens.projection

    def image_layers(self) -> list[ImageLayer]:
        """The whole image tower, layer by layer, for whoever looks into it; it starts from the last layers' stem with
        as many of them as there are.
        """
        blocks = self.backbone.image_blocks
        if self._tokens is None:
            return image_layers(blocks, None)
        lower = len(blocks) - len(self._tokens.vision)
        upper = image_layers(blocks[lower:], self._tokens.vision, beta=self._beta)
        return [*image_layers(blocks[:lower], None, last=False), *upper]

    def encode_pictures(self, pixels: npt.NDArray[np.float32], *, plain: bool = True) -> PictureFeatures:
        """Normalised pictures [B, 3, S, S]. Without `plain` the upper layers run once, not twice.

        Raises:
            EngineError: not even one picture fits in memory.
        """
        images = torch.from_numpy(pixels)
        made = [*self._pictures.each(len(images), lambda part: self._encode_pictures(images[part], plain))]
        return made[0] if len(made) == 1 else _joined(made)

    @torch.no_grad()
    def encode_parts(self, pixels: npt.NDArray[np.float32], patches: Tensor, *, plain: bool = True) -> PictureFeatures:
        """Features of parts of one normalised picture [3, S, S]: as if the other patches were not there.

        Args:
            patches: bool [B, P], which patches are there; equally many in each row.
        """
        backbone, layers = self.backbone, self.image_layers()
        whole = lower_image_layers(backbone, torch.from_numpy(pixels[None]), len(layers))
        places = patches.nonzero()[:, 1].view(len(patches), -1).to(whole.device)
        parts = torch.cat([whole[:, :1].expand(len(patches), -1, -1), whole[0, 1:][places]], 1)
        x, left = parts, None
        for layer in layers:
            x, left = layer(x, left)
        cls = class_feature(backbone, x).cpu()
        if self._tokens is None or left is None:
            return PictureFeatures(cls, None, cls)
        rep = representation_feature(backbone, left, self._tokens.projection).cpu()
        untouched = run_image_layers(backbone.image_blocks, parts)[0] if plain else None
        return PictureFeatures(cls, rep, None if untouched is None else class_feature(backbone, untouched).cpu())

    def encode_prompts(self, prompts: Sequence[str]) -> NameFeatures:
        """Whole prompts, template filled in; none gives features of shape [0, d].

        Raises:
            EngineError: not even one prompt fits in memory.
        """
        if not prompts:
            nothing = torch.empty(0, self.backbone.spec.embed_dim)
            return NameFeatures(nothing, nothing)
        made = [*self._names.each(len(prompts), lambda part: self._encode_prompts(prompts[part]))]
        return NameFeatures(torch.cat([item.adapted for item in made]), torch.cat([item.plain for item in made]))

    @torch.no_grad()
    def _encode_pictures(self, images: Tensor, plain: bool) -> PictureFeatures:
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
    def _encode_prompts(self, prompts: Sequence[str]) -> NameFeatures:
        ids = self.backbone.tokenize(prompts)
        if self._tokens is None:
            made = text_stem(self.backbone, ids, 0).plain.cpu()
            return NameFeatures(made, made)
        adapted, plain = both_text_features(self.backbone, ids, self._tokens, self._beta)
        return NameFeatures(adapted.cpu(), plain.cpu())


def _joined(pieces: Sequence[PictureFeatures]) -> PictureFeatures:
    cls = torch.cat([piece.cls for piece in pieces])
    return PictureFeatures(cls, _cat([piece.rep for piece in pieces]), _cat([piece.plain for piece in pieces]))


def _cat(values: Sequence[Tensor | None]) -> Tensor | None:
    """All of one kind of feature, or None where there is none."""
    there = [value for value in values if value is not None]
    return torch.cat(there) if there else None
