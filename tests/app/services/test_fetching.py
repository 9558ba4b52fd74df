"""Downloads in threads of their own: what is told of one that hangs when the program ends."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from app.services import fetching
from app.services.fetching import Fetches, Told
from mmrl_engine.backbones.fetching import Fetched
from mmrl_engine.backbones.store import Installed


def test_nothing_is_told_after_closing_of_one_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "CLOSE_S", 0.05)
    told: list[Told] = []
    hangs, answers = threading.Event(), threading.Event()

    def steps() -> Generator[Fetched, None, Installed]:
        hangs.set()
        answers.wait(20)
        yield Fetched("download", 1, 2)
        raise AssertionError("it was stopped")

    fetches = Fetches(told.append)
    fetches.start("tiny", "models.example.org", steps)
    assert hangs.wait(20)
    (thread,) = [item for item in threading.enumerate() if item.name == "download tiny"]
    fetches.close()
    before = list(told)
    answers.set()
    thread.join(20)
    assert not thread.is_alive()
    assert told == before
    assert len(before) == 1
