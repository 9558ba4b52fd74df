"""Words and likeness on the sample, with the demo backbone in a real child process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Program, build
from app.compute.qt_bridge import QtRunner
from app.models.act import Acts
from app.models.vectors import Vectors
from app.storage.folders import find_folders

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
TYPED = ("butterfly", "elephant", "penguin")
DEADLINE_MS = 60_000


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = build(find_folders(tmp_path / "data"), threads=1)
    yield made
    made.close()


def fill(program: Program) -> tuple[int, dict[str, int]]:
    """A project of the five trained things, one more class for each typed one, whose pictures lie in the inbox."""
    project_id = program.projects.create(name="Animals").made
    assert project_id is not None
    files = [file for name in TYPED for file in sorted((SAMPLES / "test" / name).iterdir())]
    for paths in ([SAMPLES / "train"], files):
        program.importing.run(project_id=project_id, plan=program.importing.plan(paths=paths))
    for name in TYPED:
        program.classes.add(project_id=project_id, name=name)
    inbox = [view for view in program.pictures.page(project_id=project_id) if view.class_id is None]
    shown = {program.pictures.path_of(placement_id=view.id).read_bytes(): view.id for view in inbox}
    return project_id, {file.parent.name: shown[file.read_bytes()] for file in files}


def test_the_sample_is_suggested_found_and_compared(qtbot: QtBot, program: Program) -> None:
    project_id, placements = fill(program)
    acts, runner = Acts(), QtRunner(program.jobs)
    vectors = Vectors(runner, acts, lambda ids: program.pictures.files_of(placement_ids=ids))
    view, classes = program.projects.get(project_id=project_id), program.classes.list(project_id=project_id)
    pictures = program.pictures.page(project_id=project_id)
    found: dict[str, tuple[int, ...]] = {}
    try:
        vectors.set_project(view.backbone, view.template, pictures, classes)
        qtbot.waitUntil(lambda: vectors.ready_count == len(pictures), timeout=DEADLINE_MS)
        qtbot.waitUntil(lambda: vectors.suggestions().keys() == set(placements.values()), timeout=DEADLINE_MS)
        names = {item.id: item.name for item in classes}
        assert {name: names[vectors.suggestions()[where].class_id] for name, where in placements.items()} == {
            name: name for name in TYPED
        }
        for text in ("penguin", "telephone"):
            vectors.find(text, partial(found.__setitem__, text))
            qtbot.waitUntil(lambda text=text: text in found, timeout=DEADLINE_MS)  # type: ignore[misc]
        assert found["penguin"][0] == placements["penguin"]
        assert found["telephone"] == ()
        own = vectors.plain_of(placements["penguin"])
        assert own is not None
        near = vectors.most_alike(placements["penguin"], 5)
        assert [float(own @ vectors.plain_of(where)) for where, _ in near] == pytest.approx([c for _, c in near])  # type: ignore[operator]
        assert all(np.diff([cosine for _, cosine in near]) <= 0)
        assert placements["penguin"] not in dict(near)
    finally:
        vectors.close()
        acts.close()
