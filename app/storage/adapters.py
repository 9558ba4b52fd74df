"""The adapters' tensors: sections of adapter files in `adapters.sqlite`, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from sqlalchemy import LargeBinary, cast, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningDelete

from app.storage.columns import now
from app.storage.database import Database
from app.storage.errors import told
from app.storage.schema import Section
from app.storage.writer import Writer
from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice

T = TypeVar("T")
_AT_ONCE = 500  # values in one statement


class AdapterVault:
    """Sections by their hashes. Reads run where they are called, writes on the writer's thread.

    Args:
        refusal: why nothing can be written, where that is so.
    """

    def __init__(self, database: Database, writer: Writer, *, refusal: Notice | None = None) -> None:
        self._database, self._writer, self._refusal = database, writer, refusal

    def put(self, section: bytes) -> str:
        """Stores a section, and returns its SHA-256; it is lasting by then.

        One that is there already counts as stored now, and is written anew: it may have been damaged.

        Raises:
            EngineError: the disk is full or failed, or nothing can be written.
        """
        sha256 = hashlib.sha256(section).hexdigest()
        row = insert(Section).values(sha256=sha256, size=len(section), stored_at=now(), data=section)
        renewed = {name: row.excluded[name] for name in ("size", "stored_at", "data")}
        self._write(lambda session: session.execute(row.on_conflict_do_update(index_elements=["sha256"], set_=renewed)))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The section, just as it was put.

        Raises:
            EngineError: it is not there, or damaged.
        """
        data = self._data(sha256)
        path = printable_path(self._database.path)
        if data is None:
            raise EngineError.of("adapter-section-missing", path=path)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise EngineError.of("adapter-section-damaged", path=path)
        return data

    def has(self, sha256: str) -> bool:
        """Whether there is such a section, damaged or not."""
        with self._read() as session:
            return session.scalar(select(Section.sha256).where(Section.sha256 == sha256)) is not None

    def verify(self, sha256: str) -> bool:
        """Whether there is such a section, with the bytes that were put."""
        data = self._data(sha256)
        return data is not None and hashlib.sha256(data).hexdigest() == sha256

    def sizes(self) -> dict[str, int]:
        """Bytes of every section."""
        with self._read() as session:
            return {row.sha256: row.size for row in session.execute(select(Section.sha256, Section.size))}

    def delete(self, hashes: Iterable[str], *, before: str) -> list[int]:
        """Deletes those of the sections that were last put before a moment (`columns.stamp`); the bytes of each.

        For the collector alone, which knows that nothing needs them.
        """
        listed, sizes = list(hashes), list[int]()
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            gone = delete(Section).where(Section.sha256.in_(some), Section.stored_at < before).returning(Section.size)
            sizes += self._write(partial(_sizes, statement=gone))
        return sizes

    def _data(self, sha256: str) -> bytes | None:
        # Damage may turn bytes into text; cast, it comes out as bytes all the same.
        wanted = select(cast(Section.data, LargeBinary)).where(Section.sha256 == sha256)
        with self._read() as session:
            return session.execute(wanted).scalar_one_or_none()

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with told(self._database.path), self._database.reading() as session:
            yield session

    def _write(self, work: Callable[[Session], T]) -> T:
        if self._refusal is not None:
            raise EngineError(self._refusal)

        def run() -> T:
            with told(self._database.path), self._database.write_sessions.begin() as session:
                return work(session)

        return self._writer.run(run)


def _sizes(session: Session, statement: ReturningDelete[int]) -> list[int]:
    return list(session.scalars(statement))
