"""An import of many pictures against a plain script on the same files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from app.compute.decode_pool import DecodePool
from app.services.importing import Importing
from app.services.projects import Projects
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage
from benches.clock import timed
from benches.storage_plain import LONGEST, decode_small, decode_whole, run_all, save_small
from benches.storage_spent import watching

NAME = "Measured"
WHOLE, SMALL, SAVED = "Pillow: decode, thumbnail", "Pillow: thumbnail", "Pillow: thumbnail, WebP"
LOOKED, IN_PLACE, IMPORT = "looks of the decode workers", "import, files left in place", "import"


@dataclass(frozen=True)
class Spent:
    """Of one import: seconds in which something was going on, and how often it was done."""

    seconds: float
    calls: int


@dataclass
class ImportTimes:
    """Seconds of each round of each arm over the same pictures; `spent` is of the last import."""

    pictures: int
    bytes: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    spent: dict[str, Spent] = field(default_factory=dict)

    def rate(self, arm: str) -> float:
        """Pictures a second."""
        return self.pictures / median(self.seconds[arm])

    def ratio(self, to: str) -> float:
        """The import's rate as a share of another arm's: the median over the rounds."""
        pairs = zip(self.seconds[IMPORT], self.seconds[to], strict=True)
        return median(other / ours for ours, other in pairs)


class ImportBench:
    """Both pools are running by then, and every file is in the system's memory: neither side waits for its start.

    Args:
        folder: data folders are made in here.
    """

    def __init__(self, folder: Path, decoder: DecodePool, plain: Executor) -> None:
        self._folder, self._decoder, self._plain = folder, decoder, plain
        self._spent: dict[str, Spent] = {}

    def measure(self, sources: Sequence[Path], arms: Sequence[str], rounds: int) -> ImportTimes:
        """The arms in turn. What the last round imported stays, in `data`."""
        paths = [path for source in sources for path in sorted(source.rglob("*.jpg"))]
        found = ImportTimes(len(paths), sum(path.stat().st_size for path in paths))
        for number in range(rounds):
            for arm in arms:
                _settle_disk()
                found.seconds.setdefault(arm, []).append(self._seconds(arm, sources, paths))
            if number < rounds - 1:
                shutil.rmtree(self.data)
        found.spent = self._spent
        return found

    @property
    def data(self) -> Path:
        """The data folder of the last import."""
        return self._folder / "data"

    def warm_up(self, paths: Sequence[Path]) -> None:
        """Lets every process load what it needs."""
        run_all(self._plain, save_small, paths)
        self._look(paths)

    def _seconds(self, arm: str, sources: Sequence[Path], paths: Sequence[Path]) -> float:
        plain = {WHOLE: decode_whole, SMALL: decode_small, SAVED: save_small}
        if arm in plain:
            return timed(lambda: run_all(self._plain, plain[arm], paths))
        if arm == LOOKED:
            return timed(lambda: self._look(paths))
        if arm == IN_PLACE:
            folder = self._folder / "in place"
            seconds = self._import(folder, sources, len(paths), keep="in_place")
            shutil.rmtree(folder)
            return seconds
        return self._import(self.data, sources, len(paths), keep="copy")

    def _look(self, paths: Sequence[Path]) -> None:
        for future in [self._decoder.look(path, LONGEST) for path in paths]:
            future.result()

    def _import(self, folder: Path, sources: Sequence[Path], count: int, *, keep: str) -> float:
        with closing(open_storage(find_folders(folder)).storage) as storage, watching(storage) as watches:
            seconds = import_into_new(storage, self._decoder, sources, count, keep=keep)
            self._spent = {name: Spent(watch.seconds, watch.calls) for name, watch in watches.items()}
        return seconds


def import_into_new(
    storage: Storage,
    decoder: DecodePool,
    sources: Sequence[Path],
    count: int | None = None,
    *,
    name: str = NAME,
    keep: str = "copy",
    stop: Callable[[], bool] = lambda: False,
) -> float:
    """Seconds from the question what lies in `sources` to the last row, in a project of its own.

    Args:
        count: how many pictures must have come in; None takes any number.
    """
    made = Projects(storage).create(name=name).made
    assert made is not None
    importing = Importing(storage, decoder)
    added: list[int] = []

    def work() -> None:
        report = importing.run(project_id=made, plan=importing.plan(paths=sources), keep=keep, stop=stop)
        added.append(report.added)

    seconds = timed(work)
    if count is not None and added != [count]:
        raise RuntimeError(f"{added[0]} of {count} pictures came in")
    return seconds


def _settle_disk() -> None:
    """Lets the disk finish what an arm before has left to it."""
    if hasattr(os, "sync"):
        os.sync()
