"""Makes the databases of the newest schema that are kept here: run once when a schema is released, never again for it.

python -m tests.app.storage.databases.make
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from app.storage.database import ADAPTERS, PROJECTS
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.snapshot import copy_live
from tests.app.storage.stored_work import fill

HERE = Path(__file__).parent


def make(target: Path) -> None:
    """Writes `projects-N.sqlite` and `adapters-N.sqlite`, N being their schemas' numbers, into the folder `target`; one
    that is there stays as it is.
    """
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(find_folders(Path(folder))).storage
        fill(storage, "Animals", pictures=6)
        fill(storage, "Plants", pictures=3)
        copy_live(storage.folders.projects, Path(folder) / "projects", storage.driver)
        copy_live(storage.folders.adapters, Path(folder) / "adapters", storage.driver)
        storage.close()
        for kind in (PROJECTS, ADAPTERS):
            kept = target / f"{kind.name}-{kind.version}.sqlite"
            if not kept.exists():
                shutil.copyfile(Path(folder) / kind.name, kept)


if __name__ == "__main__":
    make(HERE)
