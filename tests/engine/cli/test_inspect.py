"""`mmrl inspect`: what a file says about itself, whoever made it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from mmrl_engine.adapter import Adapter, AdapterClass
from tests.engine.adapter_samples import FINGERPRINT, adapter
from tests.engine.cli.calls import mmrl


def saved(made: Adapter, folder: Path) -> Path:
    made.save(folder / "a.mmrl.safetensors")
    return folder / "a.mmrl.safetensors"


def test_header_is_told_in_plain_words(tmp_path: Path) -> None:
    result = mmrl("inspect", saved(adapter(), tmp_path))
    assert result.exit_code == 0
    for text in (
        "Three animals",
        "2026-11-24",
        "demo",
        FINGERPRINT[:12],
        "MMRL",
        "published, seed 7",
        "Ada",
        "CC-BY-4.0",
    ):
        assert text in result.stdout
    assert "red panda" in result.stdout
    assert "words of كلب" in result.stdout
    assert "1 picture\n" in result.stdout
    assert "3 classes learned from pictures, and any name that you type" in result.stdout


def test_it_says_what_was_checked_and_what_not(tmp_path: Path) -> None:
    file = saved(adapter(), tmp_path)
    data = bytearray(file.read_bytes())
    data[-1] ^= 1  # a learned number, not the header
    file.write_bytes(data)
    result = mmrl("inspect", file)
    assert result.exit_code == 0
    assert "The learned numbers were not read" in result.stdout


def test_one_class_is_told_as_yes_or_no(tmp_path: Path) -> None:
    shown = mmrl("inspect", saved(adapter("none", names=["boar"]), tmp_path)).stdout
    assert "whether a picture belongs to 'boar'" in shown


def test_json_holds_everything_of_the_header(tmp_path: Path) -> None:
    made = adapter("mmrlpp")
    content = json.loads(mmrl("inspect", saved(made, tmp_path), "--json").stdout)
    assert content["format"] == 1
    assert [item["name"] for item in content["classes"]] == [item.name for item in made.classes]
    assert content["config"] == made.config.to_json()
    assert content["backbone"]["fingerprint"] == FINGERPRINT
    assert content["size_bytes"] == (tmp_path / "a.mmrl.safetensors").stat().st_size
    assert set(content["tensors"]) == set(made.tensors)


def test_names_from_strangers_steer_no_terminal_and_no_markup(tmp_path: Path) -> None:
    hostile = AdapterClass("[red]\x1b[31mred\nfox[/red]", "\x9b2J :smile:", 3)
    made = replace(adapter(), title="a\x1b]0;title\x07", classes=(hostile, *adapter().classes[1:]))
    file = saved(made, tmp_path)
    shown = mmrl("inspect", file).stdout
    assert "[red]�[31mred�fox[/red]" in shown
    assert ":smile:" in shown
    assert not {"\x1b", "\x9b", "\x07"} & set(shown)
    printed = mmrl("inspect", file, "--json").stdout
    assert not {"\x1b", "\x9b", "\x07"} & set(printed)
    assert json.loads(printed)["classes"][0]["words"] == "\x9b2J :smile:"


def test_file_that_is_no_adapter_fails_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pt").write_bytes(b"\x80\x02}q\x00.")
    result = mmrl("inspect", tmp_path / "a.pt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "is not opened here" in result.stderr
    assert mmrl("inspect", tmp_path / "missing").exit_code == 1
