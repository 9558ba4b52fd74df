"""Models: which are here, and downloads of them from a server on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from app.services.backbones import Backbones, ModelView
from app.services.fetching import FetchEnded, Fetching
from app.services.jobs import BackboneSource
from app.services.projects import Projects
from app.services.settings import Settings
from app.storage.storage import Storage
from mmrl_engine.backbones.catalogue import ENTRIES
from mmrl_engine.errors import EngineError, InputError
from tests.hostile_server import Asked, HostileServer, Reply, file_reply
from tests.tiny_download import NAME, tiny_entry, tiny_weights

PATIENCE_S = 20.0
DATA = tiny_weights()


class Scene:
    """The service over a data folder, and what it told."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.told: SimpleQueue[Fetching | FetchEnded] = SimpleQueue()
        self.backbones = Backbones(storage, Settings(storage), tell=self.told.put)

    def view(self, id: str = NAME) -> ModelView:
        found = self.backbones.list().of(id)
        assert found is not None
        return found

    def until_end(self) -> list[Fetching | FetchEnded]:
        """All that is told up to an end."""
        found = [self.told.get(timeout=PATIENCE_S)]
        while not isinstance(found[-1], FetchEnded):
            found.append(self.told.get(timeout=PATIENCE_S))
        return found

    def until_moving(self) -> Fetching:
        """What is told once bytes have come."""
        while True:
            told = self.told.get(timeout=PATIENCE_S)
            assert isinstance(told, Fetching), told
            if told.stage == "download" and told.done:
                return told

    def end(self) -> FetchEnded:
        last = self.until_end()[-1]
        assert isinstance(last, FetchEnded)
        return last


@pytest.fixture
def scene(storage: Storage) -> Iterator[Scene]:
    made = Scene(storage)
    yield made
    made.backbones.close()


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer(lambda asked: file_reply(DATA, asked)) as made:
        yield made


@pytest.fixture
def tiny(scene: Scene, server: HostileServer) -> Iterator[None]:
    """A model that lies elsewhere, and comes from the server by the setting."""
    Settings(scene.storage).set(key="mirror", value=server.address)
    with tiny_entry("https://models.example.org"):
        yield


def slowly(asked: Asked) -> Reply:
    whole = file_reply(DATA, asked)
    return Reply(whole.status, whole.headers, whole.body, piece=4096, pause=0.02)


def test_at_first_the_demo_is_here_and_one_other_suits(scene: Scene) -> None:
    models = scene.backbones.list()
    assert [view.entry for view in models.views] == list(ENTRIES)
    assert {view.state for view in models.views} == {"ships", "away"}
    assert [view.entry.id for view in models.views if view.usable] == ["demo"]
    suited = [view for view in models.views if view.suited]
    assert len(suited) == 1
    offered = scene.backbones.offer()
    assert offered is not None
    assert offered.entry == suited[0].entry
    assert models.free > 0
    by_work = sorted(models.views, key=lambda view: view.entry.flops)
    seconds = [view.seconds for view in by_work if view.seconds is not None]
    assert len(seconds) == len(ENTRIES)
    assert seconds == sorted(seconds)
    assert seconds[0] > 0


@pytest.mark.usefixtures("tiny")
def test_a_download_comes_from_the_server_of_the_settings(scene: Scene, server: HostileServer) -> None:
    assert (scene.view().state, scene.view().host) == ("away", "127.0.0.1")
    assert not scene.backbones.is_here(source=NAME)
    scene.backbones.download(id=NAME)
    told = scene.until_end()
    assert isinstance(told[-1], FetchEnded)
    assert told[-1].how == "done"
    assert {item.host for item in told if isinstance(item, Fetching)} == {"127.0.0.1"}
    assert [asked.path for asked in server.asked] == ["/models/weights.safetensors"]
    view = scene.view()
    assert (view.state, view.size, view.host) == ("here", len(DATA), "127.0.0.1")
    assert scene.backbones.is_here(source=NAME)
    assert scene.backbones.offer() is None
    scene.backbones.download(id=NAME)
    assert len(server.asked) == 1, "what is here is not fetched again"


