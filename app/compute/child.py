"""The child process that computes. Nothing here loads torch, so the window's process may import it to start it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

from app.compute.decode_pool import DecodePool
from app.compute.gpu_thread import GpuThread, Worker
from app.compute.messages import ChildSettings, Close, FromChild, Stop, Submit, ToChild
from app.compute.standard_streams import fill_standard_streams

MakeWorker = Callable[[ChildSettings, DecodePool], Worker]

CLOSE_SECONDS = 30.0  # the other process waits less, and then kills this one


def load_worker(settings: ChildSettings, decoder: DecodePool) -> Worker:
    """What does the jobs. Takes seconds, of which torch takes most."""
    from app.compute.tasks.start import make_worker  # not for the process that starts this one, which stays small

    decoder.start()
    return make_worker(settings, decoder)


def run_child(connection: Connection, settings: ChildSettings, make_worker: MakeWorker = load_worker) -> None:
    """Runs the jobs that come through `connection`, until it is told to close or the other process is gone.

    Two threads: this one only listens, so that it hears a stop, and the end of the other process, at any moment.
    """
    fill_standard_streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the other process decides what ends
    with DecodePool(1) as decoder:
        gpu = GpuThread(lambda: make_worker(settings, decoder), _Teller(connection))
        gpu.start()
        _listen(connection, gpu)
        gpu.close(CLOSE_SECONDS)


def _listen(connection: Connection, gpu: GpuThread) -> None:
    """Passes on what is asked for, until `Close`."""
    while True:
        try:
            message: ToChild = connection.recv()
        except (EOFError, OSError):  # nobody is left to compute for; decode workers end with this process
            os._exit(0)
        match message:
            case Submit():
                gpu.submit(message)
            case Stop(job_id):
                gpu.stop(job_id)
            case Close():
                return


class _Teller:
    """Sends messages from two threads, one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def __call__(self, message: FromChild) -> None:
        with self._lock:
            try:
                self._connection.send(message)
            except OSError:
                os._exit(0)  # as above
