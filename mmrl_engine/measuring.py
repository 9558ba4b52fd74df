"""What is found out by trying, before a training begins: how many pictures a small step takes, and in which numbers.

Each is a generator that yields after each piece of its work, so that it can be stopped. Nothing trained changes.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Generator, Sequence
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

from mmrl_engine.backbones.precision import SHORT, layers_in
from mmrl_engine.errors import TrainingError
from mmrl_engine.lost_card import is_card_lost
from mmrl_engine.memory import attempt
from mmrl_engine.model import text_features
from mmrl_engine.notices import Notice, notice
from mmrl_engine.representation import LayerTokens, Representation
from mmrl_engine.stems import TextStem
from mmrl_engine.steps import CLASSES_A_PIECE, Batch, Stepper
from mmrl_engine.towers import run_image_layers
from mmrl_engine.types import Precision
from mmrl_engine.view_source import ViewSource

MICRO_SECONDS = 0.3
MICRO_SIZES = (1, 2, 4)

# Shorter numbers are taken where a small step is that many times as fast, its loss differs by at most this share, and
# its gradient by at most this share of its length. (bfloat16 keeps 8 bits: one rounding is up to 0.004.)
WORTH = 1.15
LOSS_BOUND = 0.01
GRADIENT_BOUND = 0.05
PASSES = 2  # timed ones, of which the faster counts, after one to warm up
HOPELESS = 4.0  # times as slow in the first pass, which also warms up: no other is made
SMALL_WIDTH = 512  # of the image tower; the smallest of CLIP's own has 768
LONG_PASS = 0.05  # seconds; where a pass of one picture takes longer, one layer is tried first, and one pass is timed


class MicroBatch(NamedTuple):
    """How many pictures, and whether memory was too short for more."""

    pictures: int
    short: bool


class Numbers(NamedTuple):
    """In which numbers the layers compute, and why."""

    precision: Precision
    reason: Notice


def measure_micro_batch(
    stepper: Stepper, source: ViewSource, representation: Representation, text: TextStem, pictures: int
) -> Generator[None, None, MicroBatch]:
    """The largest of 1, 2 and 4 pictures whose forward and backward pass takes under 0.3 s here, 1 where none does.

    Raises:
        TrainingError: not even one picture fits in memory.
    """
    leaves = _leaves(representation)
    texts = (yield from _texts(stepper, representation, text, leaves)).requires_grad_()
    chosen = 1
    for number, size in enumerate((1, *MICRO_SIZES)):  # number 0 warms up
        picks = [place % pictures for place in range(size)]
        seconds = attempt(partial(_pass_seconds, stepper, source, picks, leaves, texts))
        yield
        if seconds is None and size == 1:
            raise TrainingError.of("memory-smallest-step")
        if seconds is None:
            return MicroBatch(chosen, short=True)
        if seconds < MICRO_SECONDS:
            chosen = size
        elif number > 0:  # larger ones take longer still, and nobody could stop them
            break
    return MicroBatch(chosen, short=False)


def measure_precision(
    stepper: Stepper,
    source: ViewSource,
    representation: Representation,
    text: TextStem,
    pictures: int,
    micro: int,
) -> Generator[None, None, Numbers]:
    """The fastest of float32, bfloat16 and float16 on small steps of `micro` pictures, where it comes to the same as
    float32 within `LOSS_BOUND` and `GRADIENT_BOUND`, and is `WORTH` it; else float32, with what spoke against bfloat16.

    Takes at most a dozen small steps where they are short. Where a pass of one picture is long, a few passes of one
    layer come first, and where short numbers are no faster in these, nothing else. On the processor a small model is
    not measured: what it could gain is little, and steps so short tell more of what else the computer does.
    """
    spec = stepper.backbone.spec
    if stepper.backbone.device.type == "cpu" and spec.vision.width < SMALL_WIDTH:
        return Numbers("float32", notice("precision-small-model"))
    texts = yield from _texts(stepper, representation, text, _leaves(representation))
    part = text.part(0, CLASSES_A_PIECE)
    trial = _Trial(stepper, representation, part, texts, source.batch([0], [0]))
    exact = trial.run("float32")
    yield
    if exact.seconds < LONG_PASS:
        picks = [*range(min(micro, pictures))]
        trial = trial._replace(batch=source.batch(picks, [0] * len(picks)))
        trial.run("float32")
        yield
    exact = yield from _timed(trial, "float32")
    found: dict[Precision, _Compared] = {}
    for other in SHORT:
        found[other] = yield from _compared(trial, other, exact)
    best = max(SHORT, key=lambda other: found[other].gain)
    taken = best if found[best].gain > 0.0 else "float32"
    return Numbers(taken, found[best].reason)


class _Pass(NamedTuple):
    """One small step's loss, its gradient [numbers] and its seconds."""

    loss: float
    gradient: Tensor
    seconds: float


