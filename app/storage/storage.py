"""The data folder as services see it: reads, writes on the writer's thread, and what lies beside the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from app.storage.database import Database
from app.storage.errors import told
from app.storage.folders import Folders
from app.storage.journal import Journal, RowChange
from app.storage.unit_of_work import ActRecord, UnitOfWork
from app.storage.writer import Writer

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Written(Generic[T_co]):
    """What a write returned, which rows it changed, and which act it was, if it was one."""

    value: T_co
    changes: tuple[RowChange, ...]
    act: ActRecord | None


class Storage:
    """Reads and writes of `projects.sqlite`.

    Reads run where they are called; writes run one after another on the writer's thread and are lasting when `write`
    returns.
    """

    def __init__(self, folders: Folders, projects: Database, journal: Journal, writer: Writer) -> None:
        self.folders, self._projects, self._journal, self._writer = folders, projects, journal, writer

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, since the file is of a newer version."""
        return self._projects.read_only

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database.

        Raises:
            EngineError: the file is damaged or cannot be read.
        """
        with told(self._projects.path), self._projects.reading() as session:
            yield session

    def write(self, work: Callable[[UnitOfWork], T]) -> Written[T]:
        """Runs `work` in one transaction, which is committed when it returns and rolled back when it raises.

        Raises:
            EngineError: the disk is full or failed, the file is of a newer version; nothing was changed.
        """

        def run() -> Written[T]:
            with told(self._projects.path), UnitOfWork(self._projects.write_sessions, self._journal) as unit:
                value = work(unit)
                unit.commit()
                return Written(value, unit.changes, unit.record)

        return self._writer.run(run)

    def close(self) -> None:
        """Waits for what is being written, and closes every connection."""
        self._writer.close()
        self._projects.close()
