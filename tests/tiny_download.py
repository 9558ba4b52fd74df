"""A backbone that downloads in a blink: a small shape, its catalogue entry, its weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.entry import Entry, Source
from mmrl_engine.backbones.fetching import Patience
from mmrl_engine.backbones.shapes import SHAPES, count_parameters, image_flops, model_config, parameter_shapes
from mmrl_engine.backbones.spec import read_config

QUICK = Patience(pauses=(0.01, 0.02, 0.02), silence=0.4, window=0.4, least=1024)
NAME = "tiny-vit"
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


def tiny_weights(seed: int = 0, *, dtype: str = "F32") -> bytes:
    """A whole safetensors file of random weights."""
    with patch.dict(SHAPES, {"tiny": _SHAPE}):
        shapes = parameter_shapes(read_config(model_config("tiny")))
    return weights_file(shapes, seed=seed, dtypes=dict.fromkeys(shapes, dtype))


def weights_file(shapes: dict[str, tuple[int, ...]], *, seed: int, dtypes: dict[str, str]) -> bytes:
    """A safetensors file with small random tensors of `shapes`; `dtypes`: F32 or F16 for each."""
    random, header, place, parts = np.random.default_rng(seed), {}, 0, []
    for name, shape in sorted(shapes.items()):
        kind = np.float32 if dtypes[name] == "F32" else np.float16
        values = (0.05 * random.standard_normal(shape, dtype=np.float32)).astype(kind).tobytes()
        header[name] = {"dtype": dtypes[name], "shape": shape, "data_offsets": [place, place + len(values)]}
        place += len(values)
        parts.append(values)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *parts])
