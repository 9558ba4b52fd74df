"""What becomes of answers when classes change after a training: each row of the table, asked of the real engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from app.services.adapters import Adapters
from app.services.change import Change
from app.services.classes import Classes
from app.services.classification import Classification
from app.services.jobs import LAST, BackboneSource, Event
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.training_runs import TrainingRuns
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from mmrl_engine import Classifier, load_backbone
from mmrl_engine.errors import InputError
from mmrl_engine.types import Answer
from tests.app.compute.real_jobs import Scene, make_scene
from tests.app.compute.told_events import DEADLINE
from tests.app.filled import filled_project
from tests.engine import small

Shares = list[dict[tuple[str, str], float]]
BLUE, GREEN, RED = ("blue", "trained"), ("green", "trained"), ("red", "trained")


class Desk:
    """A project that was trained on red, green and blue, by the real child process."""

    def __init__(self, storage: Storage, scene: Scene, folder: Path) -> None:
        self.storage, self.scene, self.folder = storage, scene, folder
        self.runner = scene.runner()
        self.ended = threading.Semaphore(0)
        self.adapters = Adapters(storage, self.runner)
        self.classification = Classification(storage, self.adapters, self.runner)
        self.trainings = TrainingRuns(storage, self.adapters, self.runner, tell=self._hear)
        self.classes, self.projects = Classes(storage), Projects(storage)
        self.paths = [item.path for item in scene.examples]
        self.trained = self.learned({"red": 3, "green": 3, "blue": 2})

    def _hear(self, run_id: int, what: Event | Change) -> None:
        if isinstance(what, LAST):
            self.ended.release()

    def learned(self, counts: dict[str, int]) -> int:
        folder = self.folder / "-".join(counts)
        project = filled_project(self.storage, folder, counts, backbone=self.scene.source.source)
        self.train(project)
        return project

    def train(self, project: int) -> None:
        self.trainings.start(project_id=project, config=small.QUICK)
        assert self.ended.acquire(timeout=DEADLINE)
        assert self.trainings.list(project_id=project)[0].state == "done"

    def copy(self) -> int:
        """A project of its own for a test, which starts as the trained one."""
        made = self.projects.duplicate(project_id=self.trained).made
        assert made is not None
        return made

    def class_id(self, project: int, name: str) -> int:
        return next(item.id for item in self.classes.list(project_id=project) if item.name == name)

    def answers(self, project: int, typed: tuple[str, ...] = ()) -> Shares:
        return shares(self.classification.answers(project_id=project, paths=self.paths, typed=typed))

    def expected(self, typed: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> Shares:
        """What the engine says by the same adapter."""
        (view,) = self.adapters.list(project_id=self.trained)
        backbone = load_backbone(self.scene.source.source, device="cpu")
        classifier = Classifier(self.adapters.load(adapter_id=view.id), backbone)
        return shares(tuple(classifier.classify(self.paths, typed, without=without)))


def shares(answers: tuple[Answer, ...]) -> Shares:
    assert all(answer.error is None for answer in answers)
    return [{(score.name, score.kind): score.probability for score in answer.scores} for answer in answers]


def same(found: Shares, wanted: Shares) -> None:
    assert len(found) == len(wanted) > 0
    for item, other in zip(found, wanted, strict=True):
        assert item == pytest.approx(other, abs=1e-4)


def called(wanted: Shares, **names: tuple[str, str]) -> Shares:
    """The shares under other names; those that get the same name count together."""
    made: Shares = []
    for item in wanted:
        made.append({})
        for (name, kind), share in item.items():
            key = names.get(name, (name, kind))
            made[-1][key] = made[-1].get(key, 0.0) + share
    return made


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("after")
    storage = open_storage(find_folders(folder / "data")).storage
    made = Desk(storage, make_scene(folder / "scene"), folder / "given")
    yield made
    made.runner.close()
    storage.close()
    torch.set_num_threads(threads)


def test_untouched_classes_are_learned(desk: Desk) -> None:
    same(desk.answers(desk.copy()), desk.expected())


def test_an_added_class_answers_from_its_words_until_trained_again(desk: Desk) -> None:
    project = desk.copy()
    desk.classes.add(project_id=project, name="Gelb", words="yellow thing")
    same(desk.answers(project), called(desk.expected(("yellow thing",)), **{"yellow thing": ("Gelb", "typed")}))


def test_training_again_learns_an_added_class(desk: Desk) -> None:
    project = desk.copy()
    added = desk.classes.add(project_id=project, name="scarlet").made
    assert added is not None
    pictures = Pictures(desk.storage)
    red = pictures.page(project_id=project, shelf=desk.class_id(project, "red"))
    pictures.label(placement_ids=[red[0].id], class_id=added)
    assert set(desk.answers(project)[0]) == {RED, GREEN, BLUE, ("scarlet", "typed")}
    desk.train(project)
    assert set(desk.answers(project)[0]) == {RED, GREEN, BLUE, ("scarlet", "trained")}


def test_a_removed_class_is_gone(desk: Desk) -> None:
    project = desk.copy()
    desk.classes.remove(class_id=desk.class_id(project, "red"))
    same(desk.answers(project), desk.expected(without=("red",)))


def test_a_renamed_class_keeps_what_was_learned(desk: Desk) -> None:
    project = desk.copy()
    desk.classes.rename(class_id=desk.class_id(project, "red"), name="Rot")
    same(desk.answers(project), called(desk.expected(), red=("Rot", "trained")))


def test_changed_words_count_as_typed(desk: Desk) -> None:
    project = desk.copy()
    desk.classes.set_words(class_id=desk.class_id(project, "red"), words="crimson")
    wanted = called(desk.expected(("crimson",), ("red",)), crimson=("red", "typed"))
    same(desk.answers(project), wanted)
    desk.classes.add(project_id=project, name="other", words="a thing")
    desk.classes.rename(class_id=desk.class_id(project, "red"), name="Rot")
    desk.classes.set_words(class_id=desk.class_id(project, "other"), words="red")  # free by now
    found = desk.answers(project)
    wanted = desk.expected(("crimson", "red"), ("red",))
    wanted = [{key: share for key, share in item.items() if key != RED} for item in wanted]
    same(found, called(wanted, crimson=("Rot", "typed"), red=("other", "typed")))


def test_merged_classes_count_together(desk: Desk) -> None:
    project = desk.copy()
    into = desk.class_id(project, "red")
    desk.classes.merge(from_ids=[desk.class_id(project, "green")], into_id=into)
    desk.classes.rename(class_id=into, name="warm")
    warm = ("warm", "trained")
    same(desk.answers(project), called(desk.expected(), red=warm, green=warm))


def test_a_new_class_may_have_the_words_of_one_that_was_merged(desk: Desk) -> None:
    project = desk.copy()
    desk.classes.merge(from_ids=[desk.class_id(project, "green")], into_id=desk.class_id(project, "red"))
    desk.classes.add(project_id=project, name="green")
    found = desk.answers(project)
    assert set(found[0]) == {RED, ("green", "typed"), BLUE}
    same(found, desk.expected(("green",), ("green",)))


def test_a_typed_name_equal_to_a_trained_one_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError) as caught:
        desk.answers(desk.copy(), typed=("Red",))
    assert [item.code for item in caught.value.notices] == ["typed-is-trained"]


def test_near_synonyms_are_allowed(desk: Desk) -> None:
    same(desk.answers(desk.copy(), typed=("reddish",)), desk.expected(("reddish",)))


def test_one_class_alone_is_a_yes_or_a_no(desk: Desk) -> None:
    project = desk.learned({"red": 5})
    paths = [*desk.paths, *(desk.folder / "red" / "red" / f"{number}.png" for number in range(5))]
    answers = desk.classification.answers(project_id=project, paths=paths)
    verdicts = {answer.verdict for answer in answers}
    assert verdicts == {"sure", "none"}
    assert all(answer.verdict == "sure" for answer in answers[len(desk.paths) :])


def test_a_name_goes_to_another_class_and_out_and_in_again(desk: Desk, tmp_path: Path) -> None:
    """An exported adapter has today's names; one of which another class was learned under."""
    project = desk.copy()
    desk.classes.remove(class_id=desk.class_id(project, "red"))
    desk.classes.rename(class_id=desk.class_id(project, "green"), name="red")
    before = desk.answers(project)
    assert set(before[0]) == {("red", "trained"), BLUE}
    (view,) = desk.adapters.list(project_id=project)
    file = tmp_path / "out.mmrl.safetensors"
    desk.adapters.export(adapter_id=view.id, path=file)
    source = BackboneSource(desk.scene.source.source)
    other = desk.projects.create(name="Other", backbone=source).made
    assert other is not None
    desk.adapters.choose(project_id=other, adapter_id=desk.adapters.import_file(project_id=other, path=file).made)
    again = called(desk.answers(other), red=("green", "trained"), **{"red (2)": ("red", "trained")})
    same(again, desk.expected())


def test_an_adapter_whose_title_cannot_be_seen_is_called_as_its_file(desk: Desk, tmp_path: Path) -> None:
    project = desk.copy()
    (view,) = desk.adapters.list(project_id=project)
    file = tmp_path / "shells.mmrl.safetensors"
    replace(desk.adapters.load(adapter_id=view.id), title="\u200b\u2060").save(file)
    desk.adapters.import_file(project_id=project, path=file)
    assert desk.adapters.list(project_id=project)[0].name == file.name
