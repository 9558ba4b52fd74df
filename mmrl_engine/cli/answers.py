"""Answers written for people (a table) and for programs (JSON, CSV), as they come where the form allows it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from typing import Protocol

from mmrl_engine.answer_cells import CSV_COLUMNS, csv_row
from mmrl_engine.answer_json import picture_fields
from mmrl_engine.cli.console import percent, print_table
from mmrl_engine.types import Answer, Kind, Verdict

_KIND_WORDS: dict[Kind, str] = {"trained": "learned", "typed": "only typed"}
VERDICT_WORDS: dict[Verdict, str] = {"sure": "sure", "maybe": "maybe", "none": "none of these"}
# Of the only class there is. Its share of a list of one is always 100 %, which says nothing.
MEMBER_WORDS: dict[Verdict, str] = {
    "sure": "belongs to it",
    "maybe": "may belong to it",
    "none": "does not belong to it",
}


class AnswerWriter(Protocol):
    """Writes answers to standard output."""

    def add(self, answer: Answer) -> None:
        """Takes the next answer."""

    def finish(self) -> None:
        """Ends the output, which is then whole, however many answers came."""


class CsvRows(Protocol):
    """A writer of the csv module."""

    def writerow(self, row: Sequence[str], /) -> object:
        """Writes one row."""


class JsonWriter:
    """{"format": 1, "pictures": [...]}, one picture a line."""

    def __init__(self) -> None:
        self._count = 0
        print('{"format": 1, "pictures": [', end="")

    def add(self, answer: Answer) -> None:
        """Writes one picture."""
        print("," if self._count else "", to_json(picture_fields({"": answer})), sep="\n", end="", flush=True)
        self._count += 1

    def finish(self) -> None:
        """Closes list and object."""
        print("\n]}" if self._count else "]}")


class CsvWriter:
    """The columns of `CSV_COLUMNS`, as RFC 4180 has it: UTF-8, lines end with CR LF."""

    def __init__(self) -> None:
        self._writer = csv_to_stdout()
        self._writer.writerow(CSV_COLUMNS)

    def add(self, answer: Answer) -> None:
        """Writes one row."""
        self._writer.writerow(csv_row(answer))
        sys.stdout.flush()

    def finish(self) -> None:
        """Every row is whole already."""


class TableWriter:
    """A table of what was answered; what could not be read is told elsewhere.

    Args:
        words_alone: words alone answer, for names that were learned too.
    """

    def __init__(self, *, words_alone: bool = False) -> None:
        self._words_alone = words_alone
        self._answers: list[Answer] = []

    def add(self, answer: Answer) -> None:
        """Keeps the answer: the widths of the columns depend on all of them."""
        if answer.scores:
            self._answers.append(answer)

    def finish(self) -> None:
        """Prints the table, where there is anything in it."""
        if not self._answers:
            return
        if all(len(answer.scores) == 1 and answer.verdict for answer in self._answers):
            self._print_members()
        else:
            self._print_choices()

    def _print_members(self) -> None:
        rows = [
            [str(answer.path), MEMBER_WORDS[answer.verdict], answer.scores[0].name]
            for answer in self._answers
            if answer.verdict
        ]
        print_table(["picture", "verdict", "class"], rows)

    def _print_choices(self) -> None:
        titles = ["picture", "answer", "how known", "share", "runner-up"]
        rows = [[str(answer.path), *_answer_cells(answer, self._words_alone)] for answer in self._answers]
        if any(answer.verdict for answer in self._answers):
            titles.append("verdict")
            for row, answer in zip(rows, self._answers, strict=True):
                row.append(VERDICT_WORDS[answer.verdict] if answer.verdict else "")
        print_table(titles, rows, right=[3])


def csv_to_stdout() -> CsvRows:
    """What writes rows as RFC 4180 has them to standard output."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")  # the line ends are the writer's own
    return csv.writer(sys.stdout)


def to_json(value: object) -> str:
    """JSON in one line. What could not be printed, or steers a terminal, is escaped; readers get it back as it was."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return "".join(character if character.isprintable() else json.dumps(character)[1:-1] for character in text)


def how_known(kind: Kind, *, words_alone: bool = False) -> str:
    """Where an answer with a name comes from. `words_alone`: words alone answer, for names that were learned too."""
    return "only from words" if words_alone and kind == "trained" else _KIND_WORDS[kind]


def _answer_cells(answer: Answer, words_alone: bool) -> list[str]:
    first, *rest = answer.scores
    following = f"{rest[0].name} {percent(rest[0].probability)}" if rest else ""
    return [first.name, how_known(first.kind, words_alone=words_alone), percent(first.probability), following]
