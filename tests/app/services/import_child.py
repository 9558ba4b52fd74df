"""A process that imports a folder and says what is lasting, to be killed while it does: DATA FOLDER PROJECT."""

from __future__ import annotations

import sys
from pathlib import Path

from app.services.import_report import ImportProgress
from app.services.importing import Importing
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from tests.app.services.import_help import HereDecoder


def tell(progress: ImportProgress) -> None:
    """A line for each batch that brought something."""
    if progress.change:
        print(progress.committed, flush=True)


def main(data: str, folder: str, project: str) -> None:
    """Imports everything."""
    storage = open_storage(find_folders(Path(data))).storage
    importing = Importing(storage, HereDecoder())
    importing.run(project_id=int(project), plan=importing.plan(paths=[Path(folder)]), progress=tell)
    storage.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
