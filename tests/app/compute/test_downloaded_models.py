"""The child finds models in the data folder's own place, and takes down what identifies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.compute.tasks.models import Models
from app.services.jobs import BackboneSource
from mmrl_engine.backbones.download import download
from mmrl_engine.backbones.store import BackboneStore
from mmrl_engine.errors import BackboneError
from tests.hostile_server import HostileServer, file_reply
from tests.tiny_download import NAME, tiny_entry, tiny_weights


def test_a_downloaded_model_is_loaded_from_the_data_folder(tmp_path: Path) -> None:
    data, store = tiny_weights(), BackboneStore(tmp_path / "backbones")
    with HostileServer(lambda asked: file_reply(data, asked)) as server, tiny_entry(server.address) as entry:
        for _ in download(entry, store):
            pass
        assert store.fingerprint_of(entry) is None
        backbone = Models(store.folder).backbone(BackboneSource(NAME, device="cpu"))
        assert backbone.id == NAME
        assert store.fingerprint_of(entry) == backbone.fingerprint
        with pytest.raises(BackboneError):
            Models(tmp_path / "elsewhere").backbone(BackboneSource(NAME, device="cpu"))
