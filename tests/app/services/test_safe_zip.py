"""Zip files from anybody: what could do harm is refused before a byte is unpacked."""

from __future__ import annotations

import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.services.safe_zip import ZipLimits, open_zip
from mmrl_engine.errors import InputError


def make(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def codes(path: Path, *, free: int | None = None, limits: ZipLimits | None = None) -> set[str]:
    with pytest.raises(InputError) as caught:
        open_zip(path, free=free, limits=limits or ZipLimits())
    return {item.code for item in caught.value.notices}


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = {"cat/a b.png": b"1" * 3_000_000, "cat/ä.png": b"", "CON man/x.png": b"2"}
    with open_zip(make(tmp_path / "a.zip", {**files, "empty/": b""})) as archive:
        assert {entry.name: entry.size for entry in archive.entries} == {k: len(v) for k, v in files.items()}
        assert archive.folders == (("empty",),)
        for entry in archive.entries:
            assert archive.read(entry, most=3_000_000) == files[entry.name]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/x.png",
        "../x.png",
        "a/../../x.png",
        "a/..",
        "a\\..\\x.png",
        "C:/x.png",
        "a/d:x.png",
        "CON",
        "a/nul.png",
        "Com1.tar.gz",
        "lpt9 .png",
        "a//b.png",
        "a/./b.png",
        "a/.. /b.png",
        "a\nb.png",
    ],
)
def test_names_that_could_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    assert codes(make(tmp_path / "a.zip", {"good.png": b"1", name: b"2"})) == {"zip-unsafe-names"}


def test_a_zero_byte_in_a_name_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"good.png?.exe": b"1"})
    path.write_bytes(path.read_bytes().replace(b"good.png?", b"good.png\0"))
    assert codes(path) == {"zip-unsafe-names"}


def test_a_name_that_is_empty_or_begins_with_a_zero_byte_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"a": b"1"}, zipfile.ZIP_STORED)
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"a", b"\0"))
    assert codes(path) == {"zip-unsafe-names"}
    data = bytearray(sound)
    data[data.index(b"PK\1\2") + 28] = 0  # the length of the name, whose letter becomes that of a comment
    data[data.index(b"PK\1\2") + 32] = 1
    path.write_bytes(data)
    assert codes(path) == {"zip-unsafe-names"}


@pytest.mark.parametrize("name", ["a/" * 32_000 + "a", "a/" * 33 + "a", "b" * 1001])
def test_names_of_no_use_are_refused_without_much_memory(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / "a.zip", {name: b"1", "a/" * 32 + "b": b"2"})
    tracemalloc.start()
    found = codes(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == {"zip-unsafe-names"}
    assert most < 20_000_000


@pytest.mark.parametrize(
    "names",
    [("DUP.png", "dup.png"), ("a.png", "a.png. "), ("\u00e9.png", "e\u0301.png"), ("a", "a/b.png"), ("A/b", "a/B")],
)
def test_names_that_some_computers_cannot_tell_apart_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    assert codes(make(tmp_path / "a.zip", dict.fromkeys(names, b"1"))) == {"zip-names-twice"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFDIR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("link.png")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert codes(path) == {"zip-links"}


def test_what_grows_too_much_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"bomb.png": bytes(11_000_000), "small.png": bytes(9_000_000)})
    with pytest.raises(InputError) as caught:
        open_zip(path)
    assert [(item.code, item.params["names"]) for item in caught.value.notices] == [
        ("zip-packed-too-much", ("bomb.png",))
    ]


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"../x": b"1234", "DUP": b"5678", "dup": b"9"})
    found = codes(path, free=10, limits=ZipLimits(entries=2))
    assert found == {"zip-unsafe-names", "zip-names-twice", "zip-too-many", "zip-too-large"}


def test_half_of_the_free_room_may_be_filled(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"a": bytes(1000)})
    open_zip(path, free=2000).close()
    assert codes(path, free=1999) == {"zip-too-large"}


def test_a_list_of_contents_beyond_any_use_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    length = 17_000_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, length, 0, 0)
    path.write_bytes(bytes(length) + end)
    assert codes(path) == {"zip-too-many"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    assert codes(make(tmp_path / "a.zip", {"a": b"1" * 100}, method)) == {"zip-method"}


def test_locked_files_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"a": b"1"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert codes(path) == {"zip-encrypted"}


def test_files_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"a": bytes(100_000), "b": b""}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    data[second + 20 : second + 28] = struct.pack("<2L", 100_000, 100_000)
    path.write_bytes(data)
    assert codes(path) == {"zip-not-read"}


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\5\6" + b"\xff" * 18])
def test_what_is_no_zip_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert codes(path) == {"zip-not-read"}


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.zip") == codes(tmp_path) == {"zip-not-read"}


def test_damaged_bytes_are_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"a.png": b"12345678" * 9, "b.png": b"fine"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"12345678", b"12345679", 1))
    with open_zip(path) as archive:
        damaged, sound = archive.entries
        with pytest.raises(InputError) as caught:
            archive.read(damaged, most=1000)
        assert caught.value.notices[0].code == "zip-entry-damaged"
        assert archive.read(sound, most=4) == b"fine"


def test_a_size_that_is_a_lie_is_found_while_reading(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"a.png": b"x" * 5_000}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 4_000)
    path.write_bytes(data)
    with open_zip(path) as archive, pytest.raises(InputError) as caught:
        archive.read(archive.entries[0], most=10_000)
    assert caught.value.notices[0].code == "zip-entry-damaged"


def test_an_entry_larger_than_wanted_is_not_read(tmp_path: Path) -> None:
    with (
        open_zip(make(tmp_path / "a.zip", {"a.png": b"12345"})) as archive,
        pytest.raises(InputError) as caught,
    ):
        archive.read(archive.entries[0], most=4)
    assert caught.value.notices[0].code == "zip-entry-too-large"


def test_several_threads_read_at_once(tmp_path: Path) -> None:
    files = {f"{number}.png": bytes([number]) * 300_000 for number in range(40)}
    with open_zip(make(tmp_path / "a.zip", files)) as archive, ThreadPoolExecutor(4) as pool:
        read = pool.map(lambda entry: archive.read(entry, most=300_000), archive.entries)
        assert list(read) == list(files.values())
