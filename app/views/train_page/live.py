"""A run that learns or is tested just now, as far as its events have told. No Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from app.services.jobs import BackboneSource, Moved
from app.views.train_page.computing import Computing
from app.views.train_page.curve import Curve, Trend, by_round, trend
from app.views.train_page.pace import Work

CHECK, PREPARE = 0.15, 0.85  # of reading
FOLD = {"check": (0.0, 0.02), "prepare": (0.02, 0.2), "train": (0.2, 0.9), "evaluate": (0.9, 1.0)}
SECONDS, SHARE = 3.0, 0.05  # before these no time left is told


@dataclass(slots=True)
class Live:
    """Attributes:
    phase: "read", "learn", "test" or "save". since: when it began, on the monotonic clock. took: seconds of those over.
    job: of the test, by which it is stopped. left_out: it is not tested. saved_at: its last checkpoint.
    """

    run_id: int
    project_id: int
    project: str
    model: BackboneSource
    work: Work | None = None
    classes: int = 0
    phase: str = "read"
    fraction: float = 0.0
    done: int = 0
    total: int = 0
    rounds: int = 0
    words: float | None = None
    part: int = 0
    parts: int = 0
    pace_left: float | None = None
    started: bool = False
    ending: bool = False
    enough: bool = False
    left_out: bool = False
    resumed: bool = False
    job: str = ""
    computing: Computing = field(default_factory=Computing)
    saved_at: str | None = None
    since: float = field(default_factory=time.monotonic)
    took: dict[str, float] = field(default_factory=dict)
    losses: list[tuple[float, float]] = field(default_factory=list)
    rights: list[tuple[float, float]] = field(default_factory=list)
    earlier: Curve = field(default_factory=Curve)

    def learn_moved(self, event: Moved) -> None:
        """The training is further."""
        if event.stage != "train":
            first, share = (0.0, CHECK) if event.stage == "check" else (CHECK, PREPARE)
            self.fraction = first + share * _share(event)
            return
        self.enter("learn")
        self.pace_left = event.seconds_left
        self.done, self.total, self.fraction = event.done, event.total, _share(event)
        if event.loss is not None:
            self.losses.append((event.done, event.loss))
        if event.standing is not None:
            self.rounds, self.words = event.standing.rounds, event.standing.words
            if event.standing.right is not None:
                self.rights.append((event.done, event.standing.right))

    def test_moved(self, event: Moved) -> None:
        """The test is further."""
        first, last = FOLD[event.stage]
        inside = _share(event)
        if event.stage == "evaluate":  # counted over all parts
            inside = min(1.0, max(0.0, inside * event.parts - event.part))
        self.part, self.parts = event.part, event.parts
        whole = (event.part + first + (last - first) * inside) / event.parts
        self.fraction = max(self.fraction, whole)

    def enter(self, phase: str) -> None:
        """Goes on to a phase, if it is another one."""
        if phase == self.phase:
            return
        moment = time.monotonic()
        self.took[self.phase] = moment - self.since
        self.phase, self.since, self.fraction, self.pace_left = phase, moment, 0.0, None

    @property
    def seconds_left(self) -> float | None:
        """Of this phase."""
        if self.phase == "learn":
            return self.pace_left
        seconds = time.monotonic() - self.since
        if self.phase != "test" or seconds < SECONDS or self.fraction < SHARE:
            return None
        return seconds * (1 - self.fraction) / self.fraction

    @property
    def round(self) -> int:
        """Which one it is in, from 1."""
        return min(self.rounds, int(self.done * self.rounds / self.total) + 1) if self.total else 0

    @property
    def trend(self) -> Trend:
        return trend(self.losses, self.total, self.rounds)

    @property
    def curve(self) -> Curve:
        """What was told of it by now; before that, what was stored of it."""
        points = by_round(self.rights, self.total, self.rounds)
        if not points:
            return self.earlier
        before = tuple(point for point in self.earlier.points if point[0] < points[0][0])
        return Curve(self.rounds, self.words, (*before, *points))


def _share(event: Moved) -> float:
    return min(1.0, event.done / event.total) if event.total else 0.0
