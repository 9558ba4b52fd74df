"""Where a training stands, on disk: enough to go on bit by bit as if it had never stopped.

One safetensors file (never pickle): the trained tensors, the optimiser's state, and a JSON entry with the place in the
run and everything
that must be the same for it to go on. Order and views are drawn from (seed, epoch), so no generator's state is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
from safetensors import SafetensorError
from torch import Tensor
from torch.optim import Optimizer

from mmrl_engine.errors import TrainingError
from mmrl_engine.files import atomic_write
from mmrl_engine.representation import Representation
from mmrl_engine.types import Precision


@dataclass(frozen=True, slots=True)
class Place:
    """Steps done so far, the last loss, pictures of a micro-batch (it gets smaller where memory is short) and those
    that the run was started with, seconds spent in steps, and in which numbers and on what kind of device it computes.
    """

    step: int
    loss: float | None
    micro_batch: int
    first_micro_batch: int
    seconds: float
    precision: Precision = "float32"
    device: str = "cpu"


def save_checkpoint(
    path: Path, run: Mapping[str, Any], place: Place, representation: Representation, optimizer: Optimizer
) -> None:
    """Writes the state between two steps, atomically. `run` identifies the training (JSON values)."""
    tensors = {f"parameter.{name}": value.detach().cpu() for name, value in representation.named_parameters()}
    for index, state in optimizer.state_dict()["state"].items():
        tensors |= {
            f"optimizer.{index}.{key}": value.detach().cpu() for key, value in state.items() if value is not None
        }
    tensors = {name: value.contiguous() for name, value in tensors.items()}
    content = json.dumps({"run": dict(run), "place": asdict(place)})
    metadata = {"mmrl.checkpoint": content, "mmrl.sha256": _digest(content, tensors)}
    atomic_write(path, safetensors.torch.save(tensors, metadata))


def load_checkpoint(
    path: Path, run: Mapping[str, Any], plan: Place, representation: Representation, optimizer: Optimizer
) -> Place:
    """Puts the state back; `plan` is the place at the end of the run.

    Raises:
        TrainingError: the file is damaged, or belongs to a training with other pictures, classes or settings.
    """
    tensors, found, place = _read(path)
    wanted = json.loads(json.dumps(dict(run)))
    differs = sorted(key for key in wanted if found.get(key) != wanted[key])
    if place.first_micro_batch != plan.first_micro_batch:
        differs.append("pictures a small step")
    if differs:
        raise TrainingError.of("checkpoint-other-run", path=path, differs=differs)
    parameters = {key.removeprefix("parameter."): tensors[key] for key in tensors if key.startswith("parameter.")}
    states: dict[int, dict[str, Tensor]] = {}
    for key in tensors:
        if key.startswith("optimizer."):
            _, index, name = key.split(".", 2)
            states.setdefault(int(index), {})[name] = tensors[key]
    representation.load_state_dict(parameters)
    optimizer.load_state_dict({"state": states, "param_groups": optimizer.state_dict()["param_groups"]})
    return place


def read_place(path: Path) -> Place:
    """Where a run stands. What it was started with (micro-batch, precision) must stay the same for exact resume.

    Raises:
        TrainingError: the file cannot be read, or is damaged.
    """
    return _read(path)[2]


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, Any], Place]:
    """Tensors, what identifies the run, and its place; once the hash over all is right, they are what was written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrainingError.of("checkpoint-not-read", path=path, reason=error.strerror or str(error)) from error
    try:
        tensors = safetensors.torch.load(data)
        metadata = _metadata(data)
        if metadata["mmrl.sha256"] != _digest(metadata["mmrl.checkpoint"], tensors):
            raise ValueError("this is not what was written")
        content: dict[str, Any] = json.loads(metadata["mmrl.checkpoint"])
        return tensors, content["run"], Place(**content["place"])
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise TrainingError.of("checkpoint-damaged", path=path) from error


def _metadata(data: bytes) -> dict[str, str]:
    """safetensors' own reader of bytes leaves the metadata out: header length (8 bytes, little endian), then JSON."""
    length = int.from_bytes(data[:8], "little")
    metadata: dict[str, str] = json.loads(data[8 : 8 + length])["__metadata__"]
    return metadata


def _digest(content: str, tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256(content.encode())
    for name in sorted(tensors):
        digest.update(f"{name} {tuple(tensors[name].shape)} {tensors[name].dtype}".encode())
        digest.update(tensors[name].contiguous().numpy().tobytes())
    return digest.hexdigest()
