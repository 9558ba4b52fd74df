"""A CLIP as people have it, whatever its layout: its shape, and its tensors under open_clip's names.

A folder has open_clip's config or Hugging Face's; a single file says its shape itself (OpenAI's archives) or is given a
config. Layout of names and place of the config are told apart: many folders hold Hugging Face's weights beside
open_clip's config.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import open_clip

from mmrl_engine.backbones.clip import plain_names
from mmrl_engine.backbones.files import file_mode, read_file
from mmrl_engine.backbones.hf_config import is_hf_config, open_clip_config
from mmrl_engine.backbones.hf_layout import is_hf, open_clip_weights
from mmrl_engine.backbones.openai_layout import is_openai, openai_config
from mmrl_engine.backbones.shapes import parameter_shapes
from mmrl_engine.backbones.spec import BackboneSpec, read_config
from mmrl_engine.backbones.weights import Weights, open_weights
from mmrl_engine.errors import BackboneError
from mmrl_engine.images import printable_path
from mmrl_engine.released_names import is_released
from mmrl_engine.untrusted import parse_json, shown

CONFIG_NAME = "open_clip_config.json"
HF_CONFIG_NAME = "config.json"
PICTURES_NAMES = ("preprocessor_config.json", "processor_config.json")
WEIGHT_NAMES = ("open_clip_model.safetensors", "model.safetensors")
INDEX_NAME = "model.safetensors.index.json"
TORCH_NAMES = ("open_clip_pytorch_model.bin", "pytorch_model.bin")
MAX_CONFIG_BYTES = 1 << 20
_MAX_INDEX_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A model in a file or folder that is open: `weights` under open_clip's names, buffers left out."""

    name: str
    spec: BackboneSpec
    weights: Weights


@contextmanager
def open_source(path: Path, config: str | Path | None = None) -> Iterator[Source]:
    """The model at `path`, a folder or a file; its tensors can be read while the context is open.

    Args:
        config: for a file that does not show its shape: the name of one of open_clip's model configs, or the path of an
            `open_clip_config.json` or of a Hugging Face `config.json`.

    Raises:
        FileNotFoundError: there is nothing.
        BackboneError: it cannot be read or is not served; `config` is needed, does not belong here, or is none.
    """
    mode = file_mode(path)
    if mode is None:
        raise FileNotFoundError(path)
    with ExitStack() as stack:
        if stat.S_ISDIR(mode):
            if config is not None:
                raise BackboneError.of("backbone-config-not-needed", source=printable_path(path))
            yield _in_folder(path, stack)
        else:
            yield _in_file(path, config, stack)


def open_clip_names(weights: Weights) -> Weights:
    """The tensors of any layout under open_clip's names."""
    return plain_names(open_clip_weights(weights) if is_hf(weights) else weights)


def _in_folder(folder: Path, stack: ExitStack) -> Source:
    spec = _folder_spec(folder)
    weights = _folder_weights(folder, stack)
    return Source(folder.resolve().name, spec, open_clip_names(weights))  # "." has no name of its own


def _folder_spec(folder: Path) -> BackboneSpec:
    if file_mode(folder / CONFIG_NAME) is not None or file_mode(folder / HF_CONFIG_NAME) is None:
        return _file_spec(folder / CONFIG_NAME)
    return _file_spec(folder / HF_CONFIG_NAME)


def _folder_weights(folder: Path, stack: ExitStack) -> Weights:
    for name in WEIGHT_NAMES:
        if file_mode(folder / name) is not None:
            return _opened(folder / name, stack)
    if file_mode(folder / INDEX_NAME) is not None:
        return _from_parts(folder, stack)
    for name in TORCH_NAMES:
        if file_mode(folder / name) is not None:
            return _opened(folder / name, stack)
    names = [*WEIGHT_NAMES, INDEX_NAME, *TORCH_NAMES]
    raise BackboneError.of("backbone-no-weights", folder=printable_path(folder), names=names)


def _from_parts(folder: Path, stack: ExitStack) -> Weights:
    """A large model in several files, of which an index says which tensor lies where."""
    path = folder / INDEX_NAME
    content = _read_json(path, _MAX_INDEX_BYTES)
    places = content.get("weight_map") if isinstance(content, dict) else None
    if not (isinstance(places, dict) and places and all(_is_plain(name) for name in places.values())):
        reason = f"{printable_path(path)} does not say which tensor lies in which file beside it"
        raise BackboneError.of("backbone-config-unreadable", reason=reason)
    parts = {name: _opened(folder / name, stack) for name in sorted(set(places.values()))}
    missing = [name for name, part in places.items() if name not in parts[part]]
    if missing:
        raise BackboneError.of("backbone-keys-missing", count=len(missing), names=missing[:12])
    return {name: parts[part][name] for name, part in places.items()}


