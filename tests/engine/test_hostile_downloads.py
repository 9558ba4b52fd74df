"""No server that lies gets its file in: each is refused in a sentence, and nothing counts as here."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmrl_engine.backbones.download import download
from mmrl_engine.backbones.store import BackboneStore
from mmrl_engine.errors import DownloadError
from tests.hostile_answers import Hostile, hostile_servers
from tests.hostile_server import HostileServer
from tests.tiny_download import QUICK, tiny_entry

SERVERS = hostile_servers()


@pytest.mark.parametrize("hostile", SERVERS, ids=lambda hostile: f"{hostile.kind}-{hostile.value[:30]}")
def test_hostile_answer_is_refused(tmp_path: Path, hostile: Hostile) -> None:
    store = BackboneStore(tmp_path)
    with HostileServer(hostile.rule) as server, tiny_entry(server.address) as entry:
        with pytest.raises(DownloadError) as caught:
            for _ in download(entry, store, patience=QUICK):
                pass
        assert all(item.code.startswith("download-") for item in caught.value.notices)
        assert store.installed(entry.id) is None
        assert not store.weights_file(entry.id).exists()


def test_there_are_at_least_a_hundred_of_them() -> None:
    assert len({(item.kind, item.value) for item in SERVERS}) == len(SERVERS) >= 100
