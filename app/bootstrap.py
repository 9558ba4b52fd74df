"""The one place that wires storage, services and compute together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.compute.decode_pool import DecodePool
from app.compute.runner import ComputeRunner
from app.services.adapters import Adapters
from app.services.archives import Archives
from app.services.backups import BackupsService
from app.services.change import Change
from app.services.classes import Classes
from app.services.classification import Classification
from app.services.evaluations import Evaluations
from app.services.folder_runs import FolderRuns
from app.services.importing import Importing
from app.services.jobs import Event
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.relink import Relink
from app.services.settings import Settings
from app.services.sorted_copies import SortedCopies
from app.services.training_runs import TrainingRuns
from app.services.undo import Undo
from app.storage.folders import Folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from mmrl_engine.notices import Notice

DECODE_WORKERS = 2
Tell = Callable[[int, Event | Change], None]


def _tell_nobody(row_id: int, what: Event | Change) -> None:
    """For programs that show nothing."""


@dataclass(frozen=True, slots=True)
class Program:
    """Everything behind the window. To be closed by whoever built it.

    Attributes:
        notices: what opening the data folder has to tell.
    """

    storage: Storage
    runner: ComputeRunner
    decoder: DecodePool
    projects: Projects
    classes: Classes
    pictures: Pictures
    importing: Importing
    relink: Relink
    undo: Undo
    settings: Settings
    adapters: Adapters
    trainings: TrainingRuns
    evaluations: Evaluations
    classification: Classification
    folder_runs: FolderRuns
    sorted_copies: SortedCopies
    archives: Archives
    backups: BackupsService
    notices: tuple[Notice, ...] = ()

    def close(self) -> None:
        """Stops what computes (trainings keep their checkpoint), then closes the files."""
        self.runner.close()
        self.decoder.close()
        self.storage.close()
