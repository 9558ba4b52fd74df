"""The instant classifier: what a few pictures add to the words, in closed form on plain CLIP features. No torch.

Gaussian discriminant analysis (GDA, arXiv 2402.04087): every class has the same covariance, estimated from how far the
pictures lie from their class's mean (`mmrl_engine.instant_scatter`), so that for a unit feature f

    score_c = s f T0_c' + strength (f W_c + b_c),  W_c = P mean_c,  b_c = -(mean_c' W_c - excess_c) / 2.

No class is likelier than another beforehand: how many pictures a person sorted says nothing about what comes next.

How strongly pictures count beside words is chosen by leave-one-out, together with a temperature, as the words alone are
often far too sure. A picture that is the only one of its class cannot be left out: there a new picture is imagined in
its place, as like it as pictures of one class are to each other.

Shapes: N pictures, C classes, d the width of the features. Everything is computed in float64.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from math import log2
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from mmrl_engine.instant_scatter import Array, Labelled, Places, biases
from mmrl_engine.log_shares import log_odds, log_softmax, mixed_odds

Vectors = npt.NDArray[np.float32]
Made = TypeVar("Made")

METHOD = "gda"
SCALE = 100.0  # of the cosines with the words
STRENGTHS: tuple[float, ...] = tuple(float(10.0 ** (power / 4)) for power in range(-16, 5))
TEMPERATURES: tuple[float, ...] = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
HOLD = 0.2  # how much it costs to leave the default strength: nats a square decade
MOST_ASKED = 1 << 22  # scores R C by which strength and temperature are chosen
HALF_BY_WORDS = 4.0  # pictures with which words alone still count half of what all names with pictures get together
IMAGINED = (0.5, 1.0, 1.5)  # how far imagined pictures lie away, in the spread inside a class


@dataclass(frozen=True, slots=True, eq=False)
class InstantModel:
    """What a few pictures add to the words.

    Attributes:
        means: of the unit features of each class [C, d], not normalised again; a class without pictures has the mean of
            the other means. precision: P [d, d]. counts: pictures of each class [C]. All float32.
        strength: how strongly the pictures count beside the words.
        temperature: of all scores together, at which shares were the most honest.
    """

    means: Vectors
    precision: Vectors
    counts: Vectors
    strength: float
    method: str = METHOD
    temperature: float = 1.0

    def scores(self, features: npt.ArrayLike) -> Array:
        """strength (f W + b) [M, C] of unit features [M, d], to be added to s f T0'."""
        weights, offsets = _linear(
            self.means.astype(np.float64), self.precision.astype(np.float64), self.counts.astype(np.float64)
        )
        found: Array = self.strength * (np.asarray(features, np.float64) @ weights + offsets)
        return found


def default_strength(shots: float) -> float:
    """The strength for `shots` pictures a class: 10 ** (log2 shots - 3), near what was best on the usual data sets."""
    return float(10.0 ** (log2(max(shots, 1.0)) - 3.0))


def fit_instant(
    features: npt.ArrayLike,
    labels: Sequence[int],
    words: npt.ArrayLike,
    *,
    scale: float = SCALE,
    strength: float | None = None,
) -> InstantModel:
    """The model of unit features [N, d] with `labels` (each below C) beside the words T0 [C, d].

    Args:
        strength: None lets the pictures choose it, near the default, and the temperature with it.

    Raises:
        ValueError: there is no picture at all.
    """
    if strength is None:
        return fit_held_out(features, labels, words, scale=scale)[0]
    given = Labelled.of(features, labels, len(np.asarray(words)))
    return _model(given, given.precision(), strength)


def fit_held_out(
    features: npt.ArrayLike,
    labels: Sequence[int],
    words: npt.ArrayLike,
    *,
    scale: float = SCALE,
    groups: Sequence[object] | None = None,
) -> tuple[InstantModel, Array]:
    """`fit_instant` and `leave_one_out` in one go, which takes half of the time.

    Raises:
        ValueError: there is no picture at all.
    """
    return result_of(fitting(features, labels, words, scale=scale, groups=groups))


def fitting(
    features: npt.ArrayLike,
    labels: Sequence[int],
    words: npt.ArrayLike,
    *,
    scale: float = SCALE,
    groups: Sequence[object] | None = None,
) -> Generator[None, None, tuple[InstantModel, Array]]:
    """`fit_held_out` in small steps, which can be stopped after each.

    Args:
        groups: what is held out together, such as the pictures of one burst: strength and temperature are chosen, and
            shares come, from one picture of each group and class; the model itself is of all.

    Raises:
        ValueError: there is no picture at all.
    """
    texts = np.asarray(words, np.float64)
    every = Labelled.of(features, labels, len(texts))
    first, left = _one_of_each(every.labels, groups)
    given = every if groups is None else Labelled.of(every.features[first], every.labels[first].tolist(), len(texts))
    precision, by_words = given.precision(), scale * every.features @ texts.T
    yield
    added = yield from given.held_out(every.features, left)
    strength, temperature = yield from _choosing(given, precision, by_words[first], added[first])
    shares = log_softmax((by_words + strength * added) / temperature)
    if groups is not None:
        precision = every.precision()
        yield
    return _model(every, precision, strength * _growth(given), temperature), shares


