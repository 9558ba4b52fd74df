"""Where the program and the command keep what is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.folders import VARIABLE, find_folders
from mmrl_engine.backbones.store import default_store


@pytest.mark.parametrize("chosen", ["", "here", "~/there"])
def test_downloaded_models_are_shared_with_the_command(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {VARIABLE: chosen}
    monkeypatch.setenv("HOME", str(Path("/home/somebody")))
    assert default_store(environment).folder == find_folders(environment=environment).backbones
