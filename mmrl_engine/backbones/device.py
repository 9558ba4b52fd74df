"""Which device computes, and why. A choice comes with its reason, so that it can be told."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from mmrl_engine.backbones.graphics import find_cards, serves, why_no_card
from mmrl_engine.errors import BackboneError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown

BY_HAND = notice("device-by-hand")
_NO_CARD = notice("device-no-card")
ACCELERATORS = ("cuda", "mps", "xpu")  # "cuda" is AMD's too. torch knows more devices, some of which compute nothing.


@dataclass(frozen=True, slots=True)
class Choice:
    """A torch device and the reason for it."""

    device: torch.device
    reason: Notice


def choose_device(name: str = "auto") -> Choice:
    """The device called `name` ('cpu', 'cuda', 'mps', 'xpu', 'cuda:1'), or for 'auto' the first graphics card that
    torch can use, else the CPU.

    Raises:
        BackboneError: the device is not there, or this torch cannot compute on it; where it is known what to do about
            that, it says so too.
    """
    if name == "auto":
        return _automatic()
    if name == "cpu":
        return Choice(torch.device("cpu"), BY_HAND)
    kind, asked = _offered(), name.partition(":")[0]
    if asked == kind and _computes(name):
        return Choice(torch.device(name), BY_HAND)
    reason = _why_not(kind, name) if asked == (kind or "cuda") else _NO_CARD
    there = notice("device-not-there", device=shown(name))
    raise BackboneError(there) if reason == _NO_CARD else BackboneError(there, reason)


def device_name(device: torch.device) -> str:
    """What a person calls it: a graphics card's name where torch knows it; empty for the CPU."""
    if device.type not in ACCELERATORS:
        return ""
    if device.type == "mps":
        return "Apple GPU"
    try:
        return str(torch.get_device_module(device).get_device_name(device))
    except (RuntimeError, AssertionError, AttributeError):
        return device.type


def _automatic() -> Choice:
    kind = _offered()
    cards = [] if kind is None else [kind, *(f"{kind}:{number}" for number in range(1, _count()))]
    for card in cards:
        if _computes(card):
            found = torch.device(card)
            return Choice(found, notice("device-card", name=device_name(found)))
    return Choice(torch.device("cpu"), _why_not(kind, cards[0] if cards else ""))


def _offered() -> str | None:
    """The kind of graphics card that this torch is made for, where one is there."""
    if not torch.accelerator.is_available():
        return None
    found = torch.accelerator.current_accelerator()
    return found.type if found is not None and found.type in ACCELERATORS else None


def _count() -> int:
    try:
        return max(1, torch.accelerator.device_count())
    except (RuntimeError, AssertionError):
        return 1


def _computes(device: str) -> bool:
    """Whether a small product comes out right: an old card, or one without a driver, is offered but fails here, and so
    does a name that is none ("cuda:x").
    """
    try:
        ones = torch.ones(8, 8, device=device)
        return float((ones @ ones).sum()) == 512.0
    except (RuntimeError, AssertionError, NotImplementedError):
        return False


def _why_not(kind: str | None, card: str) -> Notice:
    """Why the processor computes; `card` is one of the kind that torch offers, but on which nothing comes out right."""
    if kind is None:
        return why_no_card(find_cards(), cuda=torch.version.cuda, hip=torch.version.hip)
    try:
        device = torch.device(card)
    except RuntimeError:  # no name of a device
        return _NO_CARD
    if (device.index or 0) >= _count():
        return _NO_CARD
    if kind == "cuda" and torch.version.hip is None and not _has_code_for(device):
        return notice("device-card-too-old", name=device_name(device))
    return notice("device-card-fails", name=device_name(device))


def _has_code_for(device: torch.device) -> bool:
    try:
        return serves(torch.cuda.get_arch_list(), torch.cuda.get_device_capability(device))
    except (RuntimeError, AssertionError):  # not there: it is not its age
        return True
