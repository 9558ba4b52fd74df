"""A picture whose answer was set right: where it comes to lie, and that one undo takes all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.classes import Classes
from app.services.corrections import Corrections
from app.services.importing import Importing
from app.services.pictures import Pictures
from app.services.undo import Undo
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError, InputError
from tests.app.services.import_help import HereDecoder, new_project, write_picture


@pytest.fixture
def corrections(storage: Storage) -> Corrections:
    return Corrections(storage, Importing(storage, HereDecoder()))


@pytest.fixture
def project(storage: Storage) -> int:
    return new_project(storage)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return write_picture(tmp_path / "outside" / "horse.png", 3)


def lying(storage: Storage, project: int) -> list[str | None]:
    """The class of each picture."""
    names = {view.id: view.name for view in Classes(storage).list(project_id=project)}
    return [names.get(item.class_id or 0) for item in Pictures(storage).page(project_id=project)]


def class_names(storage: Storage, project: int) -> list[str]:
    return [view.name for view in Classes(storage).list(project_id=project)]


def made(storage: Storage, project: int, name: str) -> int:
    class_id = Classes(storage).add(project_id=project, name=name).made
    assert class_id is not None
    return class_id


def test_a_picture_from_outside_comes_into_the_class_as_one_act(
    storage: Storage, corrections: Corrections, project: int, picture: Path
) -> None:
    class_id = made(storage, project, "cat")
    correction = corrections.put(project_id=project, path=picture, class_id=class_id)
    assert lying(storage, project) == ["cat"]
    assert correction.act is not None
    Undo(storage).undo(project_id=project)
    assert lying(storage, project) == []
    assert class_names(storage, project) == ["cat"]


def test_a_picture_of_the_project_changes_its_class(
    storage: Storage, corrections: Corrections, project: int, picture: Path
) -> None:
    cat, dog = made(storage, project, "cat"), made(storage, project, "dog")
    corrections.put(project_id=project, path=picture, class_id=cat)
    pictures = Pictures(storage)
    pictures.keep(placement_ids=[view.id for view in pictures.page(project_id=project)])
    corrections.put(project_id=project, path=picture, class_id=dog)
    assert lying(storage, project) == ["dog"]
    assert [view.kept for view in pictures.page(project_id=project)] == [False]
    Undo(storage).undo(project_id=project)
    assert lying(storage, project) == ["cat"]
    assert [view.kept for view in pictures.page(project_id=project)] == [True]


def test_where_it_lies_already_nothing_is_done(
    storage: Storage, corrections: Corrections, project: int, picture: Path
) -> None:
    cat = made(storage, project, "cat")
    corrections.put(project_id=project, path=picture, class_id=cat)
    again = corrections.put(project_id=project, path=picture, class_id=cat)
    assert again.act is None
    assert not any(again.changes)


@pytest.mark.parametrize("here", [False, True], ids=["from outside", "of the project"])
def test_a_new_class_and_its_picture_are_one_act(
    storage: Storage, corrections: Corrections, project: int, picture: Path, here: bool
) -> None:
    cat = made(storage, project, "cat")
    if here:
        corrections.put(project_id=project, path=picture, class_id=cat)
    corrections.put_new(project_id=project, path=picture, name="horse", words="a running horse")
    assert lying(storage, project) == ["horse"]
    assert Classes(storage).list(project_id=project)[1].words == "a running horse"
    Undo(storage).undo(project_id=project)
    assert lying(storage, project) == (["cat"] if here else [])
    assert class_names(storage, project) == ["cat"]
    Undo(storage).redo(project_id=project)
    assert lying(storage, project) == ["horse"]


@pytest.mark.parametrize(("name", "words"), [("cat", None), ("  ", None), ("horse", "cat")])
def test_a_name_that_cannot_be_used_brings_no_picture_in(
    storage: Storage, corrections: Corrections, project: int, picture: Path, name: str, words: str | None
) -> None:
    made(storage, project, "cat")
    with pytest.raises(InputError):
        corrections.put_new(project_id=project, path=picture, name=name, words=words)
    assert lying(storage, project) == []
    assert class_names(storage, project) == ["cat"]


def test_a_file_that_is_gone_leaves_no_trace(
    storage: Storage, corrections: Corrections, project: int, picture: Path
) -> None:
    cat = made(storage, project, "cat")
    picture.unlink()
    with pytest.raises(EngineError):
        corrections.put(project_id=project, path=picture, class_id=cat)
    assert Pictures(storage).unreadable(project_id=project) == ()


def test_a_class_that_is_gone_takes_nothing(
    storage: Storage, corrections: Corrections, project: int, picture: Path
) -> None:
    other = made(storage, new_project(storage, name="other"), "dog")
    for class_id in (other, other + 1):
        with pytest.raises(InputError):
            corrections.put(project_id=project, path=picture, class_id=class_id)
    assert lying(storage, project) == []


def test_a_pasted_picture_is_copied_even_where_pictures_stay_in_place(storage: Storage, tmp_path: Path) -> None:
    project = new_project(storage, keep="in_place")
    cat, picture = made(storage, project, "cat"), write_picture(tmp_path / "pasted.png", 1)
    Corrections(storage, Importing(storage, HereDecoder())).put(
        project_id=project, path=picture, class_id=cat, keep="copy"
    )
    (placed,) = Pictures(storage).page(project_id=project)
    picture.unlink()
    file = Pictures(storage).file_of_hash(sha256=placed.sha256)
    assert file is not None
    assert file.is_file()
