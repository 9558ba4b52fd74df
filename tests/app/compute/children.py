"""What children do in tests: the real one with one thing changed, or one that needs no torch and obeys a job's names.

They are functions of a module because a process that is started gets them by name.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from PIL import Image

from app.compute import child
from app.compute.child import load_worker, run_child
from app.compute.decode_pool import DecodePool
from app.compute.gpu_thread import Steps, Worker
from app.compute.messages import ChildSettings
from app.compute.process import Context
from app.services.jobs import Done, FeaturesJob, Job, Moved, NamesJob, NameVectors, Part, PictureVectors, Started
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import notice
from tests.app.compute.decode_readers import fatal_reader


def quick_context() -> Context:
    """Starts processes that have torch already, where the system can; a new one by itself takes seconds for it."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["app.compute.tasks.start", "tests.app.compute.children"])
    return context


def note_pid(settings: ChildSettings) -> None:
    """Writes this process's number where `child_pid` finds it."""
    settings.features.parent.mkdir(parents=True, exist_ok=True)
    temporary = settings.features.parent / f"pid.{os.getpid()}"
    temporary.write_text(str(os.getpid()))
    temporary.replace(settings.features.parent / "pid")


def child_pid(folder: Path) -> int:
    """The number of the child that was started last for caches in `folder`."""
    return int((folder / "pid").read_text())


def noted_child(connection: Connection, settings: ChildSettings) -> None:
    """The real child."""
    note_pid(settings)
    run_child(connection, settings)


def often_saving_child(connection: Connection, settings: ChildSettings) -> None:
    """The real child, but a training writes its checkpoint after every step."""
    note_pid(settings)
    run_child(connection, settings, _load_often_saving)


def _load_often_saving(settings: ChildSettings, decoder: DecodePool) -> Worker:
    from mmrl_engine import trainer

    trainer.CHECKPOINT_SECONDS = 0.0
    return load_worker(settings, decoder)


def fatally_reading_child(connection: Connection, settings: ChildSettings) -> None:
    """The real child, but its decode worker does what `decode_readers` say of a picture's name."""
    setattr(child, "DecodePool", partial(DecodePool, reader=fatal_reader))  # noqa: B010
    run_child(connection, settings)


def telling_modules_child(connection: Connection, settings: ChildSettings) -> None:
    """The real child, which writes the names of all its modules into "modules" when it closes."""
    run_child(connection, settings)
    (settings.features.parent / "modules").write_text("\n".join(sorted(sys.modules)))


def obedient_child(connection: Connection, settings: ChildSettings) -> None:
    """A child without torch: a `NamesJob`'s names are what its steps do, one after another."""
    note_pid(settings)
    run_child(connection, settings, lambda settings, decoder: Obedient())


def decoding_child(connection: Connection, settings: ChildSettings) -> None:
    """The obedient child, with its decode worker running."""
    note_pid(settings)
    run_child(connection, settings, _load_obedient_and_decoder)


def _load_obedient_and_decoder(settings: ChildSettings, decoder: DecodePool) -> Worker:
    picture = settings.features.parent / "picture.png"
    Image.new("RGB", (4, 3)).save(picture)
    decoder.open(picture).result()
    return Obedient()


def stillborn_child(connection: Connection, settings: ChildSettings) -> None:
    """Dies before it can do anything."""
    os._exit(1)


def unloadable_child(connection: Connection, settings: ChildSettings) -> None:
    """A child whose torch cannot be loaded."""
    run_child(connection, settings, _cannot_load)


def _cannot_load(settings: ChildSettings, decoder: DecodePool) -> Worker:
    raise ImportError("no such library")


class Obedient:
    """Each command ends with some progress. "step" does nothing else; "wait SECONDS" sleeps, and "hang FILE" for ever,
    once FILE is there; "print" prints in every way; "die" kills the process, "die once FILE" only where FILE is not
    there yet; "bug", "refuse" and "memory" raise; "lose" does as a graphics card does that stops answering, unless the
    job is for the processor; "unsendable" tells what cannot be told.
    """

    def steps(self, job: Job, told: int) -> Steps:
        yield Started("cpu", notice("device-no-card"))
        if isinstance(job, FeaturesJob):
            return (yield from _numbered(job, told))
        assert isinstance(job, NamesJob)
        for done, command in enumerate(job.names, start=1):
            if command == "lose" and job.backbone.device != "cpu":
                raise RuntimeError("CUDA error: unspecified launch failure")
            _obey(command)
            yield Moved("train", done, len(job.names)) if command != "unsendable" else _unsendable()
        nothing = np.zeros((0, 1), np.float32)
        return NameVectors(nothing, nothing)


def _numbered(job: FeaturesJob, told: int) -> Steps:
    for index in range(told, len(job.pictures)):
        _obey(str(job.pictures[index].path))
        yield Part(index, vectors=(PictureVectors(index, None),))
    return Done(len(job.pictures))


def _unsendable() -> Moved:
    return Moved("train", 0, 1, notices=(lambda: None,))  # type: ignore[arg-type]


def _obey(command: str) -> None:
    word, _, rest = command.partition(" ")
    match word:
        case "wait":
            time.sleep(float(rest))
        case "hang":
            Path(rest).touch()
            time.sleep(600)
        case "print":
            _print()
        case "die":
            _die(rest)
        case "bug":
            raise ZeroDivisionError("a mistake of ours")
        case "refuse":
            raise EngineError.of("classes-none")
        case "memory":
            raise MemoryError


def _print() -> None:
    """As Python and as a library in C would."""
    print("out", flush=True)
    print("error", file=sys.stderr, flush=True)
    for descriptor in (1, 2):
        os.write(descriptor, b"bytes\n")


def _die(once: str) -> None:
    if once.startswith("once "):
        mark = Path(once.removeprefix("once "))
        if mark.exists():
            return
        mark.touch()
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
