"""A camera on the Try page: live answers that never queue up, pictures kept from it, and its light."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.jobs import ClassifyJob
from app.views.try_page import live as lives
from mmrl_engine.notices import notice
from tests.gui.fake_camera import FIRST, SECOND, FakeCamera, plugged_in, without_part
from tests.gui.try_page.conftest import Scene

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCamera]:
    monkeypatch.setattr(lives, "EVERY_S", 0.0)
    with plugged_in(monkeypatch) as made:
        yield made


def click(scene: Scene, button: QWidget) -> None:
    QTest.mouseClick(button, LEFT)
    scene.settle()


def show(scene: Scene, camera: FakeCamera) -> None:
    camera.show()
    scene.settle()


def strip(scene: Scene) -> list[str]:
    return [trial.path.name for trial in scene.page.trials.trials]


def asked(scene: Scene) -> list[str]:
    """What is being asked about."""
    jobs = [scene.runner.jobs[name] for name in scene.waiting(ClassifyJob)]
    return [item.path.name for job in jobs if isinstance(job, ClassifyJob) for item in job.pictures]


def begin(scene: Scene) -> None:
    scene.open({"cat": 2, "dog": 2})
    click(scene, scene.page.camera)


def test_frames_are_answered_one_at_a_time(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    page = scene.page
    assert camera.on == FIRST.id
    show(scene, camera)
    assert page.stage.isVisible()
    assert page.stage.pixmap is not None
    assert asked(scene) == ["camera 1.jpg"]
    for _ in range(5):
        show(scene, camera)
    assert asked(scene) == ["camera 1.jpg"]  # the last answer is not back
    scene.answer("dog")
    assert page.panel.head.headline.text() == "dog"
    show(scene, camera)
    assert asked(scene) == ["camera 2.jpg"]
    assert page.panel.head.headline.text() == "dog"  # until the next answer is there
    scene.answer("cat")
    assert page.panel.head.headline.text() == "cat"
    assert strip(scene) == []
    click(scene, page.live.use)
    assert camera.on is None
    assert page.empty.isVisible()


def test_not_more_often_than_twice_a_second(scene: Scene, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lives, "EVERY_S", 0.5)
    now = [100.0]
    monkeypatch.setattr(lives, "monotonic", lambda: now[0])
    begin(scene)
    show(scene, camera)
    scene.answer("dog")
    now[0] += 0.4
    show(scene, camera)
    assert asked(scene) == []
    now[0] += 0.1
    show(scene, camera)
    assert asked(scene) == ["camera 2.jpg"]
    scene.page.live.stop()


def test_a_picture_is_kept_and_the_camera_goes_on(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    scene.answer("dog")
    click(scene, scene.page.live.take)
    assert strip(scene) == ["camera 2.jpg"]
    assert camera.on == FIRST.id
    assert scene.page.trials.current is scene.page.trials.live
    scene.answer("cat")
    click(scene, scene.page.live.use)
    assert scene.page.trials.current is not None
    assert scene.page.trials.current.best == "cat"
    scene.qtbot.waitUntil(lambda: not scene.desk.aside_acts.busy)
    assert scene.page.trials.current.path.exists()


def test_another_picture_ends_it(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    scene.give(scene.picture("field.png"))
    assert camera.on is None
    assert strip(scene) == ["field.png"]


def test_a_label_fixes_the_picture_that_it_is_for(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    scene.answer("dog")
    click(scene, scene.page.panel.acts.right)
    assert camera.on is None
    assert strip(scene) == ["camera 1.jpg"]
    scene.qtbot.waitUntil(lambda: bool(scene.said))
    assert scene.said[-1].text == "Put in <b>dog</b>. It counts from the next training on."


def test_a_typed_name_counts_at_once(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    scene.answer("dog")
    field = scene.page.panel.names.field
    QTest.keyClicks(field, "zebra")
    QTest.keyClick(field, Qt.Key.Key_Return)
    scene.settle()
    assert asked(scene) == ["camera 1.jpg"]
    assert "zebra" in scene.job().typed
    scene.answer("zebra")
    assert scene.page.panel.head.headline.text() == "zebra"
    scene.page.live.stop()


def test_its_light_is_out_when_nobody_sees_the_page(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    scene.page.hide()
    assert camera.on is None
    show(scene, camera)
    assert scene.page.live.feed.image is None
    scene.page.show()
    assert camera.on is None


def test_another_project_ends_it(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    scene.page.set_project(None)
    scene.settle()
    assert camera.on is None


def test_a_camera_that_is_unplugged_is_told(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    show(scene, camera)
    camera.unplug()
    scene.settle()
    assert [message.text for message in scene.said] == ["The camera was unplugged."]
    assert scene.page.empty.isVisible()
    click(scene, scene.page.camera)
    assert scene.said[-1].text == "No camera found."
    assert not scene.page.live.take.isVisible()


def test_a_system_that_refuses_is_told(scene: Scene, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.views.camera.source.settings_address", lambda: "ms-settings:privacy-webcam")
    camera.refuses = notice("camera-not-allowed")
    begin(scene)
    assert scene.said[-1].text == "The system does not allow the camera."
    assert scene.said[-1].action == "Open system settings"


def test_without_the_part_it_is_said_how_to_get_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    without_part(monkeypatch, "camera-part-missing")
    begin(scene)
    assert "--with camera" in scene.said[-1].text


def test_the_choice_among_cameras_is_seen_while_one_is_on(scene: Scene, camera: FakeCamera) -> None:
    camera.there = (FIRST, SECOND)
    begin(scene)
    show(scene, camera)
    assert scene.page.live.choice.isVisible()
    click(scene, scene.page.live.use)
    assert not scene.page.live.choice.isVisible()


def test_files_of_frames_are_deleted(scene: Scene, camera: FakeCamera) -> None:
    begin(scene)
    for _ in range(lives.FILES + 2):
        show(scene, camera)
        scene.answer("dog")
    live = scene.page.trials.live
    assert live is not None
    folder = live.path.parent
    scene.qtbot.waitUntil(lambda: not scene.desk.aside_acts.busy)
    assert len(list(folder.iterdir())) == lives.FILES
    scene.page.live.stop()
    scene.qtbot.waitUntil(lambda: not scene.desk.aside_acts.busy)
    assert list(folder.iterdir()) == []
