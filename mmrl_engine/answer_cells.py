"""An answer as a row of a spreadsheet, the same from the command and from the window. No torch."""

from __future__ import annotations

from mmrl_engine.types import Answer, Score

CSV_COLUMNS = ("path", "answer", "kind", "probability", "second", "second_probability", "verdict", "error")
# What spreadsheets take for the start of a formula; the last four are its wide forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_row(answer: Answer, *, decimal: str = ".") -> list[str]:
    """The cells under `CSV_COLUMNS`. `decimal` stands between ones and tenths."""
    first, second = [*answer.scores[:2], None, None][:2]
    return [
        csv_text(str(answer.path)),
        csv_text(first.name) if first else "",
        first.kind if first else "",
        _figure(first, decimal),
        csv_text(second.name) if second else "",
        _figure(second, decimal),
        answer.verdict or "",
        csv_text(str(answer.error)) if answer.error else "",
    ]


def csv_text(text: str) -> str:
    """`text` for a cell: where a spreadsheet would take it for a formula, an apostrophe stands before it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _figure(score: Score | None, decimal: str) -> str:
    return f"{score.probability:.6f}".replace(".", decimal) if score else ""
