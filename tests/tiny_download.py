"""A backbone that downloads in a blink: a small shape, its catalogue entry, its weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from typing import Any
from unittest.mock import patch

import numpy as np

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.entry import Entry, Source
from mmrl_engine.backbones.fetching import Patience
from mmrl_engine.backbones.shapes import SHAPES, image_flops, model_config, parameter_shapes
from mmrl_engine.backbones.spec import BackboneSpec, read_config

CALM = Patience(pauses=(0.01, 0.02), silence=10.0, window=10.0, least=1024)
QUICK = Patience(pauses=(0.01, 0.02), silence=0.3, window=0.3, least=1024)
NAME = "tiny-vit"
_KINDS: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}
_SHAPE = (
    24,
    {"image_size": 32, "patch_size": 8, "layers": 2, "width": 64, "head_width": 32},
    {"context_length": 20, "vocab_size": 600, "width": 32, "heads": 2, "layers": 2},
)


@contextmanager
def tiny_entry(address: str, *, sha256: str | None = None, size: int | None = None) -> Iterator[Entry]:
    """The entry, which the catalogue has while the context is open; its file lies under `address`."""
    with patch.dict(SHAPES, {"tiny": _SHAPE}):
        spec = read_config(model_config("tiny"))
        entry = Entry(
            id=NAME,
            title="Tiny",
            licence="MIT",
            note="Random numbers.",
            when="For tests.",
            fingerprint=None,
            preset="published",
            balance="gate",
            why="it is for tests",
            parameters=count_parameters(spec),
            image_size=32,
            flops=image_flops(spec),
            config="tiny",
            source=Source(f"{address}/models", "weights.safetensors", sha256, size),
        )
        with patch.object(catalogue, "ENTRIES", (catalogue.DEMO, entry)):
            yield entry


def count_parameters(spec: BackboneSpec) -> int:
    """How many numbers a model of this shape has."""
    return sum(prod(shape) for shape in parameter_shapes(spec).values())


def tiny_weights(seed: int = 0, *, dtype: str = "F32") -> bytes:
    """A whole safetensors file of random weights."""
    shapes = tiny_shapes()
    return b"".join(weight_pieces(shapes, seed=seed, dtypes=dict.fromkeys(shapes, dtype)))


def tiny_shapes() -> dict[str, tuple[int, ...]]:
    """The tensors that the small shape has."""
    with patch.dict(SHAPES, {"tiny": _SHAPE}):
        return parameter_shapes(read_config(model_config("tiny")))


def weight_pieces(shapes: dict[str, tuple[int, ...]], *, seed: int, dtypes: dict[str, str]) -> Iterator[bytes]:
    """The pieces of a safetensors file with small random tensors of `shapes`; `dtypes`: F32 or F16 for each."""
    header, place = {}, 0
    for name, shape in sorted(shapes.items()):
        end = place + prod(shape) * _KINDS[dtypes[name]].itemsize
        header[name] = {"dtype": dtypes[name], "shape": shape, "data_offsets": [place, end]}
        place = end
    yield framed(json.dumps(header).encode())
    random = np.random.default_rng(seed)
    for name, shape in sorted(shapes.items()):
        values = np.float32(0.05) * random.standard_normal(shape, dtype=np.float32)
        yield values.astype(_KINDS[dtypes[name]]).tobytes()


def framed(header: bytes) -> bytes:
    """A safetensors header with its length in front, padded as the library does it."""
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header
