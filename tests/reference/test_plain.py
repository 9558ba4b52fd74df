"""The textbook implementation agrees with the authors' numbers and with the fast path."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from open_clip.model import CLIP
from torch import Tensor
from torch.optim import SGD

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.model import image_features, text_features
from mmrl_engine.objective import Weights
from mmrl_engine.presets import resolve
from mmrl_engine.representation import build_representation
from mmrl_engine.stems import image_stem, text_stem
from mmrl_engine.steps import Batch, StepLoss, Stepper
from mmrl_engine.types import TrainConfig
from tests.reference.cases import Case, read_case
from tests.reference.check import TOLERANCES, absolute, relative
from tests.reference.plain import PlainMMRL, open_clip_model

VECTORS = Path(__file__).parent / "vectors"
CASES = sorted(path.stem for path in VECTORS.glob("mmrl_*.safetensors"))

# Towers of unequal depth, width and number of heads; n = 2 of 3 and 5 layers.
UNEQUAL = {
    "embed_dim": 12,
    "vision_cfg": {"image_size": 12, "patch_size": 4, "layers": 3, "width": 32, "head_width": 16},
    "text_cfg": {"context_length": 9, "vocab_size": 40, "layers": 5, "width": 24, "heads": 3},
}
LAYERS, TOKENS, WIDTH = 2, 3, 6
WEIGHTS = Weights(alpha=0.7, reg=0.5, scale=100.0)
END = 39


def test_all_mmrl_cases_are_here() -> None:
    assert len(CASES) == 5


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return read_case(VECTORS / f"{request.param}.safetensors")


def test_features_are_those_of_the_authors_code(case: Case) -> None:
    plain, want = _plain_of(case), case.tensors
    with torch.no_grad():
        found = plain.features(want["in.images"], want["in.token_ids"])
    for value, name in (
        (found.cls, "out.image_features"),
        (found.rep, "out.image_features_representation"),
        (found.text, "out.text_features"),
    ):
        assert relative(value, want[name]) <= TOLERANCES["features"], name


def test_untouched_features_are_those_of_the_authors_code(case: Case) -> None:
    plain, want = _plain_of(case), case.tensors
    image, text = plain.untouched_image(want["in.images"]), plain.untouched_text(want["in.token_ids"])
    assert relative(image, want["out.zeroshot_image_features"]) <= TOLERANCES["plain features"]
    assert relative(text, want["out.zeroshot_text_features"]) <= TOLERANCES["plain features"]


def test_loss_and_gradients_are_those_of_the_authors_code(case: Case) -> None:
    plain, want = _plain_of(case), case.tensors
    ids = want["in.token_ids"]
    loss = plain.loss(want["in.images"], ids, want["in.labels"], plain.untouched_text(ids))
    loss.total.backward()  # type: ignore[no-untyped-call]
    for value, name in ((loss.cls, "class"), (loss.rep, "representation"), (loss.total, "total")):
        assert relative(value.detach(), want[f"loss.{name}"]) <= TOLERANCES["loss"], name
    for value, name in ((loss.tie_image, "reg_image"), (loss.tie_text, "reg_text")):
        assert absolute(value.detach(), want[f"loss.{name}"]) <= TOLERANCES["tie (absolute)"], name
    for name, parameter in plain.trained().items():
        assert relative(_gradient(parameter), want[f"grad.mmrl.{name}"]) <= TOLERANCES["gradients"], name


def test_trains_the_tensors_of_an_adapter_file_and_no_others(case: Case) -> None:
    plain = _plain_of(case)
    before = {name: value.clone() for name, value in plain.clip.state_dict().items()}
    ids = case.tensors["in.token_ids"]
    optimizer = case.optimizer("adamw3", plain.parameters())
    plain.step(optimizer, case.tensors["in.images"], ids, case.tensors["in.labels"], plain.untouched_text(ids))
    assert {f"mmrl.{name}" for name in plain.trained()} == {key for key in case.tensors if key.startswith("mmrl.")}
    assert all(torch.equal(value, before[name]) for name, value in plain.clip.state_dict().items())
    assert all(not torch.equal(value, case.tensors[f"mmrl.{name}"]) for name, value in plain.trained().items())


def test_agrees_with_the_fast_path_on_towers_of_unequal_depth() -> None:
    torch.manual_seed(5)
    spec = read_config(UNEQUAL)
    clip = _random_clip()
    backbone = Backbone(spec, clip.state_dict(), id="random", device=torch.device("cpu"))
    recipe = resolve(TrainConfig(preset="published", layers=LAYERS, tokens=TOKENS, width=WIDTH), spec, "published")
    fast = build_representation(recipe, frozen_projection=backbone.visual.proj, text_width=spec.text.width)
    for parameter in fast.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    plain = PlainMMRL(
        open_clip_model(spec, clip.state_dict()),
        layers=LAYERS,
        tokens=TOKENS,
        width=WIDTH,
        alpha=WEIGHTS.alpha,
        reg=WEIGHTS.reg,
        scale=WEIGHTS.scale,
    )
    assert plain.load_state_dict(fast.state_dict(), strict=False).unexpected_keys == []
    pixels, labels, ids = torch.randn(3, 3, 12, 12), torch.tensor([1, 0, 3]), _prompts()

    stem, untouched = image_stem(backbone, pixels, LAYERS)
    text = text_stem(backbone, ids, LAYERS)
    with torch.no_grad():
        found, tokens = plain.features(pixels, ids), fast()
        image = image_features(backbone, stem, tokens, None)
        assert relative(image.cls, found.cls) <= TOLERANCES["features"]
        assert relative(image.rep, found.rep) <= TOLERANCES["features"]
        assert relative(text_features(backbone, text, tokens, None), found.text) <= TOLERANCES["features"]

    stepper = Stepper(backbone, fast, text, SGD(fast.parameters(), lr=0.0), WEIGHTS)
    got = _run(stepper, Batch(stem, untouched, labels))
    want = plain.step(SGD(plain.trained().values(), lr=0.0), pixels, ids, labels, plain.untouched_text(ids))
    assert got[: len(want)] == pytest.approx([float(value.detach()) for value in want], rel=TOLERANCES["loss"])
    gradients = {name: _gradient(parameter) for name, parameter in plain.trained().items()}
    for name, parameter in fast.named_parameters():
        assert relative(_gradient(parameter), gradients[name]) <= TOLERANCES["gradients"], name


def _plain_of(case: Case) -> PlainMMRL:
    state = {key.removeprefix("clip."): value for key, value in case.tensors.items() if key.startswith("clip.")}
    plain = PlainMMRL(
        open_clip_model(case.backbone.spec, state),
        layers=case.layers,
        tokens=int(case.meta["K"]),
        width=int(case.meta["d_r"]),
        alpha=case.weights.alpha,
        reg=case.weights.reg,
        scale=case.weights.scale,
    )
    with torch.no_grad():
        for name, parameter in plain.trained().items():
            parameter.copy_(case.tensors[f"mmrl.{name}"])
    return plain


def _random_clip() -> CLIP:
    """Weights larger than a fresh model's, biases and norms included, so that every path shows in the result."""
    clip = CLIP(**UNEQUAL)
    with torch.no_grad():
        for name, parameter in clip.named_parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.2 + (1.0 if ".ln_" in name and "weight" in name else 0.0))
    return clip


def _prompts() -> Tensor:
    """Four prompts [4, 9] of unequal length that begin alike, and one of them fills all places."""
    words = [[5], [5, 6], [7, 8, 9], [5, 6, 7, 8, 9, 10]]
    rows = [[38, 3, *own, END] for own in words]
    return torch.tensor([row + [0] * (9 - len(row)) for row in rows])


def _gradient(parameter: Tensor) -> Tensor:
    assert parameter.grad is not None
    return parameter.grad


def _run(stepper: Stepper, batch: Batch) -> StepLoss:
    steps = stepper.step([batch], len(batch.labels))
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            return StepLoss(*stop.value)
