"""Which tensors an adapter of each variant holds, and of what shape. No torch.

Symbols: K tokens of width d_r, n layers, d_v and d_t the towers' widths, d the joint width, C classes, r and p the
residual's and the projection's rank. Layer 0 is the first that sees tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass

from mmrl_engine.adapter_config import AdapterConfig
from mmrl_engine.errors import AdapterError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.safetensors_header import TensorEntry
from mmrl_engine.untrusted import listed

Shape = tuple[int, ...]

# Of the instant classifier and of the rejection score; any variant may have them.
OPTIONAL_TENSORS = ("plain.means", "plain.precision", "plain.counts")


@dataclass(frozen=True, slots=True)
class Widths:
    """d_v, d_t and d, which the config does not say: the backbone does."""

    vision: int
    text: int
    embed: int


def expected_tensors(
    config: AdapterConfig, classes: Sized, *, vision_width: int, text_width: int, embed_dim: int
) -> dict[str, Shape]:
    """Name and shape of every tensor that may stand in an adapter; all but `OPTIONAL_TENSORS` must."""
    shapes: dict[str, Shape] = {
        "plain.means": (len(classes), embed_dim),
        "plain.precision": (embed_dim, embed_dim),
        "plain.counts": (len(classes),),
    }
    if config.variant == "none":
        return shapes
    shapes["space.tokens"] = (config.tokens, config.width)
    for tower, out in (("vision", vision_width), ("text", text_width)):
        shapes |= _aligners(config, f"space.{tower}", out)
    return shapes | _projection(config, vision_width, embed_dim)


def missing_tensors(config: AdapterConfig, expected: Iterable[str], found: Iterable[str]) -> list[str]:
    """The names that lack: all that are not optional, and for instant answers those too."""
    needed = set(expected) - (set() if config.answers == "instant" else set(OPTIONAL_TENSORS))
    return sorted(needed - set(found))


def check_tensors(config: AdapterConfig, classes: Sized, found: Mapping[str, TensorEntry], file: str) -> None:
    """Holds the names, then the shapes, then the kind of numbers, then the places of `found` to the config.

    Raises:
        AdapterError: with every fault of the first of these that has one.
    """
    widths = _infer_widths(config, found)
    expected = expected_tensors(
        config, classes, vision_width=widths.vision, text_width=widths.text, embed_dim=widths.embed
    )
    _check_names(config, expected, found, file)
    wrong = [
        f"{name}: {[*entry.shape]} instead of {[*expected[name]]}"
        for name, entry in found.items()
        if entry.shape != expected[name]
    ]
    if wrong:
        raise AdapterError.of("adapter-tensor-shapes", file=file, tensors=listed(wrong))
    others = [f"{name}: {entry.dtype}" for name, entry in found.items() if entry.dtype != "F32"]
    if others:
        raise AdapterError.of("adapter-tensor-type", file=file, tensors=listed(others))
    if list(found) != sorted(found):
        # Then the places follow from the names and shapes, which the metadata's hash covers: no two can be swapped.
        raise AdapterError.of("adapter-tensor-order", file=file)


def _aligners(config: AdapterConfig, prefix: str, out: int) -> dict[str, Shape]:
    layers = range(config.layers)
    if config.residual_rank is None:
        weights: dict[str, Shape] = {f"{prefix}.{i}.weight": (out, config.width) for i in layers}
        return weights | {f"{prefix}.{i}.bias": (out,) for i in layers}
    shapes: dict[str, Shape] = {f"{prefix}.shared.weight": (out, config.width)}
    for i in layers:
        shapes[f"{prefix}.{i}.A"] = (out, config.residual_rank)
        shapes[f"{prefix}.{i}.B"] = (config.residual_rank, config.width)
        shapes[f"{prefix}.{i}.bias"] = (out,)
    return shapes


def _projection(config: AdapterConfig, vision_width: int, embed_dim: int) -> dict[str, Shape]:
    rank = config.projection_rank
    if rank is None:
        return {"projection": (vision_width, embed_dim)}
    return {"projection.A": (vision_width, rank), "projection.B": (rank, embed_dim)}


def _infer_widths(config: AdapterConfig, found: Mapping[str, TensorEntry]) -> Widths:
    """The widths as one tensor of each kind says them; all the others must agree."""
    embed = {"mmrl": "projection", "mmrlpp": "projection.B", "none": "plain.means"}[config.variant]
    if embed not in found:
        embed = "plain.precision"
    return Widths(_width(found, "space.vision.0.bias"), _width(found, "space.text.0.bias"), _width(found, embed))


def _width(found: Mapping[str, TensorEntry], name: str) -> int:
    """The last size of a tensor, at least 1: a missing one is told by name, and an empty one fits nothing."""
    return max((1, *found[name].shape[-1:])) if name in found else 1


def _check_names(
    config: AdapterConfig, expected: Mapping[str, Shape], found: Mapping[str, TensorEntry], file: str
) -> None:
    missing, unknown = missing_tensors(config, expected, found), sorted(set(found) - set(expected))
    problems: list[Notice] = []
    if missing:
        problems.append(notice("adapter-tensors-missing", file=file, names=listed(missing)))
    if unknown:
        problems.append(notice("adapter-tensors-unknown", file=file, names=listed(unknown)))
    if problems:
        raise AdapterError(*problems)
