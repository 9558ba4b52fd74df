"""Any layout of a CLIP as an open_clip folder, which this program, open_clip and others read alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path

import torch
from torch import Tensor

from mmrl_engine.backbones.device import choose_device
from mmrl_engine.backbones.load import backbone_of
from mmrl_engine.backbones.sources import CONFIG_NAME, WEIGHT_NAMES, open_source
from mmrl_engine.backbones.weights import DTYPES, Weight, Weights
from mmrl_engine.errors import BackboneError
from mmrl_engine.files import new_folder, write_synced
from mmrl_engine.images import printable_path
from mmrl_engine.safetensors_header import written_header

_NAMES = {kind: name for name, kind in DTYPES.items()}
_KEPT = (torch.float32, torch.float16, torch.bfloat16)


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written: the model's fingerprint, and the bytes of its weights."""

    fingerprint: str
    size: int


def convert(source: Path, folder: Path, config: str | Path | None = None) -> Converted:
    """Writes the model at `source` (see `load_backbone`) as a new open_clip folder, whole or not at all.

    Numbers keep their precision. The model is built once to check it, so one copy of it in float32 is held meanwhile.

    Raises:
        BackboneError: as `load_backbone`. EngineError: `folder` is there already, or cannot be written.
    """
    path = Path(str(source).removeprefix("local-dir:"))
    try:
        with open_source(path, config) as found, new_folder(folder) as place:
            fingerprint = backbone_of(found, choose_device("cpu")).fingerprint
            content = json.dumps(found.spec.to_config(), indent=2)
            write_synced(place / CONFIG_NAME, [content.encode()])
            size = _write_safetensors(place / WEIGHT_NAMES[0], found.weights)
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-unreadable", path=printable_path(path), reason="it is not there") from error
    return Converted(fingerprint, size)


def _write_safetensors(path: Path, weights: Weights) -> int:
    """Tensor by tensor; those of larger numbers first, so that each lies where its numbers can be mapped."""
    ordered = sorted(weights.items(), key=lambda item: (-_kind(item[1]).itemsize, item[0]))
    write_synced(path, _parts(dict(ordered)))
    return path.stat().st_size


def _parts(weights: Weights) -> Iterator[bytes | memoryview]:
    yield _header(weights)
    for weight in weights.values():
        yield _bytes(weight.read().to(_kind(weight)))


def _header(weights: Weights) -> bytes:
    content: dict[str, object] = {"__metadata__": {"format": "pt"}}
    place = 0
    for name, weight in weights.items():
        end = place + prod(weight.shape) * _kind(weight).itemsize
        content[name] = {"dtype": _NAMES[_kind(weight)], "shape": [*weight.shape], "data_offsets": [place, end]}
        place = end
    return written_header(content)


def _kind(weight: Weight) -> torch.dtype:
    return weight.dtype if weight.dtype in _KEPT else torch.float32


def _bytes(values: Tensor) -> memoryview:
    numbers = values.contiguous().reshape(-1).view(torch.uint8).numpy()
    return memoryview(numbers)  # type: ignore[arg-type]
