"""What is asked about tried pictures when the list of names changes under it, or cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.desk import Desk
from app.models.trials import MOST, Trials
from app.services.classification import Question
from app.services.jobs import ClassifyJob
from app.services.quick_answers import Quick
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import Notice, notice
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.app.services.import_help import write_picture
from tests.gui.desk_fixture import opened_desk, opened_project

Ask = Callable[..., Question]


class Scene:
    """Trials of a project with two classes; `refuse` says which names cannot be asked for."""

    def __init__(self, qtbot: QtBot, desk: Desk, runner: ScriptedRunner, folder: Path) -> None:
        self.qtbot, self.desk, self.runner, self.folder = qtbot, desk, runner, folder
        self.trials = Trials(desk)
        self.refused: list[tuple[Notice, ...]] = []
        self.trials.asking.refused.connect(self.refused.append)
        project_id = filled_project(desk.program.storage, folder / "given", {"cat": 1, "dog": 1})
        self.project = opened_project(qtbot, desk, project_id)
        self.project.changed.connect(self.trials.refresh)
        self.trials.set_project(self.project)
        self.trials.refresh()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.wait(1)
            self.qtbot.waitUntil(lambda: not self.desk.acts.busy)

    @property
    def typed(self) -> list[str]:
        return [item.name for item in self.trials.asking.typed]

    def type_name(self, *names: str) -> None:
        for name in names:
            self.trials.asking.type_name(name)
        self.settle()

    def refuse(self, monkeypatch: pytest.MonkeyPatch, *words: str, error: EngineError | None = None) -> None:
        """As a trained file from elsewhere does that knows these words; or as a broken one."""
        ask: Ask = type(self.desk.program.classification).question.__get__(self.desk.program.classification)

        def question(*, project_id: int, typed: Sequence[str] = (), quick: Quick | None = None) -> Question:
            known = [notice("typed-is-trained", name=name) for name in typed if name in words]
            if error is not None:
                raise error
            if known:
                raise InputError(*known)
            return ask(project_id=project_id, typed=typed, quick=quick)

        monkeypatch.setattr(self.desk.program.classification, "question", question)


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    with opened_desk(monkeypatch, tmp_path / "data") as (desk, runner):
        made = Scene(qtbot, desk, runner, tmp_path)
        yield made
        made.trials.set_project(None)
        made.project.close()
        made.settle()


def test_a_name_that_a_trained_file_knows_is_refused_and_the_others_stay(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.refuse(monkeypatch, "whale")
    scene.type_name("horse", "whale", "bee")
    assert scene.typed == ["horse", "bee"]
    assert [item.params["name"] for notices in scene.refused for item in notices] == ["whale"]
    assert scene.trials.asking.current is not None


def test_a_name_that_is_learned_meanwhile_sleeps_without_a_word(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.type_name("horse", "whale")
    scene.refuse(monkeypatch, "whale")
    scene.trials.asking.ask()
    scene.settle()
    assert scene.typed == ["horse"]
    assert scene.refused == []
    assert scene.trials.asking.current is not None


def test_a_class_of_that_name_takes_the_place_of_the_typed_one_until_it_is_taken_back(scene: Scene) -> None:
    scene.type_name("horse")
    scene.desk.do(lambda: scene.desk.program.classes.add(project_id=scene.project.id, name="Horse"))
    scene.settle()
    assert scene.typed == []
    scene.desk.do(lambda: scene.desk.program.undo.undo(project_id=scene.project.id))
    scene.settle()
    assert scene.typed == ["horse"]


def test_words_that_cannot_be_asked_for_go_back_to_the_name(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.refuse(monkeypatch, "whale")
    scene.type_name("horse")
    scene.trials.asking.set_words("horse", "whale")
    scene.settle()
    assert [(item.name, item.words) for item in scene.trials.asking.typed] == [("horse", "")]
    assert len(scene.refused) == 1


def test_a_question_that_cannot_be_made_says_why_until_it_can(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        scene.refuse(broken, error=EngineError(notice("adapter-unreadable", file="a", reason="worn out")))
        scene.type_name("horse")
        assert scene.trials.asking.current is None
        assert [item.code for item in scene.trials.asking.trouble] == ["adapter-unreadable"]
        assert scene.typed == ["horse"]
    scene.trials.asking.ask()
    scene.settle()
    assert scene.trials.asking.trouble == ()
    assert scene.trials.asking.current is not None


def test_a_picture_that_comes_while_the_question_is_made_is_asked_the_new_one(scene: Scene) -> None:
    scene.trials.asking.type_name("horse")
    scene.trials.add([write_picture(scene.folder / "a.png", 9)])
    scene.settle()
    asked = [job for job in scene.runner.jobs.values() if isinstance(job, ClassifyJob)]
    assert [set(job.typed) for job in asked] == [{"cat", "dog", "horse"}]


def test_only_the_last_pictures_are_kept(scene: Scene) -> None:
    paths = [write_picture(scene.folder / "many" / f"{number}.png", number) for number in range(MOST + 2)]
    for path in paths:
        scene.trials.add([path])
    scene.settle()
    assert [trial.path for trial in scene.trials.trials] == paths[:1:-1]
