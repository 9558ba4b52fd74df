"""What a file or folder is that is no adapter: told from its first bytes and the names of its tensors. No torch."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mmrl_engine.backbones.files import file_mode, opened
from mmrl_engine.errors import AdapterError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.released_names import is_released, trained
from mmrl_engine.safetensors_header import SNIFF_BYTES, header_of
from mmrl_engine.torch_archive import OLD_STARTS, ZIP_START, open_archive

# The names by which a layout is known. Three of OpenAI's are numbers that no other file carries.
OPENAI_MARKS = frozenset({"input_resolution", "context_length", "vocab_size", "text_projection"})
HF_MARKS = frozenset({"vision_model.embeddings.class_embedding", "text_model.embeddings.token_embedding.weight"})
OPEN_CLIP_MARKS = frozenset({"visual.class_embedding", "visual.conv1.weight"})
_FOLDERS = (("open_clip_config.json", "kind-open-clip-folder"), ("config.json", "kind-hf-folder"))


def recognise(path: Path) -> Notice | None:
    """What lies at `path` and what to do with it; None where it is nothing of that kind.

    Raises:
        EngineError: it is a file of torch that is damaged, of an old form, or names what could be a program.
    """
    shown = printable_path(path)
    if path.is_dir():
        for name, code in _FOLDERS:
            if file_mode(path / name) is not None:
                return notice(code, path=shown)
        return None
    try:
        with opened(path) as stream:
            start = stream.read(SNIFF_BYTES)
        if start.startswith((ZIP_START, *OLD_STARTS)):
            with open_archive(path) as archive:
                return _of_archive(shown, set(archive.named_arrays()))
        return _of_safetensors(path)
    except FileNotFoundError:
        return None


def _of_archive(shown: str, names: Collection[str]) -> Notice:
    if is_released(names):
        plus = "space.vision.shared.weight" in trained(dict.fromkeys(names))
        return notice("kind-released", path=shown, method="MMRL++" if plus else "MMRL")
    if set(names) >= OPENAI_MARKS:
        return notice("kind-openai", path=shown)
    return _of_names(shown, names) or notice("kind-torch", path=shown)


def _of_safetensors(path: Path) -> Notice | None:
    shown = printable_path(path)
    with opened(path) as stream:
        try:
            names = set(header_of(stream, shown).tensors)
        except AdapterError:
            return None
    return _of_names(shown, names)


def _of_names(shown: str, names: Collection[str]) -> Notice | None:
    plain = {name.removeprefix("text.") for name in names}
    if plain >= HF_MARKS:
        return notice("kind-weights", path=shown, layout="Hugging Face")
    if plain >= OPEN_CLIP_MARKS:
        return notice("kind-weights", path=shown, layout="open_clip")
    return None


def kind_of(error: AdapterError, path: Path) -> Notice | None:
    """What `path` is, where an adapter's reader refused it by `error` for not being one."""
    codes = {item.code for item in error.notices}
    if codes & {"adapter-pickle", "adapter-not-safetensors", "adapter-not-an-adapter", "adapter-not-a-file"}:
        return recognise(path)
    # A model's file is larger than an adapter can be.
    return recognise(path) if codes & {"adapter-too-large", "adapter-folder-none", "adapter-entries"} else None
