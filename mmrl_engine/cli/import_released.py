"""`mmrl import-released`: the authors' released checkpoints as adapters."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from mmrl_engine.cli.console import clean, note, say
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import ConfigOption, QuietOption
from mmrl_engine.cli.progress import waiting
from mmrl_engine.cli.train import adapter_path
from mmrl_engine.errors import InputError
from mmrl_engine.files import file_status
from mmrl_engine.images import printable_path

MAX_NAMES_BYTES = 1 << 20


def import_released(
    checkpoint: Annotated[
        Path,
        typer.Argument(metavar="CHECKPOINT", readable=False, help="A file like model.pth.tar-50 of MMRL or MMRL++."),
    ],
    classes: Annotated[
        Path,
        typer.Option(
            "--classes",
            metavar="FILE",
            readable=False,
            help="The names of the classes that it was trained on, one on each line.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", readable=False, help="The adapter to make.")],
    backbone: Annotated[
        str,
        typer.Option(
            metavar="SOURCE",
            help="The CLIP that it was trained on (the authors used OpenAI's ViT-B/16): a name that mmrl backbones "
            "lists, a folder, or a file such as ViT-B-16.pt.",
        ),
    ],
    template: Annotated[
        str, typer.Option(metavar="TEXT", help="The sentence that it was trained with; {} is a class's name.")
    ] = "a photo of a {}.",
    beta: Annotated[
        float | None, typer.Option(metavar="NUMBER", help="For MMRL++ alone, whose file does not hold it.")
    ] = None,
    alpha: Annotated[
        float | None, typer.Option(metavar="NUMBER", help="The weight of the class feature; the authors took 0.7.")
    ] = None,
    shots: Annotated[int, typer.Option(metavar="NUMBER", min=0, help="Pictures a class, if you know it.")] = 0,
    config: ConfigOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    quiet: QuietOption = False,
) -> ExitCode:
    """Make an adapter of a checkpoint that the method's authors released.

    The file is read without running anything that is in it. It holds no class names
    and no sentence, so you say them; where the file allows it, they are compared, and
    so is the CLIP model that it was trained on.

    Examples:

      mmrl import-released model.pth.tar-50 --classes names.txt --backbone ViT-B-16.pt -o pets
    """
    target = _target(adapter_path(out), force)
    names = _read_names(classes)
    loaded = load_named(backbone, config=config, device="cpu", quiet=quiet)
    with waiting("Reading the checkpoint", quiet=quiet):
        work = importlib.import_module("mmrl_engine.released")  # loads torch
        made = work.import_released(checkpoint, loaded, names, template=template, beta=beta, alpha=alpha, shots=shots)
    made.adapter.save(target)
    note(*made.notices)
    say(f"Wrote {clean(str(target))}: {len(names)} classes on {clean(loaded.id)}.")
    return ExitCode.DONE


def _target(target: Path, force: bool) -> Path:
    if not force and file_status(target) is not None:
        raise InputError.of("call-output-exists", path=printable_path(target))
    return target


def _read_names(path: Path) -> list[str]:
    """One name a line; empty lines are left out.

    Raises:
        InputError: the file cannot be read, or holds no names.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(MAX_NAMES_BYTES + 1).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is no text in UTF-8"
        raise InputError.of("call-names-unreadable", path=printable_path(path), reason=reason) from error
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if not names or len(text) > MAX_NAMES_BYTES:
        reason = "it is too long" if names else "it is empty"
        raise InputError.of("call-names-unreadable", path=printable_path(path), reason=reason)
    return names
