"""The command `mmrl`, one module a subcommand. Nothing here loads torch before a subcommand needs it."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from typing import Annotated

import typer

from mmrl_engine.cli import (
    backbones,
    backbones_get,
    check,
    classify,
    convert,
    export,
    import_released,
    inspect,
    sample,
    serve,
    train,
)
from mmrl_engine.cli.console import prepare_streams
from mmrl_engine.cli.edge import ExitCode, command
from mmrl_engine.version import engine_version

_MODELS = "Models and files from elsewhere"


def main() -> None:
    """Runs `mmrl` with the process's arguments and ends the process with one of the exit codes in `edge.ExitCode`."""
    make_app()(prog_name="mmrl")


def make_app() -> typer.Typer:
    """The command with all its subcommands."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=reflowed(mmrl.__doc__ or ""))(mmrl)
    for panel, works in _panels().items():
        for work in works:
            name, text = work.__name__.replace("_", "-"), reflowed(work.__doc__ or "")
            app.command(name, help=text, rich_help_panel=panel)(command(work))
    app.add_typer(_make_backbones(), name="backbones", rich_help_panel=_MODELS)
    return app


def _panels() -> dict[str, tuple[Callable[..., ExitCode], ...]]:
    """What `mmrl --help` shows together, in the order of the work."""
    return {
        "The work": (sample.sample, train.train, check.check, classify.classify),
        "What was learned, for others": (inspect.inspect, export.export, serve.serve),
        _MODELS: (convert.convert, import_released.import_released),
    }


def _make_backbones() -> typer.Typer:
    """`mmrl backbones`, which lists them where no subcommand of its own is given."""
    group = typer.Typer(invoke_without_command=True, rich_markup_mode="rich")
    group.callback(help=reflowed(backbones.backbones.__doc__ or ""))(backbones.backbones)
    for work in (backbones_get.get, backbones_get.remove):
        group.command(work.__name__, help=reflowed(work.__doc__ or ""))(command(work))
    return group


def reflowed(text: str) -> str:
    """A docstring as help: the lines of a paragraph are joined, to wrap as the terminal is wide; indented ones stay."""
    paragraphs = cleandoc(text).split("\n\n")
    return "\n\n".join(item if "\n " in f"\n{item}" else item.replace("\n", " ") for item in paragraphs)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mmrl {engine_version()}")
        raise typer.Exit


def mmrl(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Build a picture classifier from a handful of pictures a class, and ask it about names that it never learned.

    Nothing leaves this computer. Your pictures are read where they are and never changed.

    The way of the work:

      mmrl sample
        See it work on drawings that came along.

      mmrl train MY_PICTURES -o mine
        Learn. MY_PICTURES holds one folder of pictures per class.

      mmrl check MY_PICTURES
        See how good it is, on pictures that it did not learn from.

      mmrl classify mine.mmrl.safetensors OTHERS --also "red fox"
        Ask. OTHERS holds other pictures; "red fox" was never learned.

    The backbone that comes along understands drawings. For photographs, see what mmrl
    backbones lists, get one, and give its name to mmrl train as --backbone.

    Exit codes:

        0  done
        1  failed
        2  wrong call
        3  done, but some pictures failed
      130  stopped by Ctrl-C
    """
    prepare_streams()
