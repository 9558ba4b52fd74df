"""The one place that wires storage, services and compute together."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from app.compute.decode_pool import DecodePool
from app.compute.runner import ComputeRunner
from app.services.adapters import Adapters
from app.services.answer_table import AnswerTables
from app.services.archives import Archives
from app.services.backbones import Backbones
from app.services.backups import BackupsService
from app.services.balances import Balances
from app.services.change import Change
from app.services.chosen_device import ChosenDevice, tell_nobody
from app.services.classes import Classes
from app.services.classification import Classification
from app.services.corrections import Corrections
from app.services.doctor import Doctor
from app.services.duplicates import Duplicates
from app.services.evaluations import Evaluations
from app.services.exports import Exports
from app.services.fetching import TellFetch, Told
from app.services.folder_runs import FolderRuns
from app.services.importing import Importing
from app.services.jobs import Event, Runner
from app.services.open_jobs import Tell
from app.services.others import Others
from app.services.pictures import Pictures
from app.services.power import BatteryPause
from app.services.power_awake import StayAwake
from app.services.projects import Projects
from app.services.quick_answers import QuickAnswers
from app.services.relink import Relinking
from app.services.settings import Settings
from app.services.sorted_copies import SortedCopies
from app.services.training_runs import TrainingRuns
from app.services.typed_names import TypedNames
from app.services.undo import Undo
from app.services.upkeep import Upkeep
from app.services.watching import Watching
from app.services.watching_work import TellWatch, WatchNews
from app.storage.folders import Folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from mmrl_engine.notices import Notice

DECODE_WORKERS = 2  # each takes a core, and up to 1 GB for a very large picture


def _tell_nobody(row_id: int, what: Event | WatchNews) -> None:
    """For programs that show nothing."""


def _hear_nothing(told: Told) -> None:
    """The same, of downloads."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of work that goes on by itself: each gets a row's id and an Event or a Change, on the runner's
    thread; of watches and downloads their news, on threads of their own.
    """

    trainings: Tell = _tell_nobody
    evaluations: Tell = _tell_nobody
    balances: Tell = _tell_nobody
    folder_runs: Tell = _tell_nobody
    watches: TellWatch = _tell_nobody
    downloads: TellFetch = _hear_nothing
    devices: Callable[[Notice], None] = tell_nobody


@dataclass(frozen=True, slots=True)
class Program:
    """Everything behind the window. Whoever builds it closes it.

    Attributes:
        runner: to be started ahead of the first job, and closed. jobs: takes the window's own jobs.
        notices: what opening the data folder has to tell.
    """

    storage: Storage
    runner: ComputeRunner
    jobs: Runner
    decoder: DecodePool
    projects: Projects
    classes: Classes
    pictures: Pictures
    importing: Importing
    corrections: Corrections
    duplicates: Duplicates
    doctor: Doctor
    relinking: Relinking
    undo: Undo
    settings: Settings
    backbones: Backbones
    adapters: Adapters
    exports: Exports
    trainings: TrainingRuns
    evaluations: Evaluations
    balances: Balances
    classification: Classification
    quick_answers: QuickAnswers
    others: Others
    folder_runs: FolderRuns
    watching: Watching
    answer_tables: AnswerTables
    sorted_copies: SortedCopies
    typed_names: TypedNames
    archives: Archives
    backups: BackupsService
    upkeep: Upkeep
    battery: BatteryPause
    awake: StayAwake
    notices: tuple[Notice, ...] = field(default=())

    def close(self) -> None:
        """Stops what computes (trainings keep their checkpoint), then closes the files."""
        with ExitStack() as steps:  # from the last to the first, whatever fails on the way
            steps.callback(self.awake.close)
            steps.callback(self.storage.close)
            steps.callback(self.decoder.close)
            steps.callback(self.backbones.close)
            steps.callback(self.runner.close)
            steps.callback(self.watching.close)


def build(
    folders: Folders, listeners: Listeners = Listeners(), *, threads: int | None = None, safe: bool = False
) -> Program:
    """Opens the data folder, which no other program may have open, and completes what its last end cut off.

    Neither the child process nor the decode workers are started yet: the first job and the first picture do that.

    Args:
        threads: for torch; None as the settings say: all cores, or all but one.
        safe: computes on the processor alone, whatever the settings say.

    Raises:
        EngineError: the data folder cannot be made or written.
    """
    opened = open_storage(folders)
    storage = opened.storage
    settings = Settings(storage)
    if threads is None and not settings.get("spare_core"):
        threads = _all_cores()
    runner = ComputeRunner(features=folders.features, stems=folders.stems, threads=threads, backbones=folders.backbones)
    jobs = ChosenDevice(runner, settings, only="cpu" if safe else None, tell=listeners.devices)
    awake = StayAwake(lambda: bool(settings.get("stay_awake")))
    decoder = DecodePool(DECODE_WORKERS)
    adapters = Adapters(storage, jobs)
    balances = Balances(storage, adapters, jobs, tell=listeners.balances)
    trainings = TrainingRuns(
        storage, adapters, jobs, tell=_all(listeners.trainings, balances.hear, awake.hears("training"))
    )
    evaluations = Evaluations(
        storage, adapters, jobs, tell=_all(listeners.evaluations, awake.hears("check")), settled=balances.follow
    )
    classification = Classification(storage, adapters, jobs)
    folder_runs = FolderRuns(storage, adapters, classification, jobs, tell=listeners.folder_runs)
    importing = Importing(storage, decoder, threads=DECODE_WORKERS + 2)
    watching = Watching(storage, adapters, classification, folder_runs, importing, tell=listeners.watches)
    sorted_copies = SortedCopies(storage)
    duplicates = Duplicates(storage)
    archives = Archives(storage, decoder)
    backups = BackupsService(storage)
    upkeep = Upkeep(storage, backups, settings, [trainings.recover, folder_runs.recover, sorted_copies.recover])
    notices = (*opened.notices, *upkeep.begin())
    return Program(
        storage=storage,
        runner=runner,
        jobs=jobs,
        decoder=decoder,
        projects=Projects(storage),
        classes=Classes(storage),
        pictures=Pictures(storage),
        importing=importing,
        corrections=Corrections(storage, importing),
        duplicates=duplicates,
        doctor=Doctor(storage, duplicates),
        relinking=Relinking(storage),
        undo=Undo(storage),
        settings=settings,
        backbones=Backbones(storage, settings, tell=listeners.downloads),
        adapters=adapters,
        exports=Exports(storage, adapters, evaluations, jobs),
        trainings=trainings,
        evaluations=evaluations,
        balances=balances,
        classification=classification,
        quick_answers=QuickAnswers(storage),
        others=Others(storage, adapters),
        folder_runs=folder_runs,
        watching=watching,
        answer_tables=AnswerTables(storage),
        sorted_copies=sorted_copies,
        typed_names=TypedNames(storage),
        archives=archives,
        backups=backups,
        upkeep=upkeep,
        battery=BatteryPause(trainings, settings),
        awake=awake,
        notices=notices,
    )


def _all(*tells: Tell) -> Tell:
    """Tells one after the other."""

    def tell(row_id: int, what: Event | Change) -> None:
        for each in tells:
            each(row_id, what)

    return tell


def _all_cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
