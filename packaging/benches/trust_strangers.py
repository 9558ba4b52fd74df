"""How many strangers are turned away: pictures that show none of the classes learned, at equal shares of own ones kept.

Two kinds of splits, five concepts each: `unseen` ones are those of `benches.splits`, which the demo backbone never saw;
`seen` ones it was trained on, in other styles than those asked about. Own pictures are other drawings of the five. Near
strangers are drawings, in the same styles, of other concepts of the kind; far strangers are noise, and photographs of
scikit-image where that is installed. Limits come from the learned drawings alone, each set of scores at many strengths,
so that all can be compared where they keep 95 % of own pictures. Beside that: how many the quick answer calls sure, by
rules of different strength. Of a folder with one folder a class, near strangers are pictures of classes not learned.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from benches.far_nouns import nouns
from benches.splits import FEWEST_DRAWINGS, KEPT_STYLES, TRAINED, Labelled, Pool
from benches.trust_tasks import Cell, FolderPool
from demo_backbone.concepts import HELD_STYLE
from demo_backbone.drawings import load_drawings
from mmrl_engine import Backbone, Classifier, TrainConfig, load_backbone
from mmrl_engine.adapted import PictureFeatures
from mmrl_engine.adapter_config import Reject
from mmrl_engine.images import open_rgb
from mmrl_engine.instant import fit_instant
from mmrl_engine.instant_adapter import classes_of, instant_adapter
from mmrl_engine.limits import KEPT, bound, fit_limits, turned_away
from mmrl_engine.packing import pictures_model
from mmrl_engine.rejection import LIKENESS, SCORES, Array, fit_scores, held_out_scores
from mmrl_engine.sure import like_enough
from mmrl_engine.verdicts import SURE as GUESS
from mmrl_engine.verdicts import SURE_SHARE, Asked, Judge, is_sure_line
from mmrl_engine.views import to_input

NEAR, NOISE = 40, 20
STRENGTHS = (KEPT, *(1 - 0.5 * 0.75**step for step in range(40)))  # shares of own pictures aimed at
NEGATIVE_WORDS = "negative words"
PAIRS = ((LIKENESS, "plain-cosine"), ("mean-cosine", "plain-cosine"), ("relative-mahalanobis", "plain-cosine"))
IN_USE = "limits in use"
SHOWN_OTHERS = "limits in use beside others"
SURE = "called sure"
LIKE = (0.9, 0.8, 0.7, 0.6)  # shares of own pictures that are to be as like as a sure answer asks for
SURE_FROM = (0.9, 0.95, 0.99)
SURE_RULES = (
    "by the share",
    *(f"... and as like as {share:.0%} of own" for share in LIKE),
    *(f"by the share, from {share:.0%}" for share in SURE_FROM),
)
Counts = dict[str, list[int]]  # by kind of picture: how many are turned away at each strength, or sure by each rule
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Strange:
    """Pictures of one split: learned with their names, own ones to test, and near strangers."""

    learn: list[Labelled]
    own: list[Path]
    near: list[Path]


class Plain:
    """f_c0 of pictures, each computed once."""

    def __init__(self, backbone: Backbone) -> None:
        self._classifier = Classifier(None, backbone)
        self._known: dict[Path, Vectors] = {}

    def __call__(self, paths: Sequence[Path]) -> Vectors:
        """Features [M, d] in the order of `paths`."""
        for path in paths:
            if path not in self._known:
                pixels = to_input(open_rgb(path), self._classifier.backbone.preprocess)[None]
                self._known[path] = self._classifier.encode_pictures(pixels).cls[0].numpy()
        return np.stack([self._known[path] for path in paths])

    def words(self, names: Sequence[str]) -> Vectors:
        """T0 [C, d]."""
        return np.asarray(self._classifier.encode_names(names).plain.numpy())


Draw = Callable[[int, int], Strange]  # by number and shots


def strangers(
    draws: Mapping[str, Draw],
    work: Path,
    backbone: Backbone,
    *,
    splits: int,
    shots: Sequence[int],
    wordnet: Path | None = None,
) -> Iterator[str]:
    """Measures what is missing in `work`/strangers.jsonl; gives the lines of the tables.

    Args:
        draws: by kind of what is learned.
        wordnet: WordNet's folder `dict`: then negative words (NegLabel) are compared too.
    """
    record = work / "strangers.jsonl"
    done = _read(record)
    plain, far = Plain(backbone), far_pictures(work / "far")
    words = plain.words(nouns(wordnet)) if wordnet is not None else None
    yield f"{NOISE} pictures of noise, {len(far['photographs'])} photographs, up to {NEAR} near strangers a split"
    with record.open("a", encoding="utf-8") as file:
        for kind, shot, seed in [(k, s, n) for k in draws for s in shots for n in range(splits)]:
            if (kind, shot, seed) not in done:
                split = draws[kind](seed, shot)
                done[kind, shot, seed] = measure(split, far, plain, words)
                done[kind, shot, seed][SURE] = called_sure(split, far, plain, backbone)
                file.write(json.dumps([kind, shot, seed, done[kind, shot, seed]]) + "\n")
                file.flush()
    for kind, shot in [(kind, shot) for kind in draws for shot in shots]:
        yield ""
        yield f"{kind}, {shot} pictures of each class, {splits} splits: % turned away"
        rows = [done[kind, shot, seed] for seed in range(splits)]
        yield from table(rows)
        yield from sure_table([row[SURE] for row in rows])


def draws_of(pool: Pool) -> dict[str, Draw]:
    """Of drawings: concepts that the backbone never saw, and those that it knows."""
    return {
        f"{TRAINED} concepts unseen by the backbone": partial(unseen_split, pool),
        f"{TRAINED} concepts seen by the backbone": partial(seen_split, pool),
    }


def draws_of_folder(pool: FolderPool) -> dict[str, Draw]:
    """Of a person's own classes: half of them are learned, the others are the strangers."""
    trained = pool.cells()[0].trained

    def draw(seed: int, shots: int) -> Strange:
        split = pool.split(Cell("folder", shots, trained), seed)
        near = [path for path, _ in split.typed["folder"]]
        return Strange(split.learn, _paths(split.asked), near[:NEAR])

    return {f"{trained} classes of the folder": draw}


