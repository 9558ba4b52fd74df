"""The log of the program: a few files of its own, for whoever looks into what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.storage.folders import Folders

FILE = "mmrl-studio.log"
BYTES = 1_000_000
FILES = 3


def log_folder(folders: Folders) -> Path:
    """Beside the databases: one look shows all there is to a data folder."""
    return folders.data / "logs"


@contextmanager
def start_logging(folder: Path) -> Iterator[None]:
    """Writes warnings and worse into `folder` as long as the context lasts; nothing where that cannot be done."""
    handler = _handler(folder)
    root = logging.getLogger()
    if handler is not None:
        root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        if handler is not None:
            root.removeHandler(handler)
            handler.close()


def _handler(folder: Path) -> logging.Handler | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / FILE, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler
