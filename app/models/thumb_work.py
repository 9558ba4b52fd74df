"""What the small pictures are made by: threads that read and decode, the newest wish first. No window in here."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage

from app.services.jobs import Decoder, Look
from app.storage.thumbnails import Thumbnails
from mmrl_engine.errors import EngineError

LONGEST = 320  # pixels, as the store keeps them
THREADS = 2
MOST_WISHES = 800  # some screens full; what was asked for before these has been scrolled past
MOST_LOOKS = 4  # at the decoder at once: it answers in the order of asking, and an import may be before us

Key = str | Path  # a picture of the store by its SHA-256, or a file outside
PathOf = Callable[[str], Path | None]
Tell = Callable[[Key, QImage | None], object]


class ThumbWork:
    """A wish is read from the store, or else made by a decode worker, then decoded.

    Args:
        path_of: where a picture lies; asked in these threads.
        tell: gets what was made, or None where nothing can be had; in these threads, never after `close`. It must come
            back at once and call nothing here.
    """

    def __init__(self, kept: Thumbnails, path_of: PathOf, decoder: Decoder, tell: Tell) -> None:
        self._kept, self._path_of, self._decoder, self._tell = kept, path_of, decoder, tell
        self._change = threading.Condition()
        self._closed = False
        self._wishes: OrderedDict[Key, bytes | None] = OrderedDict()  # the newest last; with a WebP file that came
        self._missing: OrderedDict[Key, Path] = OrderedDict()  # wait for the decoder
        self._looks: dict[Key, Future[Look]] = {}
        self._taken: set[Key] = set()  # from when a thread takes a wish until it is told
        self._asking = False
        self._threads = [threading.Thread(target=self._work, name="thumbs", daemon=True) for _ in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def want(self, key: Key) -> None:
        """Asks for a picture, or says that it is still wanted."""
        with self._change:
            if self._closed:
                return
            if key in self._missing:
                self._missing.move_to_end(key)
            elif key not in self._taken:
                self._wishes.setdefault(key)
                self._wishes.move_to_end(key)
                self._drop_oldest()
                self._change.notify()

    def close(self) -> None:
        """Comes back when the threads are gone. What a decode worker has begun is not waited for."""
        with self._change:
            self._closed = True
            looks = list(self._looks.values())
            self._change.notify_all()
        for look in looks:
            look.cancel()
        for thread in self._threads:
            thread.join()

    def _drop_oldest(self) -> None:
        for waiting in (self._wishes, self._missing):
            while len(waiting) > MOST_WISHES:
                self._taken.discard(waiting.popitem(last=False)[0])

    def _work(self) -> None:
        while (wish := self._next()) is not None:
            self._serve(*wish)

    def _next(self) -> tuple[Key, bytes | None] | None:
        with self._change:
            while not (self._wishes or self._closed):
                self._change.wait()
            if self._closed:
                return None
            key, data = self._wishes.popitem()
            self._taken.add(key)
            return key, data

    def _serve(self, key: Key, came: bytes | None) -> None:
        """`came`: from a decode worker."""
        data = self._kept.read(key) if came is None and isinstance(key, str) else came
        image = None if data is None else _decoded(data)
        if image is not None:
            if came is not None and isinstance(key, str):
                self._kept.write(key, came)
            self._end(key, image)
        elif came is None:
            self._make(key)
        else:
            self._end(key, None)

    def _make(self, key: Key) -> None:
        try:
            path = key if isinstance(key, Path) else self._path_of(key)
        except EngineError:  # the disk failed, which is told by whatever else is read from it
            path = None
        if path is None:
            self._end(key, None)
            return
        with self._change:
            self._missing[key] = path
            self._drop_oldest()
        self._ask_decoder()

    def _ask_decoder(self) -> None:
        with self._change:
            if self._asking:  # a look was done at once: the loop that asked for it goes on
                return
            self._asking = True
            while self._missing and len(self._looks) < MOST_LOOKS and not self._closed:
                key, path = self._missing.popitem()
                look = self._looks[key] = self._decoder.look(path, LONGEST)
                look.add_done_callback(partial(self._take_look, key))
            self._asking = False

    def _take_look(self, key: Key, look: Future[Look]) -> None:
        """In a thread of the decoder's, or at once where it is closed."""
        with self._change:
            self._looks.pop(key, None)
            if self._closed:
                return
            if look.cancelled() or look.exception() is not None:
                self._end(key, None)
            else:
                self._wishes[key] = look.result().thumbnail
                self._change.notify()
        self._ask_decoder()

    def _end(self, key: Key, image: QImage | None) -> None:
        with self._change:
            self._taken.discard(key)
            if not self._closed:
                self._tell(key, image)


def _decoded(data: bytes) -> QImage | None:
    image = QImage.fromData(data)
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)
