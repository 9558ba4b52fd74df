"""The page does no work for what nobody sees."""

from __future__ import annotations

from tests.gui.desk_fixture import opened_project
from tests.gui.pictures_page.conftest import Scene


def filled(scene: Scene) -> int:
    """Opens a project with one picture in a class and two in the inbox."""
    project_id = scene.project()
    scene.fill(project_id, scene.file("cat"), into="cat")
    scene.fill(project_id, scene.file("dog"), scene.file("dog"))
    scene.open(project_id)
    return project_id


def changes(scene: Scene) -> list[str]:
    """What the page's list of tiles tells from now on."""
    told: list[str] = []
    model = scene.page.model
    model.dataChanged.connect(lambda *_: told.append("changed"))
    model.rowsInserted.connect(lambda *_: told.append("in"))
    model.rowsRemoved.connect(lambda *_: told.append("out"))
    model.modelReset.connect(lambda: told.append("reset"))
    return told


def test_a_page_that_is_not_seen_makes_up_for_it_when_it_is(scene: Scene) -> None:
    project_id = filled(scene)
    told, before = changes(scene), scene.page.shelves.tiles()
    scene.page.hide()
    scene.fill(project_id, scene.file("bird"))
    assert scene.page.project is not None
    scene.page.project.refresh()
    scene.settle()
    assert scene.page.project.state.pictures == 4
    assert told == []
    assert scene.page.model.rowCount() == len(before) == 3
    scene.page.show()
    scene.settle()
    assert scene.page.model.rowCount() == 4


def test_another_project_is_not_shown_before_the_page_is_seen(scene: Scene) -> None:
    filled(scene)
    other = scene.project(name="Other")
    scene.fill(other, scene.file("cat"), into="cat")
    scene.page.hide()
    scene.page.set_project(opened_project(scene.qtbot, scene.desk, other))
    scene.settle()
    assert scene.names() == []
    scene.page.show()
    scene.settle()
    assert len(scene.names()) == 1


def test_tiles_are_made_again_only_when_they_differ(scene: Scene) -> None:
    filled(scene)
    told, before = changes(scene), scene.page.shelves.tiles()
    assert any(tile.suggested for tile in before)
    scene.desk.vectors.changed.emit()
    assert scene.page.project is not None
    listed = scene.page.project.state.listed
    scene.page.project.refresh()
    scene.settle()
    assert scene.page.project.state.listed is listed
    assert scene.page.shelves.tiles() is before
    assert told == []


def test_suggestions_change_nothing_where_no_inbox_is_shown(scene: Scene) -> None:
    project_id = filled(scene)
    scene.show("class", "cat")
    before = scene.page.shelves.tiles()
    scene.fill(project_id, scene.file("bird"))
    assert scene.page.project is not None
    scene.page.project.refresh()
    scene.settle()
    after = scene.page.shelves.tiles()
    assert [tile.id for tile in after] == [tile.id for tile in before]
    told: list[None] = []
    scene.page.shelves.changed.connect(lambda: told.append(None))
    assert scene.desk.vectors.suggestions()
    scene.page.shelves._suggested = {}  # as before they were known
    scene.desk.vectors.changed.emit()
    assert told == []
    scene.show("inbox")
    assert all(tile.suggested for tile in scene.tiles())
