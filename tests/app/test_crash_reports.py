"""Reports of our own mistakes: what they say, what they leave out, and who hears of them."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.crash_reports import FATAL_BEFORE, FATAL_FILE, CrashReports, report_of, without_names


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('File "/home/anna/mmrl/app/views/page.py", line 3', 'File "app/views/page.py", line 3'),
        (r'File "C:\Users\Anna\app\app\views\page.py", line 3', r'File "app\views\page.py", line 3'),
        ('File "/home/anna/tools/mine.py", line 3', 'File "mine.py", line 3'),
        ('File "<string>", line 1', 'File "<string>", line 1'),
        ("No such file: '/home/anna maria/Holiday pictures/beach.jpg'", "No such file: (a path)"),
        ('No such file: "/home/anna/Anna\'s dog.png"', "No such file: (a path)"),
        ("cannot read /media/anna maria/card/dcim", "cannot read (a path)"),
        (r"cannot read C:\Users\Anna\dog.png", "cannot read (a path)"),
        ("beach.jpg is damaged", "(a file) is damaged"),
        ("3 of 4, 75 %", "3 of 4, 75 %"),
    ],
)
def test_names_of_files_and_folders_are_left_out(text: str, left: str) -> None:
    assert without_names(text) == left


def test_a_report_says_the_versions_and_where_it_was() -> None:
    try:
        raise ZeroDivisionError("ours")
    except ZeroDivisionError as error:
        report = report_of(error)
    assert report.startswith("MMRL Studio ")
    assert "PySide6" in report
    assert "ZeroDivisionError: ours" in report
    assert str(Path(__file__).parent) not in report


def test_it_hears_of_every_thread_and_tells_the_same_once(qtbot: QtBot, tmp_path: Path) -> None:
    hooks = sys.excepthook, threading.excepthook
    reports = CrashReports(tmp_path / "logs")
    told: list[str] = []
    reports.crashed.connect(told.append)

    def work() -> None:
        raise ZeroDivisionError("in a thread")

    try:
        for _ in range(2):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        qtbot.waitUntil(lambda: bool(told))
        qtbot.wait(5)
    finally:
        reports.close()
    assert len(told) == 1
    assert "in a thread" in told[0]
    assert (sys.excepthook, threading.excepthook) == hooks


def test_the_last_words_of_the_run_before_are_kept(tmp_path: Path) -> None:
    (tmp_path / FATAL_FILE).write_text("Fatal Python error")
    CrashReports(tmp_path).close()
    CrashReports(tmp_path).close()
    assert (tmp_path / FATAL_BEFORE).read_text() == "Fatal Python error"


def test_a_folder_that_cannot_be_written_does_not_keep_the_program_from_starting(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    CrashReports(tmp_path / "logs").close()
