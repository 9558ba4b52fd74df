"""Answers as JSON, CSV and a table: exact forms, and names from strangers."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmrl_engine.answer_cells import CSV_COLUMNS, csv_text
from mmrl_engine.cli.answers import AnswerWriter, CsvWriter, JsonWriter, TableWriter
from mmrl_engine.cli.classify import write_answers
from mmrl_engine.cli.console import clean, percent
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer, Fit, FitScore, Score

FIT = Fit(0.75, False, (FitScore("likeness", 1.25, "below", 0.5),))
SCORES = (Score("cat", "trained", 0.75), Score("red fox", "typed", 0.25))
SURE = Answer(Path("a.png"), SCORES, "sure", fit=FIT, sure_from=0.7)
FAILED = Answer(Path("b.png"), (), error=notice("picture-empty", path="b.png"))
BADLY_NAMED = Answer(Path(os.fsdecode(b"caf\xe9\x1b.png")), (Score("=1+1", "typed", 1.0),))
WRITERS = (JsonWriter, CsvWriter, TableWriter)


def written(writer: AnswerWriter, *answers: Answer) -> None:
    for answer in answers:
        writer.add(answer)
    writer.finish()


def test_json_has_the_documented_fields(capsys: pytest.CaptureFixture[str]) -> None:
    written(JsonWriter(), SURE, FAILED)
    content = json.loads(capsys.readouterr().out)
    assert content == {
        "format": 1,
        "pictures": [
            {
                "path": "a.png",
                "scores": [
                    {"name": "cat", "kind": "trained", "probability": 0.75},
                    {"name": "red fox", "kind": "typed", "probability": 0.25},
                ],
                "verdict": "sure",
                "error": None,
                "fit": {
                    "place": 0.75,
                    "rough": False,
                    "scores": [{"score": "likeness", "value": 1.25, "direction": "below", "limit": 0.5}],
                    "like_enough": True,
                },
                "sure_from": 0.7,
            },
            {
                "path": "b.png",
                "scores": [],
                "verdict": None,
                "error": {"code": "picture-empty", "params": {"path": "b.png"}, "sentence": str(FAILED.error)},
                "fit": None,
                "sure_from": None,
            },
        ],
    }


def test_json_without_pictures_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    written(JsonWriter())
    assert json.loads(capsys.readouterr().out) == {"format": 1, "pictures": []}


def test_csv_has_the_documented_columns(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    written(CsvWriter(), SURE, FAILED)
    lines = capsysbinary.readouterr().out.decode("utf-8").split("\r\n")
    assert lines[0] == "path,answer,kind,probability,second,second_probability,verdict,error"
    assert lines[0] == ",".join(CSV_COLUMNS)
    assert lines[1] == "a.png,cat,trained,0.750000,red fox,0.250000,sure,"
    assert lines[2].startswith("b.png,,,,,,,")
    assert lines[3:] == [""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_holds_no_formulas(start: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path, name = f"{start}cmd.png", f'{start}HYPERLINK("x")'
    failed = Answer(Path(path), (), error=notice("picture-empty", path=path))
    answer = Answer(Path(path), (Score(name, "trained", 0.6), Score(name, "typed", 0.4)))
    written(CsvWriter(), answer, failed)
    text = capsysbinary.readouterr().out.decode("utf-8")
    _, first, second = csv.reader(io.StringIO(text, newline=""))
    assert first == [f"'{path}", f"'{name}", "trained", "0.600000", f"'{name}", "0.400000", "", ""]
    assert second[0] == f"'{path}"
    assert second[7] == f"'{failed.error}"


def test_csv_leaves_other_text_alone() -> None:
    assert csv_text("a=b") == "a=b"
    assert csv_text("") == ""


def test_table_says_how_each_answer_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    typed = Answer(Path("c.png"), (Score("red fox", "typed", 0.996), Score("cat", "trained", 0.004)))
    written(TableWriter(), SURE, FAILED, typed)
    assert capsys.readouterr().out.splitlines() == [
        "picture  answer   how known   share  runner-up     verdict",
        "a.png    cat      learned      75 %  red fox 25 %  sure",
        "c.png    red fox  only typed  >99 %  cat <1 %",
    ]


def test_table_of_one_class_alone_says_yes_or_no_and_no_percentage(capsys: pytest.CaptureFixture[str]) -> None:
    alone = (Score("cat", "trained", 1.0),)
    written(
        TableWriter(),
        Answer(Path("a"), alone, "sure"),
        Answer(Path("b"), alone, "maybe"),
        Answer(Path("c"), alone, "none"),
    )
    assert capsys.readouterr().out.splitlines() == [
        "picture  verdict                class",
        "a        belongs to it          cat",
        "b        may belong to it       cat",
        "c        does not belong to it  cat",
    ]


def test_table_of_nothing_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    written(TableWriter(), FAILED)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("make", WRITERS)
def test_what_was_written_is_whole_after_ctrl_c(make: type[AnswerWriter], capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> Iterator[Answer]:
        yield SURE
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_answers(interrupted(), 2, make(), quiet=False)
    out, err = capsys.readouterr()
    assert "a.png" in out
    assert err == ""
    if make is JsonWriter:
        assert len(json.loads(out)["pictures"]) == 1


def test_wide_letters_keep_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    wide = Answer(Path("猫.png"), (Score("猫", "typed", 1.0),))
    written(TableWriter(), wide, SURE)
    first, second = capsys.readouterr().out.splitlines()[1:3]
    assert first.index("only typed") == second.index("learned") - 2  # two of its letters take two places each


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.994, ">99 %"), (0.999999, ">99 %"), (1.0, "100 %")],
)
def test_percentages_never_round_to_certainty(share: float, words: str) -> None:
    assert percent(share) == words


def test_clean_text_is_one_harmless_line() -> None:
    assert clean("a\x1b[31m\nb\u202ec\x9bd\udcff") == "a�[31m�b�c�d�"
    joined = "👩\u200d🚀 a\u200cb"  # emoji, and languages such as Persian, are not written without joiners
    assert clean(joined) == joined
