"""The answers as a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.models.desk import Desk
from app.services.answer_table import NOBODY, Decimal, Delimiter
from app.services.folder_files import FileFilter
from app.services.folder_run_rows import FolderRunView
from app.views.message import Message
from app.views.wording import strong

LAST_FOLDER = "tables_folder"  # where a table was saved last


def table_form() -> tuple[Delimiter, Decimal]:
    """As the spreadsheets of the language expect it: where the comma is the decimal point, it divides no columns."""
    return (";", ",") if QLocale().decimalPoint() == "," else (",", ".")


class TableSaving(QObject):
    """Signals:
    said: a `Message`.
    """

    said = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def ask(self, run: FolderRunView, wanted: FileFilter, beside: Mapping[str, int] = NOBODY) -> None:
        """Asks where to, and writes it; `beside` as `AnswerTables.write_csv` has it."""
        place = str(Path(self._desk.memory.text(LAST_FOLDER)) / f"{run.folder.name}.csv")
        kinds = self.tr("Tables") + " (*.csv)"
        chosen, _ = QFileDialog.getSaveFileName(self._page, self.tr("Save as a table"), place, kinds)
        if not chosen:
            return
        path = Path(chosen if chosen.lower().endswith(".csv") else f"{chosen}.csv")
        self._desk.memory.keep(LAST_FOLDER, str(path.parent))
        delimiter, decimal = table_form()
        call = partial(
            self._desk.program.answer_tables.write_csv,
            run_id=run.id,
            path=path,
            wanted=wanted,
            delimiter=delimiter,
            decimal=decimal,
            beside=beside,
        )
        self._desk.do_long("export", call, on_done=partial(self._saved, path))

    def _saved(self, path: Path, count: int) -> None:
        text = self.tr("%n line(s) saved in {name}.", "", count).format(name=strong(path.name))
        self.said.emit(Message(text, icon="table"))
