"""A picture as the input of the model below what MMRL Studio has learned, with Pillow and NumPy alone."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

Array = np.ndarray[Any, Any]


def opened(path: str | Path) -> Image.Image:
    """The picture in a file, upright, in RGB."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def prepare(image: Image.Image, how: dict[str, Any]) -> Array:
    """float32 [3, size, size]: resized, its middle cut out, normalised. `how`: `preprocess` of what was learned."""
    size, (width, height) = how["size"], image.size
    resample = Image.Resampling.BILINEAR if how["interpolation"] == "bilinear" else Image.Resampling.BICUBIC
    if how["resize_mode"] == "squash":
        image = image.resize((size, size), resample)
    elif how["resize_mode"] == "longest":
        ratio = max(width, height) / size
        small = image.resize((max(1, round(width / ratio)), max(1, round(height / ratio))), resample)
        image = Image.new("RGB", (size, size))
        image.paste(small, ((size - small.width) // 2, (size - small.height) // 2))
    else:
        across, down = (size, int(size * height / width)) if width <= height else (int(size * width / height), size)
        left, top = round((across - size) / 2), round((down - size) / 2)
        image = image.resize((across, down), resample).crop((left, top, left + size, top + size))
    values = np.asarray(image).transpose(2, 0, 1).astype(np.float32) / np.float32(255)
    mean, std = (np.array(how[name], np.float32)[:, None, None] for name in ("mean", "std"))
    return (values - mean) / std
