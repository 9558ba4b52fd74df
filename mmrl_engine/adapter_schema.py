"""What an adapter file says about itself, format 1: the frozen JSON schema of its metadata entries. No torch.

`mmrl.config` is described in `adapter_config`. `mmrl.backbone` is {`id`, `fingerprint`}; `mmrl.classes` a list of
{`name`, `words`, `pictures`} in the order of the scores; `mmrl.metrics` any object; `mmrl.checks` {`class_scores`,
`representation_scores`}: three lists of C numbers each, the second an empty list for variant `none`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from mmrl_engine.adapter_config import (
    VARIANTS,
    VARIANTS_NOT_BUILT,
    AdapterConfig,
    AdapterVariant,
    Balance,
    Instant,
    Reject,
    refuse_variant,
)
from mmrl_engine.adapter_fields import DEFAULT_FILE, SHA256_HEX, Fields, raise_together, read_object, read_strictly
from mmrl_engine.errors import AdapterError
from mmrl_engine.notices import Notice
from mmrl_engine.untrusted import shown

__all__ = [
    "CHECK_INPUTS",
    "VARIANTS",
    "VARIANTS_NOT_BUILT",
    "AdapterClass",
    "AdapterConfig",
    "AdapterVariant",
    "BackboneRef",
    "Balance",
    "Checks",
    "Description",
    "Instant",
    "Reject",
]

CHECK_INPUTS = 3


@dataclass(frozen=True, slots=True)
class AdapterClass:
    """A trained name: as people see it, the words that stand for it in the prompt, and how many pictures it had."""

    name: str
    words: str
    pictures: int

    def to_json(self) -> dict[str, object]:
        """One item of `mmrl.classes`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: object, *, file: str = DEFAULT_FILE) -> AdapterClass:
        """The class in `value`; raises AdapterError with every problem."""
        return read_strictly(cls.read, value, "class", file)

    @classmethod
    def read(cls, fields: Fields) -> AdapterClass:
        return cls(fields.text("name"), fields.text("words"), fields.whole("pictures", 0, 2**53))


@dataclass(frozen=True, slots=True)
class BackboneRef:
    """The backbone that an adapter belongs to: its catalogue id, and the fingerprint that identifies it."""

    id: str
    fingerprint: str

    def to_json(self) -> dict[str, object]:
        """The value of `mmrl.backbone`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: object, *, file: str = DEFAULT_FILE) -> BackboneRef:
        """The backbone in `value`; raises AdapterError with every problem."""
        return read_strictly(cls.read, value, "backbone", file)

    @classmethod
    def read(cls, fields: Fields) -> BackboneRef:
        fingerprint = fields.text("fingerprint", pattern=SHA256_HEX, allowed="a SHA-256 in 64 small hex digits")
        return cls(fields.text("id"), fingerprint)

    def require(self, fingerprint: str) -> None:
        """Raises AdapterError, naming both, where `fingerprint` is another backbone's."""
        if fingerprint != self.fingerprint:
            raise AdapterError.of(
                "adapter-other-backbone",
                backbone=shown(self.id),
                expected=self.fingerprint[:12],
                found=shown(fingerprint[:12]),
            )


@dataclass(frozen=True, slots=True)
class Checks:
    """What the adapter's maker computed for the three inputs of `check_input`, so that a reader can compare.

    Attributes:
        class_scores: s f_c T', one row of C numbers an input; for variant `none` the plain CLIP's.
        representation_scores: s f_r T' likewise; empty for variant `none`.
    """

    class_scores: tuple[tuple[float, ...], ...]
    representation_scores: tuple[tuple[float, ...], ...] = ()

    def to_json(self) -> dict[str, object]:
        """The value of `mmrl.checks`."""
        return {
            "class_scores": [[float(score) for score in row] for row in self.class_scores],
            "representation_scores": [[float(score) for score in row] for row in self.representation_scores],
        }

    @classmethod
    def from_json(cls, value: object, *, classes: int, representation: bool = True, file: str = DEFAULT_FILE) -> Checks:
        """The checks in `value` for `classes` names; `representation` says whether the adapter has f_r.

        Raises:
            AdapterError: with every problem.
        """

        def read(fields: Fields) -> Checks:
            return cls(
                fields.rows("class_scores", CHECK_INPUTS, classes),
                fields.rows("representation_scores", CHECK_INPUTS if representation else 0, classes),
            )

        return read_strictly(read, value, "checks", file)


@dataclass(frozen=True, slots=True)
class Description:
    """What the metadata of one adapter says, read and held to the schema."""

    config: AdapterConfig
    backbone: BackboneRef
    classes: tuple[AdapterClass, ...]
    checks: Checks
    metrics: Mapping[str, object]

    @classmethod
    def from_json(cls, entries: Mapping[str, object], *, file: str = DEFAULT_FILE) -> Description:
        """From the values of the entries `config`, `backbone`, `classes`, `metrics` and `checks`.

        Raises:
            AdapterError: with every problem of all entries; those of `checks`, which depend on the others, afterwards.
        """
        refuse_variant(entries["config"], file)
        problems: list[Notice] = []
        config = read_object(AdapterConfig.read, entries["config"], "config", file, problems)
        backbone = read_object(BackboneRef.read, entries["backbone"], "backbone", file, problems)
        rest = {key: entries[key] for key in ("classes", "metrics")}
        classes, metrics = read_object(_read_rest, rest, "adapter", file, problems)
        raise_together(problems)
        representation = config.variant != "none"
        checks = Checks.from_json(entries["checks"], classes=len(classes), representation=representation, file=file)
        return cls(config, backbone, classes, checks, metrics)


def _read_rest(fields: Fields) -> tuple[tuple[AdapterClass, ...], Mapping[str, object]]:
    classes = fields.nested_list("classes", AdapterClass.read)
    names = [item.name for item in classes]
    if not names or len(set(names)) < len(names):
        fields.wrong("classes", "a list of at least one class, each name once")
    return classes, fields.mapping("metrics")