def _is_plain(name: object) -> bool:
    """Whether this names a safetensors file beside the index, and nothing elsewhere."""
    return isinstance(name, str) and name.endswith(".safetensors") and not set(name) & set("/\\:\0")


def _in_file(path: Path, config: str | Path | None, stack: ExitStack) -> Source:
    weights = _opened(path, stack)
    if is_released(weights):
        raise BackboneError.of("weights-trained", path=printable_path(path))
    if is_openai(weights):
        spec = read_config(openai_config(weights))
        if config is not None and named_spec(config) != spec:
            raise BackboneError.of("backbone-config-other", path=printable_path(path))
        known = parameter_shapes(spec)  # a module's state shows its parts' other tensors too
        return Source(path.stem, spec, {name: weights[name] for name in known if name in weights})
    named = open_clip_names(weights)
    if not any(name.startswith("visual.") for name in named):  # no config would help
        raise BackboneError.of("weights-none", path=printable_path(path))
    if config is None:
        raise BackboneError.of("backbone-config-needed", path=printable_path(path), configs=_fitting_configs(named))
    return Source(path.stem, named_spec(config), named)


def _opened(path: Path, stack: ExitStack) -> Weights:
    try:
        return stack.enter_context(open_weights(path))
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-unreadable", path=printable_path(path), reason="it is gone") from error


def named_spec(config: str | Path) -> BackboneSpec:
    """The shape in a file, or that of one of open_clip's own configs.

    open_clip is asked for the names alone that it ships: others ("hf-hub:...") it would look for in the network.
    """
    names = open_clip.list_models()
    if str(config) in names:
        return read_config(open_clip.get_model_config(str(config)))
    if file_mode(Path(config)) is None:
        nearest = get_close_matches(str(config), names, n=3, cutoff=0.0)
        raise BackboneError.of("backbone-config-missing", config=printable_path(Path(config)), nearest=nearest)
    return _file_spec(Path(config))


def _file_spec(path: Path) -> BackboneSpec:
    content = _read_json(path, MAX_CONFIG_BYTES)
    if isinstance(content, dict) and is_hf_config(content):
        return read_config(open_clip_config(content, _pictures(path.parent)))
    return read_config(content)


def _pictures(folder: Path) -> Mapping[str, Any] | None:
    """How a Hugging Face model wants its pictures; newer files hold it one level deeper."""
    for name in PICTURES_NAMES:
        if file_mode(folder / name) is not None:
            content = _read_json(folder / name, MAX_CONFIG_BYTES)
            found = content.get("image_processor", content) if isinstance(content, dict) else None
            if not isinstance(found, dict):
                reason = f"{printable_path(folder / name)} is not a JSON object"
                raise BackboneError.of("backbone-config-unreadable", reason=reason)
            return found
    return None


def _read_json(path: Path, limit: int) -> object:
    try:
        data = read_file(path, limit + 1)
    except FileNotFoundError as error:
        raise BackboneError.of("backbone-no-config", path=printable_path(path)) from error
    if len(data) > limit:
        raise BackboneError.of("backbone-config-unreadable", reason=f"{printable_path(path)} is too long for a config")
    try:
        return parse_json(data.decode("utf-8"))
    except ValueError as error:  # no UTF-8, or no strict JSON
        reason = f"{printable_path(path)}: {shown(str(error), 200)}"
        raise BackboneError.of("backbone-config-unreadable", reason=reason) from error


def _fitting_configs(weights: Weights) -> list[str]:
    """Names of open_clip's configs whose shapes these weights have: what a person can choose from."""
    found = []
    for name in open_clip.list_models():
        try:
            spec = read_config(open_clip.get_model_config(name))
        except BackboneError:
            continue
        if _fits(spec, weights):
            found.append(name)
    return found or ["none fits"]


def _fits(spec: BackboneSpec, weights: Weights) -> bool:
    def shape(key: str) -> tuple[int, ...]:
        return weights[key].shape if key in weights else ()

    def depth(prefix: str) -> int:
        return len({key.split(".resblocks.")[1].split(".")[0] for key in weights if key.startswith(prefix)})

    vision = spec.vision
    return (
        shape("visual.conv1.weight") == (vision.width, 3, vision.patch_size, vision.patch_size)
        and shape("visual.positional_embedding") == (vision.patches + 1, vision.width)
        and shape("text_projection") == (spec.text.width, spec.embed_dim)
        and shape("positional_embedding") == (spec.text.context_length, spec.text.width)
        and depth("visual.transformer.resblocks.") == vision.layers
        and depth("transformer.resblocks.") == spec.text.layers
    )
