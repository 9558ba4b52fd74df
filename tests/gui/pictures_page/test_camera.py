"""Pictures are taken with a camera: one by a click, many while the button or Space is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.camera import burst as bursts
from app.views.camera import source
from app.views.camera.capture import CaptureDialog
from app.views.theme.look import Look
from mmrl_engine.errors import PictureError
from mmrl_engine.notices import notice
from tests.gui.fake_camera import FIRST, SECOND, FakeCamera, plugged_in, without_part
from tests.gui.faults import cut_off, nameless
from tests.gui.pictures_page.conftest import Scene
from tests.gui.speaking import speaking_pseudo

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCamera]:
    with plugged_in(monkeypatch) as made:
        yield made


def open_dialog(scene: Scene) -> CaptureDialog:
    """By the menu of the button that adds pictures."""
    menu = scene.page.bar.add.menu()
    entry = next(action for action in menu.actions() if action.text() == "From a camera...")
    entry.trigger()
    dialogs = [item for item in scene.page.window().findChildren(CaptureDialog) if item.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def close(scene: Scene, dialog: CaptureDialog) -> None:
    QTest.mouseClick(dialog.shut, LEFT)
    scene.settle()


def wait_for_files(scene: Scene) -> None:
    scene.qtbot.waitUntil(lambda: not scene.desk.aside_acts.busy)
    scene.settle()


def today(number: int) -> str:
    return f"camera_{date.today().isoformat()}_{number:03}.jpg"


def test_a_click_takes_one_picture_into_the_class_that_is_shown(scene: Scene, camera: FakeCamera) -> None:
    scene.open(scene.project())
    scene.show("class", "dog")
    dialog = open_dialog(scene)
    assert camera.on == FIRST.id
    assert not dialog.shutter.isEnabled()  # nothing is there to be taken
    camera.show()
    assert dialog.shutter.isEnabled()
    assert dialog.view.pixmap is not None
    assert scene.placed() == {}  # nothing is kept before the button is pressed
    QTest.mouseClick(dialog.shutter, LEFT)
    wait_for_files(scene)
    assert scene.placed() == {today(1): "dog"}
    assert dialog.count.text() == "1 picture(s) taken"
    close(scene, dialog)
    assert camera.on is None
    assert scene.page.project is not None
    view = scene.program.pictures.page(project_id=scene.page.project.id)[0]
    kept = QImage(str(scene.program.pictures.path_of(placement_id=view.id)))
    assert (kept.width(), kept.height()) == (64, 48)
    assert kept.pixelColor(5, 20).lightness() < 30  # as the camera gave it, not as it is shown
    assert kept.pixelColor(60, 20).lightness() > 60


def test_a_burst_is_one_act(scene: Scene, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bursts, "HOLD_MS", 20)
    monkeypatch.setattr(bursts, "EVERY_MS", 5)
    scene.open(scene.project())
    dialog = open_dialog(scene)
    camera.show()
    assert dialog.focusWidget() is dialog.shutter
    QTest.keyPress(dialog.shutter, Qt.Key.Key_Space)
    for count in (2, 3, 4):
        camera.show()
        scene.qtbot.waitUntil(lambda wanted=count: dialog.burst.count == wanted)  # type: ignore[misc]
    scene.qtbot.wait(30)  # the camera gives nothing new
    assert dialog.burst.count == 4
    assert scene.placed() == {}
    QTest.keyRelease(dialog.shutter, Qt.Key.Key_Space)
    wait_for_files(scene)
    assert scene.placed() == dict.fromkeys(map(today, (1, 2, 3, 4)))
    close(scene, dialog)
    assert scene.said[-1].text == "4 picture(s) came in."
    act = scene.said[-1].undo
    assert act is not None
    scene.undoing.take_back(act)
    scene.settle()
    assert scene.placed() == {}


def test_closing_ends_a_burst_and_keeps_it(scene: Scene, camera: FakeCamera) -> None:
    scene.open(scene.project())
    dialog = open_dialog(scene)
    camera.show()
    dialog.into.setCurrentIndex(dialog.into.findText("bird"))
    QTest.mousePress(dialog.shutter, LEFT)
    assert dialog.burst.count == 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert camera.on is None
    camera.show()
    wait_for_files(scene)
    assert scene.placed() == {today(1): "bird"}


def test_hidden_its_light_is_out(scene: Scene, camera: FakeCamera) -> None:
    scene.open(scene.project())
    dialog = open_dialog(scene)
    camera.show()
    dialog.hide()
    assert camera.on is None
    assert dialog.feed.image is None
    dialog.show()
    assert camera.on == FIRST.id
    dialog.reject()


def test_it_is_seen_mirrored_unless_a_person_says_otherwise(scene: Scene, camera: FakeCamera) -> None:
    scene.open(scene.project())
    dialog = open_dialog(scene)
    for dark in ("right", "left"):
        camera.show()
        shown = dialog.view.pixmap
        assert shown is not None
        image, x = shown.toImage(), shown.width() // 4
        left, right = image.pixelColor(x, 10).lightness(), image.pixelColor(3 * x, 10).lightness()
        assert (left < right) == (dark == "left")
        QTest.mouseClick(dialog.mirrored, LEFT)
    QTest.mouseClick(dialog.mirrored, LEFT)
    dialog.reject()
    again = open_dialog(scene)
    assert not again.mirrored.isChecked()
    again.reject()


def test_another_camera_can_be_chosen(scene: Scene, camera: FakeCamera) -> None:
    camera.there = (FIRST, SECOND)
    scene.open(scene.project())
    dialog = open_dialog(scene)
    assert dialog.choice.isVisible()
    QTest.keyClick(dialog.choice, Qt.Key.Key_Down)
    assert camera.on == SECOND.id
    dialog.reject()
    again = open_dialog(scene)
    assert camera.on == SECOND.id
    again.reject()


def test_a_camera_that_is_unplugged_is_told_and_looked_for_again(scene: Scene, camera: FakeCamera) -> None:
    scene.open(scene.project())
    dialog = open_dialog(scene)
    camera.show()
    QTest.mousePress(dialog.shutter, LEFT)
    camera.unplug()
    QTest.mouseRelease(dialog.shutter, LEFT)
    assert dialog.problem_view.isVisible()
    assert dialog.problem_view.text.text() == "The camera was unplugged."
    assert not dialog.shutter.isEnabled()
    QTest.mouseClick(dialog.problem_view.again, LEFT)
    assert dialog.problem_view.text.text() == "No camera found."
    camera.there = (FIRST,)
    QTest.mouseClick(dialog.problem_view.again, LEFT)
    camera.show()
    assert dialog.view.isVisible()
    close(scene, dialog)
    wait_for_files(scene)
    assert scene.placed() == {today(1): None}  # what was taken before is kept


def test_a_system_that_refuses_is_told_with_its_settings(
    scene: Scene, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera.refuses = notice("camera-not-allowed")
    monkeypatch.setattr(source, "settings_address", lambda: "ms-settings:privacy-webcam")
    scene.open(scene.project())
    dialog = open_dialog(scene)
    assert dialog.problem_view.text.text() == "The system does not allow the camera."
    assert dialog.problem_view.settings.isVisible()
    opened: list[str] = []
    monkeypatch.setattr(
        "app.views.camera.parts.QDesktopServices.openUrl", lambda address: opened.append(address.toString())
    )
    QTest.mouseClick(dialog.problem_view.settings, LEFT)
    assert opened == ["ms-settings:privacy-webcam"]
    dialog.reject()


def test_a_silent_camera_is_told(scene: Scene, camera: FakeCamera) -> None:
    scene.open(scene.project())
    dialog = open_dialog(scene)
    dialog.feed._silence.timeout.emit()
    assert "sends no pictures" in dialog.problem_view.text.text()
    assert camera.on is None
    dialog.reject()


@pytest.mark.parametrize("code", ["camera-part-missing", "camera-part-broken"])
def test_without_the_part_it_is_said_how_to_get_it(scene: Scene, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    without_part(monkeypatch, code)
    scene.open(scene.project())
    dialog = open_dialog(scene)
    said = dialog.problem_view.text.text()
    assert re.search("--with camera" if code == "camera-part-missing" else "libpulse", said)
    dialog.reject()


def test_a_built_program_without_the_part_does_not_speak_of_cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PART", "PySide6.NoSuchPart")
    assert source.is_offered()
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert not source.is_offered()


@pytest.mark.parametrize("size", [100, 200])
def test_everything_has_a_name_and_room(
    scene: Scene, camera: FakeCamera, look: Look, qapp: QApplication, size: int
) -> None:
    camera.there = (FIRST, SECOND)
    look.set(text_size=size)
    scene.open(scene.project())
    with speaking_pseudo(qapp):
        dialog = open_dialog(scene)
        camera.show()
        scene.qtbot.wait(50)
        assert nameless(dialog) == []
        assert cut_off(dialog) == []
        camera.unplug()
        scene.qtbot.wait(50)
        assert cut_off(dialog) == []
        dialog.reject()


def test_one_that_cannot_be_made_a_file_of_costs_only_itself(
    scene: Scene, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(image: QImage) -> bytes:
        raise PictureError.of("picture-out-of-memory", path="one")

    monkeypatch.setattr(bursts, "HOLD_MS", 20)
    monkeypatch.setattr(bursts, "EVERY_MS", 5)
    scene.open(scene.project())
    failed: list[str] = []
    scene.desk.failed.connect(lambda notices: failed.extend(item.code for item in notices))
    dialog = open_dialog(scene)
    camera.show()
    with monkeypatch.context() as patch:
        refusals = iter((refuse,))
        made = bursts.as_jpeg
        patch.setattr(bursts, "as_jpeg", lambda image: next(refusals, made)(image))
        QTest.mousePress(dialog.shutter, LEFT)
        camera.show()
        scene.qtbot.waitUntil(lambda: dialog.burst.count == 2)
        QTest.mouseRelease(dialog.shutter, LEFT)
        wait_for_files(scene)
    assert failed == ["picture-out-of-memory"]
    assert scene.placed() == {today(2): None}
    close(scene, dialog)
