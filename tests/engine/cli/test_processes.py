"""What only a real process shows: signals, terminals and pipes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from mmrl_engine.adapter import Adapter
from tests.engine import small
from tests.engine.cli.calls import Terminal, process

pytestmark = pytest.mark.timeout(240)


def test_stopped_and_resumed_run_equals_an_unbroken_run(tmp_path: Path, backbone: Path) -> None:
    small.write_pictures(tmp_path / "pets", {"cat": 2, "dog": 2})
    options = ["--backbone", str(backbone), "--micro-batch", "1", "--seed", "5"]

    first = Terminal("train", "pets", "-o", "pets", *options, cwd=tmp_path)
    first.wait_for("Learning")
    first.process.send_signal(signal.SIGINT)
    first.process.send_signal(signal.SIGINT)  # an impatient second one changes nothing
    assert first.end() == 130
    checkpoint = tmp_path / "pets.mmrl.safetensors.checkpoint"
    assert checkpoint.exists()
    told = " ".join(first.shown.split())
    assert f"Go on with: mmrl train --resume pets -o pets {' '.join(options)}" in told
    assert "Traceback" not in told

    second = process("train", "--resume", "pets", "-o", "pets", *options, cwd=tmp_path)
    assert second.returncode == 0
    assert second.stderr.startswith("Note: Going on from step")
    assert second.stderr.count("\n") == 1  # and no progress in a pipe
    assert not checkpoint.exists()

    unbroken = process("train", "pets", "-o", "unbroken", *options, "--quiet", cwd=tmp_path)
    assert (unbroken.returncode, unbroken.stdout, unbroken.stderr) == (0, "", "")
    one = Adapter.load(tmp_path / "pets.mmrl.safetensors")
    other = Adapter.load(tmp_path / "unbroken.mmrl.safetensors")
    assert one.checks == other.checks
    assert one.tensors.keys() == other.tensors.keys()
    for name, values in one.tensors.items():
        np.testing.assert_array_equal(values, other.tensors[name], err_msg=name)


def test_stop_before_anything_was_learned_says_so(tmp_path: Path, backbone: Path) -> None:
    small.write_pictures(tmp_path / "pets", {"cat": 40, "dog": 40})
    stopped = Terminal("train", "pets", "-o", "pets", "--backbone", backbone, cwd=tmp_path)
    stopped.wait_for("Preparing views")
    stopped.process.send_signal(signal.SIGTERM)
    assert stopped.end() == 130
    assert "nothing was kept. Start again with: mmrl train pets -o pets" in " ".join(stopped.shown.split())
    assert [path.name for path in tmp_path.iterdir()] == ["pets"]


def test_bar_on_a_terminal_stays_out_of_the_result(
    tmp_path: Path, adapter: Path, backbone: Path, pictures: Path
) -> None:
    with (tmp_path / "out.json").open("wb") as out:
        shown = Terminal("classify", adapter, pictures, "--backbone", backbone, "--json", cwd=tmp_path, stdout=out)
        assert shown.end() == 0
    assert "Asking" in shown.shown
    assert (tmp_path / "out.json").read_text().startswith('{"format": 1, "pictures": [')


def test_pipe_that_nobody_reads_ends_classify_quietly(
    tmp_path: Path, adapter: Path, backbone: Path, pictures: Path
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = process("classify", adapter, pictures, "--backbone", backbone, "--csv", cwd=tmp_path, stdout=writer)
    os.close(writer)
    assert (result.returncode, result.stderr) == (0, "")
