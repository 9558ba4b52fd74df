"""What the window remembers comes back at the next start, whatever the file holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from app.models.window_memory import FILE, WindowMemory


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    memory.keep("geometry", QByteArray(b"\x00\x01\xff"))
    memory.keep("page/3", "train")
    memory.keep("folder", "/a, b/ü")
    memory.keep("last", 3)
    memory.save()
    again = WindowMemory(tmp_path)
    assert again.blob("geometry") == QByteArray(b"\x00\x01\xff")
    assert again.text("page/3") == "train"
    assert again.text("folder") == "/a, b/ü"
    assert again.number("last", 0) == 3


def test_what_was_never_kept_is_the_default(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    assert memory.blob("geometry") is None
    assert memory.text("page/3", "pictures") == "pictures"
    assert memory.number("last", 7) == 7


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00 no settings at all", b"[General]\nlast=one\ngeometry=12"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    memory = WindowMemory(tmp_path)
    assert memory.number("last", 0) == 0
    assert memory.blob("geometry") is None
    memory.keep("last", 5)
    memory.save()
    assert WindowMemory(tmp_path).number("last", 0) == 5
