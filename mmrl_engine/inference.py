"""`Classifier`: decoupled inference over trained and typed names. Trained names use f_c and f_r, typed names f_c
alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine.adapted import AdaptedClip, NameFeatures, PictureFeatures
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_clip import adapted_clip
from mmrl_engine.adapter_config import Reject
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import InputError, PictureError
from mmrl_engine.examples import check_template, check_typed, fill
from mmrl_engine.fusion import Scores, log_probabilities
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.notices import notice
from mmrl_engine.packing import words_config
from mmrl_engine.single_class import SCORE, similarity
from mmrl_engine.types import Answer, Kind, Score, TrainConfig, Verdict
from mmrl_engine.verdicts import PLAIN_COSINE, choice_verdict, is_turned_away, member_verdict
from mmrl_engine.views import to_input

CHUNK = 8  # pictures that pass the towers together


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
        self.backbone = backbone
        self.config = words_config(backbone, template or TrainConfig().template) if adapter is None else adapter.config
        self.trained: tuple[str, ...] = () if adapter is None else tuple(item.name for item in adapter.classes)
        self._words: tuple[str, ...] = () if adapter is None else tuple(item.words for item in adapter.classes)
        prompts = [fill(self.config.template, item) for item in self._words]
        self._clip = AdaptedClip(backbone, None) if adapter is None else adapted_clip(adapter, backbone, prompts)
        self._trained = self._clip.encode_prompts(prompts)
        self._typed: dict[str, NameFeatures] = {}
        self._open_picture = open_picture
        self._mean: Tensor | None = None
        if adapter is not None and "plain.means" in adapter.tensors:
            self._mean = torch.from_numpy(np.array(adapter.tensors["plain.means"]))
        self._member_limit = self._limit(SCORE) if len(self.trained) == 1 else None
        self._plain_limit = self._limit(PLAIN_COSINE)

    @property
    def needs_plain(self) -> bool:
        """Whether answers need f_c0: the gate, one class alone and the limit for "none of these" ask the untouched CLIP
        too, which is a second pass of the upper layers.
        """
        return self.config.balance.rule != "none" or len(self.trained) == 1 or self._plain_limit is not None

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
        verdicts = self._verdicts(features, scores_of, table, kept)
        names: list[tuple[str, Kind]] = [(self.trained[place], "trained") for place in kept]
        names += [(name, "typed") for name in typed]
        found = []
        for path, row, verdict in zip(paths, table.tolist(), verdicts, strict=True):
            scores = [Score(*name, value) for name, value in zip(names, row, strict=True)]
            scores.sort(key=lambda score: -score.probability)
            found.append(Answer(path, tuple(scores), verdict))
        return found

    def _scores(self, features: PictureFeatures, typed: Sequence[str], kept: Sequence[int]) -> Scores:
        """Scaled cosines with the names of the list: those trained ones that are kept, then the typed ones."""
        typed_names = self._typed_features(self._check_names(typed, kept))
        adapted = torch.cat([self._trained.adapted[kept], typed_names.adapted])
        plain_names = torch.cat([self._trained.plain[kept], typed_names.plain])
        scale = self.config.scale
        rep = None if features.rep is None else scale * features.rep @ adapted[: len(kept)].T
        plain = None if features.plain is None else scale * features.plain @ plain_names.T
        return Scores(scale * features.cls @ adapted.T, rep, plain)

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
        """Features of typed words [N, d], which are kept."""
        new = [item for item in words if item not in self._typed]
        made = self._clip.encode_prompts([fill(self.config.template, item) for item in new])
        self._typed |= {item: NameFeatures(made.adapted[i], made.plain[i]) for i, item in enumerate(new)}
        if not words:
            return made
        kept = [self._typed[item] for item in words]
        return NameFeatures(torch.stack([item.adapted for item in kept]), torch.stack([item.plain for item in kept]))

    def _classify(self, paths: Sequence[Path], typed: tuple[str, ...], without: frozenset[str]) -> Iterator[Answer]:
        for start in range(0, len(paths), CHUNK):
            yield from self._chunk(paths[start : start + CHUNK], typed, without)

    def _chunk(self, paths: Sequence[Path], typed: tuple[str, ...], without: frozenset[str]) -> Iterator[Answer]:
        inputs: list[npt.NDArray[np.float32]] = []
        readable: list[Path] = []
        failed: dict[int, Answer] = {}
        for place, path in enumerate(paths):
            try:
                inputs.append(to_input(self._open_picture(path), self.backbone.preprocess))
                readable.append(path)
            except PictureError as error:
                failed[place] = Answer(path, (), error=error.notices[0])
        answers: Iterator[Answer] = iter(())
        if inputs:
            answers = iter(self.answers(readable, self.encode_pictures(np.stack(inputs)), typed, without=without))
        for place in range(len(paths)):
            yield failed[place] if place in failed else next(answers)

    def _limit(self, score: str) -> Reject | None:
        return next((item for item in self.config.reject if item.score == score), None)

    def _verdicts(
        self, features: PictureFeatures, scores: Scores, table: Tensor, kept: Sequence[int]
    ) -> list[Verdict | None]:
        """By the list, except for the class that was learned alone where it is the answer: by its own similarity."""
        best, places = table.max(1)
        verdicts = self._choice_verdicts(scores, best)
        if self._member_limit is None or not kept:
            return verdicts
        members = self._member_verdicts(features, self._member_limit)
        return [members[row] if place == 0 else verdicts[row] for row, place in enumerate(places.tolist())]

    def _choice_verdicts(self, scores: Scores, best: Tensor) -> list[Verdict | None]:
        """By the shares [M] of the likeliest names, and how near the pictures are to any name of the list at all."""
        limit = self._plain_limit
        nothing_said: list[Verdict | None] = [None] * len(best)
        if limit is None:
            alone = scores.cls.shape[1] == 1  # its share is 1, whatever the picture shows
            return nothing_said if alone else [choice_verdict(share, turned_away=False) for share in best.tolist()]
        if scores.plain is None:
            return nothing_said
        largest = (scores.plain.amax(1) / self.config.scale).tolist()
        return [
            choice_verdict(share, turned_away=is_turned_away(limit, value))
            for share, value in zip(best.tolist(), largest, strict=True)
        ]

    def _member_verdicts(self, features: PictureFeatures, limit: Reject) -> list[Verdict | None]:
        if self._mean is None or features.plain is None:
            return [None] * len(features.cls)
        return [member_verdict(limit, value) for value in similarity(features.plain, self._mean[0]).tolist()]
