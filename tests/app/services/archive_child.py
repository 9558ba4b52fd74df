"""A process that works on archives until it is killed or its disk is full: WORK DATA ARCHIVE [BYTES]."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from app.services.archives import ArchiveProgress, Archives
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from mmrl_engine.errors import EngineError
from tests.app.services.import_help import HereDecoder


def tell(progress: ArchiveProgress) -> None:
    """A line for each step."""
    print(progress.step, progress.done, flush=True)


def main(work: str, data: str, archive: str, largest: str = "0") -> None:
    """Imports, or exports project 1; with a limit no file can grow past so many bytes."""
    storage = open_storage(find_folders(Path(data))).storage
    archives = Archives(storage, HereDecoder())
    if int(largest):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), resource.RLIM_INFINITY))
    try:
        if work == "import":
            archives.import_archive(path=Path(archive), progress=tell)
        else:
            archives.export(project_id=1, path=Path(archive), progress=tell)
        print("done", flush=True)
    except EngineError as error:
        print(*(item.code for item in error.notices), flush=True)
    storage.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
