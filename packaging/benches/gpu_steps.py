"""One small step of a training, forward and backward, in each way that a graphics card knows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from benches.vit_b16 import CONFIG, NAMES
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.model import image_features
from mmrl_engine.objective import Weights, image_loss, image_terms
from mmrl_engine.presets import SCALE, resolve
from mmrl_engine.representation import LayerTokens
from mmrl_engine.stems import image_stem, text_stem
from mmrl_engine.training import make_representation
from mmrl_engine.types import Precision

WAYS = ("eager", "compiled", "captured")
PICTURES = 4
WARM_UP = 3
Step = Callable[[], object]


@dataclass(frozen=True)
class SmallStep:
    """Seconds of each round, and of setting it up; without them, why there are none."""

    precision: Precision
    way: str
    seconds: list[float] | None
    set_up: float | None
    reason: str = ""


def small_step(backbone: Backbone, way: str, precision: Precision, rounds: int, classes: int) -> SmallStep:
    """`rounds` steps of one way, after some to warm up."""
    begin = time.perf_counter()
    try:
        step = _MAKERS[way](backbone, _loss_of(backbone, precision, classes))
        for _ in range(WARM_UP):
            step()
        _wait(backbone.device)
        set_up = time.perf_counter() - begin
        return SmallStep(precision, way, [_timed(step, backbone.device) for _ in range(rounds)], set_up)
    except Exception as error:  # a compiler that is not there, a way that this device does not know
        return SmallStep(precision, way, None, None, f"not there ({type(error).__name__})")


def _loss_of(backbone: Backbone, precision: Precision, classes: int) -> Callable[[], Tensor]:
    """The loss of one and the same micro-batch, as a function of tokens whose gradients it leaves."""
    recipe = resolve(CONFIG, backbone.spec, "published")
    representation = make_representation(backbone, recipe, seed=0)
    size = backbone.preprocess.size
    generator = torch.Generator().manual_seed(0)
    stem, plain = image_stem(backbone, torch.randn(PICTURES, 3, size, size, generator=generator), recipe.layers)
    prompts = backbone.tokenize([CONFIG.template.format(name) for name in NAMES[:classes]])
    text = text_stem(backbone, prompts, recipe.layers).plain.clone().requires_grad_()
    labels = (torch.arange(PICTURES) % classes).to(backbone.device)
    leaves = LayerTokens(*(value.detach().requires_grad_() for value in representation()))
    weights = Weights(recipe.alpha, recipe.reg_weight, SCALE)

    def loss() -> Tensor:
        features = image_features(backbone, stem, leaves, representation.beta, precision)
        return image_loss(image_terms(features, text, plain, labels, SCALE), weights)

    return loss


def _eager(backbone: Backbone, loss: Callable[[], Tensor]) -> Step:
    return lambda: loss().backward()  # type: ignore[no-untyped-call]


def _compiled(backbone: Backbone, loss: Callable[[], Tensor]) -> Step:
    faster = torch.compile(loss)
    return lambda: faster().backward()  # type: ignore[no-untyped-call]


def _captured(backbone: Backbone, loss: Callable[[], Tensor]) -> Step:
    """CUDA and ROCm alone: the step is recorded once, after it ran beside the recording some times, and replayed."""
    if backbone.device.type != "cuda":
        raise NotImplementedError("only CUDA and ROCm record a graph")
    beside = torch.cuda.Stream(backbone.device)  # type: ignore[no-untyped-call]
    beside.wait_stream(torch.cuda.current_stream(backbone.device))
    with torch.cuda.stream(beside):
        for _ in range(WARM_UP):
            loss().backward()  # type: ignore[no-untyped-call]
    torch.cuda.current_stream(backbone.device).wait_stream(beside)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss().backward()  # type: ignore[no-untyped-call]
    return graph.replay


_MAKERS: dict[str, Callable[[Backbone, Callable[[], Tensor]], Step]] = {
    "eager": _eager,
    "compiled": _compiled,
    "captured": _captured,
}


def _timed(step: Step, device: torch.device) -> float:
    begin = time.perf_counter()
    step()
    _wait(device)
    return time.perf_counter() - begin


def _wait(device: torch.device) -> None:
    if device.type != "cpu":
        torch.accelerator.synchronize(device)
