"""A folder watched for new pictures, with real files and a clock of the test's own."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmrl_engine.watch import EMPTY_S, LOOK_S, MOST, PRESENT_S, SETTLE_S, FolderWatch, WatchState, new_pictures
from mmrl_engine.watch_signs import POLL_S, SHARE, Hints, Mount, PolledSigns, ToldSigns, on_network, signs_of

ALL = Hints(everything=True)


class Hands:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


def write(path: Path, size: int = 10) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def names(found: list[Path]) -> list[str]:
    return [path.name for path in found]


def test_a_new_picture_is_handed_out_once_when_it_has_settled(tmp_path: Path) -> None:
    write(tmp_path / "old.jpg")
    watch = FolderWatch(tmp_path)
    assert watch.look(ALL, 0.0) == []
    assert watch.before == 1
    write(tmp_path / "new.jpg")
    assert watch.look(Hints(paths=frozenset({tmp_path / "new.jpg"})), 1.0) == []
    assert watch.waits
    assert watch.look(Hints(), 1.0 + SETTLE_S - 0.01) == []
    assert names(watch.look(Hints(), 1.0 + SETTLE_S)) == ["new.jpg"]
    assert watch.look(ALL, 10.0) == []
    assert not watch.waits


def test_a_slow_writer_is_waited_for(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    for second in range(5):
        write(tmp_path / "slow.png", 100 * (second + 1))
        assert watch.look(ALL, second * 0.9) == []
    assert watch.look(ALL, 4 * 0.9 + SETTLE_S - 0.1) == []
    assert names(watch.look(ALL, 4 * 0.9 + 1.1 * SETTLE_S)) == ["slow.png"]


def test_the_same_size_at_another_time_is_not_settled(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    path = write(tmp_path / "a.png")
    watch.look(ALL, 1.0)
    os.utime(path, ns=(5, 5))
    assert watch.look(ALL, 1.0 + SETTLE_S) == []
    assert names(watch.look(ALL, 1.0 + 2.1 * SETTLE_S)) == ["a.png"]


@pytest.mark.parametrize(
    "name", ["a.jpg.part", "a.jpg.crdownload", "a.jpg~", "~a.jpg", ".a.jpg", "a.jpg.tmp", "a.txt", ".hidden/a.jpg"]
)
def test_unfinished_and_hidden_names_are_no_pictures(tmp_path: Path, name: str) -> None:
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    path = write(tmp_path / name)
    for now in (1.0, 5.0):
        assert watch.look(Hints(everything=True, paths=frozenset({path})), now) == []


def test_a_file_that_is_renamed_into_place(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    part = write(tmp_path / "a.jpg.part")
    watch.look(ALL, 1.0)
    part.rename(tmp_path / "a.jpg")
    watch.look(ALL, 2.0)
    assert names(watch.look(ALL, 2.0 + SETTLE_S)) == ["a.jpg"]


def test_what_is_deleted_before_it_settles_is_forgotten(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    path = write(tmp_path / "a.jpg")
    watch.look(ALL, 1.0)
    path.unlink()
    assert watch.look(Hints(), 5.0) == []
    assert not watch.waits


def test_an_empty_file_is_waited_for_longer(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    write(tmp_path / "a.jpg", 0)
    watch.look(ALL, 1.0)
    assert watch.look(ALL, 1.0 + 2 * SETTLE_S) == []
    assert names(watch.look(ALL, 1.0 + EMPTY_S)) == ["a.jpg"]


def test_a_picture_that_changed_is_new_again(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jpg")
    watch = FolderWatch(tmp_path)
    watch.look(ALL, 0.0)
    write(path, 99)
    watch.look(ALL, 1.0)
    assert names(watch.look(ALL, 3.0)) == ["a.jpg"]


def test_what_is_known_is_not_new_and_the_rest_is(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.jpg"), write(tmp_path / "deep" / "new.jpg")
    watch = FolderWatch(tmp_path, known=[old])
    watch.look(ALL, 0.0)
    assert watch.before == 1
    assert watch.look(ALL, 2.0) == [new]


def test_folders_further_down_count_if_they_are_meant_to(tmp_path: Path) -> None:
    flat = FolderWatch(tmp_path, recursive=False)
    flat.look(ALL, 0.0)
    deep = write(tmp_path / "deep" / "a.jpg")
    flat.look(Hints(everything=True, paths=frozenset({deep})), 1.0)
    assert flat.look(ALL, 5.0) == []


def test_a_folder_that_was_gone_is_picked_up_again(tmp_path: Path) -> None:
    folder, away = tmp_path / "card", tmp_path / "away"
    write(folder / "old.jpg")
    watch = FolderWatch(folder)
    watch.look(ALL, 0.0)
    write(folder / "half.jpg")
    watch.look(ALL, 1.0)
    folder.rename(away)
    assert watch.look(ALL, 2.0) == []
    assert watch.gone
    write(away / "new.jpg")
    away.rename(folder)
    assert watch.look(ALL, 50.0) == []
    assert not watch.gone
    assert names(watch.look(ALL, 52.0)) == ["half.jpg", "new.jpg"]


def follow(folder: Path, hands: Hands, until: float, **options: object) -> Iterator[list[Path]]:
    return new_pictures(
        folder,
        clock=hands.clock,
        wait=hands.wait,
        stop=lambda: hands.now > until,
        signs=PolledSigns,
        **options,  # type: ignore[arg-type]
    )


def test_a_burst_comes_in_parts(tmp_path: Path) -> None:
    for number in range(300):
        write(tmp_path / f"{number:03}.jpg")
    hands = Hands()
    parts = list(follow(tmp_path, hands, 12.0, known=()))
    assert [len(part) for part in parts] == [MOST, 300 - MOST]
    assert len({path for part in parts for path in part}) == 300


def test_states_are_told_when_they_change(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    write(folder / "old.jpg")
    told: list[WatchState] = []
    hands = Hands()
    moves = {5.0: lambda: folder.rename(tmp_path / "away"), 15.0: lambda: (tmp_path / "away").rename(folder)}

    def wait(seconds: float) -> None:
        hands.now += seconds
        for at in [at for at in moves if at <= hands.now]:
            moves.pop(at)()

    hands.wait = wait  # type: ignore[method-assign]
    steps = follow(folder, hands, 40.0, tell=told.append)
    assert list(steps) == []
    here = WatchState(polled=True, before=1)
    assert told == [here, WatchState(gone=True, before=1), here]


def test_looking_takes_a_small_share_of_the_time() -> None:
    signs = PolledSigns()
    assert signs.take(100.0) == ALL
    signs.looked(101.0, 1.0)
    assert signs.take(101.0 + SHARE - 0.1) == Hints()
    assert signs.take(101.0 + SHARE) == ALL
    signs.looked(200.0, 0.1)
    assert signs.take(200.0 + POLL_S - 0.1) == Hints()


def test_the_system_tells_of_new_pictures(tmp_path: Path) -> None:
    """With the system's own observer, files made in a folder that was made meanwhile, and a real clock."""
    write(tmp_path / "old.jpg")
    stopped = threading.Event()
    found: list[Path] = []
    made = iter(["deep/a.jpg", "b.jpg"])

    def wait(seconds: float) -> None:
        for name in made:
            write(tmp_path / name)
        stopped.wait(min(seconds, 0.05))

    for part in new_pictures(tmp_path, stop=stopped.is_set, wait=wait):
        found.extend(part)
        if len(found) == 2:
            stopped.set()
    assert sorted(path.name for path in found) == ["a.jpg", "b.jpg"]
    assert not [thread for thread in threading.enumerate() if "notify" in type(thread).__name__]


