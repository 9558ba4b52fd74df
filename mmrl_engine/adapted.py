"""A CLIP with its trained representation, or without one: pictures and words in, unit features out.

The one place where answers, adapter checks and evaluation get features from.
Shapes: B pictures, C names, d the joint width.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import EngineError
from mmrl_engine.memory import Pieces, release_memory, says_no_memory
from mmrl_engine.model import both_text_features, image_features, representation_feature
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import NAMES_A_PIECE, class_feature, lower_image_layers, text_stem
from mmrl_engine.towers import ImageLayer, image_layers, run_image_layers

T = TypeVar("T")


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

    What does not fit in memory at once is encoded in smaller pieces; where not even one fits on a graphics card, it
    goes on with the processor from then on, and `backbone` is the one there.
    """

    def __init__(self, backbone: Backbone, representation: Representation | None) -> None:
        self.backbone = backbone
        self._beta = None if representation is None else representation.beta
        self._tokens: LayerTokens | None = None  # no gradient reaches them
        self._pictures, self._names = Pieces(sys.maxsize), Pieces(NAMES_A_PIECE)
        if representation is not None:
            with torch.no_grad():
                self._tokens = LayerTokens(*(value.detach() for value in representation.to(backbone.device)()))

    def leave_card(self) -> None:
        """Goes on with the processor."""
        self.backbone = self.backbone.on_cpu()
        if self._tokens is not None:
            self._tokens = LayerTokens(*(value.to(self.backbone.device) for value in self._tokens))

    @property
    def depth(self) -> int:
        """n, how many of the last layers see tokens; 0 without a representation."""
        return 0 if self._tokens is None else len(self._tokens.vision)

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

        def encode() -> list[PictureFeatures]:
            return [*self._pictures.each(len(images), lambda part: _together([self], images[part], [plain])[0])]

        return _joined(_or_on_cpu([self], encode))

    @torch.no_grad()
    def upper_layers(self, stem: Tensor) -> tuple[Tensor, Tensor]:
        """f_c and f_r [B, d], on the CPU, from stems [B, 1 + P, d_v] in front of layer J. Needs a representation."""
        if self._tokens is None:
            raise ValueError("there are no layers that see tokens")
        cls, rep = image_features(self.backbone, stem, self._tokens, self._beta)
        return cls.cpu(), rep.cpu()

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
        made = _or_on_cpu(
            [self], lambda: [*self._names.each(len(prompts), lambda part: self._encode_prompts(prompts[part]))]
        )
        return NameFeatures(torch.cat([item.adapted for item in made]), torch.cat([item.plain for item in made]))

    @torch.no_grad()
    def _encode_prompts(self, prompts: Sequence[str]) -> NameFeatures:
        ids = self.backbone.tokenize(prompts)
        if self._tokens is None:
            made = text_stem(self.backbone, ids, 0).plain.cpu()
            return NameFeatures(made, made)
        adapted, plain = both_text_features(self.backbone, ids, self._tokens, self._beta)
        return NameFeatures(adapted.cpu(), plain.cpu())


class TogetherClip:
    """Clips with one backbone, asked about the same pictures: the frozen layers run once for all of them, and so does
    the untouched CLIP.
    """

    def __init__(self, clips: Sequence[AdaptedClip]) -> None:
        """`clips` share one `Backbone` object; there is at least one."""
        self._clips = tuple(clips)
        self._pieces = Pieces(sys.maxsize)

    def encode_pictures(self, pixels: npt.NDArray[np.float32], plain: Sequence[bool]) -> list[PictureFeatures]:
        """What each clip's `encode_pictures` gives for normalised pictures [B, 3, S, S].

        Args:
            plain: for each clip, whether f_c0 is made.

        Raises:
            EngineError: not even one picture fits in memory.
        """
        images = torch.from_numpy(pixels)

        def encode() -> list[list[PictureFeatures]]:
            return [*self._pieces.each(len(images), lambda part: _together(self._clips, images[part], plain))]

        if len({clip.backbone.on_card for clip in self._clips}) > 1:  # one had to leave the card over its names
            for clip in self._clips:
                clip.leave_card()
        made = _or_on_cpu(self._clips, encode)
        return [_joined(pieces) for pieces in zip(*made, strict=True)]


def _or_on_cpu(clips: Sequence[AdaptedClip], work: Callable[[], T]) -> T:
    """What `work` gives; where not even its smallest piece fits on a graphics card, with the processor."""
    try:
        return work()
    except EngineError as error:
        if not (clips[0].backbone.on_card and says_no_memory(error)):
            raise
    release_memory()
    for clip in clips:
        clip.leave_card()
    return work()


@torch.no_grad()
def _together(clips: Sequence[AdaptedClip], images: Tensor, plain: Sequence[bool]) -> list[PictureFeatures]:
    """Features of pictures [B, 3, S, S] for each clip; `plain` as in `TogetherClip.encode_pictures`."""
    depths = {clip.depth for clip in clips}
    stems, untouched = _frozen_pass(clips[0].backbone, images, depths, to_end=any(plain) or 0 in depths)
    found = []
    for clip, asked in zip(clips, plain, strict=True):
        if clip.depth:
            cls, rep = clip.upper_layers(stems[clip.depth])
            found.append(PictureFeatures(cls, rep, untouched if asked else None))
        elif untouched is not None:
            found.append(PictureFeatures(untouched, None, untouched))
    return found


def _frozen_pass(
    backbone: Backbone, images: Tensor, depths: Collection[int], *, to_end: bool
) -> tuple[dict[int, Tensor], Tensor | None]:
    """Stems [B, 1 + P, d_v] in front of the last layers, by how many these are, and f_c0 [B, d] where it goes `to_end`.

    Pictures pass each frozen layer at most once, and none that nobody asks for.
    """
    most = max(depths)
    x = lower_image_layers(backbone, images, most)
    stems = {most: x}
    upper = image_layers(backbone.image_blocks[len(backbone.image_blocks) - most :], None)
    for layer, left in zip(upper, range(most - 1, -1, -1), strict=True):
        if not to_end and left < min(depths):
            break
        x, _ = layer(x, None)
        stems[left] = x
    untouched = class_feature(backbone, x).cpu() if to_end else None
    return {left: stem for left, stem in stems.items() if left in depths}, untouched


def _joined(pieces: Sequence[PictureFeatures]) -> PictureFeatures:
    if len(pieces) == 1:
        return pieces[0]
    cls = torch.cat([piece.cls for piece in pieces])
    return PictureFeatures(cls, _cat([piece.rep for piece in pieces]), _cat([piece.plain for piece in pieces]))


def _cat(values: Sequence[Tensor | None]) -> Tensor | None:
    """All of one kind of feature, or None where there is none."""
    there = [value for value in values if value is not None]
    return torch.cat(there) if there else None
