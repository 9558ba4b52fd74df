"""`mmrl classify`: what pictures show, by an adapter's classes and by names that are only typed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

import mmrl_engine
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones import catalogue
from mmrl_engine.cli.answers import AnswerWriter, CsvWriter, JsonWriter, TableWriter
from mmrl_engine.cli.console import note, say_aside, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.folders import find_named
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import AdapterArgument, ConfigOption, DeviceOption, JsonOption, QuietOption
from mmrl_engine.cli.progress import ProgressBar, waiting
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import Answer, Progress


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
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV for spreadsheets instead of text for people.")] = False,
    backbone: Annotated[
        str | None,
        typer.Option(
            metavar="SOURCE",
            help="Where the adapter's backbone lies; not needed for one that mmrl backbones lists.",
        ),
    ] = None,
    config: ConfigOption = None,
    device: DeviceOption = "auto",
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

    Examples:

      mmrl classify mine.mmrl.safetensors OTHERS
      mmrl classify mine.mmrl.safetensors OTHERS --also "red fox" --also badger
      mmrl classify mine.mmrl.safetensors one.jpg two.jpg --json
      mmrl classify mine.mmrl.safetensors OTHERS --csv > answers.csv
    """
    if as_json and as_csv:
        raise InputError(notice("call-two-forms"))
    loaded = Adapter.load(adapter)
    source = backbone or known_backbone(loaded)
    found = find_named(pictures)
    note(*found.notices)
    if not found.pictures:
        tell(*found.failures, notice("pictures-none"))
        return ExitCode.FAILED
    on = load_named(source, config=config, device=device, quiet=quiet)
    with waiting("Checking the adapter", quiet=quiet):
        classifier = mmrl_engine.Classifier(loaded, on)
    answers = classifier.classify(found.pictures, also or ())
    words_alone = loaded.config.answers == "words"
    writer = JsonWriter() if as_json else CsvWriter() if as_csv else TableWriter(words_alone=words_alone)
    unread = write_answers(answers, len(found.pictures), writer, quiet=quiet)
    failures = [*found.failures, *unread]
    if failures:
        say_aside(f"Could not be read ({len(failures)}):")
        tell(*failures)
    return outcome(len(found.pictures) - len(unread), len(failures))


def known_backbone(adapter: Adapter) -> str:
    """The catalogue's name of the backbone that `adapter` was trained on: found by its fingerprint, since anybody can
    call a folder `demo`.

    Raises:
        InputError: the catalogue does not have it.
    """
    made_on = adapter.backbone
    entry = catalogue.by_fingerprint(made_on.fingerprint)
    if entry is None:
        raise InputError(notice("call-backbone-needed", backbone=made_on.id, fingerprint=made_on.fingerprint[:12]))
    return entry.id


def write_answers(answers: Iterable[Answer], total: int, writer: AnswerWriter, *, quiet: bool) -> list[Notice]:
    """Writes each of `total` answers, whole even after Ctrl-C; returns why some pictures have none."""
    unread: list[Notice] = []
    mixed = sys.stdout.isatty() and not isinstance(writer, TableWriter)  # the bar would tear the lines apart
    try:
        with ProgressBar(quiet=quiet or mixed) as bar:
            for done, answer in enumerate(answers, start=1):
                writer.add(answer)
                if answer.error is not None:
                    unread.append(answer.error)
                bar.show(Progress("evaluate", done, total))
    finally:
        writer.finish()
    return unread


def outcome(answered: int, failed: int) -> ExitCode:
    """The exit code where `answered` pictures have an answer and `failed` pictures or folders have none."""
    if not failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if answered else ExitCode.FAILED
