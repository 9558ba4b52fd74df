"""`mmrl convert`, `mmrl import-released`, and what `mmrl inspect` says of files that they are for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mmrl_engine import load_backbone, read_header
from mmrl_engine.backbones.clip import Backbone
from tests.engine import layouts, small
from tests.engine.cli.calls import mmrl
from tests.engine.test_released import save, trained_state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The open_clip folder of `small.backbone()`."""
    content = small.config()
    return small.write_folder(tmp_path / "clip", content, small.state_of(small.random_model(content)))


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_text("\ufeffred fox\n\n old_bridge \n", encoding="utf-8")
    return path


def test_an_archive_becomes_a_folder_with_its_fingerprint(tmp_path: Path) -> None:
    content = layouts.openai_shaped()
    state = layouts.half_values(small.state_of(small.random_model(content)))
    source = layouts.write_openai_archive(tmp_path / "ViT-tiny.pt", content, state)
    result = mmrl("convert", source, "-o", tmp_path / "made")
    assert result.exit_code == 0
    assert f"Fingerprint: {load_backbone(tmp_path / 'made').fingerprint}" in result.stdout
    again = mmrl("convert", source, "-o", tmp_path / "made")
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_a_file_that_does_not_show_its_shape_asks_for_a_config(tmp_path: Path) -> None:
    content = small.config()
    path = tmp_path / "weights.bin"
    torch.save(small.state_of(small.random_model(content)), path)
    result = mmrl("convert", path, "-o", tmp_path / "made")
    assert (result.exit_code, "--config" in result.stderr) == (1, True)
    (tmp_path / "config.json").write_text(json.dumps(content))
    assert mmrl("convert", path, "--config", tmp_path / "config.json", "-o", tmp_path / "made").exit_code == 0
    assert {item.name for item in (tmp_path / "made").iterdir()} == {
        "open_clip_config.json",
        "open_clip_model.safetensors",
    }


def test_a_released_checkpoint_becomes_an_adapter(tmp_path: Path, folder: Path, names: Path) -> None:
    backbone: Backbone = small.backbone()
    source = save(tmp_path / "model.pth.tar-50", trained_state(backbone))
    call = ("import-released", source, "--backbone", folder, "--classes", names, "-o", tmp_path / "mine")
    assert mmrl(*call, "--template", "a drawing of a {}.").exit_code == 0
    header = read_header(tmp_path / "mine.mmrl.safetensors")
    assert [item.words for item in header.classes] == ["old bridge", "red fox"]
    assert (header.config.template, header.backbone.fingerprint) == ("a drawing of a {}.", backbone.fingerprint)
    assert mmrl(*call).exit_code == 2
    assert mmrl(*call, "--force").exit_code == 0
    assert mmrl(*call, "--force", "--beta", "0.5").exit_code == 2


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"\n\n"])
def test_names_that_cannot_be_read_are_a_wrong_call(tmp_path: Path, folder: Path, content: bytes | None) -> None:
    path = tmp_path / "none.txt"
    if content is not None:
        path.write_bytes(content)
    result = mmrl("import-released", "x", "--backbone", folder, "--classes", path, "-o", tmp_path / "mine")
    assert (result.exit_code, "no class names could be read" in result.stderr) == (2, True)


def test_inspect_says_what_other_files_are_and_what_to_do(tmp_path: Path, folder: Path) -> None:
    content = layouts.openai_shaped()
    state = layouts.half_values(small.state_of(small.random_model(content)))
    hf = layouts.write_hf_folder(tmp_path / "hf", content, state)
    torch.save({"w": torch.ones(2)}, tmp_path / "other.pt")
    torch.save(state, tmp_path / "state.bin")
    (tmp_path / "plain").mkdir()
    kinds = {
        folder: "kind-open-clip-folder",
        hf: "kind-hf-folder",
        folder / "open_clip_model.safetensors": "kind-weights",
        hf / "model.safetensors": "kind-weights",
        tmp_path / "state.bin": "kind-weights",
        layouts.write_openai_archive(tmp_path / "ViT-tiny.pt", content, state): "kind-openai",
        save(tmp_path / "a.pth.tar-5", trained_state(small.backbone())): "kind-released",
        save(tmp_path / "b.pth.tar-5", trained_state(small.backbone(), plus=True)): "kind-released",
        tmp_path / "other.pt": "kind-torch",
    }
    for path, kind in kinds.items():
        result = mmrl("inspect", path, "--json")
        assert (result.exit_code, json.loads(result.stdout)["kind"]) == (0, kind), path
        assert path.name in mmrl("inspect", path).stdout
    assert "MMRL++" in mmrl("inspect", tmp_path / "b.pth.tar-5").stdout
    assert mmrl("inspect", tmp_path / "plain").exit_code == 1
    save_file({"w": torch.ones(2)}, tmp_path / "other.safetensors")
    assert "not an adapter" in mmrl("inspect", tmp_path / "other.safetensors").stderr
