"""Answers what pictures show with ONNX Runtime, NumPy and Pillow, from a folder that MMRL Studio has exported.

    python read_onnx.py FOLDER one.jpg two.jpg

The names are those of the folder's `names.npz`: the learned ones, then those that were typed at the export.
`answers.onnx` gives shares of the learned ones at once; here `features.onnx` is asked, whose features go with any list.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from PIL import Image
from prepare_picture import opened, prepare
from read_numpy import Names, Pictures, read, shares

Array = np.ndarray[Any, Any]


class Model:
    """The folder's adapter, its names and its picture part."""

    def __init__(self, folder: Path) -> None:
        self.learned = read(folder / "adapter.mmrl.safetensors")
        kept = np.load(folder / "names.npz")
        self.names = [str(name) for name in kept["names"]]
        self.features = Names(kept["adapted"], kept["plain"])
        self.session = onnxruntime.InferenceSession(folder / "features.onnx", providers=["CPUExecutionProvider"])

    def shares(self, images: list[Image.Image]) -> Array:
        """How each RGB picture is divided between `names`."""
        pixels = np.stack([prepare(image, self.learned.config["preprocess"]) for image in images])
        outputs = [output.name for output in self.session.get_outputs()]
        made = dict(zip(outputs, self.session.run(outputs, {"image": pixels}), strict=True))
        pictures = Pictures(made["f_c"], made.get("f_r"), made.get("f_c0", made["f_c"]))
        return shares(self.learned, pictures, self.features)


if __name__ == "__main__":
    model = Model(Path(sys.argv[1]))
    for path in sys.argv[2:]:
        row = model.shares([opened(path)])[0]
        best = sorted(zip(row, model.names, strict=True), reverse=True)[:3]
        print(Path(path).name, ", ".join(f"{name} {share:.1%}" for share, name in best))
