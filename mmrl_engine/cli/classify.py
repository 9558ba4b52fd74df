"""`mmrl classify`: what pictures show, by an adapter's classes and by names that are only typed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

import mmrl_engine
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.store import default_store
from mmrl_engine.cli.answers import AnswerWriter, CsvWriter, JsonWriter, TableWriter
from mmrl_engine.cli.console import note, say_aside, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.folders import find_named
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import (
    AdapterArgument,
    AdapterBackboneOption,
    ConfigOption,
    DeviceOption,
    JsonOption,
    QuietOption,
)
from mmrl_engine.cli.progress import ProgressBar, waiting
from mmrl_engine.cli.shelf_answers import (
    Answers,
    ShelfCsvWriter,
    ShelfJsonWriter,
    ShelfTableWriter,
    ShelfWriter,
    adapter_names,
)
from mmrl_engine.cli.watch import LineWriter, folder_to_watch, watch_folder
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Answer, Progress

Row = TypeVar("Row", contravariant=True)


def classify(
    adapter: AdapterArgument,
    pictures: Annotated[
        list[Path],
        typer.Argument(
            metavar="PICTURES|FOLDER", readable=False, help="Pictures, or folders with pictures at any depth."
        ),
    ],
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name to choose from that was never learned; give it once for each name."),
    ] = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="ADAPTER",
            readable=False,
            help="Another adapter on the same backbone that answers about the same pictures; give it once for each.",
        ),
    ] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV for spreadsheets instead of text for people.")] = False,
    backbone: AdapterBackboneOption = None,
    config: ConfigOption = None,
    device: DeviceOption = "auto",
    watch: Annotated[
        bool, typer.Option("--watch", help="Answer the new pictures of one folder as they come, until Ctrl-C.")
    ] = False,
    quiet: QuietOption = False,
) -> ExitCode:
    """Say what pictures show: one of the learned classes, or one of the names given with --also.

    All names stand in one list, and their shares sum to one. Of each answer it is said
    whether it was learned from pictures or only typed. The verdict says none of these
    (the picture is less like what was learned than 95 in 100 pictures of it are
    expected to be), sure (a share of 80 % or more, or what a test of the adapter
    found), or maybe. Where
    one class alone was learned and no name given, it is said whether a picture belongs
    to it. What cannot be read is listed at the end with its reason, and the rest goes
    on (exit code 3).

    --csv has the columns path, answer, kind, probability, second, second_probability,
    verdict, error; a text that a spreadsheet would take for a formula gets an apostrophe
    in front. --json has every name's share, and the numbers behind none of these.

    --beside asks several adapters in one pass, which is faster than one after another:
    such as which bird it is, and whether the picture is sharp. Each answers for itself;
    the names of --also are for the first one. The table then has a column for each
    adapter, --csv the six columns from answer to verdict for each, behind its name
    (mine: answer), and in --json each picture has a list "answers", one for each of
    the "adapters".

    --watch answers pictures that come into the folder, or a folder in it, from now on,
    once they have stopped growing; those that are there already are left out. A drive
    that was unplugged is waited for. Ctrl-C ends it (exit code 0, or 3 if some pictures
    could not be read).

    Examples:

      mmrl classify mine.mmrl.safetensors OTHERS
      mmrl classify mine.mmrl.safetensors OTHERS --also "red fox" --also badger
      mmrl classify mine.mmrl.safetensors one.jpg two.jpg --json
      mmrl classify mine.mmrl.safetensors OTHERS --csv > answers.csv
      mmrl classify birds.mmrl.safetensors OTHERS --beside sharp.mmrl.safetensors
      mmrl classify mine.mmrl.safetensors CAMERA --watch --csv >> answers.csv
    """
    if as_json and as_csv:
        raise InputError(notice("call-two-forms"))
    files = [adapter, *(beside or ())]
    loaded = dict(zip(adapter_names(files), map(Adapter.load, files), strict=True))
    first, main = next(iter(loaded.items()))
    source = backbone or known_backbone(main)
    if watch:
        folder = folder_to_watch(pictures, beside=bool(beside))
        on = load_named(source, config=config, device=device, quiet=quiet)
        with waiting("Checking the adapter", quiet=quiet):
            classifier = mmrl_engine.Classifier(main, on)
        writer = _writer(as_json, as_csv, LineWriter(words_alone=main.config.answers == "words"))
        return watch_folder(folder, lambda paths: classifier.classify(paths, also or ()), writer, quiet=quiet)
    found = find_named(pictures)
    note(*found.notices)
    if not found.pictures:
        tell(*found.failures, notice("pictures-none"))
        return ExitCode.FAILED
    on = load_named(source, config=config, device=device, quiet=quiet)
    if len(loaded) > 1:
        with waiting("Checking the adapters", quiet=quiet):
            shelf = mmrl_engine.Shelf(loaded, on)
        rows = shelf.classify(found.pictures, {first: also or ()})
        unread = write_shelf(rows, len(found.pictures), _shelf_writer(as_json, as_csv, [*loaded]), quiet=quiet)
    else:
        with waiting("Checking the adapter", quiet=quiet):
            classifier = mmrl_engine.Classifier(main, on)
        answers = classifier.classify(found.pictures, also or ())
        writer = _writer(as_json, as_csv, TableWriter(words_alone=main.config.answers == "words"))
        unread = write_answers(answers, len(found.pictures), writer, quiet=quiet)
    if on.was_left and not quiet:
        note(notice("device-memory"))
    failures = [*found.failures, *unread]
    if failures:
        say_aside(f"Could not be read ({len(failures)}):")
        tell(*failures)
    return outcome(len(found.pictures) - len(unread), len(failures))


def known_backbone(adapter: Adapter) -> str:
    """The catalogue's name of the backbone that `adapter` was trained on (`BackboneStore.entry_for`). One that is taken
    by its name is held to the fingerprint when it is loaded.

    Raises:
        InputError: the catalogue does not have it.
    """
    made_on = adapter.backbone
    entry = default_store().entry_for(made_on.id, made_on.fingerprint)
    if entry is None:
        raise InputError(notice("call-backbone-needed", backbone=made_on.id, fingerprint=made_on.fingerprint[:12]))
    return entry.id


def write_answers(answers: Iterable[Answer], total: int, writer: AnswerWriter, *, quiet: bool) -> list[Notice]:
    """Writes each of `total` answers, whole even after Ctrl-C; returns why some pictures have none."""
    mixed = sys.stdout.isatty() and not isinstance(writer, TableWriter)  # the bar would tear the lines apart
    return _write(answers, total, writer, lambda answer: answer.error, quiet=quiet or mixed)


def write_shelf(rows: Iterable[Answers], total: int, writer: ShelfWriter, *, quiet: bool) -> list[Notice]:
    """The same for the answers of several adapters."""
    mixed = sys.stdout.isatty() and not isinstance(writer, ShelfTableWriter)
    return _write(rows, total, writer, lambda row: next(iter(row.values())).error, quiet=quiet or mixed)


def _writer(as_json: bool, as_csv: bool, for_people: AnswerWriter) -> AnswerWriter:
    return JsonWriter() if as_json else CsvWriter() if as_csv else for_people


def _shelf_writer(as_json: bool, as_csv: bool, names: Sequence[str]) -> ShelfWriter:
    return ShelfJsonWriter(names) if as_json else ShelfCsvWriter(names) if as_csv else ShelfTableWriter(names)


class _Writer(Protocol[Row]):
    def add(self, item: Row, /) -> None: ...
    def finish(self) -> None: ...


def _write(
    items: Iterable[Row], total: int, writer: _Writer[Row], error_of: Callable[[Row], Notice | None], *, quiet: bool
) -> list[Notice]:
    unread: list[Notice] = []
    try:
        with ProgressBar(quiet=quiet) as bar:
            for done, item in enumerate(items, start=1):
                writer.add(item)
                if (error := error_of(item)) is not None:
                    unread.append(error)
                bar.show(Progress("evaluate", done, total))
    finally:
        writer.finish()
    return unread


def outcome(answered: int, failed: int) -> ExitCode:
    """The exit code where `answered` pictures have an answer and `failed` pictures or folders have none."""
    if not failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if answered else ExitCode.FAILED
