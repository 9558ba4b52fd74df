"""The log: warnings and worse, in a few files that never grow large."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path

import pytest

from app import logs
from app.logs import FILE, log_folder, start_logging
from app.storage.folders import find_folders


def test_warnings_are_written_and_smaller_things_are_not(tmp_path: Path) -> None:
    folder = log_folder(find_folders(tmp_path))
    handlers = list(logging.getLogger().handlers)
    with start_logging(folder):
        logging.getLogger("app.somewhere").warning("the disk is slow")
        logging.getLogger("app.somewhere").info("all is well")
    text = (folder / FILE).read_text("utf-8")
    assert "WARNING app.somewhere the disk is slow" in text
    assert "all is well" not in text
    assert logging.getLogger().handlers == handlers


def test_pythons_own_warnings_are_written_too(tmp_path: Path) -> None:
    with start_logging(tmp_path), warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old ways", stacklevel=1)
    assert "old ways" in (tmp_path / FILE).read_text("utf-8")


def test_the_files_never_grow_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "BYTES", 2_000)
    with start_logging(tmp_path):
        for number in range(200):
            logging.getLogger("app").error("number %d, and some more words", number)
    files = sorted(tmp_path.iterdir())
    assert len(files) == logs.FILES
    assert all(file.stat().st_size <= 2_000 for file in files)


def test_a_place_that_cannot_be_written_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    with start_logging(tmp_path / "logs"):
        logging.getLogger("app").warning("heard by nobody")
