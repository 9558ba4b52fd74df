"""The trained part: the shared space R and its aligners into both towers (MMRL), and the low-rank form (MMRL++).

MMRL: arXiv 2503.08497, section 3. MMRL++: arXiv 2505.10088. Parameter names are the adapter file's tensor names.
Shapes: K tokens of width d_r; n layers; d_v, d_t the towers' widths; d the joint width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn


class LayerTokens(NamedTuple):
    """What the representation puts into the towers: vision [n, K, d_v], text [n, K, d_t], projection P_r [d_v, d]."""

    vision: Tensor
    text: Tensor
    projection: Tensor


class Sizes(Protocol):
    """What a representation is built from; a `Recipe` and an `AdapterConfig` both have it. The last three are
    MMRL++'s.
    """

    @property
    def layers(self) -> int: ...
    @property
    def tokens(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def beta(self) -> float | None: ...
    @property
    def residual_rank(self) -> int | None: ...
    @property
    def projection_rank(self) -> int | None: ...


class Representation(nn.Module):
    """A shared space with aligners of either kind.

    Attributes:
        beta: share of fresh tokens from the second token layer on; None replaces them whole (MMRL).
    """

    def __init__(
        self, space: SharedSpace, projection: nn.Module | nn.Parameter, frozen_projection: Tensor, beta: float | None
    ) -> None:
        super().__init__()
        self.space = space
        self.projection = projection
        self.beta = beta
        # P of the backbone: what MMRL++ changes by a low-rank term. Not part of the adapter.
        self.register_buffer("frozen_projection", frozen_projection, persistent=False)

    def forward(self) -> LayerTokens:
        """All layers' tokens and P_r, the same for every picture and class."""
        tokens = self.space.tokens
        if isinstance(self.projection, LowRank):
            projection = self.frozen_projection + self.projection()
        else:
            projection = self.projection
        return LayerTokens(self.space.vision(tokens), self.space.text(tokens), projection)

    def arrays(self) -> dict[str, npt.NDArray[np.float32]]:
        """The trained tensors under the adapter file's names."""
        return {name: value.detach().cpu().numpy().copy() for name, value in self.named_parameters()}

    def load_arrays(self, arrays: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Takes the tensors of an adapter file; others in `arrays` are left alone."""
        names = [name for name, _ in self.named_parameters()]
        self.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(arrays[name])) for name in names})


class SharedSpace(nn.Module):
    """R [K, d_r] with one set of aligners for each tower."""

    def __init__(self, tokens: Tensor, vision: nn.Module, text: nn.Module) -> None:
        super().__init__()
        self.tokens = nn.Parameter(tokens)
        self.vision = vision
        self.text = text


class Aligners(nn.Module):
    """MMRL: T_i = R W_i^T + b_i, an own linear map for each layer; all start as copies of one (section 3.2)."""

    def __init__(self, layers: int, width: int, out: int) -> None:
        super().__init__()
        first = nn.Linear(width, out)
        for i in range(layers):
            layer = nn.Linear(width, out)
            layer.load_state_dict(first.state_dict())
            self.add_module(str(i), layer)

    def forward(self, tokens: Tensor) -> Tensor:
        """[K, d_r] -> [n, K, out]."""
        return torch.stack([layer(tokens) for layer in self.children()])


class LowRankAligners(nn.Module):
    """MMRL++: T_i = R (W + A_i B_i)^T + b_i, one W for all layers, a residual and a bias for each."""

    def __init__(self, layers: int, width: int, out: int, rank: int) -> None:
        super().__init__()
        self.shared = nn.Linear(width, out, bias=False)
        bias = nn.Linear(width, out).bias.detach()
        for i in range(layers):
            self.add_module(str(i), LowRank(out, rank, width, bias.clone()))

    def forward(self, tokens: Tensor) -> Tensor:
        """[K, d_r] -> [n, K, out]."""
        residuals: Iterable[Any] = (layer for name, layer in self.named_children() if name != "shared")
        return torch.stack([nn.functional.linear(tokens, self.shared.weight + r(), r.bias) for r in residuals])


class LowRank(nn.Module):
    """A B with A [rows, rank] and B [rank, columns]; B starts at zero, so the product does too."""

    def __init__(self, rows: int, rank: int, columns: int, bias: Tensor | None = None) -> None:
        super().__init__()
        self.A = nn.Parameter(nn.init.kaiming_uniform_(torch.empty(rows, rank), a=5**0.5))
        self.B = nn.Parameter(torch.zeros(rank, columns))
        self.bias = None if bias is None else nn.Parameter(bias)

    def forward(self) -> Tensor:
        return self.A @ self.B


def build_representation(sizes: Sizes, *, frozen_projection: Tensor, text_width: int) -> Representation:
    """A representation at its start: R ~ N(0, 0.02); P_r ~ N(0, d_v^-1/2) for MMRL, P itself for MMRL++.

    Draws from torch's global generator. `frozen_projection`: P of the backbone [d_v, d].
    """
    vision_width, embed_dim = frozen_projection.shape
    tokens = torch.randn(sizes.tokens, sizes.width) * 0.02
    projection: nn.Module | nn.Parameter
    if sizes.beta is None or sizes.residual_rank is None or sizes.projection_rank is None:
        vision: nn.Module = Aligners(sizes.layers, sizes.width, vision_width)
        text: nn.Module = Aligners(sizes.layers, sizes.width, text_width)
        projection = nn.Parameter(torch.randn(vision_width, embed_dim) * vision_width**-0.5)
    else:
        vision = LowRankAligners(sizes.layers, sizes.width, vision_width, sizes.residual_rank)
        text = LowRankAligners(sizes.layers, sizes.width, text_width, sizes.residual_rank)
        projection = LowRank(vision_width, sizes.projection_rank, embed_dim)
    return Representation(SharedSpace(tokens, vision, text), projection, frozen_projection, sizes.beta)
