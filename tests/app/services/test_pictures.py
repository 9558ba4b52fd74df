"""The pictures of a project: listing, sorting, the trash, and what is gone for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.services.classes import Classes
from app.services.importing import Importing
from app.services.jobs import JobPicture
from app.services.picture_views import PictureView, Shelf
from app.services.pictures import Pictures
from app.services.undo import Undo
from app.storage.journal import unpack
from app.storage.schema import Act, ActPart, Placement
from app.storage.storage import Storage
from mmrl_engine.errors import InputError
from tests.app.services.import_help import HereDecoder, new_project, place, placed, write_picture
from tests.app.services.project_samples import add_unreadable, state


@pytest.fixture
def pictures(storage: Storage) -> Pictures:
    return Pictures(storage)


@pytest.fixture
def project(storage: Storage) -> int:
    return new_project(storage)


def ids(views: tuple[PictureView, ...]) -> list[int]:
    return [view.id for view in views]


def new_class(storage: Storage, project: int, name: str) -> int:
    made = Classes(storage).add(project_id=project, name=name).made
    assert made is not None
    return made


def codes(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [item.code for item in error.value.notices]


def test_pictures_are_listed_by_where_they_lie(storage: Storage, pictures: Pictures, project: int) -> None:
    cat = new_class(storage, project, "cat")
    inbox, cats = place(storage, project, None, 3), place(storage, project, cat, 2, first=3)
    other = new_project(storage, name="other")
    place(storage, other, None, 1)
    pictures.remove(placement_ids=[inbox[0]])
    pictures.remove(placement_ids=[cats[0]])
    assert ids(pictures.page(project_id=project)) == [*inbox[1:], cats[1]]
    assert ids(pictures.page(project_id=project, shelf=Shelf.INBOX)) == inbox[1:]
    assert ids(pictures.page(project_id=project, shelf=cat)) == [cats[1]]
    assert set(ids(pictures.page(project_id=project, shelf=Shelf.TRASH))) == {inbox[0], cats[0]}
    assert ids(pictures.page(project_id=project, first=1, most=1)) == [inbox[2]]
    assert pictures.page(project_id=project, first=3, most=5) == ()


def test_pictures_are_put_in_a_class_and_back_to_the_inbox(storage: Storage, pictures: Pictures, project: int) -> None:
    cat, dog = new_class(storage, project, "cat"), new_class(storage, project, "dog")
    one, two, three = place(storage, project, None, 3)
    change = pictures.label(placement_ids=[one, two], class_id=cat)
    assert change.rows == {"placement": frozenset({one, two})}
    assert change.act is not None
    assert (change.act.code, change.act.params) == ("pictures-labelled", {"count": 2, "name": "cat"})
    moved = pictures.label(placement_ids=[two, three], class_id=dog)
    assert moved.act is not None
    assert ids(pictures.page(project_id=project, shelf=dog)) == [two, three]
    pictures.label(placement_ids=[one], class_id=None)
    assert ids(pictures.page(project_id=project, shelf=Shelf.INBOX)) == [one]
    Undo(storage).undo(project_id=project)
    Undo(storage).undo(project_id=project)
    assert ids(pictures.page(project_id=project, shelf=cat)) == [one, two]


def test_pictures_that_are_there_already_make_no_act(storage: Storage, pictures: Pictures, project: int) -> None:
    cat = new_class(storage, project, "cat")
    placed_ids = place(storage, project, cat, 2)
    assert not pictures.label(placement_ids=placed_ids, class_id=cat)
    assert not pictures.bring_back(placement_ids=placed_ids)
    assert pictures.label(placement_ids=placed_ids, class_id=cat).act is None


def test_more_pictures_than_a_statement_takes_parameters(storage: Storage, pictures: Pictures, project: int) -> None:
    cat = new_class(storage, project, "cat")
    many = place(storage, project, None, 1_000)
    change = pictures.label(placement_ids=[*many, *range(10_000, 50_000)], class_id=cat)
    assert change.rows["placement"] == frozenset(many)
    assert ids(pictures.page(project_id=project, shelf=cat)) == many


def test_gone_classes_and_pictures_are_told(storage: Storage, pictures: Pictures, project: int) -> None:
    one, two = place(storage, project, None, 2)
    foreign = new_class(storage, new_project(storage, name="other"), "cat")
    before = state(storage)
    for class_id in (foreign, 999):
        with pytest.raises(InputError) as caught:
            pictures.label(placement_ids=[one, two], class_id=class_id)
        assert codes(caught) == ["class-not-there"]
    for placement_ids in ([], [777]):
        with pytest.raises(InputError) as caught:
            pictures.remove(placement_ids=placement_ids)
        assert codes(caught) == ["pictures-not-there"]
    assert state(storage) == before
    pictures.remove(placement_ids=[one, 777])
    assert ids(pictures.page(project_id=project)) == [two]


def test_pictures_of_two_projects_are_our_own_mistake(storage: Storage, pictures: Pictures, project: int) -> None:
    mixed = [*place(storage, project, None, 1), *place(storage, new_project(storage, name="b"), None, 1)]
    with pytest.raises(ValueError, match="one project"):
        pictures.remove(placement_ids=mixed)


def test_a_new_class_for_pictures_is_one_act(storage: Storage, pictures: Pictures, project: int) -> None:
    before = place(storage, project, None, 2)
    change = pictures.label_new_class(placement_ids=before, name=" big  cat ")
    assert change.made is not None
    assert ids(pictures.page(project_id=project, shelf=change.made)) == before
    Undo(storage).undo(project_id=project)
    assert Classes(storage).list(project_id=project) == ()
    assert ids(pictures.page(project_id=project, shelf=Shelf.INBOX)) == before


def test_a_bad_name_for_the_new_class_changes_nothing(storage: Storage, pictures: Pictures, project: int) -> None:
    new_class(storage, project, "cat")
    one = place(storage, project, None, 1)
    before = state(storage)
    with pytest.raises(InputError) as caught:
        pictures.label_new_class(placement_ids=one, name="CAT")
    assert codes(caught) == ["class-already-there"]
    assert state(storage) == before


def test_what_is_kept_where_it_is_is_so_until_it_is_moved(storage: Storage, pictures: Pictures, project: int) -> None:
    cat, dog = new_class(storage, project, "cat"), new_class(storage, project, "dog")
    first, second = place(storage, project, cat, 2)
    change = pictures.keep(placement_ids=[first, second])
    assert change.act is not None
    assert (change.act.code, change.act.params) == ("pictures-kept", {"count": 2})
    assert not pictures.keep(placement_ids=[first])
    pictures.label(placement_ids=[first, second], class_id=cat)  # they are there
    pictures.remove(placement_ids=[second])
    pictures.bring_back(placement_ids=[second])
    Classes(storage).rename(class_id=cat, name="tom")
    assert [view.kept for view in pictures.page(project_id=project)] == [True, True]
    pictures.label(placement_ids=[first], class_id=dog)
    assert [view.kept for view in pictures.page(project_id=project)] == [False, True]
    Undo(storage).undo(project_id=project)
    assert [view.kept for view in pictures.page(project_id=project)] == [True, True]
    with pytest.raises(InputError) as caught:
        pictures.keep(placement_ids=[999])
    assert codes(caught) == ["pictures-not-there"]


def test_removed_pictures_come_back_to_their_class(storage: Storage, pictures: Pictures, project: int) -> None:
    cat = new_class(storage, project, "cat")
    one, two = place(storage, project, cat, 2)
    removed = pictures.remove(placement_ids=[one, two])
    assert removed.act is not None
    assert (removed.act.code, removed.act.params) == ("pictures-removed", {"count": 2})
    assert not pictures.label(placement_ids=[one], class_id=None)
    pictures.bring_back(placement_ids=[one])
    assert ids(pictures.page(project_id=project, shelf=cat)) == [one]
    Undo(storage).undo(project_id=project)
    Undo(storage).undo(project_id=project)
    assert ids(pictures.page(project_id=project, shelf=cat)) == [one, two]


def test_what_is_deleted_for_good_is_in_no_act_any_more(storage: Storage, pictures: Pictures, project: int) -> None:
    cat = new_class(storage, project, "cat")
    one, two = place(storage, project, None, 2, act="pictures-imported")
    pictures.label(placement_ids=[one], class_id=cat)
    pictures.label(placement_ids=[one, two], class_id=None)
    pictures.label(placement_ids=[two], class_id=cat)
    pictures.remove(placement_ids=[one])
    backups = len(storage.backups.list())
    change = pictures.delete_for_good(placement_ids=[one, two])
    assert change.rows == {"placement": frozenset({one})}
    assert change.act is None
    assert len(storage.backups.list()) == backups + 1
    assert storage.backups.list()[0].reason == "pictures-deleted"
    with storage.read() as session:
        changes = [item for blob in session.scalars(select(ActPart.changes)) for item in unpack(blob)]
        acts = session.scalars(select(Act.code).order_by(Act.id)).all()
    assert {item.row for item in changes if item.table == "placement"} == {two}
    # Moving the other one back to the inbox changed nothing of it.
    assert acts == ["class-added", "pictures-imported", "pictures-labelled"]


def test_undo_and_redo_go_on_after_something_is_gone_for_good(
    storage: Storage, pictures: Pictures, project: int
) -> None:
    cat = new_class(storage, project, "cat")
    one, two = place(storage, project, None, 2, act="pictures-imported")
    pictures.label(placement_ids=[one, two], class_id=cat)
    pictures.remove(placement_ids=[one])
    pictures.delete_for_good(placement_ids=[one])
    after = state(storage)
    undo = Undo(storage)
    while undo.undo(project_id=project):
        pass
    assert pictures.page(project_id=project) == ()
    assert Classes(storage).list(project_id=project) == ()
    while undo.redo(project_id=project):
        pass
    assert state(storage) == after


def test_what_is_deleted_for_good_does_not_come_back_by_redo(
    storage: Storage, pictures: Pictures, project: int
) -> None:
    one, two = place(storage, project, None, 2, act="pictures-imported")
    pictures.remove(placement_ids=[one])
    pictures.bring_back(placement_ids=[one])
    Undo(storage).undo(project_id=project)
    pictures.delete_for_good(placement_ids=[one])
    while Undo(storage).redo(project_id=project):
        pass
    assert ids(pictures.page(project_id=project)) == [two]
    assert pictures.page(project_id=project, shelf=Shelf.TRASH) == ()


def test_only_what_lies_in_the_trash_can_be_deleted(storage: Storage, pictures: Pictures, project: int) -> None:
    placement_ids = place(storage, project, None, 3)
    with pytest.raises(InputError) as caught:
        pictures.delete_for_good(placement_ids=placement_ids)
    assert codes(caught) == ["pictures-not-in-trash"]
    pictures.remove(placement_ids=placement_ids[:2])
    pictures.empty_trash(project_id=project)
    with storage.read() as session:
        assert session.scalar(select(func.count()).select_from(Placement)) == 1
    with pytest.raises(InputError):
        pictures.empty_trash(project_id=project)


def test_a_picture_comes_in_anew_after_it_was_deleted_for_good(
    storage: Storage, pictures: Pictures, project: int, tmp_path: Path
) -> None:
    importing, path = Importing(storage, HereDecoder()), write_picture(tmp_path / "a.png")
    for _ in range(2):
        assert importing.run(project_id=project, plan=importing.plan(paths=[path])).added == 1
        view = pictures.page(project_id=project)[0]
        assert pictures.path_of(placement_id=view.id).read_bytes() == path.read_bytes()
        pictures.remove(placement_ids=[view.id])
        pictures.empty_trash(project_id=project)
    with pytest.raises(InputError):
        pictures.path_of(placement_id=view.id)
    assert placed(storage, project) == {}


def test_files_that_could_not_be_read_are_taken_off_the_list(
    storage: Storage, pictures: Pictures, project: int
) -> None:
    found = [add_unreadable(storage, project, None) for _ in range(3)]
    change = pictures.dismiss_unreadable(project_id=project, ids=found[:1])
    assert change.rows == {"unreadable": frozenset(found[:1])}
    assert [item.id for item in pictures.unreadable(project_id=project)] == found[1:]
    pictures.dismiss_unreadable(project_id=project)
    assert pictures.unreadable(project_id=project) == ()
    Undo(storage).undo(project_id=project)
    assert [item.id for item in pictures.unreadable(project_id=project)] == found[1:]


def test_files_are_told_as_jobs_take_them(storage: Storage, pictures: Pictures, tmp_path: Path) -> None:
    kept, copied = new_project(storage, "in_place"), new_project(storage)
    outside, other = write_picture(tmp_path / "a.png", 1), write_picture(tmp_path / "b.png", 2)
    importing = Importing(storage, HereDecoder())
    importing.run(project_id=kept, plan=importing.plan(paths=[outside]))
    importing.run(project_id=copied, plan=importing.plan(paths=[other]))
    (stays,), (moved,) = pictures.page(project_id=kept), pictures.page(project_id=copied)
    assert pictures.files_of(placement_ids=[stays.id, moved.id, 10_000]) == {
        stays.id: JobPicture(outside, stays.sha256),
        moved.id: JobPicture(storage.pictures.path(moved.sha256), moved.sha256),
    }
    assert pictures.files_of(placement_ids=[]) == {}
