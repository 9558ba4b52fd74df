"""The rules by which trained and typed names share one list, on the raw numbers of `trust_methods`.

With d = log P_B - log P_N of a picture, a rule is how d is made; inside the groups all rules answer alike (but for the
two that rescale scores). Shapes: M pictures; B trained names first, then N typed ones; float64.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt

from benches.trust_methods import read_held
from mmrl_engine.balance import micro_runs
from mmrl_engine.balance_fit import HeldScores, fit_offset, fit_tau0, lists
from mmrl_engine.instant import beside_typed, fit_instant
from mmrl_engine.log_shares import log_odds, log_share, log_softmax, mixed_odds

Array = npt.NDArray[Any]
Added = tuple[Array, float]  # what is added to the words' scores, and the temperature of the list
SCALE = 100.0
TIP_BETA = 5.5  # Tip-Adapter's own (arXiv 2207.09519); its alpha is searched on held-out pictures there, and here too
TIP_ALPHAS, TIP_ALPHA = (1.0, 3.0, 10.0, 30.0, 100.0), 10.0
CURVE = np.concatenate([[-np.inf], np.linspace(-60.0, 60.0, 241), [np.inf]])
HALF_TRUSTED = (8.0, 32.0)  # k of what the micro-runs say
HALF_BY_WORDS = (1.0, 4.0, 16.0)  # k of the pictures beside the words
IN_USE = "pictures with gate, k=4"  # what the program does where the instant classifier answers


@dataclass(frozen=True)
class Listed:
    """One list: s f_c T' [M, B + N], s f_r T' [M, B] or None, s f_c0 T0' [M, B + N], truth [M], the weight a of f_c;
    of a method that only adds to what words say, from how many pictures.
    """

    cls: Array
    rep: Array | None
    plain: Array
    truth: Array
    trained: int
    alpha: float
    held: tuple[HeldScores, ...] = ()
    pictures: int = 0

    @property
    def is_trained(self) -> Array:
        return self.truth < self.trained

    def shorter(self, group: slice, typed: int) -> Listed:
        """The first `typed` names of a group beside the trained ones, and the pictures of these names."""
        columns = [*range(self.trained), *range(group.start, min(group.stop, group.start + typed))]
        place = {column: index for index, column in enumerate(columns)}
        rows = [row for row, true in enumerate(self.truth.tolist()) if true in place]
        return replace(
            self,
            cls=self.cls[np.ix_(rows, columns)],
            rep=None if self.rep is None else self.rep[rows],
            plain=self.plain[np.ix_(rows, columns)],
            truth=np.array([place[int(self.truth[row])] for row in rows]),
        )


@dataclass(frozen=True)
class Fits:
    """What the micro-runs of a training say: a and c, a alone, tau0, and how many pictures they say it by."""

    a: float
    c: float
    fixed: float
    tau0: float
    pictures: int

    @classmethod
    def of(cls, held: tuple[HeldScores, ...]) -> Fits | None:
        """None where there were too few pictures for micro-runs."""
        if not held:
            return None
        odds = [item for one in held for item in lists(one, 0)]
        level = [replace(item, length=0.0) for item in odds]
        return cls(*fit_offset(odds), fit_offset(level)[0], fit_tau0(held, 0), sum(len(one.truth) for one in held))


@dataclass(frozen=True)
class Judged:
    """One list by one rule: right answers and pictures of both groups, the curve's area, the balanced cross entropy."""

    trained: int
    trained_total: int
    typed: int
    typed_total: int
    area: float
    loss: float


def methods_of(features: Mapping[str, Array]) -> dict[str, Listed]:
    """Words, discriminant analysis and Tip-Adapter, from the untouched CLIP's features."""
    trained, words = int(features["trained"]), features["words"]
    plain = SCALE * features["asked"] @ words.T
    base = Listed(plain, None, plain, features["truth"], trained, 1.0)
    labels = [int(label) for label in features["labels"]]
    runs = micro_runs(labels, [str(place) for place in range(len(labels))], 0)
    found = {}
    for name, add in (("zero-shot", _nothing), ("GDA", _gda), ("Tip-Adapter", _tip)):
        held = tuple(_held(run, features["learned"], labels, words, add) for run in runs)
        added, temperature = add(features["learned"], labels, words[:trained], features["asked"])
        cls = plain.copy()
        cls[:, :trained] += added
        pictures = 0 if add is _nothing else len(labels)
        found[name] = replace(base, cls=cls / temperature, plain=plain / temperature, held=held, pictures=pictures)
    return found


