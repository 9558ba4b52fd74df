"""`mmrl backbones`: the list, getting one, stopping and going on, removing it, and calls that name one."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.store import Half, default_store
from mmrl_engine.cli.classify import known_backbone
from mmrl_engine.errors import InputError
from tests.engine.adapter_samples import adapter as make_adapter
from tests.engine.cli.calls import Terminal, mmrl
from tests.hostile_server import Asked, HostileServer, Reply, file_reply, sha256_of
from tests.tiny_download import NAME, tiny_entry, tiny_weights

DATA = tiny_weights()


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMRL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("HF_ENDPOINT", raising=False)


@pytest.fixture
def tiny() -> Iterator[Entry]:
    """A backbone in the catalogue whose file an honest server on this computer has."""
    with HostileServer(lambda asked: file_reply(DATA, asked)) as server, tiny_entry(server.address) as entry:
        yield entry


def test_list_says_of_each_what_it_costs_and_when_to_choose_it() -> None:
    shown = mmrl("backbones").stdout
    for entry in catalogue.ENTRIES:
        assert f"\n{entry.id} " in shown
        assert f"{entry.id}, {entry.title}: {entry.when}" in shown
    (line,) = [line for line in shown.splitlines() if line.startswith("openai-vit-b-16 ")]
    assert {"598.5", "2.2", "Apache-2.0", "huggingface.co"} <= set(line.split())
    assert "estimated from a short measurement" in shown


def test_list_as_json_has_every_figure() -> None:
    content = json.loads(mmrl("backbones", "--json").stdout)
    found = {entry["id"]: entry for entry in content["backbones"]}
    real = found["openai-vit-b-16"]
    assert (real["image_size"], real["parameters"], real["size_bytes"]) == (224, 149_620_737, 598_482_948)
    assert real["page"] == "https://huggingface.co/timm/vit_base_patch16_clip_224.openai"
    assert (real["installed"], real["fingerprint"], real["half_bytes"]) == (None, None, 0)
    assert found["demo"]["seconds_a_picture"] < real["seconds_a_picture"]


def test_backbone_is_fetched_used_listed_and_removed(tiny: Entry) -> None:
    fetched = mmrl("backbones", "get", NAME)
    assert fetched.exit_code == 0
    assert "from 127.0.0.1" in fetched.stderr
    assert sha256_of(DATA) in fetched.stdout
    assert "taken from the file" in fetched.stdout
    assert f"--backbone {NAME}" in fetched.stdout
    assert mmrl("backbones", "get", NAME).stdout == "Tiny is here already.\n"
    (entry,) = [item for item in json.loads(mmrl("backbones", "--json").stdout)["backbones"] if item["id"] == NAME]
    assert entry["where"] == "here"
    assert entry["installed"]["sha256"] == sha256_of(DATA)
    removed = json.loads(mmrl("backbones", "remove", NAME, "--json").stdout)
    assert removed["freed_bytes"] == len(DATA)
    assert mmrl("backbones", "remove", NAME).stdout == f"{NAME} was not here.\n"


def test_hash_that_the_server_stated_is_said_to_be_that() -> None:
    stated = {"X-Linked-ETag": f'"{sha256_of(DATA)}"'}
    server = HostileServer(lambda asked: file_reply(DATA, asked, more=stated))
    with server, tiny_entry(server.address):
        assert "127.0.0.1 stated for it" in mmrl("backbones", "get", NAME).stdout
        found = json.loads(mmrl("backbones", "get", NAME, "--json").stdout)
        assert (found["sha256_from"], found["size_bytes"]) == ("server", len(DATA))


def test_refusal_ends_with_1_and_its_sentence() -> None:
    with HostileServer(lambda asked: Reply(404, {"Content-Length": "0"})) as server, tiny_entry(server.address):
        result = mmrl("backbones", "get", NAME, "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("127.0.0.1 does not give the file (answer 404).")


@pytest.mark.parametrize("work", ["get", "remove"])
def test_name_that_is_none_names_the_nearest(work: str) -> None:
    result = mmrl("backbones", work, "openai-b-16")
    assert result.exit_code == 2
    assert "openai-vit-b-16" in result.stderr
    assert mmrl("backbones", work, "demo").exit_code == 2
    assert mmrl("backbones", work).exit_code == 2


@pytest.mark.parametrize("work", ["get", "remove"])
def test_help_of_each_shows_how_it_is_called(work: str) -> None:
    shown = mmrl("backbones", work, "--help").stdout
    assert f"  mmrl backbones {work}" in shown.partition("Examples:")[2]


def test_training_on_one_that_is_not_here_names_the_command(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "pictures" / name).mkdir(parents=True)
        (tmp_path / "pictures" / name / "1.png").write_bytes(b"")
    result = mmrl("train", tmp_path / "pictures", "-o", tmp_path / "mine", "--backbone", "openai-vit-b-16")
    assert result.exit_code == 1
    assert "mmrl backbones get openai-vit-b-16" in result.stderr


def test_ctrl_c_keeps_what_has_come_and_says_how_to_go_on(tmp_path: Path) -> None:
    """As a person would do it, with a real entry whose file a mirror on this computer gives slowly."""
    size = 320_000_000
    head = {"Content-Type": "application/octet-stream", "Content-Length": str(size), "ETag": '"one"'}
    slow = Reply(200, head, bytes(50_000_000), pause=0.02)

    with HostileServer(lambda asked: slow) as server:
        call = ("backbones", "get", "openai-vit-b-32", "--mirror", server.address)
        terminal = Terminal(*call, cwd=tmp_path)
        terminal.wait_for(" of 320 MB")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.end() == 130
    assert f"Go on with: mmrl {' '.join(call)}" in terminal.shown.replace("\r\n", " ")
    assert server.asked[0].path == "/timm/vit_base_patch32_clip_224.openai/resolve/main/open_clip_model.safetensors"
    store = default_store({"MMRL_DATA_DIR": str(tmp_path / "data")})
    half = store.half("openai-vit-b-32")
    assert half is not None
    assert 0 < half.done < half.total == size
    assert store.installed("openai-vit-b-32") is None
    assert "half here" in mmrl("backbones").stdout


def test_killed_in_the_middle_goes_on_with_the_next_call(tmp_path: Path) -> None:
    """With SIGKILL nothing can be tidied up; what was put on the disk before counts."""
    size = 320_000_000
    head = {"Content-Type": "application/octet-stream", "ETag": '"one"'}
    body = bytes(80_000_000)

    def rule(asked: Asked) -> Reply:
        part = {"Content-Range": f"bytes {asked.begin}-{size - 1}/{size}"} if asked.begin else {}
        length = {"Content-Length": str(size - asked.begin)}
        return Reply(206 if asked.begin else 200, {**head, **length, **part}, body, pause=0.0005, silence=60.0)

    store = default_store({"MMRL_DATA_DIR": str(tmp_path / "data")})
    with HostileServer(rule) as server:
        call = ("backbones", "get", "openai-vit-b-32", "--mirror", server.address)
        first = Terminal(*call, cwd=tmp_path)
        while (half := store.half("openai-vit-b-32")) is None or not half.done:
            assert first.process.poll() is None
            time.sleep(0.05)
        first.process.kill()
        first.end()
        kept = store.half("openai-vit-b-32")
        assert kept is not None
        assert kept.done >= half.done
        second = Terminal(*call, cwd=tmp_path)
        while len(server.asked) < 2:
            assert second.process.poll() is None
            time.sleep(0.05)
        second.process.send_signal(signal.SIGTERM)
        assert second.end() == 130
    assert server.asked[1].begin == kept.done
    assert "of it here already" in second.shown


def test_half_from_another_host_is_said_to_be_of_no_use() -> None:
    with HostileServer(lambda asked: Reply(404, {"Content-Length": "0"})) as server, tiny_entry(server.address):
        store = default_store()
        store.folder_of(NAME).mkdir(parents=True)
        store.half_file(NAME).write_bytes(DATA[:300_000])
        store.keep_half(NAME, Half(300_000, len(DATA), "https://example.org/weights", '"one"', None))
        told = mmrl("backbones", "get", NAME).stderr
    assert "It begins anew: the 0 MB that are here came from example.org." in told
    assert "here already" not in told


def test_adapter_finds_the_downloaded_backbone_it_was_made_on(tiny: Entry, tmp_path: Path) -> None:
    made = make_adapter()
    before = replace(made, backbone=replace(made.backbone, id=NAME, fingerprint="a" * 64))
    assert known_backbone(before) == NAME  # it shows when it is loaded
    mmrl("backbones", "get", NAME, "--quiet")
    default_store().note_fingerprint(NAME, "a" * 64)
    renamed = replace(made, backbone=replace(made.backbone, id="elsewhere", fingerprint="a" * 64))
    assert known_backbone(renamed) == NAME
    other = replace(made, backbone=replace(made.backbone, id=NAME, fingerprint="b" * 64))
    with pytest.raises(InputError):
        known_backbone(other)
