"""`mmrl export`: a folder for others, from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mmrl_engine.adapter import Adapter
from tests.engine.cli.calls import mmrl


def test_a_folder_is_made_and_used_like_the_adapter(
    adapter: Path, backbone: Path, pictures: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    made = mmrl("export", adapter, "-o", out, "--title", "Pets", "--author", "Ada", "--licence", "CC0-1.0")
    assert (made.exit_code, made.stderr) == (0, "")
    assert "README.md" in made.stdout
    assert "license: cc0-1.0" in (out / "README.md").read_text()
    assert "# Pets" in (out / "README.md").read_text()
    assert mmrl("inspect", out).stdout.startswith("title:      Pets")
    asked = ("classify", pictures, "--backbone", backbone, "--csv", "--quiet")
    told = [mmrl(asked[0], given, *asked[1:]) for given in (adapter, out)]
    assert told[0].exit_code == 0
    assert told[0].stdout == told[1].stdout


def test_what_is_there_is_left_alone(adapter: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = mmrl("export", adapter, "-o", tmp_path)
    assert result.exit_code == 1
    assert "nothing in it was touched" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_is_not_there_is_told(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    calls: list[list[str | Path]] = [[], ["--also", "red fox", "--backbone", backbone]]
    for more in calls:
        result = mmrl("export", adapter, "-o", tmp_path / "no" / "where", "--quiet", *more)
        assert result.exit_code == 1
        assert "the folder for this file does not exist" in result.stderr
        assert "mistake of its own" not in result.stderr
    assert not list(tmp_path.iterdir())


def test_names_that_are_only_typed_are_stored(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = mmrl("export", adapter, "-o", out, "--also", "red fox", "--backbone", backbone, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    kept = np.load(out / "names.npz")
    assert [*kept["names"]] == ["cat", "dog", "red fox"]
    assert int(kept["learned"]) == 2
    assert kept["adapted"].shape == kept["plain"].shape == (3, 24)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    refused = mmrl("export", adapter, "-o", tmp_path / "no", "--also", "cat", "--backbone", backbone, "--quiet")
    assert refused.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_card_says_what_a_test_has_found(adapter: Path, backbone: Path, pictures: Path, tmp_path: Path) -> None:
    tested = tmp_path / "test.json"
    tested.write_text(mmrl("check", adapter, pictures, "--backbone", backbone, "--json", "--quiet").stdout)
    assert mmrl("export", adapter, "-o", tmp_path / "out", "--tested", tested).exit_code == 0
    right = json.loads(tested.read_text())["trained"]["right"]
    assert f"Of 4 pictures that it had not learned from, {right} were" in (tmp_path / "out" / "README.md").read_text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"trained": {"right": 3}}',
        '{"trained": {"right": 3, "total": 2}, "pictures": [{"truth": "cat"}, {"truth": "dog"}]}',
        '{"trained": {"right": 1, "total": 1}, "pictures": [{"truth": "a class of another adapter"}]}',
        '{"sources": {"mmrl": {"right": 1, "total": 1}}, "classes": {"cat": {}, "another": {}}}',
    ],
)
def test_what_is_no_test_is_refused(text: str, adapter: Path, tmp_path: Path) -> None:
    (tmp_path / "test.json").write_text(text)
    result = mmrl("export", adapter, "-o", tmp_path / "out", "--tested", tmp_path / "test.json")
    assert result.exit_code == 1
    assert "mmrl check" in result.stderr
    assert not (tmp_path / "out").exists()


def test_onnx_files_are_added_and_their_check_is_told(
    adapter: Path, backbone: Path, pictures: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = mmrl("export", adapter, "-o", out, "--onnx", "--backbone", backbone, "--pictures", pictures)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "same answer for 20 of 20 pictures" in result.stdout
    assert {path.name for path in out.glob("*.onnx")} == {"answers.onnx", "features.onnx"}
    assert json.loads((out / "onnx_report.json").read_text())["passed"]
    assert Adapter.load(out).to_bytes() == Adapter.load(adapter).to_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_onnx_is_refused_before_anything_where_it_is_not_installed(
    adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mmrl_engine.export.extras.find_spec", lambda name: None)
    result = mmrl("export", adapter, "-o", tmp_path / "out", "--onnx")
    assert result.exit_code == 1
    assert "mmrl-studio[onnx]" in result.stderr
    assert not list(tmp_path.iterdir())
