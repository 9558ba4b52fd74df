"""MMRL as the paper writes it, on open_clip's own modules: what the fast path's results and speed are measured against.

Every step runs both towers whole, the text tower over all its places for every class, and the untouched CLIP once more
over the same pictures. It shares no code with `mmrl_engine.towers`; what it is spared is what anybody would spare it:
frozen weights take no gradient, the layers below J and the untouched CLIP record none, T0 is computed once.

MMRL, arXiv 2503.08497, section 3; `README.md` beside the vectors has the definition in full.
Shapes: B pictures of S x S pixels, C prompts of `context` places, K tokens, widths d_v, d_t, joint width d.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from torch import Tensor, nn
from torch.optim import Optimizer

from mmrl_engine.backbones.spec import BackboneSpec


class PlainFeatures(NamedTuple):
    """f_c [B, d], f_r [B, d] and T [C, d], unit norm."""

    cls: Tensor
    rep: Tensor
    text: Tensor


class PlainLoss(NamedTuple):
    """The four terms, not weighted, and their weighted sum."""

    cls: Tensor
    rep: Tensor
    tie_image: Tensor
    tie_text: Tensor
    total: Tensor


class PlainSpace(nn.Module):
    """The tokens R [K, d_r] and, for each layer that sees them, one linear map into either tower."""

    def __init__(self, layers: int, tokens: int, width: int, vision_width: int, text_width: int) -> None:
        super().__init__()
        self.tokens = nn.Parameter(0.02 * torch.randn(tokens, width))
        vision, text = nn.Linear(width, vision_width), nn.Linear(width, text_width)
        self.vision = nn.ModuleList(deepcopy(vision) for _ in range(layers))
        self.text = nn.ModuleList(deepcopy(text) for _ in range(layers))


class PlainMMRL(nn.Module):
    """MMRL over a whole CLIP.

    Attributes:
        clip: open_clip's model, frozen. space, projection: the trained part, named as in an adapter file.
    """

    def __init__(
        self, clip: CLIP, *, layers: int, tokens: int, width: int, alpha: float, reg: float, scale: float = 100.0
    ) -> None:
        """`layers` is n, how many upper layers of each tower see tokens; `reg` is lambda, `scale` is s."""
        super().__init__()
        self.clip: Any = clip.eval().requires_grad_(False)
        vision_width, joint = clip.visual.proj.shape
        self.space = PlainSpace(layers, tokens, width, vision_width, clip.positional_embedding.shape[1])
        self.projection = nn.Parameter(torch.randn(vision_width, joint) * vision_width**-0.5)
        self._layers, self._tokens = layers, tokens
        self._alpha, self._reg, self._scale = alpha, reg, scale

    def trained(self) -> dict[str, nn.Parameter]:
        """The trained tensors under an adapter file's names."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}

    def features(self, pixels: Tensor, ids: Tensor) -> PlainFeatures:
        """Normalised pictures [B, 3, S, S] and token ids [C, context] -> their features."""
        return PlainFeatures(*self.image_features(pixels), self.text_features(ids))

    def image_features(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """f_c and f_r. The tokens stand behind the class token and are replaced in front of every layer."""
        visual = self.clip.visual
        blocks = list(visual.transformer.resblocks)
        first = len(blocks) - self._layers
        with torch.no_grad():
            x = self._embed_image(pixels)
            for block in blocks[:first]:
                x = block(x)
        for aligner, block in zip(self.space.vision, blocks[first:], strict=True):
            tokens = aligner(self.space.tokens).expand(len(x), -1, -1)
            patches = x[:, 1:] if block is blocks[first] else x[:, 1 + self._tokens :]
            x = block(torch.cat([x[:, :1], tokens, patches], 1))
        x = visual.ln_post(x[:, : 1 + self._tokens])
        cls = x[:, 0] @ visual.proj
        rep = x[:, 1:].mean(1) @ self.projection
        return F.normalize(cls, dim=-1), F.normalize(rep, dim=-1)

    def text_features(self, ids: Tensor) -> Tensor:
        """T, read at the end-of-text place, which the tokens behind the start of text push K places on."""
        blocks = list(self.clip.transformer.resblocks)
        first = len(blocks) - self._layers
        with torch.no_grad():
            x = self.clip.token_embedding(ids) + self.clip.positional_embedding
            mask = _causal_mask(x.shape[1])
            for block in blocks[:first]:
                x = block(x, attn_mask=mask)
        mask = _causal_mask(x.shape[1] + self._tokens)
        for aligner, block in zip(self.space.text, blocks[first:], strict=True):
            tokens = aligner(self.space.tokens).expand(len(x), -1, -1)
            words = x[:, 1:] if block is blocks[first] else x[:, 1 + self._tokens :]
            x = block(torch.cat([x[:, :1], tokens, words], 1), attn_mask=mask)
        ends = x[torch.arange(len(x)), ids.argmax(1) + self._tokens]
        return F.normalize(self.clip.ln_final(ends) @ self.clip.text_projection, dim=-1)

    @torch.no_grad()
    def untouched_image(self, pixels: Tensor) -> Tensor:
        """f_c0 [B, d] of the CLIP without tokens, unit norm."""
        features: Tensor = self.clip.encode_image(pixels, normalize=True)
        return features

    @torch.no_grad()
    def untouched_text(self, ids: Tensor) -> Tensor:
        """T0 [C, d] of the CLIP without tokens, unit norm; the same all through a training."""
        features: Tensor = self.clip.encode_text(ids, normalize=True)
        return features

    def loss(self, pixels: Tensor, ids: Tensor, labels: Tensor, untouched_text: Tensor) -> PlainLoss:
        """a CE(s f_c T') + (1 - a) CE(s f_r T') + lambda [(1 - mean cos(f_c, f_c0)) + (1 - mean cos(T, T0))]."""
        found = self.features(pixels, ids)
        cls = F.cross_entropy(self._scale * found.cls @ found.text.T, labels)
        rep = F.cross_entropy(self._scale * found.rep @ found.text.T, labels)
        tie_image = 1 - F.cosine_similarity(found.cls, self.untouched_image(pixels)).mean()
        tie_text = 1 - F.cosine_similarity(found.text, untouched_text).mean()
        total = self._alpha * cls + (1 - self._alpha) * rep + self._reg * (tie_image + tie_text)
        return PlainLoss(cls, rep, tie_image, tie_text, total)

    def step(
        self, optimizer: Optimizer, pixels: Tensor, ids: Tensor, labels: Tensor, untouched_text: Tensor
    ) -> PlainLoss:
        """One update on one batch."""
        optimizer.zero_grad(set_to_none=True)
        loss = self.loss(pixels, ids, labels, untouched_text)
        loss.total.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        return loss

    def _embed_image(self, pixels: Tensor) -> Tensor:
        """[B, 1 + P, d_v]: the class embedding in front of the patches, positions added."""
        visual = self.clip.visual
        patches = visual.conv1(pixels).flatten(2).transpose(1, 2)
        cls = visual.class_embedding.expand(len(pixels), 1, -1)
        x: Tensor = visual.ln_pre(torch.cat([cls, patches], 1) + visual.positional_embedding)
        return x


def open_clip_model(spec: BackboneSpec, state: Mapping[str, Tensor]) -> CLIP:
    """open_clip's own model of this shape with these weights, under `open_clip.CLIP`'s names."""
    model = CLIP(
        embed_dim=spec.embed_dim,
        vision_cfg=dict(spec.build["vision_cfg"]),
        text_cfg=dict(spec.build["text_cfg"]),
        quick_gelu=spec.activation == "quickgelu",
    )
    model.load_state_dict(dict(state))
    return model


def _causal_mask(places: int) -> Tensor:
    """[places, places], what is added to the attention scores: -inf where a place would look ahead."""
    return torch.full((places, places), float("-inf")).triu(1)
