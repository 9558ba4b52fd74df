"""Small pictures for the grid, from the disk to the screen: read and decoded off the window's thread."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from app.models.relay import Relay
from app.models.thumb_work import Key, PathOf, ThumbWork
from app.services.jobs import Decoder, Pixels
from app.storage.thumbnails import Thumbnails
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

MOST_BYTES = 192_000_000
DELIVER_MS = 15  # what came meanwhile is told in one go

OnLarge = Callable[[QPixmap | None, Notice | None], object]


class Thumbs(QObject):
    """Asked for a picture, it gives it, or tells later that it is there.

    Signals:
        arrived: a set of SHA-256s whose pictures are there now, or cannot be had.
        file_arrived: the path of a file outside, as text.

    Args:
        path_of: where a picture lies; asked in other threads, for those whose small picture was lost.
        most_bytes: how much memory the pictures that are kept may take.
    """

    arrived = Signal(object)
    file_arrived = Signal(str)

    def __init__(
        self,
        kept: Thumbnails,
        path_of: PathOf,
        decoder: Decoder,
        parent: QObject | None = None,
        *,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        super().__init__(parent)
        self._decoder, self._most_bytes = decoder, most_bytes
        self._pixmaps: OrderedDict[Key, QPixmap] = OrderedDict()  # the last used last
        self._bytes = 0
        self._hopeless: set[Key] = set()
        self._news: set[str] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._large: set[Future[Pixels]] = set()
        self._came = Relay(self)
        self._came.told.connect(self._take)
        self._opened = Relay(self)
        self._opened.told.connect(self._take_opened)
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(DELIVER_MS)
        self._teller.timeout.connect(self._tell)
        self._work = ThumbWork(kept, path_of, decoder, self._came)

    def pixmap(self, sha256: str) -> QPixmap | None:
        """The small picture, at most `LONGEST` pixels long; None where it is not there yet, or cannot be had."""
        return self._pixmap(sha256)

    def file_pixmap(self, path: Path) -> QPixmap | None:
        """The same for a file outside, which only a decode worker opens."""
        return self._pixmap(path)

    def large(self, path: Path, longest: int, on_done: OnLarge) -> None:
        """Opens a picture for a large view; `on_done` gets it, or the reason why not."""
        future = self._decoder.open(path, longest)
        with self._lock:
            self._large.add(future)
        future.add_done_callback(partial(self._end_large, on_done))

    def forget(self, key: Key) -> None:
        """It may be there by now, or be another one."""
        self._hopeless.discard(key)
        old = self._pixmaps.pop(key, None)
        if old is not None:
            self._bytes -= _weight(old)

    def close(self) -> None:
        """Ends the threads. Nothing is told afterwards."""
        with self._lock:
            self._closed = True
            waiting = list(self._large)
        for future in waiting:
            future.cancel()
        self._work.close()
        self._teller.stop()

    def _pixmap(self, key: Key) -> QPixmap | None:
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
        elif key not in self._hopeless:
            self._work.want(key)
        return found

    @Slot(object)
    def _take(self, told: tuple[Key, QImage | None]) -> None:
        key, image = told
        self._keep(key, image)
        if isinstance(key, Path):
            self.file_arrived.emit(str(key))
            return
        self._news.add(key)
        if not self._teller.isActive():
            self._teller.start()

    def _keep(self, key: Key, image: QImage | None) -> None:
        self.forget(key)
        if image is None:
            self._hopeless.add(key)
            return
        pixmap = self._pixmaps[key] = QPixmap.fromImage(image)
        self._bytes += _weight(pixmap)
        while self._bytes > self._most_bytes and len(self._pixmaps) > 1:
            _, old = self._pixmaps.popitem(last=False)
            self._bytes -= _weight(old)

    def _tell(self) -> None:
        news, self._news = self._news, set()
        self.arrived.emit(frozenset(news))

    def _end_large(self, on_done: OnLarge, future: Future[Pixels]) -> None:
        """In a thread of the decoder's: a large picture takes its time to become an image."""
        with self._lock:
            self._large.discard(future)
        if future.cancelled():
            return
        error = future.exception()
        image = _image_of(future.result()) if error is None else None
        with self._lock:
            if not self._closed:
                self._opened(on_done, image, error)

    @Slot(object)
    def _take_opened(self, told: tuple[OnLarge, QImage | None, BaseException | None]) -> None:
        on_done, image, error = told
        if isinstance(error, EngineError):
            on_done(None, error.notices[0])
        elif image is not None:
            on_done(QPixmap.fromImage(image), None)
        elif error is not None and not self._closed:
            raise error


def _weight(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()


def _image_of(pixels: Pixels) -> QImage:
    """RGB, uint8, (height, width, 3)."""
    whole = np.ascontiguousarray(pixels)
    height, width, _ = whole.shape
    # The new format is a copy: the array may go.
    return QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )
