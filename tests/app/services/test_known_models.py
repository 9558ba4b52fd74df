"""Trained files of other models stay listed, and are not used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.services.adapters import Adapters
from app.services.jobs import BackboneSource
from app.services.projects import Projects
from app.services.undo import Undo
from app.storage.storage import Storage
from mmrl_engine.adapter_schema import BackboneRef
from mmrl_engine.backbones.catalogue import DEMO
from mmrl_engine.backbones.store import BackboneStore, Installed
from mmrl_engine.errors import AdapterError
from tests.app.scripted_runner import ScriptedRunner
from tests.engine.adapter_samples import adapter
from tests.tiny_download import NAME, tiny_entry

OURS, THEIRS = "a" * 64, "b" * 64


class Scene:
    def __init__(self, storage: Storage) -> None:
        self.projects, self.adapters = Projects(storage), Adapters(storage, ScriptedRunner())
        self.undo = Undo(storage)
        self.store = BackboneStore(storage.folders.backbones)
        made = self.projects.create(name="Animals").made
        assert made is not None
        self.id = made

    def keep(self, id: str, fingerprint: str) -> int:
        """A trained file of a model."""
        content = replace(adapter(), backbone=BackboneRef(id, fingerprint))
        made = self.adapters.keep(project_id=self.id, adapter=content, name=id, origin="imported").made
        assert made is not None
        return made

    def install(self, fingerprint: str | None) -> None:
        """The small model is here, its fingerprint known or not."""
        folder = self.store.folder_of(NAME)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "download.part").write_bytes(b"weights")
        file = folder / "model.safetensors"
        when = "2026-11-30T00:00:00+00:00"
        self.store.take_in(Installed(NAME, file, 7, "0" * 64, "server", fingerprint, when, "example.org"))

    def use(self, source: str) -> str:
        """The code of what can be undone."""
        act = self.projects.set_backbone(project_id=self.id, backbone=BackboneSource(source)).act
        assert act is not None
        return act.code

    def listed(self) -> dict[str, bool]:
        return {view.model: view.fits for view in self.adapters.list(project_id=self.id)}


@pytest.fixture
def scene(storage: Storage) -> Iterator[Scene]:
    with tiny_entry("https://models.example.org"):
        yield Scene(storage)


def test_a_switch_drops_what_was_learned_with_another_model_and_says_so(scene: Scene) -> None:
    assert DEMO.fingerprint is not None
    learned = scene.keep("demo", DEMO.fingerprint)
    other = scene.keep(NAME, OURS)
    scene.install(OURS)
    scene.adapters.choose(project_id=scene.id, adapter_id=learned)
    assert scene.use(NAME) == "model-changed-train"
    assert scene.projects.get(project_id=scene.id).adapter_id is None
    assert scene.listed() == {"demo": False, NAME: True}
    scene.adapters.choose(project_id=scene.id, adapter_id=other)
    with pytest.raises(AdapterError) as error:
        scene.adapters.choose(project_id=scene.id, adapter_id=learned)
    assert [item.code for item in error.value.notices] == ["adapter-other-backbone"]
    scene.undo.undo(project_id=scene.id)
    scene.undo.undo(project_id=scene.id)
    view = scene.projects.get(project_id=scene.id)
    assert (view.backbone.source, view.adapter_id) == ("demo", learned)
    assert scene.listed() == {"demo": True, NAME: False}


def test_without_anything_learned_a_switch_says_only_that(scene: Scene) -> None:
    scene.install(OURS)
    assert scene.use(NAME) == "model-changed"


def test_what_fits_the_new_model_stays_in_use(scene: Scene) -> None:
    scene.install(OURS)
    learned = scene.keep(NAME, OURS)
    scene.use("/somewhere/tiny.safetensors")
    scene.adapters.choose(project_id=scene.id, adapter_id=learned)  # of a file nobody knows better before it is loaded
    assert scene.use(NAME) == "model-changed"
    assert scene.projects.get(project_id=scene.id).adapter_id == learned


def test_a_model_that_was_never_loaded_does_not_tell_what_fits(scene: Scene) -> None:
    scene.keep(NAME, OURS)
    scene.install(None)
    scene.use(NAME)
    assert scene.listed() == {NAME: True}
    scene.store.note_fingerprint(NAME, THEIRS)
    assert scene.listed() == {NAME: False}
