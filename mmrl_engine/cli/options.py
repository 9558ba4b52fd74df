"""Options that several commands share, each explained once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

DeviceOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--device",
        metavar="NAME",
        help="What computes: auto takes a graphics card that torch can use, else the processor; or cpu, cuda, mps.",
    ),
]
ConfigOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="NAME|PATH",
        help="For a single weights file: its open_clip model, such as ViT-B-16-quickgelu, or its "
        "open_clip_config.json. Weights do not show which activation they need, so it is never guessed.",
    ),
]
QuietOption: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no closing words; notes and errors are still told.")
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="JSON for programs instead of text for people.")]