def method_of(raw: Mapping[str, Array]) -> Listed:
    """A trained method."""
    held = tuple(read_held(dict(raw)))
    return Listed(raw["cls"], raw["rep"], raw["plain"], raw["truth"], int(raw["trained"]), float(raw["alpha"]), held)


def _nothing(learned: Array, labels: list[int], words: Array, asked: Array) -> Added:
    return np.zeros((len(asked), len(words))), 1.0


def _gda(learned: Array, labels: list[int], words: Array, asked: Array) -> Added:
    model = fit_instant(learned, labels, words)
    return model.scores(asked), model.temperature


def _tip(learned: Array, labels: list[int], words: Array, asked: Array) -> Added:
    """alpha exp(-beta (1 - f F')) L. Leave-one-out chooses alpha, or it is 10 where each class has one picture."""
    one_hot = np.eye(len(words))[labels]
    others = np.exp(-TIP_BETA * (1 - learned @ learned.T)) * (1 - np.eye(len(learned)))
    known = np.array([labels.count(label) > 1 for label in labels])
    plain, alpha = SCALE * learned @ words.T, TIP_ALPHA
    if known.any():
        losses = [-log_softmax(plain + a * others @ one_hot)[known, np.array(labels)[known]].mean() for a in TIP_ALPHAS]
        alpha = TIP_ALPHAS[int(np.argmin(losses))]
    return alpha * np.exp(-TIP_BETA * (1 - asked @ learned.T)) @ one_hot, 1.0


def _held(run: Any, learned: Array, labels: list[int], words: Array, add: Callable[..., Added]) -> HeldScores:
    """A micro-run of a method that trains nothing."""
    order = [*run.trained, *run.typed]
    asked, known = learned[list(run.asked)], learned[list(run.learned)]
    plain = SCALE * asked @ words[order].T
    cls = plain.copy()
    own = [run.trained.index(labels[place]) for place in run.learned]
    added, temperature = add(known, own, words[list(run.trained)], asked)
    cls[:, : len(run.trained)] += added
    cls, plain = cls / temperature, plain / temperature
    truth = np.array([order.index(labels[place]) for place in run.asked])
    return HeldScores(cls, plain, len(run.trained), truth)


def rules(listed: Listed, fits: Fits | None) -> dict[str, tuple[Listed, Array]]:
    """For each rule the scores inside the groups, and d [M]. Rules that were not fitted are what they fall back to."""
    plain, own = log_odds(listed.plain, listed.trained), log_odds(listed.cls, listed.trained)
    aligned, ranged = _aligned(listed), _ranged(listed)
    found = {
        "none": (listed, own),
        "gate": (listed, plain),
        **_with_pictures(listed),
        "zero-shot range": (ranged, log_odds(ranged.cls, listed.trained)),
        "aligned norms": (aligned, log_odds(aligned.cls, listed.trained)),
    }
    if fits is None:
        fallbacks = {"fixed g": own, "g(|N|)": own, "gate, tau0": plain}
        fallbacks |= {
            f"{name}, k={k:g}": d for k in HALF_TRUSTED for name, d in (("mean with gate", plain), ("g shrunk", own))
        }
        return found | {name: (listed, d) for name, d in fallbacks.items()}
    g = fits.a - fits.c * log((listed.cls.shape[1] - listed.trained) / listed.trained)
    warm = log_odds(listed.plain / fits.tau0, listed.trained)
    found |= {"fixed g": (listed, own - fits.fixed), "g(|N|)": (listed, own - g), "gate, tau0": (listed, warm)}
    for k in HALF_TRUSTED:
        w = fits.pictures / (fits.pictures + k)
        shrunk_tau0 = np.exp(w * log(fits.tau0))
        gate = log_odds(listed.plain / shrunk_tau0, listed.trained)
        found[f"mean with gate, k={k:g}"] = (listed, mixed_odds(own - g, gate, w))
        found[f"g shrunk, k={k:g}"] = (listed, own - w * g)
    return found


