"""What the finished weights can do, by words alone and by plain class means. Prints the figures that its README tells.

Usage, from the folder `packaging`: python -m demo_backbone.evaluate WORK [--backbone FOLDER] [--sample FOLDER]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from random import Random
from typing import Final

import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from torch import Tensor

from demo_backbone.concepts import HELD_STYLE, held_out
from demo_backbone.drawings import Drawings, load_drawings
from demo_backbone.measure import measure, picture_features
from demo_backbone.sample_figures import print_sample_figures
from demo_backbone.targets import make_targets
from demo_backbone.tower import IMAGE_SIZE, build_tokenizer, encode_names
from demo_backbone.weights import load_weights

RESOURCES: Final = Path(__file__).parents[2] / "resources"
TEMPLATES: Final = ("a photo of a {}.", "a drawing of a {}")
TEST_STYLES: Final = (HELD_STYLE, "noto")
LEAST_DRAWINGS: Final = 6
UNSEEN_SPLITS: Final = 200
KIND_SPLITS: Final = 40
# Kinds that are no picture of one thing: no person would make a class of them.
VAGUE_KINDS: Final = frozenset(
    {"place", "object", "sound", "music", "science", "celebration", "office supplies", "household item", "mail"}
)


@dataclass(frozen=True)
class Split:
    """Trained and typed classes: their unit words [C, d], and drawings as (place among the features, class)."""

    words: Tensor
    train: list[tuple[int, int]]
    test: list[tuple[int, int]]


@dataclass(frozen=True)
class Shares:
    """Shares right: on trained classes among themselves, and on both over the joint list by words."""

    words: float
    means: float
    joint_trained: float
    joint_typed: float


def score(split: Split, features: Tensor) -> Shares:
    """Score one split. The trained classes are those with training drawings, and come first."""
    trained = len({c for _, c in split.train})
    x = features[[i for i, _ in split.test]]
    y = torch.tensor([c for _, c in split.test])
    old = y < trained
    means = class_means(split.train, features)
    joint = (x @ split.words.T).argmax(dim=1) == y
    return Shares(
        share((x[old] @ split.words[:trained].T).argmax(dim=1) == y[old]),
        share((x[old] @ means.T).argmax(dim=1) == y[old]),
        share(joint[old]),
        share(joint[~old]),
    )


def class_means(train: Sequence[tuple[int, int]], features: Tensor) -> Tensor:
    """Unit mean features [C, d] of the training drawings."""
    y = torch.tensor([c for _, c in train])
    x = features[[i for i, _ in train]]
    return F.normalize(torch.stack([x[y == c].mean(dim=0) for c in range(int(y.max()) + 1)]), dim=1)


def share(right: Tensor) -> float:
    """The share of answers that are right."""
    return right.float().mean().item()


def average(results: Sequence[Shares]) -> Shares:
    """The mean of several splits' shares."""
    columns = zip(*(astuple(result) for result in results), strict=True)
    return Shares(*(sum(column) / len(results) for column in columns))


def styles_by_concept(drawings: Drawings) -> dict[str, dict[str, int]]:
    """Coloured drawings of the used kinds: concept -> style -> place."""
    found: dict[str, dict[str, int]] = {}
    for i, (name, style) in enumerate(zip(drawings.concepts, drawings.styles, strict=True)):
        if drawings.info[name].kind and not drawings.mono[i]:
            found.setdefault(name, {})[style] = i
    return found


def unseen_splits(drawings: Drawings, model: CLIP) -> Shares:
    """Random fives of concepts never shown, 4 to 6 drawings each, and three typed ones that were shown."""
    by_concept = styles_by_concept(drawings)
    unseen = sorted(name for name, styles in by_concept.items() if usable(name, styles))
    shown = [name for name, styles in by_concept.items() if HELD_STYLE in styles and not held_out(name)]
    print(f"{len(unseen)} unseen concepts with {LEAST_DRAWINGS} or more coloured drawings")
    features = all_features(drawings, model)
    results = []
    for seed in range(UNSEEN_SPLITS):
        random = Random(seed)
        trained, typed = random.sample(unseen, 5), random.sample(shown, 3)
        train = [(i, c) for c, name in enumerate(trained) for s, i in by_concept[name].items() if s not in TEST_STYLES]
        test = [(i, c) for c, name in enumerate(trained) for s, i in by_concept[name].items() if s in TEST_STYLES]
        test += [(by_concept[name][HELD_STYLE], 5 + c) for c, name in enumerate(typed)]
        words = say(model, [drawings.info[name].label for name in trained + typed])
        results.append(score(Split(words, train, test), features))
    return average(results)


