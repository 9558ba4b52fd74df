"""From a name, a folder or a file to a `Backbone`. Nothing here reaches for a network."""

from __future__ import annotations

import stat
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import open_clip
import safetensors.torch
from safetensors import SafetensorError
from torch import Tensor

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.clip import Backbone, plain_names
from mmrl_engine.backbones.device import Choice, choose_device
from mmrl_engine.backbones.files import file_mode, read_file
from mmrl_engine.backbones.fingerprint import fingerprint
from mmrl_engine.backbones.spec import BackboneSpec, read_config
from mmrl_engine.errors import BackboneError
from mmrl_engine.images import printable_path
from mmrl_engine.untrusted import parse_json, shown

CONFIG_NAME = "open_clip_config.json"
WEIGHT_NAMES = ("open_clip_model.safetensors", "model.safetensors")
MAX_CONFIG_BYTES = 1 << 20


def load_backbone(source: str | Path = "demo", *, config: str | Path | None = None, device: str = "auto") -> Backbone:
    """A frozen CLIP from this machine.

    Args:
        source: a catalogue name ("demo"), an open_clip folder (`open_clip_config.json` and a `.safetensors` file; a
            leading "local-dir:" is allowed), or one open_clip `.safetensors` file.
        config: for a single file alone: the name of one of open_clip's model configs, or the path of an
            `open_clip_config.json`. The weights show neither the activation nor the number of heads, so it is never
            guessed.
        device: "auto", "cpu", or a graphics card's name in torch ("cuda", "mps", "xpu").

    Raises:
        BackboneError: the source is missing, damaged, of a kind that is not served, or its activation contradicts what
            is known; `config` does not belong here, or is none; the device cannot be used.
    """
    chosen = choose_device(device)
    entry = catalogue.by_id(str(source))
    if entry is not None and entry.resource is not None:
        _refuse_config(config, entry.id)
        with catalogue.resource_folder(entry) as folder:
            return _from_folder(folder, chosen)
    path = Path(str(source).removeprefix("local-dir:"))
    mode = file_mode(path)
    if mode is None:
        known = [item.id for item in catalogue.ENTRIES]
        raise BackboneError.of("backbone-missing", source=printable_path(path), known=known)
    if stat.S_ISDIR(mode):
        _refuse_config(config, printable_path(path))
        return _from_folder(path, chosen)
    return _from_file(path, config, chosen)


def _refuse_config(config: str | Path | None, source: str) -> None:
    if config is not None:
        raise BackboneError.of("backbone-config-not-needed", source=source)


def _from_folder(folder: Path, choice: Choice) -> Backbone:
    spec = _read_config_file(folder / CONFIG_NAME)
    weights = next((folder / name for name in WEIGHT_NAMES if file_mode(folder / name) is not None), None)
    if weights is None:
        raise BackboneError.of("backbone-no-weights", folder=printable_path(folder), names=list(WEIGHT_NAMES))
    return _backbone(spec, _read_weights(weights), folder.resolve().name, choice)  # "." has no name of its own


def _from_file(path: Path, config: str | Path | None, choice: Choice) -> Backbone:
    if config is None:
        fitting = _fitting_configs(_read_weights(path))
        raise BackboneError.of("backbone-config-needed", path=printable_path(path), configs=fitting or ["none fits"])
    spec = _named_config(config)
    return _backbone(spec, _read_weights(path), path.stem, choice)


def _named_config(config: str | Path) -> BackboneSpec:
    """open_clip is asked for the names alone that it ships: others ("hf-hub:...") it would look for in the network."""
    names = open_clip.list_models()
    if str(config) in names:
        return read_config(open_clip.get_model_config(str(config)))
    if file_mode(Path(config)) is None:
        nearest = get_close_matches(str(config), names, n=3, cutoff=0.0)
        raise BackboneError.of("backbone-config-missing", config=printable_path(Path(config)), nearest=nearest)
    return _read_config_file(Path(config))


def _backbone(spec: BackboneSpec, state: dict[str, Tensor], name: str, choice: Choice) -> Backbone:
    backbone = Backbone(
        spec,
        state,
        id=shown(name, 200).strip() or "backbone",  # adapters hold it, and take neither blanks nor half characters
        device=choice.device,
        preset=catalogue.DEFAULT_PRESET,
        device_reason=choice.reason,
    )
    entry = catalogue.by_fingerprint(backbone.fingerprint)
    if entry is not None:
        backbone.id, backbone.preset, backbone.balance = entry.id, entry.preset, entry.balance
    else:
        _refuse_wrong_activation(spec, state)
    return backbone


def _refuse_wrong_activation(spec: BackboneSpec, state: dict[str, Tensor]) -> None:
    """Known weights with the other activation would silently give wrong features."""
    other = replace(spec, activation="gelu" if spec.activation == "quickgelu" else "quickgelu")
    entry = catalogue.by_fingerprint(fingerprint(other, state))
    if entry is not None:
        raise BackboneError.of("backbone-activation", name=entry.title, known=other.activation, config=spec.activation)


def _read_config_file(path: Path) -> BackboneSpec:
    try:
        data = read_file(path, MAX_CONFIG_BYTES + 1)
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-no-config", path=printable_path(path)) from error
    if len(data) > MAX_CONFIG_BYTES:
        raise BackboneError.of("backbone-config-unreadable", reason=f"{printable_path(path)} is too long for a config")
    try:
        content = parse_json(data.decode("utf-8"))
    except ValueError as error:  # no UTF-8, or no strict JSON
        reason = f"{printable_path(path)}: {shown(str(error), 200)}"
        raise BackboneError.of("backbone-config-unreadable", reason=reason) from error
    return read_config(content)


def _read_weights(path: Path) -> dict[str, Tensor]:
    try:
        return plain_names(safetensors.torch.load(read_file(path)))
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-unreadable", path=printable_path(path), reason="it is gone") from error
    except (SafetensorError, ValueError, KeyError) as error:
        raise BackboneError.of("backbone-not-safetensors", path=printable_path(path)) from error


def _fitting_configs(state: dict[str, Tensor]) -> list[str]:
    """Names of open_clip's configs whose shapes these weights have: what a person can choose from."""
    found = []
    for name in open_clip.list_models():
        try:
            spec = read_config(open_clip.get_model_config(name))
        except BackboneError:
            continue
        if _fits(spec, state):
            found.append(name)
    return found


def _fits(spec: BackboneSpec, state: dict[str, Tensor]) -> bool:
    def shape(key: str) -> tuple[int, ...]:
        return tuple(state[key].shape) if key in state else ()

    def depth(prefix: str) -> int:
        return len({key.split(".resblocks.")[1].split(".")[0] for key in state if key.startswith(prefix)})

    vision: Any = spec.vision
    return (
        shape("visual.conv1.weight") == (vision.width, 3, vision.patch_size, vision.patch_size)
        and shape("visual.positional_embedding") == (vision.patches + 1, vision.width)
        and shape("text_projection") == (spec.text.width, spec.embed_dim)
        and shape("positional_embedding") == (spec.text.context_length, spec.text.width)
        and depth("visual.transformer.resblocks.") == vision.layers
        and depth("transformer.resblocks.") == spec.text.layers
    )
