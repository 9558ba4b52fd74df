"""Models by clicks: getting one from a server on this computer, using it, removing it, and a project without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit

from app.models.open_project import OpenProject
from app.services.jobs import BackboneSource, Failed, FeaturesJob, Finished, Job, NamesJob, NameVectors
from app.views.dialogs.asking import AskDialog
from app.views.dialogs.model import ModelDialog
from app.views.dialogs.model_config import ConfigDialog
from app.views.dialogs.settings import SettingsDialog
from app.views.message import Message
from app.views.theme.look import Look
from app.views.train_page.runs_card import RunRow
from mmrl_engine.adapter_schema import BackboneRef
from mmrl_engine.backbones.catalogue import DEMO
from mmrl_engine.backbones.store import BackboneStore, Installed
from mmrl_engine.notices import notice
from tests.engine.adapter_samples import adapter
from tests.gui.desk_fixture import ClosableRunner
from tests.gui.studio import Studio
from tests.gui.whole import fill, go_in, settle, whole_program
from tests.hostile_server import Asked, HostileServer, Reply, file_reply
from tests.tiny_download import NAME, tiny_entry, tiny_weights

DATA = tiny_weights()
FINGERPRINT = "c" * 64
NOTHING = np.zeros((0, 24), np.float32)


@dataclass
class Scene:
    """The window over a project, and a server that the settings name."""

    studio: Studio
    server: HostileServer
    project_id: int
    store: BackboneStore = field(init=False)

    def __post_init__(self) -> None:
        self.store = BackboneStore(self.studio.session.desk.program.storage.folders.backbones)

    @property
    def project(self) -> OpenProject:
        found = self.studio.window.pane.project
        assert found is not None
        return found

    @property
    def runner(self) -> ClosableRunner:
        found = self.studio.session.desk.program.runner
        assert isinstance(found, ClosableRunner)
        return found

    @property
    def message(self) -> Message:
        found = self.studio.window.seen().bars.message
        assert found is not None
        return found

    def wait_said(self, start: str) -> None:
        """Until the message is one that begins so."""

        def said() -> bool:
            found = self.studio.window.seen().bars.message
            return found is not None and found.text.startswith(start)

        self.studio.wait(said, start)

    def dialog(self) -> ModelDialog:
        """The models, opened by the button at the bottom, and read."""
        self.studio.click(self.studio.window.status.model)
        found = self.studio.dialog(ModelDialog)
        self.studio.wait(lambda: bool(found.rows), "the rows")
        settle(self.studio)
        return found

    def press(self, dialog: ModelDialog, name: str) -> None:
        """A button of the small model's row."""
        row = dialog.rows[NAME]
        self.studio.wait(lambda: row.buttons[name].isVisible(), name)
        dialog._area.ensureWidgetVisible(row.buttons[name])
        self.studio.click(row.buttons[name])

    def agree(self, text: str) -> AskDialog:
        """Answers a question with its act; the question as it was."""
        found = self.studio.dialog(AskDialog)
        self.studio.click(self.studio.button(found, text))
        return found

    def bar(self, text: str) -> None:
        """A button of the message that is shown."""
        self.studio.click(self.studio.button(self.studio.window.seen().bars, text))
        settle(self.studio)

    def wait_here(self) -> None:
        self.studio.wait(lambda: self.store.installed(NAME) is not None, "the model")
        settle(self.studio)

    def install(self) -> None:
        """The model comes without a server."""
        self.store.folder_of(NAME).mkdir(parents=True)
        self.store.half_file(NAME).write_bytes(b"weights")
        file = self.store.folder_of(NAME) / "model.safetensors"
        when = "2026-11-30T00:00:00+00:00"
        self.store.take_in(Installed(NAME, file, 7, "0" * 64, "server", FINGERPRINT, when, "models.example.org"))

    def use(self, source: str) -> None:
        """The project gets a model, as if another window had chosen it."""
        desk = self.studio.session.desk
        call = desk.program.projects.set_backbone
        desk.do(lambda: call(project_id=self.project_id, backbone=BackboneSource(source)))
        settle(self.studio)
        self.studio.wait(lambda: self.project.state.view.backbone.source == source, source)
        settle(self.studio)

    def loading(self, path: Path) -> tuple[str, NamesJob]:
        """The job that loads a file, once it is there."""

        def found() -> list[tuple[str, NamesJob]]:
            jobs = reversed(self.runner.jobs.items())
            return [(key, job) for key, job in jobs if isinstance(job, NamesJob) and job.backbone.source == str(path)]

        self.studio.wait(found, "a job that loads it")
        return found()[0]


