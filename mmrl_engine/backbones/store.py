"""The backbones that were downloaded, each in a folder of its own with a record, and what a cut-off download left.

The folder is shared by the program and by `mmrl`. A file counts only with its record, which is written last. No torch.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.errors import EngineError
from mmrl_engine.files import atomic_write, replace_file
from mmrl_engine.images import printable_path
from mmrl_engine.untrusted import StrictJsonError, canonical_json, parse_json

FORMAT = 1
RECORD = "record.json"
WEIGHTS = "model.safetensors"
HALF = "download.part"
HALF_RECORD = "download.json"
LOCK = "lock"
_HALF_NAMES = (HALF_RECORD, HALF)
_MOST_RECORD_BYTES = 1 << 16
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VARIABLE = "MMRL_DATA_DIR"
_FOLDER = "mmrl-studio"

# Where a file's SHA-256 was known from before it was all there; "download": nowhere, so it was taken from the file.
HashSource = Literal["catalogue", "server", "download"]


@dataclass(frozen=True, slots=True)
class Installed:
    """A backbone that is all here.

    Attributes:
        id: its catalogue name. file: its weights. size: their bytes. sha256: of them, and `hash_from`: who said so.
        fingerprint: None until it is loaded for the first time. when: UTC, ISO 8601. host: which gave it.
    """

    id: str
    file: Path
    size: int
    sha256: str
    hash_from: HashSource
    fingerprint: str | None
    when: str
    host: str


@dataclass(frozen=True, slots=True)
class Half:
    """What a cut-off download left: `done` of `total` bytes, and what they belong to.

    Attributes:
        done: the bytes that outlive a power cut; the file may hold more.
        address: what was asked. validator: the strong ETag or the date that a server gave the file, "" where it gave
            none (then nothing is gone on with). sha256: as the server stated it, None where it did not.
    """

    done: int
    total: int
    address: str
    validator: str
    sha256: str | None


class BackboneStore:
    """The downloaded backbones in `folder`, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def folder_of(self, id: str) -> Path:
        """Where the backbone called `id` lies, or would."""
        if _NAME.fullmatch(id) is None:  # nothing from elsewhere becomes a path
            raise ValueError(f"{id!r} is no name of a backbone")
        return self.folder / id

    def half_file(self, id: str) -> Path:
        """Where what has come of a download is kept."""
        return self.folder_of(id) / HALF

    def weights_file(self, id: str) -> Path:
        """Where the backbone's weights lie once they are all here."""
        return self.folder_of(id) / WEIGHTS

    def installed(self, id: str) -> Installed | None:
        """What is here of the backbone called `id`: all of it, or None."""
        folder = self.folder_of(id)
        content = _read_record(folder / RECORD)
        try:
            found = _installed(id, folder, content)
            return found if found is not None and found.file.stat().st_size == found.size else None
        except OSError:
            return None

    def half(self, id: str) -> Half | None:
        """What a cut-off download of it left, where that can be gone on with."""
        folder = self.folder_of(id)
        content = _read_record(folder / HALF_RECORD)
        try:
            return _half(content, (folder / HALF).stat().st_size)
        except OSError:
            return None

    def entry_of(self, fingerprint: str) -> Entry | None:
        """The catalogue's entry of these weights: one whose fingerprint is known, or was taken down here."""
        known = catalogue.by_fingerprint(fingerprint)
        if known is not None:
            return known
        return next((entry for entry in catalogue.ENTRIES if self.fingerprint_of(entry) == fingerprint), None)

    def entry_for(self, id: str, fingerprint: str) -> Entry | None:
        """The catalogue's entry of the backbone that an adapter names so: found by its fingerprint, since anybody can
        call a folder `demo`. One whose fingerprint nobody knows before it was loaded is taken by its name.
        """
        named = catalogue.by_id(id)
        unknown = named if named is not None and self.fingerprint_of(named) is None else None
        return self.entry_of(fingerprint) or unknown

    def fingerprint_of(self, entry: Entry) -> str | None:
        """What identifies a catalogue's backbone: as the catalogue has it, or as it was taken down here; None where it
        was never loaded here.
        """
        if entry.fingerprint is not None or entry.source is None:
            return entry.fingerprint
        found = self.installed(entry.id)
        return None if found is None else found.fingerprint

    def keep_half(self, id: str, half: Half) -> None:
        """Writes down what the bytes belong to, and how many of them are on the disk for sure.

        Raises:
            EngineError: it cannot be written.
        """
        content = {"format": FORMAT, **asdict(half)}
        atomic_write(self.folder_of(id) / HALF_RECORD, canonical_json(content).encode())

    def take_in(self, found: Installed) -> None:
        """Makes the half file, which is whole and was checked, the backbone that is used from now on.

        Raises:
            EngineError: it cannot be written. OSError: the file cannot be renamed.
        """
        folder = self.folder_of(found.id)
        with suppress(FileNotFoundError):
            (folder / RECORD).unlink()
        replace_file(folder / HALF, found.file)
        self._write(found)
        with suppress(OSError):
            (folder / HALF_RECORD).unlink()

    def note_fingerprint(self, id: str, fingerprint: str) -> None:
        """Takes down what identifies the backbone, once that is known. Where nothing can be written (a data folder of
        somebody else), it is found out again the next time.
        """
        found = self.installed(id)
        if found is not None and found.fingerprint is None:
            with suppress(EngineError):
                self._write(replace(found, fingerprint=fingerprint))

    def drop_half(self, id: str) -> None:
        """Deletes what a download left; for whoever holds the lock.

        Raises:
            OSError: it cannot be deleted.
        """
        for name in _HALF_NAMES:
            (self.folder_of(id) / name).unlink(missing_ok=True)

    def forget_half(self, id: str) -> None:
        """Deletes what a cut-off download left.

        Raises:
            EngineError: it cannot be deleted, or a download of it is going on.
        """
        self._delete(id, _HALF_NAMES)

    def remove(self, id: str) -> None:
        """Deletes the backbone and what is left of its downloads.

        Raises:
            EngineError: it cannot be deleted, or a download of it is going on.
        """
        self._delete(id, (RECORD, WEIGHTS, *_HALF_NAMES), folder_too=True)

    def lock(self, id: str) -> FileLock:
        """Held by the one download of it that is going on. Its folder is made.

        Raises:
            OSError: the folder cannot be made.
        """
        folder = self.folder_of(id)
        folder.mkdir(parents=True, exist_ok=True)
        # Not bound to a thread: a generator that holds it may be closed by another one than began it.
        return FileLock(folder / LOCK, timeout=0, thread_local=False)

    def _delete(self, id: str, names: tuple[str, ...], *, folder_too: bool = False) -> None:
        folder = self.folder_of(id)
        if not folder.is_dir():
            return
        try:
            with self.lock(id):
                for name in names:
                    (folder / name).unlink(missing_ok=True)
                if folder_too:  # under the lock, so never below a download that begins; Windows leaves the lock's file
                    shutil.rmtree(folder, ignore_errors=True)
        except Timeout as error:
            raise EngineError.of("download-in-work", name=id) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise EngineError.of("download-not-removed", path=printable_path(folder), reason=reason) from error

    def _write(self, found: Installed) -> None:
        content = {"format": FORMAT, **asdict(found), "file": found.file.name}
        atomic_write(self.folder_of(found.id) / RECORD, canonical_json(content).encode())


