from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mmrl_engine import files
from mmrl_engine.errors import EngineError
from mmrl_engine.files import atomic_write, file_status


def failing(error: BaseException) -> Callable[..., None]:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


def test_the_file_holds_the_data_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write(path, b"one")
    atomic_write(path, b"two, longer")
    assert path.read_bytes() == b"two, longer"
    assert [*tmp_path.iterdir()] == [path]


def test_the_new_file_may_be_read_by_those_whom_the_system_allows(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    atomic_write(tmp_path / "file", b"x")
    assert (tmp_path / "file").stat().st_mode == ordinary.stat().st_mode


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    atomic_write(path, b"x")
    assert path.read_bytes() == b"x"


def test_everything_is_on_disk_before_the_name_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data, calls = tmp_path / "file", b"x" * 100_000, list[object]()
    fsync, replace = os.fsync, os.replace

    def spy_fsync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            calls.append(("fsync folder", status.st_ino))
        else:
            calls.append(("fsync file", status.st_size))
        fsync(descriptor)

    def spy_replace(source: Path, target: Path) -> None:
        calls.append(("replace", Path(source).parent, Path(target)))
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    atomic_write(path, data)
    assert calls == [
        ("fsync file", len(data)),  # so every byte was written before
        ("replace", tmp_path, path),
        ("fsync folder", tmp_path.stat().st_ino),
    ]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file-disk-full"),
        (errno.EDQUOT, "file-disk-full"),
        (errno.EACCES, "file-no-permission"),
        (errno.EROFS, "file-no-permission"),
        (errno.EIO, "file-not-written"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, call: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    error = OSError(number, os.strerror(number))
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(error))
        with pytest.raises(EngineError, match=str(path)) as caught:
            atomic_write(path, b"new")
    assert [item.code for item in caught.value.notices] == [code]
    assert caught.value.__cause__ is error
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new"


def test_an_interruption_leaves_the_old_file_and_goes_on_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_a_folder_that_is_missing_or_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    for path, code in [
        (tmp_path / "missing" / "file", "file-no-folder"),
        (tmp_path / "file" / "below", "file-no-folder"),
        (tmp_path / "folder", "file-not-written"),
        (tmp_path / ("x" * 300), "file-name-too-long"),
    ]:
        with pytest.raises(EngineError) as caught:
            atomic_write(path, b"x")
        assert [item.code for item in caught.value.notices] == [code]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.fixture(params=["open", "fsync"])
def folder_fails(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the opening of folders, or their fsync, fail with an error number; files go as ever."""
    real_open, real_fsync = os.open, os.fsync

    def arrange(number: int) -> None:
        def open_files_only(path: Path, *rest: Any, **named: Any) -> int:
            if Path(path).is_dir():
                raise OSError(number, os.strerror(number))
            return real_open(path, *rest, **named)

        def sync_files_only(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(number, os.strerror(number))
            real_fsync(descriptor)

        monkeypatch.setattr(os, request.param, open_files_only if request.param == "open" else sync_files_only)

    return arrange


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM])
def test_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, folder_fails: Callable[[int], None], number: int
) -> None:
    folder_fails(number)
    atomic_write(tmp_path / "file", b"x")
    assert (tmp_path / "file").read_bytes() == b"x"


def test_folder_whose_sync_breaks_is_told_with_the_new_bytes_in_place(
    tmp_path: Path, folder_fails: Callable[[int], None]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    folder_fails(errno.EIO)
    with pytest.raises(EngineError) as caught:
        atomic_write(path, b"new")
    assert [item.code for item in caught.value.notices] == ["file-not-written"]
    assert path.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [path]


def test_status_of_a_place_to_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    status = file_status(tmp_path / "file")
    assert status is not None
    assert status.st_size == 3
    assert file_status(tmp_path / "missing" / "file") is None

    def closed(path: Path) -> None:
        raise PermissionError(errno.EACCES, "denied", str(path))

    for path, code in [
        (tmp_path / ("x" * 300), "file-name-too-long"),
        (tmp_path / "file" / "below", "file-no-folder"),
        (tmp_path / "closed" / "file", "file-no-permission"),
    ]:
        if code == "file-no-permission":
            monkeypatch.setattr(Path, "stat", closed)
        with pytest.raises(EngineError) as caught:
            file_status(path)
        assert [item.code for item in caught.value.notices] == [code]


def test_a_file_that_is_held_open_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, replace, tries = tmp_path / "file", os.replace, list[int]()

    def held_twice(source: Path, target: Path) -> None:
        tries.append(1)
        if len(tries) <= 2:
            raise PermissionError(errno.EACCES, "held open")
        replace(source, target)

    monkeypatch.setattr(files, "REPLACE_WAITS", (0.0, 0.0))
    monkeypatch.setattr(os, "replace", held_twice)
    atomic_write(path, b"x")
    assert path.read_bytes() == b"x"
    assert len(tries) == 3
