"""An answer as a row of a spreadsheet, the same from the command and from the window. No torch."""

from __future__ import annotations

from collections.abc import Sequence

from mmrl_engine.types import Answer, Score

ANSWER_COLUMNS = ("answer", "kind", "probability", "second", "second_probability", "verdict")
CSV_COLUMNS = ("path", *ANSWER_COLUMNS, "error")
# What spreadsheets take for the start of a formula; the last four are its wide forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_columns(names: Sequence[str]) -> list[str]:
    """The columns where several adapters answer: each has its `ANSWER_COLUMNS` behind its name."""
    return ["path", *(csv_text(f"{name}: {column}") for name in names for column in ANSWER_COLUMNS), "error"]


def csv_row(answer: Answer, *, decimal: str = ".") -> list[str]:
    """The cells under `CSV_COLUMNS`. `decimal` stands between ones and tenths."""
    return csv_row_of_several([answer], decimal=decimal)


def csv_row_of_several(answers: Sequence[Answer], *, decimal: str = ".") -> list[str]:
    """The cells under `csv_columns`: what each adapter answers about one picture, in the order of their names."""
    cells = [cell for answer in answers for cell in _answer_cells(answer, decimal)]
    error = next((answer.error for answer in answers if answer.error), None)
    return [csv_text(str(answers[0].path)), *cells, csv_text(str(error)) if error else ""]


def _answer_cells(answer: Answer, decimal: str) -> list[str]:
    first, second = [*answer.scores[:2], None, None][:2]
    return [
        csv_text(first.name) if first else "",
        first.kind if first else "",
        _figure(first, decimal),
        csv_text(second.name) if second else "",
        _figure(second, decimal),
        answer.verdict or "",
    ]


def csv_text(text: str) -> str:
    """`text` for a cell: where a spreadsheet would take it for a formula, an apostrophe stands before it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _figure(score: Score | None, decimal: str) -> str:
    return f"{score.probability:.6f}".replace(".", decimal) if score else ""
