"""Opens the data folder: makes it, or checks and updates what is there."""

from __future__ import annotations

from app.storage.database import ADAPTERS, PROJECTS, Database
from app.storage.driver import find_driver
from app.storage.folders import Folders
from app.storage.journal import Journal
from app.storage.migrate import upgrade
from app.storage.schema import JOURNALED
from app.storage.storage import Storage
from app.storage.writer import Writer


def open_storage(folders: Folders) -> Storage:
    """The data folder, ready for use."""
    driver = find_driver()
    folders.data.mkdir(parents=True, exist_ok=True)
    upgrade(folders.projects, PROJECTS, driver)
    upgrade(folders.adapters, ADAPTERS, driver)
    journal = Journal(PROJECTS.metadata, JOURNALED)
    projects = Database(folders.projects, PROJECTS, driver, prepare=journal.install)
    return Storage(folders, projects, journal, Writer())
