"""`mmrl check`: figures on pictures that were not learned from."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from tests.engine import small
from tests.engine.cli.calls import mmrl


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three classes of four pictures; one picture of blue lies among the red ones. Not to be changed."""
    folder = tmp_path_factory.mktemp("colours")
    small.write_pictures(folder, {"red": 4, "green": 4, "blue": 5})
    (folder / "blue" / "4.png").rename(folder / "red" / "stray.png")
    return folder


def test_a_folder_is_checked_in_a_blink(colours: Path, backbone: Path) -> None:
    result = mmrl("check", colours, "--quick", "--backbone", backbone)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "13 pictures of 3 classes, each answered by copies that had not learned from it (4 folds)."
    assert [line.split("  ")[0] for line in lines if line.startswith(("words alone", "instant ", "MMRL"))] == [
        "words alone",
        "instant",
    ]
    assert "Best on these pictures: instant. Below are its answers." in lines
    assert "  red taken for blue: 1" in lines
    assert "the instant classifier would likely get" in lines[-1]


def test_a_folder_is_checked_with_what_would_be_trained(pictures: Path, backbone: Path) -> None:
    result = mmrl("check", pictures, "--backbone", backbone, "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[3:6]] == ["words alone", "instant", "MMRL"]
    again = json.loads(mmrl("check", pictures, "--backbone", backbone, "--quiet", "--json").stdout)
    assert set(again["sources"]) == set(again["calibration"]) == {"words", "instant", "mmrl"}
    figure = again["sources"]["mmrl"]
    assert f"{figure['right']} of {figure['total']}" in lines[5]
    assert {item["answer"] for item in again["pictures"]} <= {"cat", "dog"}


def test_other_pictures_beside_a_folder_are_refused(colours: Path, tmp_path: Path) -> None:
    result = mmrl("check", colours, tmp_path, "--quick")
    assert result.exit_code == 2
    assert "A folder is checked by its own pictures" in result.stderr


def test_a_picture_in_the_wrong_class_is_named(tmp_path: Path) -> None:
    sample = Path(str(files("resources"))) / "samples" / "train"
    shutil.copytree(sample, tmp_path / "animals")
    stray = next((tmp_path / "animals" / "deer").iterdir())
    moved = stray.rename(tmp_path / "animals" / "turtle" / f"stray{stray.suffix}")
    result = mmrl("check", tmp_path / "animals", "--quick", "--json")
    assert result.exit_code == 0
    (found,) = json.loads(result.stdout)["likely_mislabelled"]
    assert found == {"path": str(moved), "class": "turtle", "looks_like": "deer"}
    assert f"  {moved}: in turtle, looks like deer" in mmrl("check", tmp_path / "animals", "--quick").stdout


def test_a_folder_is_checked_for_programs(tmp_path: Path, backbone: Path) -> None:
    small.write_pictures(tmp_path / "pets", {"cat": 2, "dog": 2})
    (tmp_path / "pets" / "cat" / "broken.png").write_text("no picture")
    result = mmrl("check", tmp_path / "pets", "--json", "--quick", "--backbone", backbone)
    assert result.exit_code == 3, "done, but a picture could not be read"
    assert "broken.png was left out" in result.stderr
    found = json.loads(result.stdout)
    assert (found["format"], found["folds"], len(found["pictures"])) == (1, 4, 4)
    assert set(found["sources"]) == {"words", "instant"}
    for source in found["sources"].values():
        assert 0 <= source["low"] <= source["right"] / source["total"] <= source["high"] <= 1
    assert found["best"] in found["sources"]
    assert set(found["classes"]) == {"cat", "dog"}
    assert set(found["classes"]["cat"]) == set(found["calibration"]) == {"words", "instant"}
    picture = found["pictures"][0]
    assert {"path", "truth", "answer", "words", "instant", "share", "second", "fold", "fit"} <= picture.keys()
    wrong = sum(item["count"] for item in found["mixed_up"])
    assert wrong == len(found["pictures"]) - found["sources"][found["best"]]["right"]


def test_an_adapter_is_asked_about_labelled_pictures(tmp_path: Path, adapter: Path, backbone: Path) -> None:
    small.write_pictures(tmp_path / "new", {"Cat": 2, "dog": 2, "bird": 2}, seed=5)
    (tmp_path / "new" / "dog" / "broken.png").write_text("no picture")
    result = mmrl("check", adapter, tmp_path / "new", "--json", "--backbone", backbone, "--quiet")
    assert result.exit_code == 3
    assert "Could not be read (1):" in result.stderr
    found = json.loads(result.stdout)
    assert (found["trained"]["total"], found["typed"]["total"], found["joint"]["total"]) == (4, 2, 6)
    assert {item["truth"] for item in found["pictures"]} == {"cat", "dog", "bird"}
    assert sum(item["total"] for item in found["verdicts"].values()) == 6
    right = sum(item["truth"] == item["answer"] for item in found["pictures"])
    assert right == found["joint"]["right"]
    told = mmrl("check", adapter, tmp_path / "new", "--backbone", backbone)
    assert "classes asked for by name" in told.stdout
    assert "Harmonic mean of learned and asked for by name:" in told.stdout


def test_an_adapter_alone_tells_its_limits(adapter: Path) -> None:
    result = mmrl("check", adapter)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Who answers:   MMRL" in result.stdout
    assert "plain-cosine below" in result.stdout
    found = json.loads(mmrl("check", adapter, "--json").stdout)
    assert found["answers"] == "mmrl"
    assert [item["name"] for item in found["classes"]] == ["cat", "dog"]


def test_calls_that_make_no_sense_are_refused(tmp_path: Path, adapter: Path, pictures: Path, backbone: Path) -> None:
    result = mmrl("check", adapter, "--quick", "--seed", "3")
    assert result.exit_code == 2
    assert ["--quick" in result.stderr, "--seed" in result.stderr] == [True, True]
    result = mmrl("check", tmp_path / "nothing.safetensors", "--quick")
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
    (tmp_path / "empty").mkdir()
    assert mmrl("check", tmp_path / "empty").exit_code == 1
    shutil.copytree(pictures / "cat", tmp_path / "one" / "cat")
    result = mmrl("check", tmp_path / "one", "--quick", "--backbone", backbone)
    assert result.exit_code == 1
    assert "nothing to tell apart" in result.stderr
