"""Pictures that are kept in place, and whose file is not where or what it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.services.importing import Importing
from app.services.pictures import Pictures
from app.services.relink import Lost, Relinking
from app.services.undo import Undo
from app.storage.storage import Storage
from mmrl_engine.errors import PictureError
from tests.app.services.import_help import HereDecoder, new_project, write_picture


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for number in range(4):
        write_picture(tmp_path / f"photos/{number}.png", number)
    return tmp_path / "photos"


@pytest.fixture
def project(storage: Storage, photos: Path) -> int:
    project_id, importing = new_project(storage, keep="in_place"), Importing(storage, HereDecoder())
    importing.run(project_id=project_id, plan=importing.plan(paths=[photos]))
    return project_id


@pytest.fixture
def relinking(storage: Storage) -> Relinking:
    return Relinking(storage)


def lost(relinking: Relinking, project: int) -> dict[str, Lost]:
    return {item.name: item.state for item in relinking.check(project_id=project)}


def paths(storage: Storage, project: int) -> list[Path]:
    pictures = Pictures(storage)
    return [pictures.path_of(placement_id=view.id) for view in pictures.page(project_id=project)]


def test_missing_and_changed_files_are_told(relinking: Relinking, project: int, photos: Path) -> None:
    assert lost(relinking, project) == {}
    (photos / "0.png").unlink()
    (photos / "1.png").write_bytes(b"another")
    data = bytearray((photos / "2.png").read_bytes())
    data[-1] ^= 1
    (photos / "2.png").write_bytes(data)
    os.utime(photos / "3.png", (1, 1))
    assert lost(relinking, project) == {"0.png": Lost.MISSING, "1.png": Lost.CHANGED, "2.png": Lost.CHANGED}


def test_copied_pictures_and_those_in_the_trash_are_not_looked_for(
    storage: Storage, relinking: Relinking, project: int, photos: Path, tmp_path: Path
) -> None:
    importing = Importing(storage, HereDecoder())
    copied = write_picture(tmp_path / "copied.png", 9)
    importing.run(project_id=project, plan=importing.plan(paths=[copied]), keep="copy")
    view = Pictures(storage).page(project_id=project)[0]
    Pictures(storage).remove(placement_ids=[view.id])
    copied.unlink()
    (photos / view.name).unlink()
    assert lost(relinking, project) == {}


def test_moved_pictures_are_found_by_what_they_hold(
    storage: Storage, relinking: Relinking, project: int, photos: Path, tmp_path: Path
) -> None:
    before = paths(storage, project)
    new = tmp_path / "new"
    (new / "deep").mkdir(parents=True)
    (photos / "0.png").rename(new / "deep/0.png")
    (photos / "1.png").rename(new / "called otherwise.png")
    size = (photos / "2.png").stat().st_size
    (photos / "2.png").unlink()
    (new / "2.png").write_bytes(bytes(size))
    change = relinking.relink(project_id=project, folder=new)
    assert paths(storage, project) == [new / "deep/0.png", new / "called otherwise.png", *before[2:]]
    assert lost(relinking, project) == {"2.png": Lost.MISSING}
    assert change.act is not None
    assert (change.act.code, change.act.params) == ("pictures-relinked", {"count": 2})
    assert [(item.code, item.params["found"], item.params["lost"]) for item in change.notices] == [
        ("pictures-found-again", 2, 3)
    ]
    Undo(storage).undo(project_id=project)
    assert paths(storage, project) == before


def test_nothing_found_changes_nothing(relinking: Relinking, project: int, photos: Path, tmp_path: Path) -> None:
    (photos / "0.png").unlink()
    (tmp_path / "empty").mkdir()
    change = relinking.relink(project_id=project, folder=tmp_path / "empty")
    assert not change
    assert change.act is None
    with pytest.raises(PictureError):
        relinking.relink(project_id=project, folder=tmp_path / "none")


def test_looking_for_files_can_be_stopped(
    storage: Storage, relinking: Relinking, project: int, photos: Path, tmp_path: Path
) -> None:
    photos.rename(tmp_path / "moved")
    asked: list[bool] = []

    def after_two() -> bool:
        asked.append(True)
        return len(asked) > 2

    relinking.relink(project_id=project, folder=tmp_path / "moved", stop=after_two)
    assert len(lost(relinking, project)) == 2