def test_where_the_system_cannot_tell_the_folder_is_polled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: object, folder: Path, *, recursive: bool) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(ToldSigns, "__init__", full)
    assert isinstance(signs_of(tmp_path, recursive=True), PolledSigns)


def test_a_missing_folder_cannot_be_told_of(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        ToldSigns(tmp_path / "gone", recursive=True)


@pytest.mark.parametrize(
    ("mounts", "far"),
    [
        ([Mount("/", "ext4")], False),
        ([Mount("/", "ext4"), Mount("/mnt/nas", "cifs")], True),
        ([Mount("/", "nfs4"), Mount("/mnt", "btrfs")], False),
        ([Mount("/", "ext4"), Mount("/mnt/na", "nfs")], False),
        ([Mount("/mnt/nas", "autofs"), Mount("/mnt/nas", "nfs4")], True),
        ([Mount("/mnt/nas", "fuse.sshfs")], True),
        ([Mount("/mnt/nas", "NTFS", "rw,remote")], True),
        ([], False),
    ],
)
def test_network_drives_are_told_by_their_mounts(mounts: list[Mount], far: bool) -> None:
    assert on_network(Path("/mnt/nas/photos"), mounts) is far


def test_a_share_without_a_letter_is_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.realpath", str)
    assert on_network(Path("\\\\server\\share"), [])


def test_the_folders_that_tests_use_are_near(tmp_path: Path) -> None:
    assert not on_network(tmp_path)
    assert LOOK_S < SETTLE_S < PRESENT_S
