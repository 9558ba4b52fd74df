"""`mmrl classify --watch`: new pictures are answered as they come, until Ctrl-C."""

from __future__ import annotations

import csv
import json
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mmrl_engine.watch import WatchState
from tests.engine.cli.calls import Terminal, mmrl


@pytest.mark.timeout(120)
def test_a_new_picture_is_answered_and_ctrl_c_is_the_end(
    adapter: Path, backbone: Path, pictures: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "coming"
    folder.mkdir()
    shutil.copy(pictures / "cat" / "0.png", folder / "before.png")
    answers = tmp_path / "answers.csv"
    with answers.open("wb") as out:
        call = ("classify", adapter, folder, "--watch", "--csv", "--backbone", backbone)
        terminal = Terminal(*call, cwd=tmp_path, stdout=out)
        terminal.wait_for("1 pictures were there before")
        (folder / "empty.png.part").write_bytes((pictures / "dog" / "0.png").read_bytes()[:99])
        shutil.copy(pictures / "dog" / "0.png", folder / "new.png")
        (folder / "text.png").write_text("no picture")
        terminal.wait_for("text.png")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.end() == 3
    assert "1 answered, 1 could not be read." in terminal.shown
    rows = {Path(row["path"]).name: row for row in csv.DictReader(answers.read_text("utf-8").splitlines())}
    assert rows.keys() == {"new.png", "text.png"}
    assert rows["new.png"]["answer"] in ("cat", "dog")


@pytest.fixture
def coming(monkeypatch: pytest.MonkeyPatch, pictures: Path) -> None:
    """A folder in which two pictures come, and which is gone for a while."""

    def new_pictures(
        folder: Path, *, stop: Callable[[], bool], tell: Callable[[WatchState], None]
    ) -> Iterator[list[Path]]:
        tell(WatchState(polled=True))
        yield [pictures / "cat" / "0.png"]
        tell(WatchState(gone=True))
        tell(WatchState(polled=True))
        yield [pictures / "dog" / "0.png"]

    monkeypatch.setattr("mmrl_engine.cli.watch.new_pictures", new_pictures)


@pytest.mark.usefixtures("coming")
def test_a_line_for_each_answer_and_what_happens_beside(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    result = mmrl("classify", adapter, tmp_path, "--watch", "--backbone", backbone, "--also", "red fox")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.partition(": ")[0][-9:] for line in lines] == ["cat/0.png", "dog/0.png"]
    assert all(line.endswith(("sure", "maybe", "none of these")) for line in lines)
    assert all("(learned)" in line or "(only typed)" in line for line in lines)
    told = result.stderr
    assert "0 pictures were there before" in told
    assert "looked through every few seconds" in told
    assert told.index("not there for now") < told.index("is back") < told.index("2 answered.")


@pytest.mark.usefixtures("coming")
def test_json_is_whole_at_the_end(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    result = mmrl("classify", adapter, tmp_path, "--watch", "--backbone", backbone, "--json", "--quiet")
    told: dict[str, Any] = json.loads(result.stdout)
    assert len(told["pictures"]) == 2
    assert "pictures were there" not in result.stderr


def test_what_cannot_be_watched_is_told(adapter: Path, backbone: Path, pictures: Path, tmp_path: Path) -> None:
    one = pictures / "cat" / "0.png"
    for given in ([one], [pictures, tmp_path], [tmp_path / "gone"]):
        result = mmrl("classify", adapter, *given, "--watch", "--backbone", backbone)
        assert (result.exit_code, result.stderr) == (2, "--watch needs one folder, and nothing else beside it.\n")
    result = mmrl("classify", adapter, pictures, "--watch", "--beside", adapter, "--backbone", backbone)
    assert (result.exit_code, result.stderr) == (2, "--watch answers by one adapter. Leave --beside out.\n")


def test_names_are_refused_before_anything_comes(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    result = mmrl("classify", adapter, tmp_path, "--watch", "--backbone", backbone, "--also", "cat")
    assert result.exit_code == 2
    assert "cat" in result.stderr
