"""How long reads take while the writer commits."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.compute.decode_pool import DecodePool
from app.services.classes import Classes
from app.services.pictures import Pictures
from app.services.projects import Projects
from app.services.undo import Undo
from app.storage.storage import Storage
from benches.clock import timed
from benches.storage_import import import_into_new
from benches.storage_spent import Stopwatch, watching

PAUSE = 0.001  # seconds between two reads
PAGE = 200
LABELLED = 200


@dataclass(frozen=True)
class Reads:
    """Reads beside some writing, by what was read.

    Attributes:
        milliseconds: of each read, sorted. computing: of these the ones in which its thread had a processor, sorted by
            themselves; the rest is waiting, for a processor or for other threads of this program.
        writes: transactions that were begun meanwhile.
    """

    milliseconds: dict[str, list[float]]
    computing: dict[str, list[float]]
    writes: int


def together(values: Mapping[str, list[float]]) -> list[float]:
    """Of every kind, sorted."""
    return sorted(itertools.chain.from_iterable(values.values()))


Write = Callable[[threading.Event], None]


def quantile(values: list[float], share: float) -> float:
    """Of sorted values the smallest one that at least this share of them does not exceed."""
    return values[max(0, -(-round(share * 1e6) * len(values) // 10**6) - 1)]


def measure_reads(storage: Storage, project_id: int, count: int, decoder: DecodePool, more: Path) -> dict[str, Reads]:
    """At least `count` reads each: of a project that nobody writes to, while it is labelled, while another takes
    pictures in.
    """
    labelling = _labelling(storage, project_id)
    importing = _importing(storage, decoder, more)
    return {
        "nobody writes": _measure(storage, project_id, count, None),
        f"{LABELLED} pictures are labelled again and again": _measure(storage, project_id, count, labelling),
        "an import runs": _measure(storage, project_id, count, importing),
    }


def _measure(storage: Storage, project_id: int, count: int, write: Write | None) -> Reads:
    reads = _kinds(storage, project_id)
    done = threading.Event()
    with watching(storage) as watches, ThreadPoolExecutor(1, thread_name_prefix="writes") as pool:
        written = None if write is None else pool.submit(write, done)
        try:
            found = _read_all(reads, count, watches["rows"], written)
        finally:
            done.set()
        writes = watches["rows"].calls
        if written is not None:
            written.result()
    milliseconds, computing = (
        {name: sorted(pair[place] for pair in pairs) for name, pairs in found.items()} for place in (0, 1)
    )
    return Reads(milliseconds, computing, writes)


def _read_all(
    reads: Mapping[str, Callable[[], object]], count: int, rows: Stopwatch, written: Future[None] | None
) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds, and those of computing, of each read. The kinds take turns, from the first commit on.

    Raises what the writing raised.
    """
    while written is not None and rows.calls == 0 and not written.done():
        time.sleep(PAUSE)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in reads}
    for name in itertools.islice(itertools.cycle(reads), count):
        if written is not None and written.done():
            written.result()
        computed = time.thread_time()
        seconds = timed(reads[name])
        found[name].append((1e3 * seconds, 1e3 * (time.thread_time() - computed)))
        time.sleep(PAUSE)
    return found


def _kinds(storage: Storage, project_id: int) -> dict[str, Callable[[], Any]]:
    pictures, classes, undo, projects = Pictures(storage), Classes(storage), Undo(storage), Projects(storage)
    total = len(pictures.page(project_id=project_id))
    starts = itertools.cycle(range(0, total, PAGE))
    return {
        "classes.list": lambda: classes.list(project_id=project_id),
        "undo.state": lambda: undo.state(project_id=project_id),
        f"pictures.page of {PAGE}": lambda: pictures.page(project_id=project_id, first=next(starts), most=PAGE),
        "projects.get": lambda: projects.get(project_id=project_id),
    }


def _labelling(storage: Storage, project_id: int) -> Write:
    pictures = Pictures(storage)
    ids = [picture.id for picture in pictures.page(project_id=project_id, most=LABELLED)]
    classes = [item.id for item in Classes(storage).list(project_id=project_id)][:2]

    def write(done: threading.Event) -> None:
        for class_id in itertools.cycle(classes):
            if done.is_set():
                return
            pictures.label(placement_ids=ids, class_id=class_id)

    return write


def _importing(storage: Storage, decoder: DecodePool, more: Path) -> Write:
    """Where it is through too soon, the same pictures go to one more project."""

    def write(done: threading.Event) -> None:
        number = 0
        while not done.is_set():
            number += 1
            import_into_new(storage, decoder, [more], name=f"More {number}", stop=done.is_set)

    return write
