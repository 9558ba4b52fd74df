"""What reads the service's pictures, where no process can be had."""

from __future__ import annotations

from typing import Any

import pytest

from mmrl_engine.errors import PictureError
from mmrl_engine.isolated import WorkerNotStartedError
from mmrl_engine.isolated_worker import WorkerLimits
from mmrl_engine.serve import inputs
from tests.engine import small


def test_a_worker_that_did_not_start_is_tried_again_and_holds_up_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def none_left(*given: Any, name: str) -> Any:
        asked.append(name)
        raise WorkerNotStartedError("no room for another process")

    monkeypatch.setattr(inputs, "IsolatedProcess", none_left)
    readers = inputs.InputReaders(small.backbone().preprocess, WorkerLimits(1.0, 1_000_000), workers=1)
    readers.start()
    with pytest.raises(PictureError) as caught:
        readers.read(b"")
    assert caught.value.notices[0].code == "picture-reader-not-started"
    assert len(asked) == 2
    readers.close()