@pytest.fixture
def scene(tmp_path: Path, look: Look, qapp: QApplication) -> Iterator[Scene]:
    (tmp_path / "given").mkdir()
    with (
        HostileServer(lambda asked: file_reply(DATA, asked)) as server,
        tiny_entry("https://models.example.org", size=len(DATA)),
        whole_program(tmp_path / "data", look, qapp) as studio,
    ):
        studio.session.desk.program.settings.set(key="mirror", value=server.address)
        made = Scene(studio, server, fill(studio, tmp_path / "given"))
        go_in(studio, made.project_id)
        yield made


def slowly(asked: Asked) -> Reply:
    whole = file_reply(DATA, asked)
    return Reply(whole.status, whole.headers, whole.body, piece=4096, pause=0.02)


def texts(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_model_is_asked_for_downloaded_and_used(scene: Scene) -> None:
    studio = scene.studio
    dialog = scene.dialog()
    assert "127.0.0.1" in texts(dialog)
    assert not dialog.rows[NAME].buttons["use"].isVisible()
    scene.press(dialog, "download")
    asked = studio.dialog(AskDialog)
    assert "from 127.0.0.1?" in texts(asked)
    assert "online for this download only" in texts(asked)
    studio.click(studio.button(asked, "Not now"))
    settle(studio)
    assert scene.server.asked == []
    scene.press(dialog, "download")
    scene.agree("Download")
    scene.wait_here()
    scene.press(dialog, "use")
    settle(studio)
    assert scene.project.state.view.backbone.source == NAME
    assert scene.message.text == "The model Tiny is used now."
    assert studio.window.status.model.text() == "Model: Tiny"
    wanted = [job for job in scene.runner.jobs.values() if isinstance(job, FeaturesJob)]
    assert wanted[-1].backbone.source == NAME, "the pictures are looked at anew"
    scene.bar("Undo")
    assert scene.project.state.view.backbone.source == "demo"


def test_a_download_is_seen_everywhere_can_be_paused_and_goes_on(scene: Scene) -> None:
    studio, status = scene.studio, scene.studio.window.status
    scene.server.rule = slowly
    dialog = scene.dialog()
    scene.press(dialog, "download")
    scene.agree("Download")
    row = dialog.rows[NAME]
    studio.wait(lambda: " of " in row.progress.text(), "bytes")
    assert row.strip.isVisible()
    assert status._offline.text() == "Downloading from 127.0.0.1, started by you."
    assert studio.window.pane.header.pill.isVisible()
    scene.press(dialog, "pause")
    studio.wait(lambda: row.buttons["go_on"].isVisible(), "the end")
    assert "of it is here" in row.progress.text()
    assert status._offline.text() == "Works offline. Nothing leaves this computer."
    dialog.reject()
    settle(studio)
    scene.wait_said("The download stopped at ")
    scene.server.rule = lambda asked: file_reply(DATA, asked)
    scene.bar("Go on")
    scene.wait_here()
    assert scene.server.asked[-1].begin > 0
    scene.wait_said("The model <b>Tiny</b> is here.")
    scene.bar("Use it for this project")
    assert scene.project.state.view.backbone.source == NAME


def test_the_pill_stops_a_download_and_keeps_what_has_come(scene: Scene) -> None:
    studio = scene.studio
    scene.server.rule = slowly
    dialog = scene.dialog()
    scene.press(dialog, "download")
    scene.agree("Download")
    studio.wait(lambda: " of " in dialog.rows[NAME].progress.text(), "bytes")
    activity = studio.session.desk.activity.of("download")
    assert activity is not None
    activity.stop()
    studio.wait(lambda: not studio.session.desk.activity.items(), "the end")
    settle(studio)
    half = scene.store.half(NAME)
    assert half is not None
    assert half.done > 0
    scene.press(dialog, "forget")
    studio.click(studio.button(studio.dialog(AskDialog), "Keep"))
    assert scene.store.half(NAME) == half
    scene.press(dialog, "forget")
    scene.agree("Throw away")
    settle(studio)
    assert scene.store.half(NAME) is None
    assert dialog.rows[NAME].buttons["download"].isVisible()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (lambda asked: Reply(404, {"Content-Length": "0"}), "does not give the file"),
        (lambda asked: file_reply(bytes(len(DATA)), asked), "not what it should be"),
    ],
    ids=["refused", "wrong"],
)
def test_a_download_that_fails_says_why_and_what_helps(scene: Scene, rule: Callable[[Asked], Reply], told: str) -> None:
    studio = scene.studio
    scene.server.rule = rule
    dialog = scene.dialog()
    row = dialog.rows[NAME]
    scene.press(dialog, "download")
    scene.agree("Download")
    studio.wait(row.problem.isVisible, "the failure")
    assert told in row.problem.text()
    assert row.buttons["download"].text() == "Try again"
    assert row.buttons["file"].isVisible()
    dialog.reject()
    settle(studio)
    assert told in scene.message.text
    assert scene.message.action == "Try again"
    scene.server.rule = lambda asked: file_reply(DATA, asked)
    scene.bar("Try again")
    scene.wait_here()


