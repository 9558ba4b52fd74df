"""Where in a picture the share of a name came from: a small map over the patches.

Three ways, f_c and f_r apart:

* `gradient`, `values`: what the name's score rests on (`mmrl_engine.relevance`).
* `windows`, what the program shows: the gradient's map, times the share of the answer that the name would get if
  nothing but a window around a patch were there (the other patches are left out), mean over the windows that hold the
  patch. That knows of the other names, which a score does not.

With few patches, the picture is looked at under several grids of them, which lie evenly between each other.
`bench.py pointing` measures all three.

Shapes: P patches, h x w of them; d the joint width.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from math import ceil, isqrt
from typing import Literal

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.inference import Classifier
from mmrl_engine.instant import result_of
from mmrl_engine.relevance import Scored, by_gradient, by_values
from mmrl_engine.stems import lower_image_layers
from mmrl_engine.types import Kind, Progress

Map = npt.NDArray[np.float32]
Method = Literal["windows", "gradient", "values"]

GRIDS = 2  # of patches each way
FINE = 12  # patches a side; with fewer there are `GRIDS` grids
WINDOW = 3  # a window's side is the picture's through this
WINDOWS_A_STEP = 4  # about half a whole picture, so that a step can be waited for


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Maps float32 [h, w] from 0 (least) to 1 (most) over the part of the picture that the model sees.

    Attributes:
        cls: by f_c. rep: by f_r; None for typed names, and where nothing was learned.
        shown: both, weighted as in the answer.
    """

    cls: Map
    rep: Map | None
    shown: Map


def explain(
    classifier: Classifier,
    pixels: npt.NDArray[np.float32],
    names: Sequence[str],
    *,
    typed: Sequence[str] = (),
    without: Collection[str] = (),
    method: Method = "windows",
) -> Explanation:
    """`explaining`, run to its end."""
    return result_of(explaining(classifier, pixels, names, typed=typed, without=without, method=method))


def explaining(
    classifier: Classifier,
    pixels: npt.NDArray[np.float32],
    names: Sequence[str],
    *,
    typed: Sequence[str] = (),
    without: Collection[str] = (),
    method: Method = "windows",
) -> Generator[Progress, None, Explanation]:
    """Finds where the share of `names` came from, in small steps; closing it stops.

    Args:
        pixels: one normalised picture [3, S, S] (`mmrl_engine.views.to_input`).
        names: one of the list, or several that count together, all trained or all typed.
        typed, without: what the list is, as in `Classifier.classify`.

    Raises:
        ValueError: a name does not stand in the list. InputError: as `Classifier.probabilities`.
    """
    layers, side = len(classifier.backbone.image_blocks), _side(classifier.backbone)
    total = layers - 1 if method == "values" else 2 * layers - 1
    if method == "windows":
        total += ceil(len(_windows(side)) / WINDOWS_A_STEP)
    steps, done = _explaining(classifier, pixels, names, typed, without, method), 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Explanation = end.value
            return found
        done += 1
        yield Progress("evaluate", done, total)


def _explaining(
    classifier: Classifier,
    pixels: npt.NDArray[np.float32],
    names: Sequence[str],
    typed: Sequence[str],
    without: Collection[str],
    method: Method,
) -> Generator[None, None, Explanation]:
    clip, backbone = classifier.clip, classifier.backbone
    kind: Kind = "typed" if names[0] in typed else "trained"
    listed = [name for name in classifier.trained if name not in without] + [*typed]
    places = [listed.index(name) for name in names]
    directions = classifier.directions(names, kind=kind).to(backbone.device)
    asked = Scored(backbone, clip.image_layers(), directions, clip.projection if kind == "trained" else None)
    grids = GRIDS if _side(backbone) < FINE else 1
    embedded = lower_image_layers(backbone, _under_grids(pixels, backbone, grids), len(backbone.image_blocks))
    found = yield from (by_values if method == "values" else by_gradient)(asked, embedded)
    maps = [_woven(item, grids).cpu() for item in found]
    if method == "windows":
        share = yield from _shares(classifier, pixels, typed, without, places)
        maps = [item * share.repeat_interleave(grids, 0).repeat_interleave(grids, 1) for item in maps]
    cls, *rest = (_stretched(item.numpy()) for item in maps)
    alpha, rep = classifier.config.alpha, rest[0] if rest else None
    return Explanation(cls, rep, cls if rep is None else _stretched(alpha * cls + (1 - alpha) * rep))


def _side(backbone: Backbone) -> int:
    """h = w."""
    return backbone.spec.vision.image_size // backbone.spec.vision.patch_size


def _under_grids(pixels: npt.NDArray[np.float32], backbone: Backbone, grids: int) -> Tensor:
    """[grids * grids, 3, S, S]: the picture moved so that its patches are those of another grid, row by row, the grid
    furthest to the upper left first. What is missing at an edge goes on as at the edge.
    """
    patch, size = backbone.spec.vision.patch_size, pixels.shape[-1]
    steps = [round(patch * ((i + 0.5) / grids - 0.5)) for i in range(grids)]
    inside = [np.clip(np.arange(size) + step, 0, size - 1) for step in steps]
    return torch.from_numpy(np.stack([pixels[:, rows][:, :, columns] for rows in inside for columns in inside]))


def _woven(maps: Tensor, grids: int) -> Tensor:
    """Maps [grids * grids, P] -> one map [grids * h, grids * w], a little smoothed where several are woven."""
    side = isqrt(maps.shape[1])
    woven = maps.view(grids, grids, side, side).permute(2, 0, 3, 1).reshape(grids * side, grids * side)
    if grids == 1:
        return woven
    kernel = torch.tensor([1.0, 2.0, 1.0], device=woven.device) / 4
    padded = F.pad(woven[None, None], (1, 1, 1, 1), mode="replicate")
    return F.conv2d(padded, (kernel[:, None] * kernel)[None, None])[0, 0]


def _windows(side: int) -> Tensor:
    """bool [M, P]: which patches are in each window."""
    width = max(1, round(side / WINDOW))
    starts = sorted({*range(0, side - width, max(1, width // 2)), side - width})
    windows = torch.zeros(len(starts), len(starts), side, side, dtype=torch.bool)
    for i, top in enumerate(starts):
        for j, left in enumerate(starts):
            windows[i, j, top : top + width, left : left + width] = True
    return windows.view(len(starts) ** 2, side * side)


def _shares(
    classifier: Classifier,
    pixels: npt.NDArray[np.float32],
    typed: Sequence[str],
    without: Collection[str],
    places: Sequence[int],
) -> Generator[None, None, Tensor]:
    """float32 [h, w]: which share the names at `places` of the list get where only windows around a patch are seen."""
    side = _side(classifier.backbone)
    windows = _windows(side)
    shares = []
    for part in torch.split(windows, WINDOWS_A_STEP):
        features = classifier.clip.encode_parts(pixels, part, plain=classifier.needs_plain)
        shares.append(classifier.probabilities(features, typed, without=without)[:, places].sum(1))
        yield
    inside = windows.float()
    share = (inside * torch.cat(shares)[:, None].float()).sum(0) / inside.sum(0)
    return share.view(side, side)


def _stretched(values: Map) -> Map:
    """From 0 to 1; zeros where all are equal."""
    low, high = float(values.min()), float(values.max())
    stretched: Map = (values - low) / (high - low) if high > low else np.zeros_like(values)
    return stretched
