"""`mmrl sample`: the whole way once, on drawings that came along: learn, ask, and see what was right."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

import mmrl_engine
from mmrl_engine.adapter import SUFFIX, Adapter
from mmrl_engine.backbones.store import default_store
from mmrl_engine.cli.answers import how_known
from mmrl_engine.cli.console import clean, note, percent, print_table, say, say_aside, shell_words, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.fitting import run_steps
from mmrl_engine.cli.folders import Labelled, read_class_folders
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import DeviceOption, QuietOption
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.errors import EngineError
from mmrl_engine.evaluation.metrics import Accuracy, JointAccuracy, joint_accuracy
from mmrl_engine.images import printable_path
from mmrl_engine.pace import counted
from mmrl_engine.types import Answer, Example, TrainConfig

ADAPTER_NAME = f"sample{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Task:
    """What is learned, what is asked about, and the names that are only typed: classes asked about but not learned."""

    learned: Labelled
    asked: Labelled

    @property
    def typed(self) -> tuple[str, ...]:
        return tuple(name for name in self.asked.classes if name not in self.learned.classes)


@dataclass(frozen=True, slots=True)
class Judged:
    """A picture that could be read: what it shows, and the answers of the adapter and of words alone."""

    example: Example
    answer: Answer
    words: Answer


def sample(
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            readable=False,
            help="Another sample: holds train and test, each with one folder per class. Classes of test "
            "that train lacks are the typed names. Left out, it is the program's own.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", readable=False, help=f"Keep the adapter in this folder, as {ADAPTER_NAME}."),
    ] = None,
    backbone: Annotated[
        str, typer.Option(metavar="SOURCE", help="What to build on: a name that mmrl backbones lists, or a folder.")
    ] = "demo",
    device: DeviceOption = "auto",
    quiet: QuietOption = False,
) -> ExitCode:
    """See the whole way once, on drawings that came along.

    It learns five animals from a few drawings each. Then it names drawings by other
    hands, of those animals and of others whose names are only typed, and shows which
    answers were right, beside what the same backbone knows by words alone.

    Examples:

      mmrl sample
      mmrl sample --out .
    """
    begin = time.monotonic()
    if out is not None:
        _make_folder(out)
    with _sample_folder(folder) as place:
        task = Task(read_class_folders(place / "train"), read_class_folders(place / "test"))
        note(*task.learned.notices, *task.asked.notices)
        loaded = load_named(backbone, device=device, quiet=quiet)
        with StopSwitch() as stop:
            adapter = run_steps(mmrl_engine.fit(task.learned.examples, loaded, TrainConfig()), stop, quiet=quiet)
        if adapter is None:
            say_aside("Stopped. The sample keeps nothing; start it again with: mmrl sample")
            return ExitCode.STOPPED
        seconds = time.monotonic() - begin
        judged = _judge(task, adapter, loaded)
        _print_answers(judged, place / "test")
    say()
    say(
        f"Learned {counted(len(task.learned.classes), 'class')} from {counted(len(task.learned.examples), 'picture')} "
        f"in {seconds:.0f} seconds; only typed: {clean(', '.join(task.typed)) or 'nothing'}."
    )
    say()
    _print_figures(task, judged)
    _print_limits(loaded)
    _print_next(adapter, task, out)
    return ExitCode.DONE if len(judged) == len(task.asked.examples) else ExitCode.SOME_FAILED


def _sample_folder(given: Path | None) -> AbstractContextManager[Path]:
    return as_file(files("resources") / "samples") if given is None else nullcontext(given)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EngineError.of("file-not-written", path=printable_path(folder), reason=reason) from error


def _judge(task: Task, adapter: Adapter, backbone: mmrl_engine.Backbone) -> tuple[Judged, ...]:
    paths = [example.path for example in task.asked.examples]
    names = [*task.learned.classes, *task.typed]
    answers = mmrl_engine.Classifier(adapter, backbone).classify(paths, task.typed)
    words = mmrl_engine.Classifier(None, backbone, template=adapter.config.template).classify(paths, names)
    rows = list(zip(task.asked.examples, answers, words, strict=True))
    tell(*[answer.error for _, answer, _ in rows if answer.error])
    return tuple(Judged(*row) for row in rows if row[1].scores)


def _print_answers(judged: Sequence[Judged], root: Path) -> None:
    rows = []
    for item in judged:
        best = item.answer.scores[0]
        right = "✓ right" if best.name == item.example.label else "✗ wrong"
        picture = item.example.path.relative_to(root).as_posix()
        rows.append([picture, item.example.label, best.name, how_known(best.kind), percent(best.probability), right])
    print_table(["picture", "shows", "answer", "how known", "share", ""], rows, right=[4])


def _print_figures(task: Task, judged: Sequence[Judged]) -> None:
    truth = [item.example.label for item in judged]

    def figures(answers: Sequence[Answer]) -> list[str]:
        names = [answer.scores[0].name for answer in answers]
        return _cells(joint_accuracy(truth, names, task.learned.classes))

    rows = [
        ["trained", *figures([item.answer for item in judged])],
        ["words alone", *figures([item.words for item in judged])],
    ]
    print_table(["", "learned classes", "typed names", "all", "harmonic mean"], rows)
    say()
    say("All names stand in one list. In brackets: where the true figure lies, from so few pictures, 19 times of 20.")
    say("The harmonic mean is low as soon as one of the two, learned classes or typed names, is low.")


def _cells(figures: JointAccuracy) -> list[str]:
    cells = [_share(item) for item in (figures.trained, figures.typed, figures.joint)]
    if not (figures.trained.total and figures.typed.total):
        return [*cells, "-"]
    low, high = figures.harmonic_range
    return [*cells, f"{percent(figures.harmonic_mean)} ({percent(low)} to {percent(high)})"]


def _share(item: Accuracy) -> str:
    if not item.total:
        return "no pictures"
    return f"{item.right} of {item.total} ({percent(item.low)} to {percent(item.high)})"


def _print_limits(backbone: mmrl_engine.Backbone) -> None:
    entry = default_store().entry_of(backbone.fingerprint)
    if entry is not None:
        say()
        say(f"About the backbone {entry.id}: {entry.note}")


def _print_next(adapter: Adapter, task: Task, out: Path | None) -> None:
    say()
    if out is not None:
        target = out / ADAPTER_NAME
        adapter.save(target)
        also = [part for name in task.typed for part in ("--also", name)]
        say(f"Saved {clean(str(target))}. Ask it about pictures of yours:")
        say(f"  {clean(shell_words(['mmrl', 'classify', str(target), 'PICTURES', *also]))}")
    say("Now with your own pictures, in one folder per class:")
    say("  mmrl train MY_PICTURES -o mine")
    say(f"  mmrl classify mine{SUFFIX} OTHER_PICTURES --also NAME")