def test_without_a_project_a_failed_download_offers_no_file(scene: Scene) -> None:
    studio = scene.studio
    scene.server.rule = lambda asked: Reply(404, {"Content-Length": "0"})
    studio.session.actions["home"].trigger()
    settle(studio)
    studio.session.desk.program.backbones.download(id=NAME)

    def told() -> bool:
        found = studio.window.seen().bars.message
        return found is not None and "does not give the file" in found.text

    studio.wait(told, "the failure")
    assert (scene.message.action, scene.message.more) == ("Try again", ())


def test_a_removal_asks_first_and_says_who_uses_it(scene: Scene) -> None:
    scene.install()
    scene.use(NAME)
    dialog = scene.dialog()
    scene.press(dialog, "remove")
    asked = scene.studio.dialog(AskDialog)
    assert "1 project(s) use it" in texts(asked) or "1 project uses it" in texts(asked)
    scene.studio.click(scene.studio.button(asked, "Keep"))
    assert scene.store.installed(NAME) is not None
    scene.press(dialog, "remove")
    scene.agree("Remove")
    settle(scene.studio)
    assert scene.store.installed(NAME) is None
    assert dialog.rows[NAME].buttons["download"].isVisible()
    scene.wait_said("This project uses the model <b>Tiny</b>, which is not here.")


def test_a_project_without_its_model_opens_and_offers_three_ways(scene: Scene) -> None:
    scene.use(NAME)
    scene.wait_said("This project uses the model <b>Tiny</b>, which is not here.")
    assert len(scene.project.state.listed) > 0
    bars = scene.studio.window.seen().bars
    names = [scene.message.action, *(text for text, _ in scene.message.more)]
    assert names[0].startswith("Download ")
    assert names[1:] == ["Choose a file", "Use the demo model"]
    jobs = len(scene.runner.jobs)
    scene.studio.click(scene.studio.button(bars, names[0]))
    scene.agree("Download")
    scene.wait_here()

    def later() -> list[Job]:
        return [job for job in list(scene.runner.jobs.values())[jobs:] if job.backbone.source == NAME]

    scene.studio.wait(lambda: any(isinstance(job, FeaturesJob) for job in later()), "what could not be made before")


def test_a_project_without_its_model_can_go_to_the_demo(scene: Scene) -> None:
    scene.use("/nowhere/big.safetensors")
    scene.wait_said("This project uses the model <b>big</b>, which is not here.")
    scene.bar("Use the demo model")
    assert scene.project.state.view.backbone.source == "demo"
    scene.wait_said("The demo model is used now.")
    scene.studio.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(scene.studio)
    scene.wait_said("This project uses the model <b>big</b>, which is not here.")  # undone, it lacks again


def choose_file(scene: Scene, path: Path) -> ModelDialog:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        dialog = scene.dialog()
        scene.studio.click(dialog.file)
    return dialog


