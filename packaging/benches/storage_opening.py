"""Opening a project in a process that has just started."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

_SPAWN = multiprocessing.get_context("spawn")
FIRST_PAGE = 200


def measure_opening(folder: Path, project_id: int, rounds: int, *, crashed: bool) -> dict[str, float]:
    """Milliseconds of each step, the median of as many new processes.

    Args:
        crashed: each time the program before has ended without closing its files, so that all of them are checked.
    """
    if crashed:
        _open_once(folder, project_id, crash=True)
    found = [_open_once(folder, project_id, crash=crashed) for _ in range(rounds)]
    if crashed:
        _open_once(folder, project_id, crash=False)
    return {step: 1e3 * median(times[step] for times in found) for step in found[0]}


def _open_once(folder: Path, project_id: int, *, crash: bool) -> Mapping[str, float]:
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=open_and_tell, args=(theirs, folder, project_id, crash))
    process.start()
    theirs.close()
    with ours:
        times: Mapping[str, float] = ours.recv()
    process.join()
    return times


def open_and_tell(connection: Connection, folder: Path, project_id: int, crash: bool) -> None:
    """What the new process does: opens the project and tells the seconds of each step.

    Everything is imported here, since importing is a step itself.
    """
    times: dict[str, float] = {}
    with _step(times, "loading the program's modules"):
        from app.services.classes import Classes
        from app.services.pictures import Pictures
        from app.services.projects import Projects
        from app.services.undo import Undo
        from app.storage.folders import find_folders
        from app.storage.opening import open_storage
    with _step(times, "open_storage"):
        storage = open_storage(find_folders(folder)).storage
    with _step(times, "projects.open"):
        Projects(storage).open(project_id=project_id)
    with _step(times, "classes.list"):
        Classes(storage).list(project_id=project_id)
    with _step(times, "undo.state"):
        Undo(storage).state(project_id=project_id)
    with _step(times, f"pictures.page, the first {FIRST_PAGE}"):
        page = Pictures(storage).page(project_id=project_id, most=FIRST_PAGE)
    with _step(times, f"their thumbnails ({FIRST_PAGE} files)"):
        for picture in page:
            storage.thumbnails.read(picture.sha256)
    with _step(times, "pictures.page, all"):
        Pictures(storage).page(project_id=project_id)
    connection.send(times)
    connection.close()
    if crash:
        os._exit(0)
    storage.close()


@contextmanager
def _step(times: dict[str, float], name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    times[name] = time.perf_counter() - begin