def unseen_split(pool: Pool, seed: int, shots: int) -> Strange:
    """A split of `benches.splits`; strangers are the other concepts that were never seen."""
    split = pool.split(seed, shots)
    others = [
        pool.labelled(concept, places[style])
        for concept, places in sorted(pool.unseen.items())
        for style in KEPT_STYLES
        if style in places
    ]
    near = [path for path, name in others if name not in split.names]
    random.Random(seed).shuffle(near)
    return Strange(split.learn, _paths(split.test), near[:NEAR])


def seen_split(pool: Pool, seed: int, shots: int) -> Strange:
    """The same with concepts that the backbone saw, asked about in the styles kept."""
    draw = random.Random(seed)
    known = sorted(concept for concept, places in pool.seen.items() if len(places) >= FEWEST_DRAWINGS)
    five = draw.sample(known, TRAINED)
    learn: list[Labelled] = []
    own: list[Labelled] = []
    for concept in five:
        found = pool.seen[concept]
        others = sorted(style for style in found if style not in KEPT_STYLES)
        learn += [pool.labelled(concept, found[style]) for style in draw.sample(others, shots)]
        own += [pool.labelled(concept, found[style]) for style in KEPT_STYLES if style in found]
    rest = draw.sample(sorted(set(pool.seen) - set(five)), NEAR)
    near = [pool.labelled(concept, pool.seen[concept][HELD_STYLE]) for concept in rest]
    return Strange(learn, _paths(own), _paths(near))


