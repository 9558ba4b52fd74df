"""From a name, a folder or a file to a `Backbone`. Nothing here reaches for a network."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import open_clip
import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.clip import Backbone, plain_names
from mmrl_engine.backbones.device import choose_device
from mmrl_engine.backbones.fingerprint import fingerprint
from mmrl_engine.backbones.spec import BackboneSpec, read_config
from mmrl_engine.errors import BackboneError

CONFIG_NAME = "open_clip_config.json"
WEIGHT_NAMES = ("open_clip_model.safetensors", "model.safetensors")


def load_backbone(source: str | Path = "demo", *, config: str | Path | None = None, device: str = "auto") -> Backbone:
    """A frozen CLIP from this machine.

    Args:
        source: a catalogue name ("demo"), an open_clip folder (`open_clip_config.json` and a `.safetensors` file; a
        leading
            "local-dir:" is allowed), or one open_clip `.safetensors` file.
        config: for a single file: the name of one of open_clip's model configs, or the path of an
        `open_clip_config.json`.
            The weights show neither the activation nor the number of heads, so it is never guessed.
        device: "auto", or a torch device's name.

    Raises:
        BackboneError: the source is missing, damaged, of a kind that is not served, or its activation contradicts what
        is known.
    """
    chosen = choose_device(device).device
    entry = catalogue.by_id(str(source))
    if entry is not None and entry.resource is not None:
        with catalogue.resource_folder(entry) as folder:
            return _from_folder(folder, chosen)
    path = Path(str(source).removeprefix("local-dir:"))
    if path.is_dir():
        return _from_folder(path, chosen)
    if not path.exists():
        raise BackboneError.of("backbone-missing", source=source, known=[item.id for item in catalogue.ENTRIES])
    return _from_file(path, config, chosen)


def _from_folder(folder: Path, device: torch.device) -> Backbone:
    spec = _read_config_file(folder / CONFIG_NAME)
    weights = next((folder / name for name in WEIGHT_NAMES if (folder / name).is_file()), None)
    if weights is None:
        raise BackboneError.of("backbone-no-weights", folder=folder, names=list(WEIGHT_NAMES))
    return _backbone(spec, _read_weights(weights), folder.name, device)


def _from_file(path: Path, config: str | Path | None, device: torch.device) -> Backbone:
    state = _read_weights(path)
    if config is None:
        raise BackboneError.of("backbone-config-needed", path=path, configs=_fitting_configs(state) or ["none fits"])
    known = open_clip.get_model_config(str(config))
    spec = read_config(known) if known is not None else _read_config_file(Path(config))
    return _backbone(spec, state, path.stem, device)


def _backbone(spec: BackboneSpec, state: dict[str, Tensor], name: str, device: torch.device) -> Backbone:
    backbone = Backbone(spec, state, id=name, device=device, preset=catalogue.DEFAULT_PRESET)
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
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-no-config", path=path) from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BackboneError.of("backbone-config-unreadable", reason=f"{path}: {error}") from error
    return read_config(content)


def _read_weights(path: Path) -> dict[str, Tensor]:
    """Reads the whole file: a memory map of a file that somebody cuts short would end the program (SIGBUS)."""
    try:
        return plain_names(safetensors.torch.load(path.read_bytes()))
    except OSError as error:
        raise BackboneError.of("backbone-unreadable", path=path, reason=error.strerror or str(error)) from error
    except (SafetensorError, ValueError, KeyError) as error:
        raise BackboneError.of("backbone-not-safetensors", path=path) from error


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
