"""What folders and zip files mean, before anything is taken in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.services.import_plan import arrange
from app.services.import_sources import plan_import


def meaning(name: str, *files: str) -> dict[str, tuple[str | None, str | None]]:
    """Class and split by file."""
    arranged = arrange(name, [tuple(file.split("/")) for file in files])
    return dict(zip(files, arranged.places, strict=True))


def test_a_flat_folder_is_a_class() -> None:
    assert meaning("my_cats", "1.png", "2.png") == {"1.png": ("my_cats", None), "2.png": ("my_cats", None)}


def test_folders_beside_each_other_are_classes_whatever_is_nested_in_them() -> None:
    assert meaning("animals", "cat/1.png", "dog/old/very/2.png", "loose.png") == {
        "cat/1.png": ("cat", None),
        "dog/old/very/2.png": ("dog", None),
        "loose.png": (None, None),
    }


def test_one_folder_with_pictures_is_one_class() -> None:
    assert meaning("animals", "cat/1.png") == {"cat/1.png": ("cat", None)}


@pytest.mark.parametrize("folder", ["val", "valid", "validation", "Validation"])
def test_folders_of_a_split_stand_above_the_classes(folder: str) -> None:
    assert meaning("data", "train/cat/1.png", f"{folder}/cat/2.png", "test/3.png", "extra/4.png") == {
        "train/cat/1.png": ("cat", "train"),
        f"{folder}/cat/2.png": ("cat", "val"),
        "test/3.png": (None, "test"),
        "extra/4.png": ("extra", None),
    }


def test_a_folder_of_a_split_by_itself() -> None:
    assert meaning("train", "cat/1.png", "2.png") == {"cat/1.png": ("cat", "train"), "2.png": (None, "train")}
    assert meaning("test", "1.png") == {"1.png": (None, "test")}
    assert meaning("data", "train/1.png", "test/2.png") == {
        "train/1.png": (None, "train"),
        "test/2.png": (None, "test"),
    }


def test_a_class_may_be_called_test() -> None:
    assert meaning("data", "test/1.png", "real/2.png") == {"test/1.png": ("test", None), "real/2.png": ("real", None)}


def test_folders_around_everything_are_passed_over() -> None:
    assert meaning("x", "a/b/cat/1.png", "a/b/dog/2.png")["a/b/cat/1.png"] == ("cat", None)
    assert meaning("x", "a/train/cat/1.png")["a/train/cat/1.png"] == ("cat", "train")
    assert meaning("x", "a/cat/1.png")["a/cat/1.png"] == ("cat", None)
    assert meaning("x", "a/1.png", "a/b/2.png") == {"a/1.png": ("a", None), "a/b/2.png": ("a", None)}


def test_a_name_of_which_nothing_can_be_seen_is_no_class() -> None:
    found = meaning("x", "__/1.png", "\u200b/2.png", "a\x07\udcff\n b/3.png", "y" * 300 + "/4.png")
    assert found["__/1.png"] == found["\u200b/2.png"] == (None, None)
    assert found["a\x07\udcff\n b/3.png"] == ("a\ufffd\ufffd\ufffd b", None)
    assert found["y" * 300 + "/4.png"] == ("y" * 200, None)


def test_folders_nested_without_end() -> None:
    deep = "a/" * 20_000
    assert meaning("x", f"{deep}cat/1.png", f"{deep}dog/2.png")[f"{deep}cat/1.png"] == ("cat", None)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"12")


def test_single_files_go_to_the_inbox_whatever_their_names(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "b")
    plan = plan_import([tmp_path / "a.png", tmp_path / "b", tmp_path / "gone.png"])
    assert [(item.path.name, item.class_name, item.size) for item in plan.pictures] == [
        ("a.png", None, 2),
        ("b", None, 2),
        ("gone.png", None, 0),
    ]
    assert plan.size == 4


def test_a_folder_of_classes(tmp_path: Path) -> None:
    touch(tmp_path, "d/cat/2.JPG", "d/cat/1.png", "d/dog/x.webp", "d/.git/3.png", "d/cat/.4.png", "d/cat/notes.txt")
    touch(tmp_path, "d/words/notes.txt", "d/.hidden/notes.txt")
    (tmp_path / "d/empty/inside").mkdir(parents=True)
    plan = plan_import([tmp_path / "d"])
    assert [(item.path.name, item.class_name) for item in plan.pictures] == [
        ("1.png", "cat"),
        ("2.JPG", "cat"),
        ("x.webp", "dog"),
    ]
    assert plan.classes == ("cat", "dog")
    assert plan.empty == (tmp_path / "d/empty", tmp_path / "d/words")


def test_folders_of_one_name_are_one_class(tmp_path: Path) -> None:
    touch(tmp_path, "d/train/Big Cat/1.png", "d/val/big_cat/2.png", "BIG CAT/3.png")
    plan = plan_import([tmp_path / "d", tmp_path / "BIG CAT"])
    assert plan.classes == ("Big Cat",)
    assert [item.split for item in plan.pictures] == ["train", "val", None]


def test_a_zip_file_is_as_its_folders_are(tmp_path: Path) -> None:
    path = tmp_path / "Data.ZIP"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (
            "x/dog/1.png",
            "x/cat/2.png",
            "x/.DS_Store",
            "__MACOSX/x/cat/._2.png",
            "x/cat/.h.png",
            "x/read.me",
        ):
            archive.writestr(name, b"123")
        archive.writestr("x/none/", b"")
    plan = plan_import([path])
    assert [(item.path, item.entry, item.class_name, item.size) for item in plan.pictures] == [
        (path, "x/cat/2.png", "cat", 3),
        (path, "x/dog/1.png", "dog", 3),
    ]
    assert plan.empty == (path / "x/none",)
    assert plan.pictures[0].source == path / "x/cat/2.png"


def test_what_cannot_be_used_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "bad.zip")
    (tmp_path / "nothing").mkdir()
    plan = plan_import([tmp_path / "bad.zip", tmp_path / "a.png", tmp_path / "nothing"])
    assert [item.path.name for item in plan.pictures] == ["a.png"]
    assert [item.code for item in plan.problems] == ["zip-not-read"]
    assert plan.empty == (tmp_path / "nothing",)


def test_a_zip_file_for_which_there_is_no_room(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1.png", b"123")
    assert [item.code for item in plan_import([tmp_path / "a.zip"], free=5).problems] == ["zip-too-large"]