def shares_by(listed: Listed, d: Array | None) -> Array:
    """The probabilities [M, B + N] where d [M] divides the list; None leaves that to the scores."""
    d = log_odds(listed.cls, listed.trained) if d is None else d
    found: Array = np.exp(_log_table(_inside(listed), log_softmax(listed.cls[:, listed.trained :]), d))
    return found


def judge(listed: Listed, d: Array) -> Judged:
    """A list by a rule."""
    inside, typed = _inside(listed), log_softmax(listed.cls[:, listed.trained :])
    table = _log_table(inside, typed, d)
    right = table.argmax(1) == listed.truth
    true = -table[np.arange(len(table)), listed.truth]
    is_trained = listed.is_trained
    return Judged(
        trained=int(right[is_trained].sum()),
        trained_total=int(is_trained.sum()),
        typed=int(right[~is_trained].sum()),
        typed_total=int((~is_trained).sum()),
        area=_area(inside, typed, d, listed),
        loss=float(true[is_trained].mean() + true[~is_trained].mean()) / 2,
    )


def told_the_list(listed: Listed) -> Judged:
    """The reference: each picture is asked about its own group alone."""
    own = np.where(listed.is_trained, np.inf, -np.inf)
    return judge(listed, own)


def _log_table(inside: Array, typed: Array, d: Array) -> Array:
    return np.concatenate([inside + log_share(d)[:, None], typed + log_share(-d)[:, None]], 1)


def _inside(listed: Listed) -> Array:
    cls = log_softmax(listed.cls[:, : listed.trained])
    if listed.rep is None:
        return cls
    with np.errstate(divide="ignore"):
        found: Array = np.logaddexp(cls + np.log(listed.alpha), log_softmax(listed.rep) + np.log(1 - listed.alpha))
    return found


def _area(inside: Array, typed: Array, d: Array, listed: Listed) -> float:
    """Under the curve of the two accuracies, over all constants that could be added to d."""
    best_in, best_out = inside.max(1), typed.max(1)
    in_right, out_right = inside.argmax(1) == listed.truth, typed.argmax(1) + listed.trained == listed.truth
    is_trained, points = listed.is_trained, []
    margin = np.nan_to_num(d) + best_in - best_out
    for g in CURVE:
        chosen = margin > g
        points.append(((chosen & in_right)[is_trained].mean(), (~chosen & out_right)[~is_trained].mean()))
    x, y = np.array(points).T
    return float(np.trapezoid(y[::-1], x[::-1]))


def _with_pictures(listed: Listed) -> dict[str, tuple[Listed, Array]]:
    """The engine's own rule for the instant classifier, for each k; none where nothing is added to the words."""
    trained, found = listed.trained, dict[str, tuple[Listed, Array]]()
    by_words, typed = listed.plain[:, :trained], listed.cls[:, trained:]
    for k in HALF_BY_WORDS if listed.pictures else ():
        added = listed.cls[:, :trained] - by_words
        beside = beside_typed(by_words, added, typed, listed.pictures, half_by_words=k)
        found[f"pictures with gate, k={k:g}"] = (listed, log_odds(np.hstack([beside, typed]), trained))
    return found


def _ranged(listed: Listed) -> Listed:
    """Each picture's scores rescaled to the smallest and largest of the untouched CLIP's (SaLS, arXiv 2407.13588)."""
    low, high = listed.plain.min(1, keepdims=True), listed.plain.max(1, keepdims=True)

    def rescaled(scores: Array) -> Array:
        smallest, largest = scores.min(1, keepdims=True), scores.max(1, keepdims=True)
        made: Array = low + (scores - smallest) * (high - low) / np.maximum(largest - smallest, 1e-9)
        return made

    return replace(listed, cls=rescaled(listed.cls), rep=None if listed.rep is None else rescaled(listed.rep))


def _aligned(listed: Listed) -> Listed:
    """One formula for all names: each group's scores get mean and norm of the untouched CLIP's, by picture."""
    parts = []
    for part in (slice(0, listed.trained), slice(listed.trained, None)):
        tuned, plain = listed.cls[:, part], listed.plain[:, part]
        centred = tuned - tuned.mean(1, keepdims=True)
        norm = np.linalg.norm(plain - plain.mean(1, keepdims=True), axis=1, keepdims=True)
        length = np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        parts.append(plain.mean(1, keepdims=True) + centred * norm / length)
    return replace(listed, cls=np.concatenate(parts, 1), rep=None)
