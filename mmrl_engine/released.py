"""The authors' released MMRL and MMRL++ checkpoints as adapters, read without unpickling.

A checkpoint holds neither class names nor the sentence around them, nor MMRL++'s beta: the person gives them. What it
does hold beside the trained part is compared: the frozen towers with the backbone's, and where it has them the
prompts' token embeddings with those of the given names. It tells the number of layers, but not which: the last ones, as
in every configuration of the authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine import presets
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_schema import AdapterClass, BackboneRef
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.weights import Weights, open_weights
from mmrl_engine.errors import BackboneError, InputError
from mmrl_engine.examples import ClassList, class_list
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.packing import adapter_config, compute_checks
from mmrl_engine.released_names import frozen, is_released, prompts, trained
from mmrl_engine.representation import Representation, build_representation
from mmrl_engine.types import TrainConfig, Variant
from mmrl_engine.untrusted import listed
from mmrl_engine.version import engine_version

_MMRLPP = "space.vision.shared.weight"


@dataclass(frozen=True, slots=True)
class Released:
    """A checkpoint that is open.

    Attributes:
        variant, layers, tokens, width, residual_rank, projection_rank: as its tensors say; the ranks are None for MMRL.
        beta: as the person said; None for MMRL.
    """

    path: str
    weights: Weights
    variant: Variant
    layers: int
    tokens: int
    width: int
    residual_rank: int | None
    projection_rank: int | None
    beta: float | None

    def arrays(self) -> dict[str, npt.NDArray[np.float32]]:
        """The trained tensors under an adapter's names."""
        return {name: item.read().to(torch.float32).numpy() for name, item in trained(self.weights).items()}


@dataclass(frozen=True, slots=True)
class Imported:
    """The adapter, and what the person should know of it."""

    adapter: Adapter
    notices: tuple[Notice, ...]


@contextmanager
def open_released(path: Path, beta: float | None = None) -> Iterator[Released]:
    """The checkpoint at `path`.

    Raises:
        BackboneError: it cannot be read, is damaged, or is none. InputError: it needs a beta, or has no use for one.
    """
    file = printable_path(path)
    try:
        with open_weights(path) as weights:
            if not is_released(weights):
                raise BackboneError.of("released-not-one", path=file)
            yield _described(file, weights, beta)
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-unreadable", path=file, reason="it is not there") from error


def import_released(
    path: Path,
    backbone: Backbone,
    names: Sequence[str],
    *,
    template: str = "a photo of a {}.",
    beta: float | None = None,
    alpha: float | None = None,
    shots: int = 0,
) -> Imported:
    """The checkpoint at `path` as an adapter for `backbone`.

    Args:
        names: the classes that it was trained on. shots: pictures a class, where that is known.
        beta: MMRL++'s, which the file does not hold. alpha: the weight of f_c; None: the authors' 0.7.

    Raises:
        BackboneError: it cannot be read, is none, or was trained on another CLIP or on other sentences.
        InputError: names, template, alpha or beta cannot be used.
    """
    with open_released(path, beta) as found:
        config = _train_config(found, template, alpha)
        recipe = presets.resolve(config, backbone.spec, "published")
        limit = backbone.spec.text.context_length
        classes, warnings = class_list(names, {}, template, backbone.count_tokens, limit)
        warnings += compare_towers(found, backbone)
        _compare_prompts(found, backbone, classes)
        representation = representation_of(found, backbone)
    return Imported(
        Adapter(
            config=adapter_config(backbone, representation, recipe, config),
            backbone=BackboneRef(backbone.id, backbone.fingerprint),
            classes=tuple(
                AdapterClass(name, words, shots) for name, words in zip(classes.names, classes.words, strict=True)
            ),
            tensors=representation.arrays(),
            metrics={"engine": engine_version(), "origin": "a checkpoint of the method's authors"},
            checks=compute_checks(AdaptedClip(backbone, representation), classes.prompts),
            title=", ".join(classes.names)[:120],
            date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        ),
        tuple(warnings),
    )


