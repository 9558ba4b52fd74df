"""`mmrl-studio`, or `python -m app`: opens the window."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code. PySide6 and everything that needs it is imported in here: the child process, which is started
    from this module too, holds none of it.
    """
    multiprocessing.freeze_support()
    options = _parser().parse_args(arguments)
    if options.self_test:
        from app.self_test import run

        return run()
    return _open_window(options)


def _open_window(options: argparse.Namespace) -> int:
    """Garbage is not looked for until all is loaded (see `PageLoading`): nothing of it is any, and it takes a tenth
    of the start.
    """
    gc.disable()
    try:
        import PySide6.QtCore  # noqa: F401

        from app.plain_imports import use_plain_imports

        use_plain_imports()
        from app.window_program import run_window

        return run_window(options.files, data_folder=options.data_dir, safe=options.safe_mode)
    finally:
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mmrl-studio", description="Teach your computer to tell things apart.")
    parser.add_argument("files", nargs="*", type=Path, help="pictures, folders, projects or trained files to open")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="where projects are kept")
    parser.add_argument(
        "--safe-mode", action="store_true", help="open no project, use the processor alone and the usual look"
    )
    parser.add_argument("--self-test", action="store_true", help="do one of everything without a window, and end")
    return parser


if __name__ == "__main__":
    sys.exit(main())
