"""Options that several commands share, each explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

# readable=False, here and elsewhere: else typer refuses a whole call for one file that may not be read.
AdapterArgument: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="ADAPTER", readable=False, help="A file that mmrl train made, or a folder of mmrl export."),
]
DeviceOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--device",
        metavar="NAME",
        help="What computes: auto takes a graphics card that torch can use, else the processor; or cpu, cuda, mps.",
    ),
]
AdapterBackboneOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="SOURCE", help="Where the adapter's backbone lies; not needed for one that mmrl backbones lists."
    ),
]
ConfigOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="NAME|PATH",
        help="For a single weights file: its open_clip model, such as ViT-B-16-quickgelu, or its "
        "open_clip_config.json or config.json. Weights do not show which activation they need, so it is never guessed; "
        "OpenAI's own archives (.pt) need none.",
    ),
]
QuietOption: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no closing words; notes and errors are still told.")
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="JSON for programs instead of text for people.")]