def far_pictures(folder: Path) -> dict[str, list[Path]]:
    """Noise, and scikit-image's photographs where it is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    draw, noise = np.random.default_rng(0), [folder / f"{number}.png" for number in range(NOISE)]
    for path in noise:
        Image.fromarray(draw.integers(0, 256, (96, 96, 3), np.uint8)).save(path)
    found = importlib.util.find_spec("skimage")
    photos: list[Path] = []
    if found is not None and found.origin is not None:
        data = Path(found.origin).parent / "data"
        photos = sorted(path for path in data.iterdir() if path.suffix in (".png", ".jpg"))
    return {"noise": noise, "photographs": photos}


def measure(
    split: Strange, far: Mapping[str, Sequence[Path]], plain: Plain, nouns: Vectors | None
) -> dict[str, Counts]:
    """By set of scores: how many pictures of each kind are turned away at each strength."""
    names = sorted({name for _, name in split.learn})
    labels = [names.index(name) for _, name in split.learn]
    learned, words = plain(_paths(split.learn)), plain.words(names)
    model = fit_instant(learned, labels, words)
    own = held_out_scores(learned, labels, words)
    asked = {"own": split.own, "near": split.near, **far}
    asked = {kind: paths for kind, paths in asked.items() if paths}
    scores = {kind: fit_scores(plain(paths), words, model) for kind, paths in asked.items()}
    if nouns is not None:
        own[NEGATIVE_WORDS] = negative_words(learned, words, nouns)
        for kind, paths in asked.items():
            scores[kind][NEGATIVE_WORDS] = negative_words(plain(paths), words, nouns)
    sets = [(name,) for name in (*SCORES, NEGATIVE_WORDS) if name in own]
    found = {
        "+".join(used): _counts(scores, [together(own, used, kept) for kept in STRENGTHS])
        for used in [*sets, *(pair for pair in PAIRS if all(name in own for name in pair))]
    }
    shown = {kind: min(10, len(asked[kind]) // 2) for kind in ("near", "noise")}
    others: dict[str, Array] = {
        name: np.concatenate([scores[kind][name][:count] for kind, count in shown.items()])
        for name in SCORES
        if name in own
    }
    rest = {
        kind: {name: rows[shown.get(kind, 0) :] for name, rows in values.items()} for kind, values in scores.items()
    }
    found[IN_USE] = _counts(scores, [fit_limits(own, rough=False, kept=kept) for kept in STRENGTHS])
    found[SHOWN_OTHERS] = _counts(rest, [fit_limits(own, rough=False, others=others)] * len(STRENGTHS))
    return found


def called_sure(split: Strange, far: Mapping[str, Sequence[Path]], plain: Plain, backbone: Backbone) -> Counts:
    """How many pictures of each kind the quick answer of these drawings calls sure, by each of `SURE_RULES`."""
    given = [name for _, name in split.learn]
    classes, _ = classes_of(given, backbone, TrainConfig())
    labels, learned = [classes.names.index(name) for name in given], plain(_paths(split.learn))
    adapter = instant_adapter(learned, labels, classes, backbone)
    classifier, words = Classifier(adapter, backbone), plain.words(classes.names)
    own = held_out_scores(learned, labels, words)
    judges = [Judge(rules, words, pictures_model(adapter)) for rules in _sure_rules(adapter.config.reject, own)]
    found: Counts = {"total": []}
    for kind, paths in {"own": split.own, "near": split.near, **far}.items():
        if paths:
            features = plain(paths)
            asked = torch.from_numpy(features)
            table = classifier.probabilities(PictureFeatures(asked, None, asked)).numpy()
            question = Asked(table.max(1), table.argmax(1), range(len(words)), features, words)
            verdicts = [[item.verdict for item in judge.judge(question)] for judge in judges]
            found[kind] = [said.count("sure") for said in verdicts]
            found["total"].append(len(paths))
    return found


def _sure_rules(reject: Sequence[Reject], own: Mapping[str, Array]) -> Iterator[list[Reject]]:
    """The adapter's limits with what each of `SURE_RULES` says of sure."""
    limits = [rule for rule in reject if not is_sure_line(rule.score)]
    lines = [rule for rule in reject if rule.score == SURE_SHARE]
    share = max([GUESS, *(rule.limit for rule in lines)])
    yield limits + lines
    for kept in LIKE:
        yield limits + lines + [*like_enough(own, rough=False, kept=kept)]
    for least in SURE_FROM:
        yield [*limits, Reject(SURE_SHARE, "below", max(share, least), rough=False)]


