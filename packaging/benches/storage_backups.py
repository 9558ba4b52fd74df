"""What a backup takes, and how long it keeps the writer waiting."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.services.adapters import Adapters
from app.services.backups import BackupsService
from app.services.classes import Classes
from app.services.jobs import Runner
from app.services.pictures import Pictures
from app.storage.storage import Storage
from benches.clock import timed
from mmrl_engine.adapter import Adapter


@dataclass(frozen=True)
class BackupTimes:
    """Medians over the rounds.

    Attributes:
        plain, with_adapter: milliseconds and bytes of a backup after some change, and of one after a new adapter.
        adapter_bytes: of that adapter's tensors.
        write_alone, write_beside: milliseconds of small writes one after another, sorted, without and beside a backup.
    """

    plain: tuple[float, int]
    with_adapter: tuple[float, int]
    adapter_bytes: int
    write_alone: list[float]
    write_beside: list[float]


def measure_backups(storage: Storage, project_id: int, adapter_file: Path, runner: Runner, rounds: int) -> BackupTimes:
    """Backups of the whole data folder, which several changes come before."""
    service, adapters = BackupsService(storage), Adapters(storage, runner)
    adapter = Adapter.load(adapter_file)
    change = _small_write(storage, project_id)
    plain: list[tuple[float, int]] = []
    gained: list[tuple[float, int]] = []
    for number in range(rounds):
        change()
        plain.append(_backup(service))
        new = _with_other_tensors(adapter, number + 1)
        adapters.keep(project_id=project_id, adapter=new, name=f"Measured {number}", origin="imported")
        gained.append(_backup(service))
    longest = max(taken for taken, _ in plain)
    alone = _writes_during(change, lambda: threading.Event().wait(rounds * longest))
    beside = _writes_during(change, lambda: [_backup(service) for _ in range(rounds)])
    return BackupTimes(
        _middle(plain),
        _middle(gained),
        len(adapter.tensor_section()),
        [1e3 * item for item in alone],
        [1e3 * item for item in beside],
    )


def _with_other_tensors(adapter: Adapter, number: int) -> Adapter:
    """An adapter that no backup has yet."""
    section = bytearray(adapter.tensor_section())
    section[0] ^= number % 256  # the last bits of a float32
    return Adapter.from_description(adapter.description_json(), bytes(section))


def _backup(service: BackupsService) -> tuple[float, int]:
    sizes: list[int] = []
    return timed(lambda: sizes.append(service.make().size)), sizes[0]


def _middle(found: list[tuple[float, int]]) -> tuple[float, int]:
    return 1e3 * median(seconds for seconds, _ in found), round(median(size for _, size in found))


def _writes_during(write: Callable[[], object], work: Callable[[], object]) -> list[float]:
    """Seconds of each write while `work` is done on another thread, sorted."""
    with ThreadPoolExecutor(1, thread_name_prefix="backup") as pool:
        working = pool.submit(work)
        taken = []
        while not working.done():
            taken.append(timed(write))
        working.result()
    return sorted(taken)


def _small_write(storage: Storage, project_id: int) -> Callable[[], object]:
    """Puts a picture into another class each time."""
    pictures = Pictures(storage)
    picture = pictures.page(project_id=project_id, most=1)[0].id
    classes = itertools.cycle([item.id for item in Classes(storage).list(project_id=project_id)][:2])
    first = next(classes)
    pictures.label(placement_ids=[picture], class_id=first)
    return lambda: pictures.label(placement_ids=[picture], class_id=next(classes))
