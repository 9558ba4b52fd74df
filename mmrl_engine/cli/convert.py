"""`mmrl convert`: a CLIP in any layout as an open_clip folder."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from mmrl_engine.cli.console import clean, file_size, say
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.options import ConfigOption, QuietOption
from mmrl_engine.cli.progress import waiting


def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            readable=False,
            help="A folder of open_clip or of Hugging Face, a .safetensors file, an archive of OpenAI (.pt), or a "
            "state dict that torch saved (.pt, .pth, .bin).",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", readable=False, help="The folder to make; it must be new.")
    ],
    config: ConfigOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Make an open_clip folder of a CLIP model that you have in another layout.

    The weights are read without running anything that is in their file. The folder is
    written whole or not at all, and the model's fingerprint is shown: it is the same
    whatever layout the model came in.

    Examples:

      mmrl convert ViT-B-16.pt -o clip-b16
      mmrl convert HUGGING_FACE_FOLDER -o clip-b16
      mmrl convert weights.safetensors --config ViT-B-16 -o clip-b16
    """
    with waiting("Converting", quiet=quiet):
        made = importlib.import_module("mmrl_engine.backbones.convert").convert(source, out, config)  # loads torch
    say(f"Wrote {clean(str(out))} ({file_size(made.size)}).")
    say(f"Fingerprint: {made.fingerprint}")
    if not quiet:
        say("Use it with --backbone and the folder's name.")
    return ExitCode.DONE
