"""`mmrl export`: what was learned as a folder for other people and programs. Loads torch only for --also and --onnx."""

from __future__ import annotations

import importlib
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from mmrl_engine.adapter import Adapter
from mmrl_engine.cli.classify import known_backbone
from mmrl_engine.cli.console import clean, note, say, say_aside
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.fitting import run_steps
from mmrl_engine.cli.folders import find_named
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import AdapterArgument, AdapterBackboneOption, ConfigOption, QuietOption
from mmrl_engine.cli.stopping import StopSwitch
from mmrl_engine.errors import InputError
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.export.extras import require_onnx
from mmrl_engine.export.folder import require_free, write_folder
from mmrl_engine.export.onnx_report import OnnxReport
from mmrl_engine.files import told
from mmrl_engine.notices import notice
from mmrl_engine.types import Progress
from mmrl_engine.untrusted import StrictJsonError, parse_json


def export(
    adapter: AdapterArgument,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", readable=False, help="A new folder, or an empty one.")
    ],
    onnx: Annotated[
        bool, typer.Option("--onnx", help="Add ONNX files, and check them; needs 'mmrl-studio\\[onnx]' and a minute.")
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A name that was never learned, to be stored beside the learned ones; once for each."
        ),
    ] = None,
    pictures: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PICTURES|FOLDER",
            readable=False,
            help="What the ONNX files are checked with, 20 at least; else the sample's drawings are taken.",
        ),
    ] = None,
    tested: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="What mmrl check --json said: how good it is, for the card."),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is called.")] = None,
    author: Annotated[str | None, typer.Option(metavar="TEXT", help="Who made it.")] = None,
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Under which licence others may use it, such as CC-BY-4.0.")
    ] = None,
    backbone: AdapterBackboneOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
) -> ExitCode:
    """Write what was learned into a folder for other people and programs.

    It holds the adapter, its names, a model card that says what it knows, how good it
    is and where its limits are, and short programs that read it with NumPy or torch
    alone. --onnx adds a model for ONNX Runtime, which is kept only where it gives the
    same answers. --also adds the features of more names, which may be learned or not.

    Nothing that is there already is touched: FOLDER must be new or empty, and is made
    whole or not at all.

    Examples:

      mmrl export mine.mmrl.safetensors -o mine_for_others --licence CC-BY-4.0
      mmrl export mine.mmrl.safetensors -o mine_onnx --onnx --also "red fox"
      mmrl check mine.mmrl.safetensors TEST --json > test.json
      mmrl export mine.mmrl.safetensors -o mine_tested --tested test.json
    """
    if onnx:
        require_onnx()
    require_free(out)
    loaded = _signed(Adapter.load(adapter), title, author, licence)
    figures = None if tested is None else _read_figures(tested, loaded)
    if not (onnx or also):
        write_folder(loaded, out, figures=figures)
        _tell(out, quiet=quiet)
        return ExitCode.DONE
    on = load_named(backbone or known_backbone(loaded), config=config, device="cpu", quiet=quiet)
    with _scratch_beside(out) as beside:
        making = importlib.import_module("mmrl_engine.export.onnx_files")  # loads torch
        if onnx:
            steps = making.exporting_onnx(loaded, on, Path(beside), typed=also or (), pictures=_found(pictures or ()))
            report = _run(steps, quiet=quiet)
            if report is None:
                return ExitCode.STOPPED
            _tell_check(report, quiet=quiet)
        else:
            making.write_names(loaded, on, Path(beside), also or ())
        write_folder(loaded, out, figures=figures, more=Path(beside))
    _tell(out, quiet=quiet)
    return ExitCode.DONE


def _scratch_beside(out: Path) -> TemporaryDirectory[str]:
    """On the same disk, so that its files can be moved into `out`; raises EngineError where it cannot be made."""
    try:
        return TemporaryDirectory(prefix=".mmrl-", dir=out.parent)
    except OSError as error:
        raise told(out, error) from error


def _found(given: Sequence[Path]) -> tuple[Path, ...]:
    found = find_named(given)
    note(*found.notices, *found.failures)
    return found.pictures


def _run(steps: Generator[Progress, None, OnnxReport], *, quiet: bool) -> OnnxReport | None:
    """None where the person stopped it."""
    with StopSwitch() as stop:
        report = run_steps(steps, stop, quiet=quiet)
    if report is None:
        say_aside("Stopped. Nothing was written.")
    return report


def _tell_check(report: OnnxReport, *, quiet: bool) -> None:
    if not quiet:
        apart = max(report.answers_apart, report.features_apart)
        say(
            f"The ONNX files gave the same answer for {report.same} of {report.pictures} pictures; "
            f"their shares are at most {apart:.0e} apart."
        )


def _signed(adapter: Adapter, title: str | None, author: str | None, licence: str | None) -> Adapter:
    return replace(
        adapter,
        title=adapter.title if title is None else title,
        author=adapter.author if author is None else author,
        license=adapter.license if licence is None else licence,
    )


def _read_figures(path: Path, adapter: Adapter) -> Accuracy:
    """How often the adapter's answers were right, of what `mmrl check --json` wrote about it or about its pictures.

    Raises:
        InputError: the file cannot be read, or says nothing of that: what was tested knew other classes, say.
    """
    names = {item.name for item in adapter.classes}
    try:
        said: Any = parse_json(path.read_text(encoding="utf-8"))
        if "sources" in said:
            found, own = said["sources"][adapter.config.answers], {*said["classes"]} == names
        else:
            found = said["trained"]
            own = sum(item["truth"] in names for item in said["pictures"]) == found["total"]
        if not own:
            raise ValueError("other classes")
        return Accuracy(int(found["right"]), int(found["total"]))
    except (OSError, UnicodeDecodeError, StrictJsonError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(notice("export-tested-unreadable", path=path)) from error


def _tell(out: Path, *, quiet: bool) -> None:
    if not quiet:
        say(f"Written to {clean(str(out))}. Read README.md in it before you hand it on.")
