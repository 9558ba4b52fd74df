"""`mmrl serve`: answers for other programs on this computer."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from socket import socket
from typing import Annotated

import typer

import mmrl_engine
from mmrl_engine.adapter import Adapter
from mmrl_engine.cli.classify import known_backbone
from mmrl_engine.cli.console import clean, note, say, say_aside
from mmrl_engine.cli.edge import ExitCode
from mmrl_engine.cli.loading import load_named
from mmrl_engine.cli.options import AdapterBackboneOption, ConfigOption, DeviceOption, QuietOption
from mmrl_engine.cli.progress import waiting
from mmrl_engine.cli.shelf_answers import adapter_names
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import notice
from mmrl_engine.serve.limits import DEFAULT_LIMITS
from mmrl_engine.serve.token import new_token, token_of_file


def serve(
    adapters: Annotated[
        list[Path],
        typer.Argument(metavar="ADAPTER...", readable=False, help="Files that mmrl train made, on one backbone."),
    ],
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes any port that is free.")] = 0,
    host: Annotated[
        str, typer.Option(help="The address to listen at. Another one than this lets other computers ask too.")
    ] = "127.0.0.1",
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the token stands, for programs that read it too; made with a new one where there is none.",
        ),
    ] = None,
    backbone: AdapterBackboneOption = None,
    config: ConfigOption = None,
    device: DeviceOption = "auto",
    quiet: QuietOption = False,
) -> ExitCode:
    """Answer for other programs on this computer, over HTTP, until Ctrl-C.

    POST /classify takes a picture's file as the body and answers as mmrl classify
    --json does; also=NAME in the query adds a name that was never learned, as often as
    needed. GET /names, /health and /openapi.json tell the rest; the address itself,
    opened in a browser, explains everything and has a form to try it.

    Every request must bring the token that is shown at the start: Authorization: Bearer
    TOKEN. Only programs on this computer can ask. Pictures are read in a process of
    their own, up to 50 MB and 20 seconds each, and are kept nowhere.

    Needs the extra serve: pip install 'mmrl-studio\\[serve]'.

    Examples:

      mmrl serve mine.mmrl.safetensors
      mmrl serve birds.mmrl.safetensors sharp.mmrl.safetensors --port 8080
      mmrl serve mine.mmrl.safetensors --token-file token.txt --quiet
    """
    if any(find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise EngineError.of("serve-not-installed")
    from mmrl_engine.serve.guard import is_loopback  # here, since the extra may be missing
    from mmrl_engine.serve.running import open_port

    loaded = dict(zip(adapter_names(adapters), map(Adapter.load, adapters), strict=True))
    source = backbone or known_backbone(next(iter(loaded.values())))
    token = new_token() if token_file is None else token_of_file(token_file)
    with open_port(host, port) as listening:
        if not is_loopback(host):
            note(notice("serve-open-to-others", host=host))
        on = load_named(source, config=config, device=device, quiet=quiet)
        with waiting("Checking the adapter", quiet=quiet):
            shelf = mmrl_engine.Shelf(loaded, on)
        _say_where(listening, token, token_file)
        _run(shelf, listening, token, quiet)
    return ExitCode.DONE


def _run(shelf: mmrl_engine.Shelf, listening: socket, token: str, quiet: bool) -> None:
    """Comes back when the service was told to stop; Ctrl-C then goes on as such."""
    from mmrl_engine.serve.answering import AnsweringDesk
    from mmrl_engine.serve.running import admission_at, make_server

    desk = AnsweringDesk(shelf, DEFAULT_LIMITS)
    log = _nothing if quiet else say_aside
    try:
        make_server(desk, admission_at(listening, token), log=log, tell_mistake=_tell_mistake).run([listening])
    finally:
        desk.close()


def _say_where(listening: socket, token: str, token_file: Path | None) -> None:
    address, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(address, f"[{address}]" if ":" in address else address)
    say(f"Answering at http://{shown}:{port}")
    if token_file is None:
        say(f"Token: {token}")
        say(f"To try it in a browser: http://{shown}:{port}/#{token}")
    else:
        say(f"The token stands in {clean(str(token_file))}")
    say("Stop with Ctrl-C.")
    sys.stdout.flush()


def _tell_mistake(trace: str) -> None:
    say_aside("mmrl made a mistake of its own over this request. Please report it, with these lines:")
    sys.stderr.write(trace)


def _nothing(line: str) -> None:
    """With --quiet, requests are not told."""
