"""Features of the open project come in the background: in which order, for which pictures, and what they say."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.compute.qt_bridge import QtRunner
from app.models.act import Acts
from app.models.vectors import Vectors
from app.services.classes import ClassView
from app.services.colors import Mark
from app.services.jobs import (
    BackboneSource,
    Done,
    Failed,
    FeaturesJob,
    Finished,
    Job,
    JobPicture,
    NamesJob,
    NameVectors,
    Order,
    Part,
    PictureVectors,
)
from app.services.likeness import Vectors as Matrix
from app.services.likeness import normalised
from app.services.picture_views import PictureView
from app.services.rivals import KIND_WORDS
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice
from tests.app.scripted_runner import ScriptedRunner

WIDTH = 40
AXES = {word: np.eye(WIDTH, dtype=np.float32)[place] for place, word in enumerate(("cat", "dog", "unicorn"))}
# Of each pair both are a little alike, and like nothing else.
THINGS = {
    word: normalised(
        np.eye(WIDTH, dtype=np.float32)[3 + place] + 0.2 * np.eye(WIDTH, dtype=np.float32)[3 + (place ^ 1)]
    )
    for place, word in enumerate(KIND_WORDS)
}
BROKEN = notice("picture-empty", path="broken")
SOURCE = BackboneSource("demo")


class Child(ScriptedRunner):
    """Knows what the files show: "cat-3" is a cat. `held` are jobs that it has not done."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[str] = []
        self.cancelled: list[str] = []

    def cancel(self, job_id: str) -> None:
        self.cancelled.append(job_id)
        super().cancel(job_id)

    def submit(self, job: Job, listener: object) -> str:
        job_id = super().submit(job, listener)  # type: ignore[arg-type]
        self.held.append(job_id)
        return job_id

    def work(self) -> None:
        """Does the job that is the first by its order."""
        job_id = min(self.held, key=lambda held: (self.jobs[held].order, self.held.index(held)))
        self.held.remove(job_id)
        job = self.jobs[job_id]
        if isinstance(job, FeaturesJob):
            vectors = tuple(_look(place, item) for place, item in enumerate(job.pictures))
            self.tell(Part(0, vectors=vectors), job_id)
            self.tell(Finished(Done(len(vectors))), job_id)
        elif isinstance(job, NamesJob):
            self.tell(Finished(_read(job)), job_id)

    def fail(self) -> None:
        self.tell(Failed((BROKEN,)), self.held.pop())

    def asked(self, kind: type[FeaturesJob] | type[NamesJob]) -> list[Job]:
        return [job for job in self.jobs.values() if isinstance(job, kind)]

    def pictures(self) -> list[list[str]]:
        """Which pictures each of the jobs asked for."""
        return [[item.path.name for item in job.pictures] for job in self.jobs.values() if isinstance(job, FeaturesJob)]


def _look(place: int, picture: JobPicture) -> PictureVectors:
    what, _, number = picture.path.name.partition("-")
    if what == "broken":
        return PictureVectors(place, None, error=BROKEN)
    vector = 3 * AXES[what]
    vector[WIDTH - 1] = 0.1 * int(number)
    return PictureVectors(place, vector)


def _read(job: NamesJob) -> NameVectors:
    known = THINGS | AXES
    rows = [known.get(name, np.zeros(WIDTH, np.float32)) for name in job.names]
    refused = {name: notice("class-name-blank") for name in job.names if name not in known}
    return NameVectors(np.stack(rows), np.stack(rows), refused)


