"""Where a command ends: what went wrong becomes a sentence and an exit code, once, here."""

from __future__ import annotations

import errno
import os
import platform
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import typer

from mmrl_engine.cli.console import say_aside, tell
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.images import printable_path
from mmrl_engine.lost_card import is_card_lost
from mmrl_engine.memory import is_out_of_memory
from mmrl_engine.notices import Notice, notice
from mmrl_engine.version import engine_version

Arguments = ParamSpec("Arguments")

# Notices about what was typed after `mmrl`, not about the files that it names.
_ABOUT_THE_CALL = ("call-", "config-", "typed-", "class-words-unknown")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class ExitCode(IntEnum):
    """What `mmrl` ends with; `mmrl --help` explains them."""

    DONE = 0
    FAILED = 1
    WRONG_CALL = 2
    SOME_FAILED = 3
    STOPPED = 130


def command(work: Callable[Arguments, ExitCode]) -> Callable[Arguments, None]:
    """`work` as a command: it ends with the code that `work` returns, or with the code of what it raised.

    The environment's faults (`EngineError`, no memory, no room on the disk) are told in their sentences. A reader
    that has seen enough (`mmrl ... | head`) is no fault. Everything else is our mistake and is shown as a crash.
    """

    @wraps(work)
    def run(*arguments: Arguments.args, **options: Arguments.kwargs) -> None:
        try:
            code = work(*arguments, **options)
            sys.stdout.flush()
        except EngineError as error:
            tell(*error.notices)
            code = ExitCode.WRONG_CALL if _about_the_call(error) else ExitCode.FAILED
        except KeyboardInterrupt:
            say_aside("Stopped.")
            code = ExitCode.STOPPED
        except BrokenPipeError:
            _drop_output()
            code = ExitCode.DONE
        except Exception as error:
            code = _failed(error)
        raise typer.Exit(code)

    return run


def _about_the_call(error: EngineError) -> bool:
    return isinstance(error, InputError) and all(item.code.startswith(_ABOUT_THE_CALL) for item in error.notices)


def _failed(error: Exception) -> ExitCode:
    if (reason := _environment_fault(error)) is not None:
        tell(reason)
    else:
        say_aside(
            f"mmrl {engine_version()} made a mistake of its own and had to stop. Please report it, with these lines:"
        )
        say_aside(f"Python {platform.python_version()}, {platform.platform()}")
        sys.stderr.write("".join(traceback.format_exception(error)))
    return ExitCode.FAILED


def _environment_fault(error: Exception) -> Notice | None:
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return notice("file-disk-full", path=_full_place(error))
    if is_out_of_memory(error):
        return notice("out-of-memory")
    return notice("device-stopped") if is_card_lost(error) else None


def _full_place(error: OSError) -> str:
    """What could not be written; an error of a write, unlike one of an opening, does not name it."""
    if isinstance(error.filename, str):
        return printable_path(Path(error.filename))
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()
    return "the output or a temporary file"


def _drop_output() -> None:
    """Sends what is still buffered nowhere: Python would write it once more at the end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
