"""Files, pictures and addresses that were dropped or pasted."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QMimeDatabase, QUrl
from PySide6.QtGui import QImage, QPixmap

from app.services.archive_format import SUFFIX as PROJECT
from mmrl_engine.adapter import SUFFIX as TRAINED
from mmrl_engine.picture_formats import SUFFIXES

MOST_NAME = 4096  # characters of a file with its folders
MOST_TEXT = 10_000  # characters that may be names of files, or an address
_SOURCE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_INLINE = re.compile(r"data:image/([a-z0-9.+-]+);base64,([A-Za-z0-9+/=\s%]+)$", re.IGNORECASE)


def local_paths(mime: QMimeData) -> tuple[Path, ...]:
    """The files and folders in it that lie on this computer."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def whole_files(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The projects and trained files among them, which are taken in as they are, and everything else."""
    whole = tuple(path for path in paths if path.name.endswith((PROJECT, TRAINED)))
    return whole, tuple(path for path in paths if path not in whole)


def may_be_folder(path: Path) -> bool:
    """By its name alone: asking the disk takes long where that is a network's. Names of folders seldom end like files
    of a known kind.
    """
    return not QMimeDatabase().mimeTypesForFileName(path.name)


def can_use(path: Path) -> bool:
    """Whether it may hold pictures, by its name: pictures, zip files, and what may be a folder."""
    suffix = path.suffix.lower()
    return suffix in SUFFIXES or suffix == ".zip" or may_be_folder(path)


def web_addresses(mime: QMimeData) -> tuple[str, ...]:
    """The addresses in it that lead to other computers. That of a picture comes first: a browser also gives the one
    that a click on the picture leads to.
    """
    shown = [found for found in _SOURCE.findall(mime.html()) if _is_address(found)]
    given = [url.toString() for url in mime.urls() if _is_address(url.toString())]
    text = mime.text().strip()
    typed = [text] if len(text) <= MOST_TEXT and not text.split()[1:] and _is_address(text) else []
    return tuple(dict.fromkeys([*shown, *given, *typed]))


def inline_picture(mime: QMimeData) -> bytes | None:
    """The bytes of a picture that a web page carries in itself: no address has to be asked for it."""
    for source in (*_SOURCE.findall(mime.html()), mime.text().strip()):
        found = _INLINE.match(source)
        if found is not None:
            try:
                return base64.b64decode(found[2].replace("%", ""), validate=False)
            except binascii.Error:
                return None
    return None


def bitmap(mime: QMimeData) -> QImage | None:
    """The picture that was copied as such, if it was."""
    data = mime.imageData() if mime.hasImage() else None
    image = data.toImage() if isinstance(data, QPixmap) else data
    return image if isinstance(image, QImage) and not image.isNull() else None


def names_in_text(mime: QMimeData) -> tuple[Path, ...]:
    """A text whose lines are whole names of files or folders, as people copy them from elsewhere; whether these are
    there shows when they are opened.
    """
    text = mime.text().strip()
    if not text or len(text) > MOST_TEXT:
        return ()
    names = [_path_of(line.strip().strip("\"'")) for line in text.splitlines() if line.strip()]
    sound = all(os.path.isabs(name) and "\0" not in name and len(name) <= MOST_NAME for name in names)  # noqa: PTH117
    return tuple(Path(name) for name in names) if sound else ()


def _path_of(line: str) -> str:
    url = QUrl(line)
    return url.toLocalFile() if url.isLocalFile() else os.path.expanduser(line)  # noqa: PTH111


def _is_address(text: str) -> bool:
    return QUrl(text).scheme() in ("http", "https") and bool(QUrl(text).host())
