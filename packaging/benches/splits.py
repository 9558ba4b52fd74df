"""Concepts that the demo backbone never saw: random fives learned from few drawings, beside typed names that it saw.

Each split draws 5 held-out concepts and 3 seen ones. The five are learned from 1, 2 or 4 drawings in other styles and
tested in the kept styles; the three are only typed, and tested in the style that the backbone never saw.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from demo_backbone.concepts import HELD_STYLE, KINDS, held_out
from demo_backbone.drawings import Drawings, on_white

KEPT_STYLES = (HELD_STYLE, "noto")
TRAINED, TYPED, FEWEST_DRAWINGS = 5, 3, 6
Labelled = tuple[Path, str]


@dataclass(frozen=True)
class Split:
    """Pictures with their names: to learn from, to test the learned names, to test the typed names."""

    learn: list[Labelled]
    test: list[Labelled]
    typed: list[Labelled]

    @property
    def names(self) -> list[str]:
        return sorted({name for _, name in self.learn})

    @property
    def typed_names(self) -> list[str]:
        return [name for _, name in self.typed]


class Pool:
    """The concepts to draw from, and their drawings as PNG files in a work folder."""

    def __init__(self, drawings: Drawings, folder: Path) -> None:
        self._drawings, self._folder = drawings, folder
        folder.mkdir(parents=True, exist_ok=True)
        places: dict[bool, dict[str, dict[str, int]]] = {True: {}, False: {}}
        for index, (concept, style) in enumerate(zip(drawings.concepts, drawings.styles, strict=True)):
            if not drawings.mono[index] and drawings.info[concept].subgroup in KINDS:
                places[held_out(concept)].setdefault(concept, {})[style] = index
        self.unseen = {c: v for c, v in places[True].items() if len(v) >= FEWEST_DRAWINGS and HELD_STYLE in v}
        self.seen = {c: v for c, v in places[False].items() if HELD_STYLE in v}

    def split(self, seed: int, shots: int) -> Split:
        """Split number `seed`; the concepts are the same for every number of shots."""
        draw = random.Random(seed)
        five, three = draw.sample(sorted(self.unseen), TRAINED), draw.sample(sorted(self.seen), TYPED)
        learn: list[Labelled] = []
        test: list[Labelled] = []
        for concept in five:
            found = self.unseen[concept]
            others = draw.sample(sorted(style for style in found if style not in KEPT_STYLES), len(found) - 2)
            learn += [self.labelled(concept, found[style]) for style in others[:shots]]
            test += [self.labelled(concept, found[style]) for style in KEPT_STYLES if style in found]
        typed = [self.labelled(concept, self.seen[concept][HELD_STYLE]) for concept in three]
        return Split(learn, test, typed)

    def labelled(self, concept: str, index: int) -> Labelled:
        """The drawing as a file, with its label."""
        path = self._folder / f"{index}.png"
        if not path.exists():
            on_white(self._drawings.pictures[index]).save(path)
        return path, self._drawings.info[concept].label
