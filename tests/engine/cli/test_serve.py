"""`mmrl serve`: how it starts, what it refuses to start with, and how it ends."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.engine.adapter_samples import adapter as foreign_adapter
from tests.engine.cli.calls import COMMAND, environment, mmrl


def test_it_answers_until_ctrl_c(adapter: Path, backbone: Path, pictures: Path, tmp_path: Path) -> None:
    token_file = tmp_path / "token.txt"
    call = [*COMMAND, "serve", str(adapter), "--backbone", str(backbone), "--token-file", str(token_file)]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment(), cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip().removeprefix("Answering at http://")
        token = token_file.read_text("ascii").strip()
        assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
        connection = http.client.HTTPConnection(address, timeout=30)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "image/png"}
        connection.request("POST", "/classify?also=secret", (pictures / "dog" / "0.png").read_bytes(), headers)
        response = connection.getresponse()
        told = json.loads(response.read())
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    connection.close()
    assert response.status == 200
    assert [item["kind"] for item in told["pictures"][0]["scores"]].count("typed") == 1
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "Stopped."
    assert "POST /classify 200" in errors
    assert "secret" not in errors
    assert token not in output + errors
    assert children
    # They end by themselves, when the pipe to them closes: a moment after it.
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive


def test_a_port_that_is_taken_is_told(adapter: Path, backbone: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = mmrl("serve", adapter, "--backbone", backbone, "--port", str(port))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"It is not possible to listen at 127.0.0.1, port {port}")


@pytest.mark.parametrize("host", ["example.org", "", "127.0.0.1:80", "999.1.1.1"])
def test_only_addresses_are_listened_at(adapter: Path, backbone: Path, host: str) -> None:
    result = mmrl("serve", adapter, "--backbone", backbone, "--host", host)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is no address to listen at" in result.stderr


@pytest.mark.parametrize("content", [b"", b"short\n", b"two words of some length\n", b"\xff" * 30, b"a" * 2000])
def test_tokens_that_are_too_weak_are_refused(adapter: Path, backbone: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "token").write_bytes(content)
    result = mmrl("serve", adapter, "--backbone", backbone, "--token-file", tmp_path / "token")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "holds no token that can be used" in result.stderr


def test_an_adapter_of_another_backbone_is_refused_by_name(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    foreign_adapter().save(tmp_path / "birds.mmrl.safetensors")
    result = mmrl("serve", adapter, tmp_path / "birds.mmrl.safetensors", "--backbone", backbone)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("birds cannot be used: This adapter was trained on the backbone demo")


def test_without_the_extra_it_says_what_to_install(adapter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.setattr("mmrl_engine.cli.serve.find_spec", lambda name: None if name == "uvicorn" else object())
    result = mmrl("serve", adapter)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Install 'mmrl-studio[serve]'." in result.stderr


def test_listening_for_other_computers_is_said(adapter: Path, backbone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mmrl_engine.cli.serve.load_named", stop)
    result = mmrl("serve", adapter, "--backbone", backbone, "--host", "0.0.0.0")
    assert result.exit_code == 130
    assert "Other computers can reach this service at 0.0.0.0." in result.stderr
