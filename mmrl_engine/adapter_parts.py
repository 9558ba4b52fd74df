"""An adapter in two parts: a JSON description, and the section of its tensors' bytes, which may lie apart. No torch.

The description is {`config`, `backbone`, `classes`, `metrics`, `checks`} as in `adapter_schema`, `title`, `date`,
`author`, `license` (the last two may be empty), and `tensors`: {name: list of sizes}. The section is what
`Adapter.tensor_section` gives. Both are read as strictly as a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard, cast

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_fields import DEFAULT_FILE, Fields, raise_together, read_strictly
from mmrl_engine.adapter_metadata import ModelSpec
from mmrl_engine.adapter_schema import Description
from mmrl_engine.adapter_tensors import Shape, check_tensors
from mmrl_engine.errors import AdapterError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.safetensors_header import TensorEntry, float32_bytes
from mmrl_engine.untrusted import StrictJsonError, canonical_json, listed, parse_json

_DESCRIBED = ("config", "backbone", "classes", "metrics", "checks")
_SPEC = ("title", "date", "author", "license")
_MAY_BE_EMPTY = ("author", "license")


@dataclass(frozen=True, slots=True)
class AdapterParts:
    """Everything of an adapter but the values of its tensors, of which it has the shapes."""

    described: Description
    modelspec: ModelSpec
    shapes: Mapping[str, Shape]

    def to_json(self) -> dict[str, object]:
        """The description, as JSON values."""
        return {
            "config": self.described.config.to_json(),
            "backbone": self.described.backbone.to_json(),
            "classes": [item.to_json() for item in self.described.classes],
            "metrics": dict(self.described.metrics),
            "checks": self.described.checks.to_json(),
            "title": self.modelspec.title,
            "date": self.modelspec.date,
            "author": self.modelspec.author,
            "license": self.modelspec.license,
            "tensors": {name: [*self.shapes[name]] for name in sorted(self.shapes)},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object], *, file: str = DEFAULT_FILE) -> AdapterParts:
        """The parts that `value` describes, held to the schema and to each other.

        Raises:
            AdapterError: with every problem of the first kind that has one: strict JSON, fields, values, tensors.
        """
        content = _as_json(value, file)
        _check_keys(content, file)
        described = Description.from_json({key: content[key] for key in _DESCRIBED}, file=file)
        spec = {key: content[key] for key in _SPEC if not (key in _MAY_BE_EMPTY and content[key] == "")}
        made = cls(
            described,
            read_strictly(ModelSpec.read, spec, "description", file),
            read_strictly(_read_shapes, {"tensors": content["tensors"]}, "description", file),
        )
        check_tensors(described.config, described.classes, made.entries(), file)
        return made

    def entries(self) -> dict[str, TensorEntry]:
        """Where each tensor lies in the section: in the order of the names, without a gap."""
        found: dict[str, TensorEntry] = {}
        place = 0
        for name in sorted(self.shapes):
            end = place + float32_bytes(self.shapes[name])
            found[name] = TensorEntry("F32", self.shapes[name], place, end)
            place = end
        return found

    def tensors(self, section: bytes | memoryview, *, file: str = DEFAULT_FILE) -> dict[str, npt.NDArray[np.float32]]:
        """The tensors whose bytes are `section`.

        Raises:
            AdapterError: there are too few or too many bytes, or numbers that are not finite.
        """
        entries = self.entries()
        expected = sum(entry.end - entry.begin for entry in entries.values())
        if len(section) != expected:
            code = "adapter-truncated" if len(section) < expected else "adapter-too-long"
            raise AdapterError.of(code, file=file, found=len(section), expected=expected)
        return read_arrays(entries, section, file)


def read_arrays(
    entries: Mapping[str, TensorEntry], section: bytes | memoryview, file: str
) -> dict[str, npt.NDArray[np.float32]]:
    """The float32 tensors at `entries` of a section; raises AdapterError where a number is not finite."""
    view = memoryview(section)
    arrays = {
        # A copy: aligned, writable, in the machine's byte order, and it does not keep the whole section in memory.
        name: np.frombuffer(view[entry.begin : entry.end], dtype="<f4").astype(np.float32).reshape(entry.shape)
        for name, entry in entries.items()
    }
    bad = [name for name, array in arrays.items() if not np.isfinite(array).all()]
    if bad:
        raise AdapterError.of("adapter-not-finite", file=file, names=listed(bad))
    return arrays


def _as_json(value: Mapping[str, object], file: str) -> dict[str, object]:
    """`value` as strict JSON gives it back: what JSON cannot say, or no file could hold, does not get further."""
    try:
        content = parse_json(canonical_json(dict(value)))
    except StrictJsonError as error:
        reason = str(error)
    except (ValueError, TypeError, RecursionError):
        reason = "it holds what JSON cannot say"
    else:
        return cast("dict[str, object]", content)
    raise AdapterError.of("adapter-entry-damaged", file=file, entry="description", reason=reason)


def _check_keys(content: Mapping[str, object], file: str) -> None:
    """Every field is there, and no other."""
    wanted = {*_DESCRIBED, *_SPEC, "tensors"}
    problems: list[Notice] = []
    for code, keys in (("missing", wanted - set(content)), ("unknown", set(content) - wanted)):
        if keys:
            problems.append(
                notice(f"adapter-fields-{code}", file=file, where="description", fields=listed(sorted(keys)))
            )
    raise_together(problems)


def _read_shapes(fields: Fields) -> dict[str, Shape]:
    given = fields.mapping("tensors")
    shapes = {name: tuple(sizes) for name, sizes in given.items() if _are_sizes(sizes)}
    if len(shapes) < len(given):
        fields.wrong("tensors", "a list of sizes for each name")
    return shapes


def _are_sizes(value: object) -> TypeGuard[list[int]]:
    # True is an int in Python, but no size.
    return isinstance(value, list) and all(type(item) is int and item >= 0 for item in value)
