"""Which device computes, and why. A choice comes with its reason, so that it can be told."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from mmrl_engine.errors import BackboneError


@dataclass(frozen=True, slots=True)
class Choice:
    """A torch device and the reason for it, in plain words."""

    device: torch.device
    reason: str


def choose_device(name: str = "auto") -> Choice:
    """The device called `name` ('cpu', 'cuda', 'mps', ...), or for 'auto' the accelerator that torch can use, else the
    CPU.

    Raises:
        BackboneError: the device is not there, or this torch cannot use it.
    """
    if name == "auto":
        if torch.accelerator.is_available() and (found := torch.accelerator.current_accelerator()) is not None:
            return Choice(torch.device(found.type), f"{found.type} is there and torch can use it")
        return Choice(torch.device("cpu"), "no graphics card that torch can use")
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise BackboneError.of("device-not-there", device=name) from error
    return Choice(device, "chosen by hand")
