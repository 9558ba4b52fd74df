"""Ways to call `mmrl` in tests: inside this process, or as a process of its own where signals and pipes count."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from typer.testing import CliRunner, Result

from mmrl_engine.cli import make_app

ROOT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "mmrl_engine.cli")


def mmrl(*arguments: str | Path) -> Result:
    """Calls the command here; the result holds exit code, standard output and standard error."""
    result = CliRunner().invoke(make_app(), [str(item) for item in arguments], prog_name="mmrl")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def environment() -> dict[str, str]:
    """This process's, with the project in reach and one thread, so that two runs compute the same."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "COLUMNS": "200"}


def process(
    *arguments: str | Path, cwd: Path, stdout: int | IO[Any] = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """Calls the command as a process, with pipes for its output unless `stdout` says otherwise."""
    call = [*COMMAND, *map(str, arguments)]
    return subprocess.run(call, cwd=cwd, env=environment(), stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8")


class Terminal:
    """A process of the command whose standard error is a terminal, read as it comes."""

    def __init__(self, *arguments: str | Path, cwd: Path, stdout: int | IO[Any] = subprocess.DEVNULL) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            cwd=cwd,
            env={**environment(), "TERM": "xterm"},
            stdout=stdout,
            stderr=slave,
        )
        os.close(slave)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Reads until the terminal has shown `text`."""
        while text not in self.shown:
            piece = self._read()
            assert piece, f"it ended without showing {text!r}: {self.shown!r}"
            self.shown += piece

    def end(self) -> int:
        """Reads to the end; the exit code."""
        while piece := self._read():
            self.shown += piece
        os.close(self._master)
        return self.process.wait()

    def _read(self) -> str:
        try:
            return os.read(self._master, 65536).decode("utf-8", errors="replace")
        except OSError:  # Linux's way to say that the other end was closed
            return ""
