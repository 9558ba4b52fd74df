"""Runs of trainings as rows, and what each was given when it was started."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.services.jobs import BackboneSource, JobPicture
from app.services.labelled import alike_groups, job_pictures, kept_in_place
from app.storage.schema import Run
from app.storage.storage import Storage
from mmrl_engine.errors import InputError
from mmrl_engine.notices import notice
from mmrl_engine.types import TrainConfig

IN_WORK = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Given:
    """What a run learns from, whatever has changed since.

    Attributes:
        hashes, pictures, labels: equally many; a label is the name that the class had.
        groups: what each picture is held out together with, wherever pictures are held out.
    """

    backbone: BackboneSource
    hashes: tuple[str, ...]
    pictures: tuple[JobPicture, ...]
    labels: tuple[str, ...]
    config: TrainConfig
    groups: tuple[str, ...]


def run_of(session: Session, run_id: int) -> Run:
    """The run.

    Raises:
        InputError: it is gone, or was taken off the list.
    """
    run = session.get(Run, run_id)
    if run is None or run.removed_at is not None:
        raise InputError(notice("training-not-there"))
    return run


def given_to(storage: Storage, run_id: int) -> Given:
    """What the run was given, its pictures where they lie today.

    Raises:
        InputError: the run is gone.
    """
    with storage.read() as session:
        run = run_of(session, run_id)
        in_place = kept_in_place(session, run.project_id)
        hashes = tuple(sha256 for sha256, _ in run.examples)
        labels = tuple(run.classes[index]["name"] for _, index in run.examples)
        backbone = BackboneSource(run.backbone["source"], run.backbone.get("config"))
        config, groups = TrainConfig(**run.config), alike_groups(session, hashes)
    return Given(backbone, hashes, job_pictures(storage.pictures, in_place, hashes), labels, config, groups)
