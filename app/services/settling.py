"""How an adapter answers, written into its description after it was made: tests and people decide that. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mmrl_engine.adapter_config import INSTANT_TEMPERATURE, AnswerSource, Balance, Reject
from mmrl_engine.adapter_parts import AdapterParts
from mmrl_engine.verdicts import is_sure_line

# In an adapter's metrics: a person decided who answers; a person moved the line of "none of these", and how often; how
# often something was measured since it was made; the temperature of each one that has answered.
CHOSEN, MOVED, MOVES, MEASURED = "answers_chosen", "line_moved", "line_moves", "measured"
TEMPERATURES = "temperatures"
_MEASURED = ("balance", "reject")
_HOTTEST = 1000.0  # beyond that it is no temperature


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be written; None leaves it as it is.

    Attributes:
        temperature: of those who answer then. None takes the one that they had when they answered last; before they
            ever did, the one that the quick answer chose by itself, and 1 of the others.
        line_stays: whether limits that a person settles stay, whatever later tests teach.
    """

    balance: Balance | None = None
    temperature: float | None = None
    reject: tuple[Reject, ...] | None = None
    answers: AnswerSource | None = None
    line_stays: bool = True


def settled(description: Mapping[str, Any], wanted: Settled, *, by_person: bool) -> dict[str, Any]:
    """The description of an adapter (`Adapter.description_json`) that answers so.

    A temperature belongs to one source: `tau` is always that of who answers. Who answers stays as a person chose it,
    and the line of "none of these" where a person moved it to, unless a person says otherwise.

    Raises:
        AdapterError: it cannot answer so, or is damaged.
    """
    parts = AdapterParts.from_json(description)
    metrics, config = dict(parts.described.metrics), parts.described.config
    line_moved = by_person and wanted.answers is None and wanted.reject is not None
    reject = wanted.reject
    if reject is not None and metrics.get(MOVED) and not line_moved:
        reject = (
            *(item for item in config.reject if not is_sure_line(item.score)),
            *(item for item in reject if is_sure_line(item.score)),
        )
    values: dict[str, Any] = {
        key: value
        for key, value in (
            ("balance", wanted.balance),
            ("reject", reject),
            ("answers", wanted.answers if by_person or not metrics.get(CHOSEN) else None),
        )
        if value is not None
    }
    if by_person:
        metrics |= {CHOSEN: True} if wanted.answers is not None else {}
        metrics |= {MOVED: wanted.line_stays, MOVES: _count(metrics, MOVES) + 1} if line_moved else {}
    else:
        metrics[MEASURED] = _count(metrics, MEASURED) + 1
    answers = values.get("answers", config.answers)
    chosen: dict[str, float] = _numbers({"instant": metrics.get(INSTANT_TEMPERATURE)})
    known = {**chosen, **_temperatures(metrics), config.answers: config.temperature}
    known |= {} if wanted.temperature is None else {answers: wanted.temperature}
    metrics[TEMPERATURES] = known
    values["temperature"] = known.get(answers, 1.0)
    described = replace(parts.described, config=replace(config, **values), metrics=metrics)
    made = replace(parts, described=described).to_json()
    AdapterParts.from_json(made)  # what could not be read again is never kept
    return made


def with_measured_of(description: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """The description, with what was measured since if something was: undoing who answers leaves that as it is.

    Undoing where a person moved the line brings its limits back all the same.
    """
    then, since = description.get("metrics", {}), newer.get("metrics", {})
    times = _count(since, MEASURED)
    if times == _count(then, MEASURED):
        return dict(description)
    config = {**description["config"], **{key: newer["config"][key] for key in _MEASURED}}
    if _count(then, MOVES) != _count(since, MOVES):
        line = [item for item in description["config"]["reject"] if not is_sure_line(item["score"])]
        config["reject"] = line + [item for item in config["reject"] if is_sure_line(item["score"])]
    known = {**_temperatures(then), **_temperatures(since)}
    config["tau"] = known.get(config["answers"], config["tau"])
    return {**description, "config": config, "metrics": {**then, MEASURED: times, TEMPERATURES: known}}


def who_answers(description: Mapping[str, Any]) -> tuple[AnswerSource, bool, tuple[AnswerSource, ...]]:
    """Who answers for an adapter's names, whether a person chose that, and who can."""
    config: Mapping[str, Any] = description.get("config", {})
    metrics: Mapping[str, Any] = description.get("metrics", {})
    sources: list[AnswerSource] = []
    if config.get("variant") != "none":
        sources.append("mmrl")
    if config.get("instant") is not None and "plain.means" in description.get("tensors", {}):
        sources.append("instant")
    return config.get("answers", "mmrl"), bool(metrics.get(CHOSEN)), (*sources, "words")


def limits_of(description: Mapping[str, Any]) -> tuple[Reject, ...]:
    """The limits of an adapter, and its line of "sure"."""
    config: Mapping[str, Any] = description.get("config", {})
    return tuple(Reject(**item) for item in config.get("reject", ()))


def _count(metrics: Mapping[str, Any], name: str) -> int:
    found = metrics.get(name)
    return found if isinstance(found, int) else 0


def _temperatures(metrics: Mapping[str, Any]) -> dict[str, float]:
    """By who answers; what a file from elsewhere says may be anything."""
    found = metrics.get(TEMPERATURES)
    return _numbers(found if isinstance(found, dict) else {})


def _numbers(found: Mapping[str, object]) -> dict[str, float]:
    return {key: value for key, value in found.items() if isinstance(value, (int, float)) and 0 < value <= _HOTTEST}
