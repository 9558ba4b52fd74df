from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from app.storage.adapter_files import KEPT, AdapterFiles
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import EngineError
from tests.engine.adapter_samples import adapter


def test_the_file_is_the_adapter_under_the_hash_of_its_bytes(tmp_path: Path) -> None:
    made = adapter()
    path = AdapterFiles(tmp_path / "cache").path_for(made)
    data = path.read_bytes()
    assert data == made.to_bytes()
    assert path == tmp_path / "cache" / f"{hashlib.sha256(data).hexdigest()}.mmrl.safetensors"
    assert Adapter.load(path).to_bytes() == data
    assert [*path.parent.iterdir()] == [path]


def test_equal_adapters_have_one_file_and_others_have_their_own(tmp_path: Path) -> None:
    files = AdapterFiles(tmp_path)
    one = files.path_for(adapter())
    assert files.path_for(adapter()) == one
    assert files.path_for(adapter(title="Another")) != one
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize("damage", ["cut", "flipped", "zeros"])
def test_what_a_power_cut_left_half_is_written_again(tmp_path: Path, damage: str) -> None:
    files, made = AdapterFiles(tmp_path), adapter()
    path = files.path_for(made)
    data = path.read_bytes()
    path.write_bytes(
        {"cut": data[:-1], "flipped": data[:-1] + bytes([data[-1] ^ 1]), "zeros": bytes(len(data))}[damage]
    )
    assert files.path_for(made) == path
    assert path.read_bytes() == data


def test_those_used_last_are_kept(tmp_path: Path) -> None:
    files = AdapterFiles(tmp_path)
    made = [adapter(title=f"{number}") for number in range(KEPT + 3)]
    paths = [files.path_for(item) for item in made[:KEPT]]
    assert files.path_for(made[1]) == paths[1]  # so that two others are the oldest
    paths += [files.path_for(item) for item in made[KEPT:]]
    gone = [number for number, path in enumerate(paths) if not path.exists()]
    assert gone == [0, 2, 3]
    assert len([*tmp_path.iterdir()]) == KEPT


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"x")
    os.utime(tmp_path / "notes.txt", (1000, 1000))
    files = AdapterFiles(tmp_path)
    for number in range(KEPT + 1):
        files.path_for(adapter(title=f"{number}"))
    assert (tmp_path / "notes.txt").exists()


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(EngineError) as caught:
            AdapterFiles(tmp_path).path_for(adapter())
    assert [notice.code for notice in caught.value.notices] == ["storage-disk-full"]
    assert [*tmp_path.iterdir()] == []
    assert AdapterFiles(tmp_path).path_for(adapter()).exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(EngineError, match="file"):
        AdapterFiles(tmp_path / "file" / "cache").path_for(adapter())
