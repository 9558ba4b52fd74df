"""Downloads of backbones: only when asked, gone on with after every cut, and nothing counts before it was checked.

What a server says is held to `answer_rules`; what it sends, to a hash and to the tensors that the model has. No torch.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from filelock import Timeout

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.addresses import host_of
from mmrl_engine.backbones.disk_room import disk_full
from mmrl_engine.backbones.entry import Entry, Source
from mmrl_engine.backbones.fetching import PATIENCE, Fetch, Fetched, Patience
from mmrl_engine.backbones.route import SYSTEM_ROUTE, Route, addresses_of, proxy_of
from mmrl_engine.backbones.shapes import spec_of
from mmrl_engine.backbones.store import BackboneStore, Half, HashSource, Installed
from mmrl_engine.backbones.weights_check import weights_fault
from mmrl_engine.errors import DownloadError, EngineError
from mmrl_engine.images import printable_path

__all__ = ["Fetched", "Patience", "Route", "download", "downloadable"]

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NOT_THERE = (404, 410)
_CHECK_BYTES = 4 << 20


def download(
    entry: Entry, store: BackboneStore, route: Route = SYSTEM_ROUTE, patience: Patience = PATIENCE
) -> Generator[Fetched, None, Installed]:
    """Fetches a backbone into `store`, in small steps (under 0.2 s each); closing it keeps what has come for the next
    call. One that is here already is not fetched again.

    Raises:
        DownloadError: it was refused, cut off for good, or is not what it should be (and was thrown away then); there
            is no room, or another download of it is going on; `entry` cannot be downloaded, or `route` cannot be used.
        EngineError: the disk does not take it.
    """
    if entry.source is None:
        raise DownloadError.of("download-none", name=entry.id, known=[item.id for item in downloadable()])
    addresses, proxy = addresses_of(entry.source, route), proxy_of(route)
    try:
        with store.lock(entry.id):
            found = store.installed(entry.id)
            if found is not None:
                return found
            half = yield from _fetched(entry, store, addresses, proxy, patience)
            return (yield from _checked(entry, entry.source, store, half))
    except Timeout as error:
        raise DownloadError.of("download-in-work", name=entry.id) from error
    except OSError as error:
        raise _told(store, entry, error) from error


def downloadable() -> tuple[Entry, ...]:
    """The catalogue's entries that can be downloaded."""
    return tuple(entry for entry in catalogue.ENTRIES if entry.source is not None)


def _fetched(
    entry: Entry, store: BackboneStore, addresses: Sequence[str], proxy: str, patience: Patience
) -> Generator[Fetched, None, Half]:
    """The whole file from the first of `addresses` that has one; the one that a half file came from is asked first."""
    begun = store.half(entry.id)
    for address in sorted(addresses, key=lambda item: begun is None or item != begun.address):
        try:
            return (yield from Fetch(entry, store, address, proxy, patience).run())
        except DownloadError as error:
            (told, *_), refused = error.notices, error
            if told.code != "download-refused" or told.params["status"] not in _NOT_THERE:
                raise
    raise refused


def _checked(entry: Entry, source: Source, store: BackboneStore, half: Half) -> Generator[Fetched, None, Installed]:
    """Takes the whole file in once it is known to be the right one."""
    path = store.half_file(entry.id)
    found = yield from _hash_steps(path, half.total)
    expected, hash_from = _expected(source, half)
    fault = "its hash is another one" if expected not in (None, found) else weights_fault(path, spec_of(entry))
    if fault is not None:
        store.drop_half(entry.id)
        raise DownloadError.of("download-wrong-file", reason=fault)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    installed = Installed(
        entry.id, store.weights_file(entry.id), half.total, found, hash_from, None, when, host_of(half.address)
    )
    store.take_in(installed)
    return installed


def _expected(source: Source, half: Half) -> tuple[str | None, HashSource]:
    if source.sha256 is not None:
        return source.sha256, "catalogue"
    return (None, "download") if half.sha256 is None else (half.sha256, "server")


def _hash_steps(path: Path, total: int) -> Generator[Fetched, None, str]:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while piece := stream.read(_CHECK_BYTES):
            digest.update(piece)
            done += len(piece)
            yield Fetched("check", done, total)
    return digest.hexdigest()


def _told(store: BackboneStore, entry: Entry, error: OSError) -> EngineError:
    folder = store.folder_of(entry.id)
    if error.errno in _NO_ROOM:
        return disk_full(folder, store.half(entry.id))
    if error.errno in _NO_PERMISSION:
        return EngineError.of("file-no-permission", path=printable_path(folder))
    return EngineError.of("file-not-written", path=printable_path(folder), reason=error.strerror or str(error))
