"""What every page works with: the services behind their threads, what goes on, and who tells of changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from app.compute.qt_bridge import QtRunner
from app.models.act import Acts, leads_nowhere
from app.models.activity import ActivityList
from app.models.long_acts import LongActs, LongKind
from app.models.relay import Relay
from app.models.slow_news import SlowNews
from app.models.thumbs import Thumbs
from app.models.vectors import Vectors
from app.models.window_memory import WindowMemory
from app.services.change import Change
from app.services.jobs import JobPicture
from mmrl_engine.notices import Notice

if TYPE_CHECKING:
    from app.bootstrap import Program
    from app.services.import_report import ImportProgress

T = TypeVar("T")


class Events(QObject):
    """What the services tell by themselves: made before them, since they are given its relays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trainings = Relay(self)
        self.evaluations = Relay(self)
        self.balances = Relay(self)
        self.folder_runs = Relay(self)
        self.watches = Relay(self)
        self.downloads = Relay(self)
        self.devices = Relay(self)


class Desk(QObject):
    """To be made and closed in the window's thread.

    Signals:
        changed: a `Change`, whoever made it.
        failed: the notices of a call that failed, if its caller does not take them.
        broke: an exception that is our own mistake.
        training_told, evaluation_told, balance_told, folder_told: a row's id, and an `Event` or a `Change` of it.
        watch_told: the same with the news of a watched folder.
        download_told: a `Fetching` or a `FetchEnded`.
        device_told: the Notice of why work had to leave the graphics card.
    """

    changed = Signal(object)
    failed = Signal(object)
    broke = Signal(object)
    training_told = Signal(int, object)
    evaluation_told = Signal(int, object)
    balance_told = Signal(int, object)
    folder_told = Signal(int, object)
    watch_told = Signal(int, object)
    download_told = Signal(object)
    device_told = Signal(object)

    runner: QtRunner  # these three from `take` on
    thumbs: Thumbs
    vectors: Vectors

    def __init__(
        self, program: Program | None, events: Events, memory: WindowMemory, parent: QObject | None = None
    ) -> None:
        """`program` is None where the window comes first; then `take` gets it."""
        super().__init__(parent)
        self._program: Program | None = None
        self._waiting: dict[Hashable, Callable[[], object]] = {}
        self._closed: set[Acts | LongActs] = set()  # what runs nothing any more
        self.memory = memory
        self.acts = Acts(self)
        self.long_acts = LongActs(self)
        self.aside_acts = Acts(self)
        self.activity = ActivityList(self)
        self._news = SlowNews(self)
        self._news.told.connect(self.changed)
        for acts in (self.acts, self.long_acts, self.aside_acts):
            acts.done.connect(self._take_result)
            acts.broken.connect(self.broke)
        events.trainings.told.connect(self._take_training)
        events.evaluations.told.connect(self._take_evaluation)
        events.balances.told.connect(self._take_balance)
        events.folder_runs.told.connect(self._take_folder)
        events.watches.told.connect(self._take_watch)
        events.downloads.told.connect(self._take_download)
        events.devices.told.connect(self._take_device)
        if program is not None:
            self.take(program)

    @property
    def program(self) -> Program:
        """The services.

        Raises:
            RuntimeError: they are not there yet; see `when_there`.
        """
        if self._program is None:
            raise RuntimeError("the services are not there yet")
        return self._program

    @property
    def is_there(self) -> bool:
        """Whether the services are there."""
        return self._program is not None

    def take(self, program: Program) -> None:
        """The services are there from now on: what waits for them is done."""
        self._program = program
        self.runner = QtRunner(program.jobs, self)
        self.thumbs = Thumbs(program.storage.thumbnails, self._file_of_hash, program.decoder, self)
        self.vectors = Vectors(self.runner, self.acts, self._files_of, self, aside=self.aside_acts)
        while self._waiting:
            call = self._waiting.pop(next(iter(self._waiting)))
            if not leads_nowhere(call):
                call()

    def when_there(self, what: Hashable, call: Callable[[], object]) -> None:
        """Does `call` now, or else once the services are there, unless what it leads to is deleted by then. What is
        asked for twice meanwhile is done once.
        """
        if self._program is not None:
            call()
        else:
            self._waiting.setdefault(what, call)

    def do(
        self,
        call: Callable[[], T],
        *,
        on_done: Callable[[T], object] | None = None,
        on_failed: Callable[[tuple[Notice, ...]], object] | None = None,
    ) -> None:
        """Runs a quick service call; as `Acts.run`. Without `on_failed`, a failure is told as `failed`.

        Once the desk is closed nothing is run any more: what asks then has only heard of the end.
        """
        if self.acts not in self._closed:
            self.acts.run(call, on_done=on_done, on_failed=on_failed or self._tell_failure)

    def do_long(
        self,
        kind: LongKind,
        call: Callable[[], T],
        *,
        on_done: Callable[[T], object] | None = None,
        on_failed: Callable[[tuple[Notice, ...]], object] | None = None,
    ) -> None:
        """The same for calls that take minutes. Those of one kind run one after another; none holds up a quick one."""
        if self.long_acts not in self._closed:
            self.long_acts.run(kind, call, on_done=on_done, on_failed=on_failed or self._tell_failure)

    def do_aside(
        self,
        call: Callable[[], T],
        *,
        on_done: Callable[[T], object] | None = None,
        on_failed: Callable[[tuple[Notice, ...]], object] | None = None,
    ) -> None:
        """The same for calls that take a second and that nobody waits for."""
        if self.aside_acts not in self._closed:
            self.aside_acts.run(call, on_done=on_done, on_failed=on_failed or self._tell_failure)

    def tell_progress(self, progress: ImportProgress) -> None:
        """What an import has made lasting on its way changes every screen as any other change does, but batches come
        faster than ten thousand pictures are shown again.
        """
        if progress.change is not None:
            self._news.add(progress.change)

    def end_progress(self) -> None:
        """An import is over: nothing of it is kept back."""
        self._news.tell_now()

    def close(self) -> None:
        """Ends what the desk itself began. The services are closed by whoever made them."""
        self._waiting.clear()
        self._news.close()
        if self._program is not None:
            self.vectors.close()
        for item in self.activity.items():
            if item.kind in ("import", "copy", "archive", "export"):
                item.stop()
        for acts in (self.aside_acts, self.long_acts, self.acts):
            acts.close()
            self._closed.add(acts)
        if self._program is not None:
            self.thumbs.close()
        self.memory.save()

    def _file_of_hash(self, sha256: str) -> Path | None:
        return self.program.pictures.file_of_hash(sha256=sha256)

    def _files_of(self, placement_ids: Sequence[int]) -> Mapping[int, JobPicture]:
        return self.program.pictures.files_of(placement_ids=placement_ids)

    def _tell_failure(self, notices: tuple[Notice, ...]) -> None:
        self.failed.emit(notices)

    @Slot(object)
    def _take_result(self, result: object) -> None:
        if isinstance(result, Change):
            self.changed.emit(result)

    @Slot(object)
    def _take_training(self, told: tuple[int, object]) -> None:
        self._take(self.training_told, told)

    @Slot(object)
    def _take_evaluation(self, told: tuple[int, object]) -> None:
        self._take(self.evaluation_told, told)

    @Slot(object)
    def _take_balance(self, told: tuple[int, object]) -> None:
        self._take(self.balance_told, told)

    @Slot(object)
    def _take_folder(self, told: tuple[int, object]) -> None:
        self._take(self.folder_told, told)

    @Slot(object)
    def _take_watch(self, told: tuple[int, object]) -> None:
        self._take(self.watch_told, told)

    @Slot(object)
    def _take_download(self, told: tuple[object]) -> None:
        self.download_told.emit(told[0])

    @Slot(object)
    def _take_device(self, told: tuple[object]) -> None:
        self.device_told.emit(told[0])

    def _take(self, signal: SignalInstance, told: tuple[int, object]) -> None:
        row, what = told
        if isinstance(what, Change):
            self.changed.emit(what)
        signal.emit(row, what)
