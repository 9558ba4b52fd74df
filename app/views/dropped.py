"""Files that were dropped or pasted, as paths."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def local_paths(mime: QMimeData) -> tuple[Path, ...]:
    """The files and folders in it that lie on this computer."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def web_addresses(mime: QMimeData) -> tuple[str, ...]:
    """The addresses in it that lead to other computers."""
    return tuple(url.toString() for url in mime.urls() if url.scheme() in ("http", "https"))


def path_in_text(mime: QMimeData) -> tuple[Path, ...]:
    """A text that is the name of a file or folder on this computer, as people copy it from elsewhere."""
    text = mime.text().strip().strip('"')
    if not text or "\n" in text:
        return ()
    path = Path(text).expanduser()
    return (path,) if path.is_absolute() and path.exists() else ()