def leave_one_out(
    features: npt.ArrayLike,
    labels: Sequence[int],
    words: npt.ArrayLike,
    *,
    scale: float = SCALE,
    strength: float | None = None,
    groups: Sequence[object] | None = None,
) -> Array:
    """Logarithms of the shares [N, C] that each picture gets from a model that never saw it; rows sum to one.

    A picture that is the only one of its class gets what the words say: nothing else is known without it.

    Args:
        strength: None chooses it as `fit_instant` does, and the temperature with it.
        groups: as for `fitting`, where the pictures choose the strength.

    Raises:
        ValueError: there is no picture at all.
    """
    if strength is None:
        return fit_held_out(features, labels, words, scale=scale, groups=groups)[1]
    texts = np.asarray(words, np.float64)
    given = Labelled.of(features, labels, len(texts))
    return log_softmax(scale * given.features @ texts.T + strength * result_of(given.held_out()))


def beside_typed(
    by_words: Array,
    added: Array,
    typed: Array,
    pictures: float,
    temperature: float = 1.0,
    *,
    half_by_words: float = HALF_BY_WORDS,
) -> Array:
    """Scores [M, B] of names with pictures, for a list in which names without pictures stand too.

    The pictures decide among the names that have some. How much all of these get together is the mean of what words and
    pictures say and of what the words alone say (the gate), as nothing is known of how pictures of the others look: by
    w = m / (m + k), m the pictures of the list.

    Args:
        by_words: s f T0' of the names with pictures. added: what `InstantModel.scores` adds to it.
        typed: s f T0' of the other names [M, N]. pictures: m.
        temperature: at which the list's shares are taken.
        half_by_words: k, the number of pictures at which both count alike.
    """
    both = by_words + added
    if not typed.shape[1]:
        return both
    first = by_words.shape[1]
    own = log_odds(np.hstack([both, typed]) / temperature, first)
    gate = log_odds(np.hstack([by_words, typed]) / temperature, first)
    wanted = mixed_odds(own, gate, pictures / (pictures + half_by_words))
    return np.asarray(both + temperature * (wanted - own)[:, None])


def _model(given: Labelled, precision: Array, strength: float, temperature: float = 1.0) -> InstantModel:
    means, counts = given.means.astype(np.float32), given.counts.astype(np.float32)
    return InstantModel(means, precision.astype(np.float32), counts, strength, temperature=temperature)


def _linear(means: Array, precision: Array, counts: Array) -> tuple[Array, Array]:
    """W [d, C] and b [C]."""
    weights: Array = precision @ means.T
    return weights, biases(np.einsum("cd,dc->c", means, weights), counts, means.shape[1])


def _choosing(
    given: Labelled, precision: Array, by_words: Array, held_out: Array
) -> Generator[None, None, tuple[float, float]]:
    """Strength and temperature with the smallest cross entropy on pictures that the model never saw."""
    shots = float(given.counts[given.counts > 0].mean())
    default = default_strength(shots)
    if len(given.counts) < 2:
        return default, 1.0
    weights, asked, added, own = _unseen(given, precision, by_words, held_out)
    costs: dict[tuple[float, float], float] = {}
    for strength in (default, *STRENGTHS):
        both, away = asked + strength * added, HOLD * np.log10(strength / default) ** 2
        for temperature in TEMPERATURES:
            shares = log_softmax(both / temperature)
            costs.setdefault((strength, temperature), float(-(weights * shares[np.arange(len(own)), own]).sum() + away))
        yield
    return min(costs, key=costs.__getitem__)


def _one_of_each(labels: Places, groups: Sequence[object] | None) -> tuple[Places, Places]:
    """The places of one picture of each group and class, and which of those stands for each picture [N]."""
    if groups is None:
        return np.arange(len(labels)), np.arange(len(labels))
    place_of: dict[tuple[int, str], int] = {}
    first, left = list[int](), list[int]()
    for place, (label, group) in enumerate(zip(labels.tolist(), groups, strict=True)):
        known = place_of.setdefault((label, str(group)), len(first))
        if known == len(first):
            first.append(place)
        left.append(known)
    return np.array(first, np.intp), np.array(left, np.intp)


def _growth(given: Labelled) -> float:
    """How much more n pictures of a class count than the n - 1 that were left: n / (n - 1), on average."""
    counts = given.counts[given.labels]
    told = counts[counts > 1]
    return float((told / (told - 1)).mean()) if len(told) else 1.0


def _unseen(
    given: Labelled, precision: Array, by_words: Array, held_out: Array
) -> tuple[Array, Array, Array, npt.NDArray[np.intp]]:
    """Weights [R], words' scores [R, C], pictures' scores [R, C] and classes [R] of pictures that were left out, or
    imagined where the class has only one. Of very many, some tell enough.
    """
    counts = given.counts[given.labels]
    told, alone = np.flatnonzero(counts > 1), np.flatnonzero(counts == 1)
    every = 1 + (len(told) + len(alone) * len(IMAGINED)) * len(given.counts) // MOST_ASKED
    told, alone = told[::every], alone[::every]
    matrix, offsets = _linear(given.means, precision, given.counts)
    lone = given.features[alone]
    seen = lone @ matrix + offsets
    lengths = np.einsum("nd,de,ne->n", lone, precision, lone)
    parts = [held_out[told]]
    for far in IMAGINED:
        new = seen.copy()
        new[np.arange(len(alone)), given.labels[alone]] -= lengths * given.prior_spread * far
        parts.append(new)
    rows = np.concatenate([told, *[alone] * len(IMAGINED)])
    weights = np.concatenate([np.ones(len(told)), np.full(len(alone) * len(IMAGINED), 1 / len(IMAGINED))])
    return weights, by_words[rows], np.concatenate(parts), given.labels[rows]


def result_of(steps: Generator[object, None, Made]) -> Made:
    """What the steps come to."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            made: Made = stop.value
            return made
