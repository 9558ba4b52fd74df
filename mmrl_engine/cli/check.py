"""`mmrl check`: how good the answers are, on pictures that were not learned from."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Annotated

import typer

import mmrl_engine
from mmrl_engine.cli.answers import to_json
from mmrl_engine.cli.check_adapter import check_adapter, tell_adapter
from mmrl_engine.cli.check_report import evaluation_json, print_evaluation
from mmrl_engine.cli.console import note, say, say_aside
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.fitting import run_steps
from mmrl_engine.cli.folders import read_class_folders
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import ConfigOption, DeviceOption, JsonOption, QuietOption
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.cli.train import split_words
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.file_groups import file_groups
from mmrl_engine.evaluation.results import Evaluation
from mmrl_engine.notices import notice
from mmrl_engine.types import Example, Progress, TrainConfig, Variant


def check(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER|ADAPTER",
            readable=False,
            help="A folder that holds one folder per class, or a file that mmrl train made.",
        ),
    ],
    labelled: Annotated[
        Path | None,
        typer.Argument(
            metavar="PICTURES",
            readable=False,
            help="For an adapter: a folder with one folder per class, of pictures that it did not learn from.",
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Train nothing: only words and the instant classifier are tested.")
    ] = False,
    variant: Annotated[Variant, typer.Option(help="For a folder: the method, as for mmrl train.")] = "mmrl",
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, metavar="N", help="Another seed, other folds.")] = 0,
    words: Annotated[
        list[str] | None,
        typer.Option(metavar="CLASS=WORDS", help="For a folder: words for the model, as for mmrl train."),
    ] = None,
    backbone: Annotated[
        str | None,
        typer.Option(metavar="SOURCE", help="What to build on, as for mmrl train and mmrl classify."),
    ] = None,
    config: ConfigOption = None,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> ExitCode:
    """Say how good the answers are, with the range in which the truth likely lies.

    With a FOLDER, every picture is answered by copies that had not learned from it: by
    words alone, by the instant classifier, and by what mmrl train makes. Pictures that
    look alike, such as those of one burst, are held out together. It says who is best,
    what is mixed up, which pictures are likely in the wrong class, and what more
    pictures would bring. It takes about four times as long as mmrl train; --quick takes
    seconds.

    With an ADAPTER and PICTURES, the adapter is asked about them; classes that it did
    not learn are asked for by name. With an ADAPTER alone, it says what the file knows
    of itself: who answers, and by what limits.

    Exit code 3: done, but some pictures could not be read.

    Examples:

      mmrl check MY_PICTURES
      mmrl check MY_PICTURES --quick --json
      mmrl check mine.mmrl.safetensors OTHER_PICTURES
      mmrl check mine.mmrl.safetensors
    """
    if not target.is_dir():
        asked = {"--quick": quick, "--words": words, "--variant": variant != "mmrl", "--seed": seed}
        wrong = [notice("call-only-folder", option=option) for option, given in asked.items() if given]
        if wrong and target.is_file():
            raise InputError(*wrong)
        if labelled is None:
            return tell_adapter(target, as_json=as_json)
        return check_adapter(target, labelled, backbone, config=config, device=device, as_json=as_json, quiet=quiet)
    chosen, problems = split_words(words or ())
    if labelled is not None:
        problems = [*problems, notice("call-folder-alone", pictures=labelled.name)]
    if problems:
        raise InputError(*problems)
    pictures = read_class_folders(target)
    note(*pictures.notices)
    loaded = load_named(backbone or "demo", config=config, device=device, quiet=quiet)
    settings = TrainConfig(variant=variant, seed=seed, words=chosen)
    with StopSwitch() as stop:
        found = run_steps(_steps(pictures.examples, loaded, settings, quick=quick), stop, quiet=quiet)
    if found is None:
        say_aside("Stopped. Nothing is kept; start it again with: mmrl check")
        return ExitCode.STOPPED
    if as_json:
        say(to_json(evaluation_json(found)))
    else:
        print_evaluation(found)
    return ExitCode.DONE if len(found.pictures) == len(pictures.examples) else ExitCode.SOME_FAILED


def _steps(
    examples: Sequence[Example], backbone: mmrl_engine.Backbone, config: TrainConfig, *, quick: bool
) -> Generator[Progress, None, Evaluation]:
    groups = yield from file_groups([example.path for example in examples])
    steps = mmrl_engine.evaluate(examples, backbone, config, groups=groups, quick=quick, doctor=True)
    return (yield from steps)
