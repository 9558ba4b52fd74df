"""A host that decodes pictures elsewhere: every decoding goes through it. And long work that can be stopped soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mmrl_engine import Classifier, Example, Progress, TrainConfig, evaluate, fit
from mmrl_engine.errors import PictureError
from mmrl_engine.images import open_rgb
from tests.engine import small


class Elsewhere:
    """Pictures whose files say nothing that a decoder here could read."""

    def __init__(self, folder: Path, counts: dict[str, int]) -> None:
        self._pictures: dict[Path, Image.Image] = {}
        self.opened: Counter[Path] = Counter()
        self.examples = small.write_pictures(folder, counts)
        for number, example in enumerate(self.examples):
            self._pictures[example.path] = open_rgb(example.path)
            example.path.write_text(f"picture number {number} is elsewhere")

    def open(self, path: Path) -> Image.Image:
        self.opened[path] += 1
        if path not in self._pictures:
            raise PictureError.of("picture-missing", path=path)
        return self._pictures[path]


def finish(steps: Generator[Progress, None, Any]) -> tuple[list[Progress], Any]:
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as stop:
            return seen, stop.value


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    return Elsewhere(tmp_path / "pictures", {"red": 3, "green": 2, "blue": 2})


@pytest.mark.parametrize("exact", [False, True])
def test_a_training_and_its_answers_see_only_what_the_host_gives(
    tmp_path: Path, elsewhere: Elsewhere, exact: bool
) -> None:
    gone = tmp_path / "gone.png"
    examples = [*elsewhere.examples, Example(gone, "red")]
    config = replace(small.QUICK, exact=exact)
    seen, adapter = finish(fit(examples, small.backbone(), config, open_picture=elsewhere.open))
    assert [item.code for progress in seen for item in progress.notices] == ["picture-left-out"]
    assert set(elsewhere.opened) == {item.path for item in examples}
    if not exact:
        assert all(elsewhere.opened[item.path] == 2 for item in elsewhere.examples), "to check it, and for its views"
    classifier = Classifier(adapter, small.backbone(), open_picture=elsewhere.open)
    answers = list(classifier.classify([item.path for item in examples]))
    assert [answer.error is None for answer in answers] == [True] * 7 + [False]


def test_a_single_class_sees_only_what_the_host_gives(tmp_path: Path) -> None:
    elsewhere = Elsewhere(tmp_path, {"red": 4})
    _, adapter = finish(fit(elsewhere.examples, small.backbone(), small.QUICK, open_picture=elsewhere.open))
    assert [item.pictures for item in adapter.classes] == [4]


def test_a_check_sees_only_what_the_host_gives(tmp_path: Path, elsewhere: Elsewhere) -> None:
    config = TrainConfig(layers=2, tokens=3, width=16, views=1, epochs=1, batch=4, micro_batch=4)
    steps = evaluate(
        elsewhere.examples, small.backbone(), config, 2, stem_folder=tmp_path / "stems", open_picture=elsewhere.open
    )
    _, found = finish(steps)
    assert len(found.pictures) == 7


def test_the_host_gives_the_same_adapter(tmp_path: Path) -> None:
    counts = {"red": 3, "green": 2, "blue": 2}
    here = small.write_pictures(tmp_path / "here", counts)
    _, want = finish(fit(here, small.backbone(), small.QUICK))
    _, found = finish(fit(here, small.backbone(), small.QUICK, open_picture=lambda path: open_rgb(path)))
    assert found.tensor_section() == want.tensor_section()


def test_before_the_first_step_there_are_many_places_to_stop(
    tmp_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the views: a piece of the prompts, a piece of the text tower, each of four measured passes, and what was
    chosen.
    """
    monkeypatch.setattr("mmrl_engine.measuring.MICRO_SECONDS", 1e9)
    monkeypatch.setattr("mmrl_engine.training.stem_memory", lambda: 0)
    config, stems = replace(small.QUICK, micro_batch=None), tmp_path / "stems"

    def start() -> Generator[Progress, None, Any]:
        return fit(elsewhere.examples, small.backbone(), config, stem_folder=stems, open_picture=elsewhere.open)

    seen, adapter = finish(start())
    assert adapter.metrics["micro_batch"] == 4
    first = next(index for index, progress in enumerate(seen) if progress.stage == "train")
    prepared = [index for index in range(first) if seen[index].done == seen[index].total == 14]
    assert len(prepared) == 1 + 6 + 1
    for stop in prepared:
        steps = start()
        for _ in range(stop + 1):
            next(steps)
        steps.close()
        assert not list(stems.iterdir())


def test_a_slow_machine_is_not_asked_for_larger_passes(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mmrl_engine.measuring.MICRO_SECONDS", 0.0)
    config = replace(small.QUICK, micro_batch=None)
    seen, adapter = finish(fit(elsewhere.examples, small.backbone(), config, open_picture=elsewhere.open))
    assert adapter.metrics["micro_batch"] == 1
    prepared = [progress for progress in seen if progress.stage == "prepare" and progress.done == progress.total]
    assert len(prepared) == 1 + 2 + 2 + 1, "the views, two pieces of text, two passes of one picture, what was chosen"
