"""Adapters of the instant classifier: variant `none`, made in a blink, nothing is trained."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mmrl_engine import presets
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import Reject
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.evaluation.groups import fewest_different
from mmrl_engine.examples import ClassList, class_list
from mmrl_engine.instant import fitting, result_of
from mmrl_engine.limits import FEWEST, fit_limits
from mmrl_engine.notices import Notice
from mmrl_engine.packing import pack
from mmrl_engine.rejection import MOST_PARTS, holding_out
from mmrl_engine.single_class import similarity_limits
from mmrl_engine.sure import like_enough, sure_line
from mmrl_engine.types import TrainConfig
from mmrl_engine.verdicts import NEVER_SURE, SURE_SHARE

HELD_OUT = 2  # pictures of a class: one to ask about, one to answer by
Array = npt.NDArray[np.float32]


def instant_adapter(
    features: Array,
    labels: Sequence[int],
    classes: ClassList,
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    groups: Sequence[object] | None = None,
) -> Adapter:
    """`making_instant` in one go.

    Raises:
        InputError: settings that cannot be used. ValueError: there is no picture.
    """
    return result_of(making_instant(features, labels, classes, backbone, config, groups=groups))


def making_instant(
    features: Array,
    labels: Sequence[int],
    classes: ClassList,
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    groups: Sequence[object] | None = None,
    parts: int = MOST_PARTS,
) -> Generator[None, None, Adapter]:
    """The adapter of pictures whose plain features f_c0 [N, d] are known; `labels` are places in `classes`.

    One class alone is not told from others: pictures belong to it or not, by their likeness. Yields after each small
    step.

    Args:
        groups: what is held out together and counts as one picture, such as exact copies.
        parts: in how many parts pictures are held out at most, for the limits; each costs a fit.

    Raises:
        InputError: settings that cannot be used. ValueError: there is no picture.
    """
    config = config or TrainConfig()
    recipe = presets.resolve(config, backbone.spec, backbone.preset)
    words = AdaptedClip(backbone, None).encode_prompts(classes.prompts).plain.numpy()
    model, held_out = yield from fitting(features, labels, words, scale=presets.SCALE, groups=groups)
    if len(words) == 1:
        return pack(backbone, None, recipe, config, classes, model, {}, similarity_limits(features, groups))
    bounds = yield from bounding(features, labels, words, groups, parts=parts)
    fewest = fewest_different(labels, groups, len(words))
    limits = (*bounds, *_sure(np.exp(held_out), np.asarray(labels), fewest))
    made = pack(backbone, None, recipe, config, classes, model, {}, limits, answers="instant")
    return replace(made, config=replace(made.config, temperature=model.temperature))


def classes_of(labels: Sequence[str], backbone: Backbone, config: TrainConfig) -> tuple[ClassList, list[Notice]]:
    """The classes that `labels` name, checked, and warnings that stop nothing.

    Raises:
        InputError: names, words or the template cannot be used; all problems together.
    """
    limit = backbone.spec.text.context_length
    return class_list(labels, config.words, config.template, backbone.count_tokens, limit)


def bounding(
    features: Array,
    labels: Sequence[int],
    words: Array,
    groups: Sequence[object] | None = None,
    *,
    parts: int = MOST_PARTS,
) -> Generator[None, None, tuple[Reject, ...]]:
    """Where "none of these" begins, and how like the others a sure answer must be, from each picture's f_c0 [N, d]
    beside what the others teach. Yields after each small step.

    Args:
        words: T0 of the classes [C, d]. groups: what is held out together and counts as one picture, such as exact
            copies. parts: as for `making_instant`.
    """
    own = yield from holding_out(features, labels, words, groups=groups, parts=parts)
    rough = fewest_different(labels, groups, len(words)) < FEWEST
    return (*fit_limits(own, rough=rough), *like_enough(own, rough=rough))


def _sure(shares: npt.NDArray[np.float64], own: npt.NDArray[np.intp], fewest: int) -> tuple[Reject, ...]:
    """Where "sure" begins, from the shares [N, C] that each picture gets from the others; nothing for few pictures.

    Where a class has one picture nothing can be held out, and nothing is sure.

    Args:
        fewest: different pictures of the smallest class.
    """
    if fewest < HELD_OUT:
        return (Reject(SURE_SHARE, "below", NEVER_SURE, rough=True),)
    if fewest < FEWEST:
        return ()
    line = sure_line(shares.max(1), shares.argmax(1) == own)
    return (Reject(SURE_SHARE, "below", line, rough=False),)
