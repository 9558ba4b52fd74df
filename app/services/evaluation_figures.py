"""What an evaluation found, as a run's figures keep it: JSON in, plain data out. Figures of before lack some of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mmrl_engine.adapter_config import AnswerSource, Reject
from mmrl_engine.calibrated import Calibration
from mmrl_engine.evaluation.learning_curve import CurvePoint, LearningCurve
from mmrl_engine.evaluation.results import Evaluation, Judged

FIGURE = "evaluation"
DIGITS = 6  # of shares and scores, which are many


def figure_of(evaluation: Evaluation, hash_of: Mapping[Path, str]) -> dict[str, Any]:
    """What is kept under `FIGURE`: pictures as [SHA-256, truth, answer, words, fold], and more in lists beside them."""
    judged = evaluation.pictures
    figure: dict[str, Any] = {
        "names": list(evaluation.names),
        "folds": evaluation.folds,
        "pictures": [[hash_of[item.path], item.truth, item.answer, item.words, item.fold] for item in judged],
        "sources": list(evaluation.sources),
        "calibrations": {source: asdict(found) for source, found in evaluation.calibrations.items()},
        "fit": _fit_json(judged),
    }
    if all(item.instant is not None for item in judged):
        figure["instant"] = [item.instant for item in judged]
    if all(item.share is not None and item.second is not None for item in judged):
        figure["shares"] = [
            [round(item.share or 0.0, DIGITS), item.second, round(item.second_share or 0.0, DIGITS)] for item in judged
        ]
    if evaluation.curve is not None:
        figure["curve"] = asdict(evaluation.curve)
    return figure


def evaluation_of(figure: Mapping[str, Any], paths: Sequence[Path]) -> Evaluation:
    """What was kept, its pictures at `paths`."""
    rows = figure["pictures"]
    blank: list[None] = [None] * len(rows)
    instant, shares = figure.get("instant", blank), figure.get("shares", [(None, None, None)] * len(rows))
    fit: Mapping[str, Sequence[float | None]] = figure.get("fit", {})
    judged = [
        Judged(
            path,
            truth,
            answer,
            words,
            fold,
            quick,
            share,
            second,
            other,
            {name: value for name, values in fit.items() if (value := values[place]) is not None},
        )
        for place, (path, (_, truth, answer, words, fold), quick, (share, second, other)) in enumerate(
            zip(paths, rows, instant, shares, strict=True)
        )
    ]
    return Evaluation(
        tuple(figure["names"]),
        figure["folds"],
        tuple(judged),
        tuple(figure.get("sources", ("words", "mmrl"))),
        {source: _calibration(found) for source, found in figure.get("calibrations", {}).items()},
        _curve(figure.get("curve")),
    )


def calibration_for(evaluation: Evaluation, answers: AnswerSource) -> dict[str, Any]:
    """What is to be settled beside who answers: `temperature` and `reject` of that source, where they were learned."""
    found = evaluation.calibrations.get(answers)
    return {} if found is None else {"temperature": found.temperature, "reject": found.reject}


def _fit_json(judged: Sequence[Judged]) -> dict[str, list[float | None]]:
    names = sorted({name for item in judged for name in item.fit})
    return {name: [_rounded(item.fit.get(name)) for item in judged] for name in names}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _calibration(found: Mapping[str, Any]) -> Calibration:
    return Calibration(**{**found, "reject": tuple(Reject(**item) for item in found["reject"])})


def _curve(found: Mapping[str, Any] | None) -> LearningCurve | None:
    if found is None:
        return None
    points = tuple(CurvePoint(**item) for item in found["points"])
    return LearningCurve(points, CurvePoint(**found["next"]), found["pictures"], found["even"], tuple(found["gain"]))
