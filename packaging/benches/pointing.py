"""Whether the map of where it looked points at what it is asked about: pictures put together from drawings.

A hit: the map is largest inside the place of the drawing that shows the name. Beside it the share of the map that lies
in there. Chance is the place's share of the picture; the middle is a map that knows nothing but where things mostly
are. The demo backbone answers: on the sample from words, from the quick answer and as trained, on many drawings from
words.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from benches.pointing_pictures import LAYOUTS, SIDE, Box, Composed, Drawn, compose, rendered_drawings, sample_drawings
from benches.report import machine, table
from mmrl_engine import Backbone, Classifier, Example, TrainConfig, load_backbone, train
from mmrl_engine.evaluation.metrics import Accuracy
from mmrl_engine.explain import Explanation, Method, explain
from mmrl_engine.views import to_input

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
METHODS: tuple[Method, ...] = ("values", "gradient", "windows")
MIDDLE = 0.2  # spread of the map that knows the middle only, in sides of the picture
NAMES = 8  # in the list, where the drawings have more

Map = npt.NDArray[np.float32]


@dataclass
class Found:
    """What one kind of map did: hits, and shares of the map inside the place."""

    hits: list[bool] = field(default_factory=list)
    inside: list[float] = field(default_factory=list)

    def add(self, made: Map, box: Box) -> None:
        """Measures a map over the whole picture against the place of what was asked about."""
        fine = np.asarray(Image.fromarray(made).resize((SIDE, SIDE), Image.Resampling.BICUBIC))
        row, column = np.unravel_index(int(fine.argmax()), fine.shape)
        left, top, right, bottom = box
        self.hits.append(bool(left <= column < right and top <= row < bottom))
        above = fine - fine.min()
        self.inside.append(float(above[top:bottom, left:right].sum() / max(float(above.sum()), 1e-9)))

    def cells(self) -> list[str]:
        hits = Accuracy(sum(self.hits), len(self.hits))
        return [f"{hits.value:.0%} ({hits.low:.0%} to {hits.high:.0%})", f"{np.mean(self.inside):.0%}"]


Rows = dict[str, Found]


def measure(classifier: Classifier, pictures: Iterable[Composed], listed: Callable[[Composed], Sequence[str]]) -> Rows:
    """Asks about every name of every picture, beside the other names of the list."""
    rows: Rows = {"chance": Found(), "the middle": Found()}
    for composed in pictures:
        pixels = to_input(composed.image, classifier.backbone.preprocess)
        typed = [name for name in listed(composed) if name not in classifier.trained]
        for name, box in composed.places.items():
            _add_chance(rows["chance"], box)
            rows["the middle"].add(_middle(), box)
            for method in METHODS:
                found = explain(classifier, pixels, [name], typed=typed, method=method)
                for label, made in _maps(found, method):
                    rows.setdefault(label, Found()).add(made, box)
    return rows


def _maps(found: Explanation, method: Method) -> list[tuple[str, Map]]:
    apart = [] if found.rep is None else [(f"{method}, class feature", found.cls), (f"{method}, other", found.rep)]
    return [(method, found.shown), *apart]


def _add_chance(row: Found, box: Box) -> None:
    row.inside.append((box[2] - box[0]) * (box[3] - box[1]) / SIDE**2)


def _middle() -> Map:
    away = (np.arange(24, dtype=np.float32) + 0.5) / 24 - 0.5
    middle: Map = np.exp(-(away[:, None] ** 2 + away[None] ** 2) / (2 * MIDDLE**2))
    return middle


def report(title: str, rows: Rows) -> str:
    """A table of what was measured."""
    lines = []
    for label, found in rows.items():
        hits, inside = found.cells() if found.hits else (f"{np.mean(found.inside):.0%}", f"{np.mean(found.inside):.0%}")
        lines.append([label, hits, inside])
    return table(f"{title}: {len(rows['the middle'].hits)} questions", ["map", "hits", "inside"], lines)


def learned(backbone: Backbone) -> Mapping[str, Classifier]:
    """What answers: from words, quick, and trained on the sample."""
    examples = [Example(path, path.parent.name) for path in sorted((SAMPLES / "train").glob("*/*.png"))]
    quick, whole = (train(examples, backbone, config) for config in (TrainConfig(variant="none"), TrainConfig()))
    adapters = {"words": None, "quick answer": quick, "learned": whole}
    return {name: Classifier(adapter, backbone) for name, adapter in adapters.items()}


def _on_sample(backbone: Backbone, count: int, seed: int) -> None:
    drawn = sample_drawings(SAMPLES / "test")
    names = json.loads((SAMPLES / "sample.json").read_text(encoding="utf-8"))
    for answers, classifier in learned(backbone).items():
        for kind in ("trained", "typed") if classifier.trained else ("typed",):
            asked = {name: drawn[name] for name in drawn if not classifier.trained or name in names[kind]}
            for layout in LAYOUTS:
                if layout != "four" or len(asked) >= 4:
                    pictures = compose(asked, layout, count, seed)
                    rows = measure(classifier, pictures, lambda _: sorted(drawn))
                    print(report(f"{answers}, {kind} names, {layout}", rows), flush=True)


def _on_drawings(backbone: Backbone, drawn: Drawn, count: int, seed: int) -> None:
    """From words; the list is the picture's names and, up to `NAMES`, the first others."""
    classifier = Classifier(None, backbone)

    def listed(composed: Composed) -> list[str]:
        others = [name for name in sorted(drawn) if name not in composed.places]
        return [*composed.places, *others[:: max(1, len(others) // NAMES)]][:NAMES]

    for layout in LAYOUTS:
        rows = measure(classifier, compose(drawn, layout, count, seed), listed)
        print(report(f"{len(drawn)} kinds of drawings, words, {layout}", rows), flush=True)


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    parser = argparse.ArgumentParser(prog="bench.py pointing", description=__doc__)
    parser.add_argument("--pictures", type=int, default=40, help="of each arrangement")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--drawings", type=Path, help="folder `drawings` of a run of packaging/demo_backbone, in the sample's place"
    )
    given = parser.parse_args(arguments)
    print(", ".join(f"{key} {value}" for key, value in machine().items()) + "\n", flush=True)
    backbone = load_backbone("demo", device="cpu")
    if given.drawings is None:
        _on_sample(backbone, given.pictures, given.seed)
    else:
        _on_drawings(backbone, rendered_drawings(given.drawings), given.pictures, given.seed)
    return 0