class _Trial(NamedTuple):
    """What is tried in each precision: a micro-batch, and the first piece of the prompts."""

    stepper: Stepper
    representation: Representation
    text: TextStem
    texts: Tensor
    batch: Batch

    def run(self, precision: Precision) -> _Pass:
        """A small step without its update."""
        stepper, before = self.stepper, self.stepper.precision
        stepper.precision = precision
        try:
            begin = time.perf_counter()
            leaves, texts = _leaves(self.representation), self.texts.detach().requires_grad_()
            terms = stepper.backward(self.batch, leaves, texts, len(self.batch.labels))
            piece = text_features(stepper.backbone, self.text, leaves, self.representation.beta, precision)
            assert texts.grad is not None
            torch.autograd.backward(piece, texts.grad[: len(piece)])
            _wait_for(stepper.backbone.device)
            seconds = time.perf_counter() - begin
        finally:
            stepper.precision = before
        grads = [leaf.grad.flatten() for leaf in leaves if leaf.grad is not None]
        gradient = torch.cat(grads).cpu() / stepper.loss_scale(precision)
        return _Pass(float((terms.cls + terms.rep).detach()), gradient, seconds)

    def layer_seconds(self, precision: Precision) -> float:
        """The last image layer alone, forward: the faster of two after one."""
        block, stem, taken = self.stepper.backbone.image_blocks[-1], self.batch.stem, []
        for _ in range(3):
            begin = time.perf_counter()
            with torch.no_grad(), layers_in(precision, stem.device):
                run_image_layers([block], stem, last=False)
            _wait_for(stem.device)
            taken.append(time.perf_counter() - begin)
        return min(taken[1:])


class _Compared(NamedTuple):
    """How many times as fast it is, 0 where it is not taken, and why."""

    gain: float
    reason: Notice


def _timed(trial: _Trial, precision: Precision) -> Generator[None, None, _Pass]:
    """The last of some passes, with the fastest one's seconds. One has gone before, to warm up."""
    taken: list[float] = []
    while not taken or (len(taken) < PASSES and taken[0] < LONG_PASS):
        made = trial.run(precision)
        taken.append(made.seconds)
        yield
    return made._replace(seconds=min(taken))


def _compared(trial: _Trial, other: Precision, exact: _Pass) -> Generator[None, None, _Compared]:
    with warnings.catch_warnings():  # where a device cannot, torch says so in a warning and computes in float32
        warnings.filterwarnings("ignore", message=".*autocast", category=UserWarning)
        try:
            if exact.seconds > LONG_PASS:
                ratio = trial.layer_seconds(other) / trial.layer_seconds("float32")
                yield
                if ratio >= 1.0:
                    return _Compared(0.0, notice("precision-slower", other=other, times=_rounded(ratio)))
            found = trial.run(other)
            yield
            if found.seconds < HOPELESS * exact.seconds:
                found = yield from _timed(trial, other)
        except (RuntimeError, NotImplementedError) as error:
            if is_card_lost(error):
                raise
            return _Compared(0.0, notice("precision-not-there", other=other))
    return _judged(other, exact, found)


def _judged(other: Precision, exact: _Pass, found: _Pass) -> _Compared:
    gain = exact.seconds / found.seconds
    if gain < 1.0:
        return _Compared(0.0, notice("precision-slower", other=other, times=_rounded(1 / gain)))
    if gain < WORTH:
        return _Compared(0.0, notice("precision-no-gain", other=other, times=_rounded(gain)))
    if not bool(torch.isfinite(found.gradient).all()):
        return _Compared(0.0, notice("precision-out-of-range", other=other))
    length = float(exact.gradient.norm())
    off = float((found.gradient - exact.gradient).norm()) / length if length else float("inf")
    if not (off <= GRADIENT_BOUND and abs(found.loss - exact.loss) <= LOSS_BOUND * max(abs(exact.loss), 0.1)):
        return _Compared(0.0, notice("precision-differs", other=other, difference=f"{100 * off:.0f} %"))
    return _Compared(gain, notice("precision-faster", used=other, times=_rounded(gain)))


def _rounded(times: float) -> str:
    return f"{times:.2g}" if times < 10 else f"{times:.0f}"


def _leaves(representation: Representation) -> LayerTokens:
    return LayerTokens(*(value.detach().requires_grad_() for value in representation()))


def _texts(
    stepper: Stepper, representation: Representation, text: TextStem, leaves: LayerTokens
) -> Generator[None, None, Tensor]:
    """T [C, d] of all prompts, in float32."""
    pieces: list[Tensor] = []
    for start in range(0, len(text), CLASSES_A_PIECE):
        part = text.part(start, start + CLASSES_A_PIECE)
        with torch.no_grad():
            pieces.append(text_features(stepper.backbone, part, leaves, representation.beta))
        yield
    return torch.cat(pieces)


def _pass_seconds(
    stepper: Stepper, source: ViewSource, picks: Sequence[int], leaves: LayerTokens, texts: Tensor
) -> float:
    """How long one micro-batch takes."""
    begin = time.perf_counter()
    stepper.backward(source.batch(picks, [0] * len(picks)), leaves, texts, len(picks))
    _wait_for(stepper.backbone.device)
    return time.perf_counter() - begin


def _wait_for(device: torch.device) -> None:
    """Lets an accelerator finish what was handed to it; a CPU has finished already."""
    if device.type != "cpu":
        torch.accelerator.synchronize(device)
