"""Pictures that are drawn for a test."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image


@cache
def webp(color: str, width: int, height: int) -> bytes:
    """A WebP file of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), color).save(file, "WEBP", quality=80, method=0)
    return file.getvalue()
