"""Asks the compute child for the plain features of pictures, a few at a time: those on screen first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.models.act import Acts
from app.models.own_jobs import OwnJobs
from app.services.feature_table import FeatureTable
from app.services.jobs import LAST, BackboneSource, Event, FeaturesJob, Finished, JobPicture, Order, Part

VISIBLE_BATCH = 32
REST_BATCH = 64
MOST_FAILURES = 2  # jobs in a row that failed: the next would fail too
FilesOf = Callable[[Sequence[int]], Mapping[int, JobPicture]]


@dataclass(slots=True, eq=False)
class _Lane:
    """Pictures that wait for one kind of job, of which one is in work at a time."""

    order: Order
    size: int
    waiting: deque[int] = field(default_factory=deque)
    busy: bool = False
    failures: int = 0


class FeatureFeed(QObject):
    """Fills a table, by the hashes of the pictures.

    Signals:
        came: the hashes of those whose features are in the table now.
    """

    came = Signal(object)

    def __init__(
        self, jobs: OwnJobs, acts: Acts, files_of: FilesOf, table: FeatureTable, parent: QObject | None = None
    ) -> None:
        """`files_of` is called in the thread of `acts`."""
        super().__init__(parent)
        self._jobs, self._acts, self._files_of, self._table = jobs, acts, files_of, table
        self._source = BackboneSource()
        self._pictures: Mapping[int, str] = {}
        self._unreadable: set[str] = set()
        self._lanes = self._new_lanes()

    def begin(self, source: BackboneSource) -> None:
        """From now on with this backbone; what was asked for is wanted no more. The jobs are cancelled elsewhere."""
        self._source = source
        self._pictures = {}
        self._unreadable.clear()
        self._lanes = self._new_lanes()  # what still comes for the old ones is dropped

    def want(self, pictures: Mapping[int, str], first: Iterable[int]) -> None:
        """These placements, with their hashes, are to be known; `first` are asked for before the others."""
        self._pictures = pictures
        visible, rest = self._lanes
        known = self._table.keys() | self._unreadable
        missing = {placement_id: None for placement_id, sha256 in pictures.items() if sha256 not in known}
        rest.waiting = deque(dict.fromkeys((*[found for found in first if found in missing], *missing)))
        visible.failures = rest.failures = 0
        self._fill(visible)
        self._fill(rest)

    def show(self, placement_ids: Iterable[int]) -> None:
        """These are on screen, and no others: they go before trainings."""
        visible = self._lanes[0]
        visible.waiting = deque(placement_ids)
        self._fill(visible)

    @property
    def gave_up(self) -> bool:
        """Whether pictures are not asked for any more since job after job failed."""
        return any(lane.failures >= MOST_FAILURES for lane in self._lanes)

    def retry(self) -> None:
        """Files that could not be read may be there by now."""
        self._unreadable.clear()
        self.want(self._pictures, ())

    @staticmethod
    def _new_lanes() -> tuple[_Lane, _Lane]:
        return _Lane(Order.VISIBLE, VISIBLE_BATCH), _Lane(Order.REST, REST_BATCH)

    def _is_missing(self, placement_id: int) -> bool:
        sha256 = self._pictures.get(placement_id)
        return sha256 is not None and sha256 not in self._table and sha256 not in self._unreadable

    def _fill(self, lane: _Lane) -> None:
        if lane.busy:
            return
        batch: dict[str, int] = {}  # of pictures that are there twice, one is asked for
        while lane.waiting and len(batch) < lane.size:
            placement_id = lane.waiting.popleft()
            if self._is_missing(placement_id):
                batch[self._pictures[placement_id]] = placement_id
        if batch:
            lane.busy = True
            call = partial(self._files_of, tuple(batch.values()))
            go_on = partial(self._go_on, lane)
            self._acts.run(call, on_done=partial(self._take_files, lane), on_failed=go_on)

    def _take_files(self, lane: _Lane, files: Mapping[int, JobPicture]) -> None:
        if lane not in self._lanes:
            return
        pictures = tuple(files.values())
        if pictures:
            job = FeaturesJob(self._source, pictures, order=lane.order)
            self._jobs.submit(job, partial(self._take_event, lane, pictures))
        else:
            self._go_on(lane)

    def _take_event(self, lane: _Lane, pictures: tuple[JobPicture, ...], event: Event) -> None:
        if isinstance(event, Part):
            self._take_part(pictures, event)
        elif isinstance(event, LAST):
            lane.failures = 0 if isinstance(event, Finished) else lane.failures + 1
            if lane.failures >= MOST_FAILURES:
                lane.waiting.clear()
            self._go_on(lane)

    def _take_part(self, pictures: tuple[JobPicture, ...], part: Part) -> None:
        known: list[str] = []
        for item in part.vectors:
            sha256 = pictures[item.index].sha256 or ""
            if item.plain is None:
                self._unreadable.add(sha256)
            else:
                self._table.add(sha256, item.plain)
                known.append(sha256)
        if known:
            self.came.emit(tuple(known))

    def _go_on(self, lane: _Lane, _notices: object = None) -> None:
        if lane in self._lanes:
            lane.busy = False
            self._fill(lane)
