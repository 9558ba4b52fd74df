"""Trained and typed names in one list: how well each method tells them apart, by each rule that balances them.

Everything is computed once for each (task, split, method) and kept in the work folder, so that a run that was cut off
goes on, and the tables are made of what is there. Splits are worked in rounds over all tasks and methods: a run that
ends early has the same number of each.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import torch

from benches.trust_methods import CONFIGS, FEATURES, Work, make
from benches.trust_strangers import draws_of, draws_of_folder, strangers
from benches.trust_table import Found, found_in, lines
from benches.trust_tasks import DrawingPool, FolderPool, Source
from demo_backbone.drawings import load_drawings
from mmrl_engine import Backbone, load_backbone

SPLITS, SEEDS = 10, 3
MOST_SHOTS = 4  # of strangers
PATHS = ("--pictures", "--work", "--results", "--wordnet")


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    options = _parse(arguments)
    pictures = options.pictures.resolve()
    plan = list(_plan(_source(pictures, options.work)))
    trainings = sum(item.method != FEATURES for item in plan)
    print(f"planned: {trainings} trainings, {SPLITS} splits x {SEEDS} seeds of each", flush=True)
    if options.minutes > 0:
        _work(plan, pictures, options)
    found = found_in(plan, options.work)
    for line in lines(found):
        print(line)
    told = [*_strangers(pictures, options)] if options.strangers else []
    for line in told:
        print(line)
    if options.results is not None:
        _append(options.results, _nameless(arguments), found, told)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.py trust", description=__doc__)
    parser.add_argument(
        "--pictures",
        type=Path,
        required=True,
        help="folder `drawings` of a run of packaging/demo_backbone, or a folder with one folder of pictures a class",
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for what is computed; a later run goes on there"
    )
    parser.add_argument("--backbone", default="demo", metavar="SOURCE", help="as for mmrl train")
    parser.add_argument("--config", default=None, help="as for mmrl train")
    parser.add_argument(
        "--minutes", type=float, default=45.0, help="no work is begun after these; 0 only prints the tables"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes, one thread each")
    parser.add_argument(
        "--strangers",
        type=int,
        default=0,
        metavar="N",
        help="also measure strangers turned away, over N splits",
    )
    parser.add_argument("--wordnet", type=Path, help="WordNet's folder `dict`: strangers by negative words too")
    parser.add_argument("--results", type=Path, help="file that the tables' figures are appended to, as a line of JSON")
    return parser.parse_args(arguments)


@cache
def _source(pictures: Path, work: Path) -> DrawingPool | FolderPool:
    if (pictures / "drawings.json").exists():
        return DrawingPool(load_drawings(pictures), work / "pictures")
    return FolderPool(pictures)


def _plan(source: Source) -> Iterator[Work]:
    """The untouched CLIP's features, then rounds over all cells and methods: each split once, then with other seeds."""
    yield from (Work(cell, number, 0, FEATURES) for number in range(SPLITS) for cell in source.cells())
    for seed in range(SEEDS):
        for number in range(SPLITS):
            for cell in source.cells():
                yield from (Work(cell, number, seed, method) for method in CONFIGS)


def _work(plan: list[Work], pictures: Path, options: argparse.Namespace) -> None:
    """Does what is missing, in order, until the time is up. What is in work then is finished."""
    until = time.monotonic() + 60 * options.minutes
    missing = iter([item for item in plan if not item.file(options.work).exists()])
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.jobs, mp_context=context) as pool:
        running: set[Future[None]] = set()
        while time.monotonic() < until or running:
            while len(running) < options.jobs and time.monotonic() < until and (item := next(missing, None)):
                running.add(pool.submit(_do, item, pictures, options.work, options.backbone, options.config))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()


def _do(item: Work, pictures: Path, work: Path, backbone: str, config: str | None) -> None:
    split = _source(pictures, work).split(item.cell, item.number)
    make(item, split, _backbone(backbone, config), work)


@cache
def _backbone(source: str, config: str | None) -> Backbone:
    torch.set_num_threads(1)
    return load_backbone(source, config=config)


def _strangers(pictures: Path, options: argparse.Namespace) -> Iterator[str]:
    source, backbone = _source(pictures, options.work), _backbone(options.backbone, options.config)
    draws = draws_of(source.pool) if isinstance(source, DrawingPool) else draws_of_folder(source)
    shots = sorted({cell.shots for cell in source.cells() if cell.shots <= MOST_SHOTS})
    yield from strangers(draws, options.work, backbone, splits=options.strangers, shots=shots, wordnet=options.wordnet)


def _nameless(arguments: list[str]) -> list[str]:
    """The call without the folders of this computer: the name of each option that takes a path stands for it."""
    made = list(arguments)
    for place, option in enumerate(arguments[:-1]):
        if option in PATHS or (option == "--backbone" and Path(made[place + 1]).exists()):
            made[place + 1] = option.removeprefix("--").upper()
    return made


def _append(results: Path, arguments: list[str], found: Found, told: list[str]) -> None:
    results.parent.mkdir(parents=True, exist_ok=True)
    entry = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "command": ["packaging/bench.py", "trust", *arguments],
        "splits": SPLITS,
        "seeds": SEEDS,
        "figures": found.to_json(),
        "strangers": told,
    }
    with results.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
