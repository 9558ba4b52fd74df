"""Scores for "none of these", the limits learned from them, and where a picture lies beside those."""

from __future__ import annotations

import numpy as np
import pytest

from mmrl_engine.adapter_config import Reject
from mmrl_engine.instant import InstantModel, fit_instant
from mmrl_engine.limits import applies, bound, fit_limits, is_beyond, turned_away
from mmrl_engine.rejection import fit_scores, held_out_scores
from mmrl_engine.types import FIT_LINE
from mmrl_engine.verdicts import Asked, Judge

Array = np.ndarray
WIDTH, CLASSES = 12, 3


def unit(rows: Array) -> Array:
    made: Array = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return made


def drawn(each: int, seed: int = 0, spread: float = 0.5) -> tuple[Array, list[int], Array]:
    """Pictures round their class's direction, their classes, and words not far from it."""
    draw = np.random.default_rng(seed)
    middles = np.eye(CLASSES, WIDTH) * 2
    labels = [place for place in range(CLASSES) for _ in range(each)]
    pictures = middles[labels] + draw.normal(size=(len(labels), WIDTH)) * spread
    return unit(pictures), labels, unit(middles + draw.normal(size=middles.shape) * 0.3)


def strange(count: int, seed: int = 9) -> Array:
    return unit(np.random.default_rng(seed).normal(size=(count, WIDTH)) - 0.5)


def test_each_score_is_its_formula() -> None:
    plain, labels, words = drawn(5)
    model = fit_instant(plain, labels, words)
    found = fit_scores(plain, words, model)
    f, t, m, p = (item.astype(np.float64) for item in (plain, words, model.means, model.precision))
    shares = np.exp(f @ t.T) / np.exp(f @ t.T).sum(1, keepdims=True)
    near = f @ unit(m).astype(np.float64).T
    away = np.stack([np.einsum("nd,de,ne->n", f - c, p, f - c) for c in m], 1)
    pooled = f - f.mean(0)
    want = {
        "likeness": (near + 2 * f @ t.T).max(1),
        "plain-cosine": (f @ t.T).max(1),
        "mcm": 3 * shares.max(1),
        "mean-cosine": near.max(1),
        "relative-mahalanobis": away.min(1) - np.einsum("nd,de,ne->n", pooled, p, pooled),
    }
    assert found.keys() == want.keys()
    for name, values in want.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-4, atol=1e-5, err_msg=name)


def test_a_class_that_is_left_out_makes_nothing_alike() -> None:
    plain, labels, words = drawn(5)
    model = fit_instant(plain, labels, words)
    found = fit_scores(plain, words[[2]], model, classes=[2])
    kept = np.array(labels) == 2
    assert found["mean-cosine"][kept].min() > found["mean-cosine"][~kept].max()
    assert "mcm" not in found  # of one name its share is always 1
    assert "likeness" not in fit_scores(plain, words, model, classes=[])


def test_an_older_file_has_means_alone() -> None:
    plain, labels, words = drawn(4)
    model = fit_instant(plain, labels, words)
    older = InstantModel(model.means, np.empty((0, 0), np.float32), model.counts, 0.0)
    assert fit_scores(plain, words, older).keys() == fit_scores(plain, words, model).keys() - {"relative-mahalanobis"}


def test_held_out_scores_are_those_of_a_model_of_the_others() -> None:
    plain, labels, words = drawn(4)
    found = held_out_scores(plain, labels, words)
    for place in (0, 5, 11):
        others = np.arange(len(labels)) != place
        model = fit_instant(plain[others], [labels[at] for at in np.flatnonzero(others)], words, strength=1.0)
        want = fit_scores(plain[[place]], words, model)
        for name in ("likeness", "mean-cosine", "relative-mahalanobis"):
            assert found[name][place] == pytest.approx(want[name][0], rel=1e-5)


