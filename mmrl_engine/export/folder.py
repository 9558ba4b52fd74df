"""An exported folder: the adapter, its names, its settings, a model card, readers, and what else was made. No torch.

| file | what it is |
|---|---|
| `adapter.mmrl.safetensors` | what was learned |
| `labels.txt` | the learned names, one a line, in the order of the answers |
| `adapter_config.json` | `folder_config` |
| `README.md` | the model card |
| `snippets/` | readers that need nothing of this program |
| `names.npz`, `*.onnx`, `onnx_report.*` | where asked for (`names_file`, `onnx_files`) |
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_input import SUFFIX
from mmrl_engine.errors import EngineError
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.export import snippets
from mmrl_engine.export.card import CARD_FILE, card_text
from mmrl_engine.export.folder_config import CONFIG_FILE, config_text
from mmrl_engine.files import atomic_write, sync_folder, told

ADAPTER_FILE = f"adapter{SUFFIX}"
LABELS_FILE = "labels.txt"


def write_folder(adapter: Adapter, folder: Path, *, figures: Accuracy | None = None, more: Path | None = None) -> None:
    """Makes `folder`, which may be there but empty: whole, or not at all.

    Args:
        figures: how often it was right about pictures that it had not learned from, where somebody tested it.
        more: a folder whose files go in too; they are moved.

    Raises:
        EngineError: `folder` is not empty or not a folder, or it cannot be written. AdapterError: the adapter is none.
    """
    require_free(folder)
    beside = folder.parent / f".mmrl-{secrets.token_hex(8)}.tmp"
    try:
        beside.mkdir()
        _fill(beside, adapter, figures, more)
        with suppress(FileNotFoundError):
            folder.rmdir()  # only an empty one goes
        beside.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise told(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def require_free(folder: Path) -> None:
    """Raises EngineError where `folder` holds something, is no folder, or nobody could look into it."""
    try:
        if os.listdir(folder):  # noqa: PTH208
            raise EngineError.of("export-folder-not-empty", folder=folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise told(folder, error) from error


def _fill(folder: Path, adapter: Adapter, figures: Accuracy | None, more: Path | None) -> None:
    for name, data in _contents(adapter).items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        atomic_write(place, data)
    for path in sorted(more.iterdir()) if more is not None else ():
        shutil.move(path, folder / path.name)
    names = {path.name for path in folder.iterdir()}
    card = card_text(adapter, figures, names, adapter_file=ADAPTER_FILE)
    atomic_write(folder / CARD_FILE, card.encode())


def _contents(adapter: Adapter) -> Mapping[str, bytes]:
    """What every folder holds, by its place in it; the card, which tells of the rest, is written last."""
    labels = "".join(f"{' '.join(item.name.split())}\n" for item in adapter.classes)
    fixed = {
        ADAPTER_FILE: adapter.to_bytes(),
        LABELS_FILE: labels.encode(),
        CONFIG_FILE: config_text(adapter, ADAPTER_FILE).encode(),
    }
    return fixed | {f"{snippets.FOLDER}/{name}": snippets.reader_text(name).encode() for name in snippets.READERS}
