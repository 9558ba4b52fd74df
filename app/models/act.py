"""Service calls off the window's thread: one after another, in order, their results back in the window's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mmrl_engine.errors import EngineError
from mmrl_engine.notices import Notice, notice

T = TypeVar("T")

PATIENCE_S = 30.0
OWN_MISTAKE = notice("job-own-mistake")


@dataclass(slots=True)
class _Act:
    """A call and what came of it."""

    call: Callable[[], object]
    on_done: Callable[[Any], object] | None
    on_failed: Callable[[tuple[Notice, ...]], object] | None
    result: object = None
    error: BaseException | None = None


class Acts(QObject):
    """Runs service calls, and tells what came of each. To be made, used and closed in the window's thread.

    The signals come first, then the callback.

    Signals:
        done: what a call returned, such as a `Change`.
        failed: the notices of the EngineError that a call raised.
        broken: any other exception, of a call or of a callback, with its traceback: our own mistake.
        busy_changed: `busy`, when it changes.
    """

    done = Signal(object)
    failed = Signal(object)
    broken = Signal(object)
    busy_changed = Signal(bool)

    _came = Signal()  # from the worker, once for each act in the outbox

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = threading.get_ident()
        self._waiting = 0  # acts that were not told of yet
        self._telling = 0  # acts whose callbacks run just now: one, or more where a callback opens a dialog
        self._closed = False
        self._dropping = threading.Event()
        # Two plain queues and a bare signal: no Python object travels through Qt.
        self._inbox: SimpleQueue[_Act | None] = SimpleQueue()
        self._outbox: SimpleQueue[_Act] = SimpleQueue()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        # A daemon: a call that never ends must not keep the program from ending.
        self._thread = threading.Thread(target=self._work, name="acts", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a call waits, runs, or is being told of."""
        return self._waiting + self._telling > 0

    def run(
        self,
        call: Callable[[], T],
        *,
        on_done: Callable[[T], object] | None = None,
        on_failed: Callable[[tuple[Notice, ...]], object] | None = None,
    ) -> None:
        """Queues `call` and returns at once. `on_done` gets its result, `on_failed` the notices of its EngineError; of
        another exception, our own mistake, one notice that says so: whoever waits for the call has to hear of its end.

        A callback that is a method of a QObject, or a `functools.partial` of one, is left out when that object has been
        deleted by then.

        Raises:
            RuntimeError: this is another thread than the window's, or the acts are closed.
        """
        self._check_thread()
        if self._closed:
            raise RuntimeError("the acts are closed")
        idle = not self.busy
        self._waiting += 1
        self._inbox.put(_Act(call, on_done, on_failed))
        if idle:
            self.busy_changed.emit(True)

    def close(self, *, patience: float = PATIENCE_S) -> bool:
        """Waits until all calls are over, telling of each, those too that their callbacks run; ends the thread.

        After `patience` seconds the calls that have not begun are dropped. One that still runs then cannot be ended
        from outside: it is left to itself, nothing is told of it, and the result is False.

        Raises:
            RuntimeError: this is another thread than the window's.
        """
        self._check_thread()
        deadline = time.monotonic() + patience
        while self._waiting:
            try:
                act = self._outbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                self._drop_all()
            else:
                self._tell(act)
        self._closed = True
        self._inbox.put(None)
        if not self._dropping.is_set():
            self._thread.join()
        return not self._thread.is_alive()

    @Slot()
    def _deliver(self) -> None:
        """One act for each signal; none where `close` was faster, or has given up."""
        if self._dropping.is_set():
            return
        try:
            act = self._outbox.get_nowait()
        except Empty:
            return
        self._tell(act)

    def _tell(self, act: _Act) -> None:
        self._waiting -= 1
        self._telling += 1
        try:
            self._tell_result(act)
        except Exception as error:  # a callback's: told like a call's, so that it reaches the same crash report
            self.broken.emit(error)
        finally:
            act.error = None  # its traceback leads back to the act: a cycle, which might be collected in any thread
            self._telling -= 1
            if not self.busy and isValid(self):
                self.busy_changed.emit(False)

    def _tell_result(self, act: _Act) -> None:
        if act.error is None:
            self.done.emit(act.result)
            _call_back(act.on_done, act.result)
        elif isinstance(act.error, EngineError):
            self.failed.emit(act.error.notices)
            _call_back(act.on_failed, act.error.notices)
        else:
            self.broken.emit(act.error)
            _call_back(act.on_failed, (OWN_MISTAKE,))

    def _drop_all(self) -> None:
        """The callables may hold widgets, which only the window's thread may drop: so it empties the queue."""
        self._dropping.set()
        self._waiting = 0
        while not self._inbox.empty():
            self._inbox.get()
        if not self.busy:
            self.busy_changed.emit(False)

    def _work(self) -> None:
        while self._work_once():
            self._came.emit()

    def _work_once(self) -> bool:
        """When this returns, the worker holds nothing of the act any more: see `_drop_all`."""
        act = self._inbox.get()
        if act is None:
            return False
        if not self._dropping.is_set():
            act.result, act.error = _outcome(act.call)
        self._outbox.put(act)
        return not self._dropping.is_set()

    def _check_thread(self) -> None:
        if threading.get_ident() != self._window:
            raise RuntimeError("acts belong to the window's thread")


def _outcome(call: Callable[[], object]) -> tuple[object, BaseException | None]:
    try:
        return call(), None
    except BaseException as error:  # whatever it is, the window is told, and the next call runs
        return None, error


def _call_back(callback: Callable[[Any], object] | None, value: object) -> None:
    if callback is not None and not leads_nowhere(callback):
        callback(value)


def leads_nowhere(callback: Callable[..., object]) -> bool:
    """Whether it is a method of a QObject that is deleted, or a `functools.partial` of one."""
    receiver = _receiver(callback)
    return isinstance(receiver, QObject) and not isValid(receiver)


def _receiver(callback: Callable[[Any], object]) -> object:
    while isinstance(callback, partial):
        callback = callback.func
    return getattr(callback, "__self__", None)
