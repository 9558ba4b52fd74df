"""Service calls that take minutes: one queue for each kind of them, so that an export does not wait for an import."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, Signal

from app.models.act import PATIENCE_S, Acts
from mmrl_engine.notices import Notice

T = TypeVar("T")
LongKind = Literal["import", "export", "copy", "folder", "backup"]


class LongActs(QObject):
    """As `Acts`. Calls of one kind run one after another, in order; those of another kind beside them.

    Signals:
        done, broken: as of `Acts`. busy_changed: `busy`, when it may have changed.
    """

    done = Signal(object)
    broken = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[LongKind, Acts] = {}
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether a call of any kind waits, runs, or is being told of."""
        return any(queue.busy for queue in self._queues.values())

    def run(
        self,
        kind: LongKind,
        call: Callable[[], T],
        *,
        on_done: Callable[[T], object] | None = None,
        on_failed: Callable[[tuple[Notice, ...]], object] | None = None,
    ) -> None:
        """As `Acts.run`.

        Raises:
            RuntimeError: this is another thread than the window's, or the acts are closed.
        """
        if self._closed:
            raise RuntimeError("the acts are closed")
        self._queue(kind).run(call, on_done=on_done, on_failed=on_failed)

    def close(self) -> None:
        """As `Acts.close`, of every kind; all have the same patience together."""
        deadline = time.monotonic() + PATIENCE_S
        for queue in list(self._queues.values()):
            queue.close(patience=max(0.0, deadline - time.monotonic()))
        self._closed = True

    def _queue(self, kind: LongKind) -> Acts:
        if kind not in self._queues:
            made = self._queues[kind] = Acts(self)
            made.done.connect(self.done)
            made.broken.connect(self.broken)
            made.busy_changed.connect(self._tell_busy)
        return self._queues[kind]

    def _tell_busy(self, busy: bool) -> None:
        self.busy_changed.emit(self.busy)
