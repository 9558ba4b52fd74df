"""Features are found again bit for bit or not at all, whatever happens to their files."""

from __future__ import annotations

import errno
import io
import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import psutil
import pytest

from app.compute.feature_cache import LIMIT, MEMORY_LIMIT, OPEN_FILES, FeatureCache

Vector = npt.NDArray[np.float32]

SPACE = "0123abcd.plain"
HEADER_BYTES = 52
DIMENSION = 16
RECORD_BYTES = 32 + 4 * DIMENSION + 4


class OpenCache(Protocol):
    def __call__(self, folder: Path, *, limit: int = ..., memory_limit: int = ...) -> FeatureCache: ...


@pytest.fixture
def open_cache() -> Iterator[OpenCache]:
    """Makes caches, and closes them when the test has ended."""
    with ExitStack() as stack:

        def opened(folder: Path, *, limit: int = LIMIT, memory_limit: int = MEMORY_LIMIT) -> FeatureCache:
            cache = FeatureCache(folder, limit=limit, memory_limit=memory_limit)
            stack.callback(cache.close)
            return cache

        yield opened


def picture(number: int) -> str:
    return sha256(f"picture {number}".encode()).hexdigest()


def feature(number: int, dimension: int = DIMENSION) -> Vector:
    return np.random.default_rng(number).standard_normal(dimension).astype(np.float32)


def fill(folder: Path, count: int, space: str = SPACE, dimension: int = DIMENSION) -> Path:
    """Writes features of the first pictures in a session of its own; returns the one file that is new."""
    before = set(folder.glob("*"))
    cache = FeatureCache(folder)
    for number in range(count):
        cache.write(space, picture(number), feature(number, dimension))
    cache.close()
    (path,) = set(folder.glob("*")) - before
    return path


def found(cache: FeatureCache, count: int, space: str = SPACE) -> list[int]:
    """Which of the first pictures are kept; fails where one came back changed."""
    kept = []
    for number in range(count):
        vector = cache.read(space, picture(number))
        if vector is not None:
            assert vector.tobytes() == feature(number, vector.size).tobytes()
            kept.append(number)
    return kept


def refuse_writes(monkeypatch: pytest.MonkeyPatch, room: Callable[[], int]) -> None:
    """A disk on which each write takes at most `room()` bytes."""
    really_open = Path.open

    class Disk(io.FileIO):
        def write(self, data: object) -> int:
            part = bytes(data)[: room()]  # type: ignore[call-overload]
            if not part:
                raise OSError(errno.ENOSPC, "no space left")
            return super().write(part)

    def opened(path: Path, mode: str = "r", **named: object) -> object:
        really_open(path, mode, **named).close()  # type: ignore[call-overload]
        return Disk(path, mode.replace("b", "").replace("x", "r"))

    monkeypatch.setattr(Path, "open", opened)


def test_nothing_is_there_at_first_and_reading_makes_no_file(tmp_path: Path, open_cache: OpenCache) -> None:
    folder = tmp_path / "features"
    assert open_cache(folder).read(SPACE, picture(0)) is None
    assert not folder.exists()


def test_features_come_back_in_the_same_session_and_in_the_next(tmp_path: Path, open_cache: OpenCache) -> None:
    cache = open_cache(tmp_path / "deep" / "features")
    for number in range(50):
        cache.write(SPACE, picture(number), feature(number))
    assert found(cache, 60) == list(range(50))
    cache.close()
    assert found(cache, 60) == list(range(50)), "a closed cache opens its files again"
    assert found(open_cache(tmp_path / "deep" / "features"), 60) == list(range(50))


def test_every_bit_is_kept(tmp_path: Path, open_cache: OpenCache) -> None:
    bits = np.array([0x7FC00001, 0xFF800000, 0x80000000, 0x00000001, 0x7F7FFFFF], dtype=np.uint32)
    cache = open_cache(tmp_path)
    cache.write(SPACE, picture(0), bits.view(np.float32))
    cache.close()
    vector = open_cache(tmp_path).read(SPACE, picture(0))
    assert vector is not None
    assert vector.view(np.uint32).tolist() == bits.tolist()


def test_a_view_with_gaps_is_kept_as_it_reads(tmp_path: Path, open_cache: OpenCache) -> None:
    cache = open_cache(tmp_path)
    every_other = feature(1, 2 * DIMENSION)[::2]
    cache.write(SPACE, picture(0), every_other)
    vector = cache.read(SPACE, picture(0))
    assert vector is not None
    assert vector.tolist() == every_other.tolist()


