"""Small adapters for the tests, and a second writer of the format, made from its description alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter import Adapter, AdapterClass, AdapterConfig, BackboneRef, Checks, expected_tensors
from mmrl_engine.adapter_schema import AdapterVariant, Instant
from mmrl_engine.types import Preprocess

FINGERPRINT = "ab" * 32
NAMES = ("red panda", "كلب", "🦊")
DATE = "2026-11-24T12:00:00+00:00"
VISION_WIDTH, TEXT_WIDTH, EMBED_DIM = 4, 3, 2

Tensors = dict[str, npt.NDArray[Any]]
Content = tuple[dict[str, Any], Tensors]


def config(variant: AdapterVariant = "mmrl", **changes: Any) -> AdapterConfig:
    made = AdapterConfig(
        variant=variant,
        layers=2,
        vision_start=3,
        text_start=5,
        tokens=2,
        width=3,
        alpha=0.7,
        reg_weight=0.5,
        scale=100.0,
        temperature=1.0,
        fusion="probability",
        answers="mmrl",
        template="a photo of a {}.",
        preset="published",
        seed=7,
        preprocess=Preprocess(16),
        context_length=77,
    )
    if variant == "mmrlpp":
        made = replace(made, beta=0.9, residual_rank=1, projection_rank=2)
    if variant == "none":
        made = replace(made, layers=0, vision_start=0, text_start=0, tokens=0, width=0, answers="words")
    return replace(made, **changes)


def adapter(
    variant: AdapterVariant = "mmrl", *, names: Sequence[str] = NAMES, plain: bool = False, **changes: Any
) -> Adapter:
    """A sound adapter with random tensors; `plain` adds the optional ones."""
    rng = np.random.default_rng(5)
    shapes = expected_tensors(
        config(variant), names, vision_width=VISION_WIDTH, text_width=TEXT_WIDTH, embed_dim=EMBED_DIM
    )
    scores = tuple(tuple(float(score) for score in rng.normal(size=len(names))) for _ in range(3))
    made = Adapter(
        config=config(variant, **({"answers": "instant", "instant": Instant("means", 0.5)} if plain else {})),
        backbone=BackboneRef("demo", FINGERPRINT),
        classes=tuple(AdapterClass(name, f"words of {name}", index) for index, name in enumerate(names)),
        tensors={
            name: rng.normal(size=shape).astype(np.float32)
            for name, shape in shapes.items()
            if plain or not name.startswith("plain.")
        },
        metrics={"trained": {"accuracy": 0.93, "pictures": 40}, "typed": None},
        checks=Checks(scores, () if variant == "none" else scores),
        title="Three animals",
        date=DATE,
        author="Ada",
        license="CC-BY-4.0",
    )
    return replace(made, **changes)


def forged(change: Callable[[dict[str, Any], Tensors], object], source: Adapter | None = None) -> bytes:
    """A sound adapter's file after `change`d its metadata entries (JSON ones as values) and tensors, signed again."""
    made = source or adapter()
    entries, tensors = content(made.to_bytes())
    change(entries, tensors)
    return signed(entries, tensors)


def content(data: bytes) -> Content:
    """The entries of a file's metadata, JSON ones as values, and its tensors."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    entries = {key: _value(key, text) for key, text in header.pop("__metadata__").items()}
    tensors: Tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[8 + length + begin : 8 + length + end], "<f4").reshape(entry["shape"])
    return entries, tensors


def signed(entries: dict[str, Any], tensors: Tensors) -> bytes:
    """A file with these contents whose hashes are right, whatever the contents are."""
    kinds = {"float32": "F32", "float16": "F16", "float64": "F64"}
    header: dict[str, Any] = {}
    section = b""
    for name, array in tensors.items():
        data = array.tobytes()
        places = [len(section), len(section) + len(data)]
        header[name] = {"dtype": kinds[array.dtype.name], "shape": [*array.shape], "data_offsets": places}
        section += data
    metadata = {key: value if isinstance(value, str) else compact(value) for key, value in entries.items()}
    metadata.pop("mmrl.metadata_sha256", None)
    if "modelspec.hash_sha256" in metadata:
        metadata["modelspec.hash_sha256"] = "0x" + hashlib.sha256(section).hexdigest()
    shapes = {name: {"dtype": entry["dtype"], "shape": entry["shape"]} for name, entry in header.items()}
    digest = hashlib.sha256(compact({"metadata": metadata, "tensors": shapes}).encode()).hexdigest()
    return raw({"__metadata__": metadata | {"mmrl.metadata_sha256": digest}} | header, section)


def raw(header: object, section: bytes = b"") -> bytes:
    """A file with this header, given as text or as a value, in front of `section`."""
    text = (header if isinstance(header, str) else compact(header)).encode()
    return len(text).to_bytes(8, "little") + text + section


def compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _value(key: str, text: str) -> Any:
    is_json = key in ("mmrl.config", "mmrl.backbone", "mmrl.classes", "mmrl.metrics", "mmrl.checks")
    return json.loads(text) if is_json else text
