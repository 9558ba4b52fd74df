"""Lets the sorted pictures of the open project teach where the others may belong, in the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.models.act import Acts
from app.services.feature_table import FeatureTable
from app.services.likeness import Vectors
from app.services.taught import Taught, can_teach, teach

WAIT_MS = 1000  # of quiet: while somebody sorts, what is suggested stays where it is


class Teacher(QObject):
    """Follows the sorted pictures, the classes and what the table knows.

    Signals:
        taught: a `Taught`; None where pictures teach nothing yet.
    """

    taught = Signal(object)

    def __init__(self, table: FeatureTable, acts: Acts, parent: QObject | None = None) -> None:
        """`acts` runs what takes a second, so that nobody may wait for it."""
        super().__init__(parent)
        self._table, self._acts = table, acts
        self._sorted: dict[str, int] = {}
        self._words: Vectors = np.zeros((0, 0), np.float32)
        self._turn = 0  # of what is wanted; what comes of earlier ones is old
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._work)

    def set_sorted(self, pictures: Mapping[str, int]) -> None:
        """The hashes of pictures that lie in a class, with the place of that class among the words."""
        if pictures != self._sorted:
            self._sorted = dict(pictures)
            self._timer.start()

    def set_words(self, words: Vectors) -> None:
        """One row for each class; zeros where its words are unknown, or cannot be used."""
        if not np.array_equal(words, self._words):
            self._words = words
            self._turn += 1  # the places are others: nothing that is in work fits
            self.taught.emit(None)
            self._timer.start()

    def take_new(self, hashes: Iterable[str]) -> None:
        """The table has these now."""
        if not self._timer.isActive() and any(sha256 in self._sorted for sha256 in hashes):
            self._timer.start()

    def clear(self) -> None:
        """Forgets everything."""
        self._timer.stop()
        self._turn += 1
        self._sorted, self._words = {}, np.zeros((0, 0), np.float32)

    @Slot()
    def _work(self) -> None:
        self._turn += 1
        known = {sha256: place for sha256, place in self._sorted.items() if sha256 in self._table}
        places = tuple(known.values())
        if not can_teach(places, self._words):
            self.taught.emit(None)
            return
        call = partial(teach, self._table.take(tuple(known)), places, self._words)
        self._acts.run(call, on_done=partial(self._take, self._turn))

    def _take(self, turn: int, found: Taught) -> None:
        if turn == self._turn:
            self.taught.emit(found)
