"""Limits of "none of these" from pictures of something else, beside those of the classes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.calibrated import BesideOthers
from mmrl_engine.errors import PictureError
from mmrl_engine.evaluation.groups import fewest_different, held_groups
from mmrl_engine.examples import fill
from mmrl_engine.images import OpenPicture, open_rgb, printable_path
from mmrl_engine.limits import FEWEST, fit_limits, turned_away
from mmrl_engine.notices import Notice, notice
from mmrl_engine.packing import pictures_model
from mmrl_engine.rejection import fit_scores, holding_out
from mmrl_engine.types import Example, Progress
from mmrl_engine.verdicts import is_sure_line
from mmrl_engine.views import to_input

Features = npt.NDArray[np.float32]


def fit_others(
    adapter: Adapter,
    examples: Sequence[Example],
    others: Sequence[Path],
    backbone: Backbone,
    *,
    groups: Sequence[str] | None = None,
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, Adapter]:
    """The adapter with the limits that turn away most of `others` and let 95 % of the `examples` pass.

    It is the same where no limit tells them apart, or no other picture can be read. Where "sure" begins stays.

    Args:
        examples: what the adapter was learned from. Pictures that cannot be read are left out.
        groups: what each example belongs to, as for `fit`.
    """
    total = len(examples) + len(others)
    own, places = yield from _features([item.path for item in examples], 0, total, backbone, open_picture)
    strange, _ = yield from _features(others, len(examples), total, backbone, open_picture)
    if not (len(own) and len(strange)):
        return adapter
    labels = [examples[place].label for place in places]
    kept = None if groups is None else [groups[place] for place in places]
    found = yield from _told(beside_others(adapter, backbone, own, labels, strange, groups=kept), total)
    return adapter if found is None else replace(adapter, config=replace(adapter.config, reject=found.reject))


def beside_others(
    adapter: Adapter,
    backbone: Backbone,
    own: Features,
    labels: Sequence[str],
    strange: Features,
    *,
    groups: Sequence[str] | None = None,
) -> Generator[None, None, BesideOthers | None]:
    """The limits of `fit_others`, from features; None where none tells the others apart. Yields after small steps.

    Args:
        own: f_c0 [N, d] of what the adapter was learned from, of the classes `labels` [N], in `groups` [N].
        strange: f_c0 [M, d] of pictures of something else; one at least.
    """
    names = [item.name for item in adapter.classes]
    learned = [names.index(label) for label in labels]
    prompts = [fill(adapter.config.template, item.words) for item in adapter.classes]
    words = AdaptedClip(backbone, None).encode_prompts(prompts).plain.numpy()
    copies = [row.tobytes().hex() for row in own]  # exact copies have equal features
    together = held_groups(learned, copies, groups)
    scores = yield from holding_out(own, learned, words, groups=together)
    others = fit_scores(strange, words, pictures_model(adapter))
    rough = fewest_different(learned, together, len(names)) < FEWEST
    limits = fit_limits(scores, rough=rough, others=others)
    if not limits:
        return None
    sure = tuple(rule for rule in adapter.config.reject if is_sure_line(rule.score))
    away, lost = (int(turned_away(limits, found).sum()) for found in (others, scores))
    return BesideOthers((*limits, *sure), away, len(strange), lost, len(own))


def _told(
    steps: Generator[None, None, BesideOthers | None], total: int
) -> Generator[Progress, None, BesideOthers | None]:
    """What the steps come to; it can be stopped after each."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found: BesideOthers | None = stop.value
            return found
        yield Progress("evaluate", total, total)


def _features(
    paths: Sequence[Path], done: int, total: int, backbone: Backbone, open_picture: OpenPicture
) -> Generator[Progress, None, tuple[Features, list[int]]]:
    """f_c0 [M, d] of those that can be read, and which these are."""
    clip, rows, places = AdaptedClip(backbone, None), [], []
    for place, path in enumerate(paths):
        told: tuple[Notice, ...] = ()
        try:
            pixels = to_input(open_picture(path), backbone.preprocess)
            rows.append(clip.encode_pictures(pixels[None]).cls.numpy())
            places.append(place)
        except PictureError as error:
            told = (notice("picture-left-out", path=printable_path(path), reason=str(error)),)
        yield Progress("evaluate", done + place + 1, total, notices=told)
    width = backbone.spec.embed_dim
    return np.concatenate([np.empty((0, width), np.float32), *rows]), places
