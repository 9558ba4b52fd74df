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
from mmrl_engine.errors import PictureError
from mmrl_engine.evaluation.groups import fewest_different, held_groups
from mmrl_engine.examples import fill
from mmrl_engine.images import OpenPicture, open_rgb, printable_path
from mmrl_engine.limits import FEWEST, fit_limits
from mmrl_engine.notices import Notice, notice
from mmrl_engine.packing import pictures_model
from mmrl_engine.rejection import Array, fit_scores, holding_out
from mmrl_engine.types import Example, Progress
from mmrl_engine.verdicts import is_sure_line
from mmrl_engine.views import to_input

Features = npt.NDArray[np.float32]
Scores = dict[str, Array]


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
    names = [item.name for item in adapter.classes]
    total = len(examples) + len(others)
    own, labels = yield from _features([item.path for item in examples], 0, total, backbone, open_picture)
    strange, _ = yield from _features(others, len(examples), total, backbone, open_picture)
    if not (len(own) and len(strange)):
        return adapter
    learned = [names.index(examples[place].label) for place in labels]
    prompts = [fill(adapter.config.template, item.words) for item in adapter.classes]
    words = AdaptedClip(backbone, None).encode_prompts(prompts).plain.numpy()
    copies = [row.tobytes().hex() for row in own]  # exact copies have equal features
    together = held_groups(learned, copies, None if groups is None else [groups[place] for place in labels])
    limits = fit_limits(
        (yield from _told(holding_out(own, learned, words, groups=together), total)),
        rough=fewest_different(learned, together, len(names)) < FEWEST,
        others=fit_scores(strange, words, pictures_model(adapter)),
    )
    sure = tuple(rule for rule in adapter.config.reject if is_sure_line(rule.score))
    return replace(adapter, config=replace(adapter.config, reject=(*limits, *sure))) if limits else adapter


def _told(steps: Generator[None, None, Scores], total: int) -> Generator[Progress, None, Scores]:
    """What the steps come to; it can be stopped after each."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found: Scores = stop.value
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
