"""Which model a computer is offered."""

from __future__ import annotations

import pytest

from app.services.this_computer import Computer, suited_model, this_computer
from mmrl_engine.backbones import catalogue

GB = 10**9


@pytest.mark.parametrize(
    ("computer", "wanted"),
    [
        (Computer(4 * GB, 8, graphics=False), "openai-vit-b-32"),
        (Computer(16 * GB, 2, graphics=False), "openai-vit-b-32"),
        (Computer(8 * GB, 4, graphics=False), "openai-vit-b-16"),
        (Computer(16 * GB, 2, graphics=True), "openai-vit-b-16"),
        (Computer(4 * GB, 16, graphics=True), "openai-vit-b-32"),
    ],
)
def test_a_small_computer_gets_the_small_model(computer: Computer, wanted: str) -> None:
    assert suited_model(computer) == wanted
    entry = catalogue.by_id(wanted)
    assert entry is not None
    assert entry.memory <= computer.memory


def test_this_computer_can_be_told() -> None:
    computer = this_computer()
    assert computer.memory > 10**8
    assert computer.cores >= 1
