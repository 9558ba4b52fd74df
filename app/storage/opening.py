"""Opens the data folder: makes it, or checks, repairs and updates what is there."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.storage.backups import Backups
from app.storage.checks import READABLE, Finding, State, examine
from app.storage.database import ADAPTERS, PROJECTS, Database, Kind, connect
from app.storage.driver import Driver, find_driver
from app.storage.end_mark import EndMark
from app.storage.errors import told
from app.storage.folders import Folders
from app.storage.journal import Journal
from app.storage.repair import Repair, found_notice
from app.storage.schema import JOURNALED
from app.storage.storage import Files, Storage
from mmrl_engine.errors import EngineError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice


@dataclass(frozen=True, slots=True)
class Opened:
    """The data folder, ready for use, and what to tell the person about it."""

    storage: Storage
    notices: tuple[Notice, ...]


def open_storage(
    folders: Folders, *, driver: Driver | None = None, kinds: tuple[Kind, Kind] = (PROJECTS, ADAPTERS)
) -> Opened:
    """Opens the data folder, which no other process may have open.

    Args:
        kinds: what the two files are, and up to which schema they are known.

    Raises:
        EngineError: the data folder cannot be made or written, or another program holds a file. What was there is
            there still.
    """
    mark = EndMark(_make_folder(folders.data))
    opening = _Opening(folders, driver or find_driver(), *kinds, thorough=not mark.begin())
    opening.mend()
    if opening.refusal is None:
        opening.update()
    return Opened(opening.storage(mark), tuple(opening.notices))


@dataclass
class _Opening:
    """The steps of one opening, in their order."""

    folders: Folders
    driver: Driver
    projects: Kind
    adapters: Kind
    thorough: bool
    notices: list[Notice] = field(default_factory=list)
    refusal: Notice | None = None

    def __post_init__(self) -> None:
        self._backups = Backups(self.folders, self.driver)
        self._repair = Repair(self.driver, self._backups, self._create)

    def mend(self) -> None:
        """Makes both files sound, unless one is of a newer version: then nothing is changed."""
        projects = self._examine(self.folders.projects, self.projects)
        adapters = self._examine(self.folders.adapters, self.adapters)
        if State.NEWER in (projects.state, adapters.state):
            self._refuse(projects, adapters)
            return
        if projects.state not in READABLE:
            self.notices += self._repair.mend_projects(self.folders.projects, self.projects, projects)
            projects = examine(self.folders.projects, self.projects, self.driver, thorough=True)
        if adapters.state not in READABLE:
            needed = _named_sections(self.folders.projects, self.driver)
            self.notices += self._repair.mend_adapters(self.folders.adapters, self.adapters, adapters, needed)
        if projects.orphans:
            self.notices += self._repair.mend_orphans(self.folders.projects, projects.orphans)

    def update(self) -> None:
        """Brings files of an older schema up to date, after a backup of both."""
        older = [
            (path, kind)
            for path, kind in ((self.folders.projects, self.projects), (self.folders.adapters, self.adapters))
            if examine(path, kind, self.driver, thorough=False).state is State.OLDER
        ]
        if older:
            self.notices += self._backups.make("before-migration").notices
        for path, kind in older:
            self._create(path, kind, "head")

    def storage(self, mark: EndMark) -> Storage:
        """The opened data folder."""
        self._backups.close()
        newer = self.refusal is not None
        journal = Journal(self.projects.metadata, JOURNALED)
        files = Files(
            Database(self.folders.projects, self.projects, self.driver, prepare=journal.install, read_only=newer),
            Database(self.folders.adapters, self.adapters, self.driver, read_only=newer),
            journal,
        )
        backups = Backups(self.folders, self.driver, refusal=self.refusal)
        return Storage(self.folders, self.driver, files, backups, mark, self.refusal)

    def _examine(self, path: Path, kind: Kind) -> Finding:
        return examine(path, kind, self.driver, thorough=self.thorough)

    def _refuse(self, projects: Finding, adapters: Finding) -> None:
        """Leaves everything as it is, and says so."""
        for path, kind, finding in (
            (self.folders.projects, self.projects, projects),
            (self.folders.adapters, self.adapters, adapters),
        ):
            if finding.state is State.NEWER:
                told_newer = notice(
                    "storage-newer", path=printable_path(path), found=finding.version, known=kind.version
                )
                self.notices.append(told_newer)
                self.refusal = self.refusal or told_newer
            elif finding.state not in READABLE:
                self.notices.append(found_notice(path, finding))

    def _create(self, path: Path, kind: Kind, revision: str) -> None:
        # Only here, for a file that is new or of an older schema: Alembic takes longer to load than all else to open.
        from app.storage.migrate import upgrade

        with told(path):
            upgrade(path, kind, self.driver, to=revision)


def _make_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EngineError.of("storage-no-folder", path=printable_path(folder), reason=reason) from error
    return folder


def _named_sections(path: Path, driver: Driver) -> Collection[str]:
    """What the adapters' descriptions name."""
    with told(path), closing(connect(path, driver)) as connection:
        return {row[0] for row in connection.execute("SELECT DISTINCT section_sha256 FROM adapter")}
