"""`mmrl train`: what it makes, what it says, and what it refuses before any work."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from mmrl_engine.adapter import Adapter, read_header
from tests.engine import small
from tests.engine.cli.calls import mmrl


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_summary_tells_what_was_made(place: Path, pictures: Path, backbone: Path) -> None:
    shutil.copytree(pictures, place / "pets")
    (place / "pets" / "cat" / "broken.jpg").write_text("no picture")
    (place / "pets" / "loose.png").touch()
    result = mmrl("train", "pets", "-o", "my pets", "--backbone", backbone, "--seed", "3", "--words", "cat=small cat")
    assert result.exit_code == 0
    made = read_header("my pets.mmrl.safetensors")
    assert [(item.name, item.words, item.pictures) for item in made.classes] == [
        ("cat", "small cat", 2),
        ("dog", "dog", 2),
    ]
    assert (made.config.variant, made.config.seed, made.backbone.id) == ("mmrl", 3, "tiny")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Saved my pets.mmrl.safetensors (")
    assert "seconds." in lines[0]
    assert "  cat: 2 pictures (1 left out)" in lines
    assert "  dog: 2 pictures" in lines
    assert lines[-1] == "  mmrl classify 'my pets.mmrl.safetensors' PICTURES --also NAME"
    assert (
        "Note: In pets, pictures that lie beside the class folders were left out (1, such as loose.png)."
        in result.stderr
    )
    assert "Note: pets/cat/broken.jpg was left out:" in result.stderr
    assert sorted(path.name for path in place.iterdir()) == ["my pets.mmrl.safetensors", "pets"]


def test_one_class_alone_is_not_trained(place: Path, pictures: Path, backbone: Path) -> None:
    shutil.copytree(pictures / "cat", place / "pets" / "cat")
    result = mmrl("train", "pets", "-o", "cats.safetensors", "--backbone", backbone)
    assert result.exit_code == 0
    assert "nothing was trained" in result.stdout
    assert Adapter.load("cats.safetensors").config.variant == "none"


def test_nothing_is_trained_where_nobody_wants_it(place: Path, pictures: Path, backbone: Path) -> None:
    shutil.copytree(pictures, place / "pets")
    result = mmrl("train", "pets", "-o", "pets", "--backbone", backbone, "--variant", "none")
    assert result.exit_code == 0
    assert "Nothing was trained: words and pictures answer at a glance." in result.stdout
    made = Adapter.load("pets.mmrl.safetensors")
    assert (made.config.variant, made.config.answers) == ("none", "instant")
    answered = mmrl("classify", "pets.mmrl.safetensors", "pets", "--also", "bird", "--backbone", backbone, "--json")
    assert answered.exit_code == 0


def test_resume_without_a_checkpoint_starts_anew_and_says_so(place: Path, pictures: Path, backbone: Path) -> None:
    shutil.copytree(pictures / "cat", place / "pets" / "cat")
    result = mmrl("train", "pets", "-o", "cats", "--backbone", backbone, "--resume", "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no stopped training (cats.mmrl.safetensors.checkpoint)" in result.stderr


def test_output_that_is_there_is_replaced_only_when_forced(place: Path, pictures: Path, backbone: Path) -> None:
    shutil.copytree(pictures / "cat", place / "pets" / "cat")
    target = place / "cats.mmrl.safetensors"
    target.write_text("dear")
    call = ("train", "pets", "-o", "cats", "--backbone", str(backbone))
    refused = mmrl(*call)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert target.read_text() == "dear"
    assert mmrl(*call, "--force").exit_code == 0
    assert Adapter.load(target).classes[0].name == "cat"


def test_stopped_training_is_never_lost_by_oversight(place: Path, pictures: Path) -> None:
    checkpoint = place / "pets.mmrl.safetensors.checkpoint"
    checkpoint.write_text("hours of work")
    result = mmrl("train", pictures, "-o", "pets")
    assert result.exit_code == 2
    assert "Add --resume to go on with it, or delete it to start anew." in result.stderr
    assert checkpoint.read_text() == "hours of work"


def test_checkpoint_of_something_else_fails_and_stays(place: Path, pictures: Path, backbone: Path) -> None:
    checkpoint = place / "pets.mmrl.safetensors.checkpoint"
    checkpoint.write_text("no checkpoint")
    result = mmrl("train", pictures, "-o", "pets", "--backbone", backbone, "--resume")
    assert result.exit_code == 1
    assert "damaged" in result.stderr
    assert checkpoint.read_text() == "no checkpoint"


def test_places_that_cannot_take_the_result_are_told_first(place: Path, pictures: Path) -> None:
    (place / "folder.mmrl.safetensors").mkdir()
    taken = mmrl("train", pictures, "-o", "folder")
    assert (taken.exit_code, "is a folder" in taken.stderr) == (2, True)
    missing = mmrl("train", pictures, "-o", "nowhere/pets")
    assert (missing.exit_code, "the folder for this file does not exist" in missing.stderr) == (1, True)


@pytest.mark.parametrize(
    ("output", "code", "told"),
    [
        (".", 2, ". is a folder. Give -o the name of a file."),
        ("..", 2, ".. is a folder. Give -o the name of a file."),
        ("/", 2, "/ is a folder. Give -o the name of a file."),
        ("x" * 300, 1, "this name is longer than the disk allows. Choose a shorter one."),
        ("x" * 238 + ".safetensors", 1, ".checkpoint: this name is longer than the disk allows. Choose a shorter one."),
        ("file/below", 1, "the folder for this file does not exist."),
    ],
)
def test_outputs_that_are_no_file_end_with_one_sentence(
    place: Path, pictures: Path, output: str, code: int, told: str
) -> None:
    (place / "file").touch()
    result = mmrl("train", pictures, "-o", output)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert [path.name for path in place.iterdir()] == ["file"]


def test_output_below_a_closed_folder_is_told(place: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.stat

    def guarded(path: Path, **named: Any) -> os.stat_result:
        if path.parent.name == "closed":  # the administrator may look everywhere
            raise PermissionError(errno.EACCES, "denied", str(path))
        return real(path, **named)

    monkeypatch.setattr(Path, "stat", guarded)
    result = mmrl("train", pictures, "-o", "closed/pets")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("closed/pets.mmrl.safetensors: this file may not be written here.")
    assert result.stderr.count("\n") == 1


def test_all_problems_of_a_call_are_told_together(place: Path, pictures: Path) -> None:
    (place / "pets.mmrl.safetensors").touch()
    given = ["--words", "cat", "--words", "dog=a", "--words", "dog=b", "--words", "=c"]
    result = mmrl("train", pictures, "-o", "pets", *given)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 4


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--preset", "described", "--variant", "mmrlpp"], 2, "There is no recipe 'described' for mmrlpp."),
        (["--words", "cart=a cart"], 2, "Did you mean 'cat'?"),
        (["--device", "warp"], 1, "The device 'warp' is not there"),
        (["--backbone", "nowhere"], 1, "There is no backbone called nowhere"),
    ],
)
def test_settings_that_do_not_fit_are_told(
    place: Path, pictures: Path, backbone: Path, options: list[str], code: int, told: str
) -> None:
    result = mmrl("train", pictures, "-o", "pets", "--backbone", backbone, *options)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
    assert list(place.iterdir()) == []


def test_folder_without_pictures_fails_with_what_to_do(place: Path) -> None:
    result = mmrl("train", place, "-o", "x")
    assert result.exit_code == 1
    assert "Make one folder per class" in result.stderr


def test_data_set_in_parts_is_a_wrong_call(place: Path, backbone: Path) -> None:
    small.write_pictures(place / "train", {"cat": 1, "dog": 1})
    small.write_pictures(place / "test", {"cat": 1, "dog": 1})
    result = mmrl("train", place, "-o", "x", "--backbone", backbone)
    assert result.exit_code == 2
    assert f"Learn from {place / 'train'} alone" in result.stderr


def test_single_weights_file_needs_its_config(place: Path, pictures: Path, backbone: Path) -> None:
    weights = backbone / "open_clip_model.safetensors"
    shutil.copytree(pictures / "cat", place / "pets" / "cat")
    call = ("train", "pets", "-o", "cats", "--backbone", str(weights), "--quiet")
    without = mmrl(*call)
    assert (without.exit_code, "--config" in without.stderr) == (1, True)
    assert mmrl(*call, "--config", str(backbone / "open_clip_config.json")).exit_code == 0
    assert read_header("cats.mmrl.safetensors").classes[0].name == "cat"


def test_pictures_of_something_else_draw_the_line(place: Path, pictures: Path, backbone: Path) -> None:
    shutil.copytree(pictures, place / "pets")
    (place / "others").mkdir()
    Image.effect_noise((40, 40), 90).convert("RGB").save(place / "others" / "noise.png")
    for output, more in (("plain", ()), ("beside", ("--others", "others"))):
        assert mmrl("train", "pets", "-o", output, "--backbone", backbone, "--no-weigh", *more).exit_code == 0
    plain, beside = (read_header(f"{name}.mmrl.safetensors").config for name in ("plain", "beside"))
    assert plain.reject != beside.reject
    assert beside.reject
