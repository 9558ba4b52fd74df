"""The models that there are: which of them are here, how to get and remove them, and which to begin with.

No Qt, no torch. What a download tells comes through `tell`, on the download's own thread.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import select

from app.services.fetching import Fetches, Fetching, TellFetch
from app.services.settings import Settings
from app.services.this_computer import Computer, suited_model, this_computer
from app.storage.schema import Project
from app.storage.storage import Storage
from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.download import download
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.route import Route, address_of
from mmrl_engine.backbones.speed import processor_speed, seconds_a_picture
from mmrl_engine.backbones.store import BackboneStore
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import notice
from mmrl_engine.untrusted import shown

State = Literal["ships", "here", "fetching", "half", "away"]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model of the catalogue as a list shows it.

    Attributes:
        state: it ships with the program; is here; is being downloaded; a part of it is; it is not.
        size: bytes on the disk, or of the download.
        host: the computer that it would come from, or has come from; "" for one that ships.
        done, total: bytes of a download that goes on or was cut off.
        fetching: the download that goes on.
        projects: how many use it, without those in the trash.
        suited: it is the one to begin with on this computer. fits: there is memory enough to learn with it.
        seconds: about how long the processor takes for a picture.
    """

    entry: Entry
    state: State
    size: int
    host: str
    done: int = 0
    total: int | None = None
    fetching: Fetching | None = None
    projects: int = 0
    suited: bool = False
    fits: bool = True
    seconds: float | None = None

    @property
    def usable(self) -> bool:
        """Whether a project can work with it now."""
        return self.state in ("ships", "here")


@dataclass(frozen=True, slots=True)
class Models:
    """All of them. `free`: bytes on the disk that they are kept on. `computer`: what they are held against."""

    views: tuple[ModelView, ...]
    free: int
    computer: Computer

    def of(self, id: str) -> ModelView | None:
        return next((view for view in self.views if view.entry.id == id), None)


class Backbones:
    """The use cases on models.

    Args:
        tell: gets each `Fetching` and `FetchEnded`, on the download's thread.
    """

    def __init__(self, storage: Storage, settings: Settings, *, tell: TellFetch = lambda told: None) -> None:
        self._storage, self._settings = storage, settings
        self._store = BackboneStore(storage.folders.backbones)
        self._fetches = Fetches(tell)
        self._lock = threading.Lock()
        self._computer = this_computer()
        self._speed: float | None = None

    def list(self) -> Models:
        """Every model of the catalogue. The first call takes a moment: it measures the computer."""
        return Models(self._views(self._measured()), self._free(), self._computer)

    def of(self, *, source: str) -> ModelView | None:
        """One of them, without `seconds`; None where the catalogue has none of this name."""
        return next((view for view in self._views(None) if view.entry.id == source), None)

    def is_here(self, *, source: str) -> bool:
        """Whether a project's model can be loaded: it ships, was downloaded, or is a file or folder that is there."""
        entry = catalogue.by_id(source)
        if entry is None:
            return os.path.exists(source)  # noqa: PTH110 (its answer is "no" where nobody may look)
        return entry.resource is not None or self._store.installed(entry.id) is not None

    def download(self, *, id: str) -> None:
        """Downloads a model, going on with what is there of it; nothing happens where that goes on already.

        Whoever calls this has asked the person: from here on the program goes online.

        Raises:
            InputError: there is none of this name, or it ships with the program.
        """
        entry = _downloadable(id)
        if self._store.installed(id) is None:
            route = self._route()
            self._fetches.start(id, _host(entry, route), partial(download, entry, self._store, route))

    def pause(self, *, id: str) -> None:
        """Stops a download; what has come of it stays, and `download` goes on from there."""
        self._fetches.pause(id)

    def forget_half(self, *, id: str) -> None:
        """Deletes what a stopped download left.

        Raises:
            InputError: there is none of this name. EngineError: it cannot be deleted, or the download goes on.
        """
        self._store.forget_half(_downloadable(id).id)

    def remove(self, *, id: str) -> None:
        """Deletes a downloaded model. Projects that use it keep everything, and answer again once it is back.

        Raises:
            InputError: there is none of this name, or it ships with the program. EngineError: it cannot be deleted.
        """
        self._store.remove(_downloadable(id).id)

    def offer(self) -> ModelView | None:
        """The model to begin with, or what was begun of another; None once one is here. Without `seconds`."""
        views = self._views(None)
        if any(view.state == "here" for view in views):
            return None
        begun = next((view for view in views if view.state in ("half", "fetching")), None)
        return begun or next((view for view in views if view.suited), None)

    def close(self) -> None:
        """Stops the downloads; what has come of them stays."""
        self._fetches.close()

    def _views(self, speed: float | None) -> tuple[ModelView, ...]:
        """`speed`: operations a second, where that was measured."""
        used, suited, route = self._used(), suited_model(self._computer), self._route()
        found = []
        for entry in catalogue.ENTRIES:
            state, size, host, done, total, fetching = self._standing(entry, route)
            seconds = None if speed is None else seconds_a_picture(entry.flops, speed)
            fits, is_suited = entry.memory <= self._computer.memory, entry.id == suited
            uses = used[entry.id]
            found.append(ModelView(entry, state, size, host, done, total, fetching, uses, is_suited, fits, seconds))
        return tuple(found)

    def _standing(self, entry: Entry, route: Route) -> tuple[State, int, str, int, int | None, Fetching | None]:
        """State, size, host, done, total, and the download that goes on."""
        if entry.source is None:
            return "ships", entry.size, "", 0, None, None
        fetching = self._fetches.state(entry.id)
        if fetching is not None:
            return "fetching", fetching.total or entry.size, fetching.host, fetching.done, fetching.total, fetching
        found = self._store.installed(entry.id)
        if found is not None:
            return "here", found.size, found.host, 0, None, None
        host, half = _host(entry, route), self._store.half(entry.id)
        if half is not None and half.done:
            return "half", half.total, host, half.done, half.total, None
        return "away", entry.size, host, 0, None, None

    def _route(self) -> Route:
        return Route(str(self._settings.get("mirror")), str(self._settings.get("proxy")))

    def _used(self) -> Counter[str]:
        with self._storage.read() as session:
            rows = session.scalars(select(Project.backbone).where(Project.trashed_at.is_(None)))
            return Counter(str(row["source"]) for row in rows)

    def _free(self) -> int:
        return shutil.disk_usage(self._storage.folders.data).free

    def _measured(self) -> float:
        with self._lock:
            if self._speed is None:
                self._speed = processor_speed()
            return self._speed


def _downloadable(id: str) -> Entry:
    entry = catalogue.by_id(id)
    if entry is None or entry.source is None:
        known = tuple(item.id for item in catalogue.ENTRIES if item.source is not None)
        raise InputError(notice("config-choice", name="model", value=shown(id), known=known))
    return entry


def _host(entry: Entry, route: Route) -> str:
    """The computer that is asked."""
    assert entry.source is not None
    try:
        return urlsplit(address_of(entry.source, route)).hostname or ""
    except EngineError:  # an address that is never asked; the download says so
        return entry.source.host
