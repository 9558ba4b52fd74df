"""`Classifier`: decoupled inference over trained and typed names. Trained names use f_c and f_r, typed names f_c
alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine.adapted import AdaptedClip, NameFeatures, PictureFeatures
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_clip import adapted_clip
from mmrl_engine.adapter_config import Balance
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import InputError
from mmrl_engine.examples import check_template, check_typed, fill
from mmrl_engine.fusion import Scores, log_probabilities
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.instant import beside_typed
from mmrl_engine.notices import Notice, notice
from mmrl_engine.packing import instant_model, pictures_model, words_config
from mmrl_engine.picture_inputs import read_inputs
from mmrl_engine.types import Answer, Kind, Score, TrainConfig
from mmrl_engine.verdicts import Asked, Judge, Judgement

CHUNK = 8  # pictures that pass the towers together
KEPT_NAMES = 10_000  # typed ones whose features are kept; two vectors each, some 40 MB


class Classifier:
    """Answers for pictures over the adapter's trained names and names that are only typed.

    Features and probabilities are apart, so that a name typed later costs no second look at the pictures.

    `without` names trained names that are left out of the list, as if they had never been there: no share of the answer
    is theirs, and they may be typed. Names that are not trained may stand in it.
    """

    def __init__(
        self,
        adapter: Adapter | None,
        backbone: Backbone,
        *,
        template: str | None = None,
        open_picture: OpenPicture = open_rgb,
    ) -> None:
        """`adapter` None answers from words alone; only then is `template` of use.

        Args:
            open_picture: decodes every picture, such as in another process.

        Raises:
            AdapterError: the adapter is another backbone's or does not fit it, asks for answers that this version
                cannot give, or does not give the scores here that it gave where it was made.
            InputError: `template` has no place for the words.
        """
        if template is not None and (problems := check_template(template)):
            raise InputError(*problems)
        self.config = words_config(backbone, template or TrainConfig().template) if adapter is None else adapter.config
        if self.config.answers != "mmrl":  # a balance undoes what training did to what then answers
            self.config = replace(self.config, balance=Balance("none"))
        self.trained: tuple[str, ...] = () if adapter is None else tuple(item.name for item in adapter.classes)
        self._words: tuple[str, ...] = () if adapter is None else tuple(item.words for item in adapter.classes)
        prompts = [fill(self.config.template, item) for item in self._words]
        self._clip = AdaptedClip(backbone, None) if adapter is None else adapted_clip(adapter, backbone, prompts)
        self._trained = self._clip.encode_prompts(prompts)
        self._typed: dict[str, NameFeatures] = {}
        self._open_picture = open_picture
        self._instant = None if adapter is None or self.config.answers != "instant" else instant_model(adapter)
        pictures = None if adapter is None else pictures_model(adapter)
        self._judge = Judge(self.config.reject, self._trained.plain.numpy(), pictures)

    @property
    def backbone(self) -> Backbone:
        """What computes: the one that was given, or its copy on the processor once a graphics card's memory was too
        short.
        """
        return self._clip.backbone

    @property
    def needs_plain(self) -> bool:
        """Whether answers need f_c0: the gate and the limits for "none of these" ask the untouched CLIP too, which is a
        second pass of the upper layers.
        """
        return self.config.balance.rule != "none" or self._judge.needs_plain

    def classify(
        self, paths: Sequence[Path | str], typed: Sequence[str] = (), *, without: Collection[str] = ()
    ) -> Iterator[Answer]:
        """An answer for each picture, in order; a picture that cannot be read gets its reason and the others go on.

        Raises:
            InputError: typed names that are blank, twice, trained already or too long; or no name at all. At once,
            before any picture.
        """
        without = frozenset(without)
        self._check_names(typed, self._kept(without))
        return self._classify([Path(path) for path in paths], tuple(typed), without)

    def encode_pictures(self, pixels: npt.NDArray[np.float32], *, plain: bool | None = None) -> PictureFeatures:
        """Features of normalised pictures [M, 3, S, S] (`mmrl_engine.views.to_input`).

        Args:
            plain: whether f_c0 is made; None makes it only where answers need it.
        """
        return self._clip.encode_pictures(pixels, plain=self.needs_plain if plain is None else plain)

    def encode_names(self, names: Sequence[str]) -> NameFeatures:
        """Features [N, d] of names in the adapter's prompt, as if they were typed; trained names may be among them.

        Raises:
            InputError: names that are blank, twice or too long.
        """
        return self._typed_features(self._words_of(names, ()))

    @property
    def clip(self) -> AdaptedClip:
        """What the features come from."""
        return self._clip

    def directions(self, names: Sequence[str], *, kind: Kind) -> Tensor:
        """float32 [N, d]: a name's score is the product of its row and f_c, but for what is equal for all pictures.

        Args:
            kind: whether these are trained names, or typed ones.

        Raises:
            ValueError: a name that is said to be trained is not. InputError: typed ones, as `encode_names`.
        """
        if kind == "typed":
            return self.config.scale * self.encode_names(names).adapted
        places = [self.trained.index(name) for name in names]
        found = self.config.scale * self._trained.adapted[places]
        if self._instant is None:
            return found
        width = self.backbone.spec.embed_dim
        slopes = self._instant.scores(np.eye(width)) - self._instant.scores(np.zeros((1, width)))
        return found + torch.from_numpy(slopes.T[places]).float()

    def probabilities(
        self, features: PictureFeatures, typed: Sequence[str] = (), *, without: Collection[str] = ()
    ) -> Tensor:
        """float64 [M, B + N]: the trained names in the adapter's order, then the typed ones. Rows sum to one.

        Raises:
            InputError: as `classify`.
        """
        kept = self._kept(without)
        return self._table(self._scores(features, typed, kept), len(kept))

    def answers(
        self,
        paths: Sequence[Path],
        features: PictureFeatures,
        typed: Sequence[str] = (),
        *,
        without: Collection[str] = (),
    ) -> list[Answer]:
        """Answers from features [M, d] that were computed before; raises as `classify`."""
        kept = self._kept(without)
        scores_of = self._scores(features, typed, kept)
        table = self._table(scores_of, len(kept))
        judged = self._judged(features, scores_of, table, typed, kept)
        names: list[tuple[str, Kind]] = [(self.trained[place], "trained") for place in kept]
        names += [(name, "typed") for name in typed]
        found = []
        for path, row, said in zip(paths, table.tolist(), judged, strict=True):
            scores = [Score(*name, value) for name, value in zip(names, row, strict=True)]
            scores.sort(key=lambda score: -score.probability)
            found.append(Answer(path, tuple(scores), said.verdict, fit=said.fit, sure_from=self._judge.line))
        return found

    def _scores(self, features: PictureFeatures, typed: Sequence[str], kept: Sequence[int]) -> Scores:
        """Scaled cosines with the names of the list: those trained ones that are kept, then the typed ones."""
        typed_names = self._typed_features(self._check_names(typed, kept))
        adapted = torch.cat([self._trained.adapted[kept], typed_names.adapted])
        plain_names = torch.cat([self._trained.plain[kept], typed_names.plain])
        scale = self.config.scale
        rep = None if features.rep is None else scale * features.rep @ adapted[: len(kept)].T
        plain = None if features.plain is None else scale * features.plain @ plain_names.T
        return Scores(self._with_pictures(scale * features.cls @ adapted.T, features, kept), rep, plain)

    def _with_pictures(self, by_words: Tensor, features: PictureFeatures, kept: Sequence[int]) -> Tensor:
        """The scores [M, B + N] of words with what the instant classifier adds for trained names, where it answers."""
        if self._instant is None or not kept:
            return by_words
        added = self._instant.scores(features.cls.numpy())[:, kept]
        scores, own = by_words.double(), slice(len(kept))
        pictures = float(self._instant.counts[kept].sum())
        beside = beside_typed(
            scores[:, own].numpy(), added, scores[:, len(kept) :].numpy(), pictures, self.config.temperature
        )
        scores[:, own] = torch.from_numpy(beside)
        return scores

    def _table(self, scores: Scores, trained: int) -> Tensor:
        return log_probabilities(scores, trained, self.config).exp()

    def _kept(self, without: Collection[str]) -> list[int]:
        """Places of the trained names that stand in the list."""
        return [place for place, name in enumerate(self.trained) if name not in without]

    def _check_names(self, typed: Sequence[str], kept: Sequence[int]) -> list[str]:
        """The words of typed names beside the trained ones that are kept."""
        words = self._words_of(typed, [text for place in kept for text in (self.trained[place], self._words[place])])
        if not (kept or words):
            raise InputError(notice("typed-nothing"))
        return words

    def _words_of(self, names: Sequence[str], known: Sequence[str]) -> list[str]:
        limit = self.backbone.spec.text.context_length
        return check_typed(names, known, self.config.template, self.backbone.count_tokens, limit)

    def _typed_features(self, words: Sequence[str]) -> NameFeatures:
        """Features of typed words [N, d], which are kept up to some number."""
        new = [item for item in words if item not in self._typed]
        made = self._clip.encode_prompts([fill(self.config.template, item) for item in new])
        self._typed |= {item: NameFeatures(made.adapted[i], made.plain[i]) for i, item in enumerate(new)}
        if not words:
            return made
        kept = [self._typed[item] for item in words]
        if len(self._typed) > max(KEPT_NAMES, len(words)):  # the names of the list at hand stay
            self._typed = dict(zip(words, kept, strict=True))
        return NameFeatures(torch.stack([item.adapted for item in kept]), torch.stack([item.plain for item in kept]))

    def _classify(self, paths: Sequence[Path], typed: tuple[str, ...], without: frozenset[str]) -> Iterator[Answer]:
        for start in range(0, len(paths), CHUNK):
            yield from self._chunk(paths[start : start + CHUNK], typed, without)

    def _chunk(self, paths: Sequence[Path], typed: tuple[str, ...], without: frozenset[str]) -> Iterator[Answer]:
        inputs = read_inputs(paths, self._open_picture, self.backbone.preprocess)
        answers: Sequence[Answer] = ()
        if inputs.readable:
            answers = self.answers(inputs.readable, self.encode_pictures(inputs.pixels), typed, without=without)
        for path, found in zip(paths, inputs.all_in_order(answers), strict=True):
            yield Answer(path, (), error=found) if isinstance(found, Notice) else found

    def _judged(
        self, features: PictureFeatures, scores: Scores, table: Tensor, typed: Sequence[str], kept: Sequence[int]
    ) -> list[Judgement]:
        """How sure the answers are, and how much the pictures are like anything in the list."""
        share, place = table.max(1)
        names = torch.cat([self._trained.plain[kept], self._typed_features(self._check_names(typed, kept)).plain])
        adapted = scores.cls.amax(1).double() / self.config.scale if self.config.answers == "mmrl" else None
        return self._judge.judge(
            Asked(
                share=share.numpy(),
                place=place.numpy(),
                learned=kept,
                plain=None if features.plain is None else features.plain.numpy(),
                words=names.numpy(),
                adapted=None if adapted is None else adapted.numpy(),
            )
        )
