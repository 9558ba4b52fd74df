"""The quick answer of a project: when there is one, what it is made of, and which names it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.adapters import Adapters
from app.services.classes import Classes
from app.services.classification import Classification
from app.services.jobs import Order
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.quick_answers import Quick, QuickAnswers
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from mmrl_engine.errors import InputError
from tests.app.filled import filled_project
from tests.app.scripted_runner import ScriptedRunner
from tests.engine import adapter_samples


class Desk:
    """A project with two classes, and the services around it."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        self.storage, self.folder = storage, folder
        self.adapters = Adapters(storage, ScriptedRunner())
        self.classification = Classification(storage, self.adapters, ScriptedRunner())
        self.classes, self.pictures, self.projects = Classes(storage), Pictures(storage), Projects(storage)
        self.quick = QuickAnswers(storage)
        self.project = self.filled({"red": 2, "green": 1})

    def filled(self, counts: dict[str, int]) -> int:
        return filled_project(self.storage, self.folder / "-".join(["p", *counts]), counts)

    def prepare(self) -> Quick:
        found = self.quick.prepare(project_id=self.project)
        assert found is not None
        return found

    def made(self) -> Quick:
        """As the child process leaves it."""
        self.prepare().file.write_bytes(b"an adapter")
        found = self.prepare()
        assert found.job is None
        return found

    def class_id(self, name: str) -> int:
        return next(item.id for item in self.classes.list(project_id=self.project) if item.name == name)

    def names(self, quick: Quick | None, *typed: str) -> dict[str, tuple[str, int]]:
        question = self.classification.question(project_id=self.project, typed=typed, quick=quick)
        return {item.name: (item.kind, item.pictures) for item in question.names.names}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    storage = open_storage(find_folders(tmp_path / "data")).storage
    yield Desk(storage, tmp_path)
    storage.close()


def test_two_classes_with_a_picture_each_are_enough(desk: Desk) -> None:
    found = desk.prepare()
    assert found.job is not None
    assert found.job.labels == ("red", "red", "green")
    assert [picture.path.is_file() for picture in found.job.pictures] == [True] * 3
    assert found.job.result == found.file
    assert [(item.words, item.pictures) for item in found.learned] == [("red", 2), ("green", 1)]


@pytest.mark.parametrize("counts", [{}, {"red": 3}, {"red": 3, "green": 0}])
def test_with_nothing_to_tell_apart_there_is_none(desk: Desk, counts: dict[str, int]) -> None:
    assert desk.quick.prepare(project_id=desk.filled(counts)) is None


def test_what_is_there_is_not_made_again_until_something_changes(desk: Desk) -> None:
    before = desk.made()
    desk.classes.rename(class_id=desk.class_id("red"), name="crimson")  # the words stay
    assert desk.prepare().file == before.file
    desk.classes.set_words(class_id=desk.class_id("crimson"), words="bright crimson")
    changed = desk.prepare()
    assert changed.file != before.file
    assert changed.job is not None
    assert "bright crimson" in changed.job.labels


def test_sorting_a_picture_elsewhere_makes_another_one(desk: Desk) -> None:
    before = desk.prepare()
    picture = next(item for item in desk.pictures.page(project_id=desk.project))
    desk.pictures.label(placement_ids=[picture.id], class_id=desk.class_id("green"))
    after = desk.prepare()
    assert after.file != before.file
    assert [(item.words, item.pictures) for item in after.learned] == [("red", 1), ("green", 2)]


def test_a_trained_file_takes_its_place_even_where_words_were_chosen(desk: Desk) -> None:
    desk.adapters.keep(project_id=desk.project, adapter=adapter_samples.adapter(), name="one", origin="imported")
    assert desk.quick.prepare(project_id=desk.project) is None


def test_the_question_knows_which_names_have_pictures(desk: Desk) -> None:
    quick = desk.made()
    desk.classes.add(project_id=desk.project, name="blue")
    assert desk.names(quick, "grey") == {
        "red": ("trained", 2),
        "green": ("trained", 1),
        "blue": ("typed", 0),
        "grey": ("typed", 0),
    }
    question = desk.classification.question(project_id=desk.project, quick=quick)
    assert (question.quick, question.adapter, question.adapter_id) == (True, quick.file, None)
    assert question.job([], Order.ANSWER).template is None
    assert {kind for kind, _ in desk.names(None).values()} == {"typed"}


def test_a_class_that_went_since_is_not_asked_for(desk: Desk) -> None:
    quick = desk.made()
    desk.classes.remove(class_id=desk.class_id("green"))
    question = desk.classification.question(project_id=desk.project, quick=quick)
    assert question.names.without == ("green",)
    assert desk.names(quick) == {"red": ("trained", 2)}


def test_a_project_that_is_gone_is_told(desk: Desk) -> None:
    with pytest.raises(InputError):
        desk.quick.prepare(project_id=999)
