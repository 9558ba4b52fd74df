"""From a name, a folder or a file to a `Backbone`. Nothing here reaches for a network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.device import Choice, choose_device
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.fingerprint import fingerprint
from mmrl_engine.backbones.shapes import spec_of
from mmrl_engine.backbones.sources import Source, open_clip_names, open_source
from mmrl_engine.backbones.spec import BackboneSpec
from mmrl_engine.backbones.store import BackboneStore, default_store
from mmrl_engine.backbones.weights import Weights, open_weights
from mmrl_engine.errors import BackboneError
from mmrl_engine.images import printable_path
from mmrl_engine.untrusted import shown


def load_backbone(
    source: str | Path = "demo",
    *,
    config: str | Path | None = None,
    device: str = "auto",
    store: BackboneStore | None = None,
) -> Backbone:
    """A frozen CLIP from this machine.

    Args:
        source: a catalogue name ("demo", or one that was downloaded); a folder with an `open_clip_config.json` or a
            Hugging Face `config.json` and weights (a leading "local-dir:" is allowed); or one file: `.safetensors`,
            OpenAI's `.pt` archives, or a state dict that torch saved. Nothing is ever unpickled.
        config: for a single file: the name of one of open_clip's model configs, or the path of a config. Weights show
            neither the activation nor the number of heads, so it is never guessed; only OpenAI's archives need none.
        device: "auto", "cpu", or a graphics card's name in torch ("cuda", "mps", "xpu").
        store: where downloaded backbones lie; None takes the user's own (`store.default_store`).

    Raises:
        BackboneError: the source is missing, not downloaded yet, damaged, of a kind that is not served, or its
            activation contradicts what is known; `config` does not belong here, or is none; the device cannot be used.
    """
    chosen = choose_device(device)
    store = default_store() if store is None else store
    entry = catalogue.by_id(str(source))
    if entry is not None:
        _refuse_config(config, entry.id)
        if entry.resource is None:
            return _from_store(entry, store, chosen)
        with catalogue.resource_folder(entry) as folder, open_source(folder) as found:
            return backbone_of(found, chosen, store)
    path = Path(str(source).removeprefix("local-dir:"))
    try:
        with open_source(path, config) as found:
            return backbone_of(found, chosen, store)
    except FileNotFoundError as error:
        known = [item.id for item in catalogue.ENTRIES]
        raise BackboneError.of("backbone-missing", source=printable_path(path), known=known) from error


def _refuse_config(config: str | Path | None, source: str) -> None:
    if config is not None:
        raise BackboneError.of("backbone-config-not-needed", source=source)


def _from_store(entry: Entry, store: BackboneStore, choice: Choice) -> Backbone:
    found = store.installed(entry.id)
    if found is None:
        raise BackboneError.of("backbone-not-downloaded", name=entry.id)
    backbone = Backbone(
        spec_of(entry),
        _read_file(found.file),
        id=entry.id,
        device=choice.device,
        preset=entry.preset,
        balance=entry.balance,
        device_reason=choice.reason,
    )
    expected = store.fingerprint_of(entry)
    if expected is None:
        store.note_fingerprint(entry.id, backbone.fingerprint)
    elif backbone.fingerprint != expected:
        raise BackboneError.of("backbone-changed", name=entry.id, path=printable_path(found.file))
    return backbone


def _read_file(path: Path) -> dict[str, Tensor]:
    try:
        with open_weights(path) as weights:
            return read_state(open_clip_names(weights))
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-unreadable", path=printable_path(path), reason="it is gone") from error


def backbone_of(source: Source, choice: Choice, store: BackboneStore | None = None) -> Backbone:
    """The model that lies in an open source; known weights, and such as were downloaded before, get their catalogue
    name.

    Raises:
        BackboneError: it is damaged or not served, or its config has another activation than known weights were made
            with.
    """
    spec, state = source.spec, read_state(source.weights)
    backbone = Backbone(
        spec,
        state,
        id=shown(source.name, 200).strip()
        or "backbone",  # adapters hold it, and take neither blanks nor half characters
        device=choice.device,
        preset=catalogue.DEFAULT_PRESET,
        device_reason=choice.reason,
    )
    store = default_store() if store is None else store
    entry = store.entry_of(backbone.fingerprint)
    if entry is not None:
        backbone.id, backbone.preset, backbone.balance = entry.id, entry.preset, entry.balance
    else:
        _refuse_wrong_activation(spec, state, store)
    return backbone


def _refuse_wrong_activation(spec: BackboneSpec, state: dict[str, Tensor], store: BackboneStore) -> None:
    """Known weights with the other activation would silently give wrong features."""
    other = replace(spec, activation="gelu" if spec.activation == "quickgelu" else "quickgelu")
    entry = store.entry_of(fingerprint(other, state))
    if entry is not None:
        raise BackboneError.of("backbone-activation", name=entry.title, known=other.activation, config=spec.activation)


def read_state(weights: Weights) -> dict[str, Tensor]:
    """Every tensor, as float32. Each is turned by itself, so that no second copy of a model lies beside it."""
    return {name: weight.read().to(torch.float32) for name, weight in weights.items()}
