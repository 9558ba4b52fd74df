"""The whole job through services alone, killed twice on the way. Nothing acknowledged is lost; `mmrl` answers alike."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.bootstrap import Program, build
from app.storage.folders import find_folders
from mmrl_engine.types import Answer
from tests.app.job_process import NAME, SAMPLES

ROOT = Path(__file__).resolve().parent.parent.parent
TYPED = ("butterfly", "elephant", "penguin")
PICTURES = sorted((SAMPLES / "test").rglob("*.png"))
TRAINED = len(list((SAMPLES / "train").rglob("*.png")))


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.app.job_process", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def lines(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def kill(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Kills the program alone, as a person's system might; returns the processes that it had started."""
    children: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    return children


def run_until(folder: Path, wanted: str, least: int = 1) -> list[dict[str, Any]]:
    """Starts the job, kills it once `wanted` was acknowledged `least` times, and returns all that was."""
    acknowledged = []
    with start(folder) as process:
        for line in lines(process):
            acknowledged.append(line)
            if sum(item["ack"] == wanted for item in acknowledged) >= least:
                break
        children = kill(process)
        acknowledged += lines(process)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == [], "processes were left behind"
    return acknowledged


def share(answers: Sequence[Answer]) -> list[dict[str, float]]:
    return [{score.name: score.probability for score in answer.scores} for answer in answers]


def mmrl_answers(adapter: Path) -> list[dict[str, float]]:
    also = [argument for name in TYPED for argument in ("--also", name)]
    command = [sys.executable, "-m", "mmrl_engine.cli", "classify", str(adapter), *map(str, PICTURES), *also, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    pictures = json.loads(done.stdout)["pictures"]
    return [{score["name"]: score["probability"] for score in item["scores"]} for item in pictures]


def close_to(found: list[dict[str, float]], wanted: list[dict[str, float]]) -> None:
    assert [set(item) for item in found] == [set(item) for item in wanted]
    worst = max(abs(item[name] - other[name]) for item, other in zip(found, wanted, strict=True) for name in item)
    assert worst <= 1e-4


@contextmanager
def closed_program(folder: Path) -> Iterator[Program]:
    """The program on a data folder, closed at the end."""
    program = build(find_folders(folder), threads=1)
    try:
        yield program
    finally:
        program.close()


def in_use(program: Program, project_id: int) -> int:
    (view,) = [item for item in program.adapters.list(project_id=project_id) if item.in_use]
    return view.id


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("job") / "data"


def test_the_whole_job(folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in SAMPLES.rglob("*.png")}
    first = run_until(folder, "pictures")
    second = run_until(folder, "step", least=60)
    (checkpoint,) = (folder / "checkpoints").iterdir()
    assert checkpoint.stat().st_size > 0
    acknowledged = max(item["committed"] for item in [*first, *second] if item["ack"] == "pictures")
    with closed_program(folder) as program:
        (card,) = [item for item in program.projects.list() if item.name == NAME]
        assert len(program.pictures.page(project_id=card.id)) >= acknowledged
        assert [run.state for run in program.trainings.list(project_id=card.id)] == ["cut_off"]

    with start(folder) as process:
        last = list(lines(process))
    assert process.returncode == 0
    assert last[-1] == {"ack": "trained", "states": ["done"]}
    went_on = [item["done"] for item in last if item["ack"] == "step"]
    assert went_on[0] > 1, "it began again"

    with closed_program(folder) as program:
        (card,) = [item for item in program.projects.list() if item.name == NAME]
        assert len(program.pictures.page(project_id=card.id)) == TRAINED
        answers = program.classification.answers(project_id=card.id, paths=PICTURES, typed=TYPED)
        assert [answer.path for answer in answers] == PICTURES
        assert all(sum(item.values()) == pytest.approx(1) for item in share(answers))
        file = tmp_path / "animals.mmrl.safetensors"
        program.adapters.export(adapter_id=in_use(program, card.id), path=file)
        other = program.projects.create(name="Another").made
        assert other is not None
        taken = program.adapters.import_file(project_id=other, path=file).made
        program.adapters.choose(project_id=other, adapter_id=taken)
        again = program.classification.answers(project_id=other, paths=PICTURES, typed=TYPED)
        close_to(share(again), share(answers))
        close_to(share(answers), mmrl_answers(file))
    assert {path: path.read_bytes() for path in SAMPLES.rglob("*.png")} == before
