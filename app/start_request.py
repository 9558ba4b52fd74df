"""What a second start asks of the first, as one message: a length in 4 bytes, big-endian, then JSON. No Qt."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

from mmrl_engine.errors import EngineError

MAX_BYTES = 2**20

_LENGTH = struct.Struct(">I")
_KEYS = {"arguments", "folder"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a program was started with.

    Attributes:
        arguments: without the program's own name. folder: the one that relative names in them start from.
    """

    arguments: tuple[str, ...]
    folder: str


def encode(request: Request) -> bytes:
    """The message. File names that are no text survive it.

    Raises:
        EngineError: it would be longer than `MAX_BYTES`.
    """
    body = json.dumps({"arguments": request.arguments, "folder": request.folder}).encode("ascii")
    if _LENGTH.size + len(body) > MAX_BYTES:
        raise EngineError.of("program-too-many-arguments", count=len(request.arguments))
    return _LENGTH.pack(len(body)) + body


def message_length(received: bytes | bytearray) -> int | None:
    """How long the message that begins like this says it is, in bytes; None as long as that has not come."""
    if len(received) < _LENGTH.size:
        return None
    return _LENGTH.size + int(_LENGTH.unpack_from(received)[0])


def decode(received: bytes | bytearray) -> Request | None:
    """The request in a message, None where there is none. Bytes after the message's end are ignored."""
    length = message_length(received)
    if length is None or not len(received) >= length <= MAX_BYTES:
        return None
    try:
        found = json.loads(received[_LENGTH.size : length])
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.keys() != _KEYS or not isinstance(found["arguments"], list):
        return None
    texts = [*found["arguments"], found["folder"]]
    if not all(isinstance(text, str) and "\0" not in text for text in texts):
        return None
    return Request(tuple(found["arguments"]), found["folder"])
