"""What the program does for its data folder without being asked: at the start, now and then, and at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from app.services.backups import BackupsService
from app.services.settings import Settings
from app.storage.cached_files import oldest_first, remove
from app.storage.collect import Collector
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice

COLLECT_SECONDS = 24 * 3600.0
THUMBNAIL_BYTES = 1 << 30
Recover = Callable[[], object]


class Upkeep:
    """Backups, garbage collection, and what an end in the middle of work left behind.

    Args:
        recover: called once at the start, in this order; each deals with what one kind of work left.
        clock: gives seconds that never go back.
    """

    def __init__(
        self,
        storage: Storage,
        backups: BackupsService,
        settings: Settings,
        recover: Sequence[Recover],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage, self._backups, self._settings = storage, backups, settings
        self._recover, self._clock = tuple(recover), clock
        self._collected = float("-inf")

    def begin(self) -> tuple[Notice, ...]:
        """To be called once, before anybody else uses the data folder. Returns what to tell the person."""
        if self._storage.read_only:
            return ()
        self._storage.pictures.sweep(before=float("inf"))  # copies that were never kept; nobody is making any yet
        notices: list[Notice] = []
        for recover in self._recover:
            try:
                recover()
            except EngineError as error:  # a full disk, for one; the person can still look at everything
                notices += error.notices
        return tuple(notices)

    def free_space(self) -> int:
        """Empties what is made again when it is wanted, small pictures and features, and deletes what nothing needs;
        the bytes that were freed. What is in use just now may stay.
        """
        features = oldest_first(self._storage.folders.features.rglob("*"))
        freed = self._storage.thumbnails.trim(0) + sum(file.size for file in features if remove(file.path))
        return freed + Collector(self._storage).collect().size

    def tick(self) -> tuple[Notice, ...]:
        """To be called every minute or so, off the window's thread: a backup if one is due, a collection once a day.

        Returns what could not be done, and why.
        """
        if self._storage.read_only:
            return ()
        notices: list[Notice] = []
        try:
            backup = self._backups.make_if_due(every=timedelta(minutes=float(self._settings.get("backup_minutes"))))
            notices += () if backup is None else backup.notices
        except EngineError as error:
            notices += error.notices
        if self._clock() - self._collected >= COLLECT_SECONDS:
            self._collected = self._clock()
            notices += Collector(self._storage).collect().notices
            self._storage.thumbnails.trim(THUMBNAIL_BYTES)
        return tuple(notices)
