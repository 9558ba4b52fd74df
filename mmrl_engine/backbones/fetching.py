"""Gets all bytes of a file to the disk, over as many tries as it takes. No torch."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import FileIO
from typing import Literal

from mmrl_engine.backbones.addresses import host_of, without_name
from mmrl_engine.backbones.answer_rules import Part, StartAnewError, TryAgainError, read_answer
from mmrl_engine.backbones.disk_room import check_room, percent_of
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.http_get import Ended, Failed, HttpGet, Opened
from mmrl_engine.backbones.store import BackboneStore, Half
from mmrl_engine.errors import DownloadError, EngineError

SYNC_BYTES = 32 << 20  # so much is fetched again at most when the power goes
STEP_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far a download is, in bytes; `total` is None until the server has said it."""

    stage: Literal["connect", "download", "check"]
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Patience:
    """What is borne before a download is given up.

    Attributes:
        pauses: seconds before each further try, while tries bring nothing; one that brings bytes sets this back.
        silence: seconds without a byte after which a connection counts as cut.
        window, least: each `window` seconds must bring `least` bytes, else the connection counts as cut; a try that
            brought less brought nothing.
        restarts: how often the file may have to be begun again, since it changed or cannot be gone on with.
    """

    pauses: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
    silence: float = 30.0
    window: float = 30.0
    least: int = 1 << 15
    restarts: int = 4


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class _Try:
    """How one try ended: the bytes it brought, why it ended early, whether everything before it was lost."""

    gained: int
    failed: Failed | None
    anew: bool = False
    status: int | None = None


