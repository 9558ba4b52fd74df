"""The text entries of an adapter file: written, and verified, against its two hashes and the schema. No torch.

Keys: `format` = `pt`; `mmrl.format_version`; `mmrl.config`, `.backbone`, `.classes`, `.metrics`, `.checks` as canonical
JSON (`adapter_schema`); `modelspec.*` (ModelSpec 1.0.0, https://github.com/Stability-AI/ModelSpec). Two hashes:
`modelspec.hash_sha256` is "0x" and the SHA-256 of every byte after the header; `mmrl.metadata_sha256` is the SHA-256 of
the canonical JSON of {"metadata": every other entry, "tensors": {name: {"dtype", "shape"}}}, the first hash included.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mmrl_engine.adapter_fields import Fields, read_strictly
from mmrl_engine.adapter_schema import Description
from mmrl_engine.errors import AdapterError
from mmrl_engine.safetensors_header import Header
from mmrl_engine.untrusted import StrictJsonError, canonical_json, is_text, listed, parse_json

FORMAT_VERSION = 1
VERSION_KEY = "mmrl.format_version"
METADATA_HASH_KEY = "mmrl.metadata_sha256"
TENSOR_HASH_KEY = "modelspec.hash_sha256"
MODELSPEC = "modelspec."
MODELSPEC_VERSION = "1.0.0"

_JSON_ENTRIES = ("config", "backbone", "classes", "metrics", "checks")
_REQUIRED = frozenset(
    {"format", VERSION_KEY, METADATA_HASH_KEY}
    | {f"mmrl.{entry}" for entry in _JSON_ENTRIES}
    | {MODELSPEC + key for key in ("sai_model_spec", "title", "architecture", "implementation", "date", "hash_sha256")}
)
_VERSION = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Who made an adapter and when: `date` in ISO 8601; author and license may be empty, and then are not written."""

    title: str
    date: str
    author: str = ""
    license: str = ""

    @classmethod
    def read(cls, fields: Fields) -> ModelSpec:
        """From a file's entries, whose names lack the prefix `modelspec.`; others than these four are left alone."""
        made = cls(fields.text("title"), fields.text("date"), fields.given_text("author"), fields.given_text("license"))
        if made.date and not _is_date(made.date):
            fields.wrong("date", "a date and time in ISO 8601")
        return made


def build_metadata(
    description: Description, modelspec: ModelSpec, shapes: Mapping[str, tuple[int, ...]], section: bytes
) -> dict[str, str]:
    """All entries of an adapter with float32 tensors of `shapes`, whose bytes are `section`.

    Raises:
        AdapterError: a text cannot be written as UTF-8.
    """
    values: dict[str, object] = {
        "config": description.config.to_json(),
        "backbone": description.backbone.to_json(),
        "classes": [item.to_json() for item in description.classes],
        "metrics": dict(description.metrics),
        "checks": description.checks.to_json(),
    }
    metadata = {f"mmrl.{entry}": canonical_json(value) for entry, value in values.items()}
    metadata |= {"format": "pt", VERSION_KEY: str(FORMAT_VERSION)}
    spec = {
        "sai_model_spec": MODELSPEC_VERSION,
        "title": modelspec.title,
        "architecture": f"clip-vit/{description.config.variant}",
        "implementation": "mmrl-studio",
        "date": modelspec.date,
        "author": modelspec.author,
        "license": modelspec.license,
        "hash_sha256": tensor_hash(section),
    }
    metadata |= {MODELSPEC + key: value for key, value in spec.items() if value}
    for key, value in metadata.items():
        if not is_text(value):
            raise AdapterError.of("adapter-text", entry=key)
    tensors = {name: ("F32", shape) for name, shape in shapes.items()}
    return metadata | {METADATA_HASH_KEY: metadata_hash(metadata, tensors)}


def check_metadata(header: Header, section: memoryview | None, file: str) -> None:
    """Checks the format's version, the metadata's hash, the entries' names and, where given, the hash of `section`.

    Raises:
        AdapterError: for the first of these that fails.
    """
    metadata = header.metadata
    version = metadata.get(VERSION_KEY, "")
    if not _VERSION.fullmatch(version):
        raise AdapterError.of("adapter-not-an-adapter", file=file)
    if int(version) > FORMAT_VERSION:
        raise AdapterError.of("adapter-newer-version", file=file, found=int(version), known=FORMAT_VERSION)
    tensors = {name: (entry.dtype, entry.shape) for name, entry in header.tensors.items()}
    others = {key: value for key, value in metadata.items() if key != METADATA_HASH_KEY}
    if metadata.get(METADATA_HASH_KEY) != metadata_hash(others, tensors):
        raise AdapterError.of("adapter-description-changed", file=file)
    _check_entries(metadata, file)
    if section is not None and metadata[TENSOR_HASH_KEY] != tensor_hash(section):
        raise AdapterError.of("adapter-tensors-changed", file=file)


def read_description(metadata: Mapping[str, str], file: str) -> Description:
    """What the `mmrl.*` entries say; raises AdapterError with every problem."""
    return Description.from_json(
        {entry: _json_entry(metadata, f"mmrl.{entry}", file) for entry in _JSON_ENTRIES}, file=file
    )


def read_modelspec(metadata: Mapping[str, str], file: str) -> ModelSpec:
    """What the `modelspec.*` entries say; raises AdapterError with every problem."""
    entries = {key: metadata[MODELSPEC + key] for key in ("title", "date")}
    optional = {key: metadata[MODELSPEC + key] for key in ("author", "license") if MODELSPEC + key in metadata}
    return read_strictly(ModelSpec.read, entries | optional, "modelspec", file)


def metadata_hash(metadata: Mapping[str, str], tensors: Mapping[str, tuple[str, tuple[int, ...]]]) -> str:
    """The value of `mmrl.metadata_sha256` for all the other entries; `tensors` gives dtype and shape by name."""
    content = {
        "metadata": dict(metadata),
        "tensors": {name: {"dtype": dtype, "shape": list(shape)} for name, (dtype, shape) in tensors.items()},
    }
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()


def tensor_hash(section: bytes | memoryview) -> str:
    """The value of `modelspec.hash_sha256`."""
    return "0x" + hashlib.sha256(section).hexdigest()


def _check_entries(metadata: Mapping[str, str], file: str) -> None:
    missing = sorted(_REQUIRED - set(metadata))
    unknown = sorted(key for key in metadata if key not in _REQUIRED and not key.startswith(MODELSPEC))
    if missing or unknown:
        raise AdapterError.of(
            "adapter-entries", file=file, missing=listed(missing) or "-", unknown=listed(unknown) or "-"
        )


def _json_entry(metadata: Mapping[str, str], key: str, file: str) -> object:
    try:
        return parse_json(metadata[key])
    except StrictJsonError as error:
        raise AdapterError.of("adapter-entry-damaged", file=file, entry=key, reason=str(error)) from None


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