def sure_table(rows: Sequence[Counts]) -> Iterator[str]:
    """Shares that each rule calls sure."""
    kinds = [kind for kind in rows[0] if kind != "total"]
    total = np.sum([row["total"] for row in rows], 0)
    yield f"{'called sure, %':<34}" + "".join(f"{kind:>13}" for kind in kinds)
    for place, rule in enumerate(SURE_RULES):
        counts = [sum(row[kind][place] for row in rows) for kind in kinds]
        cells = (100 * count / total[at] for at, count in enumerate(counts))
        yield f"{rule:<34}" + "".join(f"{cell:>13.1f}" for cell in cells)


def together(own: Mapping[str, Array], scores: Sequence[str], kept: float) -> list[Reject]:
    """Limits of several scores that are expected to keep this share all together."""
    each = 1 - (1 - kept) / len(scores)
    return [bound(name, own[name], each, rough=False) for name in scores if np.isfinite(own[name]).sum() > 1]


def negative_words(plain: Vectors, words: Vectors, nouns: Vectors) -> Array:
    """The odds of the names beside nouns that are far from them, all but the nearest tenth (arXiv 2403.20078).

    As a logarithm: the share itself lies so near 0 and 1 that no limit could be told from its spread.
    """
    near = (nouns @ words.T).max(1)
    positive = np.exp(100.0 * (plain @ words.T).astype(np.float64) - 100).sum(1)
    negative = np.exp(100.0 * (plain @ nouns[near < np.quantile(near, 0.9)].T).astype(np.float64) - 100).sum(1)
    odds: Array = np.log(positive) - np.log(negative)
    return odds


def table(rows: Sequence[Mapping[str, Counts]]) -> Iterator[str]:
    """Shares turned away by each set of scores: at the strength in use, and where it keeps 95 % of own pictures."""
    kinds = [kind for kind in rows[0][IN_USE] if kind != "total"]
    heads = "".join(f"{kind:>13}" for kind in kinds)
    yield f"{'':<34}{'aiming at 5 % of own':<{len(heads)}}    where 5 % of own are lost"
    yield f"{'':<34}{heads}   {heads}"
    for used in [used for used in rows[0] if used != SURE]:
        total = np.sum([row[used]["total"] for row in rows], 0)
        shares = {kind: np.sum([row[used][kind] for row in rows], 0) / total[at] for at, kind in enumerate(kinds)}
        even = [at for at in range(1, len(STRENGTHS)) if shares["own"][at] <= 1 - KEPT]
        shown = [0]
        if used != SHOWN_OTHERS and even:
            shown.append(max(even, key=lambda at: float(sum(shares[kind][at] for kind in kinds[1:]))))
        cells = ("".join(f"{100 * shares[kind][at]:>13.1f}" for kind in kinds) for at in shown)
        yield f"{used:<34}" + "   ".join(cells)


def _counts(scores: Mapping[str, Mapping[str, Array]], limits: Sequence[Sequence[Reject]]) -> Counts:
    found = {kind: [int(turned_away(rules, values).sum()) for rules in limits] for kind, values in scores.items()}
    return found | {"total": [len(next(iter(values.values()))) for values in scores.values()]}


def _paths(labelled: Sequence[Labelled]) -> list[Path]:
    return [path for path, _ in labelled]


def _read(record: Path) -> dict[tuple[str, int, int], dict[str, Counts]]:
    if not record.exists():
        return {}
    lines: list[Any] = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    return {(kind, shot, seed): counts for kind, shot, seed, counts in lines if SURE in counts}


def main(arguments: list[str]) -> int:
    """The bench's command line."""
    parser = argparse.ArgumentParser(prog="bench.py trust_strangers", description=__doc__)
    parser.add_argument("drawings", type=Path, help="folder `drawings` of a run of packaging/demo_backbone")
    parser.add_argument("work", type=Path, help="folder for pictures and results; a run that was cut off goes on there")
    parser.add_argument("--splits", type=int, default=20)
    parser.add_argument("--shots", type=int, nargs="+", default=[2, 4])
    parser.add_argument("--wordnet", type=Path, help="WordNet's folder `dict`: negative words are compared too")
    given = parser.parse_args(arguments)
    pool = Pool(load_drawings(given.drawings), given.work / "pictures")
    backbone = load_backbone("demo")
    draws = draws_of(pool)
    for line in strangers(draws, given.work, backbone, splits=given.splits, shots=given.shots, wordnet=given.wordnet):
        print(line, flush=True)
    return 0