def representation_of(found: Released, backbone: Backbone) -> Representation:
    """The trained part of an open checkpoint on its backbone.

    Raises:
        BackboneError: tensors are missing, too many, of another shape than the backbone asks for, or not finite.
    """
    projection, text_width = backbone.visual.proj.detach().cpu(), backbone.spec.text.width
    made = build_representation(found, frozen_projection=projection, text_width=text_width)
    wanted = {name: tuple(value.shape) for name, value in made.named_parameters()}
    differs = list(_differences(wanted, {name: item.shape for name, item in trained(found.weights).items()}))
    if differs:
        raise BackboneError.of(
            "released-other-backbone", path=found.path, backbone=backbone.id, differs=listed(differs)
        )
    arrays = found.arrays()
    if bad := [name for name, array in arrays.items() if not np.isfinite(array).all()]:
        raise BackboneError.of("released-not-finite", path=found.path, names=listed(bad))
    made.load_arrays(arrays)
    return made


def compare_towers(found: Released, backbone: Backbone) -> list[Notice]:
    """Warnings; frozen parts are compared as the fingerprint does, by their float16 values.

    Raises:
        BackboneError: the checkpoint's towers are not the backbone's.
    """
    own = backbone.weights()
    theirs = dict(frozen(found.weights))
    if not theirs:
        return [notice("released-no-towers", path=found.path, backbone=backbone.id)]
    differ = [name for name, item in theirs.items() if name not in own or not _same(own[name], item.read())]
    if differ:
        raise BackboneError.of(
            "released-towers-differ",
            path=found.path,
            backbone=backbone.id,
            count=len(differ),
            total=len(theirs),
            names=listed(differ, 4),
        )
    return []


def _same(a: Tensor, b: Tensor) -> bool:
    return a.shape == b.shape and torch.equal(a.detach().cpu().half(), b.half())


def _described(file: str, weights: Weights, beta: float | None) -> Released:
    found = trained(weights)
    space = found["space.tokens"].shape
    if len(space) != 2:
        raise BackboneError.of("released-not-one", path=file)
    plus = _MMRLPP in found
    if plus and beta is None:
        raise InputError.of("call-beta-needed", path=file)
    if beta is not None and not plus:
        raise InputError.of("call-beta-not-needed", path=file)
    return Released(
        path=file,
        weights=weights,
        variant="mmrlpp" if plus else "mmrl",
        layers=sum(name.startswith("space.vision.") and name.endswith(".bias") for name in found),
        tokens=space[0],
        width=space[1],
        residual_rank=_rank(found, "space.vision.0.A") if plus else None,
        projection_rank=_rank(found, "projection.A") if plus else None,
        beta=beta,
    )


def _rank(found: Weights, name: str) -> int:
    return found[name].shape[-1] if name in found and found[name].shape else 1  # a missing one is told with the others


def _train_config(found: Released, template: str, alpha: float | None) -> TrainConfig:
    return TrainConfig(
        preset="published",
        variant=found.variant,
        template=template,
        layers=found.layers,
        tokens=found.tokens,
        width=found.width,
        alpha=alpha,
        beta=found.beta,
        residual_rank=found.residual_rank,
        projection_rank=found.projection_rank,
    )


def _differences(wanted: Mapping[str, tuple[int, ...]], given: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in sorted(set(wanted) - set(given)))
    yield from (f"{name} is not known" for name in sorted(set(given) - set(wanted)))
    for name in sorted(set(wanted) & set(given)):
        if wanted[name] != given[name]:
            yield f"{name} is {[*given[name]]} instead of {[*wanted[name]]}"


def _compare_prompts(found: Released, backbone: Backbone, classes: ClassList) -> None:
    """The given prompts are among those that it was trained on, where it holds their embeddings."""
    saved = prompts(found.weights)
    table = backbone.weights()["token_embedding.weight"].detach().cpu().half()
    if saved is None or len(saved.shape) != 3 or saved.shape[1:] != (backbone.spec.text.context_length, table.shape[1]):
        return
    known = {_digest(row) for row in saved.read().half()}
    missing = [
        prompt
        for prompt, ids in zip(classes.prompts, backbone.tokenize(classes.prompts), strict=True)
        if _digest(table[ids]) not in known
    ]
    if missing:
        told = [backbone.read_tokens(ids) for ids in _ids_of(saved.read().half()[:8], table)]
        raise BackboneError.of(
            "released-other-prompts", path=found.path, missing=listed(missing, 4), known=listed(told, 4)
        )


def _digest(row: Tensor) -> bytes:
    return row.contiguous().numpy().tobytes()


def _ids_of(rows: Tensor, table: Tensor) -> Iterator[list[int]]:
    """The token ids of prompts from their embeddings; pieces that the table does not have are left out."""
    places = {_digest(row): index for index, row in enumerate(table)}
    for row in rows:
        yield [places[piece] for piece in map(_digest, row) if piece in places]