def test_what_is_read_belongs_to_the_caller(tmp_path: Path, open_cache: OpenCache) -> None:
    cache = open_cache(tmp_path)
    cache.write(SPACE, picture(0), feature(0))
    vector = cache.read(SPACE, picture(0))
    assert vector is not None
    vector[:] = 0
    assert found(cache, 1) == [0]


def test_the_last_of_two_vectors_counts_and_the_same_one_takes_no_room(tmp_path: Path, open_cache: OpenCache) -> None:
    cache = open_cache(tmp_path)
    cache.write(SPACE, picture(0), feature(7))
    cache.write(SPACE, picture(0), feature(0))
    cache.write(SPACE, picture(0), feature(0))
    cache.close()
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size == HEADER_BYTES + 2 * RECORD_BYTES
    assert found(open_cache(tmp_path), 1) == [0]


def test_spaces_do_not_mix_whatever_they_are_called(tmp_path: Path, open_cache: OpenCache) -> None:
    names = ["a.cls", "A.cls", "../a.cls", "a/cls", "CON", "ä" * 300, "a.cls "]
    folder = tmp_path / "features"
    cache = open_cache(folder)
    for number, name in enumerate(names):
        cache.write(name, picture(0), feature(number))
    cache.close()
    again = open_cache(folder)
    for number, name in enumerate(names):
        vector = again.read(name, picture(0))
        assert vector is not None
        assert vector.tobytes() == feature(number).tobytes()
    assert list(tmp_path.iterdir()) == [folder], "nothing lies outside the folder"


def test_wrong_calls_are_refused(tmp_path: Path, open_cache: OpenCache) -> None:
    cache = open_cache(tmp_path)
    with pytest.raises(ValueError, match="name"):
        cache.read("", picture(0))
    for wrong in ("zz" * 32, "ab"):
        with pytest.raises(ValueError, match="hex"):
            cache.read(SPACE, wrong)
    for shape in ((2, 8), (0,)):
        with pytest.raises(ValueError, match="float32"):
            cache.write(SPACE, picture(0), np.zeros(shape, np.float32))
    with pytest.raises(ValueError, match="float32"):
        cache.write(SPACE, picture(0), np.zeros(8))  # type: ignore[arg-type]


