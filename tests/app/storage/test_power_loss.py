"""Power that fails at any moment: files are rebuilt as a disk may then hold them, from what SQLite wrote and synced."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.checks import find_orphans, problems
from app.storage.database import connect
from app.storage.driver import Driver
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from tests.app.storage.drivers import DRIVERS
from tests.app.storage.labelling import Labelling, found, list_of
from tests.app.storage.recording_vfs import Event, RecordingVfs

# Large steps: SQLite empties its log into the database several times on the way.
WORK = Labelling(pictures=800, share=0.9)
SECTOR = 512  # bytes that a disk writes wholly or not at all
Image = dict[str, bytearray]


class Disk:
    """What a disk holds for sure, and what may or may not be on it already.

    A file that was never synced, and what was done to one since, may be lost in part and in any order.
    """

    def __init__(self, files: Image) -> None:
        self._sure = files
        self._pending: defaultdict[str, list[Event]] = defaultdict(list)

    def take(self, event: Event) -> None:
        name = event.path.name
        if event.kind in ("write", "truncate"):
            self._pending[name].append(event)
        elif event.kind == "sync":
            _apply_all(self._sure, name, self._pending.pop(name, []))
        elif event.kind == "delete":
            self._pending.pop(name, None)
            if event.lasting:
                self._sure.pop(name, None)

    def surely(self) -> Image:
        """Nothing but what was synced."""
        return {name: bytearray(data) for name, data in self._sure.items()}

    def perhaps(self, luck: random.Random) -> Image:
        """Some of the rest as well, the last of it torn."""
        image = self.surely()
        for name, events in self._pending.items():
            chosen = [event for event in events if luck.random() < 0.5]
            _apply_all(image, name, [*chosen[:-1], *(_torn(event, luck) for event in chosen[-1:])])
        return image


def _apply_all(image: Image, name: str, events: list[Event]) -> None:
    data = image.setdefault(name, bytearray())
    for event in events:
        if event.kind == "truncate":
            del data[event.number :]
            data.extend(bytes(event.number - len(data)))
        else:
            data.extend(bytes(max(0, event.number - len(data))))
            data[event.number : event.number + len(event.data)] = event.data


def _torn(event: Event, luck: random.Random) -> Event:
    sectors = luck.randint(0, len(event.data) // SECTOR)
    return Event(event.kind, event.path, event.number, event.data[: sectors * SECTOR])


def _recorded(folder: Path, driver: Driver, steps: int) -> tuple[Image, list[Event]]:
    """The files before the first step, all of them synced, and what happened to them until the end of the program."""
    begun = open_storage(find_folders(folder), driver=driver).storage
    WORK.begin(begun)
    begun.close()
    files = {path.name: bytearray(path.read_bytes()) for path in folder.glob("*.sqlite")}
    with RecordingVfs(driver) as vfs:
        storage = open_storage(find_folders(folder), driver=driver).storage
        for number in range(1, steps + 1):
            WORK.step(storage, number)
            vfs.mark(number)
        storage.close()
    return files, vfs.events


def _images(files: Image, events: list[Event], count: int) -> Iterator[tuple[int, Image]]:
    """Two for each of `count` moments: how many steps were told to be done by then, and the files."""
    luck = random.Random(count)
    moments = set(luck.sample(range(len(events)), count))
    disk, told = Disk(files), 0
    for index, event in enumerate(events):
        disk.take(event)
        told = event.number if event.kind == "mark" else told
        if index in moments:
            yield told, disk.surely()
            yield told, disk.perhaps(luck)


@pytest.mark.parametrize(("mode", "steps", "moments"), [("wal", 80, 150), ("delete", 20, 100)])
def test_no_told_step_is_lost_and_nothing_is_damaged(
    tmp_path: Path, mode: str, steps: int, moments: int, record_property: Callable[[str, object], None]
) -> None:
    driver = DRIVERS[mode]
    files, events = _recorded(tmp_path / "data", driver, steps)
    emptied = [event for event in events if event.kind == "sync" and event.path.name == "projects.sqlite"]
    assert len(emptied) > 1, "the log is emptied on the way, too"
    images = partial = 0
    for told, image in _images(files, events, moments):
        images += 1
        folder = tmp_path / "image"
        _write(folder, image)
        with closing(connect(folder / "projects.sqlite", driver)) as connection:
            assert problems(connection, thorough=True) == []
            assert find_orphans(connection) == ()
            number, state, undone = found(connection)
        assert told <= number <= told + 1
        partial += number > told
        expected, past = WORK.expected(number)
        assert (state, undone) == (expected, list_of(past))
    assert images == 2 * moments
    record_property("power_loss_images", f"{mode}: {images} images of {len(events)} events, 0 lost, 0 damaged")
    print(f"power loss, {mode}: {images} images, {len(events)} events, {partial} ahead of what was told")


def test_what_is_told_before_it_is_synced_would_be_found(tmp_path: Path) -> None:
    """The test above can fail: without syncs it loses what was told."""
    files, events = _recorded(tmp_path / "data", DRIVERS["wal"], 20)
    unsynced = [event for event in events if event.kind != "sync"]
    told, image = list(_images(files, unsynced, len(unsynced)))[-2]
    _write(tmp_path / "image", image)
    with closing(connect(tmp_path / "image" / "projects.sqlite", DRIVERS["wal"])) as connection:
        number, _, _ = found(connection)
    assert number < told == 20


def _write(folder: Path, image: Image) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in image.items():
        (folder / name).write_bytes(data)