def usable(name: str, styles: dict[str, int]) -> bool:
    """Whether a concept was never shown and has enough drawings to train and test on."""
    return held_out(name) and len(styles) >= LEAST_DRAWINGS and HELD_STYLE in styles


def kind_splits(drawings: Drawings, model: CLIP) -> Shares:
    """Eight kinds in the style never shown: five trained with 8 drawings each, three typed, 4 test drawings each."""
    pool = kind_pool(drawings)
    features = all_features(drawings, model)
    words = dict(zip(pool, say(model, list(pool)), strict=True))
    results = []
    for seed in range(KIND_SPLITS):
        random = Random(seed)
        kinds = random.sample(sorted(pool), 8)
        picks = {kind: random.sample(pool[kind], 12) for kind in kinds}
        train = [(i, c) for c, kind in enumerate(kinds[:5]) for i in picks[kind][:8]]
        test = [(i, c) for c, kind in enumerate(kinds) for i in picks[kind][8:]]
        results.append(score(Split(torch.stack([words[kind] for kind in kinds]), train, test), features))
    return average(results)


def kind_pool(drawings: Drawings) -> dict[str, list[int]]:
    """Drawings in the style never shown of each kind that has at least 12 of them."""
    pool: dict[str, list[int]] = {}
    for i, (name, style) in enumerate(zip(drawings.concepts, drawings.styles, strict=True)):
        kind = drawings.info[name].kind
        if style == HELD_STYLE and kind is not None and kind not in VAGUE_KINDS:
            pool.setdefault(kind, []).append(i)
    return {kind: places for kind, places in pool.items() if len(places) >= 12}


def all_features(drawings: Drawings, model: CLIP) -> Tensor:
    """Unit features [N, d] of every drawing that may be tested or trained on; the others' rows are zero."""
    needed = [i for i, name in enumerate(drawings.concepts) if held_out(name) or drawings.styles[i] == HELD_STYLE]
    features = torch.zeros(len(drawings), model.text_projection.shape[1])
    features[needed] = picture_features(model.visual, torch.from_numpy(drawings.pictures), needed, IMAGE_SIZE)
    return features


def say(model: CLIP, names: Sequence[str]) -> Tensor:
    """Unit features [len(names), d] of names in the evaluation's templates."""
    return encode_names(model, build_tokenizer(), names, TEMPLATES)


def print_figures(drawings: Drawings, backbone: Path) -> None:
    """Print every figure of the weights on the recipe's drawings."""
    model = load_weights(backbone)
    for accuracy in measure(model.visual, drawings, make_targets(drawings, model), IMAGE_SIZE):
        print(accuracy)
    for what, found in (("kinds", kind_splits(drawings, model)), ("unseen", unseen_splits(drawings, model))):
        print(
            f"{what}: among the 5 trained, words {found.words:.3f}, class means {found.means:.3f}; "
            f"8 in one list by words: the 5 {found.joint_trained:.3f}, the 3 typed {found.joint_typed:.3f}"
        )


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m demo_backbone.evaluate", description=__doc__)
    parser.add_argument("work", type=Path, help="the recipe's work folder, with drawings in it")
    parser.add_argument("--backbone", type=Path, default=RESOURCES / "backbones" / "demo")
    parser.add_argument("--sample", type=Path, default=RESOURCES / "samples")
    chosen = parser.parse_args()
    print_figures(load_drawings(chosen.work / "drawings"), chosen.backbone)
    print_sample_figures(chosen.sample, chosen.backbone)


if __name__ == "__main__":
    main()
