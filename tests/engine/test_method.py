"""Properties of the fast path: what must not change an answer, and what tokens must not reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.model import both_text_features, image_features, text_features
from mmrl_engine.objective import Weights
from mmrl_engine.presets import resolve
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import StemStore, image_stem, text_stem
from mmrl_engine.steps import Batch, StepLoss, Stepper, make_optimizer
from mmrl_engine.towers import run_text_layers
from mmrl_engine.training import make_representation
from mmrl_engine.types import TrainConfig, Variant
from tests.engine import small

SHAPES = [(4, 4, 1), (4, 4, 4), (5, 3, 3), (2, 6, 2)]
PROMPTS = ["a photo of a fox.", "a photo of a very old bridge.", "a photo of a cat.", "tree"]


def loose(config: TrainConfig, backbone: Backbone, seed: int = 3) -> Representation:
    """A representation far from its start, so that every path matters."""
    made = make_representation(backbone, resolve(config, backbone.spec, "published"), seed)
    torch.manual_seed(seed)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
    return made


def settings(variant: Variant, layers: int) -> TrainConfig:
    made = replace(small.QUICK, variant=variant, layers=layers, preset="published")
    return replace(made, beta=0.6, residual_rank=2, projection_rank=4) if variant == "mmrlpp" else made


def text(backbone: Backbone, representation: Representation, prompts: list[str], layers: int) -> Tensor:
    with torch.no_grad():
        stem = text_stem(backbone, backbone.tokenize(prompts), layers)
        return text_features(backbone, stem, representation(), representation.beta)


@pytest.mark.parametrize(("vision", "depth", "layers"), SHAPES)
@pytest.mark.parametrize("variant", ["mmrl", "mmrlpp"])
def test_order_and_company_of_classes_change_nothing(variant: Variant, vision: int, depth: int, layers: int) -> None:
    backbone = small.backbone(vision, depth)
    representation = loose(settings(variant, layers), backbone)
    together = text(backbone, representation, PROMPTS, layers)
    backwards = text(backbone, representation, PROMPTS[::-1], layers).flip(0)
    alone = torch.cat([text(backbone, representation, [prompt], layers) for prompt in PROMPTS])
    torch.testing.assert_close(backwards, together, atol=2e-6, rtol=0)
    torch.testing.assert_close(alone, together, atol=2e-6, rtol=0)
    assert float((together[0] - together[1]).abs().max()) > 1e-3


@pytest.mark.parametrize(("vision", "depth", "layers"), SHAPES)
@pytest.mark.parametrize("variant", ["mmrl", "mmrlpp"])
def test_company_of_pictures_changes_nothing(variant: Variant, vision: int, depth: int, layers: int) -> None:
    backbone = small.backbone(vision, depth)
    representation = loose(settings(variant, layers), backbone)
    pixels = torch.randn(4, 3, 32, 32)
    with torch.no_grad():
        tokens: LayerTokens = representation()
        whole = image_features(backbone, image_stem(backbone, pixels, layers)[0], tokens, representation.beta)
        for index in range(4):
            stem, _ = image_stem(backbone, pixels[index : index + 1], layers)
            one = image_features(backbone, stem, tokens, representation.beta)
            torch.testing.assert_close(one.cls[0], whole.cls[index], atol=2e-6, rtol=0)
            torch.testing.assert_close(one.rep[0], whole.rep[index], atol=2e-6, rtol=0)


@pytest.mark.parametrize(("vision", "depth", "layers"), SHAPES)
@pytest.mark.parametrize("variant", ["mmrl", "mmrlpp"])
def test_both_text_features_at_once_are_those_of_two_passes(
    variant: Variant, vision: int, depth: int, layers: int
) -> None:
    backbone = small.backbone(vision, depth)
    representation = loose(settings(variant, layers), backbone)
    for prompts in (PROMPTS, PROMPTS[:1]):
        ids = backbone.tokenize(prompts)
        with torch.no_grad():
            adapted, plain = both_text_features(backbone, ids, representation(), representation.beta)
        torch.testing.assert_close(adapted, text(backbone, representation, prompts, layers), atol=2e-6, rtol=0)
        torch.testing.assert_close(plain, text_stem(backbone, ids, layers).plain, atol=2e-6, rtol=0)


def test_tokens_do_not_reach_the_text_before_them() -> None:
    """The start of text stands before the tokens; what it holds after any layer must not depend on them."""
    backbone = small.backbone(4, 4)
    stem = text_stem(backbone, backbone.tokenize(PROMPTS[:3]), 3)
    blocks = backbone.text_blocks[-3:]
    states = []
    for scale in (0.0, 5.0):
        tokens = scale * torch.randn(3, 4, 32, generator=torch.Generator().manual_seed(1))
        left = run_text_layers(blocks, stem.prompts, stem.end, tokens, last=False)
        states.append((left.prefix[:, 0], left.suffix))
    assert torch.equal(states[0][0], states[1][0])
    assert float((states[0][1] - states[1][1]).abs().max()) > 1e-3, "the words after them do see the tokens"


def test_what_comes_after_a_prompts_end_changes_nothing() -> None:
    backbone = small.backbone(4, 4)
    representation = loose(settings("mmrl", 3), backbone)
    ids = backbone.tokenize(PROMPTS[:3])
    dirty = ids.clone()
    for row in dirty:
        row[int(row.argmax()) + 1 :] = 320
    with torch.no_grad():
        clean, other = (
            text_features(backbone, text_stem(backbone, each, 3), representation(), None) for each in (ids, dirty)
        )
    torch.testing.assert_close(other, clean, atol=1e-6, rtol=0)


def test_with_mmrlpp_beta_one_is_mmrl_with_low_rank_maps() -> None:
    backbone = small.backbone(4, 4)
    mixed = loose(replace(settings("mmrlpp", 3), beta=1.0), backbone)
    fresh = loose(replace(settings("mmrlpp", 3), beta=1.0), backbone)
    fresh.beta = None
    stem, _ = image_stem(backbone, torch.randn(2, 3, 32, 32), 3)
    with torch.no_grad():
        a, b = (image_features(backbone, stem, made(), made.beta) for made in (mixed, fresh))
    torch.testing.assert_close(a.cls, b.cls)
    torch.testing.assert_close(a.rep, b.rep)


def test_aligners_start_equal_and_mmrlpp_starts_at_the_frozen_projection() -> None:
    backbone = small.backbone(4, 4)
    tokens = make_representation(backbone, resolve(settings("mmrl", 3), backbone.spec, "published"), 5)()
    assert torch.equal(tokens.vision[0], tokens.vision[2])
    assert torch.equal(tokens.text[0], tokens.text[1])
    plus = make_representation(backbone, resolve(settings("mmrlpp", 3), backbone.spec, "published"), 5)()
    assert torch.equal(plus.projection, backbone.visual.proj)


def step_of(backbone: Backbone, micro: int) -> tuple[StepLoss, dict[str, Tensor]]:
    config = settings("mmrl", 3)
    recipe = resolve(config, backbone.spec, "published")
    representation = loose(config, backbone)
    torch.manual_seed(9)
    stem, plain = image_stem(backbone, torch.randn(6, 3, 32, 32), 3)
    whole = Batch(stem, plain, torch.tensor([0, 1, 2, 0, 1, 2]))
    text = text_stem(backbone, backbone.tokenize(PROMPTS[:3]), 3)
    stepper = Stepper(backbone, representation, text, make_optimizer(recipe, representation), Weights(0.7, 0.5, 100.0))
    steps = stepper.step([Batch(*(t[i : i + micro] for t in whole)) for i in range(0, 6, micro)], 6)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            gradients = {name: p.grad.clone() for name, p in representation.named_parameters() if p.grad is not None}
            return stop.value, gradients


@pytest.mark.parametrize("micro", [1, 2, 4])
def test_micro_batches_add_up_to_the_whole_batch(micro: int) -> None:
    backbone = small.backbone(4, 4)
    want_loss, want = step_of(backbone, 6)
    loss, gradients = step_of(backbone, micro)
    assert loss == pytest.approx(want_loss, rel=1e-5, abs=1e-6)
    assert gradients.keys() == want.keys()
    for name, gradient in gradients.items():
        torch.testing.assert_close(gradient, want[name], atol=1e-5 * float(want[name].abs().max()), rtol=0)


def test_frozen_weights_never_get_gradients() -> None:
    backbone = small.backbone(4, 4)
    step_of(backbone, 3)
    frozen = [*backbone.visual.parameters(), *(p for block in backbone.text_blocks for p in block.parameters())]
    assert all(parameter.grad is None and not parameter.requires_grad for parameter in frozen)


@pytest.mark.parametrize("memory", [0, 5 * 4 * 6, 10**9])
def test_stems_come_back_equal_from_memory_and_disk(tmp_path: Path, memory: int) -> None:
    stems = torch.randn(9, 2, 3)
    store = StemStore(9, (2, 3), memory_bytes=memory, folder=tmp_path)
    store.put(0, stems[:4])
    store.put(4, stems[4:])
    assert torch.equal(store.take([8, 0, 5, 4, 0], torch.device("cpu")), stems[[8, 0, 5, 4, 0]])
    store.close()
    assert not list(tmp_path.iterdir())