class Files(QObject):
    """Where the pictures are, as the service tells. Every picture of the names lies in a file called like it."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[int, str] = {}
        self.fails = False
        self.failed = 0

    def __call__(self, placement_ids: Sequence[int]) -> Mapping[int, JobPicture]:
        if self.fails:
            self.failed += 1
            raise InputError(BROKEN)
        return {found: JobPicture(Path(self.names[found]), self.names[found]) for found in placement_ids}

    def views(self, **classes: int | None) -> list[PictureView]:
        """All of them, in the classes named after what they show, if there are such."""
        return [_view(found, name, classes.get(name.partition("-")[0])) for found, name in self.names.items()]


def _view(found: int, name: str, class_id: int | None) -> PictureView:
    return PictureView(found, name, class_id, name, 1, 1, "", None, None, False)


def class_list(*words: str) -> list[ClassView]:
    """Their ids are 10, 11 and so on."""
    mark = Mark("blue", "circle")
    return [ClassView(10 + place, "", word, word, mark, place, None, 0, 0) for place, word in enumerate(words)]


@pytest.fixture
def child() -> Child:
    return Child()


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def acts(qtbot: QtBot) -> Iterator[Acts]:
    made = Acts()
    yield made
    made.close()


@pytest.fixture
def vectors(acts: Acts, child: Child, files: Files) -> Iterator[Vectors]:
    runner = QtRunner(child)
    made = Vectors(runner, acts, files)
    yield made
    made.close()


def work_all(qtbot: QtBot, child: Child, vectors: Vectors, ready: int) -> None:
    """The child works until so many pictures are known."""

    def step() -> bool:
        if child.held:
            child.work()
        return vectors.ready_count == ready and not child.held

    qtbot.waitUntil(step)


def test_words_suggest_a_class_for_pictures_of_the_inbox(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "cat-0", 2: "dog-0", 3: "dog-1"}
    pictures = [*files.views()[:2], _view(3, "dog-1", 11)]
    with qtbot.waitSignal(vectors.changed):
        vectors.set_project(SOURCE, "a {}.", pictures, class_list("cat", "dog"))
        work_all(qtbot, child, vectors, 3)
    qtbot.waitUntil(lambda: len(vectors.suggestions()) == 2)
    assert {found: item.class_id for found, item in vectors.suggestions().items()} == {1: 10, 2: 11}
    suggestion = vectors.suggestion(2)
    assert suggestion is not None
    assert (suggestion.place, suggestion.verdict) == (1, "sure")
    assert vectors.suggestion(3) is None  # it is sorted
    (first, likely), (second, _) = vectors.top(3, 2)
    assert (first, second) == (11, 10)
    assert likely == pytest.approx(1.0)
    assert child.asked(NamesJob) == [NamesJob(SOURCE, ("cat", "dog"), template="a {}.")]


def test_a_class_whose_words_cannot_be_used_keeps_no_other_from_being_suggested(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "dog-0"}
    vectors.set_project(SOURCE, "{}", files.views(), class_list("???", "cat", "dog"))
    work_all(qtbot, child, vectors, 1)
    qtbot.waitUntil(lambda: 1 in vectors.suggestions())
    assert vectors.suggestions()[1].class_id == 12
    assert [found for found, _ in vectors.top(1, 3)] == [12, 11]


def test_suggestions_follow_the_classes_and_the_inbox(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "cat-0", 2: "dog-0"}
    vectors.set_project(SOURCE, "{}", files.views(), class_list("cat"))
    work_all(qtbot, child, vectors, 2)
    assert vectors.suggestions() == {}  # with one class there is no choice
    vectors.set_pictures(files.views(), class_list("cat", "dog"))
    work_all(qtbot, child, vectors, 2)
    qtbot.waitUntil(lambda: len(vectors.suggestions()) == 2)
    vectors.set_pictures(files.views(dog=11), class_list("cat", "dog"))
    assert list(vectors.suggestions()) == [1]
    vectors.set_pictures(files.views(), class_list("cat", "dog"))
    qtbot.waitUntil(lambda: len(vectors.suggestions()) == 2)  # put back: nothing is computed for it
    assert len(child.asked(FeaturesJob)) == 1


def test_only_new_pictures_are_asked_for_and_twins_once(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "cat-0", 2: "cat-0", 3: "dog-0"}
    vectors.set_project(SOURCE, "{}", files.views(), ())
    work_all(qtbot, child, vectors, 3)
    files.names = {2: "cat-0", 3: "dog-0", 4: "dog-4"}
    vectors.set_pictures(files.views(), ())
    work_all(qtbot, child, vectors, 3)
    assert child.pictures() == [["cat-0", "dog-0"], ["dog-4"]]
    assert vectors.plain_of(1) is None
    assert [found for found, _ in vectors.most_alike(2, 9)] == [3, 4]


def test_most_alike_leaves_the_same_picture_out(qtbot: QtBot, child: Child, files: Files, vectors: Vectors) -> None:
    files.names = {1: "cat-0", 2: "cat-0", 3: "cat-9", 4: "dog-0", 5: "cat-3"}
    vectors.set_project(SOURCE, "{}", files.views(), ())
    assert vectors.most_alike(1, 2) == []  # nothing is known yet
    work_all(qtbot, child, vectors, 5)
    assert [found for found, _ in vectors.most_alike(1, 2)] == [5, 3]
    ((found, cosine),) = vectors.most_alike_to(7 * AXES["dog"], 1)
    assert found == 4
    assert cosine == pytest.approx(1.0)
    plain = vectors.plain_of(4)
    assert plain is not None
    assert plain.dtype == np.float32
    assert plain == pytest.approx(AXES["dog"])


def test_pictures_on_screen_overtake_the_rest(qtbot: QtBot, child: Child, files: Files, vectors: Vectors) -> None:
    files.names = {number: f"cat-{number}" for number in range(1, 201)}
    vectors.set_project(SOURCE, "{}", [_view(found, name, 10) for found, name in files.names.items()], ())
    qtbot.waitUntil(lambda: len(child.held) == 1)
    vectors.set_visible([190, 191])
    qtbot.waitUntil(lambda: len(child.held) == 2)
    child.work()
    qtbot.waitUntil(lambda: vectors.ready_count == 2)
    assert vectors.plain_of(190) is not None
    work_all(qtbot, child, vectors, 200)
    sizes = [(job.order, len(job.pictures)) for job in child.jobs.values() if isinstance(job, FeaturesJob)]
    assert sizes == [
        (Order.REST, 64),
        (Order.VISIBLE, 2),
        (Order.REST, 64),
        (Order.REST, 64),
        (Order.REST, 6),  # without those two
    ]


def test_the_inbox_comes_before_what_is_sorted(qtbot: QtBot, child: Child, files: Files, vectors: Vectors) -> None:
    files.names = {1: "cat-1", 2: "cat-2", 3: "dog-3", 4: "dog-4"}
    vectors.set_project(SOURCE, "{}", files.views(cat=10), ())
    work_all(qtbot, child, vectors, 4)
    assert child.pictures() == [["dog-3", "dog-4", "cat-1", "cat-2"]]


def test_a_picture_that_cannot_be_read_is_passed_over_until_it_is_tried_again(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "broken-1", 2: "cat-2"}
    vectors.set_project(SOURCE, "{}", files.views(), ())
    work_all(qtbot, child, vectors, 1)
    assert vectors.plain_of(1) is None
    files.names[3] = "dog-3"
    vectors.set_pictures(files.views(), ())
    work_all(qtbot, child, vectors, 2)
    assert child.pictures()[1:] == [["dog-3"]]
    vectors.try_again()
    qtbot.waitUntil(lambda: child.pictures()[2:] == [["broken-1"]])


def test_after_a_job_that_failed_the_next_pictures_are_tried_but_not_for_ever(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {number: f"cat-{number}" for number in range(1, 201)}
    vectors.set_project(SOURCE, "{}", files.views(), ())
    qtbot.waitUntil(lambda: len(child.held) == 1)
    child.fail()
    qtbot.waitUntil(lambda: len(child.held) == 1)
    child.work()
    qtbot.waitUntil(lambda: vectors.ready_count == 64 and len(child.held) == 1)
    child.fail()
    qtbot.waitUntil(lambda: len(child.held) == 1)
    child.fail()
    vectors.set_pictures(files.views(), ())
    work_all(qtbot, child, vectors, 200)


def test_a_backbone_that_is_not_there_ends_the_asking(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {number: f"cat-{number}" for number in range(1, 201)}
    vectors.set_project(SOURCE, "{}", files.views(), ())
    for _ in range(2):
        qtbot.waitUntil(lambda: len(child.held) == 1)
        child.fail()
    found: list[object] = []
    vectors.find("cat", found.append)  # told after all that was told before
    child.work()
    child.work()
    qtbot.waitUntil(lambda: found == [()])
    assert len(child.asked(FeaturesJob)) == 2


def test_files_that_the_service_cannot_tell_are_passed_over(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names, files.fails = {1: "cat-1", 2: "cat-2"}, True
    vectors.set_project(SOURCE, "{}", files.views(), ())
    qtbot.waitUntil(lambda: files.failed == 1)
    files.fails = False
    vectors.set_pictures(files.views(), ())
    work_all(qtbot, child, vectors, 2)


def test_another_project_ends_the_work_for_the_last_one(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "cat-1"}
    vectors.set_project(SOURCE, "{}", files.views(), class_list("cat", "dog"))
    qtbot.waitUntil(lambda: len(child.held) == 2)
    held, child.held = child.held, []
    other = BackboneSource("elsewhere")
    files.names = {1: "dog-1"}
    vectors.set_project(other, "{}", [_view(1, "dog-1", None)], class_list("dog", "cat"))
    assert sorted(child.cancelled) == sorted(held)
    work_all(qtbot, child, vectors, 1)
    qtbot.waitUntil(lambda: 1 in vectors.suggestions())
    assert vectors.suggestions()[1].class_id == 10
    assert {job.backbone for job_id, job in child.jobs.items() if job_id not in held} == {other}


def test_files_that_were_looked_up_for_the_last_project_are_not_read(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {1: "cat-1", 2: "cat-2"}
    vectors.set_project(SOURCE, "{}", [_view(1, "cat-1", None)], ())
    vectors.set_project(SOURCE, "{}", [_view(2, "cat-2", None)], ())  # before the service has told of the first
    work_all(qtbot, child, vectors, 1)
    assert child.pictures() == [["cat-2"]]


def test_after_the_end_nothing_is_asked_for(qtbot: QtBot, child: Child, files: Files, vectors: Vectors) -> None:
    files.names = {1: "cat-1"}
    vectors.set_project(SOURCE, "{}", files.views(), class_list("cat", "dog"))
    qtbot.waitUntil(lambda: len(child.held) == 2)
    vectors.close()
    assert sorted(child.cancelled) == sorted(child.held)
    vectors.set_pictures(files.views(), class_list("cat", "dog"))
    vectors.set_visible([1])
    vectors.try_again()
    assert vectors.known() is None
    assert len(child.jobs) == 2


def test_changed_is_told_a_few_times_a_second_at_most(
    qtbot: QtBot, child: Child, files: Files, vectors: Vectors
) -> None:
    files.names = {number: f"cat-{number}" for number in range(1, 401)}
    told: list[tuple[float, int]] = []
    vectors.changed.connect(lambda: told.append((time.monotonic(), vectors.ready_count)))
    with qtbot.waitSignal(vectors.changed):
        vectors.set_project(SOURCE, "{}", files.views(), class_list("cat", "dog"))
        work_all(qtbot, child, vectors, 400)
    qtbot.waitUntil(lambda: told[-1][1] == 400)
    assert len(child.asked(FeaturesJob)) == 7
    assert all(later - earlier > 0.25 for (earlier, _), (later, _) in pairwise(told))


class TestFind:
    @pytest.fixture
    def filled(self, qtbot: QtBot, child: Child, files: Files, vectors: Vectors) -> Vectors:
        files.names = {1: "cat-9", 2: "dog-1", 3: "cat-1"}
        vectors.set_project(SOURCE, "a {}.", files.views(), ())
        work_all(qtbot, child, vectors, 3)
        return vectors

    @pytest.mark.parametrize(("text", "ids"), [("cat", (3, 1)), ("unicorn", ()), ("", ())])
    def test_what_fits_comes_best_first(
        self, qtbot: QtBot, child: Child, filled: Vectors, text: str, ids: tuple[int, ...]
    ) -> None:
        found: list[tuple[int, ...]] = []
        filled.find(text, found.append)
        child.work()
        child.work()
        qtbot.waitUntil(lambda: found == [ids])
        assert child.last == NamesJob(SOURCE, (text,), template="a {}.")

    def test_everyday_things_are_asked_for_once_however_fast_one_types(
        self, qtbot: QtBot, child: Child, filled: Vectors
    ) -> None:
        found: list[tuple[int, ...]] = []
        for text in ("d", "do", "dog"):
            filled.find(text, found.append)
        while child.held:
            child.work()
        qtbot.waitUntil(lambda: found == [(2,)])
        filled.find("cat", found.append)
        child.work()
        qtbot.waitUntil(lambda: found == [(2,), (3, 1)])
        asked = [job.names for job in child.jobs.values() if isinstance(job, NamesJob)]
        assert [len(names) for names in asked] == [len(KIND_WORDS), 1, 1, 1, 1]

    def test_only_the_last_search_is_told_of(self, qtbot: QtBot, child: Child, filled: Vectors) -> None:
        found: list[tuple[str, tuple[int, ...]]] = []
        filled.find("cat", lambda ids: found.append(("cat", ids)))
        filled.find("dog", lambda ids: found.append(("dog", ids)))
        assert child.cancelled == [child.held[1]]
        while child.held:
            child.work()
        qtbot.waitUntil(lambda: len(found) > 0)
        assert found == [("dog", (2,))]

    def test_what_is_worked_out_for_a_project_that_was_left_is_not_told(
        self, qtbot: QtBot, child: Child, acts: Acts, filled: Vectors
    ) -> None:
        found: list[object] = []
        filled.find("cat", found.append)
        gate = Event()
        acts.run(gate.wait)
        while child.held:
            child.work()
        told: list[object] = []
        filled.embed(JobPicture(Path("dog-0")), told.append)  # told after the words of the search
        child.work()
        qtbot.waitUntil(lambda: len(told) == 1)
        filled.set_project(SOURCE, "{}")
        gate.set()
        acts.run(lambda: None, on_done=told.append)
        qtbot.waitUntil(lambda: len(told) == 2)
        assert found == []

    def test_a_search_that_fails_finds_nothing(self, qtbot: QtBot, child: Child, filled: Vectors) -> None:
        found: list[tuple[int, ...]] = []
        filled.find("cat", found.append)
        child.fail()
        qtbot.waitUntil(lambda: found == [()])


def test_a_picture_from_outside(qtbot: QtBot, child: Child, vectors: Vectors) -> None:
    found: list[Matrix | None] = []
    vectors.embed(JobPicture(Path("dog-0")), found.append)
    vectors.embed(JobPicture(Path("broken-0")), found.append)
    assert child.last.order == Order.ANSWER
    child.work()
    child.work()
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[0] == pytest.approx(AXES["dog"])
    assert found[1] is None
