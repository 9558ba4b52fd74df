"""What `mmrl check` says of an evaluation, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.cli.console import clean, print_table, say
from mmrl_engine.evaluation.learning_curve import LearningCurve
from mmrl_engine.evaluation.metrics import Accuracy, per_class
from mmrl_engine.evaluation.results import Evaluation
from mmrl_engine.pace import counted

SOURCE_WORDS: dict[AnswerSource, str] = {"words": "words alone", "instant": "instant", "mmrl": "MMRL"}
MOST_PAIRS = 10


def print_evaluation(found: Evaluation) -> None:
    """All of it, as a person reads it."""
    pictures, classes = counted(len(found.pictures), "picture"), counted(len(found.names), "class")
    say(f"{pictures} of {classes}, each answered by copies that had not learned from it ({found.folds} folds).")
    say()
    rows = [[SOURCE_WORDS[source], *_figures(found.accuracy_of(source))] for source in found.sources]
    print_table(["who answers", "right", "likely"], rows, right=[1])
    say()
    say(f"Best on these pictures: {SOURCE_WORDS[found.best]}. Below are its answers.")
    say()
    truth, said = [item.truth for item in found.pictures], said_by(found, found.best)
    print_classes(truth, said, found.names)
    print_pairs(truth, said)
    for line in (*_doubts(found), *_ahead(found.curve)):
        say(clean(line))


def print_classes(truth: Sequence[str], said: Sequence[str], names: Sequence[str]) -> None:
    """A table of the classes."""
    accuracies = per_class(truth, said, tuple(dict.fromkeys((*names, *said))))
    print_table(["class", "right", "likely"], [[name, *_figures(accuracies[name])] for name in names], right=[1])
    say()


def print_pairs(truth: Sequence[str], said: Sequence[str]) -> None:
    """What is mixed up most."""
    pairs = mixed_up(truth, said)
    if pairs:
        say("Mixed up:")
        for (is_, taken_for), count in pairs[:MOST_PAIRS]:
            say(clean(f"  {is_} taken for {taken_for}: {count}"))
        if len(pairs) > MOST_PAIRS:
            say(f"  and {len(pairs) - MOST_PAIRS} more pairs")
        say()


def mixed_up(truth: Sequence[str], said: Sequence[str]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of a class and what it was wrongly taken for, the most frequent first."""
    counts = Counter((is_, taken) for is_, taken in zip(truth, said, strict=True) if is_ != taken)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def said_by(found: Evaluation, source: AnswerSource) -> list[str]:
    """The answers of a source that was asked."""
    return [name for item in found.pictures if (name := item.said_by(source)) is not None]


def accuracy_json(accuracy: Accuracy) -> dict[str, float]:
    """The figures of an accuracy."""
    return {"right": accuracy.right, "total": accuracy.total, "low": accuracy.low, "high": accuracy.high}


def evaluation_json(found: Evaluation) -> dict[str, object]:
    """All of it, for programs."""
    truth = [item.truth for item in found.pictures]
    classes: dict[str, dict[str, Any]] = {name: {} for name in found.names}
    for source in found.sources:
        for name, accuracy in per_class(truth, said_by(found, source), found.names).items():
            classes[name][source] = accuracy_json(accuracy)
    return {
        "format": 1,
        "folds": found.folds,
        "best": found.best,
        "sources": {source: accuracy_json(found.accuracy_of(source)) for source in found.sources},
        "classes": classes,
        "mixed_up": [
            {"truth": is_, "answer": taken, "count": count}
            for (is_, taken), count in mixed_up(truth, said_by(found, found.best))
        ],
        "likely_mislabelled": [
            {"path": str(path), "class": is_, "looks_like": other} for path, is_, other in mislabelled(found)
        ],
        "calibration": {source: asdict(learned) for source, learned in found.calibrations.items()},
        "curve": None if found.curve is None else asdict(found.curve),
        "pictures": [asdict(item) | {"path": str(item.path)} for item in found.pictures],
    }


def mislabelled(found: Evaluation) -> list[tuple[Path, str, str]]:
    """Pictures that are likely in the wrong class, the likeliest first: path, its class, the class that it looks
    like.
    """
    doubts = [item for item in found.findings if item.kind == "mislabelled"]
    return [
        (found.pictures[item.pictures[0]].path, found.names[item.classes[0]], found.names[item.classes[1]])
        for item in doubts
    ]


def range_words(accuracy: Accuracy) -> str:
    """The likely range as counts."""
    return f"{round(accuracy.low * accuracy.total)} to {round(accuracy.high * accuracy.total)}"


def _figures(accuracy: Accuracy) -> list[str]:
    return [f"{accuracy.right} of {accuracy.total}", range_words(accuracy)]


def _doubts(found: Evaluation) -> Iterator[str]:
    doubts = mislabelled(found)
    if doubts:
        yield "Likely in the wrong class:"
        for path, is_, other in doubts:
            yield f"  {path}: in {is_}, looks like {other}"
        yield ""


def _ahead(curve: LearningCurve | None) -> Iterator[str]:
    if curve is None:
        return
    more, low, high = (round(share * curve.pictures) for share in curve.gain)
    where = f"With {round(curve.next.shots)} pictures in each class" if curve.even else "With twice as many pictures"
    if high == 0:
        yield "More pictures like these would hardly change the instant classifier's figures."
    else:
        yield f"{where}, the instant classifier would likely get {low} to {high} more right (about {more})."
