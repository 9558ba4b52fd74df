"""Before anything was trained: what answers is said in words, and what to do about it."""

from __future__ import annotations

from app.services.jobs import Finished, InstantJob, TrainResult
from app.storage.schema import Run
from app.storage.unit_of_work import UnitOfWork
from tests.gui.try_page.conftest import Scene

PAIR = {"cat": 2, "dog": 2}
WORDS = "It answers from words alone."
QUICK = "It answers from words and your pictures at a glance."


def note(scene: Scene) -> str:
    label = scene.page.panel.acts.note
    return label.text() if label.isVisible() else ""


def make_quick(scene: Scene) -> None:
    scene.qtbot.waitUntil(lambda: bool(scene.waiting(InstantJob)))
    (name,) = scene.waiting(InstantJob)
    job = scene.runner.jobs[name]
    assert isinstance(job, InstantJob)
    scene.tell(Finished(TrainResult(job.result)), name)
    scene.settle()


def test_words_alone_at_first_then_the_pictures_at_a_glance(scene: Scene) -> None:
    scene.open(PAIR)
    assert note(scene).startswith(WORDS)
    make_quick(scene)
    assert note(scene) == f"{QUICK} Train to make it learn."
    scene.give(scene.picture())
    job = scene.job()
    assert job.adapter is not None
    assert job.typed == ()
    assert scene.page.panel.acts.train.isVisible()


def test_a_typed_name_stands_in_the_same_list(scene: Scene) -> None:
    scene.open(PAIR)
    make_quick(scene)
    scene.give(scene.picture())
    scene.type_name("horse")
    assert scene.job().typed == ("horse",)


def test_while_it_learns_the_quick_answer_stands_and_says_for_how_long(scene: Scene) -> None:
    project = scene.open(PAIR)
    make_quick(scene)
    scene.desk.program.trainings.start(project_id=project.id)

    def run(unit: UnitOfWork) -> None:
        unit.session.query(Run).one().state = "running"

    scene.desk.program.storage.write(run)
    project.refresh()
    scene.qtbot.waitUntil(lambda: note(scene).endswith("until it has learned."))
    assert note(scene).startswith(QUICK[:-1])
    assert not scene.page.panel.acts.train.isVisible()


def test_with_a_class_that_has_no_picture_there_is_nothing_at_a_glance(scene: Scene) -> None:
    scene.open({"cat": 2, "dog": 0})
    scene.qtbot.wait(500)
    assert scene.waiting(InstantJob) == []
    assert note(scene) == ""
