"""The computer is kept awake from the first work that begins to the last that ends, by a helper on PATH."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from app.services.jobs import Cancelled, Done, Failed, Finished, Moved, Started
from app.services.power_awake import CommandKeeper, StayAwake, keeping_command
from mmrl_engine.notices import notice

STARTED = Started("cpu", notice("device-no-card"))


class Counting:
    def __init__(self) -> None:
        self.done: list[str] = []

    def hold(self) -> None:
        self.done.append("hold")

    def release(self) -> None:
        self.done.append("release")


def test_it_is_held_once_however_much_goes_on() -> None:
    keeper = Counting()
    awake = StayAwake(lambda: True, keeper)
    training, check = awake.hears("training"), awake.hears("check")
    training(1, STARTED)
    training(1, Moved("train", 1, 2))
    check(1, STARTED)
    training(1, STARTED)  # another child took it over
    training(1, Finished(Done(0)))
    assert keeper.done == ["hold"]
    check(1, Failed(()))
    training(2, STARTED)
    training(2, Cancelled())
    training(2, Cancelled())
    assert keeper.done == ["hold", "release"] * 2
    training(3, STARTED)
    awake.close()
    awake.close()
    assert keeper.done == ["hold", "release"] * 3


def test_it_is_not_held_where_nobody_wants_it() -> None:
    keeper = Counting()
    StayAwake(lambda: False, keeper).hears("training")(1, STARTED)
    assert keeper.done == []


def write_helper(folder: Path, name: str, lines: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{lines}\n")
    path.chmod(0o755)


def test_the_helper_lives_as_long_as_the_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "told"
    lines = f"import os, pathlib, sys\nplace = pathlib.Path({str(told)!r})\n"
    lines += "place.with_suffix('.new').write_text(f'{os.getpid()} {sys.argv[1:]}')\n"
    lines += "place.with_suffix('.new').replace(place)\nsys.stdin.read()"
    for name in ("systemd-inhibit", "cat"):
        write_helper(tmp_path, name, lines)
    monkeypatch.setenv("PATH", str(tmp_path))
    awake = StayAwake(lambda: True, CommandKeeper(keeping_command("linux")))
    awake.hears("training")(1, STARTED)
    pid, _, given = _written(told).partition(" ")
    assert "--what=idle:sleep" in given
    assert psutil.pid_exists(int(pid))
    awake.close()
    assert not psutil.pid_exists(int(pid))


def _written(path: Path) -> str:
    end = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < end, "the helper did not start"
        time.sleep(0.01)
    return path.read_text()


@pytest.mark.parametrize("lines", ["raise SystemExit(1)", None])
def test_a_helper_that_fails_or_is_none_hinders_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: str | None
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert keeping_command("linux") == ()
    if lines is not None:
        for name in ("systemd-inhibit", "cat"):
            write_helper(tmp_path, name, lines)
        assert keeping_command("linux")[0] == "systemd-inhibit"
    keeper = CommandKeeper(keeping_command("linux") or ("/no/such/helper",))
    keeper.hold()
    keeper.release()
    keeper.release()


def test_a_mac_has_a_helper_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_helper(tmp_path, "caffeinate", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert keeping_command("darwin") == ("caffeinate", "-i", "-w", str(os.getpid()))
