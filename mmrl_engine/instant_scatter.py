"""Labelled unit features as Gaussians with one covariance, and what they say of each picture without it. No torch.

Shapes: N pictures, C classes, of which k have pictures, d the width of the features, r = min(N, d). Everything is
float64.

With the scatter inside the classes, of trace t, the mean squared distance of a picture to its class's mean is
(t + t0) / M, M = N - k + 1: a prior t0 counts as one picture more, so that there is something to go by where each class
has but one. It is a share of the mean squared distance between pictures of different classes, so that it fits every
backbone.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

PRIOR_SHARE = 0.6  # as measured on the demo backbone
PRIOR_ALONE = 0.25  # where there is one class only
LEAST_SPREAD = 1e-3
NUMBERS_A_PIECE = 1 << 18  # of an array at a time, in leave-one-out: 2 MB


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Pictures [N, d] of classes: labels [N], counts [C], means [C, d]. A class without pictures has the mean of the
    other means.
    """

    features: Array
    labels: Places
    counts: Array
    means: Array

    @classmethod
    def of(cls, features: npt.ArrayLike, labels: Sequence[int], classes: int) -> Labelled:
        """Raises ValueError where there is no picture."""
        pictures, places = np.asarray(features, np.float64), np.asarray(labels, np.intp)
        if not len(pictures):
            raise ValueError("there is no picture to learn from")
        counts = np.bincount(places, minlength=classes).astype(np.float64)
        sums = np.zeros((classes, pictures.shape[1]))
        np.add.at(sums, places, pictures)
        means = sums / np.maximum(counts, 1.0)[:, None]
        means[counts == 0] = means[counts > 0].mean(0)
        return cls(pictures, places, counts, means)

    @property
    def deviations(self) -> Array:
        """Of each picture from its class's mean [N, d]."""
        return self.features - self.means[self.labels]

    @property
    def prior_spread(self) -> float:
        """t0."""
        return float(_prior(self._between, self._filled))

    def precision(self) -> Array:
        """P = d inv(scatter + its mean trace on the diagonal) [d, d]."""
        away, (count, width) = self.deviations, self.features.shape
        spread = float(((away**2).sum() + self.prior_spread) / freedom_of(self.counts))
        if count < width:  # by Woodbury's formula the inverse is that of a matrix [N, N]
            small = away @ away.T + spread * np.eye(count)
            return np.asarray(width / spread * (np.eye(width) - away.T @ np.linalg.solve(small, away)))
        found: Array = width * np.linalg.inv(away.T @ away + spread * np.eye(width))
        return found

    def held_out(self, asked: Array | None = None, left: Places | None = None) -> Generator[None, None, Array]:
        """f W + b [M, C] of pictures, each by all but the one that is left out for it; zeros where that is the only one
        of its class.

        In the basis of the scatter's eigenvectors taking one picture out is a change of rank one (Sherman and
        Morrison), beside another diagonal and another mean. What lies outside the pictures' span plays no part.

        Yields after each step: what it holds at a time stays small, and it can be stopped.

        Args:
            asked: unit features [M, d]; None asks about the pictures themselves. left: the place of the one to leave
                out for each [M]; None: each itself.
        """
        asked = self.features if asked is None else asked
        left = np.arange(len(self.features)) if left is None else left
        rows = np.flatnonzero(self.counts[self.labels[left]] > 1)
        found = np.zeros((len(asked), len(self.counts)))
        if not len(rows):
            return found
        basis = _basis(self.features)
        away = self.deviations @ basis
        yield
        values, turn = np.linalg.eigh(away.T @ away)
        yield
        turned = replace(self, features=self.features @ basis @ turn, means=self.means @ basis @ turn)
        asked = asked @ basis @ turn
        size = max(1, NUMBERS_A_PIECE // max(turned.means.shape))
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            spread = np.maximum(values, 0.0)
            found[part] = turned._held_out(left[part], asked[part], spread, self.features.shape[1])
            yield
        return found

    @property
    def _filled(self) -> float:
        """k."""
        return float((self.counts > 0).sum())

    @property
    def _between(self) -> float:
        """The sum of the cosines of the means of different classes, each pair twice."""
        means = self.means[self.counts > 0]
        return float((means.sum(0) ** 2).sum() - (means**2).sum())

    def _held_out(self, rows: Places, pictures: Array, values: Array, width: int) -> Array:
        """Of `pictures`, each without one of `rows`, in the basis of the scatter's eigenvectors, of `values` [r]."""
        own, away = self.labels[rows], self.deviations[rows]
        share = self.counts[own] / (self.counts[own] - 1)
        change = -away / (self.counts[own] - 1)[:, None]  # of the own class's mean
        counts = np.repeat(self.counts[None], len(rows), 0)
        counts[np.arange(len(rows)), own] -= 1
        left = np.maximum(values.sum() - share * (away**2).sum(1), 0.0)
        spread = (left + self._priors_without(own, change)) / freedom_of(counts)
        inverse = 1.0 / (values + spread[:, None])
        turned = inverse * away
        gain = share / (1.0 - share * (turned * away).sum(1))
        moved = self._moved(own)
        along = _moved_dot(turned, self.means, change, moved)  # each mean along `turned`
        straight = _moved_dot(inverse * pictures, self.means, change, moved)
        squares = inverse @ (self.means**2).T + 2 * moved * ((inverse * change) @ self.means.T)
        squares += moved**2 * (inverse * change**2).sum(1)[:, None]
        near = (gain * (pictures * turned).sum(1))[:, None] * along
        products = width * (straight + near)
        return np.asarray(products + biases(width * (squares + gain[:, None] * along**2), counts, width))

    def _priors_without(self, own: Places, change: Array) -> Array:
        """t0 [n] once the mean of class `own` has moved by `change`."""
        others = self.means[self.counts > 0].sum(0) - self.means[own]
        return _prior(self._between + 2 * (change * others).sum(1), self._filled)

    def _moved(self, own: Places) -> Array:
        """By how many times the change of the mean of class `own` each mean moves [n, C]: those of classes without
        pictures are the mean of the others.
        """
        found = np.zeros((len(own), len(self.counts)))
        found[:, self.counts == 0] = 1.0 / self._filled
        found[np.arange(len(own)), own] = 1.0
        return found


def freedom_of(counts: npt.ArrayLike) -> Array:
    """M of counts [..., C]."""
    given = np.asarray(counts, np.float64)
    return np.asarray(given.sum(-1) - (given > 0).sum(-1) + 1.0)


def biases(squares: Array, counts: npt.ArrayLike, width: int) -> Array:
    """-(mean' P mean - what few pictures make too much of it) / 2 [..., C], of `squares` mean' P mean.

    The mean of n pictures is longer than the true one by an n-th of the trace of P times the covariance: without that,
    classes with fewer pictures would be held for less likely. It is d^2 / (M + d) where all directions are alike.
    """
    given = np.asarray(counts, np.float64)
    trace = width**2 / (freedom_of(given) + width)
    excess = np.where(given > 0, trace[..., None] / np.maximum(given, 1.0), 0.0)
    return np.asarray(-0.5 * (squares - excess))


def _prior(between: npt.ArrayLike, filled: float) -> Array:
    """t0 of the sum of cosines between classes."""
    if filled < 2:
        return np.full(np.shape(between), PRIOR_ALONE)
    return np.maximum(PRIOR_SHARE * (1.0 - np.asarray(between) / (filled * (filled - 1))), LEAST_SPREAD)


def _basis(features: Array) -> Array:
    """Orthonormal columns [d, r] that span the pictures; all of the space where there are as many of them."""
    count, width = features.shape
    return np.eye(width) if count >= width else np.asarray(np.linalg.qr(features.T)[0])


def _moved_dot(rows: Array, means: Array, change: Array, moved: Array) -> Array:
    """Products [n, C] of `rows` [n, r] with means that have moved by `moved` [n, C] times `change` [n, r]."""
    return np.asarray(rows @ means.T + moved * (rows * change).sum(1)[:, None])
