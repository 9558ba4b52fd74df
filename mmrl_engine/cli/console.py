"""Writing for a person: tables, sentences, figures in words. Terminals get colour, pipes plain aligned text."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Collection, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mmrl_engine.notices import Notice

# Not printable by themselves, but Persian, the languages of India and many emoji are not written without them.
_JOINERS = "\u200c\u200d"


def prepare_streams() -> None:
    """No name may end a command: output is UTF-8, and what is no text (a badly named file) is written as `\\udcff`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def clean(text: str) -> str:
    """`text` on one line and harmless to a terminal: what is not printable becomes a replacement mark."""
    return "".join(
        character if character.isprintable() or character in _JOINERS else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def say(text: str = "") -> None:
    """A line of the result, on standard output; `text` is ours, or clean."""
    print(text)


def say_aside(text: str) -> None:
    """A line beside the result, on standard error."""
    print(clean(text), file=sys.stderr)


def tell(*notices: Notice, label: str = "") -> None:
    """The sentence of each notice, on standard error."""
    for item in notices:
        say_aside(f"{label}{item}")


def note(*notices: Notice) -> None:
    """What the person should know and what stops nothing, on standard error."""
    tell(*notices, label="Note: ")


def print_table(titles: Sequence[str], rows: Collection[Sequence[str]], *, right: Collection[int] = ()) -> None:
    """A table on standard output; the columns `right` hold figures."""
    cells = [[clean(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_rich(titles, cells, right)
    else:
        _print_plain(titles, cells, right)


def percent(share: float) -> str:
    """A share in 0..1 for a person. Neither 0 nor 100 is shown for what is not: a percentage is no certainty."""
    if 0.0 < share < 0.01:
        return "<1 %"
    if 0.99 < share < 1.0:
        return ">99 %"
    return f"{share:.0%}".replace("%", " %")


def file_size(size: int) -> str:
    """Bytes as a person would say them, in powers of 1000."""
    if size >= 999_950_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} KB"


def shell_words(parts: Sequence[str]) -> str:
    """A call as it can be typed again."""
    return subprocess.list2cmdline(parts) if os.name == "nt" else shlex.join(parts)


def _print_rich(titles: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, title in enumerate(titles):
        table.add_column(title, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*[Text(cell) for cell in row])  # Text: names may hold what looks like rich's markup
    Console(highlight=False).print(table)


def _print_plain(titles: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int]) -> None:
    lines = [titles, *rows]
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(titles))]
    for line in lines:
        cells = []
        for place, (cell, width) in enumerate(zip(line, widths, strict=True)):
            blanks = " " * (width - cell_len(cell))
            cells.append(blanks + cell if place in right else cell + blanks)
        print("  ".join(cells).rstrip())
