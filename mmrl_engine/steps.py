"""One optimiser step, cut into pieces short enough to show progress, to stop, or to let an answer pass in between.

All terms of the loss are means over the batch, so a batch runs as micro-batches whose gradients add up to the same.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from math import isfinite
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.optim import SGD, AdamW, Optimizer

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import TrainingError
from mmrl_engine.model import image_features, text_features
from mmrl_engine.objective import ImageTerms, Weights, image_loss, image_terms, text_tie
from mmrl_engine.presets import Recipe
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import TextStem
from mmrl_engine.types import Precision

CLASSES_A_PIECE = 64  # prompts of one piece of the text tower's work
FLOAT16_SCALE = 1024.0


class Batch(NamedTuple):
    """A micro-batch: stems [B, 1 + P, d_v], f_c0 [B, d], labels [B]."""

    stem: Tensor
    plain: Tensor
    labels: Tensor


class StepLoss(NamedTuple):
    """The terms of a whole step, not weighted, the loss that was minimised, and the share that was right."""

    cls: float
    rep: float
    tie_image: float
    tie_text: float
    total: float
    right: float


class Stepper:
    """Owns nothing but the way of a step: model, prompts' stems, optimiser and weights are handed in."""

    def __init__(
        self,
        backbone: Backbone,
        representation: Representation,
        text: TextStem,
        optimizer: Optimizer,
        weights: Weights,
        precision: Precision = "float32",
    ) -> None:
        """`precision`: of the layers; everything else is float32. It may be changed between two steps."""
        self.backbone = backbone
        self.precision = precision
        self._representation = representation
        self._text = text
        self.optimizer = optimizer
        self._weights = weights

    @staticmethod
    def loss_scale(precision: Precision) -> float:
        """What the loss is multiplied by, and the gradient divided by: float16 would lose small gradients."""
        return FLOAT16_SCALE if precision == "float16" else 1.0

    def leave_card(self) -> None:
        """Goes on with the processor, between two steps: model, prompts, trained tensors, the optimiser's state."""
        self.backbone = self.backbone.on_cpu()
        there = self.backbone.device
        self._text = self._text.to(there)
        self._representation.to(there)  # the parameters stay the same objects, so the optimiser still holds them
        for state in self.optimizer.state.values():
            for key, value in state.items():
                if isinstance(value, Tensor):
                    state[key] = value.to(there)

    def step(self, parts: Iterable[Batch], size: int, number: int = 1) -> Generator[bool, None, StepLoss]:
        """One update from micro-batches that together hold `size` pictures; `number` is told where it fails.

        Yields after each piece: True after a micro-batch of pictures, False after a piece of the text tower. At every
        yield, and after any error, the parameters are those of the last whole step: stopping there loses nothing but
        this step, which can be done again.

        Raises:
            TrainingError: a loss or a gradient is not finite; the parameters are then still those of the step before.
        """
        self.optimizer.zero_grad(set_to_none=True)
        tokens: LayerTokens = self._representation()
        leaves = LayerTokens(*(value.detach().requires_grad_() for value in tokens))
        pieces: list[Tensor] = []
        for start in range(0, len(self._text), CLASSES_A_PIECE):
            part = self._text.part(start, start + CLASSES_A_PIECE)
            pieces.append(text_features(self.backbone, part, leaves, self._representation.beta, self.precision))
            yield False
        text = torch.cat(pieces).detach().requires_grad_()
        sums = torch.zeros(len(ImageTerms._fields), device=text.device)
        for batch in parts:
            terms = self.backward(batch, leaves, text, size)
            sums += torch.stack(terms).detach() * (len(batch.labels) / size)
            yield True
        tie = text_tie(text, self._text.plain)
        (self.loss_scale(self.precision) * self._weights.reg * tie).backward()  # type: ignore[no-untyped-call]
        if text.grad is None:
            raise ValueError("a step needs at least one picture")
        for piece, grad in zip(pieces, torch.split(text.grad, CLASSES_A_PIECE), strict=True):
            torch.autograd.backward(piece, grad)
            yield False
        self._unscale(leaves)
        torch.autograd.backward(list(tokens), [leaf.grad for leaf in leaves])
        loss = self._loss(sums, tie.detach())
        self._require_finite(loss, leaves, number)
        self._update()
        return loss

    def backward(self, batch: Batch, leaves: LayerTokens, text: Tensor, size: int) -> ImageTerms:
        """Forward and backward of one micro-batch; gradients are added to `leaves` and `text`, `loss_scale` times."""
        features = image_features(self.backbone, batch.stem, leaves, self._representation.beta, self.precision)
        terms = image_terms(features, text, batch.plain, batch.labels, self._weights.scale)
        weight = self.loss_scale(self.precision) * (len(batch.labels) / size)
        (image_loss(terms, self._weights) * weight).backward()  # type: ignore[no-untyped-call]
        return terms

    def _unscale(self, leaves: LayerTokens) -> None:
        scale = self.loss_scale(self.precision)
        if scale != 1.0:
            for leaf in leaves:
                if leaf.grad is not None:
                    leaf.grad /= scale

    def _update(self) -> None:
        """The optimiser's step, whole or not at all: where it fails half way, everything is put back as it was.

        The copies are made when the activations are gone, so they do not raise the step's peak of memory.
        """
        parameters = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        values = [parameter.detach().clone() for parameter in parameters]
        states = {key: _copied(state) for key, state in self.optimizer.state.items()}
        try:
            self.optimizer.step()
        except BaseException:
            with torch.no_grad():
                for parameter, value in zip(parameters, values, strict=True):
                    parameter.copy_(value)
            self.optimizer.state.clear()
            self.optimizer.state.update(states)
            raise

    def _loss(self, sums: Tensor, tie_text: Tensor) -> StepLoss:
        cls, rep, tie, right = (float(value) for value in sums)
        w = self._weights
        total = w.alpha * cls + (1 - w.alpha) * rep + w.reg * (tie + float(tie_text))
        return StepLoss(cls, rep, tie, float(tie_text), total, right)

    def _require_finite(self, loss: StepLoss, leaves: LayerTokens, number: int) -> None:
        gradients = [leaf.grad for leaf in leaves if leaf.grad is not None]
        if not (isfinite(loss.total) and all(bool(torch.isfinite(grad).all()) for grad in gradients)):
            raise TrainingError.of("training-not-finite", step=number, rate=self.optimizer.param_groups[0]["lr"])


def _copied(state: Mapping[str, Any]) -> dict[str, Any]:
    """One parameter's state in an optimiser: tensors, and None where there is nothing yet."""
    return {key: value.clone() if isinstance(value, Tensor) else value for key, value in state.items()}


def make_optimizer(recipe: Recipe, representation: Representation) -> Optimizer:
    """One group over all trained tensors, weight decay on every one, as in the authors' code."""
    parameters = list(representation.parameters())
    if recipe.optimizer == "sgd":
        return SGD(parameters, lr=recipe.learning_rate, momentum=0.9, weight_decay=recipe.weight_decay)
    return AdamW(parameters, lr=recipe.learning_rate, weight_decay=recipe.weight_decay)


def set_rate(optimizer: Optimizer, rate: float) -> None:
    """The learning rate of the next steps."""
    for group in optimizer.param_groups:
        group["lr"] = rate