def default_store(environment: Mapping[str, str] | None = None) -> BackboneStore:
    """The store in the user's data folder, or in the one that MMRL_DATA_DIR names: the program's own."""
    named = (os.environ if environment is None else environment).get(_VARIABLE)
    data = Path(named).expanduser().absolute() if named else user_data_path(_FOLDER, appauthor=False)
    return BackboneStore(data / "backbones")


def _read_record(path: Path) -> Mapping[str, Any]:
    """A record's fields; none where there is no record or it is damaged."""
    try:
        with path.open("rb") as stream:
            content = parse_json(stream.read(_MOST_RECORD_BYTES).decode("utf-8"))
    except (OSError, UnicodeDecodeError, StrictJsonError):
        return {}
    return content if isinstance(content, dict) and content.get("format") == FORMAT else {}


def _installed(id: str, folder: Path, content: Mapping[str, Any]) -> Installed | None:
    texts = [content.get(name) for name in ("sha256", "when", "host")]
    fingerprint, size = content.get("fingerprint"), content.get("size")
    sound = (
        content.get("id") == id
        and content.get("file") == WEIGHTS
        and type(size) is int
        and all(isinstance(text, str) for text in texts)
        and content.get("hash_from") in get_args(HashSource)
        and (fingerprint is None or isinstance(fingerprint, str))
    )
    if not sound:
        return None
    fields = {name: content[name] for name in ("size", "sha256", "hash_from", "fingerprint", "when", "host")}
    return Installed(id, folder / WEIGHTS, **fields)


def _half(content: Mapping[str, Any], size: int) -> Half | None:
    done, total, sha256 = content.get("done"), content.get("total"), content.get("sha256")
    texts = [content.get(name) for name in ("address", "validator")]
    sound = (
        type(total) is int
        and type(done) is int
        and 0 <= done <= total
        and all(isinstance(text, str) for text in texts)
        and (sha256 is None or isinstance(sha256, str))
    )
    if not sound:
        return None
    return Half(min(size, content["done"]), content["total"], content["address"], content["validator"], sha256)
