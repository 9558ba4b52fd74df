"""One picture of an import, from its file to all that its rows say, or to the reason why it cannot be read."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import select

from app.services.import_files import Bringer, Brought
from app.services.import_plan import PlannedPicture
from app.services.jobs import Decoder, Look
from app.storage.schema import Picture
from app.storage.storage import Storage
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice

THUMBNAIL = 320  # pixels of the longer side


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a look at a picture found; see `app.storage.schema.Picture`."""

    width: int
    height: int
    kind: str
    taken: str | None
    dhash: int


@dataclass(frozen=True, slots=True)
class Readable:
    """A picture that can be taken in."""

    picture: PlannedPicture
    file: Brought
    facts: PictureFacts


@dataclass(frozen=True, slots=True)
class NotReadable:
    """A picture that cannot be read, and why."""

    picture: PlannedPicture
    reason: Notice


Prepared = Readable | NotReadable


class Preparer:
    """Brings pictures and looks at them; several threads may call it at once.

    Files of the same content are decoded once. So are those that some project has already, while their thumbnail is
    there.
    """

    def __init__(self, storage: Storage, decoder: Decoder, bringer: Bringer) -> None:
        self._storage, self._decoder, self._bringer = storage, decoder, bringer
        self._lock = threading.Lock()
        self._looking: dict[str, Future[PictureFacts]] = {}
        self._seen: dict[str, PictureFacts] = {}
        with storage.read() as session:
            self._known = frozenset(session.scalars(select(Picture.sha256)))

    def __call__(self, picture: PlannedPicture) -> Prepared:
        """The picture, prepared.

        Raises:
            EngineError: nothing more can be copied. CancelledError: the decoder was closed.
        """
        try:
            file = self._bringer.bring(picture)
        except (PictureError, InputError) as error:
            return NotReadable(picture, _of_source(error.notices[0], picture))
        try:
            return Readable(picture, file, self._facts(file))
        except PictureError as error:
            self.drop(file)
            return NotReadable(picture, _of_source(error.notices[0], picture))
        except BaseException:
            self.drop(file)
            raise

    def drop(self, file: Brought) -> None:
        """Removes a copy that is not wanted."""
        if file.staged is not None:
            self._storage.pictures.drop(file.staged)

    def _facts(self, file: Brought) -> PictureFacts:
        with self._lock:
            if (seen := self._seen.get(file.sha256)) is not None:
                return seen
            other = self._looking.get(file.sha256)
            mine: Future[PictureFacts] = Future()
            if other is None:
                self._looking[file.sha256] = mine
        if other is not None:
            return other.result()
        try:
            facts = self._known_facts(file.sha256) or self._look(file)
        except BaseException as error:
            self._told(file.sha256, None)
            mine.set_exception(error)
            raise
        self._told(file.sha256, facts)
        mine.set_result(facts)
        return facts

    def _told(self, sha256: str, facts: PictureFacts | None) -> None:
        with self._lock:
            del self._looking[sha256]
            if facts is not None:
                self._seen[sha256] = facts

    def _known_facts(self, sha256: str) -> PictureFacts | None:
        if sha256 not in self._known or self._storage.thumbnails.read(sha256) is None:
            return None
        with self._storage.read() as session:
            row = session.get(Picture, sha256)
            return None if row is None else PictureFacts(row.width, row.height, row.kind, row.taken, row.dhash)

    def _look(self, file: Brought) -> PictureFacts:
        found: Look = self._decoder.look(file.path, THUMBNAIL).result()
        self._storage.thumbnails.write(file.sha256, found.thumbnail)
        return PictureFacts(found.width, found.height, found.kind, found.taken, found.dhash)


def _of_source(reason: Notice, picture: PlannedPicture) -> Notice:
    """The reason, which may speak of the copy, about the file that the person knows."""
    if reason.code.startswith("zip-"):
        return reason
    return Notice(reason.code, {**reason.params, "path": printable_path(picture.source)})
