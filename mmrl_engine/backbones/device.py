"""Which device computes, and why. A choice comes with its reason, so that it can be told."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from mmrl_engine.errors import BackboneError
from mmrl_engine.untrusted import shown

BY_HAND = "chosen by hand"
ACCELERATORS = ("cuda", "mps", "xpu")  # "cuda" is AMD's too. torch knows more devices, some of which compute nothing.


@dataclass(frozen=True, slots=True)
class Choice:
    """A torch device and the reason for it, in plain words."""

    device: torch.device
    reason: str


def choose_device(name: str = "auto") -> Choice:
    """The device called `name` ('cpu', 'cuda', 'mps', 'xpu', 'cuda:1'), or for 'auto' the graphics card that torch can
    use, else the CPU.

    Raises:
        BackboneError: the device is not there, or this torch cannot compute on it.
    """
    if name == "auto":
        return _automatic()
    if name == "cpu":
        return Choice(torch.device("cpu"), BY_HAND)
    if name.partition(":")[0] != _offered() or not _computes(name):
        raise BackboneError.of("device-not-there", device=shown(name))
    return Choice(torch.device(name), BY_HAND)


def _automatic() -> Choice:
    found = _offered()
    if found is None:
        return Choice(torch.device("cpu"), "no graphics card that torch can use")
    if not _computes(found):
        return Choice(torch.device("cpu"), f"{found} is there, but a small computation on it failed")
    return Choice(torch.device(found), f"{found} is there and torch can use it")


def _offered() -> str | None:
    """The kind of graphics card that this torch is made for, where one is there."""
    if not torch.accelerator.is_available():
        return None
    found = torch.accelerator.current_accelerator()
    return found.type if found is not None and found.type in ACCELERATORS else None


def _computes(device: str) -> bool:
    """Whether a small product comes out right: an old card, or one without a driver, is offered but fails here, and so
    does a name that is none ("cuda:x").
    """
    try:
        ones = torch.ones(8, 8, device=device)
        return float((ones @ ones).sum()) == 512.0
    except (RuntimeError, AssertionError, NotImplementedError):
        return False
