"""Pictures come in from files, folders, zip files, the clipboard and, after a question, from an address."""

from __future__ import annotations

import base64
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtGui import QImage
from PySide6.QtNetwork import QNetworkAccessManager
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.models.import_run import ImportRun
from app.services.cut_imports import CutImport
from app.services.import_plan import ImportPlan
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.import_report import ImportReportDialog
from app.views.dropped import can_use, may_be_folder, names_in_text, web_addresses
from app.views.fetching import name_of
from tests.app.services.import_help import png
from tests.gui.pictures_page.conftest import LEFT, Scene, urls


def text(value: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(value)
    return mime


def test_files_go_to_what_is_shown(scene: Scene) -> None:
    scene.open(scene.project())
    scene.page.take_drop([scene.file("cat"), scene.file("dog")])
    scene.settle()
    assert scene.placed() == {"cat_1.png": None, "dog_2.png": None}
    assert scene.said[-1].text == "2 picture(s) came in."
    scene.show("class", "bird")
    scene.page.take_drop([scene.file("bird")])
    scene.settle()
    assert scene.placed()["bird_3.png"] == "bird"


def test_files_are_dropped_on_a_class(scene: Scene) -> None:
    scene.open(scene.project())
    viewport = scene.page.side.list.viewport()
    assert scene.drop(urls(scene.file("dog")), viewport, scene.row_place("dog"))
    assert scene.placed() == {"dog_1.png": "dog"}
    assert not scene.drop(urls(scene.file("dog")), viewport, QPoint(20, 4000))


def test_folders_become_classes_and_so_do_those_in_a_zip_file(scene: Scene) -> None:
    scene.open(scene.project(()))
    scene.file("cat", "tree/train/cat")
    scene.file("dog", "tree/val/dog")
    packed = scene.folder / "more.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("bird/a.png", png(77))
        file.writestr("fish/b.png", png(78))
    scene.page.take_drop([scene.folder / "tree", packed])
    scene.settle()
    assert set(scene.placed().values()) == {"cat", "dog", "bird", "fish"}


def test_the_buttons_ask_for_files_and_folders(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.open(scene.project(()))
    chosen, folder = scene.file("cat"), scene.file("dog", "dog").parent
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(chosen)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    menu = scene.page.bar.add.menu()
    menu.actions()[0].trigger()
    menu.actions()[1].trigger()
    scene.settle()
    assert scene.placed() == {"cat_1.png": None, "dog_2.png": "dog"}


def test_a_bitmap_a_path_and_a_picture_in_a_page_are_pasted(scene: Scene) -> None:
    scene.open(scene.project())
    bitmap = QMimeData()
    bitmap.setImageData(QImage.fromData(png(50)))
    inside = QMimeData()
    inside.setHtml(f'<a href="x"><img alt="" src="data:image/png;base64,{base64.b64encode(png(51)).decode()}"></a>')
    for mime in (
        bitmap,
        inside,
        text(f'"{scene.file("cat")}"'),
        text(QUrl.fromLocalFile(scene.file("dog")).toString()),
    ):
        assert scene.page.paste(mime)
        scene.settle()
    assert sorted(scene.placed()) == ["cat_1.png", "dog_2.png", "pasted", "pasted.png"]
    assert not scene.page.paste(text("just words"))
    assert not scene.page.paste(text("x" * 5000))


def test_an_address_is_asked_for_and_not_fetched_unless_a_person_says_so(scene: Scene) -> None:
    scene.open(scene.project())
    mime = QMimeData()
    mime.setHtml('<a href="https://pages.example/1"><img src="https://pictures.example/cat.jpg"></a>')
    mime.setUrls([QUrl("https://pages.example/1")])
    assert scene.page.paste(mime)
    asked = scene.page.findChild(AskDialog)
    assert asked is not None
    assert asked.windowTitle() == "This picture is on pictures.example."
    QTest.mouseClick(asked.keep, LEFT)
    scene.settle()
    assert scene.imports.findChildren(QNetworkAccessManager) == []
    assert scene.desk.activity.items() == ()


def test_the_report_lists_what_was_left_out_and_takes_it_back(scene: Scene) -> None:
    scene.open(scene.project())
    cat, broken = scene.file("cat"), scene.folder / "broken.png"
    broken.write_bytes(b"no picture")
    scene.page.take_drop([cat])
    scene.settle()
    scene.page.take_drop([cat, broken, scene.file("dog")])
    scene.settle()
    message = scene.said[-1]
    assert message.text == "1 picture(s) came in. 1 were already here and were left out. 1 could not be read."
    assert message.action == "Show report"
    assert message.on_action is not None
    message.on_action()
    dialog = scene.page.findChild(ImportReportDialog)
    assert dialog is not None
    assert "broken.png" in dialog.text()
    assert str(cat) in dialog.text()
    QTest.mouseClick(dialog.undo, LEFT)
    scene.settle()
    assert scene.placed() == {"cat_1.png": None}
    assert scene.said[-1].text == "Taken back: 1 picture(s) came in."


def test_undo_of_an_import_takes_nothing_else_back(scene: Scene) -> None:
    project = scene.project()
    scene.open(project)
    scene.page.take_drop([scene.file("cat")])
    scene.settle()
    act = scene.said[-1].undo
    assert act is not None
    scene.choose("cat_1.png")
    scene.page.handling.put_digit(1)
    scene.settle()
    scene.undoing.take_back(act)
    scene.settle()
    assert scene.placed() == {"cat_1.png": "cat"}
    assert scene.said[-1].text == "Something that was done since builds on this. Take that back first, with Ctrl+Z."
    scene.undo()
    scene.undoing.take_back(act)
    scene.settle()
    assert scene.placed() == {}


def test_a_folder_without_pictures_says_so(scene: Scene) -> None:
    scene.open(scene.project())
    (scene.folder / "nothing").mkdir()
    scene.page.take_drop([scene.folder / "nothing"])
    scene.settle()
    assert scene.said[-1].text.startswith("No picture came in.")
    assert scene.tiles() == []


def test_stopping_one_import_leaves_the_next_alone(scene: Scene) -> None:
    project = scene.project()
    scene.open(project)
    scene.page.take_drop([scene.file("cat")])
    first = scene.imports.running_in(project)
    assert isinstance(first, ImportRun)
    scene.page.strip.stop.click()
    scene.page.take_drop([scene.file("dog")])
    scene.settle()
    assert "dog_2.png" in scene.placed()


def test_an_import_that_is_stopped_can_go_on(scene: Scene) -> None:
    project = scene.project()
    scene.open(project)
    waiting = ImportRun(scene.desk, project, None, ImportPlan, "", scene.page)
    waiting.stop()
    ended: list[object] = []
    waiting.ended.connect(ended.append)
    waiting.start()
    scene.settle()
    assert [getattr(item, "report", 1) for item in ended] == [None]
    scene.imports.telling.tell(project, None, ended[0])  # type: ignore[arg-type]
    assert scene.said[-1].text == "Stopped. 0 picture(s) are in."
    assert scene.said[-1].action == "Go on"


def test_what_comes_into_another_project_says_so(scene: Scene) -> None:
    first, second = scene.project(name="First"), scene.project(name="Second")
    scene.open(first)
    path = scene.file("cat")
    scene.open(second)
    scene.imports.add(first, (path,), None)
    assert scene.imports.running_in(second) is None
    assert not scene.page.strip.isVisible()
    scene.settle()
    assert scene.said[-1].text == "In <b>First</b>: 1 picture(s) came in."
    assert scene.placed() == {}


def test_what_a_drop_would_do_is_told(scene: Scene) -> None:
    scene.open(scene.project())
    picture, folder = scene.file("cat"), scene.folder
    assert scene.page.drop_text([picture]) == ("Drop 1 picture(s) into the inbox", "Or onto a class at the left.")
    assert scene.page.drop_text([folder]) == ("Drop a folder", "Folders inside it become classes.")
    assert scene.page.drop_text([Path("song.mp3")]) is None
    scene.show("class", "dog")
    assert scene.page.drop_text([picture, picture]) == ("Drop to put 2 picture(s) in dog", "")


def test_names_that_are_none_do_no_harm() -> None:
    for value in ("~nobody-is-called-so/x", "a\0b", "/" + "x" * 5000, "", "relative/path"):
        assert names_in_text(text(value)) == ()
    assert web_addresses(text("see https://a.example")) == ()
    assert web_addresses(text(" https://a.example/b.png ")) == ("https://a.example/b.png",)
    assert name_of("https://a.example/x/..%2F..%2Fetc%00%0Apasswd?y=1") == "etcpasswd"
    assert name_of("https://a.example/") == "a.example"
    assert can_use(Path("a.PNG"))
    assert can_use(Path("holiday.2024"))
    assert not can_use(Path("a.mp3"))
    assert not may_be_folder(Path("a.PNG"))
    assert may_be_folder(Path("Holiday 2024"))


def test_nothing_is_asked_of_the_disk_while_something_is_dragged_or_pasted(scene: Scene) -> None:
    scene.open(scene.project())
    given = [scene.file("cat"), scene.folder, Path("/far/away.2024"), Path("/far/song.mp3")]
    asked: list[object] = []

    def ask(path: object, *_: object, **__: object) -> bool:
        asked.append(path)
        return False

    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((os, "stat"), (os, "lstat"), (os.path, "exists"), (os.path, "isdir"), (Path, "is_dir")):
            patch.setattr(module, name, ask)
        for path in given:
            scene.page.drop_text([path])
            names_in_text(text(str(path)))
    assert asked == []


def test_a_name_that_is_nowhere_is_told_when_it_is_pasted(scene: Scene) -> None:
    scene.open(scene.project())
    assert scene.page.paste(text(str(scene.folder / "nowhere.png")))
    scene.settle()
    assert "nowhere.png" in scene.said[-1].text
    assert "there is no such file" in scene.said[-1].text


def test_an_import_that_was_cut_off_is_told_with_undo_and_goes_on(scene: Scene) -> None:
    project = scene.project()
    scene.file("cat", "tree/cat")
    plan = scene.program.importing.plan(paths=[scene.folder / "tree"])
    report = scene.program.importing.run(project_id=project, plan=plan)
    scene.file("dog", "tree/dog")
    scene.open(project)
    cut = CutImport(project, "Zoo", None, 1, (scene.folder / "tree",), report.act)
    scene.imports.telling.tell_cut(cut)
    message = scene.said[-1]
    assert message.text == "In <b>Zoo</b>: 1 picture(s) are in; importing again adds the rest."
    assert (message.undo, message.action) == (report.act, "Go on")
    assert message.on_action is not None
    message.on_action()
    scene.settle()
    assert scene.placed() == {"cat_1.png": "cat", "dog_2.png": "dog"}
    scene.imports.telling.tell_cut(replace(cut, count=0, paths=(), act=None))
    assert (scene.said[-1].undo, scene.said[-1].action) == (None, "")
