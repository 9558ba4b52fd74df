"""Which device is chosen and why, on machines that are told to look like others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from mmrl_engine import EngineError
from mmrl_engine.backbones import device
from mmrl_engine.backbones.device import choose_device
from mmrl_engine.backbones.graphics import Found, find_cards, serves, why_no_card
from mmrl_engine.backbones.precision import use_full_float32
from mmrl_engine.lost_card import is_card_lost
from mmrl_engine.memory import is_out_of_memory


class Machine:
    """Cards that torch offers: their names, what they can do, and which of them compute."""

    def __init__(self, *cards: tuple[str, tuple[int, int], bool]) -> None:
        self.cards = cards

    def put_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.accelerator, "is_available", lambda: bool(self.cards))
        monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device("cuda"))
        monkeypatch.setattr(torch.accelerator, "device_count", lambda: len(self.cards))
        monkeypatch.setattr(torch.cuda, "get_device_name", lambda place: self.card(place)[0])
        monkeypatch.setattr(torch.cuda, "get_device_capability", lambda place: self.card(place)[1])
        monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: ["sm_75", "sm_86", "compute_120"])
        monkeypatch.setattr(torch, "ones", self.ones)

    def card(self, place: Any) -> tuple[str, tuple[int, int], bool]:
        return self.cards[torch.device(place).index or 0]

    def ones(self, *shape: int, device: str) -> torch.Tensor:
        place = torch.device(device)
        if (place.index or 0) >= len(self.cards) or not self.card(place)[2]:
            raise RuntimeError("no kernel image is available for execution on the device")
        return torch.full(shape, 1.0)


GOOD, OLD, BROKEN = ("RTX 3090", (8, 6), True), ("GTX 980", (5, 2), False), ("RTX 3060", (8, 6), False)


@pytest.mark.parametrize(
    ("cards", "chosen", "code", "name"),
    [
        ([GOOD], "cuda", "device-card", "RTX 3090"),
        ([OLD, GOOD], "cuda:1", "device-card", "RTX 3090"),
        ([OLD], "cpu", "device-card-too-old", "GTX 980"),
        ([BROKEN], "cpu", "device-card-fails", "RTX 3060"),
        ([], "cpu", "device-no-card", None),
    ],
)
def test_the_first_card_that_computes_is_chosen_or_the_reason_told(
    monkeypatch: pytest.MonkeyPatch, cards: list[Any], chosen: str, code: str, name: str | None
) -> None:
    Machine(*cards).put_in(monkeypatch)
    monkeypatch.setattr(device, "find_cards", lambda: Found(frozenset(), driver=False))
    choice = choose_device()
    assert (str(choice.device), choice.reason.code) == (chosen, code)
    assert choice.reason.params.get("name") == name


@pytest.mark.parametrize(
    ("cards", "asked", "codes"),
    [
        ([OLD], "cuda", ["device-not-there", "device-card-too-old"]),
        ([BROKEN], "cuda:0", ["device-not-there", "device-card-fails"]),
        ([GOOD], "cuda:1", ["device-not-there"]),
        ([GOOD], "xpu", ["device-not-there"]),
        ([], "mps", ["device-not-there"]),
        ([], "cuda", ["device-not-there", "device-no-driver"]),
    ],
)
def test_a_card_asked_for_by_hand_that_cannot_be_used_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, cards: list[Any], asked: str, codes: list[str]
) -> None:
    Machine(*cards).put_in(monkeypatch)
    monkeypatch.setattr(device, "find_cards", lambda: Found(frozenset({"NVIDIA"}), driver=False))
    with pytest.raises(EngineError) as error:
        choose_device(asked)
    assert [item.code for item in error.value.notices] == codes


@pytest.mark.parametrize(
    ("vendors", "driver", "cuda", "hip", "code"),
    [
        ({"NVIDIA"}, True, None, None, "device-torch-without-cuda"),
        ({"NVIDIA"}, True, "13.0", None, "device-driver-too-old"),
        ({"NVIDIA"}, False, "13.0", None, "device-no-driver"),
        ({"AMD"}, False, "13.0", None, "device-torch-without-rocm"),
        ({"AMD"}, False, None, "7.0", "device-no-card"),
        (set(), False, None, None, "device-no-card"),
    ],
)
def test_a_card_that_torch_does_not_see_is_explained(
    vendors: set[str], driver: bool, cuda: str | None, hip: str | None, code: str
) -> None:
    assert why_no_card(Found(frozenset(vendors), driver), cuda=cuda, hip=hip).code == code


def test_cards_are_found_by_their_makers_and_only_where_they_draw(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name, vendor, kind in (("a", "0x10de", "0x030000"), ("b", "0x1002", "0x040300"), ("c", "0x8086", "0x030000")):
        (tmp_path / "pci" / name).mkdir(parents=True)
        (tmp_path / "pci" / name / "vendor").write_text(f"{vendor}\n")
        (tmp_path / "pci" / name / "class").write_text(f"{kind}\n")
    (tmp_path / "pci" / "gone").mkdir()
    assert find_cards(tmp_path / "pci", tmp_path / "none") == Found(frozenset({"NVIDIA"}), driver=False)
    (tmp_path / "version").write_text("NVRM version: 580")
    assert find_cards(tmp_path / "pci", tmp_path / "version").driver


@pytest.mark.parametrize(
    ("capability", "served"), [((7, 5), True), ((8, 0), False), ((8, 9), True), ((9, 0), False), ((12, 1), True)]
)
def test_which_cards_a_build_has_code_for(capability: tuple[int, int], served: bool) -> None:
    assert serves(["sm_75", "sm_86", "compute_120"], capability) is served


@pytest.mark.parametrize(
    ("error", "lost", "no_memory"),
    [
        (torch.AcceleratorError("CUDA error: an illegal memory access was encountered"), True, False),
        (torch.AcceleratorError("CUDA error: out of memory"), False, True),
        (torch.AcceleratorError("CUDA error: no kernel image is available for execution on the device"), False, False),
        (torch.OutOfMemoryError("CUDA out of memory."), False, True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"), True, False),
        (RuntimeError("level_zero backend failed with error: 20 (UR_RESULT_ERROR_DEVICE_LOST)"), True, False),
        (RuntimeError("level_zero backend failed with error: 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)"), False, True),
        (RuntimeError("shapes cannot be multiplied"), False, False),
        (ValueError("CUDA error: 700"), False, False),
    ],
)
def test_a_lost_card_is_told_from_a_full_one_and_from_our_mistakes(
    error: Exception, lost: bool, no_memory: bool
) -> None:
    assert (is_card_lost(error), is_out_of_memory(error)) == (lost, no_memory)


def test_what_a_lost_card_led_to_counts_too() -> None:
    def fail() -> None:
        try:
            raise torch.AcceleratorError("CUDA error: unspecified launch failure")
        except RuntimeError as error:
            raise KeyError("the optimiser's state") from error

    with pytest.raises(KeyError) as caught:
        fail()
    assert is_card_lost(caught.value)


def test_float32_is_made_whole_again_whatever_was_set() -> None:
    keep: Callable[[], str] = torch.get_float32_matmul_precision
    before = keep()
    try:
        torch.set_float32_matmul_precision("medium")
        torch.backends.cudnn.allow_tf32 = True
        use_full_float32()
        assert torch.backends.cuda.matmul.allow_tf32 is False
        assert torch.backends.cudnn.allow_tf32 is False
        assert keep() == "highest"
    finally:
        torch.set_float32_matmul_precision(before)
