"""`mmrl classify`: answers in every form, and folders in which nothing is as it should be."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mmrl_engine import Adapter, Classifier, load_backbone
from tests.engine import small
from tests.engine.adapter_samples import adapter as foreign_adapter
from tests.engine.cli.calls import mmrl


def asked_json(*arguments: str | Path) -> list[dict[str, Any]]:
    result = mmrl("classify", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    pictures: list[dict[str, Any]] = json.loads(result.stdout)["pictures"]
    return pictures


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def hostile_folder(folder: Path, good: Path) -> Path:
    """Two pictures that can be read, and everything else."""
    folder.mkdir()
    shutil.copy(good, folder / "good.png")
    shutil.copy(good, folder / "كلب صغير.png")
    data = good.read_bytes()
    (folder / "empty.png").touch()
    (folder / "truncated.png").write_bytes(data[: len(data) // 2])
    (folder / "text.jpg").write_text("I am no picture.")
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    (folder / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"") + chunk(b"IEND", b""))
    os.mkfifo(folder / "pipe.png")
    shutil.copy(good, folder / "closed.png")
    (folder / "closed.png").chmod(0)
    return folder


@pytest.fixture
def closed_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The administrator may read everything; here nobody reads a file called closed.png."""
    real = os.open

    def guarded(path: Any, *rest: Any, **named: Any) -> int:
        if str(path).endswith("closed.png"):
            raise PermissionError(13, "denied")
        return real(path, *rest, **named)

    may = os.access
    monkeypatch.setattr(os, "open", guarded)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("closed.png") and may(path, mode))


def test_same_answers_as_the_library(adapter: Path, backbone: Path, pictures: Path) -> None:
    told = asked_json(adapter, pictures, "--backbone", backbone, "--also", "red fox")
    paths = sorted(pictures.rglob("*.png"))
    library = Classifier(Adapter.load(adapter), load_backbone(backbone)).classify(paths, ["red fox"])
    for row, answer in zip(told, library, strict=True):
        assert row["path"] == str(answer.path)
        assert [(item["name"], item["kind"]) for item in row["scores"]] == [
            (score.name, score.kind) for score in answer.scores
        ]
        assert [item["probability"] for item in row["scores"]] == pytest.approx(
            [score.probability for score in answer.scores], abs=1e-4
        )
        assert row["verdict"] == answer.verdict is not None


def test_table_names_answer_kind_and_runner_up(adapter: Path, backbone: Path, pictures: Path) -> None:
    result = mmrl("classify", adapter, pictures / "cat" / "0.png", "--backbone", backbone, "--also", "red fox")
    assert (result.exit_code, result.stderr) == (0, "")
    title, row = result.stdout.splitlines()
    assert title.split("  ")[0] == "picture"
    assert str(pictures / "cat" / "0.png") in row
    assert "learned" in row
    assert row.count("%") == 2
    assert title.split()[-1] == "verdict"
    assert row.endswith(("sure", "maybe", "none of these"))


def test_table_says_where_words_alone_answer(adapter: Path, backbone: Path, pictures: Path, tmp_path: Path) -> None:
    """As a test or a person decided: then no answer is said to be learned. In files it keeps its kind."""
    made, path = Adapter.load(adapter), tmp_path / "words.mmrl.safetensors"
    replace(made, config=replace(made.config, answers="words")).save(path)
    call = ("classify", path, pictures / "cat" / "0.png", "--backbone", backbone)
    _, row = mmrl(*call).stdout.splitlines()
    assert "only from words" in row
    assert "learned" not in row
    assert {item["kind"] for item in asked_json(*call[1:])[0]["scores"]} == {"trained"}


def test_csv_and_json_agree(adapter: Path, backbone: Path, pictures: Path) -> None:
    told = asked_json(adapter, pictures, "--backbone", backbone, "--also", "red fox")
    table = mmrl("classify", adapter, pictures, "--backbone", backbone, "--also", "red fox", "--csv")
    rows = list(csv.DictReader(io.StringIO(table.stdout_bytes.decode("utf-8"), newline="")))
    assert [row["path"] for row in rows] == [item["path"] for item in told]
    for row, item in zip(rows, told, strict=True):
        first, second, _ = item["scores"]
        assert (row["answer"], row["kind"], row["second"]) == (first["name"], first["kind"], second["name"])
        assert float(row["probability"]) == pytest.approx(first["probability"], abs=1e-6)
        assert float(row["second_probability"]) == pytest.approx(second["probability"], abs=1e-6)
        assert row["verdict"] == item["verdict"] != ""