class Fetch:
    """One download of one file; whoever makes it holds the store's lock.

    Args:
        entry: with a source. address: what is asked. proxy: "" for the system's own.
    """

    def __init__(self, entry: Entry, store: BackboneStore, address: str, proxy: str, patience: Patience) -> None:
        self._entry = entry
        self._store = store
        self._address = address
        self._proxy = proxy
        self._patience = patience
        self._path = store.half_file(entry.id)
        self._half = self._kept_half()

    def run(self) -> Generator[Fetched, None, Half]:
        """Brings the whole file to the disk; closing it keeps what has come.

        Raises:
            DownloadError, EngineError, OSError: as `download.download`.
        """
        check_room(self._entry, self._path.parent, self._least() - self._done)
        fruitless, restarts, came = 0, 0, False
        while True:
            if self._half is not None and self._done == self._half.total:
                return self._half
            yield self._progress("connect")
            ended = yield from self._attempt()
            came = came or ended.gained > 0
            if ended.failed is not None:
                _raise_where_hopeless(ended.failed, self._proxy, first=not came)
            restarts += ended.anew
            fruitless = 0 if ended.gained >= self._patience.least else fruitless + 1
            if self._half is not None and self._done == self._half.total:
                continue
            if fruitless > len(self._patience.pauses) or restarts > self._patience.restarts:
                raise self._given_up(ended)
            yield from self._pause(max(fruitless - 1, 0))

    def _least(self) -> int:
        """The bytes that the file has, or has at least; `_begin` asks again once its length is told."""
        return self._entry.least_size if self._half is None else self._half.total

    @property
    def _done(self) -> int:
        return 0 if self._half is None else self._half.done

    def _progress(self, stage: Literal["connect", "download"]) -> Fetched:
        return Fetched(stage, self._done, None if self._half is None else self._half.total)

    def _kept_half(self) -> Half | None:
        """What an earlier call left, where this call can go on with it."""
        half = self._store.half(self._entry.id)
        if half is not None and half.address == self._address and half.validator:
            return half
        self._store.drop_half(self._entry.id)
        return None

    def _attempt(self) -> Generator[Fetched, None, _Try]:
        get = HttpGet(self._address, headers=self._range(), proxy=self._proxy, silence=self._patience.silence)
        get.start()
        try:
            head = yield from self._head(get)
            if not isinstance(head, Opened):
                return _Try(0, head)
            try:
                part = read_answer(head, self._entry, self._half)
            except TryAgainError as error:
                return _Try(0, None, status=error.status)
            except StartAnewError:
                self._drop()
                return _Try(0, None, anew=True)
            return (yield from self._body(get, part))
        finally:
            get.close()

    def _range(self) -> dict[str, str]:
        """What asks for the rest if the file is still the same; nothing where that cannot be told."""
        if self._half is None or not self._half.done or not self._half.validator:
            return {}
        return {"Range": f"bytes={self._half.done}-", "If-Range": self._half.validator}

    def _head(self, get: HttpGet) -> Generator[Fetched, None, Opened | Failed]:
        until = time.monotonic() + self._patience.window
        while time.monotonic() < until:
            message = get.take(STEP_SECONDS)
            if isinstance(message, (Opened, Failed)):
                return message
            yield self._progress("connect")
        return Failed("cut", host_of(self._address), "it does not answer")

    def _body(self, get: HttpGet, part: Part) -> Generator[Fetched, None, _Try]:
        lost = part.begin < self._done
        self._begin(part)
        begin, end = part.begin, part.begin + part.count
        with FileIO(self._path, "r+") as stream:
            stream.truncate(begin)
            stream.seek(begin)
            try:
                failed = yield from self._pieces(get, stream, end)
            except BaseException:
                with suppress(OSError, EngineError):  # the first error is told, and the record before this counts
                    self._keep(stream)
                raise
            self._keep(stream)
        return _Try(self._done - begin, failed, anew=lost)

    def _pieces(self, get: HttpGet, stream: FileIO, end: int) -> Generator[Fetched, None, Failed | None]:
        """Writes what comes until `end`, and no byte beyond it, whatever else is sent."""
        window, window_done = time.monotonic() + self._patience.window, self._done
        told, synced = time.monotonic(), self._done
        while self._done < end:
            message = get.take(STEP_SECONDS)
            if isinstance(message, Failed):
                return message
            if isinstance(message, Ended):
                return Failed("cut", host_of(self._address), "it ended early")
            if isinstance(message, bytes):
                self._write(stream, message[: end - self._done])
            if self._done - synced >= SYNC_BYTES:
                self._keep(stream)
                synced = self._done
            now = time.monotonic()
            if now > window:
                if self._done - window_done < self._patience.least:
                    return Failed("cut", host_of(self._address), "it is too slow")
                window, window_done = now + self._patience.window, self._done
            if message is None or now > told + STEP_SECONDS:
                told = now
                yield self._progress("download")
        return None

    def _write(self, stream: FileIO, piece: bytes) -> None:
        rest = memoryview(piece)
        while rest:
            count = stream.write(rest)  # on a disk that is nearly full, not all of it
            self._half = replace(self._kept, done=self._kept.done + count)
            rest = rest[count:]

    @property
    def _kept(self) -> Half:
        if self._half is None:
            raise RuntimeError("no part has begun")
        return self._half

    def _begin(self, part: Part) -> None:
        """Makes room and writes down what the bytes belong to, before they come."""
        if part.begin == 0:
            self._drop()
        check_room(self._entry, self._path.parent, part.total - part.begin)
        if part.begin == 0:
            self._path.touch()
            self._half = Half(0, part.total, self._address, part.validator, part.sha256)
        elif part.sha256 is not None:
            self._half = replace(self._kept, sha256=part.sha256)
        self._store.keep_half(self._entry.id, self._kept)

    def _keep(self, stream: FileIO) -> None:
        """Puts on the disk what has come, then says so."""
        os.fsync(stream.fileno())
        self._store.keep_half(self._entry.id, self._kept)

    def _drop(self) -> None:
        self._store.drop_half(self._entry.id)
        self._half = None

    def _pause(self, number: int) -> Generator[Fetched, None, None]:
        pauses = self._patience.pauses
        until = time.monotonic() + (pauses[min(number, len(pauses) - 1)] if pauses else 0.0)
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, STEP_SECONDS))
            yield self._progress("connect")

    def _given_up(self, ended: _Try) -> EngineError:
        failed = ended.failed or Failed("cut", host_of(self._address), "it does not go on with what was cut")
        if ended.status is not None:
            return DownloadError.of("download-refused", host=failed.host, status=ended.status)
        if self._done:
            return DownloadError.of("download-stopped", percent=percent_of(self._half))
        if failed.kind == "connect":
            return DownloadError.of("download-no-connection", host=failed.host)
        return DownloadError.of("download-no-answer", host=failed.host, reason=failed.reason)


def _raise_where_hopeless(failed: Failed, proxy: str, *, first: bool) -> None:
    """Another try would end in the same way: told at once. Without a network, the first try says so."""
    if failed.kind == "certificate":
        raise DownloadError.of("download-certificate", host=failed.host)
    if failed.kind == "proxy" and first:
        raise DownloadError.of("download-proxy", proxy=without_name(proxy) or "of this computer", reason=failed.reason)
    if failed.kind == "redirect":
        raise DownloadError.of("download-redirect", host=failed.host, target=failed.reason)
    if failed.kind == "address":
        raise DownloadError.of("download-address", address=failed.host)
    if failed.kind == "connect" and first:
        raise DownloadError.of("download-no-connection", host=failed.host)
