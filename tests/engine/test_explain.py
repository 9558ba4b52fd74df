"""Where an answer came from: maps that agree with the tower's own numbers, and that point at what is there."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pytest
import torch
from PIL import Image, ImageChops

from mmrl_engine import Backbone, Classifier, Example, TrainConfig, load_backbone, train
from mmrl_engine.explain import Method, explain, explaining
from mmrl_engine.relevance import Scored, by_gradient, by_values
from mmrl_engine.stems import lower_image_layers
from mmrl_engine.towers import values_through
from mmrl_engine.types import Preprocess
from mmrl_engine.views import seen_part, to_input
from tests.engine import small

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
METHODS: tuple[Method, ...] = ("windows", "gradient", "values")
T = TypeVar("T")
Pixels = npt.NDArray[np.float32]


def picture(seed: int = 0) -> Pixels:
    return np.random.default_rng(seed).normal(0, 1, (3, 32, 32)).astype(np.float32)


@pytest.fixture(scope="module", params=["mmrl", "mmrlpp"])
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    folder = tmp_path_factory.mktemp(request.param)
    examples = small.write_pictures(folder, {"red": 2, "green": 2, "blue": 2})
    ranks: dict[str, Any] = {"beta": 0.7, "residual_rank": 2, "projection_rank": 4} if request.param == "mmrlpp" else {}
    config = TrainConfig(variant=request.param, layers=2, tokens=3, width=16, views=2, epochs=2, batch=4, **ranks)
    return Classifier(train(examples, small.backbone(), config), small.backbone())


@pytest.mark.parametrize("method", METHODS)
def test_maps_cover_the_patches_from_nothing_to_most(trained: Classifier, method: Method) -> None:
    found = explain(trained, picture(), ["green"], method=method)
    assert found.rep is not None
    for made in (found.cls, found.rep, found.shown):
        assert made.shape == (8, 8), "4 x 4 patches under two grids each way"
        assert made.dtype == np.float32
        assert made.min() == 0
        assert made.max() == 1
    assert not np.array_equal(found.cls, found.rep)


@pytest.mark.parametrize("method", METHODS)
def test_typed_names_and_words_alone_have_no_second_map(trained: Classifier, method: Method) -> None:
    typed = explain(trained, picture(), ["a wolf"], typed=["a wolf"], method=method)
    words = explain(Classifier(None, small.backbone()), picture(), ["a wolf"], typed=["a wolf", "fox"], method=method)
    for found in (typed, words):
        assert found.rep is None
        np.testing.assert_array_equal(found.shown, found.cls)
    assert not np.allclose(typed.cls, words.cls), "the tokens are in place"


def test_each_name_has_its_own_map(trained: Classifier) -> None:
    maps = [explain(trained, picture(), [name]).cls for name in ("red", "green")]
    assert np.abs(maps[0] - maps[1]).max() > 0.01
    both = explain(trained, picture(), ["red", "green"], method="gradient").cls
    one = explain(trained, picture(), ["red"], method="gradient").cls
    assert np.abs(both - one).max() > 0.001


def test_a_name_that_is_not_in_the_list_is_refused(trained: Classifier) -> None:
    with pytest.raises(ValueError, match="wolf"):
        explain(trained, picture(), ["wolf"])
    with pytest.raises(ValueError, match="red"):
        explain(trained, picture(), ["red"], without=["red"])


def test_it_goes_in_small_steps_and_can_be_stopped(trained: Classifier) -> None:
    steps = list(explaining(trained, picture(), ["red"]))
    assert [step.done for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1].done == steps[-1].total
    begun = explaining(trained, picture(), ["red"])
    next(begun)
    begun.close()
    assert torch.is_grad_enabled(), "nothing of it is left"


def test_where_the_quick_answer_speaks_pictures_count_beside_the_words(tmp_path: Path) -> None:
    adapter = train(
        small.write_pictures(tmp_path, {"red": 3, "green": 3}), small.backbone(), TrainConfig(variant="none")
    )
    quick = Classifier(adapter, small.backbone())
    features = quick.encode_pictures(np.stack([picture(1), picture(2)]))
    shares = quick.probabilities(features).log()
    apart = (features.cls @ quick.directions(quick.trained, kind="trained").T).double()
    differ = (shares[0] - shares[1])[0] - (shares[0] - shares[1])[1]
    expected = (apart[0] - apart[1])[0] - (apart[0] - apart[1])[1]
    assert float(differ) == pytest.approx(float(expected), abs=1e-3)
    found = explain(quick, picture(), ["red"], method="gradient")
    words = explain(Classifier(None, small.backbone()), picture(), ["red"], typed=["red"], method="gradient")
    assert found.rep is None
    assert np.abs(found.cls - words.cls).max() > 1e-3


def asked(classifier: Classifier, name: str) -> Scored:
    clip = classifier.clip
    directions = classifier.directions([name], kind="trained")
    return Scored(clip.backbone, clip.image_layers(), directions, clip.projection)


def finished(steps: Generator[object, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: T = end.value
            return made


def test_the_mean_of_all_values_is_what_even_attention_adds(trained: Classifier) -> None:
    backbone = trained.backbone
    block: Any = backbone.image_blocks[-1]
    before = lower_image_layers(backbone, torch.from_numpy(picture()[None]), 1)
    through, seen = values_through(block, before), {}

    def alike(block: Any, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
        seen["mean"] = v.mean(1, keepdim=True).expand(-1, q.shape[1], -1)
        mixed: torch.Tensor = seen["mean"]
        return mixed

    layer = Classifier(None, backbone).clip.image_layers()[-1]
    layer(before, None, alike)
    torch.testing.assert_close(block.attn.out_proj(seen["mean"])[0, 0], through[0].mean(0), atol=1e-5, rtol=1e-5)


def test_the_layers_one_by_one_are_the_fast_path(trained: Classifier) -> None:
    features = trained.encode_pictures(picture()[None])
    every = torch.ones(1, 16, dtype=torch.bool)
    parts = trained.clip.encode_parts(picture(), every)
    for whole, part in zip(features, parts, strict=True):
        torch.testing.assert_close(whole, part, atol=1e-5, rtol=1e-5)


def test_the_gradient_is_that_of_the_score_that_answers(trained: Classifier) -> None:
    """Against whole-tower differentiation with the attention's weights as torch has them."""
    scored = asked(trained, "green")
    embedded = lower_image_layers(trained.backbone, torch.from_numpy(picture()[None]), 4)
    found = finished(by_gradient(scored, embedded))
    weights: list[torch.Tensor] = []

    def watched(block: Any, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
        heads, width = block.attn.num_heads, q.shape[-1]
        q, k, v = (x.view(*x.shape[:-1], heads, width // heads).transpose(1, 2) for x in (q, k, v))
        weights.append(torch.softmax(q @ k.transpose(-1, -2) / (width // heads) ** 0.5, -1).requires_grad_())
        return (weights[-1] @ v).transpose(1, 2).flatten(2)

    x, left = embedded, None
    for layer in scored.layers:
        x, left = layer(x, left, watched)
    visual = trained.backbone.visual
    cls = torch.nn.functional.normalize(visual.ln_post(x[0, 0]) @ visual.proj, dim=0)
    assert left is not None
    assert scored.projection is not None
    rep = torch.nn.functional.normalize(visual.ln_post(left[0]).mean(0) @ scored.projection, dim=0)
    for made, feature in zip(found, (cls, rep), strict=True):
        slopes = torch.autograd.grad(feature @ scored.names[0], weights, retain_graph=True, allow_unused=True)
        wanted = torch.zeros(16)
        for slope, weight in zip(slopes, weights, strict=True):
            if slope is not None:
                wanted += (slope * weight)[0].mean(0).clamp(min=0).mean(0)[1:17].detach()
        torch.testing.assert_close(made[0], wanted, atol=1e-5, rtol=1e-4)


def test_a_patch_scores_by_what_it_has_to_give_in_the_last_layer(trained: Classifier) -> None:
    scored = asked(trained, "red")
    embedded = lower_image_layers(trained.backbone, torch.from_numpy(picture()[None]), 4)
    cls, rep = finished(by_values(scored, embedded))
    clip = trained.clip
    x, left = embedded, None
    for layer in scored.layers[:-1]:
        x, left = layer(x, left)
    visual = clip.backbone.visual
    given = visual.ln_post(values_through(clip.backbone.image_blocks[-1], x)[0, 3])
    wanted = trained.config.scale * torch.cosine_similarity(
        given @ visual.proj, trained.directions(["red"], kind="trained")[0], dim=0
    )
    torch.testing.assert_close(cls[0, 2], wanted, atol=1e-3, rtol=1e-3)
    assert rep.shape == cls.shape == (1, 16)
    assert not torch.allclose(rep, cls)


@pytest.mark.parametrize(
    ("mode", "size", "part"),
    [
        ("shortest", (200, 100), (0.25, 0.0, 0.75, 1.0)),
        ("longest", (200, 100), (0.0, -0.5, 1.0, 1.5)),
        ("squash", (200, 100), (0.0, 0.0, 1.0, 1.0)),
    ],
)
def test_the_part_that_is_seen(mode: Any, size: tuple[int, int], part: tuple[float, ...]) -> None:
    assert seen_part(size, Preprocess(64, resize_mode=mode)) == pytest.approx(part)


# Pointing: pictures in which it is known where the thing is


@cache
def demo() -> Backbone:
    return load_backbone("demo", device="cpu")


def cut_out(path: Path, side: int) -> Image.Image:
    """A drawing without its white edges, in a square of that side."""
    image = Image.open(path).convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    return image.crop(box).resize((side, side), Image.Resampling.BICUBIC)


def test_it_points_at_the_thing_more_often_than_chance() -> None:
    """Two drawings in opposite corners of a white picture; where the map is largest lies in one of four quarters."""
    names = ["butterfly", "penguin", "camel", "turtle", "boar", "elephant"]
    learned = ["camel", "turtle", "boar"]
    examples = [Example(path, name) for name in learned for path in sorted((SAMPLES / "train" / name).glob("*.png"))]
    classifier = Classifier(train(examples, demo(), TrainConfig(epochs=2, views=2, layers=2)), demo())
    typed = [name for name in names if name not in learned]
    hits, total = 0, 0
    for place, name in enumerate(names):
        other = names[(place + 1) % len(names)]
        canvas = Image.new("RGB", (192, 192), "white")
        corners = ((0, 0), (96, 96)) if place % 2 else ((96, 0), (0, 96))
        for shown, corner in zip((name, other), corners, strict=True):
            canvas.paste(cut_out(SAMPLES / "test" / shown / "twemoji.png", 88), (corner[0] + 4, corner[1] + 4))
        pixels = to_input(canvas, demo().preprocess)
        for shown, corner in zip((name, other), corners, strict=True):
            found = explain(classifier, pixels, [shown], typed=typed).shown
            row, column = np.unravel_index(int(found.argmax()), found.shape)
            hits += (int(column) >= 6, int(row) >= 6) == (corner[0] > 0, corner[1] > 0)
            total += 1
    assert hits / total >= 0.5, f"{hits} of {total}, where chance has a quarter"
