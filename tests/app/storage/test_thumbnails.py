from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.storage.thumbnails import Thumbnails

HASH, OTHER = "ab" * 32, "cd" * 32


def webp(size: int = 40) -> bytes:
    stream = BytesIO()
    Image.effect_noise((size, size), 50).convert("RGB").save(stream, "WEBP")
    return stream.getvalue()


def test_what_was_written_is_read_and_nothing_else_is_there(tmp_path: Path) -> None:
    thumbnails, data = Thumbnails(tmp_path / "cache"), webp()
    assert thumbnails.read(HASH) is None
    thumbnails.write(HASH, webp())
    thumbnails.write(HASH, data)
    assert thumbnails.read(HASH) == data
    assert thumbnails.read(OTHER) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "cache" / "ab" / f"{HASH}.webp"]


def test_what_a_power_cut_left_half_is_not_there(tmp_path: Path) -> None:
    thumbnails, data = Thumbnails(tmp_path), webp()
    thumbnails.write(HASH, data)
    path = tmp_path / "ab" / f"{HASH}.webp"
    for damaged in (b"", data[:4], data[:7], data[:-1], bytes(len(data)), data + b"x"):
        path.write_bytes(damaged)
        assert thumbnails.read(HASH) is None
    thumbnails.write(HASH, data)
    assert thumbnails.read(HASH) == data


def test_a_folder_that_cannot_be_used_is_no_cache_and_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    thumbnails = Thumbnails(tmp_path / "file" / "cache")
    thumbnails.write(HASH, webp())
    assert thumbnails.read(HASH) is None
    assert thumbnails.trim(0) == 0
    assert (tmp_path / "file").read_bytes() == b"in the way"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_or_closed_disk_leaves_the_old_one_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    thumbnails, data = Thumbnails(tmp_path), webp()
    thumbnails.write(HASH, data)

    def fail(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fail)
    thumbnails.write(HASH, webp(20))
    thumbnails.write(OTHER, data)
    assert thumbnails.read(HASH) == data
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "ab" / f"{HASH}.webp"]


def test_the_oldest_go_until_the_rest_fits(tmp_path: Path) -> None:
    thumbnails, data = Thumbnails(tmp_path), webp()
    hashes = [f"{number:02x}" * 32 for number in (7, 3, 9, 1, 5)]
    for age, sha256 in enumerate(hashes):
        thumbnails.write(sha256, data)
        os.utime(tmp_path / sha256[:2] / f"{sha256}.webp", (1000 + age, 1000 + age))
    assert thumbnails.trim(5 * len(data)) == 0
    assert thumbnails.trim(3 * len(data) + 1) == 2 * len(data)
    assert [thumbnails.read(sha256) is not None for sha256 in hashes] == [False, False, True, True, True]
    assert thumbnails.trim(0) == 3 * len(data)


def test_what_a_killed_writer_left_goes_with_the_next_trim_once_it_is_old(tmp_path: Path) -> None:
    thumbnails = Thumbnails(tmp_path)
    thumbnails.write(HASH, webp())
    old, young = tmp_path / "ab" / "old.tmp", tmp_path / "ab" / "young.tmp"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    os.utime(old, (1000, 1000))
    thumbnails.trim(10**9)
    assert not old.exists()
    assert young.exists()
    assert thumbnails.read(HASH) is not None
