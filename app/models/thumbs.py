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
from app.services.jobs import Decoder, Look, Pixels
from app.storage.thumbnails import Thumbnails
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

LONGEST = 320  # pixels, as the store keeps them
MOST_BYTES = 192_000_000
THREADS = 2
DELIVER_MS = 15  # what came meanwhile is told in one go
MOST_WAITING = 400  # what was asked for before these has been scrolled past

PathOf = Callable[[str], Path | None]


class Thumbs(QObject):
    """Asked for a picture, it gives it, or tells later that it is there.

    Signals:
        arrived: a set of SHA-256s whose pictures are there now, or cannot be had.
        file_arrived: the path of a file outside, as text.

    Args:
        path_of: where a picture lies; asked in other threads, for those whose small picture was lost.
    """

    arrived = Signal(object)
    file_arrived = Signal(str)

    def __init__(self, kept: Thumbnails, path_of: PathOf, decoder: Decoder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept, self._path_of, self._decoder = kept, path_of, decoder
        self._pixmaps: OrderedDict[str, QPixmap] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[str, None] = OrderedDict()  # the newest last
        self._asked: set[str] = set()
        self._hopeless: set[str] = set()
        self._lock = threading.Condition()
        self._closed = False
        self._news: set[str] = set()
        self._came = Relay(self)
        self._came.told.connect(self._take)
        self._looked = Relay(self)
        self._looked.told.connect(self._take_look)
        self._opened = Relay(self)
        self._opened.told.connect(self._take_opened)
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(DELIVER_MS)
        self._teller.timeout.connect(self._tell)
        self._threads = [threading.Thread(target=self._work, name="thumbs", daemon=True) for _ in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def pixmap(self, sha256: str) -> QPixmap | None:
        """The small picture, at most `LONGEST` pixels long; None where it is not there yet, or cannot be had."""
        found = self._pixmaps.get(sha256)
        if found is not None:
            self._pixmaps.move_to_end(sha256)
            return found
        if sha256 not in self._hopeless:
            self._ask(sha256)
        return None

    def file_pixmap(self, path: Path) -> QPixmap | None:
        """The same for a file outside, which only a decode worker opens."""
        key = str(path)
        found = self._pixmaps.get(key)
        if found is None and key not in self._asked and key not in self._hopeless:
            self._asked.add(key)
            self._decoder.look(path, LONGEST).add_done_callback(partial(self._looked, key))
        return found

    def large(self, path: Path, longest: int, on_done: Callable[[QPixmap | None, Notice | None], object]) -> None:
        """Opens a picture for a large view; `on_done` gets it, or the reason why not."""
        self._decoder.open(path, longest).add_done_callback(partial(self._opened, on_done))

    def forget(self, sha256: str) -> None:
        """It may be there by now, or be another one."""
        self._hopeless.discard(sha256)

    def close(self) -> None:
        """Ends the threads."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            self._lock.notify_all()
        for thread in self._threads:
            thread.join()

    def _ask(self, sha256: str) -> None:
        with self._lock:
            if sha256 in self._asked and sha256 not in self._waiting:
                return  # in work
            self._asked.add(sha256)
            self._waiting[sha256] = None
            self._waiting.move_to_end(sha256)
            while len(self._waiting) > MOST_WAITING:
                old, _ = self._waiting.popitem(last=False)
                self._asked.discard(old)
            self._lock.notify()

    def _work(self) -> None:
        while True:
            with self._lock:
                while not (self._waiting or self._closed):
                    self._lock.wait()
                if self._closed:
                    return
                sha256, _ = self._waiting.popitem()
            self._came(sha256, self._image(sha256))

    def _image(self, sha256: str) -> QImage | None:
        data = self._kept.read(sha256)
        if data is None:
            data = self._made_again(sha256)
        if data is None:
            return None
        image = QImage.fromData(data)
        return None if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)

    def _made_again(self, sha256: str) -> bytes | None:
        path = self._path_of(sha256)
        if path is None:
            return None
        try:
            look = self._decoder.look(path, LONGEST).result()
        except Exception:  # whatever kept it from being read is told where it was imported or checked
            return None
        self._kept.write(sha256, look.thumbnail)
        return look.thumbnail

    @Slot(object)
    def _take(self, told: tuple[str, QImage | None]) -> None:
        sha256, image = told
        self._asked.discard(sha256)
        self._keep(sha256, image)
        self._news.add(sha256)
        if not self._teller.isActive():
            self._teller.start()

    @Slot(object)
    def _take_look(self, told: tuple[str, Future[Look]]) -> None:
        key, future = told
        self._asked.discard(key)
        failed = future.cancelled() or future.exception() is not None
        self._keep(key, None if failed else QImage.fromData(future.result().thumbnail))
        self.file_arrived.emit(key)

    @Slot(object)
    def _take_opened(self, told: tuple[Callable[[QPixmap | None, Notice | None], object], Future[Pixels]]) -> None:
        on_done, future = told
        if future.cancelled():
            return
        error = future.exception()
        if isinstance(error, EngineError):
            on_done(None, error.notices[0])
        elif error is not None:
            raise error
        else:
            on_done(QPixmap.fromImage(_image_of(future.result())), None)

    def _keep(self, key: str, image: QImage | None) -> None:
        if image is None or image.isNull():
            self._hopeless.add(key)
            return
        pixmap = QPixmap.fromImage(image)
        self._pixmaps[key] = pixmap
        self._bytes += _weight(pixmap)
        while self._bytes > MOST_BYTES and len(self._pixmaps) > 1:
            _, old = self._pixmaps.popitem(last=False)
            self._bytes -= _weight(old)

    def _tell(self) -> None:
        news, self._news = self._news, set()
        self.arrived.emit(frozenset(news))


def _weight(pixmap: QPixmap) -> int:
    return 4 * pixmap.width() * pixmap.height()


def _image_of(pixels: Pixels) -> QImage:
    """RGB, uint8, (height, width, 3)."""
    whole = np.ascontiguousarray(pixels)
    height, width, _ = whole.shape
    return QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
