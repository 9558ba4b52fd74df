"""`ComputeRunner`: runs jobs in a child process, for the window's process. No Qt, no torch."""

from __future__ import annotations

import atexit
import multiprocessing
import secrets
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from app.compute.child import run_child
from app.compute.messages import ChildSettings
from app.compute.open_job import StopKind
from app.compute.process import ChildMain, ChildProcess, Context
from app.compute.supervisor import (
    CLOSE_SECONDS,
    STOP_SECONDS,
    End,
    Heard,
    Inbox,
    New,
    Request,
    Start,
    StopJob,
    Supervisor,
)
from app.compute.teller import OnError, Teller, log_error
from app.services.jobs import Job, Listener

_LISTENER_SECONDS = 5.0


class ComputeRunner:
    """A `Runner`: one child process at a time works on all jobs, those of the earliest `Order` first.

    A child that dies is replaced, and so is one that does not stop a job in time; jobs go on where they were, trainings
    from their checkpoint, without telling an answer twice. A job over which three children in a row died ends with
    `Failed`. Every method may be called from any thread and returns at once, but for `close`.
    """

    def __init__(
        self,
        *,
        features: Path,
        stems: Path,
        threads: int | None = None,
        backbones: Path | None = None,
        child_main: ChildMain = run_child,
        context: Context | None = None,
        on_error: OnError = log_error,
    ) -> None:
        """Starts nothing yet.

        Args:
            features, stems: folders of caches; they are made when they are needed.
            threads: for torch; None leaves one core to the rest of the machine.
            backbones: folder of downloaded models; None is the user's own.
            child_main: what the child does; a function that can be pickled.
            context: how processes are started; None spawns them.
            on_error: gets what a listener raises, and mistakes of ours that belong to no job.
        """
        self._settings = ChildSettings(features, stems, threads, backbones)
        self._child_main = child_main
        self._context = context or multiprocessing.get_context("spawn")
        self._on_error = on_error
        self._lock = threading.Lock()
        self._inbox: Inbox = SimpleQueue()
        self._teller: Teller | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def start(self) -> None:
        """Starts the child, which then loads everything, so that the first job need not wait for it."""
        self._ask(Start())

    def submit(self, job: Job, listener: Listener) -> str:
        """As `Runner.submit`; it may call `listener` before it returns.

        Raises:
            RuntimeError: the runner is closed.
        """
        job_id = secrets.token_hex(8)
        self._ask(New(job_id, job, listener))
        return job_id

    def cancel(self, job_id: str) -> None:
        """As `Runner.cancel`."""
        self._stop(job_id, "cancel")

    def pause(self, job_id: str) -> None:
        """As `Runner.pause`."""
        self._stop(job_id, "pause")

    def close(self) -> None:
        """Stops every job, a training with its checkpoint written, and the child; waits for that some seconds at most.

        Trainings end with `Paused`, other jobs with `Cancelled`. Nothing happens the second time.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._inbox.put(End())
        atexit.unregister(self.close)
        if self._thread is not None:
            self._thread.join(2 * CLOSE_SECONDS)
        if self._teller is not None:
            self._teller.close(_LISTENER_SECONDS)

    def __enter__(self) -> ComputeRunner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _stop(self, job_id: str, stop: StopKind) -> None:
        with self._lock:
            if not self._closed:  # closing stops everything
                self._inbox.put(StopJob(job_id, stop, time.monotonic() + STOP_SECONDS))

    def _ask(self, request: Request) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the runner is closed")
            if self._thread is None:
                self._thread = self._start_thread()
            self._inbox.put(request)

    def _start_thread(self) -> threading.Thread:
        self._teller = Teller(self._on_error)
        supervisor = Supervisor(self._inbox, self._spawn, self._teller.tell, self._on_error)
        thread = threading.Thread(target=supervisor.run, name="compute", daemon=True)
        thread.start()
        # Before multiprocessing's own clean-up, which would wait for the child for ever.
        atexit.register(self.close)
        return thread

    def _spawn(self) -> ChildProcess:
        return ChildProcess(
            self._child_main,
            self._settings,
            self._context,
            hear=lambda child, message: self._inbox.put(Heard(child, message)),
            report=self._on_error,
        )
