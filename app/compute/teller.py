"""Tells listeners their events, one after another, on a thread of its own: a slow one holds nothing else up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

from app.services.jobs import Event, Listener

_LOG = logging.getLogger(__name__)

OnError = Callable[[Exception], None]


def log_error(error: Exception) -> None:
    """Writes a mistake of ours to the log, with its traceback."""
    _LOG.error("a mistake beside a job", exc_info=error)


class Teller:
    """The thread that calls listeners. What one raises goes to `on_error`, and the next is told all the same."""

    def __init__(self, on_error: OnError) -> None:
        self._on_error = on_error
        self._events: SimpleQueue[tuple[Listener, Event] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="compute listeners", daemon=True)
        self._thread.start()

    def tell(self, listener: Listener, event: Event) -> None:
        """Queues `event` for `listener`."""
        self._events.put((listener, event))

    def close(self, seconds: float) -> None:
        """Tells what is queued, waits for that at most `seconds`, and ends. A listener may call it, and is not waited
        for.
        """
        self._events.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(seconds)

    def _run(self) -> None:
        while (item := self._events.get()) is not None:
            listener, event = item
            try:
                listener(event)
            except Exception as error:
                self._report(error)

    def _report(self, error: Exception) -> None:
        try:
            self._on_error(error)
        except Exception as another:
            log_error(another)