@pytest.mark.usefixtures("tiny")
def test_two_callers_see_one_download(scene: Scene, server: HostileServer) -> None:
    server.rule = slowly
    scene.backbones.download(id=NAME)
    scene.until_moving()
    scene.backbones.download(id=NAME)
    for view in (scene.view(), scene.backbones.offer()):
        assert view is not None
        assert view.state == "fetching"
        assert view.fetching is not None
        assert view.total == len(DATA)
    assert scene.end().how == "done"
    assert len(server.asked) == 1


@pytest.mark.usefixtures("tiny")
def test_what_was_stopped_goes_on_in_another_run(scene: Scene, server: HostileServer) -> None:
    server.rule = slowly
    scene.backbones.download(id=NAME)
    scene.until_moving()
    scene.backbones.close()
    assert scene.end().how == "paused"
    again = Scene(scene.storage)
    half = again.view()
    assert half.state == "half"
    assert 0 < half.done < len(DATA) == half.total
    offered = again.backbones.offer()
    assert offered is not None
    assert offered.entry.id == NAME
    server.rule = lambda asked: file_reply(DATA, asked)
    again.backbones.download(id=NAME)
    assert again.end().how == "done"
    assert server.asked[-1].begin == half.done
    assert again.view().state == "here"


@pytest.mark.usefixtures("tiny")
def test_a_paused_download_can_be_thrown_away(scene: Scene, server: HostileServer) -> None:
    server.rule = slowly
    scene.backbones.download(id=NAME)
    scene.until_moving()
    with pytest.raises(EngineError) as error:
        scene.backbones.forget_half(id=NAME)
    assert [item.code for item in error.value.notices] == ["download-in-work"]
    scene.backbones.pause(id=NAME)
    ended = scene.end()
    assert (ended.how, ended.notices) == ("paused", ())
    scene.backbones.forget_half(id=NAME)
    assert (scene.view().state, scene.view().done) == ("away", 0)


@pytest.mark.usefixtures("tiny")
def test_a_server_that_is_not_there_is_told_and_nothing_is_left(scene: Scene) -> None:
    Settings(scene.storage).set(key="mirror", value="http://127.0.0.1:9")
    scene.backbones.download(id=NAME)
    ended = scene.end()
    assert (ended.how, [item.code for item in ended.notices]) == ("failed", ["download-no-connection"])
    assert scene.view().state == "away"


@pytest.mark.usefixtures("tiny")
def test_a_removed_model_is_away_and_the_projects_that_use_it_are_counted(scene: Scene) -> None:
    projects = Projects(scene.storage)
    for name in ("Animals", "Plants"):
        projects.create(name=name, backbone=BackboneSource(NAME))
    gone = projects.create(name="Gone", backbone=BackboneSource(NAME)).made
    assert gone is not None
    projects.trash(project_id=gone)
    scene.backbones.download(id=NAME)
    assert scene.end().how == "done"
    assert scene.view().projects == 2
    scene.backbones.remove(id=NAME)
    assert (scene.view().state, scene.view().projects) == ("away", 2)


def test_what_cannot_be_downloaded_is_refused(scene: Scene) -> None:
    for id in ("demo", "no-such", "../elsewhere"):
        for call in (scene.backbones.download, scene.backbones.remove, scene.backbones.forget_half):
            with pytest.raises(InputError):
                call(id=id)


def test_a_file_of_a_project_is_here_as_long_as_it_lies_there(scene: Scene) -> None:
    path = scene.storage.folders.data / "big.safetensors"
    assert not scene.backbones.is_here(source=str(path))
    path.write_bytes(b"weights")
    assert scene.backbones.is_here(source=str(path))
    assert scene.backbones.is_here(source="demo")


@pytest.mark.usefixtures("tiny")
def test_closing_leaves_no_thread(scene: Scene, server: HostileServer) -> None:
    server.rule = slowly
    scene.backbones.download(id=NAME)
    scene.until_moving()
    scene.backbones.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("download ")]
    scene.backbones.download(id=NAME)
    assert scene.view().state == "half", "after that, nothing begins"
