"""Pictures from a decode worker, some of them read before they are asked for. Nothing is decoded in this process."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from PIL import Image

from app.services.jobs import Decoder, JobPicture, Pixels

AHEAD = 2  # each may be a whole camera picture, some 40 MB


class PictureOpener:
    """An `OpenPicture`. Whoever knows what comes says it with `expect`; the worker then reads while this process
    computes. What is asked for out of that order is read at once.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._expected: deque[Path] = deque()
        self._read: deque[tuple[Path, Future[Pixels]]] = deque()

    def expect(self, paths: Iterable[Path]) -> None:
        """Says what will be asked for, after what was said before."""
        self._expected.extend(paths)
        self._read_ahead()

    def __call__(self, path: Path) -> Image.Image:
        """The whole picture as `mmrl_engine.images.open_rgb` gives it.

        Raises:
            PictureError: it cannot be read, takes too long or too much memory.
        """
        future = self._taken(path)
        self._read_ahead()
        return Image.fromarray(future.result())

    def close(self) -> None:
        """Expects nothing any more."""
        self._expected.clear()
        while self._read:
            self._read.popleft()[1].cancel()

    def _taken(self, path: Path) -> Future[Pixels]:
        """The reading of `path`; what was expected before it is not asked for any more."""
        # In this order: most are read already, and what is expected may be a list of thousands.
        if all(path != known for known, _ in self._read) and path not in self._expected:
            return self._decoder.open(path)
        while self._read:
            known, future = self._read.popleft()
            if known == path:
                return future
            future.cancel()
        while self._expected.popleft() != path:
            pass
        return self._decoder.open(path)

    def _read_ahead(self) -> None:
        while self._expected and len(self._read) < AHEAD:
            path = self._expected.popleft()
            self._read.append((path, self._decoder.open(path)))


def hashed(picture: JobPicture) -> JobPicture:
    """The picture with the hash of its file as it is now, where the job gave none; without where it cannot be read, and
    where nothing of it is to be kept.
    """
    known = picture.sha256 is not None or not picture.keep
    return picture if known else replace(picture, sha256=_hash_of(picture.path))


def has_changed(picture: JobPicture) -> bool:
    """Whether the file has other bytes than its hash says. To be asked after it was decoded: whoever gave the hash
    looked at it long before. Without a hash it has not changed.
    """
    return picture.sha256 is not None and _hash_of(picture.path) != picture.sha256.lower()


def _hash_of(path: Path) -> str | None:
    """In hex; None where there is no file that can be read. A pipe would keep whoever opens it waiting."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
