"""Several adapters in one pass answer as each does alone, and the frozen layers run once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmrl_engine import Adapter, Answer, Classifier, Shelf, TrainConfig, train
from mmrl_engine.adapter_config import Balance
from mmrl_engine.errors import AdapterError, InputError
from mmrl_engine.images import open_rgb
from tests.engine import small

DEEP = small.QUICK
SHALLOW = replace(small.QUICK, layers=1, seed=1)
PLUS = replace(small.QUICK, layers=3, variant="mmrlpp", beta=0.7, residual_rank=2, projection_rank=3, seed=2)


@pytest.fixture(scope="module")
def adapters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Adapter]:
    """Tokens in the last two, one and three layers, the last by words alone, and one without tokens."""
    folder = tmp_path_factory.mktemp("learn")
    pets = small.write_pictures(folder / "pets", {"cat": 2, "dog": 2})
    colours = small.write_pictures(folder / "colours", {"red": 2, "green": 2, "blue": 2}, seed=1)
    backbone = small.backbone()
    made = {
        "pets": train(pets, backbone, DEEP),
        "colours": train(colours, backbone, SHALLOW),
        "plus": train(pets, backbone, PLUS),
        "glance": train(colours, backbone, TrainConfig(variant="none")),
    }
    return {**made, "words": replace(made["pets"], config=replace(made["pets"].config, answers="words"))}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("ask")
    return [item.path for item in small.write_pictures(folder, {"a": 4, "b": 4, "c": 3}, seed=5)]


def same(a: Answer, b: Answer) -> bool:
    left, right = ({(x.name, x.kind): x.probability for x in item.scores} for item in (a, b))
    fits = (0.0, 0.0) if a.fit is None or b.fit is None else (a.fit.place, b.fit.place)
    return (
        (a.path, a.verdict, a.error, a.sure_from) == (b.path, b.verdict, b.error, b.sure_from)
        and left == pytest.approx(right, abs=1e-6)
        and fits[0] == pytest.approx(fits[1], abs=1e-6)
    )


@pytest.mark.parametrize(
    "names", [["pets"], ["glance", "words"], ["colours", "pets"], ["pets", "colours", "plus", "glance", "words"]]
)
def test_each_answers_as_alone(adapters: dict[str, Adapter], pictures: list[Path], names: Sequence[str]) -> None:
    backbone, chosen = small.backbone(), {name: adapters[name] for name in names}
    typed = {names[0]: ("red fox", "badger")}
    rows = list(Shelf(chosen, backbone).classify(pictures, typed))
    assert [[*row] for row in rows] == [[*names]] * len(pictures)
    for name in names:
        alone = list(Classifier(adapters[name], backbone).classify(pictures, typed.get(name, ())))
        assert all(same(row[name], answer) for row, answer in zip(rows, alone, strict=True))


def test_what_a_classifier_asks_for_beside_its_tokens_changes_nothing(
    adapters: dict[str, Adapter], pictures: list[Path], tmp_path: Path
) -> None:
    """A balance that asks the untouched CLIP and one that does not, with limits and without, and one class alone."""
    backbone, plus = small.backbone(), adapters["plus"]
    chosen = {
        "gate": replace(plus, config=replace(plus.config, balance=Balance("gate"))),
        "fitted": replace(plus, config=replace(plus.config, balance=Balance("fitted", g1=2.0, c=0.5, weight=0.6))),
        "bare": replace(plus, config=replace(plus.config, balance=Balance("none"), reject=())),
        "alone": train(small.write_pictures(tmp_path, {"cat": 4}), backbone, DEEP),
    }
    typed = dict.fromkeys(chosen, ("red fox", "badger"))
    shelf = Shelf(chosen, backbone)
    assert [item.needs_plain for item in shelf.classifiers.values()] == [True, True, False, True]
    rows = list(shelf.classify(pictures, typed))
    for name, adapter in chosen.items():
        alone = list(Classifier(adapter, backbone).classify(pictures, typed[name]))
        assert all(same(row[name], answer) for row, answer in zip(rows, alone, strict=True))


def test_a_picture_is_opened_once_and_passes_the_frozen_layers_once(
    adapters: dict[str, Adapter], pictures: list[Path]
) -> None:
    opened: Counter[Path] = Counter()
    runs: Counter[int] = Counter()

    def noted(path: Path) -> Any:
        opened[path] += 1
        return open_rgb(path)

    backbone = small.backbone(seed=0)
    shelf = Shelf(adapters, backbone, open_picture=noted)
    blocks: list[Any] = [*backbone.image_blocks]
    hooks = [
        block.ln_2.register_forward_hook(lambda *_, place=place: runs.update([place]))
        for place, block in enumerate(blocks)
    ]
    try:
        list(shelf.classify(pictures[:4]))
    finally:
        for hook in hooks:
            hook.remove()
    assert set(opened.values()) == {1}
    # Four layers; "plus" sees tokens in three of them, "pets" in two, "colours" in one, the others in none.
    assert [runs[place] for place in range(4)] == [1, 2, 3, 4]


def test_unreadable_pictures_keep_their_place(adapters: dict[str, Adapter], pictures: list[Path]) -> None:
    given = [pictures[0], Path("gone.png"), pictures[1]]
    rows = list(Shelf({name: adapters[name] for name in ("pets", "colours")}, small.backbone()).classify(given))
    assert [row["pets"].path for row in rows] == given
    assert [item.error.code if item.error else None for item in rows[1].values()] == ["picture-missing"] * 2
    assert rows[2]["colours"].scores


def test_an_adapter_of_another_backbone_is_named(adapters: dict[str, Adapter]) -> None:
    other = small.backbone(seed=7)
    with pytest.raises(AdapterError) as error:
        Shelf({"pets": adapters["pets"], "colours": adapters["colours"]}, other)
    assert [item.params["adapter"] for item in error.value.notices] == ["pets", "colours"]
    assert "was trained on the backbone random-0" in str(error.value)


def test_wrong_names_are_told_before_any_picture(adapters: dict[str, Adapter]) -> None:
    shelf = Shelf({"pets": adapters["pets"]}, small.backbone())
    with pytest.raises(InputError):
        shelf.classify(["gone.png"], {"pets": ["cat"]})
    with pytest.raises(ValueError, match="no such adapters"):
        shelf.classify(["gone.png"], {"birds": ["robin"]})
    with pytest.raises(InputError):
        Shelf({}, small.backbone())
