"""Where the pictures of the inbox may belong by words and sorted pictures, worked out a slice at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.feature_table import FeatureTable
from app.services.likeness import Suggestion, Vectors, can_choose, suggestions
from app.services.taught import Taught

MOST_AT_ONCE = 256  # pictures
MOST_SCORES = 20_000  # pictures times classes: some milliseconds


class WordSuggestions(QObject):
    """Follows the inbox and the classes.

    Signals:
        changed: some are different.
    """

    changed = Signal()

    def __init__(self, table: FeatureTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._inbox: dict[int, str] = {}
        self._fresh: set[str] = set()  # hashes that the table has by now
        self._words: Vectors = np.zeros((0, 0), np.float32)
        self._class_ids: tuple[int, ...] = ()
        self._taught: Taught | None = None
        self._found: dict[int, Suggestion] = {}
        self._waiting: dict[int, None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    def found(self) -> Mapping[int, Suggestion]:
        """Those that are known by now."""
        return self._found

    def is_unsorted(self, placement: int) -> bool:
        """Whether it lies in the inbox."""
        return placement in self._inbox

    def set_inbox(self, inbox: Mapping[int, str]) -> None:
        """The placements there, with the hashes of their pictures."""
        new = [placement for placement in inbox if placement not in self._inbox]
        self._inbox = dict(inbox)
        self._found = {placement: item for placement, item in self._found.items() if placement in inbox}
        self._ask(new)

    def set_words(self, words: Vectors, class_ids: Sequence[int]) -> None:
        """One row for each class, in order; zeros where its words are unknown, or cannot be used."""
        if tuple(class_ids) == self._class_ids and np.array_equal(words, self._words):
            return
        self._words, self._class_ids, self._taught = words, tuple(class_ids), None
        self._found, self._waiting = {}, {}
        self.changed.emit()
        self._ask(self._inbox)

    def set_taught(self, taught: Taught | None) -> None:
        """What sorted pictures say beside the words, which stay as they are; until it is used, the last found stay."""
        if taught is not self._taught:
            self._taught = taught
            self._ask(self._inbox)

    def take_new(self, hashes: Iterable[str]) -> None:
        """The table has these now."""
        self._fresh.update(hashes)
        self._start()

    def clear(self) -> None:
        """Forgets everything."""
        self._timer.stop()
        self._inbox, self._fresh, self._found, self._waiting = {}, set(), {}, {}
        self._words, self._class_ids, self._taught = np.zeros((0, 0), np.float32), (), None

    def _ask(self, placements: Iterable[int]) -> None:
        if can_choose(self._words):
            self._waiting.update(dict.fromkeys(placements))
            self._start()

    def _start(self) -> None:
        if (self._waiting or self._fresh) and not self._timer.isActive():
            self._timer.start(0)

    @Slot()
    def _work(self) -> None:
        if self._fresh:
            fresh, self._fresh = self._fresh, set()
            self._ask([placement for placement, sha256 in self._inbox.items() if sha256 in fresh])
        size = max(1, min(MOST_AT_ONCE, MOST_SCORES // max(1, len(self._class_ids))))
        part = list(self._waiting)[:size]
        for placement in part:
            del self._waiting[placement]
        known = [placement for placement in part if self._inbox.get(placement) in self._table]
        if known:
            vectors = self._table.take([self._inbox[placement] for placement in known])
            found = suggestions(vectors, self._words, self._class_ids, self._taught)
            self._found.update(zip(known, found, strict=True))
            self.changed.emit()
        self._start()
