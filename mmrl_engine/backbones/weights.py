"""Tensors of a weights file, read one by one when asked: .safetensors, or an archive of torch.

Only so does a large model take one copy of itself in memory. Files are read, never mapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO

import torch
from torch import Tensor

from mmrl_engine.backbones.files import opened
from mmrl_engine.errors import AdapterError, BackboneError
from mmrl_engine.images import printable_path
from mmrl_engine.pickled_values import StoredArray
from mmrl_engine.safetensors_header import SNIFF_BYTES, Header, TensorEntry, header_of
from mmrl_engine.torch_archive import OLD_STARTS, ZIP_START, TorchArchive, open_archive

# What a safetensors header calls the kinds of numbers (https://github.com/huggingface/safetensors#format).
DTYPES: Mapping[str, torch.dtype] = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}
_STORED: Mapping[str, torch.dtype] = {
    "FloatStorage": torch.float32,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "DoubleStorage": torch.float64,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "ShortStorage": torch.int16,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
}


_MOST_NUMBERS = 1 << 48


@dataclass(frozen=True, slots=True, eq=False)
class Weight:
    """One tensor in a file: what it is, and `read`, which gets it anew (BackboneError where it is damaged)."""

    shape: tuple[int, ...]
    dtype: torch.dtype
    read: Callable[[], Tensor]


Weights = Mapping[str, Weight]


@contextmanager
def open_weights(path: Path) -> Iterator[Weights]:
    """The tensors of the file `path` under its own names, readable while the context is open.

    Raises:
        FileNotFoundError: there is none.
        BackboneError: it cannot be read, is of a kind that is not opened, damaged, or holds no tensors.
    """
    with opened(path) as stream:
        start = stream.read(SNIFF_BYTES)
    if start.startswith((ZIP_START, *OLD_STARTS)):
        with open_archive(path) as archive:
            yield _named(path, _in_archive(archive))
    elif not start.endswith(b"{") and path.suffix != ".safetensors":
        raise BackboneError.of("weights-no-archive", path=printable_path(path))
    else:
        with opened(path) as stream:
            yield _named(path, _in_safetensors(path, stream))


def _named(path: Path, found: Weights) -> Weights:
    if not found:
        raise BackboneError.of("weights-none", path=printable_path(path))
    return found


def _in_archive(archive: TorchArchive) -> Weights:
    def weight(array: StoredArray) -> Weight:
        kind = _STORED[array.storage.kind]

        def read() -> Tensor:
            numbers = torch.from_numpy(archive.read(array))
            return numbers.view(kind) if numbers.dtype != kind else numbers

        return Weight(array.shape, kind, read)

    return {name: weight(array) for name, array in archive.named_arrays().items()}


def _in_safetensors(path: Path, stream: BinaryIO) -> Weights:
    header = _read_header(path, stream)

    def weight(entry: TensorEntry) -> Weight:
        kind = DTYPES[entry.dtype]
        return Weight(entry.shape, kind, lambda: _read_entry(path, stream, header.start, entry, kind))

    return {name: weight(entry) for name, entry in header.tensors.items()}


def _read_header(path: Path, stream: BinaryIO) -> Header:
    try:
        header = header_of(stream, printable_path(path))
    except AdapterError as error:
        raise BackboneError.of("backbone-not-safetensors", path=printable_path(path)) from error
    for entry in header.tensors.values():
        kind = DTYPES.get(entry.dtype)
        fits = kind is not None and prod(entry.shape) * kind.itemsize == entry.end - entry.begin
        if not fits or prod(max(1, size) for size in entry.shape) > _MOST_NUMBERS:  # torch could not even make it
            raise BackboneError.of("backbone-not-safetensors", path=printable_path(path))
    return header


def _read_entry(path: Path, stream: BinaryIO, start: int, entry: TensorEntry, kind: torch.dtype) -> Tensor:
    made = torch.empty(entry.shape, dtype=kind)
    size = entry.end - entry.begin
    if size == 0:
        return made
    stream.seek(start + entry.begin)
    bits = made.reshape(-1).view(torch.uint8).numpy()
    if stream.readinto(bits) != size:  # type: ignore[attr-defined]
        raise BackboneError.of("backbone-unreadable", path=printable_path(path), reason="it was cut short meanwhile")
    return made