@pytest.mark.parametrize("kept_bytes", range(0, HEADER_BYTES + 3 * RECORD_BYTES + 1, 7))
def test_a_file_cut_off_anywhere_gives_its_whole_records_and_goes_on(
    tmp_path: Path, open_cache: OpenCache, kept_bytes: int
) -> None:
    path = fill(tmp_path, 3)
    os.truncate(path, kept_bytes)
    whole = max(0, (kept_bytes - HEADER_BYTES) // RECORD_BYTES)
    cache = open_cache(tmp_path)
    assert found(cache, 3) == list(range(whole))
    cache.write(SPACE, picture(3), feature(3))
    cache.close()
    assert path.stat().st_size == HEADER_BYTES + (whole + 1) * RECORD_BYTES, "the torn tail is gone"
    assert found(open_cache(tmp_path), 4) == [*range(whole), 3]


def test_zeros_left_by_a_power_cut_are_no_features(tmp_path: Path, open_cache: OpenCache) -> None:
    path = fill(tmp_path, 5)
    with path.open("ab") as stream:
        stream.write(bytes(3 * RECORD_BYTES + 11))
    cache = open_cache(tmp_path)
    assert cache.read(SPACE, bytes(32).hex()) is None
    assert found(cache, 5) == list(range(5))
    cache.write(SPACE, picture(5), feature(5))
    cache.close()
    assert path.stat().st_size == HEADER_BYTES + 6 * RECORD_BYTES


def test_a_flipped_bit_costs_its_own_record_only(tmp_path: Path, open_cache: OpenCache) -> None:
    path = fill(tmp_path, 8)
    sound = path.read_bytes()
    chance = random.Random(5)
    for _ in range(300):
        place = chance.randrange(HEADER_BYTES, len(sound))
        damaged = bytearray(sound)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        row = (place - HEADER_BYTES) // RECORD_BYTES
        cache = open_cache(tmp_path)
        assert found(cache, 8) == [number for number in range(8) if number != row]
        cache.write(SPACE, picture(row), feature(row))
        cache.close()
        assert found(open_cache(tmp_path), 8) == list(range(8))


@pytest.mark.parametrize("place", range(HEADER_BYTES))
def test_a_damaged_header_starts_the_file_afresh(tmp_path: Path, open_cache: OpenCache, place: int) -> None:
    path = fill(tmp_path, 3)
    damaged = bytearray(path.read_bytes())
    damaged[place] ^= 0x10
    path.write_bytes(damaged)
    cache = open_cache(tmp_path)
    assert found(cache, 3) == []
    cache.write(SPACE, picture(1), feature(1))
    cache.close()
    assert path.stat().st_size == HEADER_BYTES + RECORD_BYTES
    assert found(open_cache(tmp_path), 3) == [1]


def test_random_bytes_do_no_harm(tmp_path: Path, open_cache: OpenCache) -> None:
    path = fill(tmp_path, 1)
    chance = random.Random(3)
    for size in (0, 1, 51, 52, 53, 4_000):
        path.write_bytes(chance.randbytes(size))
        cache = open_cache(tmp_path)
        assert found(cache, 3) == []
        cache.write(SPACE, picture(2), feature(2))
        assert found(cache, 3) == [2]
        cache.close()


def test_the_file_of_another_space_is_not_believed(tmp_path: Path, open_cache: OpenCache) -> None:
    first, second = fill(tmp_path, 3), fill(tmp_path, 3, space="another.plain")
    first.replace(second)
    assert found(open_cache(tmp_path), 3, space="another.plain") == []


def test_another_dimension_starts_the_space_afresh(tmp_path: Path, open_cache: OpenCache) -> None:
    path = fill(tmp_path, 4)
    cache = open_cache(tmp_path)
    assert found(cache, 4) == [0, 1, 2, 3]
    cache.write(SPACE, picture(2), feature(2, 2 * DIMENSION))
    assert found(cache, 4) == [2]
    cache.close()
    assert path.stat().st_size == HEADER_BYTES + RECORD_BYTES + 4 * DIMENSION
    assert found(open_cache(tmp_path), 4) == [2]


def test_files_deleted_between_two_sessions_or_within_one_are_only_missing(
    tmp_path: Path, open_cache: OpenCache
) -> None:
    folder = tmp_path / "features"
    fill(folder, 3).unlink()
    cache = open_cache(folder)
    assert found(cache, 3) == []
    folder.rmdir()
    cache.write(SPACE, picture(0), feature(0))
    assert found(cache, 3) == [0]
    cache.close()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert found(cache, 3) == []


def test_a_file_cut_by_somebody_else_while_it_is_open_gives_no_wrong_vector(
    tmp_path: Path, open_cache: OpenCache
) -> None:
    path = fill(tmp_path, 4)
    cache = open_cache(tmp_path)
    assert found(cache, 4) == [0, 1, 2, 3]
    os.truncate(path, HEADER_BYTES + 2 * RECORD_BYTES - 5)
    assert found(cache, 4) == [0]
    cache.write(SPACE, picture(3), feature(3))
    cache.close()
    assert found(open_cache(tmp_path), 4) == [0, 3]


def test_forget_drops_one_space_and_its_file(tmp_path: Path, open_cache: OpenCache) -> None:
    gone, kept = fill(tmp_path, 3, space="gone"), fill(tmp_path, 3, space="kept")
    cache = open_cache(tmp_path)
    assert found(cache, 3, space="gone") == [0, 1, 2]
    cache.forget("gone")
    cache.forget("never there")
    assert found(cache, 3, space="gone") == []
    assert found(cache, 3, space="kept") == [0, 1, 2]
    assert not gone.exists()
    assert kept.exists()


def test_the_space_used_least_recently_goes_when_room_is_needed(tmp_path: Path, open_cache: OpenCache) -> None:
    paths = {name: fill(tmp_path, 10, space=name) for name in ("first", "second", "third")}
    for day, path in enumerate(paths.values()):
        os.utime(path, (86_400 * day, 86_400 * day))
    cache = open_cache(tmp_path, limit=3 * (HEADER_BYTES + 10 * RECORD_BYTES) + RECORD_BYTES)
    assert cache.read("first", picture(0)) is not None, "reading is use"
    for number in range(5):
        cache.write("new", picture(number), feature(number))
    assert found(cache, 10, space="second") == []
    assert not paths["second"].exists()
    assert found(cache, 10, space="first") == found(cache, 10, space="third") == list(range(10))
    assert found(cache, 10, space="new") == list(range(5))


def test_the_use_of_a_session_counts_in_the_next(tmp_path: Path, open_cache: OpenCache) -> None:
    paths = {name: fill(tmp_path, 10, space=name) for name in ("first", "second")}
    for path in paths.values():
        os.utime(path, (0, 0))
    cache = open_cache(tmp_path)
    cache.read("first", picture(0))
    cache.close()
    cache = open_cache(tmp_path, limit=2 * (HEADER_BYTES + 10 * RECORD_BYTES))
    cache.write("new", picture(0), feature(0))
    assert paths["first"].exists()
    assert not paths["second"].exists()


def test_the_limit_holds_through_a_long_session_with_many_spaces(tmp_path: Path, open_cache: OpenCache) -> None:
    limit = 20_000
    cache = open_cache(tmp_path, limit=limit)
    chance = random.Random(1)
    for number in range(1_500):
        cache.write(f"space {chance.randrange(40)}", picture(number), feature(number))
        if number % 50 == 0:
            assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= limit
    cache.close()
    assert limit / 2 < sum(path.stat().st_size for path in tmp_path.iterdir()) <= limit


def test_one_space_that_is_too_large_by_itself_is_started_afresh(tmp_path: Path, open_cache: OpenCache) -> None:
    limit = HEADER_BYTES + 10 * RECORD_BYTES
    cache = open_cache(tmp_path, limit=limit)
    for number in range(25):
        cache.write(SPACE, picture(number), feature(number))
    assert found(cache, 25) == [20, 21, 22, 23, 24]
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size <= limit


def test_more_spaces_than_files_that_are_kept_open(tmp_path: Path, open_cache: OpenCache) -> None:
    cache = open_cache(tmp_path)
    for number in range(100):
        cache.write(f"space {number}", picture(0), feature(number))
    assert 0 < sum(tmp_path in Path(file.path).parents for file in psutil.Process().open_files()) <= OPEN_FILES
    for number in range(100):
        vector = cache.read(f"space {number}", picture(0))
        assert vector is not None
        assert vector.tobytes() == feature(number).tobytes()


def test_a_folder_that_cannot_be_made_leaves_a_cache_in_memory(tmp_path: Path, open_cache: OpenCache) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    cache = open_cache(blocked / "features", memory_limit=5 * 4 * DIMENSION)
    for number in range(8):
        cache.write(SPACE, picture(number), feature(number))
    assert found(cache, 8) == [3, 4, 5, 6, 7], "the memory is bounded, the oldest go first"
    assert cache.read(SPACE, picture(3)) is not None
    cache.write(SPACE, picture(0), feature(0))
    assert found(cache, 8) == [0, 3, 5, 6, 7], "reading is use"
    cache.forget(SPACE)
    assert found(cache, 8) == []
    assert blocked.read_text() == "in the way"


def test_a_folder_in_place_of_a_file_leaves_its_space_in_memory(tmp_path: Path, open_cache: OpenCache) -> None:
    path = fill(tmp_path, 1)
    path.unlink()
    path.mkdir()
    cache = open_cache(tmp_path)
    cache.write(SPACE, picture(0), feature(0))
    assert found(cache, 1) == [0]
    cache.forget(SPACE)
    assert path.is_dir()


def test_a_full_disk_leaves_the_old_features_and_takes_new_ones_when_there_is_room(
    tmp_path: Path, open_cache: OpenCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, 3)
    room = RECORD_BYTES
    refuse_writes(monkeypatch, lambda: room)
    cache = open_cache(tmp_path)
    for too_little in (0, 1, 33, RECORD_BYTES - 1):
        room = too_little
        cache.write(SPACE, picture(3), feature(3))
        cache.write(SPACE, picture(0), feature(0))
        assert found(cache, 5) == [0, 1, 2, 3]
        assert found(open_cache(tmp_path), 5) == [0, 1, 2], "only in memory"
    cache.write(SPACE, picture(1), feature(9))
    newer = cache.read(SPACE, picture(1))
    assert newer is not None
    assert newer.tobytes() == feature(9).tobytes(), "the last one counts, though the disk has another"
    room = RECORD_BYTES
    cache.write(SPACE, picture(1), feature(1))
    cache.write(SPACE, picture(4), feature(4))
    cache.close()
    assert found(open_cache(tmp_path), 5) == [0, 1, 2, 4]


def test_ten_thousand_pictures_come_back(tmp_path: Path, open_cache: OpenCache) -> None:
    path = fill(tmp_path, 10_000, dimension=64)
    assert path.stat().st_size == HEADER_BYTES + 10_000 * (32 + 4 * 64 + 4)
    cache = open_cache(tmp_path)
    assert found(cache, 10_001) == list(range(10_000))