def test_copies_are_held_out_together() -> None:
    plain, labels, words = drawn(3)
    twice, doubled = np.concatenate([plain, plain]), labels + labels
    groups = [*range(len(labels)), *range(len(labels))]
    apart, once = held_out_scores(twice, doubled, words, groups=groups), held_out_scores(plain, labels, words)
    np.testing.assert_allclose(apart["mean-cosine"][: len(labels)], once["mean-cosine"], rtol=1e-5)
    assert held_out_scores(twice, doubled, words)["mean-cosine"].mean() > once["mean-cosine"].mean()


def test_the_only_picture_of_a_class_has_no_score_of_pictures() -> None:
    plain, labels, words = drawn(3)
    rows = [0, 3, 4, 5, 6, 7, 8]
    found = held_out_scores(plain[rows], [labels[row] for row in rows], words)
    assert np.isnan(found["likeness"]).tolist() == [True] + [False] * 6
    assert np.isfinite(found["plain-cosine"]).all()


@pytest.mark.parametrize("count", [6, 15, 60, 400])
def test_a_limit_keeps_what_it_promises(count: int) -> None:
    """Over many draws 95 of 100 new values pass, by normal theory and by order."""
    draw = np.random.default_rng(count)
    kept = []
    for _ in range(400):
        limit = bound("likeness", draw.normal(size=count), 0.95, rough=False).limit
        kept.append((draw.normal(size=200) >= limit).mean())
    assert np.mean(kept) == pytest.approx(0.95, abs=0.012)


def test_own_pictures_alone_limit_likeness_and_words() -> None:
    own = {"likeness": np.linspace(1, 2, 20), "plain-cosine": np.linspace(0.2, 0.3, 20), "mcm": np.ones(20)}
    found = fit_limits(own, rough=True)
    assert [(rule.score, rule.direction, rule.rough) for rule in found] == [
        ("likeness", "below", True),
        ("plain-cosine", "below", True),
    ]
    alone = fit_limits({**own, "likeness": np.where(np.arange(20) < 15, np.nan, 1.0)}, rough=False)
    assert [rule.score for rule in alone] == ["plain-cosine"]  # most have no likeness
    assert fit_limits({"plain-cosine": np.ones(1)}, rough=True) == ()


@pytest.mark.parametrize("kept", [0.95, 0.8])
def test_other_pictures_choose_the_limits(kept: float) -> None:
    """Each kind of stranger shows in one score; both are found, and own pictures stay."""
    draw = np.random.default_rng(0)
    own = {
        "likeness": draw.normal(5, 1, 60),
        "relative-mahalanobis": draw.normal(-5, 1, 60),
        "mcm": draw.normal(size=60),
    }
    others = {
        "likeness": np.concatenate([draw.normal(0, 1, 30), draw.normal(5, 1, 30)]),
        "relative-mahalanobis": np.concatenate([draw.normal(-5, 1, 30), draw.normal(0, 1, 30)]),
        "mcm": draw.normal(size=60),
    }
    found = fit_limits(own, rough=False, others=others, kept=kept)
    assert {(rule.score, rule.direction) for rule in found} >= {
        ("likeness", "below"),
        ("relative-mahalanobis", "above"),
    }
    assert turned_away(found, own).mean() <= 1 - kept + 1e-9
    assert turned_away(found, others).mean() >= 0.9


def test_typed_names_keep_a_guard_beside_limits_that_say_nothing_of_them() -> None:
    draw = np.random.default_rng(0)
    own = {"likeness": draw.normal(5, 1, 60), "plain-cosine": draw.normal(0.3, 0.05, 60)}
    others = {"likeness": draw.normal(0, 1, 30), "plain-cosine": draw.normal(0.3, 0.05, 30)}
    found = fit_limits(own, rough=False, others=others)
    assert [rule.score for rule in found] == ["likeness", "plain-cosine"]
    assert not turned_away(found[1:], own).any()
    assert is_beyond(found[1], np.array([0.05])).all()
    telling = {**others, "plain-cosine": draw.normal(-0.2, 0.05, 30)}
    assert sum(rule.score == "plain-cosine" for rule in fit_limits(own, rough=False, others=telling)) <= 1


