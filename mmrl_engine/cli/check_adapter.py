"""`mmrl check ADAPTER`: the adapter asked about labelled pictures, or what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import mmrl_engine
from mmrl_engine.adapter import Adapter, AdapterHeader, read_header
from mmrl_engine.cli.answers import to_json
from mmrl_engine.cli.check_report import (
    SOURCE_WORDS,
    accuracy_json,
    mixed_up,
    print_classes,
    print_pairs,
    range_words,
)
from mmrl_engine.cli.classify import known_backbone, outcome
from mmrl_engine.cli.console import clean, note, percent, print_table, say, say_aside, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.folders import Labelled, read_class_folders
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.progress import ProgressBar
from mmrl_engine.evaluation.metrics import Accuracy, JointAccuracy, joint_accuracy
from mmrl_engine.examples import same_name
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer, Progress, Verdict

_VERDICTS: dict[Verdict, str] = {"sure": "sure", "maybe": "maybe", "none": "none of these"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an adapter said of labelled pictures; `truth` and `answers` are equally long, `unread` has no answer."""

    truth: tuple[str, ...]
    answers: tuple[Answer, ...]
    trained: tuple[str, ...]
    unread: tuple[Notice, ...]

    @property
    def said(self) -> list[str]:
        return [answer.scores[0].name for answer in self.answers]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.truth)))

    def joint(self) -> JointAccuracy:
        return joint_accuracy(self.truth, self.said, self.trained)

    def verdicts(self) -> dict[Verdict, Accuracy]:
        """How many pictures got each verdict, and how many of those were rightly named."""
        total, right = Counter[Verdict](), Counter[Verdict]()
        for answer, truth in zip(self.answers, self.truth, strict=True):
            if answer.verdict is not None:
                total[answer.verdict] += 1
                right[answer.verdict] += answer.scores[0].name == truth
        return {verdict: Accuracy(right[verdict], total[verdict]) for verdict in _VERDICTS if total[verdict]}


def check_adapter(
    path: Path,
    folder: Path,
    backbone: str | None,
    *,
    config: str | None,
    device: str,
    as_json: bool,
    quiet: bool,
) -> ExitCode:
    """Asks the adapter about labelled pictures.

    Raises:
        EngineError: the adapter, the folder or the backbone cannot be used.
    """
    adapter = Adapter.load(path)
    pictures = read_class_folders(folder)
    note(*pictures.notices)
    loaded = load_named(backbone or known_backbone(adapter), config=config, device=device, quiet=quiet)
    found = _ask(adapter, pictures, loaded, quiet=quiet)
    if found.answers and as_json:
        say(to_json(_asked_json(found)))
    elif found.answers:
        _print_asked(found)
    if found.unread:
        say_aside(f"Could not be read ({len(found.unread)}):")
        tell(*found.unread)
    return outcome(len(found.answers), len(found.unread))


def tell_adapter(path: Path, *, as_json: bool) -> ExitCode:
    """What an adapter file says of its own answers. Needs no torch.

    Raises:
        AdapterError: the file cannot be read, or is no sound adapter.
    """
    header = read_header(path)
    if as_json:
        say(to_json(_header_json(header)))
        return ExitCode.DONE
    for line in _header_lines(header):
        say(clean(line))
    say()
    print_table(
        ["class", "learned from"],
        [[item.name, str(item.pictures)] for item in header.classes],
        right=[1],
    )
    say()
    say("How often it is right, only pictures tell that it did not learn from: mmrl check ADAPTER PICTURES")
    return ExitCode.DONE


