"""Keeps a child process at work on the open jobs: starts it, starts another when it dies, ends it when it hangs.

Everything here happens on one thread, so nothing is locked: others put requests into the supervisor's inbox.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from app.compute.messages import CardLost, Close, FromChild, Ready, Stop, Stopped, Told, Working
from app.compute.open_job import OpenJob, StopKind
from app.compute.own_mistakes import own_mistake
from app.compute.process import ChildProcess
from app.compute.teller import OnError
from app.services.jobs import LAST, Cancelled, Event, Failed, Job, Listener, Paused, Queued, TrainJob
from mmrl_engine.notices import notice

STOP_SECONDS = 0.8  # for a job to stop by itself; then its child is killed
CLOSE_SECONDS = 2.0  # for the child to stop everything, checkpoints written, and to end
MOST_DEATHS = 3


@dataclass(frozen=True, slots=True)
class Start:
    """Start the child now."""


@dataclass(frozen=True, slots=True)
class New:
    """A new job."""

    job_id: str
    job: Job
    listener: Listener


@dataclass(frozen=True, slots=True)
class StopJob:
    """Stop a job until `deadline`, a time of `time.monotonic`."""

    job_id: str
    stop: StopKind
    deadline: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What a child said; None: it is gone."""

    child: ChildProcess
    message: FromChild | None


@dataclass(frozen=True, slots=True)
class End:
    """Stop everything."""


Request = Start | New | StopJob | Heard | End
Inbox = SimpleQueue[Request]
Spawn = Callable[[], ChildProcess]


class Supervisor:
    """Owns the open jobs and the child that works on them."""

    def __init__(self, inbox: Inbox, spawn: Spawn, tell: Callable[[Listener, Event], None], on_error: OnError) -> None:
        """Starts nothing yet.

        Args:
            spawn: starts a child whose messages come into the inbox as `Heard`; raises OSError.
        """
        self._inbox, self._spawn, self._tell, self._on_error = inbox, spawn, tell, on_error
        self._jobs: dict[str, OpenJob] = {}  # in the order of submission
        self._submitted = 0
        self._child: ChildProcess | None = None
        self._ready = self._killed = False
        self._working: OpenJob | None = None
        self._failed_starts = 0

    def run(self) -> None:
        """Serves requests until `End`."""
        while True:
            request = self._next_request(self._patience())
            if isinstance(request, End):
                break
            try:
                self._serve(request)
            except Exception as error:  # a mistake of ours over one request; the other jobs go on
                self._on_error(error)
        self._shut_down()

    def _next_request(self, seconds: float | None) -> Request | None:
        try:
            return self._inbox.get(timeout=seconds)
        except Empty:
            return None

    def _patience(self) -> float | None:
        """Seconds until the next deadline."""
        deadlines = [job.deadline for job in self._jobs.values() if job.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _serve(self, request: Request | None) -> None:
        match request:
            case Start():
                self._ensure_child()
            case New():
                self._add(request)
            case StopJob():
                self._stop(request)
            case Heard(child, message) if child is self._child:
                self._hear(message)
            case _:
                pass
        self._kill_overdue()

    def _add(self, request: New) -> None:
        self._submitted += 1
        job = OpenJob(request.job_id, self._submitted, request.job, request.listener)
        self._jobs[job.job_id] = job
        self._tell(job.listener, Queued())
        if not self._ensure_child() and self._child is not None:
            self._child.send(job.submission())

    def _stop(self, request: StopJob) -> None:
        job = self._jobs.get(request.job_id)
        if job is None:
            return
        job.ask_to_stop(request.stop, request.deadline)
        if self._child is not None:
            self._child.send(Stop(job.job_id))

    def _kill_overdue(self) -> None:
        moment = time.monotonic()
        overdue = [job for job in self._jobs.values() if job.deadline is not None and job.deadline <= moment]
        for job in overdue:
            job.deadline = None  # it ends as soon as the child's end is heard
        if overdue and self._child is not None:
            self._killed = True
            self._child.kill()

    def _hear(self, message: FromChild | None) -> None:
        match message:
            case None:
                self._child_gone()
            case Ready():
                self._ready, self._failed_starts = True, 0
            case Working(job_id):
                self._working = self._jobs.get(job_id)
            case Stopped(job_id):
                self._end(job_id, None)
            case Told(job_id, event):
                self._told(job_id, event)
            case CardLost(job_id):
                self._card_lost(self._jobs.get(job_id))

    def _card_lost(self, job: OpenJob | None) -> None:
        """The child ends by itself; another one does the job with the processor. Over that no card can be lost: where
        it is told again, the child has died of something else.
        """
        if job is not None and not job.card_lost:
            job.leave_card()
            self._killed = True

    def _told(self, job_id: str, event: Event) -> None:
        if isinstance(event, LAST):
            self._end(job_id, event)
        elif job_id in self._jobs:
            job = self._jobs[job_id]
            self._tell(job.listener, job.seen(event))

    def _end(self, job_id: str, last: Event | None) -> None:
        """Ends a job with `last`; None: as it was asked to stop."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            self._tell(job.listener, job.end_of_stop() if last is None else job.seen(last))

    def _child_gone(self) -> None:
        """What was to be stopped has stopped; the rest goes to another child."""
        self._forget_child()
        for job in [job for job in self._jobs.values() if job.stop is not None]:
            self._end(job.job_id, None)
        working, self._working = self._working, None
        if not self._killed:  # else it died of nothing that it worked on
            self._blame(working)
            if not self._ready:
                self._failed_starts += 1
        if self._failed_starts >= MOST_DEATHS:
            self._fail_all(Failed((notice("job-process-not-started"),)))
        if self._jobs:
            self._ensure_child()

    def _blame(self, job: OpenJob | None) -> None:
        """A job that several children in a row died over is not given to another one."""
        if job is None or job.job_id not in self._jobs:
            return
        job.deaths += 1
        if job.deaths >= MOST_DEATHS:
            self._end(job.job_id, Failed((notice("job-process-died", count=job.deaths),)))

    def _fail_all(self, reason: Failed) -> None:
        self._failed_starts = 0
        for job_id in list(self._jobs):
            self._end(job_id, reason)

    def _ensure_child(self) -> bool:
        """Starts a child where there is none, and gives it the open jobs. Whether it did."""
        if self._child is not None:
            return False
        try:
            self._child = self._spawn()
        except OSError:
            self._fail_all(Failed((notice("job-process-not-started"),)))
            return False
        except Exception as error:
            self._fail_all(own_mistake(error))
            return False
        self._ready = self._killed = False
        for job in self._jobs.values():
            self._child.send(job.submission())
        return True

    def _forget_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _shut_down(self) -> None:
        """Lets the child stop its jobs and end, or kills it; then every job has its last event."""
        if self._child is not None and self._ready:  # else no job has begun, and it may load for seconds
            self._child.send(Close())
            self._hear_out(time.monotonic() + CLOSE_SECONDS)
        self._forget_child()
        for job in list(self._jobs.values()):
            stopped = Paused() if isinstance(job.job, TrainJob) and job.stop != "cancel" else Cancelled()
            self._end(job.job_id, stopped)

    def _hear_out(self, deadline: float) -> None:
        """Hears what the child still has to say until it is gone, at most until `deadline`."""
        while (seconds := deadline - time.monotonic()) > 0:
            match self._next_request(seconds):
                case Heard(child, None) if child is self._child:
                    return
                case Heard(child, Told(job_id, event)) if child is self._child:
                    self._told(job_id, event)
                case _:
                    pass
