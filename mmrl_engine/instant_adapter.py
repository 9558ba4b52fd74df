"""Adapters of the instant classifier: variant `none`, made in a blink, nothing is trained."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import torch

from mmrl_engine import presets
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import AnswerSource, Reject
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.examples import ClassList, class_list
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.instant import fit_instant
from mmrl_engine.limits import FEWEST, fit_limits
from mmrl_engine.notices import Notice
from mmrl_engine.packing import pack
from mmrl_engine.rejection import held_out_scores
from mmrl_engine.single_class import similarity_limit
from mmrl_engine.training import check_pictures
from mmrl_engine.types import Example, Progress, TrainConfig
from mmrl_engine.views import to_input


def instant_adapter(
    features: npt.NDArray[np.float32],
    labels: Sequence[int],
    classes: ClassList,
    backbone: Backbone,
    config: TrainConfig | None = None,
) -> Adapter:
    """The adapter of pictures whose plain features f_c0 [N, d] are known; `labels` are places in `classes`.

    Raises:
        InputError: settings that cannot be used. ValueError: there is no picture.
    """
    config = config or TrainConfig()
    recipe = presets.resolve(config, backbone.spec, backbone.preset)
    words = AdaptedClip(backbone, None).encode_prompts(classes.prompts).plain.numpy()
    model = fit_instant(features, labels, words, scale=presets.SCALE)
    limits = _limits(features, labels, words)
    answers: AnswerSource = "instant" if len(words) > 1 else "words"  # of one class there is nothing to tell apart
    made = pack(backbone, None, recipe, config, classes, model, {}, limits, answers=answers)
    return replace(made, config=replace(made.config, temperature=model.temperature))


def fit_quick(
    examples: Sequence[Example],
    backbone: Backbone,
    config: TrainConfig | None = None,
    *,
    open_picture: OpenPicture = open_rgb,
) -> Generator[Progress, None, Adapter]:
    """As `mmrl_engine.fit`, but nothing is trained: every picture passes the backbone once.

    Raises:
        InputError, PictureError, EngineError: as `fit`.
    """
    config = config or TrainConfig()
    presets.resolve(config, backbone.spec, backbone.preset)  # settings that cannot be used are told before any work
    classes, warnings = classes_of([example.label for example in examples], backbone, config)
    pictures = yield from check_pictures(examples, classes, warnings, open_picture)
    clip = AdaptedClip(backbone, None)
    features = np.empty((len(pictures.paths), backbone.spec.embed_dim), np.float32)
    for place, path in enumerate(pictures.paths):
        pixels = to_input(open_picture(path), backbone.preprocess)
        features[place] = clip.encode_pictures(pixels[None]).cls[0].numpy()
        yield Progress("prepare", place + 1, len(features))
    return instant_adapter(features, pictures.labels, classes, backbone, config)


def classes_of(labels: Sequence[str], backbone: Backbone, config: TrainConfig) -> tuple[ClassList, list[Notice]]:
    """The classes that `labels` name, checked, and warnings that stop nothing.

    Raises:
        InputError: names, words or the template cannot be used; all problems together.
    """
    limit = backbone.spec.text.context_length
    return class_list(labels, config.words, config.template, backbone.count_tokens, limit)


def _limits(
    features: npt.NDArray[np.float32], labels: Sequence[int], words: npt.NDArray[np.float32]
) -> tuple[Reject, ...]:
    """Where "none of these" begins, from each picture beside what the others teach."""
    if len(words) == 1:
        return (similarity_limit(torch.from_numpy(features)),)
    own = held_out_scores(features, labels, words)
    return fit_limits(own, rough=int(np.bincount(labels, minlength=len(words)).min()) < FEWEST)
