"""Sorted pictures teach where the others may belong: after a while, in the background, and not about themselves."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.compute.qt_bridge import QtRunner
from app.models import teacher
from app.models.act import Acts
from app.models.vectors import Vectors
from app.services.picture_views import PictureView
from app.services.taught import Taught, teach
from tests.app.models.test_vectors import AXES, SOURCE, Child, Files, class_list, work_all


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Vectors, Child, Files, Acts]]:
    monkeypatch.setattr(teacher, "WAIT_MS", 0)
    child, files, acts = Child(), Files(), Acts()
    made = Vectors(QtRunner(child), acts, files)
    yield made, child, files, acts
    made.close()
    acts.close()


def by_pictures(vectors: Vectors, placement: int) -> bool:
    found = vectors.suggestion(placement)
    return found is not None and found.by_pictures


def test_pictures_that_were_sorted_turn_what_the_words_say(
    qtbot: QtBot, scene: tuple[Vectors, Child, Files, Acts]
) -> None:
    vectors, child, files, _ = scene
    files.names = {1: "cat-1", 2: "cat-2", 3: "cat-3", 4: "dog-1", 5: "dog-2", 6: "dog-3"}
    classes = class_list("cat", "dog")
    views = {view.id: view for view in files.views()}

    def sort(**names: int) -> list[PictureView]:
        return [view._replace(class_id=names.get(f"p{found}")) for found, view in views.items()]

    vectors.set_project(SOURCE, "a photo of a {}.", sort(), classes)
    work_all(qtbot, child, vectors, 6)
    qtbot.waitUntil(lambda: vectors.suggestion(3) is not None)
    assert vectors.suggestion(3).class_id == 10  # type: ignore[union-attr]
    # Somebody calls cats "dog" and dogs "cat".
    vectors.set_pictures(sort(p1=11, p2=11, p4=10, p5=10), classes)
    qtbot.waitUntil(lambda: by_pictures(vectors, 3) and by_pictures(vectors, 6))
    assert vectors.suggestion(3).class_id == 11  # type: ignore[union-attr]
    assert vectors.suggestion(6).class_id == 10  # type: ignore[union-attr]
    assert vectors.top(3, 1)[0][0] == 11
    assert vectors.top(1, 1)[0][0] == 10  # of a sorted one the words are asked: it has taught what it is itself
    vectors.set_pictures(sort(), classes)
    qtbot.waitUntil(lambda: not by_pictures(vectors, 3))
    assert vectors.suggestion(3).class_id == 10  # type: ignore[union-attr]


def test_it_is_worked_out_outside_the_windows_thread(
    qtbot: QtBot, scene: tuple[Vectors, Child, Files, Acts], monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors, child, files, _ = scene
    threads: list[str] = []

    def noted(*given: object) -> Taught:
        threads.append(threading.current_thread().name)
        return teach(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(teacher, "teach", noted)
    files.names = {1: "cat-1", 2: "dog-1", 3: "dog-2"}
    classes = class_list(*AXES)
    views = [view._replace(class_id={1: 10, 2: 11}.get(view.id)) for view in files.views()]
    vectors.set_project(SOURCE, "a photo of a {}.", views, classes)
    work_all(qtbot, child, vectors, 3)
    qtbot.waitUntil(lambda: by_pictures(vectors, 3))
    assert set(threads) == {"acts"}
