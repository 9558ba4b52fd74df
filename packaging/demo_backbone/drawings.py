"""Openly licensed drawings as one tensor file: RGBA pictures with their concept, style and words. No torch."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image
from safetensors.numpy import load_file, save_file

from demo_backbone.concepts import Concept
from demo_backbone.icon_sets import (
    Attribution,
)

SIZE: Final = 96
TENSORS: Final = "drawings.safetensors"
WORDS: Final = "drawings.json"


@dataclass(frozen=True)
class Drawings:
    """N drawings: pictures uint8 [N, 4, 96, 96] (RGBA), and in the same order their concept, style and whether mono."""

    pictures: npt.NDArray[np.uint8]
    concepts: tuple[str, ...]
    styles: tuple[str, ...]
    mono: tuple[bool, ...]
    info: dict[str, Concept]
    sources: tuple[Attribution, ...]

    def __len__(self) -> int:
        return len(self.concepts)


def on_white(picture: npt.NDArray[np.uint8]) -> Image.Image:
    """One drawing [4, H, W] as an ordinary RGB picture on a white ground."""
    drawn = Image.fromarray(np.ascontiguousarray(picture.transpose(1, 2, 0)), "RGBA")
    ground = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(ground, drawn).convert("RGB")


def save_drawings(drawings: Drawings, folder: Path) -> None:
    """Write the drawings to a folder as safetensors and JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"pictures": np.ascontiguousarray(drawings.pictures)}, folder / TENSORS)
    words = {
        "concepts": drawings.concepts,
        "styles": drawings.styles,
        "mono": drawings.mono,
        "info": {name: asdict(concept) for name, concept in drawings.info.items()},
        "sources": [asdict(source) for source in drawings.sources],
    }
    (folder / WORDS).write_text(json.dumps(words, indent=1) + "\n", encoding="utf-8")


def load_drawings(folder: Path) -> Drawings:
    """Read what save_drawings wrote."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    info = {name: Concept(**{**entry, "tags": tuple(entry["tags"])}) for name, entry in words["info"].items()}
    return Drawings(
        load_file(folder / TENSORS)["pictures"],
        tuple(words["concepts"]),
        tuple(words["styles"]),
        tuple(words["mono"]),
        info,
        tuple(Attribution(**source) for source in words["sources"]),
    )
