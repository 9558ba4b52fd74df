"""Drawings as the image tower sees them: random views on random grounds for training, plain ones for measuring."""

from __future__ import annotations

from typing import Final

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from demo_backbone.tower import PREPROCESS

MEAN: Final = torch.tensor(PREPROCESS["mean"]).view(1, 3, 1, 1)
STD: Final = torch.tensor(PREPROCESS["std"]).view(1, 3, 1, 1)


def plain(rgba: Tensor, size: int) -> Tensor:
    """Normalised pictures [B, 3, size, size] of drawings [B, 4, S, S] uint8 on white."""
    x = rgba.float() / 255
    on_white = x[:, :3] * x[:, 3:] + (1 - x[:, 3:])
    return (F.interpolate(on_white, size=(size, size), mode="bilinear", antialias=True) - MEAN) / STD


def random_views(rgba: Tensor, mono: Tensor, size: int, strength: float, generator: Generator) -> Tensor:
    """Normalised random views [B, 3, size, size] of drawings [B, 4, S, S] uint8; mono [B] are drawn in a random ink.

    strength from 0.2 (start of training) to 1 scales every change.
    """
    x = rgba.float() / 255
    # Premultiplied, so that no fringe of the transparent pixels' colour shows at the edges.
    x = torch.cat([x[:, :3] * x[:, 3:], x[:, 3:]], dim=1)
    moves = random_moves(len(x), strength, generator)
    x = F.grid_sample(x, F.affine_grid(moves, [len(x), 4, size, size], align_corners=False), align_corners=False)
    rgb, alpha = x[:, :3], x[:, 3:]
    ink = 0.6 * uniform(generator, len(x), 3, 1, 1)
    rgb = torch.where(mono.view(-1, 1, 1, 1), ink * alpha, rgb)
    drawn = rgb + random_grounds(len(x), size, strength, generator) * (1 - alpha)
    return (random_colours(drawn, strength, generator) - MEAN) / STD


def uniform(generator: Generator, *shape: int) -> Tensor:
    """Random numbers in [0, 1)."""
    return torch.rand(shape, generator=generator)


def random_moves(count: int, strength: float, generator: Generator) -> Tensor:
    """Affine maps [count, 2, 3]: half of them turned a little, half mirrored, all scaled, stretched and shifted."""
    turned = uniform(generator, count) < 0.5
    angle = (uniform(generator, count) * 2 - 1) * 0.4 * strength * turned
    scale = 1 / (1 + (uniform(generator, count) * 0.5 - 0.35) * strength)
    flip = torch.where(uniform(generator, count) < 0.5, -1.0, 1.0)
    stretch = 1 + (uniform(generator, count) * 2 - 1) * 0.12 * strength
    shift = (uniform(generator, count, 2) * 2 - 1) * 0.2 * strength
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    across = torch.stack([cos * flip, -sin * stretch, shift[:, 0]], dim=1)
    down = torch.stack([sin * flip, cos * stretch, shift[:, 1]], dim=1)
    return torch.stack([across, down], dim=1)


def random_grounds(count: int, size: int, strength: float, generator: Generator) -> Tensor:
    """Grounds [count, 3, size, size]: white, one light colour, or a run from one to another."""
    tint = light_colours(count, generator)
    far = light_colours(count, generator)
    coloured = uniform(generator, count, 1, 1, 1) < 0.3 + 0.4 * strength
    running = uniform(generator, count, 1, 1, 1) < 0.5
    ramp = torch.linspace(0, 1, size).view(1, 1, size, 1)
    ground = tint + (far - tint) * ramp * running
    return torch.where(coloured, ground, torch.ones(())).expand(count, 3, size, size)


def light_colours(count: int, generator: Generator) -> Tensor:
    """Colours [count, 3, 1, 1], lighter ones more often."""
    return 1 - uniform(generator, count, 3, 1, 1) * uniform(generator, count, 1, 1, 1)


def random_colours(x: Tensor, strength: float, generator: Generator) -> Tensor:
    """The pictures with another saturation and brightness, in [0, 1]."""
    grey = x.mean(dim=1, keepdim=True)
    saturation = 1 + (uniform(generator, len(x), 1, 1, 1) - 0.6) * strength
    brightness = (uniform(generator, len(x), 1, 1, 1) - 0.5) * 0.3 * strength
    return (grey + (x - grey) * saturation + brightness).clamp(0, 1)
