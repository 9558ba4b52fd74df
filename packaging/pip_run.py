"""Runs pip in the environment: everything it says goes to a log, a person sees one short line of progress.

Standard library only, and no syntax newer than Python 3.8 (see machine.py).
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from machine import SetupError

WIDTH = 78
QUIET_SECONDS = 30.0
STOP_SECONDS = 10.0


class InstallFailed(SetupError):
    """pip ended by itself, with an error."""


class Pip:
    """pip of the environment whose interpreter is `python`.

    Args:
        python: the environment's interpreter; made by `make_environment`.
        log: takes all that is printed.
        folder: the environment. Downloads are unpacked in it too: a small `/tmp` would fill up.
        say: takes each line meant for a person.
    """

    def __init__(self, python: Path, *, log: TextIO, folder: Path, say: Callable[[str], None]) -> None:
        self._python = python
        self._log = log
        self._folder = folder
        self._progress = Progress(say)

    def make_environment(self) -> None:
        """Makes the environment itself, with pip in it; raises SetupError, which names the log."""
        # Started from inside an environment, this is the interpreter that it was made with: it may be the very
        # environment that is made anew.
        base = getattr(sys, "_base_executable", sys.executable)
        fault = self._run("Making an empty environment", [base, "-m", "venv", str(self._folder)])
        if fault is not None:
            raise SetupError(fault)

    def install(self, what: str, arguments: Sequence[str]) -> None:
        """`pip install` with `arguments`; raises InstallFailed, which names `what` and the log."""
        quiet = ["--progress-bar", "off", "--no-input", "--disable-pip-version-check"]
        fault = self._run(f"Installing {what}", [str(self._python), "-m", "pip", "install", *quiet, *arguments])
        if fault is not None:
            raise InstallFailed(fault)

    def _run(self, what: str, command: Sequence[str]) -> str | None:
        """Runs `command`; returns the sentence about its failure."""
        self._log.write(f"$ {' '.join(command)}\n")
        self._progress.start(what)
        try:
            code = self._follow(command)
        finally:
            self._progress.end()
            self._log.flush()
        if code == 0:
            return None
        return (
            f"{what} failed ({self._progress.reason or f'exit code {code}'}): check the network and "
            f"the free disk, then start again. The full log: {self._log.name}"
        )

    def _follow(self, command: Sequence[str]) -> int:
        temporary = self._folder / "tmp"
        temporary.mkdir(exist_ok=True)
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **places, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"},
        )
        try:
            for line in _lines(process):
                self._log.write(line)
                self._progress.heard(line)
            return process.wait()
        except BaseException:  # Ctrl-C among them: nothing may go on writing into the environment
            _end(process)
            raise


class Progress:
    """One line that is written over on a terminal; elsewhere a line now and then.

    Attributes:
        reason: the first error that pip named, empty where there was none.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.reason = ""
        self._say = say
        self._terminal = sys.stdout.isatty()
        self._what = self._doing = ""
        self._begun = self._last = 0.0

    def start(self, what: str) -> None:
        """Begins the line about `what`."""
        self._what, self._doing, self.reason = what, "", ""
        self._begun = self._last = time.monotonic()

    def heard(self, line: str) -> None:
        """Takes a line of pip's, an empty one where it has said nothing for a second."""
        if line.startswith("ERROR:"):
            self.reason = self.reason or line[len("ERROR:") :].strip()
        self._doing = _doing(line) or self._doing
        now = time.monotonic()
        text = f"{self._what}: {now - self._begun:.0f} s{self._doing and f', {self._doing}'}"
        if self._terminal:
            print(f"\r{text[:WIDTH]:<{WIDTH}}", end="", flush=True)
        elif now - self._last >= QUIET_SECONDS:
            self._say(text)
            self._last = now

    def end(self) -> None:
        """Takes the line away and leaves how long it took."""
        if self._terminal:
            print(f"\r{'':<{WIDTH}}\r", end="", flush=True)
        self._say(f"{self._what}: ended after {time.monotonic() - self._begun:.0f} s")


def _doing(line: str) -> str:
    """What pip is at, from a line of it; empty where the line does not tell."""
    words = line.split()
    if words[:1] == ["Collecting"] and len(words) > 1:
        return f"looking for {words[1]}"
    if words[:1] == ["Downloading"] and len(words) > 1:
        return f"fetching {words[1].rsplit('/', 1)[-1]}"
    return "putting files in place" if words[:2] == ["Installing", "collected"] else ""


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """The lines that `process` prints, and an empty one for each second without."""
    heard: queue.Queue[str | None] = queue.Queue()
    assert process.stdout is not None
    threading.Thread(target=_pass_on, args=(process.stdout, heard), daemon=True).start()
    while True:
        try:
            line = heard.get(timeout=1)
        except queue.Empty:
            line = ""
        if line is None:
            return
        yield line


def _pass_on(stream: TextIO, heard: queue.Queue[str | None]) -> None:
    for line in stream:
        heard.put(line)
    heard.put(None)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
