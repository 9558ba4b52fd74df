"""One random model in three layouts: open_clip's folder, Hugging Face's, OpenAI's archive. Each is loaded in a process
of its own: its fingerprint, its features beside the first one's, seconds, and the memory at the peak over that before.
"""

from __future__ import annotations

import argparse
import ctypes
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from benches.memory import RESET, STATUS, status
from benches.report import machine, table
from mmrl_engine import load_backbone
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.backbones.shapes import model_config
from tests.engine import layouts, small

Writer = Callable[[Path, small.Config, layouts.State], Path]
WRITERS: Mapping[str, Writer] = {
    "open_clip": small.write_folder,
    "hugging_face": layouts.write_hf_folder,
    "openai.pt": layouts.write_openai_archive,
}
PROMPTS = ("a photo of a red fox.", "a photo of an old stone bridge.")
MOST_DIFFERENCE = 1e-5


@dataclass(frozen=True)
class Loaded:
    """What one layout came to; `memory` in bytes, None on systems other than Linux."""

    fingerprint: str
    seconds: float
    memory: int | None
    features: npt.NDArray[np.float32]


def main(arguments: list[str]) -> int:
    """Prints a table; 1 where the fingerprints or the features differ."""
    parser = argparse.ArgumentParser(prog="bench.py layouts", description=__doc__)
    parser.add_argument("--model", default="ViT-B-32", help="its shape: a config of open_clip, or tiny")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    with TemporaryDirectory() as place:
        parameters, sources = _write(Path(place), options.model)
        found = {name: _in_process(source, options.threads) for name, source in sources.items()}
        sizes = {name: _size(source) for name, source in sources.items()}
    first = next(iter(found.values()))
    differences = {name: float(np.abs(item.features - first.features).max()) for name, item in found.items()}
    rows = [
        [name, item.fingerprint[:12], f"{differences[name]:.1e}", f"{item.seconds:.2f}", *_memory(item, sizes[name])]
        for name, item in found.items()
    ]
    head = ["layout", "fingerprint", "difference", "seconds", "file MB", "peak MB"]
    print(
        table(f"{options.model}, {parameters / 1e6:.1f} M random weights ({4 * parameters / 1e6:.0f} MB)", head, rows)
    )
    same = len({item.fingerprint for item in found.values()}) == 1
    near = max(differences.values()) <= MOST_DIFFERENCE
    print(
        f"One fingerprint: {'yes' if same else 'NO'}. Features equal to {MOST_DIFFERENCE:g}: {'yes' if near else 'NO'}."
    )
    return 0 if same and near else 1


def _write(place: Path, model: str) -> tuple[int, dict[str, Path]]:
    content = layouts.openai_shaped() if model == "tiny" else _config(model)
    state = layouts.half_values(small.state_of(small.random_model(content)))
    count = sum(value.numel() for value in state.values())
    return count, {name: write(place / name, content, state) for name, write in WRITERS.items()}


def _config(model: str) -> dict[str, Any]:
    content = model_config(f"{model}-quickgelu")
    content["vision_cfg"].setdefault("head_width", 64)
    return content


def _in_process(source: Path, threads: int) -> Loaded:
    """In a process of its own, so that what another layout took does not count."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_load, source, threads).result()


def _load(source: Path, threads: int) -> Loaded:
    torch.set_num_threads(threads)
    load_backbone("demo")  # everything that is loaded once
    before = _reset_peak()
    begin = time.perf_counter()
    backbone = load_backbone(source)
    seconds = time.perf_counter() - begin
    memory = None if before is None else status("VmHWM") - before
    clip, size = AdaptedClip(backbone, None), backbone.spec.vision.image_size
    pixels = np.random.default_rng(0).standard_normal((2, 3, size, size)).astype(np.float32)
    plain = clip.encode_pictures(pixels).plain
    assert plain is not None
    return Loaded(
        backbone.fingerprint,
        seconds,
        memory,
        np.concatenate([plain.numpy(), clip.encode_prompts(PROMPTS).plain.numpy()]),
    )


def _reset_peak() -> int | None:
    """The memory in use, from which the peak counts anew."""
    if not STATUS.exists():
        return None
    ctypes.CDLL(None).malloc_trim(0)
    RESET.write_text("5")
    return status("VmRSS")


def _size(source: Path) -> int:
    files = [source] if source.is_file() else list(source.iterdir())
    return sum(file.stat().st_size for file in files)


def _memory(item: Loaded, size: int) -> list[str]:
    return [f"{size / 1e6:.0f}", "-" if item.memory is None else f"{item.memory / 1e6:.0f}"]
