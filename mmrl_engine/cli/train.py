"""`mmrl train`: from a folder with one folder a class to an adapter file."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

import mmrl_engine
from mmrl_engine.adapter import SUFFIX, Adapter
from mmrl_engine.cli.console import clean, file_size, note, say, shell_words, tell
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.fitting import run_steps
from mmrl_engine.cli.folders import Labelled, find_named, read_class_folders
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import ConfigOption, DeviceOption, QuietOption
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.evaluation.file_groups import file_groups
from mmrl_engine.files import file_status
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice
from mmrl_engine.pace import counted
from mmrl_engine.types import Precision, PresetName, TrainConfig, Variant


def train(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help="Holds one folder per class, named like the class.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help=f"Where the adapter goes; {SUFFIX} is added to a plain name.",
        ),
    ],
    variant: Annotated[
        Variant,
        typer.Option(
            help="The method: mmrl; mmrlpp, its extension with fewer numbers to learn; or none, which trains nothing "
            "and is done in seconds: words and pictures answer at a glance."
        ),
    ] = "mmrl",
    preset: Annotated[
        PresetName | None,
        typer.Option(
            metavar="NAME",
            help="The recipe: described, published or published-b2n. Left out, it is the one that "
            "suits the backbone best: see mmrl backbones.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**32 - 1, metavar="N", help="Another seed, another draw of views and order.")
    ] = 0,
    words: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLASS=WORDS",
            help='Words for the model where a folder\'s name says too little, such as "kestrel=small falcon". '
            "Give it once for each such class.",
        ),
    ] = None,
    backbone: Annotated[
        str,
        typer.Option(
            metavar="SOURCE",
            help="What to build on: a name that mmrl backbones lists, an open_clip folder, or one .safetensors file.",
        ),
    ] = "demo",
    config: ConfigOption = None,
    device: DeviceOption = "auto",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a training that was stopped.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there already.")] = False,
    micro_batch: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=256,
            metavar="N",
            help="Pictures a small step. Left out, the machine is measured; set it to repeat a run exactly.",
        ),
    ] = None,
    precision: Annotated[
        Precision | None,
        typer.Option(
            metavar="NAME",
            help="What the layers compute in while it learns: float32, bfloat16 or float16. Left out, the machine is "
            "measured, and shorter numbers are taken only where they are faster and come to the same. Answers are "
            "always float32.",
        ),
    ] = None,
    weigh: Annotated[
        bool,
        typer.Option(
            "--weigh/--no-weigh",
            help="Measure afterwards how names that are only typed share the list with those learned, for what the "
            "training made: the quick answer needs no weighing. It takes up to half the time of the training again.",
        ),
    ] = True,
    others: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PICTURES|FOLDER",
            readable=False,
            help="Pictures that show none of the classes, at best ones easily taken for them: the line of "
            "'none of these' is drawn between them and the pictures learned from.",
        ),
    ] = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Learn classes from a folder that holds one folder of pictures per class.

    The folder's name is the class's name, and its words for the model: name it by
    what the pictures show. Five different pictures a class are a good start. What
    cannot be read is told and left out.

    Ctrl-C stops between two steps and keeps what was learned in FILE.checkpoint;
    the same call with --resume goes on from there as if it had never stopped.

    Examples:

      mmrl train MY_PICTURES -o mine
      mmrl train MY_PICTURES -o mine --words "kestrel=small falcon" --seed 3
      mmrl train MY_PICTURES -o mine --others OTHER_PICTURES
      mmrl train MY_PICTURES -o mine --backbone CLIP_FOLDER --variant mmrlpp
      mmrl train MY_PICTURES -o mine --backbone CLIP.safetensors --config ViT-B-16
    """
    begin = time.monotonic()
    target = adapter_path(output)
    checkpoint = target.with_name(f"{target.name}.checkpoint")
    chosen, problems = split_words(words or ())
    problems += _check_places(target, checkpoint, resume=resume, force=force)
    if problems:
        raise InputError(*problems)
    pictures = read_class_folders(folder)
    note(*pictures.notices)
    strange = find_named(others or ())
    note(*strange.notices, *strange.failures)
    if resume and file_status(checkpoint) is None:
        note(notice("call-nothing-to-resume", path=printable_path(checkpoint)))
    settings = TrainConfig(
        preset=preset, variant=variant, seed=seed, words=chosen, micro_batch=micro_batch, precision=precision
    )
    loaded = load_named(backbone, config=config, device=device, quiet=quiet)
    with StopSwitch() as stop:
        groups = run_steps(file_groups([item.path for item in pictures.examples]), stop, quiet=quiet)
        if groups is None:
            _tell_how_to_go_on(checkpoint)
            return ExitCode.STOPPED
        steps = mmrl_engine.fit(pictures.examples, loaded, settings, checkpoint=checkpoint, groups=groups)
        adapter = run_steps(steps, stop, quiet=quiet)
        if adapter is None:
            _tell_how_to_go_on(checkpoint)
            return ExitCode.STOPPED
        adapter.save(target)
        _remove(checkpoint)
        if strange.pictures:
            beside = mmrl_engine.fit_others(adapter, pictures.examples, strange.pictures, loaded, groups=groups)
            adapter = run_steps(beside, stop, quiet=quiet) or adapter
            adapter.save(target)
        if weigh:
            adapter = _weighed(adapter, pictures, groups, loaded, settings, stop, quiet=quiet)
            adapter.save(target)
    if not quiet:
        _summarise(adapter, pictures, target, time.monotonic() - begin)
    return ExitCode.DONE


