"""A job that has not ended, as the window's side keeps it: enough to give it to another child when one dies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from app.compute.messages import Submit
from app.services.jobs import Cancelled, Event, Failed, Job, Listener, Moved, Part, Paused, Started
from mmrl_engine.notices import notice
from mmrl_engine.pace import Pace, PaceReport

StopKind = Literal["cancel", "pause"]
_STAGES = ("check", "prepare", "train", "balance", "evaluate")


@dataclass(slots=True, eq=False)
class OpenJob:
    """One job and how far it has come.

    Attributes:
        number: in the order of submission.
        told: answers or vectors told so far.
        deaths: of children in a row that worked on it, without getting further than any before.
        card_lost: the graphics card stopped answering over it; since then it is done with the processor.
        stop: what was asked for, if anything; `deadline` is when it must have happened (`time.monotonic`).
    """

    job_id: str
    number: int
    job: Job
    listener: Listener
    told: int = 0
    deaths: int = 0
    card_lost: bool = False
    stop: StopKind | None = None
    deadline: float | None = None
    _furthest: tuple[int, int, int] = (0, 0, 0)
    _pace: Pace = field(default_factory=Pace)
    _pace_at: tuple[int, int, int] | None = None
    _report: PaceReport = field(default_factory=PaceReport)

    def submission(self) -> Submit:
        """What the next child is given."""
        return Submit(self.job_id, self.number, self.job, self.told)

    def leave_card(self) -> None:
        """The next child does it with the processor."""
        self.card_lost = True
        self.job = replace(self.job, backbone=replace(self.job.backbone, device="cpu"))

    def ask_to_stop(self, stop: StopKind, deadline: float) -> None:
        """The first request's deadline holds; a cancel outdoes a pause."""
        self.stop = "cancel" if "cancel" in (self.stop, stop) else "pause"
        self.deadline = deadline if self.deadline is None else min(self.deadline, deadline)

    def end_of_stop(self) -> Cancelled | Paused:
        """The event that ends a job which has stopped."""
        return Paused() if self.stop == "pause" else Cancelled()

    def seen(self, event: Event) -> Event:
        """Takes in an event of the child's, and returns what the listener is told."""
        match event:
            case Moved():
                return self._moved(event)
            case Part(start, answers, vectors):
                self.told = start + len(answers) + len(vectors)
                self.deaths = 0
            case Started() if self.card_lost:
                return replace(event, reason=notice("device-lost"))
            case Failed() if self.stop == "cancel":  # it is not wanted any more, so nobody asks why
                return Cancelled()
            case _:
                pass
        return event

    def _moved(self, event: Moved) -> Moved:
        place = (event.part, _STAGES.index(event.stage), event.done)
        if place > self._furthest:
            self._furthest = place
            self.deaths = 0
        if place != self._pace_at:  # a report without a step says nothing about speed
            self._pace_at = place
            self._report = self._pace.update(f"{event.part} {event.stage}", event.done, event.total)
        return replace(event, rate=self._report.rate, seconds_left=self._report.seconds_left)
