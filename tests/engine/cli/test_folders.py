"""From folders and names on the command line to pictures and classes."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from mmrl_engine.cli.folders import find_named, read_class_folders
from mmrl_engine.errors import EngineError, InputError, PictureError


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def codes(error: EngineError) -> list[str]:
    return [item.code for item in error.notices]


def test_each_folder_is_a_class_at_any_depth(tmp_path: Path) -> None:
    touch(tmp_path, "red panda/1.png", "red panda/more/deep/2.JPG", "كلب/x.webp", "كلب/notes.txt")
    found = read_class_folders(tmp_path)
    assert [(example.path.relative_to(tmp_path).as_posix(), example.label) for example in found.examples] == [
        ("red panda/1.png", "red panda"),
        ("red panda/more/deep/2.JPG", "red panda"),
        ("كلب/x.webp", "كلب"),
    ]
    assert found.classes == ("red panda", "كلب")
    assert found.notices == ()


def test_hidden_folders_are_left_out_and_loose_pictures_and_empty_classes_are_told(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.png", ".thumbnails/1.png", "loose1.png", "loose2.png", "b/readme.txt")
    found = read_class_folders(tmp_path)
    assert found.classes == ("a",)
    assert [item.code for item in found.notices] == ["folder-loose-pictures", "folder-class-empty"]
    assert found.notices[0].params["count"] == 2
    assert found.notices[1].params["path"] == str(tmp_path / "b")


def test_folders_without_classes_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as nothing:
        read_class_folders(tmp_path)
    assert codes(nothing.value) == ["folder-no-classes"]
    with pytest.raises(InputError) as flat:
        read_class_folders(touch(tmp_path, "1.png"))
    assert codes(flat.value) == ["folder-only-pictures"]
    with pytest.raises(PictureError) as missing:
        read_class_folders(tmp_path / "missing")
    assert codes(missing.value) == ["folder-missing"]


def test_data_set_in_parts_is_pointed_to_its_train_folder(tmp_path: Path) -> None:
    touch(tmp_path, "Train/cat/1.png", "Train/dog/1.png", "test/cat/2.png")
    with pytest.raises(InputError) as divided:
        read_class_folders(tmp_path)
    assert codes(divided.value) == ["call-train-inside"]
    assert str(tmp_path / "Train") in str(divided.value)


def test_class_of_trains_is_a_class(tmp_path: Path) -> None:
    touch(tmp_path, "train/steam/1.png", "car/1.png")
    assert read_class_folders(tmp_path).classes == ("car", "train")


def test_class_names_are_composed_unicode(tmp_path: Path) -> None:
    touch(tmp_path, unicodedata.normalize("NFD", "Bär") + "/1.png", "b/1.png")
    assert "Bär" in read_class_folders(tmp_path).classes


def test_class_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    touch(tmp_path, os.fsdecode(b"caf\xe9/1.png"), "b/1.png")
    with pytest.raises(InputError) as broken:
        read_class_folders(tmp_path)
    assert codes(broken.value) == ["folder-class-name"]


def test_named_files_are_taken_as_they_are_and_folders_are_searched(tmp_path: Path) -> None:
    touch(tmp_path, "scan", "folder/b.png", "folder/a.png", "folder/notes.txt", "empty/notes.txt")
    found = find_named([tmp_path / "scan", tmp_path / "missing.png", tmp_path / "folder", tmp_path / "empty"])
    names = [path.relative_to(tmp_path).as_posix() for path in found.pictures]
    assert names == ["scan", "missing.png", "folder/a.png", "folder/b.png"]
    assert found.failures == ()
    assert [item.code for item in found.notices] == ["folder-no-pictures"]


def test_picture_named_twice_is_asked_once(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.png")
    found = find_named([tmp_path / "a" / "1.png", tmp_path / "a"])
    assert found.pictures == (tmp_path / "a" / "1.png",)


def test_folder_that_cannot_be_listed_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "closed/1.png", "open/1.png")
    list_folder = Path.iterdir

    def guarded(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "denied")
        return list_folder(path)

    monkeypatch.setattr(Path, "iterdir", guarded)
    found = find_named([tmp_path / "closed", tmp_path / "open"])
    assert found.pictures == (tmp_path / "open" / "1.png",)
    assert [item.code for item in found.failures] == ["folder-no-permission"]
