"""Projects: names, copies, the trash, and deleting for good."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from app.services.change import Change
from app.services.classes import Classes
from app.services.jobs import BackboneSource
from app.services.projects import Projects
from app.services.undo import Undo
from app.storage.columns import now
from app.storage.schema import Act, AdapterRow, ClassRow, Placement, Project, ProjectsBase, Run, Unreadable
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.backbones.catalogue import DEMO
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import notice
from tests.app.acts import kept_acts
from tests.app.services.project_samples import add_adapter, add_pictures, add_unreadable, state


@pytest.fixture
def projects(storage: Storage) -> Projects:
    return Projects(storage)


def made(change: Change) -> int:
    assert change.made is not None
    return change.made


def names(projects: Projects) -> list[str]:
    return [card.name for card in projects.list()]


def codes(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [item.code for item in error.value.notices]


def set_of(storage: Storage, project_id: int, **values: Any) -> None:
    def work(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Project, project_id)
        for name, value in values.items():
            setattr(row, name, value)

    storage.write(work)


def test_a_new_project_is_empty_and_answers_with_the_demo(projects: Projects) -> None:
    change = projects.create(name="  My   animals ")
    assert change.rows == {"project": {change.made}}
    assert change.act is None
    view = projects.get(project_id=made(change))
    assert (view.name, view.backbone, view.template) == ("My animals", BackboneSource("demo"), "a photo of a {}.")
    assert (view.keep, view.adapter_id, view.trashed_at) == ("copy", None, None)
    (card,) = projects.list()
    assert (card.id, card.classes, card.pictures, card.covers, card.trained) == (view.id, 0, 0, (), False)


def test_all_problems_of_a_new_project_are_told_together(projects: Projects) -> None:
    with pytest.raises(InputError) as error:
        projects.create(name="\u200b", template="no place", keep="elsewhere")
    assert codes(error) == ["project-name-blank", "config-template", "config-choice"]
    assert projects.list() == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (" \n", "project-name-blank"),
        ("n" * 201, "project-name-characters"),
        ("a\udcff", "project-name-not-text"),
        ("a\x07b", "project-name-not-text"),
        ("ANIMALS", "project-already-there"),
    ],
)
def test_names_that_are_refused(projects: Projects, name: str, code: str) -> None:
    projects.create(name="Animals")
    plants = made(projects.create(name="Plants"))
    with pytest.raises(InputError) as error:
        projects.create(name=name)
    assert codes(error) == [code]
    with pytest.raises(InputError) as error:
        projects.rename(project_id=plants, name=name)
    assert codes(error) == [code]
    assert names(projects) == ["Plants", "Animals"]


def test_renaming_can_be_undone(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="n" * 200))
    change = projects.rename(project_id=animals, name="Beasts")
    assert change.act is not None
    assert str(notice(change.act.code, **change.act.params)).endswith("is now called Beasts.")
    projects.rename(project_id=animals, name="BEASTS")
    Undo(storage).undo(project_id=animals)
    assert names(projects) == ["Beasts"]
    Undo(storage).undo(project_id=animals)
    assert names(projects) == ["n" * 200]


def test_undo_does_not_take_a_name_from_another_project(storage: Storage, projects: Projects) -> None:
    first = made(projects.create(name="Animals"))
    projects.rename(project_id=first, name="Beasts")
    other = made(projects.create(name="Animals"))
    with pytest.raises(InputError) as error:
        Undo(storage).undo(project_id=first)
    assert codes(error) == ["project-already-there"]
    assert sorted(names(projects)) == ["Animals", "Beasts"]
    projects.trash(project_id=other)
    Undo(storage).undo(project_id=first)
    assert names(projects) == ["Animals"]


def test_the_list_starts_with_what_was_opened_last(storage: Storage, projects: Projects) -> None:
    first, second = (made(projects.create(name=name)) for name in ("first", "second"))
    for project_id, year in ((first, "2020"), (second, "2021")):
        set_of(storage, project_id, opened_at=f"{year}-01-01T00:00:00.000Z")
    assert names(projects) == ["second", "first"]
    view = projects.open(project_id=first)
    assert view.opened_at > "2022"
    assert names(projects) == ["first", "second"]
    assert projects.list()[0].opened_at == view.opened_at


def test_cards_count_what_is_there(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="Animals"))
    other = made(projects.create(name="Other"))
    cat = made(Classes(storage).add(project_id=animals, name="cat"))
    placed = add_pictures(storage, animals, cat, 5)
    add_pictures(storage, other, None, 1)
    storage.write(lambda unit: setattr(unit.session.get_one(Placement, placed[-1]), "removed_at", now()))
    add_adapter(storage, animals, [])
    cards = {card.name: card for card in projects.list()}
    assert (cards["Animals"].classes, cards["Animals"].pictures, cards["Animals"].trained) == (1, 4, True)
    assert (cards["Other"].classes, cards["Other"].pictures, cards["Other"].trained) == (0, 1, False)
    with storage.read() as session:
        newest = [session.get_one(Placement, number).sha256 for number in reversed(placed[1:4])]
    assert list(cards["Animals"].covers) == newest


def test_a_copy_has_everything_but_the_trash_and_the_past(storage: Storage, projects: Projects) -> None:
    classes = Classes(storage)
    animals = made(projects.create(name="Animals", template="a drawing of a {}.", keep="in_place"))
    cat, dog, puppy = (made(classes.add(project_id=animals, name=name)) for name in ("cat", "dog", "puppy"))
    uids = {item.name: item.uid for item in classes.list(project_id=animals)}
    classes.set_color(class_id=cat, color="red")
    classes.merge(from_ids=[puppy], into_id=dog)
    placed = [*add_pictures(storage, animals, cat, 2), *add_pictures(storage, animals, None, 1, first=2)]
    (gone,) = add_pictures(storage, animals, dog, 1, first=3)
    storage.write(lambda unit: setattr(unit.session.get_one(Placement, gone), "removed_at", now()))
    storage.write(lambda unit: setattr(unit.session.get_one(Placement, placed[1]), "kept", True))
    add_unreadable(storage, animals, cat)
    add_adapter(storage, animals, [None])
    used = add_adapter(storage, animals, [uids["cat"], uids["puppy"], uids["dog"], None, "a removed class's"])
    set_of(storage, animals, adapter_id=used)

    copy = made(projects.duplicate(project_id=animals))

    view = projects.get(project_id=copy)
    assert (view.name, view.template, view.keep) == ("Animals (copy)", "a drawing of a {}.", "in_place")
    listed = classes.list(project_id=copy)
    assert [(item.name, item.mark.color, item.pictures, item.unreadable) for item in listed] == [
        ("cat", "red", 2, 1),
        ("dog", "orange", 0, 0),
    ]
    with storage.read() as session:
        copied = session.scalars(select(Placement).where(Placement.project_id == copy).order_by(Placement.id)).all()
        first = [session.get_one(Placement, number) for number in placed]
        assert [(row.sha256, row.name, row.source, row.kept) for row in copied] == [
            (row.sha256, row.name, row.source, row.kept) for row in first
        ]
        assert [row.class_id for row in copied] == [listed[0].id, listed[0].id, None]
        adapter = session.get_one(AdapterRow, view.adapter_id)
        assert (adapter.project_id, adapter.run_id, adapter.section_sha256) == (copy, None, "0" * 64)
        merged = session.get_one(ClassRow, listed[1].id).absorbed
        assert adapter.class_uids[:4] == [listed[0].uid, merged[0], listed[1].uid, None]
        every = session.scalars(select(ClassRow.uid)).all()
        assert len(set(every)) == len(every)
        assert not set(adapter.class_uids[:3]) & set(uids.values())
        assert session.scalars(select(func.count()).select_from(AdapterRow)).one() == 4
    assert kept_acts(storage, copy) == []


def test_changing_a_copy_leaves_the_first_alone(storage: Storage, projects: Projects) -> None:
    classes = Classes(storage)
    animals = made(projects.create(name="Animals"))
    cat = made(classes.add(project_id=animals, name="cat"))
    add_pictures(storage, animals, cat, 2)
    before = state(storage)
    copy = made(projects.duplicate(project_id=animals))
    classes.remove(class_id=classes.list(project_id=copy)[0].id)
    projects.delete_for_good(project_id=copy)
    assert state(storage) == before


def test_copies_get_names_of_their_own(projects: Projects) -> None:
    animals = made(projects.create(name="n" * 200))
    for ending in (" (copy)", " (copy) (2)", " (copy) (3)"):
        name = projects.get(project_id=made(projects.duplicate(project_id=animals))).name
        assert len(name) == 200
        assert name == "n" * (200 - len(ending)) + ending


def test_the_trash_gives_back(projects: Projects) -> None:
    animals = made(projects.create(name="Animals"))
    change = projects.trash(project_id=animals)
    assert change.act is None
    assert names(projects) == []
    assert [card.id for card in projects.trash_list()] == [animals]
    assert not projects.trash(project_id=animals)
    with pytest.raises(InputError) as error:
        projects.open(project_id=animals)
    assert codes(error) == ["project-in-trash"]
    assert projects.restore(project_id=animals).notices == ()
    assert projects.trash_list() == ()
    assert projects.open(project_id=animals).name == "Animals"


def test_a_project_comes_back_under_another_name_if_its_own_is_taken(projects: Projects) -> None:
    first = made(projects.create(name="Animals"))
    projects.trash(project_id=first)
    projects.create(name="animals")
    change = projects.restore(project_id=first)
    assert [str(item) for item in change.notices] == [
        "There is another project called 'Animals' by now, so this one is called 'Animals (2)'."
    ]
    assert sorted(names(projects)) == ["Animals (2)", "animals"]


def test_deleting_for_good_leaves_no_row_and_makes_a_backup_before(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="Animals"))
    cat = made(Classes(storage).add(project_id=animals, name="cat"))
    add_pictures(storage, animals, cat, 2)
    add_unreadable(storage, animals, cat)
    add_adapter(storage, animals, [])
    change = projects.delete_for_good(project_id=animals)
    (backup,) = storage.backups.list()
    assert backup.reason == "project-deleted"
    assert [item.name for item in backup.projects] == ["Animals"]
    assert change.rows["project"] == {animals}
    with storage.read() as session:
        for table in (Project, ClassRow, Placement, Unreadable, AdapterRow, Act):
            assert session.scalars(select(func.count()).select_from(table)).one() == 0
    for act in (projects.get, projects.trash, projects.restore, projects.duplicate, projects.delete_for_good):
        with pytest.raises(InputError) as error:
            act(project_id=animals)
        assert codes(error) == ["project-not-there"]


def test_nothing_is_deleted_without_its_backup(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="Animals"))
    storage.folders.backups.write_text("a file where the backups' folder should be")
    with pytest.raises(EngineError):
        projects.delete_for_good(project_id=animals)
    assert names(projects) == ["Animals"]


def test_a_project_at_work_is_not_deleted(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="Animals"))
    run = Run(uid="r", project_id=animals, number=1, state="running", backbone={}, config={}, classes=[], examples=[])
    run.created_at, run.done, run.total, run.curve, run.notices, run.trace = now(), 0, 0, [], [], ""
    storage.write(lambda unit: unit.session.add(run))
    with pytest.raises(InputError) as error:
        projects.delete_for_good(project_id=animals)
    assert codes(error) == ["project-at-work"]
    storage.write(lambda unit: setattr(unit.session.get_one(Run, 1), "state", "stopped"))
    projects.delete_for_good(project_id=animals)
    assert names(projects) == []


def test_template_and_keeping_are_set_and_undone(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="Animals"))
    assert projects.set_template(project_id=animals, template="a drawing of a {}.").rows == {"project": {animals}}
    projects.set_keep(project_id=animals, keep="in_place")
    for template, code in (
        ("a {} and a {}.", "config-template"),
        ("t\ud800 {}", "template-not-text"),
        ("{}" + "t" * 200, "template-characters"),
    ):
        with pytest.raises(InputError) as error:
            projects.set_template(project_id=animals, template=template)
        assert codes(error) == [code]
    with pytest.raises(InputError) as error:
        projects.set_keep(project_id=animals, keep="away")
    assert codes(error) == ["config-choice"]
    view = projects.get(project_id=animals)
    assert (view.template, view.keep) == ("a drawing of a {}.", "in_place")
    undo = Undo(storage)
    for code in ("keep-in-place", "template-changed"):
        act = undo.undo(project_id=animals).act
        assert act is not None
        assert act.code == code
    view = projects.get(project_id=animals)
    assert (view.template, view.keep) == ("a photo of a {}.", "copy")


def test_another_backbone_puts_an_adapter_out_of_use_that_does_not_fit(storage: Storage, projects: Projects) -> None:
    animals = made(projects.create(name="Animals", backbone=BackboneSource("big.pt", "big.json")))
    theirs = add_adapter(storage, animals, [], "another backbone's")
    ours = add_adapter(storage, animals, [], DEMO.fingerprint or "")
    set_of(storage, animals, adapter_id=ours)
    projects.set_backbone(project_id=animals, backbone=BackboneSource("demo"))
    assert projects.get(project_id=animals).adapter_id == ours
    assert not projects.set_backbone(project_id=animals, backbone=BackboneSource("demo"))
    set_of(storage, animals, adapter_id=theirs)
    projects.set_backbone(project_id=animals, backbone=BackboneSource("big.pt", "big.json"))
    view = projects.get(project_id=animals)
    assert (view.backbone, view.adapter_id) == (BackboneSource("big.pt", "big.json"), None)
    undo = Undo(storage)
    undo.undo(project_id=animals)
    view = projects.get(project_id=animals)
    assert (view.backbone, view.adapter_id) == (BackboneSource("demo"), theirs)
    undo.redo(project_id=animals)
    assert projects.get(project_id=animals).adapter_id is None


def test_every_table_of_a_project_goes_with_it() -> None:
    """A new table that names a project must be deleted with it."""
    for table in ProjectsBase.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "project":
                assert key.ondelete == "CASCADE", table.name
