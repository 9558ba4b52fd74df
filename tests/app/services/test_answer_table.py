"""A folder's answers as CSV: the same cells as the command's, for any spreadsheet, whole or not at all."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

import pytest

from app.services.answer_table import AnswerTables
from app.services.folder_files import FileFilter
from app.storage.storage import Storage
from mmrl_engine.cli.answers import CsvWriter
from mmrl_engine.errors import EngineError, InputError
from mmrl_engine.notices import notice
from tests.app.services.folder_desk import FolderDesk, tree

FILES = ("-a.png", "=b.png", "c d.png")
EMPTY = notice("picture-empty", path="b.png")


@pytest.fixture
def desk(storage: Storage, tmp_path: Path) -> FolderDesk:
    return FolderDesk(storage, tmp_path, FILES)


def read(path: Path, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8").splitlines(), delimiter=delimiter))


def test_the_table_is_what_the_command_writes(
    desk: FolderDesk, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run_id = desk.answered_run("red", EMPTY, "green", verdict="maybe")
    writer = CsvWriter()
    for row in desk.runs.rows(run_id=run_id):
        writer.add(row.answer)
    assert AnswerTables(desk.storage).write_csv(run_id=run_id, path=tmp_path / "answers.csv") == 3
    written = (tmp_path / "answers.csv").read_bytes()
    assert written == capsysbinary.readouterr().out
    assert written.startswith(b"path,answer,kind,probability,second,second_probability,verdict,error\r\n")
    first = f"{desk.given / '-a.png'},red,typed,0.800000,green,0.200000,maybe,\r\n".encode()
    assert written.splitlines(keepends=True)[1] == first


def test_other_languages_get_their_own_form(desk: FolderDesk, tmp_path: Path) -> None:
    run_id = desk.answered_run("red", EMPTY, "green")
    table = tmp_path / "answers.csv"
    AnswerTables(desk.storage).write_csv(run_id=run_id, path=table, delimiter=";", decimal=",")
    title, first, second, _ = read(table, ";")
    assert title[3] == "probability"
    assert first[1:] == ["red", "typed", "0,800000", "green", "0,200000", "", ""]
    assert second[1:] == ["", "", "", "", "", "", str(EMPTY)]


def test_no_cell_is_a_formula(desk: FolderDesk, tmp_path: Path) -> None:
    run_id = desk.runs.start(project_id=desk.project, folder=desk.given, typed=("=1+1",)).made
    assert run_id is not None
    desk.answer(0, "=1+1", notice("picture-empty", path="=b.png"))
    desk.runner.cancel("job-0")
    AnswerTables(desk.storage).write_csv(run_id=run_id, path=tmp_path / "answers.csv")
    _, first, second = read(tmp_path / "answers.csv")
    assert first[1] == "'=1+1"
    assert second[7].startswith("'=b.png: this file is empty")


def test_only_wanted_files_that_were_looked_at_are_in_it(desk: FolderDesk, tmp_path: Path) -> None:
    run_id = desk.start()
    desk.answer(0, "red", EMPTY)
    desk.runner.cancel("job-0")
    tables, table = AnswerTables(desk.storage), tmp_path / "answers.csv"
    assert tables.write_csv(run_id=run_id, path=table) == 2
    assert [Path(row[0]).name for row in read(table)[1:]] == ["-a.png", "=b.png"]
    assert tables.write_csv(run_id=run_id, path=table, wanted=FileFilter(state="failed")) == 1
    assert [Path(row[0]).name for row in read(table)[1:]] == ["=b.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's own")
def test_a_name_that_is_no_text_is_written_as_the_command_does(storage: Storage, tmp_path: Path) -> None:
    desk = FolderDesk(storage, tmp_path, (os.fsdecode(b"caf\xe9.png"),))
    run_id = desk.answered_run("red")
    AnswerTables(storage).write_csv(run_id=run_id, path=tmp_path / "answers.csv")
    assert read(tmp_path / "answers.csv")[1][0] == f"{desk.given / 'caf'}\\udce9.png"


def test_a_picture_is_never_replaced_by_a_table(desk: FolderDesk) -> None:
    run_id = desk.answered_run("red", EMPTY, "green")
    before = tree(desk.given)
    with pytest.raises(InputError) as caught:
        AnswerTables(desk.storage).write_csv(run_id=run_id, path=desk.given / "-a.png")
    assert [item.code for item in caught.value.notices] == ["table-over-picture"]
    assert tree(desk.given) == before


def test_what_cannot_be_written_leaves_the_old_table(desk: FolderDesk, tmp_path: Path) -> None:
    run_id = desk.answered_run("red", EMPTY, "green")
    tables, table = AnswerTables(desk.storage), tmp_path / "answers.csv"
    tables.write_csv(run_id=run_id, path=table)
    before = table.read_bytes()
    for path, wrong in ((tmp_path / "nowhere" / "answers.csv", run_id), (table, 99)):
        with pytest.raises(EngineError):
            tables.write_csv(run_id=wrong, path=path)
    assert table.read_bytes() == before
    assert not list(tmp_path.glob(".mmrl-*"))
