"""A folder run's answers as a table for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

from app.services.folder_files import ALL_FILES, NO_ANSWER, FileFilter, file_rows
from app.services.folder_run_rows import folder_run
from app.storage.storage import Storage
from mmrl_engine.answer_cells import CSV_COLUMNS, csv_row
from mmrl_engine.errors import InputError
from mmrl_engine.files import atomic_write
from mmrl_engine.images import looks_like_picture, printable_path
from mmrl_engine.notices import notice

Delimiter = Literal[",", ";", "\t"]
Decimal = Literal[".", ","]


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
    ) -> int:
        """Writes the wanted files that were looked at to the file `path`, whole or not at all; returns how many.

        With the default form it is what `mmrl classify --csv` writes: UTF-8 without a mark, lines end with CR LF,
        bytes of a name that are no text as `\\udcff`. Spreadsheets of some languages expect ";" and a decimal comma.

        Raises:
            InputError: the run is gone, or `path` is named like a picture. EngineError: the file cannot be written.
        """
        if looks_like_picture(path):
            raise InputError(notice("table-over-picture", path=printable_path(path)))
        text, count = self._table(run_id, wanted, delimiter, decimal)
        atomic_write(path, text.encode("utf-8", "backslashreplace"))
        return count

    def _table(self, run_id: int, wanted: FileFilter, delimiter: Delimiter, decimal: Decimal) -> tuple[str, int]:
        text, count = io.StringIO(newline=""), 0
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerow(CSV_COLUMNS)
        with self._storage.read() as session:
            for row in file_rows(session, run_id, folder_run(session, run_id).folder, wanted):
                if row.state not in NO_ANSWER:
                    writer.writerow(csv_row(row.answer, decimal=decimal))
                    count += 1
        return text.getvalue(), count
