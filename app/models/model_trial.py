"""Loads a model from this computer before a project gets it, so that nobody is left with one that cannot be used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.compute.qt_bridge import QtRunner
from app.models.own_jobs import OwnJobs
from app.services.jobs import LAST, BackboneSource, Event, Failed, Finished, NamesJob
from mmrl_engine.notices import Notice

CONFIG = "backbone-config-needed"
NONE_FITS = "none fits"  # what the engine says in the place of a name


class ModelTrial(QObject):
    """Signals:
    loaded: the `BackboneSource`, which works. refused: it, and the notices that say why not.
    config_needed: it, and the names of the configs that fit its weights: one has to be chosen.
    """

    loaded = Signal(object)
    refused = Signal(object, object)
    config_needed = Signal(object, object)

    def __init__(self, runner: QtRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = OwnJobs(runner, self)

    def load(self, source: BackboneSource) -> None:
        """Takes seconds; what was begun before is wanted no more."""
        self._jobs.cancel_all()
        self._jobs.submit(NamesJob(source, ()), partial(self._take, source))

    def stop(self) -> None:
        """Nothing more is told."""
        self._jobs.cancel_all()

    def _take(self, source: BackboneSource, event: Event) -> None:
        if isinstance(event, Finished):
            self.loaded.emit(source)
        elif isinstance(event, Failed):
            configs = _configs(event.notices)
            if configs:
                self.config_needed.emit(source, configs)
            else:
                self.refused.emit(source, event.notices)
        elif isinstance(event, LAST):
            self.refused.emit(source, ())


def _configs(notices: tuple[Notice, ...]) -> tuple[str, ...]:
    """Those to choose from."""
    for item in notices:
        if item.code == CONFIG:
            listed = item.params.get("configs")
            found = listed if isinstance(listed, (list, tuple)) else ()
            return tuple(str(name) for name in found if name != NONE_FITS)
    return ()
