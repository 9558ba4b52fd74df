"""A downloaded backbone becomes a model: by its name, held to the fingerprint that its first loading took down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mmrl_engine.backbones.download import download
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.load import load_backbone
from mmrl_engine.backbones.store import BackboneStore
from mmrl_engine.errors import BackboneError
from tests.hostile_server import HostileServer, file_reply
from tests.tiny_download import CALM, NAME, tiny_entry, tiny_weights


@pytest.fixture
def entry() -> Iterator[Entry]:
    data = tiny_weights()
    with HostileServer(lambda asked: file_reply(data, asked)) as server, tiny_entry(server.address) as found:
        yield found


@pytest.fixture
def store(entry: Entry, tmp_path: Path) -> BackboneStore:
    made = BackboneStore(tmp_path / "backbones")
    for _ in download(entry, made, patience=CALM):
        pass
    return made


def test_first_loading_takes_the_fingerprint_down(entry: Entry, store: BackboneStore) -> None:
    loaded = load_backbone(NAME, store=store)
    assert (loaded.id, loaded.preset, loaded.balance) == (NAME, entry.preset, entry.balance)
    assert store.fingerprint_of(entry) == loaded.fingerprint
    assert load_backbone(NAME, store=store).fingerprint == loaded.fingerprint


def test_other_weights_in_its_place_are_refused(store: BackboneStore) -> None:
    load_backbone(NAME, store=store)
    store.weights_file(NAME).write_bytes(tiny_weights(1))
    with pytest.raises(BackboneError) as caught:
        load_backbone(NAME, store=store)
    assert caught.value.notices[0].code == "backbone-changed"


def test_one_that_is_not_here_names_what_to_do(entry: Entry, tmp_path: Path) -> None:
    with pytest.raises(BackboneError, match=f"mmrl backbones get {NAME}"):
        load_backbone(NAME, store=BackboneStore(tmp_path / "empty"))


def test_folder_of_somebody_else_is_read_all_the_same(store: BackboneStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise BackboneError.of("file-no-permission", path=str(path))

    monkeypatch.setattr("mmrl_engine.backbones.store.atomic_write", refuse)
    assert load_backbone(NAME, store=store).id == NAME
