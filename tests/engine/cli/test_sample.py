"""`mmrl sample`: the whole way on a small sample of the same layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mmrl_engine.adapter import Adapter
from tests.engine import small
from tests.engine.cli.calls import mmrl


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Two classes to learn; those and one more to ask about."""
    small.write_pictures(tmp_path / "small" / "train", {"cat": 2, "dog": 2})
    small.write_pictures(tmp_path / "small" / "test", {"cat": 2, "dog": 1, "fox": 1}, seed=9)
    return tmp_path / "small"


def test_every_test_picture_is_judged_over_learned_and_typed_names(sample: Path, backbone: Path) -> None:
    (sample / "test" / "dog" / "broken.png").touch()
    result = mmrl("sample", "--folder", sample, "--out", sample / "made" / "here", "--backbone", backbone)
    assert result.exit_code == 3  # for the broken picture
    assert "broken.png: this file is empty" in result.stderr
    rows = [re.split(r"  +", line) for line in result.stdout.splitlines()[:5]]
    assert rows[0][:5] == ["picture", "shows", "answer", "how known", "share"]
    assert [row[:2] for row in rows[1:]] == [
        ["cat/0.png", "cat"],
        ["cat/1.png", "cat"],
        ["dog/0.png", "dog"],
        ["fox/0.png", "fox"],
    ]
    for row in rows[1:]:
        assert row[2] in ("cat", "dog", "fox")
        assert row[3] == ("only typed" if row[2] == "fox" else "learned")
        assert row[5] == ("✓ right" if row[1] == row[2] else "✗ wrong")
    right = [row[5] == "✓ right" for row in rows[1:]]
    figures = next(line for line in result.stdout.splitlines() if line.startswith("trained"))
    assert re.findall(r"(\d) of (\d)", figures) == [
        (str(sum(right[:3])), "3"),
        (str(sum(right[3:])), "1"),
        (str(sum(right)), "4"),
    ]
    assert re.search(r"^words alone  +\d of 3 .* \d of 1 .* \d of 4 ", result.stdout, flags=re.MULTILINE)
    file = sample / "made" / "here" / "sample.mmrl.safetensors"
    assert f"Saved {file}." in result.stdout
    assert [item.name for item in Adapter.load(file).classes] == ["cat", "dog"]


def test_sample_without_typed_names_says_so(sample: Path, backbone: Path) -> None:
    (sample / "test" / "fox" / "0.png").unlink()
    result = mmrl("sample", "--folder", sample, "--backbone", backbone)
    assert result.exit_code == 0
    assert "only typed: nothing" in result.stdout
    assert "no pictures" in result.stdout
    assert "mmrl train MY_PICTURES -o mine" in result.stdout


def test_folder_of_another_layout_is_refused(tmp_path: Path) -> None:
    result = mmrl("sample", "--folder", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'train'}: there is no such folder" in result.stderr
