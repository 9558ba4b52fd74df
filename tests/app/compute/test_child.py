"""The real child does each kind of job as the engine does it in this process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
from PIL import Image

from app.compute.runner import ComputeRunner
from app.services.jobs import (
    Cancelled,
    ClassifyJob,
    Done,
    Event,
    ExplainJob,
    FeaturesJob,
    Finished,
    Job,
    JobPicture,
    Moved,
    NamesJob,
    NameVectors,
    Order,
    Part,
    Paused,
    Started,
    TrainResult,
    Vectors,
    Where,
)
from mmrl_engine import Adapter, Classifier, evaluate, train
from mmrl_engine.balance import fit_balance
from mmrl_engine.evaluation.results import Evaluation
from mmrl_engine.explain import explain
from mmrl_engine.images import open_rgb
from mmrl_engine.types import Answer, Example
from mmrl_engine.views import to_input
from tests.app.compute.children import child_pid, fatally_reading_child, often_saving_child
from tests.app.compute.real_jobs import Scene, make_scene, table
from tests.app.compute.told_events import Told, codes
from tests.engine import small


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("scene"))


def left_behind(scene: Scene) -> Path:
    """Stems of a child that was killed, where the system keeps the names of files in use."""
    return scene.caches / "stems" / "mmrl-stems-old"


@pytest.fixture(scope="module")
def runner(scene: Scene) -> Iterator[ComputeRunner]:
    left_behind(scene).parent.mkdir(parents=True)
    left_behind(scene).touch()
    with scene.runner() as made:
        yield made


@pytest.fixture(scope="module")
def adapter(scene: Scene, runner: ComputeRunner) -> Adapter:
    """Trained by the child, and left in the scene's file."""
    told = run(runner, scene.train())
    assert told.result() == TrainResult(scene.result)
    return Adapter.load(scene.result)


def run(runner: ComputeRunner, job: Job) -> Told:
    told = Told()
    runner.submit(job, told)
    told.last()
    return told


def rows(vectors: list[Vectors | None]) -> Vectors:
    return np.stack([vector for vector in vectors if vector is not None])


def check_equal(found: list[Answer], wanted: list[Answer], tolerance: float = 1e-5) -> None:
    """The last digits depend on which pictures pass the towers together."""
    assert [answer.path for answer in found] == [answer.path for answer in wanted]
    for a, b in zip(found, wanted, strict=True):
        assert {score.name: score.kind for score in a.scores} == {score.name: score.kind for score in b.scores}
        assert table([a])[0] == pytest.approx(table([b])[0], abs=tolerance)
        assert (a.verdict, a.error) == (b.verdict, b.error)


def test_it_learns_what_the_engine_learns(scene: Scene, adapter: Adapter) -> None:
    assert not left_behind(scene).exists()
    wanted = train(scene.examples, scene.backbone(), small.QUICK)
    assert adapter.classes == wanted.classes
    assert adapter.tensor_section() == wanted.tensor_section()
    assert scene.checkpoint.exists()  # whoever gave the job removes it


@pytest.mark.parametrize("kept", [False, True], ids=["seen first", "features kept"])
@pytest.mark.parametrize("names", [{}, {"typed": ("grey", "old_bridge")}, {"typed": ("red",), "without": ("red",)}])
def test_it_answers_as_the_engine(
    scene: Scene, runner: ComputeRunner, adapter: Adapter, kept: bool, names: dict[str, tuple[str, ...]]
) -> None:
    job = scene.classify(**names)
    if not kept:
        wrong = "0" * 64  # nothing is found under it, and nothing kept
        job = replace(job, pictures=tuple(JobPicture(item.path, wrong) for item in job.pictures))
    told = run(runner, job)
    assert told.result() == Done(len(scene.examples))
    classifier, paths = Classifier(adapter, scene.backbone()), [item.path for item in scene.examples]
    typed, without = names.get("typed", ()), names.get("without", ())
    check_equal(told.answers(), list(classifier.classify(paths, typed, without=without)))
    if not kept:
        for part in told.of_kind(Part):
            together = [answer.path for answer in part.answers]
            wanted = list(classifier.classify(together, typed, without=without))
            check_equal(list(part.answers), wanted, tolerance=1e-6)
    assert [(event.done, event.total) for event in told.of_kind(Moved)][-1] == (8, 8)


