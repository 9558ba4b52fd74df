"""What was pasted, or dropped where everything is taken, goes to whoever takes it, in the form that it came in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from app.views.dropped import bitmap, inline_picture, local_paths, names_in_text, web_addresses


class Taker(Protocol):
    """Takes one of these."""

    def take_paths(self, paths: Sequence[Path]) -> None: ...

    def take_image(self, image: QImage) -> None: ...

    def take_bytes(self, data: bytes) -> None: ...

    def take_address(self, address: str) -> None: ...


def hand_over(mime: QMimeData, taker: Taker) -> bool:
    """Files come first, then a picture itself, an address, and names of files in a text; whether there was one of
    them. No disk is asked here.
    """
    paths = local_paths(mime)
    if paths:
        taker.take_paths(paths)
    elif (image := bitmap(mime)) is not None:
        taker.take_image(image)
    elif (inside := inline_picture(mime)) is not None:
        taker.take_bytes(inside)
    elif addresses := web_addresses(mime):
        taker.take_address(addresses[0])
    elif names := names_in_text(mime):
        taker.take_paths(names)
    else:
        return False
    return True
