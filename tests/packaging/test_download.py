"""The bench `download` finishes a file that is cut again and again, and sees where a lying server was believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benches import download
from tests.hostile_answers import Hostile
from tests.hostile_server import file_reply
from tests.tiny_download import tiny_weights


def test_cut_file_is_finished_with_no_byte_sent_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(download, "hostile_servers", list)
    assert download.main(["--work", str(tmp_path), "--model", "tiny", "--cuts", "7"]) == 0
    shown = capsys.readouterr().out
    assert "  connections that ended early             7\n  programs that ended early                2" in shown
    assert "bytes sent over bytes of the file   1.0000" in shown
    assert list(tmp_path.iterdir()) == []


def test_file_that_was_taken_from_a_lying_server_fails_the_bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tiny_weights()
    believed = Hostile("kind", "honest after all", lambda asked: file_reply(data, asked))
    monkeypatch.setattr(download, "hostile_servers", lambda: [believed])
    assert download.main(["--work", str(tmp_path), "--model", "tiny", "--cuts", "1"]) == 1
    assert "TAKEN: kind, honest after all" in capsys.readouterr().out
