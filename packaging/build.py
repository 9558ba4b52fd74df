"""Builds the program as one folder that needs no Python, and tries it.

python packaging/build.py [--out DIR] [--smoke] [--here] [--torch-index URL]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import machine
import project_env
import screen
import smoke

DESCRIPTION = (
    "Build MMRL Studio as one folder that needs no Python. --out DIR: where to (default: build). --smoke: then try "
    "what was built. --here: from the packages of the Python that runs this, instead of .venv, which is set up else. "
    "The installed torch is what goes in: --torch-index with a build for the processor alone makes it small."
)
EXTRAS = ("build", "heic")
NAME = "mmrl-studio"
SHOWN = 8
MEGABYTE = 10**6


def build_program(environment: project_env.ProjectEnv, arguments: list[str]) -> int:
    """The exit code: 0, PyInstaller's, or 1 where what was built does not work."""
    options = _options(arguments, environment.root)
    python = Path(sys.executable)
    if not options.here:
        environment.prepare(EXTRAS)
        python = environment.python
    _warn_of_screens()
    out: Path = options.out.absolute()
    begin = time.monotonic()
    code = project_env.run_through(pyinstaller_call(python, environment.root, out), environment.root)
    if code != 0:
        return code
    print(f"Built {out / NAME} in {time.monotonic() - begin:.0f} s.")
    print("\n".join(size_lines(out / NAME)))
    return 0 if not options.smoke or works(out / NAME) else 1


def pyinstaller_call(python: Path, root: Path, out: Path) -> list[str]:
    """The command that builds into `out`; what it needs only while it builds goes to `out/work`."""
    places = ["--distpath", str(out), "--workpath", str(out / "work")]
    spec = str(root / "packaging" / "mmrl_studio.spec")
    return [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, spec]


def size_lines(folder: Path) -> list[str]:
    """How large `folder` is, and what in it takes most, a line each."""
    inside = folder / "_internal"
    parts = {entry.name: _size(entry) for entry in (inside if inside.exists() else folder).iterdir()}
    largest = sorted(parts, key=lambda name: (-parts[name], name))[:SHOWN]
    total = project_env.folder_size(folder)
    return [f"{total / MEGABYTE:8.1f} MB in all", *(f"{parts[name] / MEGABYTE:8.1f} MB {name}" for name in largest)]


def works(folder: Path) -> bool:
    """Whether the program in `folder` passes its self-test and opens its window."""
    program = folder / (f"{NAME}.exe" if os.name == "nt" else NAME)
    passed = smoke.self_test_passes(program)
    return smoke.window_opens(program) and passed


def _warn_of_screens() -> None:
    """What this system lacks of Qt's needs does not go in, and the program then opens its window nowhere."""
    for kind in ("xcb", "wayland"):
        try:
            screen.check_window_libraries({"QT_QPA_PLATFORM": kind})
        except machine.SetupError as fault:
            print(f"What is built here will open no window on {kind}. {fault}", flush=True)


def _size(entry: Path) -> int:
    if entry.is_dir() and not entry.is_symlink():
        return project_env.folder_size(entry)
    return entry.lstat().st_size


def _options(arguments: Sequence[str], root: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/build.py", allow_abbrev=False, add_help=False)
    parser.add_argument("--out", type=Path, metavar="DIR", default=root / "build")
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--here", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(project_env.start(DESCRIPTION, build_program, sys.argv[1:]))
