from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.storage import pictures as pictures_module
from app.storage.originals import opened
from app.storage.pictures import INCOMING, RESERVE, FileFacts, PictureStore
from app.storage.reflink import clone
from mmrl_engine.errors import EngineError, PictureError
from mmrl_engine.images import Limits

DATA = bytes(range(256)) * 9000  # more than two chunks
OLD = 1_000_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> PictureStore:
    return PictureStore(tmp_path / "data" / "pictures")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "mine" / "a b.jpg"
    path.parent.mkdir()
    path.write_bytes(DATA)
    os.utime(path, (OLD, OLD))
    return path


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def code_of(error: pytest.ExceptionInfo[EngineError]) -> str:
    (notice,) = error.value.notices
    assert str(notice)
    return notice.code


def failing(number: int) -> Callable[..., None]:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_kept_picture_is_a_file_named_by_its_hash_and_the_original_is_as_it_was(
    store: PictureStore, source: Path, tmp_path: Path
) -> None:
    before = source.stat()
    staged = store.stage(source)
    assert (staged.sha256, staged.size, staged.mtime_ns) == (sha256_of(DATA), len(DATA), before.st_mtime_ns)
    assert staged.path.read_bytes() == DATA
    assert not store.has(staged.sha256)
    store.keep(staged)
    kept = tmp_path / "data" / "pictures" / staged.sha256[:2] / staged.sha256
    assert store.path(staged.sha256) == kept
    assert store.has(staged.sha256)
    assert store.verify(staged.sha256)
    assert files_in(tmp_path) == {source, kept}
    after = source.stat()
    assert (after.st_mtime_ns, after.st_mode, after.st_size) == (before.st_mtime_ns, before.st_mode, before.st_size)
    assert source.read_bytes() == DATA


def test_bytes_and_files_are_one_picture(store: PictureStore, source: Path, tmp_path: Path) -> None:
    pasted = store.stage_bytes(DATA)
    assert (pasted.sha256, pasted.size) == (sha256_of(DATA), len(DATA))
    store.keep_all([pasted, store.stage(source), store.stage_bytes(b"another")])
    assert sorted(store.hashes()) == sorted([sha256_of(DATA), sha256_of(b"another")])
    assert files_in(tmp_path / "data" / "pictures" / INCOMING) == set()


def test_a_dropped_picture_leaves_nothing(store: PictureStore, source: Path, tmp_path: Path) -> None:
    store.drop(store.stage(source))
    assert files_in(tmp_path) == {source}


def test_a_file_that_stays_in_its_place_is_only_read(store: PictureStore, source: Path, tmp_path: Path) -> None:
    assert store.facts(source) == FileFacts(sha256_of(DATA), len(DATA), source.stat().st_mtime_ns)
    assert files_in(tmp_path) == {source}