def test_strangers_that_are_alike_cannot_be_turned_away() -> None:
    own = {"likeness": np.linspace(0, 1, 30)}
    assert fit_limits(own, rough=False, others={"likeness": np.linspace(2, 3, 10)}) == ()


def test_a_missing_score_turns_nothing_away() -> None:
    rules = [Reject("likeness", "below", 1.0, rough=False), Reject("unknown", "below", 9.0, rough=False)]
    assert turned_away(rules, {"likeness": np.array([0.5, np.nan, 1.5])}).tolist() == [True, False, False]
    assert turned_away(rules, {}).tolist() == []


def test_which_limits_are_asked() -> None:
    asked = {
        name: [applies(Reject(name, "below", 0.0, rough=False), typed=typed) for typed in (False, True)]
        for name in ("likeness", "plain-cosine", "relative-mahalanobis", "sure-share", "unknown")
    }
    assert asked == {
        "likeness": [True, False],
        "plain-cosine": [True, True],
        "relative-mahalanobis": [True, False],
        "sure-share": [False, False],
        "unknown": [False, False],
    }


def judge(*limits: Reject) -> tuple[Judge, Asked, Asked]:
    plain, labels, words = drawn(6)
    model = fit_instant(plain, labels, words)
    count = len(labels)

    def asked(pictures: Array) -> Asked:
        share, place = np.full(len(pictures), 0.9), np.zeros(len(pictures), np.intp)
        return Asked(share, place, range(CLASSES), pictures, words)

    own = fit_limits(held_out_scores(plain, labels, words), rough=False)
    return Judge(limits or own, words, model), asked(plain), asked(strange(count))


def test_where_a_picture_lies_agrees_with_the_verdict() -> None:
    made, own, others = judge()
    for said in made.judge(own) + made.judge(others):
        assert said.fit is not None
        assert 0.0 <= said.fit.place <= 1.0
        assert (said.fit.place < FIT_LINE) == (said.verdict == "none")
        by_numbers = any(
            bool(is_beyond(Reject(s.score, s.direction, s.limit, rough=False), np.asarray(s.value)))
            for s in said.fit.scores
        )
        assert by_numbers == (said.verdict == "none")
    assert np.mean([said.fit.place for said in made.judge(own) if said.fit]) > 0.6
    assert [said.verdict for said in made.judge(others)].count("none") > len(others.share) * 0.8


def test_a_learned_line_decides_what_is_sure() -> None:
    limit = Reject("plain-cosine", "below", -1.0, rough=True)
    for line, want in ((0.95, "maybe"), (0.85, "sure")):
        made, own, _ = judge(limit, Reject("sure-share", "below", line, rough=False))
        assert made.line == line
        said = made.judge(own)
        assert {item.verdict for item in said} == {want}
        assert all(item.fit is not None and item.fit.rough for item in said)


def test_without_limits_there_is_no_fit() -> None:
    plain, _, words = drawn(2)
    asked = Asked(np.full(6, 0.9), np.zeros(6, np.intp), range(CLASSES), plain, words)
    said = Judge((), words, None).judge(asked)
    assert {(item.verdict, item.fit) for item in said} == {("sure", None)}


def test_a_file_that_tells_no_lengths_nor_counts_gives_numbers_all_the_same() -> None:
    """Such as a file that somebody made by hand: JSON has no nan."""
    nothing = InstantModel(np.zeros((2, 4), np.float32), np.eye(4, dtype=np.float32), np.zeros(2, np.float32), 1.0)
    found = fit_scores(np.eye(4)[:3], np.eye(4)[:2], nothing)
    assert "relative-mahalanobis" in found
    assert all(np.isfinite(values).all() for values in found.values())
