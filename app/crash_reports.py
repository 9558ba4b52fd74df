"""Reports of our own mistakes: an exception that nobody caught, wherever it came up. Nothing is sent anywhere."""

from __future__ import annotations

import faulthandler
import logging
import platform
import re
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

import PySide6
from PySide6.QtCore import QObject, Signal, Slot

from app.models.relay import Relay
from mmrl_engine.version import engine_version

log = logging.getLogger(__name__)

FATAL_FILE, FATAL_BEFORE = "fatal.txt", "fatal-before.txt"

# The code's own files are named by their module's path; of all others only what they are is said.
_CODE = re.compile(r'File "(?!<)([^"]*)"')
_OWN = re.compile(r".*[/\\]((?:app|mmrl_engine|PySide6|torch|sqlalchemy|PIL)[/\\].+)")
_QUOTED = re.compile(r"'[^'\n]*[/\\][^'\n]*'|(?<!File )\"[^\"\n]*[/\\][^\"\n]*\"")
_PATH = re.compile(r"(?<![\w.\"/\\])(?:[A-Za-z]:)?(?:[/\\][^/\\:'\"<>|\n]+)+[/\\][^\s/\\:'\"<>|]*")
_PICTURE = re.compile(r"[^\s'\"/\\]+\.(?:png|jpe?g|jfif|webp|gif|bmp|tiff?|heic|heif|avif|jp2|zip|safetensors)\b", re.I)


def without_names(text: str) -> str:
    """`text` without the names of folders and of a person's files."""
    text = _CODE.sub(lambda found: f'File "{_code_file(found[1])}"', text)
    text = _QUOTED.sub("(a path)", text)
    text = _PATH.sub("(a path)", text)
    return _PICTURE.sub("(a file)", text)


def _code_file(path: str) -> str:
    own = _OWN.fullmatch(path)
    return own[1] if own is not None else re.split(r"[/\\]", path)[-1]


def report_of(error: BaseException) -> str:
    """What a report says: versions, the system, and where in the program it happened."""
    trace = "".join(traceback.format_exception(error))
    return "\n".join([_system(), "", without_names(trace)])


def _system() -> str:
    return "\n".join(
        [
            f"MMRL Studio {engine_version()}",
            f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
        ]
    )


class CrashReports(QObject):
    """Hears of every exception that nobody caught, from its making to `close`.

    Signals:
        crashed: the report of one, as text. The same one is told once.
    """

    crashed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[str] = set()
        self._relay = Relay(self)
        self._relay.told.connect(self._take)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._hook, self._thread_hook
        self._fatal = _open_fatal(folder)
        if self._fatal is not None:
            faulthandler.enable(self._fatal)

    def close(self) -> None:
        """Gives the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Tells of an exception. May be called from any thread."""
        log.error("our own mistake", exc_info=error)
        self._relay(report_of(error))

    @Slot(object)
    def _take(self, told: tuple[str]) -> None:
        (report,) = told
        if report not in self._told:
            self._told.add(report)
            self.crashed.emit(report)

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self.report(error)

    def _thread_hook(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.report(told.exc_value)


def _open_fatal(folder: Path) -> TextIO | None:
    """Where the interpreter itself writes its last words. Those of the run before stay beside it."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FATAL_FILE
        if path.exists() and path.stat().st_size:
            path.replace(folder / FATAL_BEFORE)
        return path.open("w", encoding="utf-8")
    return None
