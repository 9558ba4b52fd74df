"""The quick answer follows the pictures as they are sorted, and goes when something was trained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.desk import Desk
from app.models.trials import Trials
from app.services.jobs import Cancelled, Failed, Finished, InstantJob, TrainResult
from mmrl_engine.notices import notice
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.engine import adapter_samples
from tests.gui.desk_fixture import opened_desk, opened_project


class Scene:
    """Trials of a project with two classes and four pictures."""

    def __init__(self, qtbot: QtBot, desk: Desk, runner: ScriptedRunner, folder: Path) -> None:
        self.qtbot, self.desk, self.runner = qtbot, desk, runner
        self.trials = Trials(desk)
        project_id = filled_project(desk.program.storage, folder / "given", {"cat": 2, "dog": 2})
        self.project = opened_project(qtbot, desk, project_id)
        self.project.changed.connect(self.trials.refresh)
        self.trials.set_project(self.project)
        self.trials.refresh()

    def asked(self) -> list[tuple[str, InstantJob]]:
        return [(name, job) for name, job in self.runner.jobs.items() if isinstance(job, InstantJob)]

    def wait_for_job(self, number: int) -> InstantJob:
        self.qtbot.waitUntil(lambda: len(self.asked()) == number)
        return self.asked()[-1][1]

    def finish(self) -> None:
        name, job = self.asked()[-1]
        job.result.write_bytes(b"made")
        self.runner.tell(Finished(TrainResult(job.result)), name)

    def sort(self, place: int, class_name: str) -> None:
        view = next(item for item in self.project.state.classes if item.name == class_name)
        picture = self.project.state.listed[place]
        call = self.desk.program.pictures.label
        self.desk.do(lambda: call(placement_ids=[picture.id], class_id=view.id))

    @property
    def answers_quickly(self) -> bool:
        question = self.trials.asking.current
        return question is not None and question.quick


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        made = Scene(qtbot, desk, runner, tmp_path)
        yield made
        made.trials.set_project(None)
        made.project.close()
        qtbot.waitUntil(lambda: not desk.acts.busy and not desk.aside_acts.busy)


def test_words_answer_until_it_is_made_and_then_it_does(scene: Scene) -> None:
    scene.qtbot.waitUntil(lambda: scene.trials.asking.current is not None)
    assert not scene.trials.asking.quick
    job = scene.wait_for_job(1)
    assert sorted(job.labels) == ["cat", "cat", "dog", "dog"]
    scene.finish()
    scene.qtbot.waitUntil(lambda: scene.answers_quickly)
    assert not scene.trials.asking.learned


def test_sorting_makes_another_one_and_the_last_answers_meanwhile(scene: Scene) -> None:
    scene.wait_for_job(1)
    scene.finish()
    scene.qtbot.waitUntil(lambda: scene.answers_quickly)
    scene.sort(0, "dog")
    job = scene.wait_for_job(2)
    assert sorted(job.labels) == ["cat", "dog", "dog", "dog"]
    assert scene.answers_quickly
    before = scene.trials.asking.turn
    scene.finish()
    scene.qtbot.waitUntil(lambda: scene.trials.asking.turn > before and scene.answers_quickly)


def test_one_that_is_in_work_is_cancelled_when_pictures_move(scene: Scene) -> None:
    scene.wait_for_job(1)
    ended: list[str] = []
    scene.desk.runner.told.connect(lambda name, event: ended.append(name) if isinstance(event, Cancelled) else None)
    scene.sort(0, "dog")
    scene.wait_for_job(2)
    assert scene.asked()[0][0] in ended


def test_where_it_cannot_be_made_words_go_on(scene: Scene) -> None:
    scene.wait_for_job(1)
    name, _ = scene.asked()[-1]
    scene.runner.tell(Failed((notice("class-no-pictures", name="cat"),)), name)
    scene.qtbot.waitUntil(lambda: scene.trials.asking.current is not None)
    assert not scene.trials.asking.quick


def test_a_trained_file_answers_instead(scene: Scene) -> None:
    scene.wait_for_job(1)
    scene.finish()
    scene.qtbot.waitUntil(lambda: scene.answers_quickly)
    program, adapter = scene.desk.program, adapter_samples.adapter()
    keep = program.adapters.keep
    scene.desk.do(lambda: keep(project_id=scene.project.id, adapter=adapter, name="one", origin="trained"))
    scene.qtbot.waitUntil(lambda: scene.trials.quick.current is None)
    scene.qtbot.waitUntil(lambda: scene.trials.asking.current is not None)
    assert not scene.trials.asking.quick
