"""The data folder as services see it: reads, writes on the writer's thread, and what lies beside the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.storage.act_record import ActRecord
from app.storage.adapter_files import AdapterFiles
from app.storage.adapters import AdapterVault
from app.storage.backups import Backups
from app.storage.database import Database
from app.storage.driver import Driver
from app.storage.end_mark import EndMark
from app.storage.errors import told
from app.storage.folders import Folders
from app.storage.journal import Journal, RowChange
from app.storage.pictures import PictureStore
from app.storage.thumbnails import Thumbnails
from app.storage.unit_of_work import UnitOfWork
from app.storage.writer import Writer
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Written(Generic[T_co]):
    """What a write returned, which rows it changed, and which act it was, if it was one."""

    value: T_co
    changes: tuple[RowChange, ...]
    act: ActRecord | None


@dataclass(frozen=True, slots=True)
class Files:
    """The two databases, opened, and the journal of the first."""

    projects: Database
    adapters: Database
    journal: Journal


class Storage:
    """Reads and writes of `projects.sqlite`, and what lies beside it.

    Reads run where they are called; writes run one after another on the writer's thread and are lasting when `write`
    returns.

    Attributes:
        folders, driver: where everything lies, and which SQLite is used.
        pictures, thumbnails, adapters, adapter_files, backups: what lies beside the database.

    Args:
        refusal: why nothing can be written: a file is of a newer version.
    """

    def __init__(
        self,
        folders: Folders,
        driver: Driver,
        files: Files,
        backups: Backups,
        mark: EndMark,
        refusal: Notice | None = None,
    ) -> None:
        self.folders, self.driver, self.backups = folders, driver, backups
        self._projects, self._adapters, self._journal = files.projects, files.adapters, files.journal
        self._mark, self._refusal, self._writer = mark, refusal, Writer()
        self.pictures = PictureStore(folders.pictures)
        self.thumbnails = Thumbnails(folders.thumbnails)
        self.adapters = AdapterVault(files.adapters, self._writer, refusal=refusal)
        self.adapter_files = AdapterFiles(folders.adapter_files)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written, since a file is of a newer version."""
        return self._refusal is not None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database.

        Raises:
            EngineError: the file is damaged or cannot be read.
        """
        with self._guarded(), self._projects.reading() as session:
            yield session

    def write(self, work: Callable[[UnitOfWork], T]) -> Written[T]:
        """Runs `work` in one transaction, which is committed when it returns and rolled back when it raises.

        Raises:
            EngineError: the disk is full or failed, a file is of a newer version; nothing was changed.
        """
        if self._refusal is not None:
            raise EngineError(self._refusal)

        def run() -> Written[T]:
            with self._guarded(), UnitOfWork(self._projects.write_sessions, self._journal) as unit:
                value = work(unit)
                unit.commit()
                return Written(value, unit.changes, unit.record)

        return self._writer.run(run)

    def close(self) -> None:
        """Waits for what is being written, closes every connection, and notes that all ended as it should."""
        self._writer.close()
        self.backups.close()
        self._projects.close()
        self._adapters.close()
        self._mark.end()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            with told(self._projects.path):
                yield
        except EngineError as error:
            codes = {item.code for item in error.notices}
            if "storage-damaged" in codes:
                self._mark.distrust()
            if self._refusal is not None and "storage-not-opened" in codes:
                raise EngineError(self._refusal) from error  # missing beside a newer one, so it was not made anew
            raise
        except DBAPIError as error:
            if self._refusal is None:
                raise
            # The newer version's tables are not as they are known here.
            raise EngineError(self._refusal) from error
