"""Where the image tower starts: for some thousand drawings, a random start as usual learns nothing useful."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from open_clip.transformer import VisionTransformer
from torch import Generator, Tensor, nn

from demo_backbone.tower import IMAGE_SIZE, PATCH


@torch.no_grad()
def start_image_tower(visual: VisionTransformer, generator: Generator) -> None:
    """Smooth patch filters, wave positions, attention near the identity (mimetic start, Trockman and Kolter 2023)."""
    visual.conv1.weight.copy_(smooth_filters(visual.conv1.weight.shape, generator))
    width = visual.conv1.weight.shape[0]
    visual.positional_embedding[1:].copy_(0.5 * waves(IMAGE_SIZE // PATCH, width))
    for block in visual.transformer.resblocks:
        start_attention(block.attn, generator)


def smooth_filters(shape: torch.Size, generator: Generator) -> Tensor:
    """Patch filters [d, 3, P, P] of unit norm without fine detail: noise of 4 x 4, enlarged."""
    noise = torch.randn(shape[0], 3, 4, 4, generator=generator)
    smooth: Tensor = F.interpolate(noise, size=shape[-2:], mode="bicubic")
    lengths: Tensor = smooth.flatten(1).norm(dim=1)
    return smooth / lengths.view(-1, 1, 1, 1)


def waves(grid: int, width: int) -> Tensor:
    """Sine and cosine positions [grid * grid, width] of rows and columns, wave lengths from 1 to 30 cells (radians)."""
    y, x = torch.meshgrid(torch.arange(grid), torch.arange(grid), indexing="ij")
    rates = torch.exp(torch.linspace(0, -math.log(30), width // 4))
    angles = [axis.reshape(-1, 1).float() * rates for axis in (y, x)]
    return torch.cat([wave(angle) for angle in angles for wave in (torch.sin, torch.cos)], dim=1)


def start_attention(attention: nn.MultiheadAttention, generator: Generator) -> None:
    """Query times key near +0.7 of the identity in each head, value times output near -0.4 of it."""
    width = attention.embed_dim
    head = width // attention.num_heads
    queries, keys = [], []
    for _ in range(attention.num_heads):
        u, s, v = near_identity(width, 0.7, 0.7, generator)
        queries.append((u[:, :head] * s[:head].sqrt()).T)
        keys.append(v[:head] * s[:head].sqrt()[:, None])
    u, s, v = near_identity(width, 0.4, -0.4, generator)
    attention.in_proj_weight.copy_(torch.cat([*queries, *keys, s.sqrt()[:, None] * v]))
    attention.out_proj.weight.copy_(u * s.sqrt())


def near_identity(width: int, noise: float, diagonal: float, generator: Generator) -> tuple[Tensor, Tensor, Tensor]:
    """The singular value decomposition U, S, V^T of diagonal * I plus Gaussian noise."""
    random = torch.randn(width, width, generator=generator) / math.sqrt(width)
    u, s, v = torch.linalg.svd(noise * random + diagonal * torch.eye(width))
    return u, s, v
