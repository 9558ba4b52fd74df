"""An exported folder whose ONNX files the real child process makes, and one that is stopped while it does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from app.services.adapters import Adapters
from app.services.evaluations import Evaluations
from app.services.exports import Exports
from app.services.jobs import Moved
from app.services.typed_names import TypedNames
from app.storage.storage import Storage
from mmrl_engine import Adapter, train
from tests.app.compute.real_jobs import Scene, make_scene
from tests.app.filled import filled_project
from tests.engine import small


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield make_scene(tmp_path / "scene")
    torch.set_num_threads(threads)


def kept_adapter(storage: Storage, adapters: Adapters, scene: Scene, folder: Path) -> int:
    """What a project of the scene's classes has learned; two names are typed in it, one of which it knows."""
    names = {"red": 1, "green": 1, "blue": 1}
    project = filled_project(storage, folder / "classes", names, backbone=scene.source.source)
    for name in ("yellow", "Red"):
        TypedNames(storage).add(project_id=project, name=name)
    learned = train(scene.examples, scene.backbone(), small.QUICK)
    return adapters.keep(project_id=project, adapter=learned, name="Colours", origin="trained").made or 0


def test_the_child_makes_onnx_files_and_can_be_stopped(storage: Storage, scene: Scene, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with scene.runner() as runner:
        adapters = Adapters(storage, runner)
        exports = Exports(storage, adapters, Evaluations(storage, adapters, runner), runner)
        adapter_id = kept_adapter(storage, adapters, scene, tmp_path)
        stop, told = threading.Event(), list[Moved]()

        def stop_in_the_graph(moved: Moved) -> None:
            told.append(moved)
            if (moved.stage, moved.done) == ("prepare", 1):
                stop.set()

        begin = time.monotonic()
        made = exports.write_inside(
            adapter_id=adapter_id, place=place, name="a", onnx=True, tell=stop_in_the_graph, stop=stop.is_set
        )
        assert made is None
        assert told
        assert time.monotonic() - begin < 60
        assert not list(place.iterdir())
        made = exports.write_inside(adapter_id=adapter_id, place=place, name="a", onnx=True, author="Ada")
    assert made == place / "a"
    assert [path.name for path in place.iterdir()] == ["a"]
    assert {path.name for path in made.glob("*.onnx")} == {"answers.onnx", "features.onnx"}
    assert [*np.load(made / "names.npz")["names"]] == ["blue", "green", "red", "yellow"]
    assert Adapter.load(made).author == "Ada"
    assert not list(storage.folders.exports.iterdir())
