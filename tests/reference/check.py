"""Checks the product's fast path against reference vectors: `python -m tests.reference.check DIR`.

Prints each case's largest deviations and exits 1 where one lies past the tolerance of the vectors' README.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from mmrl_engine.model import image_features, text_features
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.steps import StepLoss
from tests.reference.cases import Case, case_files, read_case

# Suggested by the vectors' README. Relative: max |a - b| / max |b| of the tensor.
TOLERANCES = {
    "layer tokens": 1e-4,
    "features": 1e-4,
    "plain features": 1e-4,
    "scores": 1e-4,
    "loss": 1e-4,
    "tie (absolute)": 2e-6,
    "gradients": 2e-4,
    "AdamW values (absolute)": 1e-5,
    "AdamW updates": 5e-3,
    "AdamW loss and scores": 1e-4,
    "SGD values (absolute)": 2e-6,
    "SGD loss and scores": 1e-4,
}


class Deviation(NamedTuple):
    quantity: str
    tensor: str
    value: float


def relative(a: Tensor, b: Tensor) -> float:
    """max |a - b| / max |b|; a tensor of zeros must be met exactly."""
    largest = float(b.abs().max())
    difference = absolute(a, b)
    return difference / largest if largest else (0.0 if difference == 0 else float("inf"))


def absolute(a: Tensor, b: Tensor) -> float:
    if a.shape != b.shape or not bool(torch.isfinite(a).all()):
        return float("inf")
    return float((a - b).abs().max())


def check_case(case: Case) -> list[Deviation]:
    """Every quantity of one case against its vectors."""
    representation = case.representation()
    found = [*_outputs(case, representation), *_losses(case, representation)]
    for kind, name in (("adamw3", "AdamW"), ("sgd3", "SGD")):
        found += _steps(case, kind, name)
    return found


def _outputs(case: Case, representation: Representation) -> Iterator[Deviation]:
    want, scale, alpha = case.tensors, case.weights.scale, case.weights.alpha
    batch, text = case.batch(), case.text()
    with torch.no_grad():
        tokens: LayerTokens = representation()
        f = image_features(case.backbone, batch.stem, tokens, representation.beta)
        w = text_features(case.backbone, text, tokens, representation.beta)
    cls, rep = scale * f.cls @ w.T, scale * f.rep @ w.T
    got = {
        "layer tokens": {"out.layer_tokens.vision": tokens.vision, "out.layer_tokens.text": tokens.text},
        "features": {
            "out.image_features": f.cls,
            "out.image_features_representation": f.rep,
            "out.text_features": w,
        },
        "plain features": {
            "out.zeroshot_image_features": batch.plain,
            "out.zeroshot_text_features": text.plain,
        },
        "scores": {
            "out.logits_class": cls,
            "out.logits_representation": rep,
            "out.logits_fusion": alpha * cls + (1 - alpha) * rep,
        },
    }
    for quantity, tensors in got.items():
        for name, value in tensors.items():
            yield Deviation(quantity, name, relative(value, want[name]))


def _losses(case: Case, representation: Representation) -> Iterator[Deviation]:
    """Losses and gradients, from a step whose optimiser does not move."""
    loss = _step(case, representation, torch.optim.SGD(representation.parameters(), lr=0.0), split=1)
    want = case.tensors
    for name, value in (("class", loss.cls), ("representation", loss.rep), ("total", loss.total)):
        yield Deviation("loss", f"loss.{name}", relative(torch.tensor(value), want[f"loss.{name}"]))
    for name, value in (("reg_image", loss.tie_image), ("reg_text", loss.tie_text)):
        yield Deviation("tie (absolute)", f"loss.{name}", absolute(torch.tensor(value), want[f"loss.{name}"]))
    for name, parameter in representation.named_parameters():
        gradient = parameter.grad if parameter.grad is not None else torch.full_like(parameter, float("nan"))
        yield Deviation("gradients", name, relative(gradient, want[f"grad.mmrl.{name}"]))


def _steps(case: Case, kind: str, name: str) -> Iterator[Deviation]:
    """Three steps of an optimiser; the batch is cut in two micro-batches, so that their sum is checked too."""
    want = case.tensors
    representation = case.representation()
    optimizer = case.optimizer(kind, representation.parameters())
    history = [_step(case, representation, optimizer, split=2).total for _ in range(3)]
    for key, parameter in representation.named_parameters():
        value, start, goal = parameter.detach(), want[f"mmrl.{key}"], want[f"{kind}.mmrl.{key}"]
        yield Deviation(f"{name} values (absolute)", key, absolute(value, goal))
        if kind == "adamw3":
            yield Deviation(f"{name} updates", key, relative(value - start, goal - start))
    for deviation in _outputs_after(case, representation, kind):
        yield deviation._replace(quantity=f"{name} loss and scores")
    last = _step(case, representation, torch.optim.SGD(representation.parameters(), lr=0.0), split=1).total
    losses = torch.tensor([*history, last])
    yield Deviation(f"{name} loss and scores", f"{kind}.loss", relative(losses[-1], want[f"{kind}.loss"]))
    yield Deviation(f"{name} loss and scores", f"{kind}.loss_history", relative(losses, want[f"{kind}.loss_history"]))


def _outputs_after(case: Case, representation: Representation, kind: str) -> Iterator[Deviation]:
    alpha, scale = case.weights.alpha, case.weights.scale
    with torch.no_grad():
        tokens: LayerTokens = representation()
        f = image_features(case.backbone, case.batch().stem, tokens, representation.beta)
        w = text_features(case.backbone, case.text(), tokens, representation.beta)
    fused = scale * (alpha * f.cls + (1 - alpha) * f.rep) @ w.T
    yield Deviation("scores", f"{kind}.logits_fusion", relative(fused, case.tensors[f"{kind}.logits_fusion"]))


def _step(case: Case, representation: Representation, optimizer: torch.optim.Optimizer, split: int) -> StepLoss:
    batch = case.batch()
    size = len(batch.labels)
    parts = [type(batch)(*(t[i::split] for t in batch)) for i in range(split)]
    steps = case.stepper(representation, optimizer).step(parts, size)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            return StepLoss(*stop.value)


def main(folder: Path) -> int:
    """Prints the table; 0 where every deviation is within its tolerance."""
    files = case_files(folder)
    if not files:
        print(f"{folder} holds no reference cases.")
        return 1
    failed = 0
    for path in files:
        worst: dict[str, Deviation] = defaultdict(lambda: Deviation("", "", -1.0))
        for deviation in check_case(read_case(path)):
            if not deviation.value <= worst[deviation.quantity].value:
                worst[deviation.quantity] = deviation
        print(path.stem)
        for quantity, tolerance in TOLERANCES.items():
            if quantity not in worst:
                continue
            deviation = worst[quantity]
            passed = deviation.value <= tolerance
            failed += not passed
            mark = "ok  " if passed else "PAST"
            print(f"  {mark} {quantity:<26} {deviation.value:.1e} of {tolerance:.0e}  ({deviation.tensor})")
    print(f"{len(files)} cases, {failed} quantities past their tolerance")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m tests.reference.check DIR")
    raise SystemExit(main(Path(sys.argv[1])))