def test_words_alone_answer_without_an_adapter(scene: Scene, runner: ComputeRunner) -> None:
    template = "a drawing of a {}."
    job = ClassifyJob(scene.source, scene.pictures, None, ("red", "blue"), template=template)
    paths = [item.path for item in scene.examples]
    wanted = Classifier(None, scene.backbone(), template=template).classify(paths, ("red", "blue"))
    check_equal(run(runner, job).answers(), list(wanted))


def test_a_picture_that_cannot_be_read_has_its_reason_and_the_others_their_answers(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no picture")
    paths = [bad, scene.examples[0].path, tmp_path / "gone.png", *(item.path for item in scene.examples[1:])]
    job = ClassifyJob(scene.source, tuple(JobPicture(path) for path in paths), scene.result)
    answers = run(runner, job).answers()
    check_equal(answers, list(Classifier(adapter, scene.backbone()).classify(paths)))
    vectors = run(runner, FeaturesJob(scene.source, job.pictures, scene.result)).of_kind(Part)
    found = [item for part in vectors for item in part.vectors]
    assert [item.error.code if item.error else None for item in found[:4]] == [
        "picture-unknown-format",
        None,
        "picture-missing",
        None,
    ]
    assert found[0].plain is None


def test_a_picture_that_kills_its_decoder_costs_a_job_only_that_picture(
    tmp_path: Path, scene: Scene, adapter: Adapter
) -> None:
    deadly = tmp_path / "crash.png"
    deadly.write_bytes(scene.examples[0].path.read_bytes() + b"more")  # else features are kept under its hash
    own = replace(scene, folder=tmp_path, examples=(Example(deadly, scene.labels[0]), *scene.examples))
    with own.runner(fatally_reading_child) as runner:
        learned = run(runner, own.train())
        assert learned.result() == TrainResult(own.result)
        answered = run(runner, replace(own.classify(), pictures=(*own.pictures[1:], own.pictures[0])))
        with_features = run(runner, own.features())
    (left_out,) = [item for event in learned.of_kind(Moved) for item in event.notices]
    assert (left_out.code, left_out.params["path"]) == ("picture-left-out", str(deadly))
    assert Adapter.load(own.result).tensor_section() == adapter.tensor_section()
    errors = [answer.error.code if answer.error else None for answer in answered.answers()]
    assert errors == [None] * len(scene.examples) + ["picture-crashed-reader"]
    first = with_features.of_kind(Part)[0].vectors[0]
    assert first.error is not None
    assert first.error.code == "picture-crashed-reader"
    for told in (learned, answered, with_features):
        assert len(told.of_kind(Started)) == 1, "the child itself died"


@pytest.mark.parametrize("seen", [False, True], ids=["never seen", "seen by words alone"])
def test_a_file_that_has_changed_gives_its_own_features_and_leaves_those_of_its_hash_alone(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter, seen: bool
) -> None:
    first, second = (small.write_pictures(tmp_path / name, {"any": 1})[0].path for name in ("first", "second"))
    Image.effect_noise((40, 40), 50 if seen else 90).convert("RGB").save(first)
    Image.new("RGB", (40, 40), "orange").save(second)
    before = JobPicture(first, sha256(first.read_bytes()).hexdigest())
    changed = replace(before, path=second)
    if seen:
        run(runner, FeaturesJob(scene.source, (before,)))
    classifier = Classifier(adapter, scene.backbone())
    for picture in (changed, before):
        told = run(runner, FeaturesJob(scene.source, (picture,), scene.result))
        found = told.of_kind(Part)[0].vectors[0]
        pixels = to_input(open_rgb(picture.path), classifier.backbone.preprocess)[None]
        wanted = classifier.encode_pictures(pixels, plain=True)
        for vector, right in ((found.plain, wanted.plain), (found.cls, wanted.cls), (found.rep, wanted.rep)):
            assert vector is not None
            assert right is not None
            np.testing.assert_allclose(vector, right[0].numpy(), atol=1e-6)


def test_nothing_is_kept_of_a_picture_that_says_so(tmp_path: Path, scene: Scene, runner: ComputeRunner) -> None:
    path = tmp_path / "frame.png"
    Image.effect_noise((40, 40), 60).convert("RGB").save(path)

    def kept_after(picture: JobPicture) -> int:
        (part,) = run(runner, FeaturesJob(scene.source, (picture,))).of_kind(Part)
        assert part.vectors[0].plain is not None
        return sum(file.stat().st_size for file in (scene.folder / "caches" / "features").rglob("*"))

    run(runner, scene.features())
    before = kept_after(JobPicture(scene.examples[0].path))
    assert kept_after(JobPicture(path, keep=False)) == before
    assert kept_after(JobPicture(path)) > before


def test_kept_features_answer_where_the_file_is_gone(tmp_path: Path, scene: Scene, runner: ComputeRunner) -> None:
    first = run(runner, scene.classify()).answers()
    moved = tuple(replace(picture, path=tmp_path / picture.path.name) for picture in scene.pictures)
    again = run(runner, replace(scene.classify(), pictures=moved)).answers()
    assert table(again) == [pytest.approx(row, abs=1e-6) for row in table(first)]


def test_bad_names_end_a_question_before_any_picture(scene: Scene, runner: ComputeRunner, adapter: Adapter) -> None:
    told = run(runner, scene.classify(typed=("red", " ", "cat", "Cat")))
    assert codes(told.last()) == ["typed-is-trained", "typed-blank", "typed-twice"]
    assert not told.of_kind(Part)


def test_names_become_text_features_and_refused_ones_have_their_reason(
    scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    names = ("grey", " ", "red", "Grey", "w " * 30)
    for with_adapter in (True, False):
        found = run(runner, scene.names(*names, adapter=with_adapter)).result()
        assert isinstance(found, NameVectors)
        assert {name: item.code for name, item in found.refused.items()} == {
            " ": "typed-blank",
            "w " * 30: "class-name-long",
        }
        classifier = Classifier(adapter if with_adapter else None, scene.backbone())
        wanted = classifier.encode_names(["grey", "red"])
        for vectors, rows in [(found.plain, wanted.plain), (found.adapted, wanted.adapted)]:
            assert vectors.dtype == np.float32
            np.testing.assert_allclose(vectors[[0, 2]], rows.numpy(), atol=1e-6)
            np.testing.assert_allclose(vectors[3], vectors[0], atol=0.2)
            assert not vectors[[1, 4]].any()


def test_where_it_looked_is_the_engines_map(scene: Scene, runner: ComputeRunner, adapter: Adapter) -> None:
    for names, file in [(("red", "blue"), scene.result), (("wolf",), scene.result), (("wolf",), None)]:
        job = ExplainJob(scene.source, scene.pictures[0], names, file, typed=("wolf", "fox"), without=("green",))
        told = run(runner, job)
        found = told.result()
        assert isinstance(found, Where)
        assert told.of_kind(Moved)
        classifier = Classifier(None if file is None else adapter, scene.backbone())
        image = open_rgb(scene.pictures[0].path)
        pixels = to_input(image, scene.backbone().preprocess)
        wanted = explain(classifier, pixels, names, typed=job.typed, without=job.without)
        np.testing.assert_allclose(found.map, wanted.shown, atol=1e-4)
        assert found.map.dtype == np.float32
        assert found.seen == pytest.approx((1 / 12, 0, 11 / 12, 1)), "the middle of 48 x 40 pixels"


def test_where_it_looked_in_a_file_that_is_no_picture_has_its_reason(
    scene: Scene, runner: ComputeRunner, tmp_path: Path
) -> None:
    path = tmp_path / "text.png"
    path.write_text("no picture")
    job = ExplainJob(scene.source, JobPicture(path), ("wolf",), typed=("wolf", "fox"))
    assert codes(run(runner, job).last()) == ["picture-unknown-format"]


def test_looking_can_be_stopped(scene: Scene, runner: ComputeRunner) -> None:
    told = Told()
    job_id = runner.submit(ExplainJob(scene.source, scene.pictures[0], ("wolf",), typed=("wolf", "fox")), told)
    told.wait(lambda event: isinstance(event, Started))
    runner.cancel(job_id)
    assert isinstance(told.last(), Cancelled | Finished), "it may have been done already"
    assert run(runner, scene.names("wolf", adapter=False)).result()


def test_no_names_and_no_pictures_are_no_trouble(scene: Scene, runner: ComputeRunner, adapter: Adapter) -> None:
    found = run(runner, NamesJob(scene.source, ())).result()
    assert isinstance(found, NameVectors)
    assert found.plain.shape == (0, 24)
    assert run(runner, replace(scene.classify(), pictures=())).result() == Done(0)


def test_features_are_the_engines_at_first_and_from_the_cache(
    scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    pixels = np.stack([to_input(open_rgb(item.path), scene.backbone().preprocess) for item in scene.examples])
    learned = Classifier(adapter, scene.backbone()).encode_pictures(pixels, plain=True)
    assert learned.plain is not None
    assert learned.rep is not None
    for with_adapter in (False, True, True):
        told = run(runner, scene.features(adapter=with_adapter))
        found = [item for part in told.of_kind(Part) for item in part.vectors]
        assert [item.index for item in found] == list(range(8))
        np.testing.assert_allclose(rows([item.plain for item in found]), learned.plain, atol=1e-6)
        if with_adapter:
            np.testing.assert_allclose(rows([item.cls for item in found]), learned.cls, atol=1e-6)
            np.testing.assert_allclose(rows([item.rep for item in found]), learned.rep, atol=1e-6)
        else:
            assert all(item.cls is None and item.rep is None for item in found)
    assert len(list((scene.caches / "features").iterdir())) >= 3


def test_one_class_alone_answers_with_a_verdict(tmp_path: Path, scene: Scene, runner: ComputeRunner) -> None:
    alone = replace(scene, folder=tmp_path, examples=scene.examples[:3])
    run(runner, alone.train()).result()
    job = replace(scene.classify(), adapter=alone.result)
    paths = [item.path for item in scene.examples]
    check_equal(
        run(runner, job).answers(), list(Classifier(Adapter.load(alone.result), scene.backbone()).classify(paths))
    )


def test_it_evaluates_as_the_engine(scene: Scene, runner: ComputeRunner) -> None:
    told = run(runner, scene.evaluate())
    steps = evaluate(scene.examples, scene.backbone(), small.QUICK, 2)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            wanted = end.value
            break
    found = told.result()
    assert isinstance(found, Evaluation)
    assert found == wanted
    assert {event.part for event in told.of_kind(Moved)} == {0, 1}


def test_it_weighs_typed_names_as_the_engine(scene: Scene, runner: ComputeRunner) -> None:
    told = run(runner, scene.balance())
    steps = fit_balance(scene.examples, scene.backbone(), small.QUICK)
    found = None
    while found is None:
        try:
            next(steps)
        except StopIteration as stop:
            found = stop.value
    assert told.result() == found
    assert found.rule == "fitted"
    assert {event.stage for event in told.events if isinstance(event, Moved)} == {"check", "prepare", "balance"}


def test_what_cannot_be_used_is_told_in_the_engines_words(tmp_path: Path, scene: Scene, runner: ComputeRunner) -> None:
    gone_adapter = replace(scene.classify(), adapter=tmp_path / "gone.mmrl.safetensors")
    assert codes(run(runner, gone_adapter).last()) == ["adapter-missing"]
    no_backbone = replace(scene.train(), backbone=replace(scene.source, source="nowhere"))
    assert codes(run(runner, no_backbone).last()) == ["backbone-missing"]
    nothing = replace(scene.train(), pictures=(), labels=())
    assert codes(run(runner, nothing).last()) == ["classes-none"]
    nowhere = replace(scene.train(), result=tmp_path / "no folder" / "a.mmrl.safetensors")
    assert codes(run(runner, nowhere).last()) == ["file-no-folder"]


LONG = replace(small.QUICK, epochs=400)


def is_trained(event: Event, done: int = 4) -> bool:
    return isinstance(event, Moved) and event.stage == "train" and event.done >= done


def test_an_answer_overtakes_a_training_which_then_goes_on(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    log: list[tuple[str, Event]] = []
    training, answer = Told(log, "training"), Told(log, "answer")
    job = replace(scene.train(LONG), checkpoint=tmp_path / "c", result=tmp_path / "a.mmrl.safetensors")
    job_id = runner.submit(job, training)
    training.wait(is_trained)
    runner.submit(scene.classify(typed=("grey",), order=Order.ANSWER), answer)
    answer.result()
    training.wait(is_trained, after=len(training.events))
    runner.cancel(job_id)
    assert training.last() == Cancelled()
    names = [name for name, event in log if isinstance(event, Moved | Part | Finished | Started)]
    first, last = names.index("answer"), len(names) - names[::-1].index("answer")
    assert set(names[first:last]) == {"answer"}
    assert names[:first].count("training") > 3
    assert names[last:].count("training") > 0


def test_a_picture_given_without_a_hash_is_kept_under_its_own(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    file = tmp_path / "new.png"
    Image.effect_noise((40, 40), 70).convert("RGB").save(file)
    first = run(runner, replace(scene.classify(), pictures=(JobPicture(file),))).answers()
    given = JobPicture(file, sha256(file.read_bytes()).hexdigest())
    file.unlink()
    check_equal(run(runner, replace(scene.classify(), pictures=(given,))).answers(), first)


def test_a_paused_training_goes_on_from_its_checkpoint_to_the_same_adapter(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    job = replace(scene.train(), checkpoint=tmp_path / "c", result=tmp_path / "a.mmrl.safetensors")
    for reached in (4, 7):
        told = Told()
        job_id = runner.submit(job, told)
        told.wait(partial(is_trained, done=reached))
        runner.pause(job_id)
        assert told.last() == Paused()
        assert job.checkpoint.exists()
        assert not job.result.exists()
    told = run(runner, job)
    assert "training-resumed" in [item.code for event in told.of_kind(Moved) for item in event.notices]
    told.result()
    assert Adapter.load(job.result).tensor_section() == adapter.tensor_section()


@pytest.mark.parametrize("stage", ["check", "prepare"])
def test_a_training_paused_before_it_learns_anything_begins_again(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter, stage: str
) -> None:
    job = replace(scene.train(), checkpoint=tmp_path / "c", result=tmp_path / "a.mmrl.safetensors")
    told = Told()
    job_id = runner.submit(replace(job, config=replace(job.config, views=64)), told)
    told.wait(lambda event: isinstance(event, Moved) and event.stage == stage)
    runner.pause(job_id)
    assert told.last() == Paused()
    assert {event.stage for event in told.of_kind(Moved)} <= {"check", "prepare"}
    assert not job.checkpoint.exists()
    run(runner, job).result()
    assert Adapter.load(job.result).tensor_section() == adapter.tensor_section()


def test_a_training_is_cancelled_at_any_moment_and_the_next_job_works(
    tmp_path: Path, scene: Scene, runner: ComputeRunner, adapter: Adapter
) -> None:
    job = replace(scene.train(LONG), checkpoint=tmp_path / "c", result=tmp_path / "a.mmrl.safetensors")
    stages = set()
    for moment in [*range(0, 40, 3), 60]:
        told = Told()
        job_id = runner.submit(job, told)
        told.wait(lambda event: True, after=moment)
        runner.cancel(job_id)
        assert told.last() == Cancelled()
        stages |= {event.stage for event in told.of_kind(Moved)}
        job.checkpoint.unlink(missing_ok=True)
    assert stages == {"check", "prepare", "train"}
    assert not job.result.exists()
    check_equal(
        run(runner, scene.classify()).answers(),
        list(Classifier(adapter, scene.backbone()).classify([item.path for item in scene.examples])),
    )


def test_a_training_whose_child_is_killed_twenty_times_learns_the_same(
    tmp_path: Path, scene: Scene, adapter: Adapter
) -> None:
    """At moments by chance in every stage; but of three deaths in a row, a step that is new lies between two."""
    draw = np.random.default_rng(0)
    own, config = replace(scene, folder=tmp_path), replace(small.QUICK, epochs=24)
    told, killed_in, reached, begin, in_vain = Told(), set(), 0, 0, False
    with own.runner(often_saving_child) as runner:
        runner.submit(own.train(config), told)
        for _ in range(20):
            begin = told.wait(lambda event: isinstance(event, Started), after=begin)
            in_vain = not in_vain and draw.random() < 0.6
            if in_vain:
                begin = told.wait(lambda event: isinstance(event, Moved), after=begin + int(draw.integers(25)))
            else:
                further = reached + int(draw.integers(1, 5))
                begin = told.wait(partial(is_trained, done=further), after=begin)
            psutil.Process(child_pid(own.caches)).kill()
            killed_in.add(told.of_kind(Moved)[-1].stage)
            reached = max([reached, *(event.done for event in told.of_kind(Moved) if event.stage == "train")])
        assert told.result() == TrainResult(own.result)
    assert len(told.of_kind(Started)) == 21
    assert killed_in == {"check", "prepare", "train"}
    wanted = train(scene.examples, scene.backbone(), config)
    paths = [item.path for item in scene.examples]
    both = [Classifier(each, scene.backbone()) for each in (Adapter.load(own.result), wanted)]
    found, unbroken = (list(each.classify(paths, ["grey"])) for each in both)
    check_equal(found, unbroken)
