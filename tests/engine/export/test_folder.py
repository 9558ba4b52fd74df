"""An exported folder: what is in it, that it is whole, and that nothing of anybody's is touched."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mmrl_engine.adapter import Adapter, AdapterClass, read_header
from mmrl_engine.adapter_schema import BackboneRef
from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.store import BackboneStore
from mmrl_engine.errors import AdapterError, EngineError
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.export.folder import ADAPTER_FILE, write_folder
from tests.engine.adapter_samples import FINGERPRINT, NAMES, adapter


def test_everything_about_it_is_in_the_folder(tmp_path: Path) -> None:
    made = adapter("mmrl")
    write_folder(made, tmp_path / "out", figures=Accuracy(19, 21))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "README.md",
        ADAPTER_FILE,
        "adapter_config.json",
        "labels.txt",
        "snippets",
    ]
    assert (tmp_path / "out" / "labels.txt").read_text(encoding="utf-8").splitlines() == [*NAMES]
    config = json.loads((tmp_path / "out" / "adapter_config.json").read_text(encoding="utf-8"))
    assert config["label_names"] == [*NAMES]
    assert config["base_model_fingerprint"] == FINGERPRINT
    assert config["pretrained_cfg"]["input_size"] == [3, 16, 16]
    assert Adapter.load(tmp_path / "out").to_bytes() == made.to_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_card_says_what_a_stranger_should_know(tmp_path: Path) -> None:
    write_folder(adapter("mmrl"), tmp_path / "out", figures=Accuracy(19, 21))
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    front = card.split("---")[1].splitlines()
    assert "license: cc-by-4.0" in front
    assert "pipeline_tag: image-classification" in front
    assert "- accuracy" in front
    for text in (
        "19 were answered rightly: 90%",
        "71% and 97%",
        "tested on 21",
        "not for decisions about safety",
        "🦊",
        "Ada",
    ):
        assert text in card
    assert "Learned from 0 to 2 pictures a class" in card
    write_folder(adapter("mmrl"), tmp_path / "untested")
    assert "nobody knows how often it is right" in (tmp_path / "untested" / "README.md").read_text(encoding="utf-8")


def test_names_cannot_break_the_card_or_the_list(tmp_path: Path) -> None:
    bad = (AdapterClass("a | b\n# <script>", "x\r\ny", 1), AdapterClass("---", "`z`", 2))
    made = adapter("mmrl", names=["one", "two"])
    made = replace(made, classes=bad, title="t\n---\nlicense: gpl", license='my "own"\nlicence')
    write_folder(made, tmp_path / "out")
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert card.count("\n---\n") == 1
    assert "<script>" not in card.replace("\\<script\\>", "")
    assert 'license_name: "my \\"own\\"\\nlicence"' in card
    rows = [line for line in card.splitlines() if line.startswith("| a ")]
    assert len(rows) == 1
    assert len((tmp_path / "out" / "labels.txt").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("variant", ["mmrlpp", "none"])
def test_other_kinds_are_told_by_their_name(variant: str, tmp_path: Path) -> None:
    write_folder(adapter(variant), tmp_path / "out")  # type: ignore[arg-type]
    config = json.loads((tmp_path / "out" / "adapter_config.json").read_text(encoding="utf-8"))
    assert config["method"] == variant


def test_an_empty_folder_is_filled_and_a_full_one_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_folder(adapter("mmrl"), tmp_path / "empty")
    assert (tmp_path / "empty" / ADAPTER_FILE).is_file()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name, code in (("full", "export-folder-not-empty"), ("file", "file-no-folder"), ("no/where", "file-no-folder")):
        with pytest.raises(EngineError) as caught:
            write_folder(adapter("mmrl"), tmp_path / name)
        assert [item.code for item in caught.value.notices] == [code]
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "full"]


def test_nothing_is_left_of_one_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **named: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mmrl_engine.export.folder.card_text", broken)
    with pytest.raises(EngineError) as caught:
        write_folder(adapter("mmrl"), tmp_path / "out")
    assert caught.value.notices[0].code == "file-disk-full"
    assert not list(tmp_path.iterdir())


def test_more_files_are_moved_in(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "answers.onnx").write_bytes(b"a graph")
    write_folder(adapter("mmrl"), tmp_path / "out", more=tmp_path / "more")
    assert (tmp_path / "out" / "answers.onnx").read_bytes() == b"a graph"
    assert not list((tmp_path / "more").iterdir())
    assert "ONNX files in this folder hold its picture part" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_a_folder_is_read_where_it_holds_one_adapter(tmp_path: Path) -> None:
    with pytest.raises(AdapterError) as caught:
        Adapter.load(tmp_path)
    assert caught.value.notices[0].code == "adapter-folder-none"
    adapter("mmrl").save(tmp_path / "a.mmrl.safetensors")
    assert read_header(tmp_path).modelspec["title"] == "Three animals"
    adapter("mmrl").save(tmp_path / "b.mmrl.safetensors")
    with pytest.raises(AdapterError) as caught:
        read_header(tmp_path)
    assert caught.value.notices[0].code == "adapter-folder-many"


def test_the_name_of_a_model_cannot_break_the_card(tmp_path: Path) -> None:
    named = BackboneRef("my `<img src=x>`\n# model", FINGERPRINT)
    write_folder(replace(adapter("mmrl"), backbone=named), tmp_path / "out")
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    lines = [line for line in card.splitlines() if "<img" in line]
    assert len(lines) == 3, "the front matter, the model, and how to use it"
    assert all("`my '<img src=x>' # model`" in line for line in lines[1:])
    assert "load_backbone('FOLDER')" in card


def test_a_model_that_is_only_called_like_a_known_one_has_no_licence_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the known one's weights were loaded here, they are told apart."""
    entry = next(item for item in catalogue.ENTRIES if item.fingerprint is None)
    made = replace(adapter("mmrl"), backbone=BackboneRef(entry.id, FINGERPRINT))
    write_folder(made, tmp_path / "unknown")
    monkeypatch.setattr(BackboneStore, "fingerprint_of", lambda self, item: item.fingerprint or "a" * 64)
    write_folder(made, tmp_path / "known")
    cards = [(tmp_path / name / "README.md").read_text(encoding="utf-8") for name in ("unknown", "known")]
    assert [entry.licence in card.split("## The model below it")[1] for card in cards] == [True, False]
    assert "a model whose licence is not known here" in cards[1]


@pytest.mark.parametrize(("right", "told"), [(999, "more than 99%"), (1000, "100%"), (0, "0%"), (1, "less than 1%")])
def test_no_figure_is_rounded_to_certainty(right: int, told: str, tmp_path: Path) -> None:
    write_folder(adapter("mmrl"), tmp_path / "out", figures=Accuracy(right, 1000))
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert f"{right} were answered rightly: {told}." in card


def test_a_licence_in_any_letters_stays_as_it_is(tmp_path: Path) -> None:
    """YAML reads what JSON escapes in two halves as two halves."""
    write_folder(replace(adapter("mmrl"), license="frei 🦊\x07 wie\u2028der Fuchs"), tmp_path / "out")
    front = (tmp_path / "out" / "README.md").read_text(encoding="utf-8").split("---")[1]
    assert 'license_name: "frei 🦊  wie der Fuchs"' in front.splitlines()
