"""The tables of the bench `trust`, made of the files that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benches.report import table
from benches.trust_calibration import WHERE, Shares, calibration_table, temperature
from benches.trust_methods import CONFIGS, FEATURES, Work
from benches.trust_rules import (
    HALF_BY_WORDS,
    IN_USE,
    Fits,
    Judged,
    Listed,
    judge,
    method_of,
    methods_of,
    rules,
    told_the_list,
)
from benches.trust_tasks import Cell
from mmrl_engine.evaluation.metrics import Accuracy, JointAccuracy

TYPED = (3, 10)
REFERENCE = "told the list"
SHOWN = ("none", "gate", "mean with gate, k=32", "g shrunk, k=32")
QUICK = (*SHOWN, *(f"pictures with gate, k={k:g}" for k in HALF_BY_WORDS))


@dataclass(frozen=True)
class Key:
    """One row of figures: a cell, the group and number of typed names, a method, a rule."""

    cell: Cell
    group: str
    typed: int
    method: str
    rule: str

    @property
    def column(self) -> str:
        return (
            f"{self.cell.task} {self.group} {self.typed}"
            if self.group != self.cell.task
            else f"{self.group} {self.typed}"
        )


@dataclass
class Found:
    """Everything that was judged, one entry a split; shares by list and method; seconds of trainings and micro-runs."""

    judged: dict[Key, list[Judged]] = field(default_factory=lambda: defaultdict(list))
    shares: dict[tuple[str, str], Shares] = field(default_factory=lambda: defaultdict(Shares))
    seconds: dict[tuple[Cell, str], list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def of_longest_lists(self) -> set[Key]:
        """The rows whose list has the most typed names of its cell and group."""
        most: dict[tuple[Cell, str], int] = defaultdict(int)
        for key in self.judged:
            most[key.cell, key.group] = max(most[key.cell, key.group], key.typed)
        return {key for key in self.judged if key.typed == most[key.cell, key.group]}

    def to_json(self) -> dict[str, Any]:
        """The pooled figures of every rule, the counts of the methods' table, calibration errors, seconds."""
        long = self.of_longest_lists()
        return {
            "rules": [
                [method, rule, column, *_counts(judged), mean(judged, "area"), mean(judged, "loss")]
                for (method, rule, column), judged in pooled(self).items()
                if rule in (*SHOWN, IN_USE) or ", k=" not in rule
            ],
            "methods": [
                [str(key.cell), key.column, key.method, key.rule, *_counts(judged)]
                for key, judged in self.judged.items()
                if key in long and key.rule in (*SHOWN, IN_USE, REFERENCE)
            ],
            "calibration": [
                [column, method, *(round(shares.error(where, after), 4) for where in WHERE for after in (False, True))]
                for (column, method), shares in self.shares.items()
            ],
            "seconds": [
                [str(cell), method, len(s), *np.median(s, axis=0).round(1)]
                for (cell, method), s in self.seconds.items()
            ],
        }


def pooled(found: Found) -> dict[tuple[str, str, str], list[Judged]]:
    """By method, rule and kind of list: all shots and numbers of classes together."""
    grouped: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for key, judged in found.judged.items():
        grouped[key.method, key.rule, key.column] += judged
    return grouped


def _counts(judged: Sequence[Judged]) -> list[int]:
    """Splits; of trained and of typed pictures how many are right and how many there are."""
    accuracy = joint(judged)
    counts = [number for item in (accuracy.trained, accuracy.typed) for number in (item.right, item.total)]
    return [len(judged), *counts]


def found_in(plan: Iterable[Work], folder: Path) -> Found:
    """Judges every file of the plan that is there."""
    found = Found()
    for work in plan:
        if not work.file(folder).exists():
            continue
        with np.load(work.file(folder)) as file:
            raw = dict(file)
        if "cpu" in raw:
            found.seconds[work.cell, work.method].append((float(raw["cpu"][0]), float(raw["cpu"][1])))
        methods = methods_of(raw) if work.method == FEATURES else {work.method: method_of(raw)}
        for method, listed in methods.items():
            _judge_lists(found, work.cell, method, listed, raw)
    return found


def _judge_lists(found: Found, cell: Cell, method: str, listed: Listed, raw: dict[str, Any]) -> None:
    fits, tau = Fits.of(listed.held), temperature(listed.held)
    for name in [key.removeprefix("group ") for key in raw if key.startswith("group ")]:
        group = slice(*(int(value) for value in raw[f"group {name}"]))
        for typed in sorted({min(count, group.stop - group.start) for count in TYPED}):
            short = listed.shorter(group, typed)
            for rule, (scores, d) in rules(short, fits).items():
                found.judged[Key(cell, name, typed, method, rule)].append(judge(scores, d))
            key = Key(cell, name, typed, method, REFERENCE)
            found.judged[key].append(told_the_list(short))
            if fits is not None:  # there are held-out pictures to learn a temperature from
                found.shares[key.column, method].add(short, tau)


