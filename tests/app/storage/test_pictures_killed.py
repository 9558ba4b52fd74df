from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from app.storage.pictures import INCOMING, PictureStore
from tests.app.storage import pictures_to_keep

KILLS = 10
COUNT, SIZE = 50, 300_000


def test_a_kill_in_the_middle_of_50_pictures_leaves_no_half_one_under_a_hash(tmp_path: Path) -> None:
    cut_short = 0
    for kill in range(KILLS):
        folder = tmp_path / f"{kill}"
        folder.mkdir()
        acknowledged = killed_after(folder, random.Random(kill).randrange(COUNT - 10))
        cut_short += len(acknowledged) < COUNT
        check(folder / "pictures", acknowledged)
    assert cut_short > KILLS / 2


def check(pictures: Path, acknowledged: list[str]) -> None:
    store = PictureStore(pictures)
    hashes = set(store.hashes())
    assert set(acknowledged) <= hashes
    assert all(store.verify(sha256) for sha256 in hashes)
    store.sweep(before=float("inf"))
    assert {path for path in pictures.rglob("*") if path.is_file()} == {store.path(sha256) for sha256 in hashes}
    assert not list((pictures / INCOMING).iterdir())


def killed_after(folder: Path, pictures: int) -> list[str]:
    """What the process had acknowledged when it was killed, right after so many pictures."""
    command = [sys.executable, "-m", pictures_to_keep.__name__, str(folder), str(COUNT), str(SIZE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(pictures + 1)]
        process.kill()
        rest = process.stdout.read().splitlines(keepends=True)
    whole = [line.strip() for line in [*seen, *rest] if line.endswith("\n")]
    assert whole[0] == "ready"
    return whole[1:]
