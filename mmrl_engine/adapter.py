"""The adapter file, format 1: one `.safetensors` file that holds what was learned and how to use it. No torch.

Nothing of a file is used before all of it was checked: bytes are read (never mapped), then size, header, version, both
hashes, schema, names, shapes, kinds of numbers and finiteness. Every fault is an AdapterError that says what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_fields import DEFAULT_FILE
from mmrl_engine.adapter_input import MAX_ADAPTER_BYTES, SUFFIX, check_size, opened
from mmrl_engine.adapter_metadata import (
    MODELSPEC,
    VERSION_KEY,
    ModelSpec,
    build_metadata,
    check_metadata,
    read_description,
    read_modelspec,
)
from mmrl_engine.adapter_parts import AdapterParts, read_arrays
from mmrl_engine.adapter_schema import (
    CHECK_INPUTS,
    AdapterClass,
    AdapterConfig,
    BackboneRef,
    Checks,
    Description,
)
from mmrl_engine.adapter_tensors import OPTIONAL_TENSORS, check_tensors, expected_tensors
from mmrl_engine.errors import InputError
from mmrl_engine.files import atomic_write
from mmrl_engine.safetensors_header import (
    PREFIX_BYTES,
    SNIFF_BYTES,
    Header,
    build_header,
    header_end,
    header_of,
    parse_header,
)
from mmrl_engine.untrusted import listed

__all__ = [
    "MAX_ADAPTER_BYTES",
    "OPTIONAL_TENSORS",
    "SUFFIX",
    "Adapter",
    "AdapterClass",
    "AdapterConfig",
    "AdapterHeader",
    "BackboneRef",
    "Checks",
    "check_input",
    "expected_tensors",
    "read_header",
]


@dataclass(frozen=True, slots=True)
class AdapterHeader:
    """What the header of an adapter file says.

    Attributes:
        modelspec: the `modelspec.*` entries, without that prefix. tensors: dtype and shape by name.
        size_bytes: of the whole file.
    """

    format_version: int
    config: AdapterConfig
    backbone: BackboneRef
    classes: tuple[AdapterClass, ...]
    metrics: Mapping[str, object]
    checks: Checks
    modelspec: Mapping[str, str]
    tensors: Mapping[str, tuple[str, tuple[int, ...]]]
    size_bytes: int


@dataclass(frozen=True, slots=True, eq=False)
class Adapter:
    """What was learned, and how to use it.

    Attributes:
        tensors: float32, under the names of `expected_tensors`. metrics: any object that JSON can say.
        date: when it was made, in ISO 8601. author, license: may be empty.
    """

    config: AdapterConfig
    backbone: BackboneRef
    classes: tuple[AdapterClass, ...]
    tensors: Mapping[str, npt.NDArray[np.float32]]
    metrics: Mapping[str, object]
    checks: Checks
    title: str
    date: str
    author: str = ""
    license: str = ""

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Adapter:
        """The adapter in the file `path`, or in the exported folder `path`, once every check has passed.

        Raises:
            AdapterError: the file cannot be read, or is no sound adapter that this version knows.
        """
        with opened(path) as (stream, size):
            check_size(size, str(path))
            data = stream.read(MAX_ADAPTER_BYTES + 1)  # the file may have grown since
        return cls.from_bytes(data, file=str(path))

    @classmethod
    def from_bytes(cls, data: bytes, *, file: str = DEFAULT_FILE) -> Adapter:
        """The adapter in the bytes `data` of a file, which notices call `file`. Raises as `load` does."""
        check_size(len(data), file)
        end = header_end(data[:SNIFF_BYTES], len(data), file)
        header = parse_header(data[PREFIX_BYTES:end], len(data), file)
        section = memoryview(data)[end:]
        described = _verified(header, section, file)
        spec = read_modelspec(header.metadata, file)
        return cls._put_together(described, spec, read_arrays(header.tensors, section, file))

    @classmethod
    def from_description(
        cls, description: Mapping[str, object], section: bytes | memoryview, *, file: str = DEFAULT_FILE
    ) -> Adapter:
        """The adapter that `description_json` describes, with the bytes of `tensor_section`. Notices call it `file`.

        Raises:
            AdapterError: either is damaged, or they do not fit each other. That the numbers in `section` are those that
                were put away is for whoever kept it to know (by its SHA-256).
        """
        check_size(len(section), file)
        parts = AdapterParts.from_json(description, file=file)
        return cls._put_together(parts.described, parts.modelspec, parts.tensors(section, file=file))

    @classmethod
    def _put_together(
        cls, described: Description, spec: ModelSpec, tensors: Mapping[str, npt.NDArray[np.float32]]
    ) -> Adapter:
        return cls(
            config=described.config,
            backbone=described.backbone,
            classes=described.classes,
            tensors=tensors,
            metrics=described.metrics,
            checks=described.checks,
            title=spec.title,
            date=spec.date,
            author=spec.author,
            license=spec.license,
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the file `path` whole or not at all, replacing what was there.

        Raises:
            AdapterError: this is nothing that `load` would take. EngineError: the file cannot be written.
        """
        atomic_write(Path(path), self.to_bytes())

    def to_bytes(self) -> bytes:
        """The file's bytes; the same for equal adapters.

        Raises:
            AdapterError: this is nothing that `from_bytes` would take.
            TypeError: a tensor is not float32. ValueError, TypeError: JSON cannot say what `metrics` holds.
        """
        section, parts = self.tensor_section(), self._parts()
        metadata = build_metadata(parts.described, parts.modelspec, parts.shapes, section)
        data = build_header(metadata, parts.shapes) + section
        Adapter.from_bytes(data)  # what could not be read again is never written
        return data

    def tensor_section(self) -> bytes:
        """Every byte after the header: the tensors in the order of their names, little-endian, C order."""
        for name, array in self.tensors.items():
            if array.dtype != np.float32:
                raise TypeError(f"{name} is {array.dtype}, an adapter holds float32")
        return b"".join(self.tensors[name].astype("<f4", copy=False).tobytes() for name in sorted(self.tensors))

    def description_json(self) -> dict[str, object]:
        """Everything but the tensors' values, as JSON values; with `tensor_section` the whole adapter."""
        return self._parts().to_json()

    def renamed(self, names: Mapping[str, str]) -> Adapter:
        """With other display names, given by the present ones. The words for the model stay, and so do the answers.
        Names that are not in this adapter may stand in `names`.

        Raises:
            InputError: two classes would have the same name.
        """
        classes = tuple(replace(item, name=names.get(item.name, item.name)) for item in self.classes)
        counts = Counter(item.name for item in classes)
        if twice := sorted(name for name, count in counts.items() if count > 1):
            raise InputError.of("class-name-twice", names=listed(twice))
        return replace(self, classes=classes)

    def _parts(self) -> AdapterParts:
        described = Description(self.config, self.backbone, self.classes, self.checks, self.metrics)
        spec = ModelSpec(self.title, self.date, self.author, self.license)
        return AdapterParts(described, spec, {name: array.shape for name, array in self.tensors.items()})

    def require_backbone(self, fingerprint: str) -> None:
        """Raises AdapterError, naming both, where `fingerprint` is not the backbone's that this was trained on."""
        self.backbone.require(fingerprint)


