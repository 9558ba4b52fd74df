"""The storage, the services on it and the compute process: imports, reads, acts, backups, and how soon jobs stop.

An import is measured against a plain Pillow script on the same files with as many processes, both warm, in turn. The
pictures are made first; they and everything else lie in a folder of their own, which is removed in the end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from app.compute.decode_pool import DecodePool
from app.compute.runner import ComputeRunner
from app.services.projects import Projects
from app.storage.driver import find_driver
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from benches.report import machine
from benches.storage_acts import measure_acts
from benches.storage_backups import measure_backups
from benches.storage_import import IMPORT, IN_PLACE, LOOKED, SAVED, SMALL, WHOLE, ImportBench, ImportTimes
from benches.storage_jobs import JobBench
from benches.storage_opening import measure_opening
from benches.storage_pictures import BASES, Made, make_pictures, two_workers, typical_bytes
from benches.storage_reads import Reads, measure_reads, quantile, together
from benches.storage_tables import backup_table, cancel_table, import_tables, job_table, read_table, steps_table

WORKERS = 2
MORE = 500  # pictures that come in while others read
LABELLED = 1000


@dataclass(frozen=True)
class Effort:
    """How much is measured; `rounds` of the small import and of most other things."""

    pictures: int
    large: int
    rounds: int
    bases: int = BASES
    more: int = MORE
    reads: int = 2400
    cancels: int = 100
    jobs: int = 50
    colds: int = 3


QUICK = Effort(pictures=120, large=400, rounds=2, bases=8, more=60, reads=300, cancels=6, jobs=5, colds=1)
Say = Callable[[str], None]


def main(arguments: list[str]) -> int:
    """Measures and prints a table after each part; 0 whether or not the targets were met."""
    options = _parse(arguments)
    begin = time.monotonic()
    effort = QUICK if options.quick else Effort(options.pictures, options.large, options.rounds)
    with tempfile.TemporaryDirectory(prefix="mmrl-bench-", dir=options.folder, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if not _has_room(folder, effort):
            return 1
        about: dict[str, Any] = {**machine(), **_about_storage(folder)}
        _say(", ".join(f"{key} {value}" for key, value in about.items()) + "\n")
        figures = {"machine": about, "quick": options.quick, **_measure(folder, effort)}
    figures["seconds"] = time.monotonic() - begin
    _say(f"The whole run took {figures['seconds'] / 60:.1f} minutes.")
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.py storage",
        description="Measure imports, reads, acts and backups, and how soon jobs begin and stop.",
    )
    parser.add_argument("--pictures", type=int, default=1000, help="of the import that is repeated (default: 1000)")
    parser.add_argument("--large", type=int, default=10_000, help="of the project that is measured (default: 10000)")
    parser.add_argument("--rounds", type=int, default=3, help="of everything but the large import (default: 3)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where to work (default: the temporary folder)")
    parser.add_argument("--quick", action="store_true", help="little of everything, to see that all of it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    options = parser.parse_args(arguments)
    if not 0 < options.pictures < options.large or options.rounds < 1:
        parser.error("--pictures must be less than --large, and both and --rounds more than 0")
    return options


def _measure(folder: Path, effort: Effort) -> dict[str, Any]:
    """All parts, as JSON values."""
    made = make_pictures(
        folder / "pictures", few=effort.pictures, large=effort.large, more=effort.more, bases=effort.bases, tell=_say
    )
    with DecodePool(WORKERS) as decoder:
        figures, data = _imports(folder, made, decoder, effort)
        figures |= _project(data, decoder, made, effort)
    jobs = JobBench(folder / "jobs")
    figures |= _backups(data, jobs, effort) | _jobs(jobs, effort)
    return figures


def _imports(folder: Path, made: Made, decoder: DecodePool, effort: Effort) -> tuple[dict[str, Any], Path]:
    """The figures, and the data folder of the large import."""
    with two_workers() as plain:
        bench = ImportBench(folder, decoder, plain)
        bench.warm_up(sorted(made.more.rglob("*.jpg"))[:64])
        few = bench.measure([made.few], [WHOLE, SMALL, SAVED, LOOKED, IN_PLACE, IMPORT], effort.rounds)
        _say(import_tables(few))
        shutil.rmtree(bench.data)
        large = bench.measure([made.few, made.rest], [WHOLE, IMPORT], 1)
        _say(import_tables(large))
    return {"imports": [_import_figures(few), _import_figures(large)]}, bench.data


def _project(data: Path, decoder: DecodePool, made: Made, effort: Effort) -> dict[str, Any]:
    with closing(open_storage(find_folders(data)).storage) as storage:
        project_id = Projects(storage).list()[0].id
    opening = {
        "after a proper end": measure_opening(data, project_id, effort.rounds, crashed=False),
        "after a crash": measure_opening(data, project_id, effort.rounds, crashed=True),
    }
    for when, steps in opening.items():
        _say(steps_table(f"Opening a project of {effort.large:,} in a new process, {when}", steps))
    with closing(open_storage(find_folders(data)).storage) as storage:
        acts = measure_acts(storage, project_id, LABELLED, effort.rounds)
        _say(steps_table(f"Acts in a project of {effort.large:,}", acts))
        reads = measure_reads(storage, project_id, effort.reads, decoder, made.more)
        _say(read_table(reads, storage.driver.journal_mode))
    return {"opening": opening, "acts": acts, "reads": {case: _read_figures(item) for case, item in reads.items()}}


def _backups(data: Path, jobs: JobBench, effort: Effort) -> dict[str, Any]:
    adapter = jobs.train_short()
    with closing(open_storage(find_folders(data)).storage) as storage:
        project_id = min(card.id for card in Projects(storage).list())
        with ComputeRunner(features=data, stems=data) as idle:
            found = measure_backups(storage, project_id, adapter, idle, effort.rounds)
    _say(backup_table(found))
    return {"backups": asdict(found)}


def _jobs(jobs: JobBench, effort: Effort) -> dict[str, Any]:
    times = jobs.measure(colds=effort.colds, repeats=effort.jobs)
    _say(job_table(times))
    cancels = jobs.cancel(effort.cancels)
    _say(cancel_table(cancels))
    return {"jobs": asdict(times), "cancels": asdict(cancels)}


def _import_figures(found: ImportTimes) -> dict[str, Any]:
    ratios = {arm: found.ratio(arm) for arm in found.seconds if arm != IMPORT}
    rates = {arm: found.rate(arm) for arm in found.seconds}
    return {**asdict(found), "pictures_per_second": rates, "ratios": ratios}


def _read_figures(found: Reads) -> dict[str, Any]:
    every, computing = together(found.milliseconds), together(found.computing)
    return {
        "reads": len(every),
        "writes": found.writes,
        "p99": quantile(every, 0.99),
        "p99_computing": quantile(computing, 0.99),
        "largest": every[-1],
    }


def _has_room(folder: Path, effort: Effort) -> bool:
    """Room for the pictures, the store's copies of them, and as many again of the repeated import."""
    needed = round(1.1 * typical_bytes() * (2 * effort.large + effort.pictures + 4 * effort.more)) + 10**9
    free = shutil.disk_usage(folder).free
    if free < needed:
        print(
            f"This takes {needed / 1e9:.1f} GB, and {folder.parent} has {free / 1e9:.1f} GB free: choose another place "
            "with --folder, or fewer pictures with --large.",
            file=sys.stderr,
        )
    return free >= needed


def _about_storage(folder: Path) -> dict[str, str]:
    """What these figures depend on besides."""
    driver = find_driver()
    above = [os.fspath(parent) for parent in folder.resolve().parents]
    systems = {item.mountpoint: item.fstype for item in psutil.disk_partitions(all=True)}
    kind = next((systems[parent] for parent in above if parent in systems), "unknown")
    return {"disk": kind, "SQLite": ".".join(map(str, driver.version)), "journal": driver.journal_mode}


def _say(text: str) -> None:
    print(text, flush=True)
