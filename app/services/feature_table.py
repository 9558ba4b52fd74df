"""The features of many pictures as the rows of one matrix that grows."""

from __future__ import annotations

from collections.abc import KeysView, Sequence

import numpy as np

from app.services.likeness import Vectors, normalised

FIRST_ROWS = 256


class FeatureTable:
    """Vectors of length 1 by a key, such as the hash of a picture. All have one width."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._matrix: Vectors = np.zeros((0, 0), np.float32)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def keys(self) -> KeysView[str]:
        """Of all that is there; it follows the table."""
        return self._rows.keys()

    def add(self, key: str, vector: Vectors) -> None:
        """Keeps it; one that is there stays as it is."""
        if key in self._rows:
            return
        row = len(self._rows)
        if row == len(self._matrix):
            larger = np.zeros((max(FIRST_ROWS, 2 * row), len(vector)), np.float32)
            if row:  # without rows it has no width
                larger[:row] = self._matrix
            self._matrix = larger
        self._matrix[row] = normalised(vector)
        self._rows[key] = row

    def get(self, key: str | None) -> Vectors | None:
        """The vector [d]."""
        row = None if key is None else self._rows.get(key)
        return None if row is None else self._matrix[row].copy()

    def take(self, keys: Sequence[str]) -> Vectors:
        """The vectors of these keys, which must be there: [keys, d]."""
        return self._matrix[[self._rows[key] for key in keys]]

    def clear(self) -> None:
        """Forgets everything."""
        self._rows.clear()
        self._matrix = np.zeros((0, 0), np.float32)
