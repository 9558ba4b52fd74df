"""The whole job through services alone, as a process that a test may kill: `python -m tests.app.job_process FOLDER`.

Prints a line for each thing once it is acknowledged. Started again on the same folder it goes on with what is missing.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from app.bootstrap import Listeners, Program, build
from app.services.change import Change
from app.services.import_report import ImportProgress
from app.services.jobs import LAST, Event, Moved
from app.services.training_runs import CAN_GO_ON
from app.storage.folders import find_folders
from mmrl_engine.types import TrainConfig

SAMPLES = Path(__file__).resolve().parent.parent.parent / "resources" / "samples"
SHORT = TrainConfig(epochs=30, views=2, layers=2, micro_batch=2)
NAME = "Animals"


def acknowledge(what: str, **facts: object) -> None:
    print(json.dumps({"ack": what, **facts}), flush=True)


class Training:
    """Waits for the end of a training."""

    def __init__(self) -> None:
        self._ended = threading.Event()

    def tell(self, run_id: int, what: Event | Change) -> None:
        if isinstance(what, Moved) and what.stage == "train" and what.done:
            acknowledge("step", done=what.done)
        if isinstance(what, Change) and self._last is not None:
            self._ended.set()
        if isinstance(what, LAST):
            self._last = what

    _last: Event | None = None

    def wait(self) -> None:
        self._ended.wait()


def project_of(program: Program) -> int:
    for card in program.projects.list():
        if card.name == NAME:
            return card.id
    made = program.projects.create(name=NAME).made
    assert made is not None
    acknowledge("project", id=made)
    return made


def take_in(program: Program, project_id: int) -> None:
    """Imports what is not there yet."""
    seen = 0

    def progress(report: ImportProgress) -> None:
        nonlocal seen
        if report.committed > seen:
            seen = report.committed
            acknowledge("pictures", committed=len(program.pictures.page(project_id=project_id)))

    plan = program.importing.plan(paths=[SAMPLES / "train"])
    program.importing.run(project_id=project_id, plan=plan, progress=progress)


def learn(program: Program, project_id: int, training: Training) -> None:
    """Starts a training, or goes on with the one that was cut off."""
    runs = program.trainings.list(project_id=project_id)
    if any(run.state == "done" for run in runs):
        return
    open_runs = [run for run in runs if run.state in CAN_GO_ON]
    if open_runs:
        program.trainings.go_on(run_id=open_runs[0].id)
    else:
        made = program.trainings.start(project_id=project_id, config=SHORT).made
        acknowledge("run", id=made)
    training.wait()
    states = [run.state for run in program.trainings.list(project_id=project_id)]
    acknowledge("trained", states=states)


def main() -> None:
    training = Training()
    program = build(find_folders(Path(sys.argv[1])), Listeners(trainings=training.tell), threads=1)
    try:
        project_id = project_of(program)
        take_in(program, project_id)
        learn(program, project_id, training)
    finally:
        program.close()


if __name__ == "__main__":
    main()
