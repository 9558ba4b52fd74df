"""The readers that go with an exported folder: plain Python files that need nothing of this program. No torch."""

from __future__ import annotations

from importlib.resources import files

FOLDER = "snippets"
READERS = ("prepare_picture.py", "read_numpy.py", "read_onnx.py", "read_torch.py", "read_verdict.py")


def reader_text(name: str) -> str:
    """The content of one of `READERS`."""
    return files("resources").joinpath(FOLDER, name).read_text(encoding="utf-8")
