"""A data folder for each test, in a real file system with real SQLite files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.storage import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = open_storage(find_folders(tmp_path / "data")).storage
    yield opened
    opened.close()
