"""The demo backbone's shape, an ordinary open_clip model, and the features it gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from open_clip.tokenizer import SimpleTokenizer
from open_clip.transformer import VisionTransformer
from torch import Tensor

WIDTH: Final = 256
CONTEXT: Final = 32
IMAGE_SIZE: Final = 96
PATCH: Final = 16
MODEL_CONFIG: Final[dict[str, Any]] = {
    "embed_dim": WIDTH,
    "vision_cfg": {"image_size": IMAGE_SIZE, "patch_size": PATCH, "layers": 8, "width": 192, "head_width": 64},
    "text_cfg": {"context_length": CONTEXT, "vocab_size": 49408, "width": 128, "heads": 2, "layers": 8},
}
# The mean and standard deviation of OpenAI's CLIP, so that the demo is fed as its larger relatives are.
PREPROCESS: Final[dict[str, Any]] = {
    "mean": [0.48145466, 0.4578275, 0.40821073],
    "std": [0.26862954, 0.26130258, 0.27577711],
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


def build_tower() -> CLIP:
    """A new model of the demo's shape, with open_clip's own random start."""
    return CLIP(**MODEL_CONFIG)


def build_tokenizer() -> SimpleTokenizer:
    """open_clip's byte-pair tokenizer, cut to the demo's context length."""
    return SimpleTokenizer(context_length=CONTEXT)


def encode_text(model: CLIP, ids: Tensor) -> Tensor:
    """Unit text features [B, WIDTH] of token ids [B, CONTEXT].

    Places after the batch's last end-of-text token are cut: the tower is causal, so they change nothing.
    """
    end = ids.argmax(dim=1)
    length = int(end.max()) + 1
    x = model.token_embedding(ids[:, :length]) + model.positional_embedding[:length]
    x = model.ln_final(model.transformer(x, attn_mask=model.attn_mask[:length, :length]))
    return F.normalize(x[torch.arange(len(ids)), end] @ model.text_projection, dim=1)


@torch.no_grad()
def encode_names(
    model: CLIP, tokenizer: SimpleTokenizer, names: Sequence[str], templates: Sequence[str], batch: int = 256
) -> Tensor:
    """Unit features [len(names), WIDTH], each the mean over the templates."""
    rows = []
    for first in range(0, len(names), batch):
        some = names[first : first + batch]
        filled = [encode_text(model, tokenizer([form.format(name) for name in some])) for form in templates]
        rows.append(F.normalize(torch.stack(filled).sum(dim=0), dim=1))
    return torch.cat(rows)


def encode_pictures(visual: VisionTransformer, x: Tensor) -> Tensor:
    """Image features [B, WIDTH], not normalised, of pictures [B, 3, S, S] where S is any multiple of PATCH.

    open_clip's tower takes one size; here the positions are interpolated, so that training may begin small.
    """
    tokens = visual.conv1(x).flatten(2).transpose(1, 2)
    first = visual.class_embedding.expand(len(x), 1, -1).to(tokens.dtype)
    places = positions(visual.positional_embedding, x.shape[-1] // PATCH).to(tokens.dtype)
    hidden = visual.ln_pre(torch.cat([first, tokens], dim=1) + places)
    features: Tensor = visual.ln_post(visual.transformer(hidden)[:, 0]) @ visual.proj
    return features


def positions(embedding: Tensor, grid: int) -> Tensor:
    """The class token's place and grid x grid patch places, interpolated from the full grid [1 + n, width]."""
    full = IMAGE_SIZE // PATCH
    if grid == full:
        return embedding
    patches = embedding[1:].view(1, full, full, -1).permute(0, 3, 1, 2)
    grown = F.interpolate(patches, size=(grid, grid), mode="bilinear")
    return torch.cat([embedding[:1], grown.permute(0, 2, 3, 1).reshape(grid * grid, -1)])