def adapter_path(given: Path) -> Path:
    """`given`, with an adapter's ending where it has none.

    Raises:
        InputError: `given` names no file (`.`, `..`, `/`).
    """
    if given.name in ("", ".."):
        raise InputError(notice("call-output-folder", path=printable_path(given)))
    return given if given.name.endswith(".safetensors") else given.with_name(given.name + SUFFIX)


def split_words(given: Sequence[str]) -> tuple[dict[str, str], list[Notice]]:
    """ "CLASS=words" by class, and what cannot be read so."""
    chosen: dict[str, str] = {}
    problems: list[Notice] = []
    for item in given:
        name, _, words = (part.strip() for part in item.partition("="))
        if not (name and words):
            problems.append(notice("call-words-form", given=item))
        elif name in chosen:
            problems.append(notice("call-words-twice", name=name))
        chosen[name] = words
    return chosen, problems


def _check_places(target: Path, checkpoint: Path, *, resume: bool, force: bool) -> list[Notice]:
    """What would keep the result from being written, found before the work rather than after it."""
    path = printable_path(target)
    try:
        there, kept, folder = file_status(target), file_status(checkpoint), file_status(target.parent)
    except EngineError as error:
        return [*error.notices]
    if _is_folder(there):
        return [notice("call-output-folder", path=path)]
    if not _is_folder(folder):
        return [notice("file-no-folder", path=path)]
    if not os.access(target.parent, os.W_OK):
        return [notice("file-no-permission", path=path)]
    problems = []
    if there is not None and not force:
        problems.append(notice("call-output-exists", path=path))
    if kept is not None and not resume:
        problems.append(notice("call-checkpoint-exists", path=printable_path(checkpoint)))
    return problems


def _is_folder(status: os.stat_result | None) -> bool:
    return status is not None and stat.S_ISDIR(status.st_mode)


def _tell_how_to_go_on(checkpoint: Path) -> None:
    if file_status(checkpoint) is not None:
        command = this_call("--resume")
        tell(notice("training-stopped", path=printable_path(checkpoint), command=command))
    else:
        tell(notice("training-stopped-early", command=this_call()))


def this_call(*more: str) -> str:
    """The call that is running, with `more` options, to be typed again in the same folder."""
    name, *rest = sys.argv[1:]
    return shell_words(["mmrl", name, *[option for option in more if option not in rest], *rest])


def _weighed(
    adapter: Adapter,
    pictures: Labelled,
    groups: Sequence[str],
    backbone: mmrl_engine.Backbone,
    settings: TrainConfig,
    stop: StopSwitch,
    *,
    quiet: bool,
) -> Adapter:
    """With its balance; Ctrl-C leaves the adapter as it is."""
    if adapter.config.variant == "none":
        return adapter
    steps = mmrl_engine.fit_balance(pictures.examples, backbone, settings, groups=groups)
    balance = run_steps(steps, stop, quiet=quiet)
    return adapter if balance is None else replace(adapter, config=replace(adapter.config, balance=balance))


def _remove(checkpoint: Path) -> None:
    try:
        checkpoint.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        note(notice("checkpoint-not-removed", path=printable_path(checkpoint), reason=reason))


def _summarise(adapter: Adapter, pictures: Labelled, target: Path, seconds: float) -> None:
    say(f"Saved {clean(str(target))} ({file_size(target.stat().st_size)}) after {seconds:.0f} seconds.")
    say()
    say(_what_was_done(adapter))
    given = [example.label for example in pictures.examples]
    for item in adapter.classes:
        left_out = given.count(item.name) - item.pictures
        say(
            f"  {clean(item.name)}: {counted(item.pictures, 'picture')}"
            + (f" ({left_out} left out)" if left_out else "")
        )
    say()
    say("Ask about other pictures, and about names that were never learned:")
    say(f"  {clean(shell_words(['mmrl', 'classify', str(target), 'PICTURES', '--also', 'NAME']))}")


def _what_was_done(adapter: Adapter) -> str:
    if adapter.config.variant == "none" and len(adapter.classes) > 1:
        return "Nothing was trained: words and pictures answer at a glance."
    if adapter.config.variant == "none":
        return (
            "There is one class alone, so nothing had to be told apart and nothing was trained: "
            "pictures belong to it or not, by how similar they are to yours."
        )
    return (
        f"Learned {counted(len(adapter.classes), 'class')} on the backbone {clean(adapter.backbone.id)} "
        f"by the recipe {adapter.config.preset}:"
    )
