"""What the drawings show: names, tags and kinds from emojibase, and what training must never see."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# emojibase's groups: smileys, animals and nature, food, travel, activities, objects. People, symbols and flags are out.
GROUPS: Final = frozenset({0, 3, 4, 5, 6, 7})
SKIN_TONES: Final = re.compile(r"(light|medium|dark)(-skin|-(light|medium|dark))|skin-tone|-(light|dark|medium)$")

HELD_STYLE: Final = "twemoji"
"""The icon set that training never sees."""

# emojibase's subgroups in plain words: the broad target. Subgroups that are not listed (faces) are not trained on.
KINDS: Final[dict[int, str]] = {
    12: "cat",
    13: "monkey",
    14: "heart",
    34: "mammal",
    35: "bird",
    36: "frog",
    37: "reptile",
    38: "sea animal",
    39: "insect",
    40: "flower",
    41: "plant",
    42: "fruit",
    43: "vegetable",
    44: "meal",
    45: "asian food",
    46: "dessert",
    47: "drink",
    48: "cutlery",
    49: "map",
    50: "landscape",
    51: "building",
    52: "temple",
    53: "place",
    54: "land vehicle",
    55: "boat",
    56: "aircraft",
    57: "hotel",
    58: "clock",
    59: "weather",
    60: "celebration",
    61: "medal",
    62: "sport",
    63: "game",
    64: "art",
    65: "clothing",
    66: "sound",
    67: "music",
    68: "musical instrument",
    69: "phone",
    70: "computer",
    71: "camera",
    72: "book",
    73: "money",
    74: "mail",
    75: "pen",
    76: "office supplies",
    77: "lock",
    78: "tool",
    79: "science",
    80: "medicine",
    81: "household item",
    82: "object",
}


@dataclass(frozen=True)
class Concept:
    """What a drawing shows, in words: one label, some tags, and emojibase's numbers for its kind."""

    label: str
    tags: tuple[str, ...]
    group: int
    subgroup: int

    @property
    def kind(self) -> str | None:
        """The concept's kind in plain words, None where training has no use for it."""
        return KINDS.get(self.subgroup)


def held_out(concept: str) -> bool:
    """Whether training never sees any drawing of this concept: one in ten, by a hash of its name."""
    return int(hashlib.md5(concept.encode(), usedforsecurity=False).hexdigest(), 16) % 10 == 0


def slug(text: str) -> str:
    """The name that the icon sets use for a label: lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def read_concepts(modules: Path) -> dict[str, Concept]:
    """Concepts by icon name from emojibase-data (MIT), in the groups that are used, without skin tones."""
    entries = json.loads((modules / "emojibase-data" / "en" / "data.json").read_text(encoding="utf-8"))
    concepts: dict[str, Concept] = {}
    for entry in entries:
        name = slug(entry["label"])
        if entry.get("group") in GROUPS and not SKIN_TONES.search(name):
            tags = tuple(tag.lower() for tag in entry.get("tags", ()))
            concepts[name] = Concept(entry["label"].lower(), tags, entry["group"], entry.get("subgroup", -1))
    return concepts
