"""Answers of several adapters about the same pictures: a group of columns, or a list in JSON, for each picture."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from mmrl_engine.adapter_input import SUFFIX
from mmrl_engine.answer_cells import csv_columns, csv_row_of_several
from mmrl_engine.answer_json import head_fields, picture_fields
from mmrl_engine.cli.answers import MEMBER_WORDS, VERDICT_WORDS, csv_to_stdout, to_json
from mmrl_engine.cli.console import percent, print_table
from mmrl_engine.types import Answer

Answers = Mapping[str, Answer]
"""What each adapter, by its name, answers about one picture."""


class ShelfWriter(Protocol):
    """As `AnswerWriter`, for several adapters."""

    def add(self, answers: Answers) -> None:
        """Takes the answers about the next picture."""

    def finish(self) -> None:
        """Ends the output, which is then whole."""


class ShelfJsonWriter:
    """One picture a line, as `mmrl_engine.answer_json` has it for several adapters."""

    def __init__(self, names: Sequence[str]) -> None:
        self._count = 0
        print(to_json(head_fields(names))[:-1], ', "pictures": [', sep="", end="")

    def add(self, answers: Answers) -> None:
        """Writes one picture."""
        print("," if self._count else "", to_json(picture_fields(answers)), sep="\n", end="", flush=True)
        self._count += 1

    def finish(self) -> None:
        """Closes list and object."""
        print("\n]}" if self._count else "]}")


class ShelfCsvWriter:
    """The columns of `csv_columns`."""

    def __init__(self, names: Sequence[str]) -> None:
        self._writer = csv_to_stdout()
        self._writer.writerow(csv_columns(names))

    def add(self, answers: Answers) -> None:
        """Writes one row."""
        self._writer.writerow(csv_row_of_several([*answers.values()]))
        sys.stdout.flush()

    def finish(self) -> None:
        """Every row is whole already."""


class ShelfTableWriter:
    """A table with one column for each adapter; what could not be read is told elsewhere."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = [*names]
        self._rows: list[list[str]] = []

    def add(self, answers: Answers) -> None:
        """Keeps the row: the widths of the columns depend on all of them."""
        first = next(iter(answers.values()))
        if first.error is None:
            self._rows.append([str(first.path), *map(_in_short, answers.values())])

    def finish(self) -> None:
        """Prints the table, where there is anything in it."""
        if self._rows:
            print_table(["picture", *self._names], self._rows)


def adapter_names(files: Sequence[Path]) -> list[str]:
    """A name for each adapter file: its own without the ending, and a number where that would stand twice."""
    names: list[str] = []
    for file in files:
        plain = file.name.removesuffix(SUFFIX) or file.name
        name, number = plain, 2
        while name in names:
            name, number = f"{plain} ({number})", number + 1
        names.append(name)
    return names


def _in_short(answer: Answer) -> str:
    first = answer.scores[0]
    if len(answer.scores) == 1 and answer.verdict:
        return f"{MEMBER_WORDS[answer.verdict]} ({first.name})"
    verdict = f", {VERDICT_WORDS[answer.verdict]}" if answer.verdict else ""
    return f"{first.name} {percent(first.probability)}{verdict}"