@pytest.mark.timeout(60)
@pytest.mark.usefixtures("closed_to_everybody")
@pytest.mark.parametrize("named", ["folder", "files"])
def test_hostile_folder_is_answered_without_a_stop(
    adapter: Path, backbone: Path, pictures: Path, tmp_path: Path, named: str
) -> None:
    folder = hostile_folder(tmp_path / "hostile", pictures / "cat" / "0.png")
    given = [folder] if named == "folder" else sorted(folder.iterdir())
    result = mmrl("classify", adapter, *given, "--backbone", backbone, "--json")
    assert result.exit_code == 3
    rows = {Path(row["path"]).name: row for row in json.loads(result.stdout)["pictures"]}
    reasons = {name: row["error"]["code"] for name, row in rows.items() if row["error"]}
    assert reasons == {
        "closed.png": "picture-no-permission",
        "empty.png": "picture-empty",
        "huge.png": "picture-too-many-pixels",
        "pipe.png": "picture-not-a-file",
        "text.jpg": "picture-unknown-format",
        "truncated.png": "picture-damaged",
    }
    assert rows["good.png"]["scores"] == rows["كلب صغير.png"]["scores"] != []
    lines = result.stderr.splitlines()
    assert lines[0] == "Could not be read (6):"
    assert lines[1:] == [row["error"]["sentence"] for row in rows.values() if row["error"]]


@pytest.mark.parametrize("form", ["--json", "--csv", None])
def test_badly_named_file_ends_no_form_of_output(
    adapter: Path, backbone: Path, pictures: Path, tmp_path: Path, form: str | None
) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m.png")
    shutil.copy(pictures / "cat" / "0.png", tmp_path / name)
    result = mmrl("classify", adapter, tmp_path, "--backbone", backbone, *([form] if form else []))
    assert result.exit_code == 0
    if form == "--json":
        assert Path(json.loads(result.stdout)["pictures"][0]["path"]).name == name
    elif form == "--csv":
        assert "caf\\udce9" in result.stdout
    else:
        assert "caf��[31m.png" in result.stdout


def test_nothing_that_can_be_read_is_a_failure(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    result = mmrl("classify", adapter, tmp_path, "--backbone", backbone)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a.png: this file is empty" in result.stderr


def test_no_pictures_at_all_is_told(adapter: Path, backbone: Path, tmp_path: Path) -> None:
    result = mmrl("classify", adapter, tmp_path, "--backbone", backbone)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no picture in this folder" in result.stderr
    missing = mmrl("classify", adapter, tmp_path / "gone.png", "--backbone", backbone)
    assert (missing.exit_code, "gone.png: there is no such file" in missing.stderr) == (1, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--also", "cat"], "'cat' was learned from pictures already"),
        (["--also", "red fox", "--also", "Red  fox"], "typed twice"),
        (["--also", " "], "A typed name is empty"),
        (["--json", "--csv"], "Choose one of --json and --csv."),
    ],
)
def test_names_and_forms_that_do_not_fit_are_wrong_calls(
    adapter: Path, backbone: Path, pictures: Path, options: list[str], told: str
) -> None:
    result = mmrl("classify", adapter, pictures, "--backbone", backbone, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_backbone_that_is_not_known_by_name_must_be_given(adapter: Path, pictures: Path) -> None:
    result = mmrl("classify", adapter, pictures)
    assert result.exit_code == 2
    assert "Say with --backbone where it lies." in result.stderr


def test_backbone_of_a_known_name_but_other_weights_is_not_taken_for_the_known_one(
    adapter: Path, pictures: Path, tmp_path: Path
) -> None:
    made = Adapter.load(adapter)
    replace(made, backbone=replace(made.backbone, id="demo")).save(tmp_path / "a.mmrl.safetensors")
    result = mmrl("classify", tmp_path / "a.mmrl.safetensors", pictures)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "even where it has the same name. Say with --backbone where it lies." in result.stderr


def test_adapter_of_another_backbone_is_refused(backbone: Path, pictures: Path, tmp_path: Path) -> None:
    foreign_adapter().save(tmp_path / "a.mmrl.safetensors")
    result = mmrl("classify", tmp_path / "a.mmrl.safetensors", pictures, "--backbone", backbone)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "This adapter was trained on the backbone demo" in result.stderr


def test_one_class_answers_with_a_verdict(backbone: Path, tmp_path: Path) -> None:
    small.write_pictures(tmp_path / "learn", {"cat": 4})
    small.write_pictures(tmp_path / "ask", {"cat": 1, "dog": 1}, seed=3)
    file = tmp_path / "cats.mmrl.safetensors"
    assert mmrl("train", tmp_path / "learn", "-o", file, "--backbone", backbone, "--quiet").exit_code == 0
    result = mmrl("classify", file, tmp_path / "ask", "--backbone", backbone)
    dog = result.stdout.splitlines()[2]
    assert dog.split("  ")[1:] == ["does not belong to it", "cat"]
    assert "%" not in result.stdout
    (_, told) = asked_json(file, tmp_path / "ask", "--backbone", backbone)
    assert told["scores"] == [{"name": "cat", "kind": "trained", "probability": 1.0}]
    assert told["verdict"] == "none"
    beside = mmrl("classify", file, tmp_path / "ask", "--backbone", backbone, "--also", "red fox").stdout
    assert "runner-up" in beside
