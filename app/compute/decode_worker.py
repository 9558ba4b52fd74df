"""What a decode worker says to a request: it hands pixels over in memory that both processes see."""

from __future__ import annotations

from multiprocessing.connection import Connection

from PIL import Image

from app.compute.decode_messages import Filled, Reply, Request, Shape
from app.compute.picture_reader import Reader
from app.compute.shared_pixels import fill_block
from mmrl_engine.images import printable_path
from mmrl_engine.isolated_worker import guarded


def answer(reader: Reader, request: Request, connection: Connection) -> Reply:
    """The reply to `request`; before that of a picture its `Shape` is told, and a block is given for it."""
    name = printable_path(request.path)
    found = guarded(name, lambda: reader(request))
    if not isinstance(found, Image.Image):
        return found
    connection.send(Shape(found.height, found.width))
    block: str = connection.recv()
    return guarded(name, lambda: fill_block(block, found)) or Filled()
