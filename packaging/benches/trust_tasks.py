"""What the bench `trust` learns and asks: concepts and kinds that the demo backbone never saw, or one's own folder.

- `concepts`: held-out concepts, learned in some styles and asked in others. Typed are other held-out concepts
  (`unseen`: the backbone knows neither their looks nor their names) and, in another list, concepts that it was trained
  on, in the style that it never saw (`seen`: their words mean something to it, as most words do to a real backbone).
- `kinds`: kinds of things, learned and asked in the style that it never saw; typed are other kinds.
- `folder`: a folder with one folder a class, for real weights and pictures; typed are other classes of it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benches.splits import KEPT_STYLES, Labelled, Pool
from demo_backbone.concepts import HELD_STYLE, KINDS
from demo_backbone.drawings import Drawings
from mmrl_engine import Example
from mmrl_engine.images import SUFFIXES

MOST_TYPED = 10
ASKED_A_CLASS = 4  # of kinds and of folders


@dataclass(frozen=True, order=True)
class Cell:
    """One column of the plan: a task, pictures a class, and how many classes are trained."""

    task: str
    shots: int
    trained: int

    def __str__(self) -> str:
        return f"{self.task}-{self.shots}x{self.trained}"


@dataclass(frozen=True)
class Split:
    """Pictures with their names: to learn from, to ask the trained names about, and of each group of typed names."""

    learn: list[Labelled]
    asked: list[Labelled]
    typed: Mapping[str, list[Labelled]]

    @property
    def examples(self) -> list[Example]:
        return [Example(*item) for item in self.learn]

    @property
    def names(self) -> list[str]:
        """Trained names in the adapter's order."""
        return sorted({name for _, name in self.learn})

    def typed_names(self, group: str) -> list[str]:
        """In the order drawn: shorter lists are its first names."""
        return list(dict.fromkeys(name for _, name in self.typed[group]))


class Source(Protocol):
    """Where splits are drawn from. Equal numbers draw equal classes, whatever the shots."""

    def cells(self) -> list[Cell]: ...

    def split(self, cell: Cell, number: int) -> Split: ...


class DrawingPool:
    """Splits of drawings, which become PNG files in a work folder."""

    def __init__(self, drawings: Drawings, folder: Path) -> None:
        self.pool = Pool(drawings, folder)
        self._concepts = drawings.concepts
        self._kinds: dict[str, list[int]] = defaultdict(list)
        for index, (concept, style) in enumerate(zip(drawings.concepts, drawings.styles, strict=True)):
            if style == HELD_STYLE and not drawings.mono[index] and drawings.info[concept].subgroup in KINDS:
                self._kinds[KINDS[drawings.info[concept].subgroup]].append(index)

    def cells(self) -> list[Cell]:
        """Both tasks."""
        concepts = [Cell("concepts", shots, trained) for shots in (1, 2, 4) for trained in (5, 10)]
        return [*concepts, Cell("kinds", 4, 5), Cell("kinds", 8, 5)]

    def split(self, cell: Cell, number: int) -> Split:
        """Split `number` of a cell."""
        draw = random.Random(number)
        return self._of_kinds(cell, draw) if cell.task == "kinds" else self._of_concepts(cell, draw)

    def _of_concepts(self, cell: Cell, draw: random.Random) -> Split:
        drawn = draw.sample(sorted(self.pool.unseen), 2 * MOST_TYPED)
        known = draw.sample(sorted(self.pool.seen), MOST_TYPED)
        learn: list[Labelled] = []
        for concept in drawn[: cell.trained]:
            styles = sorted(style for style in self.pool.unseen[concept] if style not in KEPT_STYLES)
            learn += [
                self.pool.labelled(concept, self.pool.unseen[concept][style])
                for style in draw.sample(styles, len(styles))[: cell.shots]
            ]
        typed = {
            "unseen": self._kept(drawn[MOST_TYPED:], self.pool.unseen),
            "seen": self._kept(known, self.pool.seen),
        }
        return Split(learn, self._kept(drawn[: cell.trained], self.pool.unseen), typed)

    def _kept(self, concepts: Iterable[str], pool: Mapping[str, Mapping[str, int]]) -> list[Labelled]:
        """The drawings that are asked about: of seen concepts the one in the unseen style alone."""
        styles = KEPT_STYLES if pool is self.pool.unseen else (HELD_STYLE,)
        return [self.pool.labelled(c, pool[c][style]) for c in concepts for style in styles if style in pool[c]]

    def _of_kinds(self, cell: Cell, draw: random.Random) -> Split:
        able = sorted(kind for kind, found in self._kinds.items() if len(found) >= 8 + ASKED_A_CLASS)
        trained = draw.sample(able, cell.trained)
        rest = draw.sample(sorted(set(self._kinds) - set(trained)), MOST_TYPED)
        order = {kind: draw.sample(self._kinds[kind], len(self._kinds[kind])) for kind in (*trained, *rest)}
        learn = [(self._picture(i), kind) for kind in trained for i in order[kind][ASKED_A_CLASS:][: cell.shots]]
        asked = [(self._picture(i), kind) for kind in trained for i in order[kind][:ASKED_A_CLASS]]
        return Split(learn, asked, {"kinds": [(self._picture(i), k) for k in rest for i in order[k][:ASKED_A_CLASS]]})

    def _picture(self, index: int) -> Path:
        return self.pool.labelled(self._concepts[index], index)[0]


class FolderPool:
    """Splits of a person's own classes: half of the classes that have enough pictures are trained, the others typed."""

    def __init__(self, folder: Path) -> None:
        found = {item.name: _pictures(item) for item in sorted(folder.iterdir()) if item.is_dir()}
        self.classes = {name: paths for name, paths in found.items() if len(paths) >= 2}
        if len(self.classes) < 4:
            raise SystemExit(f"{folder} needs at least 4 folders with 2 pictures or more, and has {len(self.classes)}")

    def cells(self) -> list[Cell]:
        """As many shots as half of the classes allow."""
        counts = sorted(map(len, self.classes.values()), reverse=True)
        trained = min(10, len(counts) // 2)
        most = counts[trained - 1] - 1
        return [Cell("folder", shots, trained) for shots in (1, 2, 4, 8, 16) if shots <= most]

    def split(self, cell: Cell, number: int) -> Split:
        """Split `number`: of each class the first pictures are learned, some of the others asked about."""
        draw = random.Random(number)
        able = [name for name, paths in self.classes.items() if len(paths) > cell.shots]
        trained = draw.sample(able, cell.trained)
        rest = draw.sample(sorted(set(self.classes) - set(trained)), min(MOST_TYPED, len(self.classes) - cell.trained))
        order = {name: draw.sample(self.classes[name], len(self.classes[name])) for name in (*trained, *rest)}
        learn = [(path, name) for name in trained for path in order[name][: cell.shots]]
        asked = [(path, name) for name in trained for path in order[name][cell.shots :][:ASKED_A_CLASS]]
        return Split(learn, asked, {"folder": [(path, name) for name in rest for path in order[name][:ASKED_A_CLASS]]})


def _pictures(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