def read_header(path: str | PathLike[str]) -> AdapterHeader:
    """What an adapter file, or that of an exported folder, says about itself: at most 1 MiB is read.

    All of `Adapter.load`'s checks are made except those that need the tensors' bytes (their hash, finiteness).

    Raises:
        AdapterError: as `Adapter.load`.
    """
    file = str(path)
    with opened(path) as (stream, size):
        check_size(size, file)
        header = header_of(stream, file)
    described = _verified(header, None, file)
    read_modelspec(header.metadata, file)
    return AdapterHeader(
        format_version=int(header.metadata[VERSION_KEY]),
        config=described.config,
        backbone=described.backbone,
        classes=described.classes,
        metrics=described.metrics,
        checks=described.checks,
        modelspec={key[len(MODELSPEC) :]: value for key, value in header.metadata.items() if key.startswith(MODELSPEC)},
        tensors={name: (entry.dtype, entry.shape) for name, entry in header.tensors.items()},
        size_bytes=size,
    )


def check_input(index: int, size: int) -> npt.NDArray[np.float32]:
    """The synthetic, already normalised picture number `index` (0, 1, 2) of `Checks`: [3, size, size].

    x_k[c, i, j] = ((65537 c + 257 i + 17 j + 8191 k) mod 256) / 127.5 - 1 with channel c, row i, column j, computed in
    float64 and rounded once. No picture decoder is involved, so every reader has the same input.
    """
    if not 0 <= index < CHECK_INPUTS:
        raise ValueError(f"there is no check input {index}")
    channel, row, column = np.ogrid[:3, :size, :size]
    steps: npt.NDArray[np.int64] = (65537 * channel + 257 * row + 17 * column + 8191 * index) % 256
    return (steps / 127.5 - 1.0).astype(np.float32)


def _verified(header: Header, section: memoryview | None, file: str) -> Description:
    """Every check on the header, in the order of the module's docstring; `section` is hashed where it is given."""
    check_metadata(header, section, file)
    described = read_description(header.metadata, file)
    check_tensors(described.config, described.classes, header.tensors, file)
    return described
