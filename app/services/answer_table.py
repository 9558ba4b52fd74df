"""A folder run's answers as a table for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from app.services.folder_files import ALL_FILES, NO_ANSWER, FileFilter, FileRow, file_rows
from app.services.folder_run_rows import folder_run
from app.storage.storage import Storage
from mmrl_engine.answer_cells import CSV_COLUMNS, csv_columns, csv_row_of_several
from mmrl_engine.errors import InputError
from mmrl_engine.files import atomic_write
from mmrl_engine.images import looks_like_picture, printable_path
from mmrl_engine.notices import notice
from mmrl_engine.types import Answer

Delimiter = Literal[",", ";", "\t"]
Decimal = Literal[".", ","]
NOBODY: Mapping[str, int] = {}


class AnswerTables:
    """Writes tables of answers."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def write_csv(
        self,
        *,
        run_id: int,
        path: Path,
        wanted: FileFilter = ALL_FILES,
        delimiter: Delimiter = ",",
        decimal: Decimal = ".",
        beside: Mapping[str, int] = NOBODY,
    ) -> int:
        """Writes the wanted files that were looked at to the file `path`, whole or not at all; returns how many.

        With the default form it is what `mmrl classify --csv` writes: UTF-8 without a mark, lines end with CR LF,
        bytes of a name that are no text as `\\udcff`. Spreadsheets of some languages expect ";" and a decimal comma.

        Args:
            beside: runs over the same folder by names for them, `run_id` among them: each has a group of columns, as
                `mmrl classify --beside --csv` writes them. What one of them did not answer stays empty.

        Raises:
            InputError: a run is gone, or `path` is named like a picture. EngineError: the file cannot be written.
        """
        if looks_like_picture(path):
            raise InputError(notice("table-over-picture", path=printable_path(path)))
        text, count = self._table(run_id, wanted, delimiter, decimal, beside)
        atomic_write(path, text.encode("utf-8", "backslashreplace"))
        return count

    def _table(
        self, run_id: int, wanted: FileFilter, delimiter: Delimiter, decimal: Decimal, beside: Mapping[str, int]
    ) -> tuple[str, int]:
        text, count = io.StringIO(newline=""), 0
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerow(csv_columns([*beside]) if beside else CSV_COLUMNS)
        with self._storage.read() as session:
            others = {name: _answers(session, other) for name, other in beside.items() if other != run_id}
            for row in _looked_at(session, run_id, wanted):
                path = row.answer.path
                answers = [
                    others[name].get(path, Answer(path, ())) if name in others else row.answer for name in beside
                ]
                writer.writerow(csv_row_of_several(answers or [row.answer], decimal=decimal))
                count += 1
        return text.getvalue(), count


def _answers(session: Session, run_id: int) -> dict[Path, Answer]:
    return {row.answer.path: row.answer for row in _looked_at(session, run_id, ALL_FILES)}


def _looked_at(session: Session, run_id: int, wanted: FileFilter) -> Iterator[FileRow]:
    rows = file_rows(session, run_id, folder_run(session, run_id).folder, wanted)
    return (row for row in rows if row.state not in NO_ANSWER)
