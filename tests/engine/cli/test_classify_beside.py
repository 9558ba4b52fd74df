"""`mmrl classify --beside`: several adapters about the same pictures, in every form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from mmrl_engine import Adapter
from tests.engine.adapter_samples import adapter as foreign_adapter
from tests.engine.cli.calls import mmrl


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory, adapter: Path) -> Path:
    """The same classes, answered by words alone; a file of the same name in another folder."""
    made, file = Adapter.load(adapter), tmp_path_factory.mktemp("beside") / adapter.name
    replace(made, config=replace(made.config, answers="words")).save(file)
    return file


def test_json_has_what_each_alone_says(adapter: Path, words: Path, backbone: Path, pictures: Path) -> None:
    call = (pictures, pictures / "gone.png", "--backbone", backbone, "--json")
    result = mmrl("classify", adapter, *call, "--beside", words, "--also", "red fox")
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert (told["format"], told["adapters"]) == (1, ["pets", "pets (2)"])
    alone = [
        json.loads(mmrl("classify", file, *call, *more).stdout)["pictures"]
        for file, more in ((adapter, ("--also", "red fox")), (words, ()))
    ]
    for place, row in enumerate(told["pictures"][:4]):
        assert row["error"] is None
        assert [item["adapter"] for item in row["answers"]] == ["pets", "pets (2)"]
        for item, pictures_alone in zip(row["answers"], alone, strict=True):
            want = pictures_alone[place]
            assert row["path"] == want["path"]
            assert item["verdict"] == want["verdict"]
            assert {score["name"]: score["probability"] for score in item["scores"]} == pytest.approx(
                {score["name"]: score["probability"] for score in want["scores"]}, abs=1e-6
            )
    assert set(told["pictures"][4]) == {"path", "error", "answers"}
    assert told["pictures"][4]["error"]["code"] == "picture-missing"
    assert told["pictures"][4]["answers"] == []


def test_csv_has_a_group_of_columns_for_each(adapter: Path, words: Path, backbone: Path, pictures: Path) -> None:
    result = mmrl("classify", adapter, pictures, "--backbone", backbone, "--beside", words, "--csv")
    rows = list(csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8"), newline="")))
    assert rows[0][:3] == ["path", "pets: answer", "pets: kind"]
    assert rows[0][6:8] == ["pets: verdict", "pets (2): answer"]
    assert rows[0][-1] == "error"
    assert {len(row) for row in rows} == {14}
    assert {row[1] for row in rows[1:]} <= {"cat", "dog"}


def test_the_table_has_a_column_for_each(adapter: Path, words: Path, backbone: Path, pictures: Path) -> None:
    result = mmrl("classify", adapter, pictures, "--backbone", backbone, "--beside", words)
    assert (result.exit_code, result.stderr) == (0, "")
    title, *rows = result.stdout.splitlines()
    assert title.split("  ")[0] == "picture"
    assert title.split()[-3:] == ["pets", "pets", "(2)"]
    assert len(rows) == 4
    assert all(row.count("%") == 2 for row in rows)


def test_an_adapter_of_another_backbone_is_refused_by_name(
    adapter: Path, backbone: Path, pictures: Path, tmp_path: Path
) -> None:
    foreign_adapter().save(tmp_path / "birds.mmrl.safetensors")
    result = mmrl(
        "classify", adapter, pictures, "--backbone", backbone, "--beside", tmp_path / "birds.mmrl.safetensors"
    )
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("birds cannot be used: This adapter was trained on the backbone demo")


def test_names_of_also_are_for_the_first(adapter: Path, words: Path, backbone: Path, pictures: Path) -> None:
    result = mmrl("classify", adapter, pictures, "--backbone", backbone, "--beside", words, "--also", "cat")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'cat' was learned from pictures already" in result.stderr
