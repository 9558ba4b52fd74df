"""Tries a built program as a stranger's machine would: from an empty folder, with an empty environment, no screen.

Standard library only, and no syntax newer than Python 3.8 (see machine.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SELF_TEST_SECONDS = 60.0
WINDOW_SECONDS = 20.0  # for the window to open, and to stay
LOOK_SECONDS = 0.05
WINDOWS_NEEDS = ("SYSTEMROOT", "TEMP", "USERPROFILE")

# What tells whether the files for a menu are sound, where it is installed.
VALIDATORS: Sequence[tuple[str, Sequence[str], str]] = (
    ("desktop-file-validate", (), "mmrl-studio.desktop"),
    ("appstreamcli", ("validate", "--no-net"), "mmrl-studio.metainfo.xml"),
)

Say = Callable[[str], None]


def bare_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Nothing of `environment`, but for what Windows starts no program without; Qt draws in memory, and is content
    with the language.
    """
    kept = {name: environment[name] for name in WINDOWS_NEEDS if os.name == "nt" and name in environment}
    return {**kept, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def self_test_passes(program: Path, *, seconds: float = SELF_TEST_SECONDS, say: Say = print) -> bool:
    """Whether `--self-test` ends well, and in time."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        begin = time.monotonic()
        process = _start(program, ["--self-test"], Path(folder))
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            say(f"The self-test was not done after {seconds:g} s.")
            return False
    say(f"The self-test took {time.monotonic() - begin:.1f} s, exit code {code}.")
    return code == 0


def window_opens(program: Path, *, seconds: float = WINDOW_SECONDS, say: Say = print) -> bool:
    """Whether the program with its window makes its database, stays for `seconds`, and complains of nothing. Says how
    long it took until the database was there, which is made after the window has been painted.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data, complaints = Path(folder) / "data", Path(folder) / "complaints.txt"
        with complaints.open("w", encoding="utf-8") as stream:
            begin = time.monotonic()
            process = _start(program, ["--data-dir", str(data)], Path(folder), stderr=stream.fileno())
            until = begin + seconds
            opened = _appears(data / "projects.sqlite", process, until)
            took = time.monotonic() - begin
            code = _code_within(process, max(0.0, until - time.monotonic()))
            _end(process)
        said = complaints.read_text(encoding="utf-8", errors="replace").strip()
    if code is None and opened and not said:
        say(f"The window was there, with its database, after {took:.1f} s, and stayed until {seconds:g} s were up.")
        return True
    state = "stayed" if code is None else f"ended with exit code {code}"
    say(f"The window {state}; its database was {'' if opened else 'not '}made. It said: {said or 'nothing'}")
    return False


def _appears(file: Path, process: subprocess.Popen[bytes], until: float) -> bool:
    """Whether `file` is there by then, or when the process ends."""
    while not file.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
    return file.exists()


def menu_files_hold(folder: Path, *, say: Say = print) -> bool:
    """Whether the files for a menu in `folder` are sound for each of the validators that is installed."""
    well = True
    for tool, options, name in VALIDATORS:
        if shutil.which(tool) is None:
            say(f"{name} was not checked: {tool} is not installed.")
            continue
        result = subprocess.run([tool, *options, str(folder / name)], capture_output=True, text=True, check=False)
        if result.returncode != 0:
            say(f"{name} is not sound. {tool} says: {(result.stdout + result.stderr).strip()}")
            well = False
    return well


def _start(program: Path, arguments: list[str], folder: Path, stderr: int | None = None) -> subprocess.Popen[bytes]:
    sys.stdout.flush()
    return subprocess.Popen(
        [str(program), *arguments],
        cwd=folder,
        env=bare_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stderr=stderr,
    )


def _code_within(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    """The exit code; None where it still runs after `seconds`."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()  # its own processes end with it
    process.wait()
