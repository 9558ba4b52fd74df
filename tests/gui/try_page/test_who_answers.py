"""Who answers may change without another adapter: then it is asked again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from app.models.open_project import OpenProject
from app.services.jobs import ClassifyJob, Done, Finished, Part
from app.storage.schema import Project
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.types import Answer, Score
from tests.engine.adapter_samples import adapter as adapter_sample
from tests.gui.try_page.conftest import Scene

WORDS = "It goes by the word cat, not by your 2 picture(s): words alone answer now."


def test_what_words_alone_answer_is_not_said_to_be_learned(scene: Scene) -> None:
    made = kept(scene, scene.open({"cat": 2, "dog": 2}))
    scene.give(scene.picture())
    learned_cat(scene)
    assert shown(scene) == (
        "cat, 90 percent, sure, learned from 2 picture(s), 1 of 2",
        "It looks like your 2 picture(s) of cat.",
    )
    before = scene.job()
    scene.desk.do(lambda: scene.desk.program.adapters.settle(adapter_id=made, answers="words", by_person=True))
    scene.qtbot.waitUntil(lambda: scene.job() is not before)
    learned_cat(scene)
    assert shown(scene) == ("cat, 90 percent, sure, only from words, 1 of 2", WORDS)


def kept(scene: Scene, project: OpenProject) -> int:
    """What was learned of the project's classes, which now answers."""

    def taken(unit: UnitOfWork, adapter_id: int) -> None:
        unit.session.get_one(Project, project.id).adapter_id = adapter_id

    uids = tuple(view.uid for view in project.state.classes)
    sample = adapter_sample(plain=True, names=("cat", "dog"))
    sample = replace(sample, classes=tuple(replace(item, words=item.name, pictures=2) for item in sample.classes))
    keep = partial(scene.desk.program.adapters.keep, project_id=project.id, adapter=sample, class_uids=uids)
    made = keep(name="1", origin="trained", besides=taken).made
    assert made is not None
    project.refresh()
    scene.settle()
    return made


def learned_cat(scene: Scene) -> None:
    """The child answers with the trained names."""
    for name in scene.waiting(ClassifyJob):
        job = scene.runner.jobs[name]
        assert isinstance(job, ClassifyJob)
        assert job.typed == ()
        scores = (Score("cat", "trained", 0.9), Score("dog", "trained", 0.1))
        scene.tell(Part(0, (Answer(job.pictures[0].path, scores, "sure"),)), name)
        scene.tell(Finished(Done(1)), name)
    scene.settle()


def shown(scene: Scene) -> tuple[str, str]:
    """What is read of the first row, and the sentence."""
    panel = scene.page.panel
    row = panel.answers.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    return str(row), panel.head.sentence.text()


def test_it_is_asked_again_when_another_source_answers(scene: Scene) -> None:
    project, adapters = scene.open({"cat": 1, "dog": 1}), scene.desk.program.adapters

    def taken(unit: UnitOfWork, adapter_id: int) -> None:
        unit.session.get_one(Project, project.id).adapter_id = adapter_id

    sample = adapter_sample(plain=True)
    made = adapters.keep(project_id=project.id, adapter=sample, name="1", origin="trained", besides=taken).made
    assert made is not None
    project.refresh()
    scene.settle()
    scene.give(scene.picture())
    before = scene.job()
    scene.desk.do(lambda: adapters.settle(adapter_id=made, answers="words", by_person=True))
    scene.qtbot.waitUntil(lambda: scene.job() is not before)
    assert scene.job().adapter != before.adapter
    assert scene.job().pictures == before.pictures
