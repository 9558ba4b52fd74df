"""Who answers may change without another adapter: then it is asked again."""

from __future__ import annotations

from app.storage.schema import Project
from app.storage.unit_of_work import UnitOfWork
from tests.engine.adapter_samples import adapter as adapter_sample
from tests.gui.try_page.conftest import Scene


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
