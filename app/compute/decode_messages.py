"""What a decode worker is asked and what it answers: plain data for the pipe between the two processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services.jobs import Look
from mmrl_engine.isolated_worker import Broken, Refused


@dataclass(frozen=True, slots=True)
class LookRequest:
    """Asks for a `Look`, with a thumbnail of at most `longest` pixels on its longer side."""

    path: Path
    longest: int


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Asks for the pixels, made smaller to at most `longest` on the longer side, or whole."""

    path: Path
    longest: int | None = None


Request = LookRequest | OpenRequest


@dataclass(frozen=True, slots=True)
class Shape:
    """The picture is decoded. The worker now waits for the name of a block, and fills it with RGB [H, W, 3]."""

    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The block holds the pixels."""


Reply = Look | Shape | Filled | Refused | Broken
