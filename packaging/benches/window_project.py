"""A project of many small pictures, made once and kept: each measurement works in a copy of its data folder."""

from __future__ import annotations

import io
import json
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from app.compute.decode_pool import DecodePool
from app.services.projects import Projects
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from benches.storage_import import import_into_new
from benches.storage_pictures import draw_jpeg, numbered

SMALL = (480, 360)
BASES = 40
CLASSES, EACH = 5, 8  # labelled pictures; the others lie in the inbox
MORE = 300  # to take in, and to ask about
_MADE = "made.json"


@dataclass(frozen=True)
class BigProject:
    """Attributes:
    data: its data folder. id: its row. pictures: how many it has. more: a folder of pictures that it has not.
    """

    data: Path
    id: int
    pictures: int
    more: Path


def big_project(folder: Path, pictures: int) -> BigProject:
    """The project, which is made where it is not there yet; that takes minutes."""
    folder = folder / f"project of {pictures}"
    made, data, more = folder / _MADE, folder / "data", folder / "more"
    if not made.exists():
        print(f"Making a project of {pictures:,} pictures in {folder} ...", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        given = folder / "given"
        _write_pictures(given, more, pictures)
        with closing(open_storage(find_folders(data)).storage) as storage, DecodePool(2) as decoder:
            seconds = import_into_new(storage, decoder, [given], pictures)
            project_id = Projects(storage).list()[0].id
        shutil.rmtree(given)
        made.write_text(json.dumps({"id": project_id, "seconds": seconds}), encoding="ascii")
    return BigProject(data, int(json.loads(made.read_text("ascii"))["id"]), pictures, more)


def working_copy(project: BigProject, folder: Path) -> BigProject:
    """A copy to work in. The program replaces pictures and never writes into them, so that those may be shared."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project.data, folder, copy_function=_share)
    return BigProject(folder, project.id, project.pictures, project.more)


def _share(source: str, target: str) -> None:
    if Path(source).suffix in (".sqlite", ".json"):
        shutil.copy2(source, target)
        return
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def _write_pictures(given: Path, more: Path, pictures: int) -> None:
    bases = [_draw_small(seed) for seed in range(BASES)]
    more.mkdir(parents=True)
    for number in range(pictures + MORE):
        place, kind = number // CLASSES, number % CLASSES
        folder = given / f"kind {kind + 1}" if place < EACH else given
        path = (more if number >= pictures else folder) / f"{number:05}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(numbered(bases[number % BASES], number))


def _draw_small(seed: int) -> bytes:
    """A drawn picture made smaller, as a JPEG file's bytes."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(draw_jpeg(seed))) as large:
        large.resize(SMALL).save(file, "JPEG", quality=85)
    return file.getvalue()
