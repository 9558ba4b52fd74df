"""A folder watched for new pictures: each is handed out once it has stopped growing. No torch.

Nothing in the folder is changed or opened; sizes and times are all that is looked at.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.errors import PictureError
from mmrl_engine.images import find_pictures, looks_like_picture
from mmrl_engine.watch_signs import Hints, PolledSigns, Signs, signs_of

SETTLE_S = 1.0  # a file is whole when its size and time have not changed for so long
EMPTY_S = 10.0  # and one with nothing in it after so long
LOOK_S = 0.25  # between two looks at files that are not settled
PRESENT_S = 2.0  # between two looks whether the folder is still there
MOST = 256  # pictures handed out together

Stamp = tuple[int, int]
"""A file's size in bytes, and when it was changed last, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """How a watch stands.

    Attributes:
        gone: the folder is not there, or cannot be listed, for now.
        polled: it is looked through again and again, since the system tells nothing of it.
        before: pictures that were there at the beginning and are not handed out.
    """

    gone: bool = False
    polled: bool = False
    before: int = 0


class FolderWatch:
    """What is new in a folder, found by looking at it. It waits for nothing and starts no thread.

    A picture is new if it was not there at the first look, and again whenever it has changed since.

    Args:
        known: pictures that are not new, as paths below `folder`; all that are there at the first look where None.

    Attributes:
        gone: whether the folder could not be listed at the last look at all of it.
        before: how many pictures the first look found that are not new.
    """

    def __init__(self, folder: Path, *, recursive: bool = True, known: Iterable[Path] | None = None) -> None:
        self.folder, self.recursive = folder, recursive
        self.gone = False
        self.before = 0
        self._all_known = known is None
        self._first = True
        self._stamps: dict[Path, Stamp | None] = dict.fromkeys(known or ())
        self._waiting: dict[Path, tuple[Stamp, float]] = {}

    @property
    def waits(self) -> bool:
        """Whether a picture is there that has not settled."""
        return bool(self._waiting)

    def look(self, hints: Hints, now: float) -> list[Path]:
        """Looks where the hints say, and at what has not settled; the pictures that are whole by now, sorted."""
        wanted = {path for path in hints.paths if self._is_meant(path)}
        if hints.everything:
            try:
                wanted |= set(find_pictures(self.folder, recursive=self.recursive, tell=lambda told: None))
            except PictureError:
                self._lose()
                return []
            self.gone = False
        found = [path for path in {*wanted, *self._waiting} if _is_wanted(path) and self._is_whole(path, now)]
        if hints.everything and self._first:
            self._first = False
            self.before = sum(path in self._stamps for path in wanted)
        return sorted(found)

    def _lose(self) -> None:
        """What had not settled is looked at anew when the folder is back."""
        self.gone = True
        self._waiting.clear()

    def _is_meant(self, path: Path) -> bool:
        if not path.is_relative_to(self.folder):
            return False
        parts = path.relative_to(self.folder).parts
        if not self.recursive and len(parts) != 1:
            return False
        return looks_like_picture(path) and not any(part.startswith(".") for part in parts)

    def _is_whole(self, path: Path, now: float) -> bool:
        """Whether the file is to be handed out now; from then on it is known as it is."""
        stamp = _stamp(path)
        if stamp is None:
            self._waiting.pop(path, None)
            return False
        if self._is_known(path, stamp):
            self._waiting.pop(path, None)
            return False
        seen, since = self._waiting.get(path, (None, now))
        if seen != stamp:
            self._waiting[path] = (stamp, now)
            return False
        if now - since < (SETTLE_S if stamp[0] else EMPTY_S):
            return False
        del self._waiting[path]
        self._stamps[path] = stamp
        return True

    def _is_known(self, path: Path, stamp: Stamp) -> bool:
        known = self._all_known if self._first else False
        if known or (path in self._stamps and self._stamps[path] is None):
            self._stamps[path] = stamp  # as it is at the first look
            return True
        return self._stamps.get(path) == stamp


class _Watcher:
    """A `FolderWatch` with signs of where to look, which are begun anew when the folder was gone."""

    def __init__(
        self,
        watch: FolderWatch,
        tell: Callable[[WatchState], None],
        signs: Callable[[], Signs],
        clock: Callable[[], float],
    ) -> None:
        self._watch, self._tell, self._make, self._clock = watch, tell, signs, clock
        self._signs: Signs | None = None
        self._place: tuple[int, int] | None = None
        self._checked = float("-inf")
        self._state: WatchState | None = None

    def step(self) -> list[Path]:
        """The pictures that are new by now."""
        now = self._clock()
        if self._signs is None or now - self._checked >= PRESENT_S:
            self._checked = now
            self._check()
        hints = Hints(everything=True) if self._signs is None else self._signs.take(now)
        found = self._watch.look(hints, now) if hints.everything or hints.paths or self._watch.waits else []
        if hints.everything and self._signs is not None:
            self._signs.looked(self._clock(), self._clock() - now)
        self._say()
        return found

    def close(self) -> None:
        if self._signs is not None:
            self._signs.close()
            self._signs = None

    def _check(self) -> None:
        """Another folder of that name, or the same one after it was gone, needs new signs."""
        place = _identity(self._watch.folder)
        if place == self._place and not self._watch.gone:
            return
        self.close()
        self._place = place
        if place is not None:
            self._signs = self._make()

    def _say(self) -> None:
        polled = isinstance(self._signs, PolledSigns)
        state = WatchState(self._watch.gone, polled and not self._watch.gone, self._watch.before)
        if state != self._state:
            self._state = state
            self._tell(state)


def new_pictures(
    folder: Path,
    *,
    recursive: bool = True,
    known: Iterable[Path] | None = None,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[WatchState], None] = lambda state: None,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], object] = time.sleep,
    signs: Callable[[], Signs] | None = None,
) -> Iterator[list[Path]]:
    """Hands out pictures as they come into the folder, some at a time, until `stop`; while the folder is gone it waits
    for it. The next ones are looked for once the last were taken, so that whoever takes them is never flooded.

    Args:
        known: pictures that are not new, as paths below `folder`; all that are there now where None.
        stop: asked at least every quarter of a second.
        tell: gets how the watch stands, whenever that changes.
        wait: waits so many seconds, or less. signs: makes what knows where to look; as the drive needs it where None.
    """
    watch = FolderWatch(folder, recursive=recursive, known=known)
    watcher = _Watcher(watch, tell, signs or (lambda: signs_of(folder, recursive=recursive)), clock)
    try:
        while not stop():
            found = watcher.step()
            for start in range(0, len(found), MOST):
                yield found[start : start + MOST]
            wait(LOOK_S)
    finally:
        watcher.close()


def _is_wanted(path: Path) -> bool:
    """Not what another program is just making: `~photo.jpg`. Names such as `photo.jpg.part` are no pictures' anyway."""
    return not path.name.startswith("~")


def _stamp(path: Path) -> Stamp | None:
    """None where there is no such file by now."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
