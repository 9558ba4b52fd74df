"""What travels through the pipe between the window's process and the child that computes: plain data both ways."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services.jobs import Event, Job


@dataclass(frozen=True, slots=True)
class ChildSettings:
    """What the child needs to know before its first job.

    Attributes:
        features, stems: folders of its caches.
        threads: of torch; None leaves one core to the rest of the machine.
        backbones: folder of downloaded models; None is the user's own.
    """

    features: Path
    stems: Path
    threads: int | None = None
    backbones: Path | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    """A job to run.

    Attributes:
        number: jobs of one order run by ascending numbers.
        told: how many of its answers or vectors were told before, by a child that died. They are not told again.
    """

    job_id: str
    number: int
    job: Job
    told: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop this job; a training writes its checkpoint."""

    job_id: str


@dataclass(frozen=True, slots=True)
class Close:
    """Stop every job and end."""


ToChild = Submit | Stop | Close


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything is loaded; the first job can begin."""


@dataclass(frozen=True, slots=True)
class Working:
    """From now on the steps of this job run."""

    job_id: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The job has been stopped, as it was asked for."""

    job_id: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a job; one of the kinds in `LAST` ends it."""

    job_id: str
    event: Event


@dataclass(frozen=True, slots=True)
class CardLost:
    """The graphics card does not answer this process any more, as this job has found; the process ends now."""

    job_id: str


FromChild = Ready | Working | Stopped | Told | CardLost