def joint(judged: Sequence[Judged]) -> JointAccuracy:
    """All splits together."""
    trained = Accuracy(sum(item.trained for item in judged), sum(item.trained_total for item in judged))
    typed = Accuracy(sum(item.typed for item in judged), sum(item.typed_total for item in judged))
    return JointAccuracy(trained, typed, Accuracy(trained.right + typed.right, trained.total + typed.total))


def mean(judged: Sequence[Judged], name: str) -> float:
    """Of a figure over splits."""
    return round(float(np.mean([getattr(item, name) for item in judged])), 4)


def lines(found: Found) -> Iterator[str]:
    """All tables."""
    grouped = pooled(found)
    for method in dict.fromkeys(method for method, _, _ in grouped):
        yield _rules_table({key[1:]: judged for key, judged in grouped.items() if key[0] == method}, method)
    yield _methods_table(found)
    yield calibration_table(found.shares)
    yield _counts_table(found)
    yield _ranking(found, "What to start from", CONFIGS, SHOWN)
    yield _ranking(found, "The quick answer beside typed names", ["GDA"], QUICK)


def _rules_table(grouped: Mapping[tuple[str, str], Sequence[Judged]], method: str) -> str:
    """Every rule over every kind of list: harmonic mean, area, cross entropy."""
    columns = list(dict.fromkeys(column for _, column in grouped))
    names = list(dict.fromkeys(rule for rule, _ in grouped))
    rows = [["splits", *(str(len(grouped[names[0], column])) for column in columns)]]
    rows += [[rule, *(_figures(grouped[rule, column]) for column in columns)] for rule in names]
    return table(f"{method}: harmonic mean in %, area in %, cross entropy", ["rule", *columns], rows)


def _figures(judged: Sequence[Judged]) -> str:
    return f"{joint(judged).harmonic_mean:5.1%} {mean(judged, 'area'):5.1%} {mean(judged, 'loss'):5.2f}".replace(
        "%", ""
    )


def _methods_table(found: Found) -> str:
    """Each method by shots, over the longest lists, without a balance and with the one that the demo starts from."""
    grouped: dict[tuple[str, int, str], dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    long = found.of_longest_lists()
    for key, judged in found.judged.items():
        if key in long:
            grouped[key.column, key.cell.shots, key.method][key.rule] += judged
    rows = []
    for (column, shots, method), by_rule in sorted(grouped.items(), key=lambda item: item[0][:2]):
        told = joint(by_rule[REFERENCE])
        balanced = by_rule.get(IN_USE) or by_rule["g shrunk, k=32"]
        cells = [f"{told.trained.value:.1%}", f"{told.typed.value:.1%}", *map(_in_list, (by_rule["none"], balanced))]
        rows.append([column, str(shots), method, str(len(by_rule["none"])), *cells])
    head = ["list", "shots", "method", "lists", "alone", "typed alone", "none: trained, typed, mean", "balanced"]
    return table("Methods; 95 % ranges of the harmonic mean", head, rows)


def _in_list(judged: Sequence[Judged]) -> str:
    accuracy = joint(judged)
    low, high = accuracy.harmonic_range
    both = f"{accuracy.trained.value:.0%} {accuracy.typed.value:.0%}"
    return f"{both} {accuracy.harmonic_mean:.1%} ({low:.0%}-{high:.0%})"


def _counts_table(found: Found) -> str:
    """How many trainings the tables stand on, and what they cost."""
    rows = []
    for (cell, method), seconds in sorted(found.seconds.items()):
        fit, balance = np.median(np.array(seconds), axis=0)
        rows.append([str(cell), method, str(len(seconds)), f"{fit:.1f}", f"{balance:.1f}", f"{balance / fit:.0%}"])
    return table(
        "Trainings, and their median processor seconds",
        ["cell", "method", "trainings", "fit", "balance", "share"],
        rows,
    )


def _ranking(found: Found, title: str, methods: Iterable[str], rules: Sequence[str]) -> str:
    """The ways to answer, the best first: over the lists that all of them have answered, each alike."""
    ways = [(method, rule) for method in methods for rule in rules]
    lists: dict[tuple[Cell, str, int], dict[tuple[str, str], list[Judged]]] = defaultdict(dict)
    for key, judged in found.judged.items():
        if (key.method, key.rule) in ways:
            lists[key.cell, key.group, key.typed][key.method, key.rule] = judged
    whole = [(by_way, min(map(len, by_way.values()))) for by_way in lists.values() if len(by_way) == len(ways)]
    ranked = []
    for way in ways if whole else ():
        splits = [by_way[way][:count] for by_way, count in whole]
        harmonic = float(np.mean([joint(each).harmonic_mean for each in splits]))
        loss = float(np.mean([mean(each, "loss") for each in splits]))
        ranked.append((harmonic, [*way, str(sum(map(len, splits))), f"{harmonic:.1%}", f"{loss:.2f}"]))
    rows = [row for _, row in sorted(ranked, key=lambda item: -item[0])]
    return table(title, ["method", "balance", "lists", "harmonic mean", "cross entropy"], rows)
