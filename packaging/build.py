"""Builds the program as one folder that needs no Python, and tries it.

python packaging/build.py [--out DIR] [--smoke] [--archive] [--if-changed] [--here] [--torch-index URL]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import archive
import build_inputs
import machine
import project_env
import screen
import smoke

DESCRIPTION = (
    "Build MMRL Studio as one folder that needs no Python. --out DIR: where to (default: build). --smoke: then try "
    "what was built. --archive: and pack it, with its sum beside it. --if-changed: only if the pins or the packaging "
    "are not those of the last build that passed its trial. --here: from the packages of the Python that runs this, "
    "instead of .venv, which is set up else. The installed torch is what goes in: --torch-index with a build for the "
    "processor alone makes it small."
)
INSIDE = ("camera", "heic")  # extras of the project that go in
EXTRAS = ("build", *INSIDE)
NAME = "mmrl-studio"
SHOWN = 8
MEGABYTE = 10**6


def build_program(environment: project_env.ProjectEnv, arguments: list[str]) -> int:
    """The exit code: 0, PyInstaller's, or 1 where what was built does not work."""
    options = _options(arguments, environment.root)
    if options.if_changed and build_inputs.was_tried(environment.root, EXTRAS):
        print("The pins and the packaging are those of the last build that passed its trial: nothing to build.")
        return 0
    inputs = build_inputs.sum_of_inputs(environment.root, EXTRAS)
    python = Path(sys.executable)
    if not options.here:
        environment.prepare(EXTRAS)
        python = environment.python
    _warn_of_screens()
    print(f"Building with {torch_build(machine.probe_torch(python))}.", flush=True)
    out: Path = options.out.absolute()
    begin = time.monotonic()
    code = project_env.run_through(pyinstaller_call(python, environment.root, out), environment.root)
    if code != 0:
        return code
    add_contents(python, environment.root, out / NAME)
    print(f"Built {out / NAME} in {time.monotonic() - begin:.0f} s.")
    print("\n".join(size_lines(out / NAME)))
    if options.smoke:
        if not works(out / NAME):
            return 1
        build_inputs.note_tried(environment.root, inputs)
    if options.archive:
        _pack(environment.root, out)
    return 0


def torch_build(probe: dict[str, object]) -> str:
    """Which torch goes in, in words; `probe` is what it says of itself (`machine.probe_torch`)."""
    kinds = [f"{kind} {probe[key]}" for key, kind in (("cuda", "CUDA"), ("hip", "ROCm")) if probe[key] is not None]
    return f"a torch for graphics cards ({', '.join(kinds)})" if kinds else "a torch for the processor alone"


def add_contents(python: Path, root: Path, folder: Path) -> None:
    """Adds the licences and the list of parts; on Linux what puts the program into a menu, too."""
    call = [str(python), str(root / "packaging" / "contents.py"), str(folder), "--extras", ",".join(INSIDE)]
    subprocess.run(call, check=True)
    if sys.platform.startswith("linux"):
        target = folder / "linux"
        shutil.copytree(root / "packaging" / "linux", target, dirs_exist_ok=True)
        shutil.copyfile(root / "resources" / "icons" / "app.svg", target / f"{NAME}.svg")


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
    """Whether the program in `folder` passes its self-test and opens its window, and its files for a menu are sound."""
    program = folder / (f"{NAME}.exe" if os.name == "nt" else NAME)
    passed = smoke.self_test_passes(program)
    if sys.platform.startswith("linux"):
        passed = smoke.menu_files_hold(folder / "linux") and passed
    return smoke.window_opens(program) and passed


def _pack(root: Path, out: Path) -> None:
    begin = time.monotonic()
    version = build_inputs.project_table(root)["version"]
    packed = archive.pack(out / NAME, out / archive.archive_name(NAME, version))
    sums = archive.write_sum(packed)
    size = packed.stat().st_size / MEGABYTE
    print(f"Packed {packed} in {time.monotonic() - begin:.0f} s: {size:.1f} MB. Its sum stands in {sums.name}.")


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
    parser.add_argument("--archive", action="store_true")
    parser.add_argument("--if-changed", action="store_true")
    parser.add_argument("--here", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(project_env.start(DESCRIPTION, build_program, sys.argv[1:]))