def test_a_file_is_loaded_before_the_project_gets_it(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "big.pt"
    path.write_bytes(b"weights")
    dialog = choose_file(scene, path)
    key, _ = scene.loading(path)
    assert not dialog.file.isEnabled()
    scene.runner.tell(Failed((notice("backbone-not-safetensors", path=str(path)),)), key)
    settle(scene.studio)
    assert "big.pt" in dialog.problem.text()
    assert dialog.file.isEnabled()
    assert scene.project.state.view.backbone.source == "demo"


def test_a_file_that_does_not_show_how_it_was_built_is_asked_about(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "big.safetensors"
    path.write_bytes(b"weights")
    choose_file(scene, path)
    key, _ = scene.loading(path)
    configs = ("ViT-B-16", "ViT-B-16-quickgelu")
    scene.runner.tell(Failed((notice("backbone-config-needed", path=str(path), configs=configs),)), key)
    asked = scene.studio.dialog(ConfigDialog)
    assert [choice.text() for choice in asked.choices] == list(configs)
    assert not asked.take.isEnabled()
    asked.choices[1].setFocus()
    QTest.keyClick(asked.choices[1], Qt.Key.Key_Space)
    scene.studio.click(asked.take)
    scene.studio.wait(lambda: scene.loading(path)[1].backbone.config is not None, "the second try")
    key, job = scene.loading(path)
    assert job.backbone.config == configs[1]
    scene.runner.tell(Finished(NameVectors(NOTHING, NOTHING)), key)
    settle(scene.studio)
    scene.studio.wait(lambda: scene.project.state.view.backbone.source == str(path), "the model")
    assert scene.project.state.view.backbone.config == configs[1]


def test_a_trained_file_of_another_model_leads_to_that_model(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "theirs.mmrl.safetensors"
    replace(adapter(), backbone=BackboneRef(NAME, FINGERPRINT)).save(path)
    scene.studio.session.open_project(scene.project_id)
    scene.studio.window.brought.emit(path)
    scene.wait_said("Made for the model Tiny; this project uses another one.")
    scene.bar("Get Tiny")
    dialog = scene.studio.dialog(ModelDialog)
    scene.studio.wait(lambda: scene.studio._focus() in dialog.rows[NAME].buttons.values(), "its row")


def test_trained_files_of_another_model_are_listed_and_not_usable(scene: Scene) -> None:
    assert DEMO.fingerprint is not None
    program = scene.studio.session.desk.program
    for id, fingerprint in ((NAME, FINGERPRINT), ("demo", DEMO.fingerprint)):
        content = replace(adapter(), backbone=BackboneRef(id, fingerprint))
        program.adapters.keep(project_id=scene.project_id, adapter=content, name=id, origin="imported")
    scene.studio.click_tab(1)
    scene.project.refresh()
    settle(scene.studio)
    rows = {row.row.title: row.row for row in scene.studio.page("train").findChildren(RunRow)}
    assert rows["demo"].state == "usable"
    assert (rows[NAME].state, rows[NAME].text) == ("rest", "Another model")
    assert rows[NAME].caption.endswith("made for Tiny")


def test_the_start_page_offers_a_model_until_it_is_closed(tmp_path: Path, look: Look, qapp: QApplication) -> None:
    with whole_program(tmp_path, look, qapp) as studio:
        offer = studio.window.start.offer
        studio.wait(offer.isVisible, "the offer")
        studio.click(offer.get)
        dialog = studio.dialog(ModelDialog)
        studio.wait(lambda: bool(dialog.rows), "the rows")
        assert not any(row.buttons["use"].isVisible() for row in dialog.rows.values()), "no project is open"
        assert not dialog.file.isVisible()
        dialog.reject()
        studio.click(offer.close_button)
        assert not offer.isVisible()
    with whole_program(tmp_path, look, qapp) as studio:
        settle(studio)
        assert not studio.window.start.offer.isVisible()


def test_the_page_of_a_model_opens_in_the_browser(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    scene.press(scene.dialog(), "licence")
    assert [url.host() for url in opened] == ["models.example.org"]


def test_an_address_in_the_settings_is_checked_as_it_is_typed(scene: Scene) -> None:
    studio = scene.studio
    studio.session.actions["settings"].trigger()
    dialog = studio.dialog(SettingsDialog)
    studio.wait(lambda: "mirror" in dialog.fields, "the settings")
    field = dialog.fields["mirror"]
    assert isinstance(field, QLineEdit)
    assert field.text() == scene.server.address
    studio.wait(field.isVisible, "the field")
    assert "goes online only for a download that you start" in texts(dialog)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "ftp://models")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(studio)
    assert dialog.isVisible(), "Enter takes the text, and closes nothing"
    assert "no address" in dialog.problem.text()
    assert studio.session.desk.program.settings.get("mirror") == scene.server.address
    field.selectAll()
    QTest.keyClicks(field, "https://mirror.example.org")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(studio)
    assert not dialog.problem.isVisible()
    assert studio.session.desk.program.settings.get("mirror") == "https://mirror.example.org"
