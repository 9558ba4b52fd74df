"""Pictures of an import on their way through several threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from types import TracebackType

from app.services.import_look import Prepared
from app.services.import_plan import PlannedPicture

# So many pictures are on their way at most: enough that the decoders have work while a batch is being committed.
WINDOW = 192


class Line:
    """Prepares pictures in some threads and hands them out in their order; a bounded number is on its way at once.

    Args:
        threads: each waits for one decode at a time.
        drop: removes what was prepared and is not wanted any more.
    """

    def __init__(
        self,
        pictures: Sequence[PlannedPicture],
        prepare: Callable[[PlannedPicture], Prepared],
        drop: Callable[[Prepared], None],
        *,
        threads: int,
    ) -> None:
        self._prepare, self._drop = prepare, drop
        self._waiting: Iterator[PlannedPicture] = iter(pictures)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="import")
        self._window: deque[Future[Prepared]] = deque()

    def __enter__(self) -> Line:
        self._fill()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Waits for the pictures that are being prepared, and drops them; the others are not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        for future in self._window:
            if not future.cancelled() and future.exception() is None:
                self._drop(future.result())

    def __bool__(self) -> bool:
        """Whether there is a picture left."""
        return bool(self._window)

    def next(self, seconds: float) -> Prepared | None:
        """The next picture, None where it takes longer than `seconds`.

        Raises:
            EngineError: no more can be prepared. CancelledError: what decodes was closed.
        """
        first = self._window[0]
        if not first.done() and not wait([first], seconds).done:
            return None
        prepared = first.result()
        self._window.popleft()
        self._fill()
        return prepared

    def _fill(self) -> None:
        for picture in islice(self._waiting, WINDOW - len(self._window)):
            self._window.append(self._pool.submit(self._prepare, picture))