def test_everything_is_on_the_disk_before_the_name_and_the_name_before_the_end(
    store: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = store.stage_bytes(b"there already")
    store.keep(there)
    staged = [store.stage_bytes(bytes([number])) for number in range(30)]
    inode_of = {item.sha256: item.path.stat().st_ino for item in staged}
    calls, fsync, rename = list[tuple[str, int]](), os.fsync, os.replace

    def spy_fsync(descriptor: int) -> None:
        fsync(descriptor)
        calls.append(("sync", os.fstat(descriptor).st_ino))

    def spy_replace(old: Path, new: Path) -> None:
        calls.append(("rename", Path(old).stat().st_ino))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    store.keep_all([*staged, store.stage_bytes(b"there already")])
    for sha256, inode in inode_of.items():
        folder = ("sync", store.path(sha256).parent.stat().st_ino)
        order = [calls.index(call) for call in (("sync", inode), ("rename", inode), folder)]
        assert order == sorted(order)
        assert calls.count(folder) == 1
    root = ("sync", (tmp_path / "data" / "pictures").stat().st_ino)  # it holds new folders
    assert calls.index(root) > max(place for place, call in enumerate(calls) if call[0] == "rename")
    # Whoever put it there may have been killed before the folder was synced.
    assert ("sync", store.path(there.sha256).parent.stat().st_ino) in calls
    assert sum(call[0] == "rename" for call in calls) == 30


def test_what_is_there_already_stays_and_counts_as_new(store: PictureStore, tmp_path: Path) -> None:
    store.keep(store.stage_bytes(DATA))
    path = store.path(sha256_of(DATA))
    os.utime(path, (OLD, OLD))
    inode, moment = path.stat().st_ino, time.time()
    store.keep(store.stage_bytes(DATA))
    assert path.stat().st_ino == inode
    assert path.stat().st_mtime > moment - 60
    assert files_in(tmp_path) == {path}


def test_what_was_staged_long_ago_counts_as_new_once_it_is_kept(store: PictureStore) -> None:
    staged = store.stage_bytes(DATA)
    os.utime(staged.path, (OLD, OLD))
    store.keep(staged)
    assert store.remove(staged.sha256, before=time.time() - 60) is None


@pytest.mark.parametrize("damage", [b"", DATA[:-1], DATA + b"x"])
def test_a_file_of_the_wrong_size_under_the_hash_is_replaced(store: PictureStore, damage: bytes) -> None:
    store.keep(store.stage_bytes(DATA))
    store.path(sha256_of(DATA)).write_bytes(damage)
    assert not store.verify(sha256_of(DATA))
    store.keep(store.stage_bytes(DATA))
    assert store.verify(sha256_of(DATA))


def test_verify_reads_every_byte(store: PictureStore) -> None:
    store.keep(store.stage_bytes(DATA))
    path = store.path(sha256_of(DATA))
    path.write_bytes(DATA[:-1] + b"x")
    assert store.has(sha256_of(DATA))
    assert not store.verify(sha256_of(DATA))
    assert not store.verify("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "A" * 64, "0" * 64 + "/x"])
def test_only_a_hash_names_a_picture(store: PictureStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def missing(folder: Path) -> Path:
    return folder / "missing.jpg"


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_bytes(b"x")
    return folder / "file" / "below.jpg"


def directory(folder: Path) -> Path:
    (folder / "folder.jpg").mkdir()
    return folder / "folder.jpg"


def device(folder: Path) -> Path:
    (folder / "null.jpg").symlink_to(os.devnull)
    return folder / "null.jpg"


def empty(folder: Path) -> Path:
    (folder / "empty.jpg").touch()
    return folder / "empty.jpg"


def large(folder: Path) -> Path:
    (folder / "large.jpg").write_bytes(bytes(2001))
    return folder / "large.jpg"


def broken_name(folder: Path) -> Path:
    return folder / "a\0b.jpg"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (missing, "picture-missing"),
        (below_a_file, "picture-missing"),
        (broken_name, "picture-missing"),
        (directory, "picture-not-a-file"),
        (device, "picture-not-a-file"),
        (empty, "picture-empty"),
        (large, "picture-too-many-bytes"),
    ],
)
@pytest.mark.parametrize("call", ["stage", "facts"])
def test_what_cannot_be_a_picture_is_refused_and_leaves_nothing(
    tmp_path: Path, make: Callable[[Path], Path], code: str, call: str
) -> None:
    store = PictureStore(tmp_path / "pictures", limits=Limits(megabytes=0.002))
    with pytest.raises(PictureError) as caught:
        getattr(store, call)(make(tmp_path))
    assert code_of(caught) == code
    assert files_in(tmp_path / "pictures") == set()


def test_a_pipe_is_refused_without_waiting(store: PictureStore, tmp_path: Path) -> None:
    make_pipe: Callable[[Path], None] | None = getattr(os, "mkfifo", None)
    path = tmp_path / "pipe.jpg"
    if make_pipe is None:  # Windows has none in folders
        path.mkdir()
    else:
        make_pipe(path)
    with pytest.raises(PictureError) as caught:
        store.stage(path)
    assert code_of(caught) == "picture-not-a-file"


def test_a_file_that_may_not_be_read(store: PictureStore, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    with pytest.raises(PictureError) as caught:
        store.stage(source)
    assert code_of(caught) == "picture-no-permission"


def test_a_file_that_grows_past_the_limit_or_breaks_off_while_it_is_read(source: Path) -> None:
    with opened(source, Limits(megabytes=len(DATA) / 1e6)) as original:
        with source.open("ab") as stream:
            stream.write(b"x")
        with pytest.raises(PictureError) as caught:
            list(original.chunks())
        assert code_of(caught) == "picture-too-many-bytes"

        class Broken(BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise OSError(errno.EIO, "broken")

        with pytest.raises(PictureError) as caught:
            list(replace(original, stream=Broken()).chunks())
        assert code_of(caught) == "picture-not-read"


def test_a_file_system_that_can_share_bytes_shares_them_and_others_say_no(source: Path, tmp_path: Path) -> None:
    with source.open("rb") as original, (tmp_path / "clone").open("x+b") as target:
        done = clone(original.fileno(), target.fileno())
        assert target.read() == (DATA if done else b"")


def test_the_hash_is_of_what_is_stored_even_if_the_original_was_changed_when_it_was_cloned(
    store: PictureStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clone_of_what_it_is_by_now(original: int, target: int) -> bool:
        os.write(target, b"changed")
        os.lseek(target, 0, os.SEEK_SET)
        return True

    monkeypatch.setattr(pictures_module, "clone", clone_of_what_it_is_by_now)
    staged = store.stage(source)
    assert (staged.sha256, staged.size) == (sha256_of(b"changed"), 7)
    store.keep(staged)
    assert store.verify(staged.sha256)


@pytest.mark.parametrize(("size", "code"), [(0, "picture-empty"), (3001, "picture-too-many-bytes")])
def test_a_clone_past_the_limits_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, code: str
) -> None:
    (tmp_path / "small.jpg").write_bytes(b"x")
    store = PictureStore(tmp_path / "pictures", limits=Limits(megabytes=0.003))

    def clone_of_what_it_is_by_now(original: int, target: int) -> bool:
        os.ftruncate(target, size)
        return True

    monkeypatch.setattr(pictures_module, "clone", clone_of_what_it_is_by_now)
    with pytest.raises(PictureError) as caught:
        store.stage(tmp_path / "small.jpg")
    assert code_of(caught) == code
    assert files_in(tmp_path / "pictures") == set()


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("fsync", errno.ENOSPC, "storage-disk-full"),
        ("fsync", errno.EIO, "storage-not-written"),
        ("replace", errno.ENOSPC, "storage-disk-full"),
        ("utime", errno.EDQUOT, "storage-disk-full"),
    ],
)
def test_a_disk_that_is_full_or_fails_leaves_nothing_half_and_it_works_again_later(
    store: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    store.keep(store.stage_bytes(b"before"))
    staged = [store.stage_bytes(bytes([number])) for number in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(number))
        with pytest.raises(EngineError, match="pictures") as caught:
            store.keep_all(staged)
    assert code_of(caught) == code
    assert files_in(tmp_path) == {store.path(sha256_of(b"before"))}
    store.keep_all([store.stage_bytes(bytes([number])) for number in range(5)])
    assert all(store.verify(item.sha256) for item in staged)


def test_a_disk_that_gets_full_between_two_renames_keeps_whole_pictures_only(
    store: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = [store.stage_bytes(bytes([number])) for number in range(5)]
    rename, done = os.replace, list[Path]()

    def twice(old: Path, new: Path) -> None:
        if len(done) == 2:
            raise OSError(errno.ENOSPC, "full")
        rename(old, new)
        done.append(new)

    monkeypatch.setattr(os, "replace", twice)
    with pytest.raises(EngineError):
        store.keep_all(staged)
    assert files_in(tmp_path) == set(done)
    assert all(store.verify(path.name) for path in done)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, source: Path) -> None:
    (tmp_path / "data").write_bytes(b"in the way")
    with pytest.raises(EngineError) as caught:
        PictureStore(tmp_path / "data" / "pictures").stage(source)
    assert code_of(caught) == "storage-not-written"


def test_room_is_looked_for_on_the_disk_of_the_store(
    store: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.require_room(0)
    with pytest.raises(EngineError) as caught:
        store.require_room(10**18)
    assert code_of(caught) == "pictures-no-room"
    asked = list[Path]()

    def nearly_full(path: Path) -> SimpleNamespace:
        asked.append(path)
        return SimpleNamespace(free=RESERVE + 1_000_000)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    store.require_room(1_000_000)
    with pytest.raises(EngineError, match=r"2 MB.*1 MB"):
        store.require_room(1_000_001)
    assert asked[0] == tmp_path  # the store's own folder is not there yet


def test_copies_that_were_never_kept_are_swept_away_once_they_are_old(store: PictureStore, tmp_path: Path) -> None:
    old, young = store.stage_bytes(b"old"), store.stage_bytes(b"young")
    kept = store.stage_bytes(b"kept")
    store.keep(kept)
    os.utime(store.path(kept.sha256), (OLD, OLD))
    os.utime(old.path, (OLD, OLD))
    assert store.sweep(before=OLD) == []
    assert store.sweep(before=time.time() - 60) == [len(b"old")]
    assert files_in(tmp_path) == {young.path, store.path(kept.sha256)}


def test_only_old_pictures_are_removed_and_other_files_are_none_of_ours(store: PictureStore) -> None:
    store.keep(store.stage_bytes(DATA))
    path = store.path(sha256_of(DATA))
    for other in ("notes.txt", sha256_of(DATA)[:-1], "f" * 64 if path.name[:2] != "ff" else "0" * 64):
        (path.parent / other).write_bytes(b"x")
    assert list(store.hashes()) == [path.name]
    assert store.remove(path.name, before=time.time() - 60) is None
    os.utime(path, (OLD, OLD))
    assert store.remove(path.name, before=OLD + 1) == len(DATA)
    assert store.remove(path.name, before=OLD + 1) is None
    assert not store.has(path.name)


def test_a_picture_that_is_kept_at_the_moment_of_its_removal_is_there_afterwards(
    store: PictureStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(store.stage_bytes(DATA))
    path, again = store.path(sha256_of(DATA)), store.stage_bytes(DATA)
    os.utime(path, (OLD, OLD))
    unlink, keeper = os.unlink, threading.Thread(target=store.keep, args=[again])

    def meanwhile(gone: Path) -> None:
        if Path(gone) == path:
            keeper.start()
            keeper.join(0.3)  # long enough for it to find the picture there, were it let in
        unlink(gone)

    monkeypatch.setattr(os, "unlink", meanwhile)
    assert store.remove(path.name, before=OLD + 1) == len(DATA)
    keeper.join(60)
    assert store.verify(path.name)


def test_many_threads_keep_the_same_pictures(store: PictureStore, tmp_path: Path) -> None:
    data = [bytes([number]) * 1000 for number in range(20)]
    threads = [
        threading.Thread(target=lambda: store.keep_all([store.stage_bytes(item) for item in data])) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert files_in(tmp_path) == {store.path(sha256_of(item)) for item in data}
    assert all(store.verify(sha256_of(item)) for item in data)
