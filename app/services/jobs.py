"""The jobs that run beside the window, what they report, and the Protocol of whoever runs them. No Qt, no torch.

A job and its events are plain data: they travel through a pipe to the child process and back.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import Balance
from mmrl_engine.calibrated import BesideOthers
from mmrl_engine.evaluation.results import Evaluation
from mmrl_engine.notices import Notice
from mmrl_engine.types import Answer, Stage, Standing, TrainConfig

Vectors = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]


class Order(IntEnum):
    """Who goes first; a job overtakes a running one of a later order between two of its small steps."""

    ANSWER = 0
    NAMES = 1
    VISIBLE = 2
    FOLDER = 3
    TRAINING = 4
    EVALUATION = 5
    BALANCE = 6
    REST = 7


@dataclass(frozen=True, slots=True)
class BackboneSource:
    """Which backbone a job needs: the arguments of `mmrl_engine.load_backbone`."""

    source: str = "demo"
    config: str | None = None
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class JobPicture:
    """A picture file.

    Attributes:
        sha256: (hex) of its bytes where it is known, which is what its features are kept under.
        keep: whether they are; not those of a camera's pictures, which nobody chose to keep.
    """

    path: Path
    sha256: str | None = None
    keep: bool = True


@dataclass(frozen=True, slots=True)
class TrainJob:
    """Learns from labelled pictures and writes the adapter to the file `result`.

    Attributes:
        pictures, labels: equally many; a label is the name of a class.
        checkpoint: where the run's state is kept. If the file is there, the run goes on from it.
        result: the adapter is written here, whole or not at all, before the job has finished.
        enough: what the checkpoint has learned is enough, and becomes the adapter.
        groups: what each picture belongs to: those of one group are held out together. None: each stands alone.
    """

    backbone: BackboneSource
    pictures: tuple[JobPicture, ...]
    labels: tuple[str, ...]
    config: TrainConfig
    checkpoint: Path
    result: Path
    enough: bool = False
    groups: tuple[str, ...] | None = None
    order: Order = Order.TRAINING


@dataclass(frozen=True, slots=True)
class InstantJob:
    """Makes an adapter of labelled pictures without training; it answers by words and pictures at a glance.

    Attributes:
        pictures, labels: equally many; a label is the name of a class.
        result: the adapter is written here, whole or not at all, before the job has finished.
        groups: what each picture belongs to: those of one group are held out together. None: each stands alone.
    """

    backbone: BackboneSource
    pictures: tuple[JobPicture, ...]
    labels: tuple[str, ...]
    config: TrainConfig
    result: Path
    groups: tuple[str, ...] | None = None
    order: Order = Order.VISIBLE


@dataclass(frozen=True, slots=True)
class ClassifyJob:
    """Answers for pictures over the adapter's names and typed ones. Each `Part` holds some `Answer`s.

    Attributes:
        adapter: an adapter file, whose name changes when its content does; None answers from words alone.
        template: the prompt, only for answers from words alone.
        without: trained names that are left out of the list.
    """

    backbone: BackboneSource
    pictures: tuple[JobPicture, ...]
    adapter: Path | None = None
    typed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    template: str | None = None
    order: Order = Order.ANSWER


@dataclass(frozen=True, slots=True)
class NamesJob:
    """Checks names that were typed and makes their text features; finishes with `NameVectors`."""

    backbone: BackboneSource
    names: tuple[str, ...]
    adapter: Path | None = None
    template: str | None = None
    order: Order = Order.NAMES


@dataclass(frozen=True, slots=True)
class FeaturesJob:
    """Makes (or finds) the features of pictures. Each `Part` holds some `PictureVectors`."""

    backbone: BackboneSource
    pictures: tuple[JobPicture, ...]
    adapter: Path | None = None
    order: Order = Order.REST


@dataclass(frozen=True, slots=True)
class BalanceJob:
    """Measures how much a training pushes trained names up, by small trainings; finishes with a `Balance`.

    Its other fields are those of the training.

    Attributes:
        temperature: of the answers that the balance is for.
    """

    backbone: BackboneSource
    pictures: tuple[JobPicture, ...]
    labels: tuple[str, ...]
    config: TrainConfig
    groups: tuple[str, ...] | None = None
    temperature: float = 1.0
    order: Order = Order.BALANCE


@dataclass(frozen=True, slots=True)
class EvaluateJob:
    """Cross-validation over labelled pictures; finishes with an `Evaluation`.

    Attributes:
        groups: what each picture belongs to: those of one group are held out together. None: each stands alone.
    """

    backbone: BackboneSource
    pictures: tuple[JobPicture, ...]
    labels: tuple[str, ...]
    config: TrainConfig
    folds: int | None = None
    groups: tuple[str, ...] | None = None
    order: Order = Order.EVALUATION


@dataclass(frozen=True, slots=True)
class OthersJob:
    """Draws the limits of "none of these" between labelled pictures and pictures of something else; finishes with a
    `BesideOthers`, or with `Done` where no limit tells them apart.

    Attributes:
        adapter: an adapter file, learned from `pictures`. labels: its names, one a picture.
        groups: what each picture belongs to: those of one group are held out together.
        others: what shows none of the classes.
    """

    backbone: BackboneSource
    adapter: Path
    pictures: tuple[JobPicture, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    others: tuple[JobPicture, ...]
    order: Order = Order.EVALUATION


@dataclass(frozen=True, slots=True)
class ExplainJob:
    """Finds where in a picture the share of names came from; finishes with a `Where`.

    Attributes:
        names: of the list that a `ClassifyJob` with the same other fields answers over; several count together.
    """

    backbone: BackboneSource
    picture: JobPicture
    names: tuple[str, ...]
    adapter: Path | None = None
    typed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    template: str | None = None
    order: Order = Order.ANSWER


@dataclass(frozen=True, slots=True)
class ExportJob:
    """Makes ONNX files of what was learned, and checks them. Each graph is one long step.

    Attributes:
        adapter: an adapter file. folder: where the files go; empty.
        names: typed names whose features are kept too. pictures: to check with.
    """

    backbone: BackboneSource
    adapter: Path
    folder: Path
    names: tuple[str, ...] = ()
    pictures: tuple[JobPicture, ...] = ()
    order: Order = Order.EVALUATION


Job = (
    TrainJob
    | InstantJob
    | ClassifyJob
    | NamesJob
    | FeaturesJob
    | BalanceJob
    | EvaluateJob
    | OthersJob
    | ExplainJob
    | ExportJob
)


@dataclass(frozen=True, slots=True)
class NameVectors:
    """Text features [N, d], unit length, in the order of the job's names.

    Attributes:
        plain: T0 of the untouched CLIP. adapted: T of the adapter, equal to `plain` without one.
        refused: why names cannot be used; their rows are zero.
    """

    plain: Vectors
    adapted: Vectors
    refused: dict[str, Notice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PictureVectors:
    """Features [d] of the job's picture number `index`: f_c0, and with an adapter f_c and f_r (which `none` has not).

    Attributes:
        error: why there are none; the vectors are then None.
    """

    index: int
    plain: Vectors | None
    cls: Vectors | None = None
    rep: Vectors | None = None
    error: Notice | None = None


@dataclass(frozen=True, slots=True)
class TrainResult:
    """The adapter file that a job has written."""

    adapter: Path


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Where the share of names came from.

    Attributes:
        map: float32 [h, w], 0 (nothing) to 1 (most), over the part of the picture that the model saw.
        seen: that part: left, top, right and bottom as shares of the picture's width and height.
    """

    map: Vectors
    seen: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a job that has told everything in its parts: how many pictures it looked at."""

    pictures: int


Result = TrainResult | NameVectors | Evaluation | Balance | BesideOthers | Where | Done


@dataclass(frozen=True, slots=True)
class Queued:
    """The job waits."""


@dataclass(frozen=True, slots=True)
class Started:
    """The job runs, for the first time or again after its process had died. Being overtaken is not told.

    Attributes:
        device, reason: what computes ("cpu", "cuda") and why. name: of the graphics card; empty for the processor.
    """

    device: str
    reason: Notice
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Progress.

    Attributes:
        stage, done, total, loss, part, parts, standing, precision: as `mmrl_engine.Progress`.
        rate: in units of `done` a second. seconds_left: smoothed, of this stage. Both None as long as unknown.
        notices: what to tell the person, mostly empty.
    """

    stage: Stage
    done: int
    total: int
    loss: float | None = None
    part: int = 0
    parts: int = 1
    rate: float | None = None
    seconds_left: float | None = None
    notices: tuple[Notice, ...] = ()
    standing: Standing | None = None
    precision: Notice | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the results, as soon as they are there. `start` is the number of answers told before."""

    start: int
    answers: tuple[Answer, ...] = ()
    vectors: tuple[PictureVectors, ...] = ()


@dataclass(frozen=True, slots=True)
class Paused:
    """The job has left the queue; a training has written its checkpoint."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The job has done its work."""

    result: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """The job cannot be done, for reasons that a person can act on.

    Attributes:
        trace: the text of our own mistake, for a crash report; empty where the input or the machine is at fault.
    """

    notices: tuple[Notice, ...]
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job was stopped because somebody asked for it."""


Event = Queued | Started | Moved | Part | Paused | Finished | Failed | Cancelled
LAST = (Paused, Finished, Failed, Cancelled)
Listener = Callable[[Event], None]


class Runner(Protocol):
    """Runs jobs elsewhere. Every call returns at once."""

    def submit(self, job: Job, listener: Listener) -> str:
        """Queues `job` and returns its id. `listener` gets the job's events in order, from a thread of the runner's;
        the last is of a kind in `LAST`.
        """

    def cancel(self, job_id: str) -> None:
        """Stops the job within a second, and ends it with `Cancelled`. Nothing happens where it has ended."""

    def pause(self, job_id: str) -> None:
        """Stops the job within a second, its checkpoint written, and ends it with `Paused`: submit it again to go
        on.
        """


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a picture file finds, in a decode worker.

    Attributes:
        width, height: in pixels, upright. kind: the format's name in Pillow ("JPEG").
        taken: when the camera says that it was taken, in ISO 8601 without a zone.
        dhash: 64 bits of differences between neighbouring brightnesses; near duplicates differ in few of them.
        thumbnail: a WebP file of the whole picture, at most as many pixels on its longer side as were asked for.
    """

    width: int
    height: int
    kind: str
    taken: str | None
    dhash: int
    thumbnail: bytes


class Decoder(Protocol):
    """Opens pictures from outside in processes that may die of them. Every call returns at once; a future raises
    PictureError where the file cannot be read, takes too long or too much memory.
    """

    def look(self, path: Path, longest: int) -> Future[Look]:
        """Reads the whole picture once. `longest`: pixels of the thumbnail's longer side."""

    def open(self, path: Path, longest: int | None = None) -> Future[Pixels]:
        """RGB [H, W, 3], upright; whole, or made smaller so that its longer side has at most `longest` pixels."""
