"""What a decode worker does with one picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from app.compute.decode_messages import LookRequest, Request
from app.services.jobs import Look
from mmrl_engine.dhash import dhash
from mmrl_engine.images import open_rgb, open_small

Reader = Callable[[Request], Look | Image.Image]
_WEBP_QUALITY = 80
_WEBP_METHOD = 0  # the fastest; 4, the usual one, takes 2.5 times as long for a file of nearly the same size


def read_request(request: Request) -> Look | Image.Image:
    """The `Look`, or the picture in mode RGB, that `request` asks for.

    Raises:
        PictureError: the file cannot be read.
        MemoryError: there is too little memory for what comes after the decoding.
    """
    if isinstance(request, LookRequest):
        return look_at(request.path, request.longest)
    if request.longest is None:
        return open_rgb(request.path)
    return open_small(request.path, request.longest).image


def look_at(path: Path, longest: int) -> Look:
    """The `Look` at the picture at `path`."""
    small = open_small(path, longest)
    file = io.BytesIO()
    small.image.save(file, "WEBP", quality=_WEBP_QUALITY, method=_WEBP_METHOD)
    width, height = small.size
    return Look(width, height, small.kind, small.taken, dhash(small.image), file.getvalue())