def _ask(adapter: Adapter, pictures: Labelled, backbone: mmrl_engine.Backbone, *, quiet: bool) -> Asked:
    """Folders that are called like a class or its words are that class; the others are asked for by name."""
    known = {same_name(text): item.name for item in adapter.classes for text in (item.words, item.name)}
    truth = [known.get(same_name(example.label), example.label) for example in pictures.examples]
    trained = tuple(item.name for item in adapter.classes)
    typed = tuple(sorted(set(truth) - set(trained)))
    answers, unread = list[tuple[str, Answer]](), list[Notice]()
    asked = mmrl_engine.Classifier(adapter, backbone).classify([item.path for item in pictures.examples], typed)
    with ProgressBar(quiet=quiet) as bar:
        for done, (answer, name) in enumerate(zip(asked, truth, strict=True), start=1):
            if answer.error is None:
                answers.append((name, answer))
            else:
                unread.append(answer.error)
            bar.show(Progress("evaluate", done, len(truth)))
    return Asked(tuple(name for name, _ in answers), tuple(answer for _, answer in answers), trained, tuple(unread))


def _print_asked(found: Asked) -> None:
    joint = found.joint()
    rows = [
        [title, f"{accuracy.right} of {accuracy.total}", range_words(accuracy)]
        for title, accuracy in (
            ("learned classes", joint.trained),
            ("classes asked for by name", joint.typed),
            ("all", joint.joint),
        )
        if accuracy.total
    ]
    print_table(["pictures of", "right", "likely"], rows, right=[1])
    say()
    if joint.trained.total and joint.typed.total:
        low, high = joint.harmonic_range
        mean = percent(joint.harmonic_mean)
        say(f"Harmonic mean of learned and asked for by name: {mean}, likely {percent(low)} to {percent(high)}.")
        say()
    print_classes(found.truth, found.said, found.names)
    print_pairs(found.truth, found.said)
    verdicts = [
        [_VERDICTS[verdict], str(accuracy.total), str(accuracy.right)] for verdict, accuracy in found.verdicts().items()
    ]
    if verdicts:
        print_table(["verdict", "pictures", "rightly named"], verdicts, right=[1, 2])


def _asked_json(found: Asked) -> dict[str, object]:
    joint = found.joint()
    low, high = joint.harmonic_range
    return {
        "format": 1,
        "trained": accuracy_json(joint.trained),
        "typed": accuracy_json(joint.typed),
        "joint": accuracy_json(joint.joint),
        "harmonic_mean": {"value": joint.harmonic_mean, "low": low, "high": high},
        "mixed_up": [
            {"truth": is_, "answer": taken, "count": count} for (is_, taken), count in mixed_up(found.truth, found.said)
        ],
        "verdicts": {verdict: accuracy_json(accuracy) for verdict, accuracy in found.verdicts().items()},
        "pictures": [
            {
                "path": str(answer.path),
                "truth": truth,
                "answer": answer.scores[0].name,
                "probability": answer.scores[0].probability,
                "verdict": answer.verdict,
            }
            for truth, answer in zip(found.truth, found.answers, strict=True)
        ],
    }


def _header_lines(header: AdapterHeader) -> Iterator[str]:
    config = header.config
    yield f"Who answers:   {SOURCE_WORDS[config.answers]}"
    yield f"Temperature:   {config.temperature:.3g}" + (" (not fitted)" if config.temperature == 1.0 else "")
    yield f"Typed names:   {_balance_words(header)}"
    if not config.reject:
        yield "Limits:        none"
    for place, item in enumerate(config.reject):
        title = "Limits:" if place == 0 else ""
        rough = ", rough" if item.rough else ""
        yield f"{title:<15}{item.score} {item.direction} {item.limit:.4g}{rough}"


def _balance_words(header: AdapterHeader) -> str:
    balance = header.config.balance
    if header.config.answers == "instant":
        return "beside the learned ones by words and pictures together"
    if header.config.answers == "words":
        return "by words, as the learned ones"
    if balance.rule == "fitted":
        rest = f", {percent(1 - balance.weight)} by the untouched model" if balance.weight < 1 else ""
        return f"weighed against the learned ones on held-out pictures{rest}"
    return "weighed by the untouched model" if balance.rule == "gate" else "not weighed against the learned ones"


def _header_json(header: AdapterHeader) -> dict[str, object]:
    config = header.config.to_json()
    keys: Sequence[str] = ("answers", "instant", "tau", "balance", "reject")
    return {
        "format": 1,
        **{key: config[key] for key in keys},
        "classes": [item.to_json() for item in header.classes],
        "metrics": dict(header.metrics),
    }
