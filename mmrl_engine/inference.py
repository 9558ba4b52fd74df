"""`Classifier`: decoupled inference over trained and typed names. Trained names use f_c and f_r, typed names f_c
alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from mmrl_engine.adapted import AdaptedClip, NameFeatures, PictureFeatures
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import AdapterConfig, Reject
from mmrl_engine.adapter_schema import Checks
from mmrl_engine.adapter_tensors import OPTIONAL_TENSORS, expected_tensors
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import AdapterError, InputError, PictureError
from mmrl_engine.examples import check_template, check_typed, fill
from mmrl_engine.fusion import Scores, log_probabilities
from mmrl_engine.images import open_rgb
from mmrl_engine.notices import notice
from mmrl_engine.packing import compute_checks, words_config
from mmrl_engine.representation import Representation, build_representation
from mmrl_engine.single_class import SCORE, similarity
from mmrl_engine.types import Answer, Kind, Score, TrainConfig, Verdict
from mmrl_engine.untrusted import shown
from mmrl_engine.views import to_input

CHUNK = 8  # pictures that pass the towers together
CHECK_TOLERANCE = 5e-3  # of raw scores: 1e-3 of a probability, what devices may differ by


class Classifier:
    """Answers for pictures over the adapter's trained names and names that are only typed.

    Features and probabilities are apart, so that a name typed later costs no second look at the pictures.
    """

    def __init__(self, adapter: Adapter | None, backbone: Backbone, *, template: str | None = None) -> None:
        """`adapter` None answers from words alone; only then is `template` of use.

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
        self._clip = AdaptedClip(backbone, None) if adapter is None else _checked(adapter, backbone, prompts)
        self._trained = self._clip.encode_prompts(prompts)
        self._typed: dict[str, NameFeatures] = {}
        # The gate and one class alone ask the untouched CLIP too, which is a second pass of the upper layers.
        self._needs_plain = self.config.balance.rule != "none" or len(self.trained) == 1
        self._mean: Tensor | None = None
        if adapter is not None and "plain.means" in adapter.tensors:
            self._mean = torch.from_numpy(np.array(adapter.tensors["plain.means"]))

    def classify(self, paths: Sequence[Path | str], typed: Sequence[str] = ()) -> Iterator[Answer]:
        """An answer for each picture, in order; a picture that cannot be read gets its reason and the others go on.

        Raises:
            InputError: typed names that are blank, twice, trained already or too long; or no name at all. At once,
            before any picture.
        """
        self._check_names(typed)
        return self._classify([Path(path) for path in paths], tuple(typed))

    def encode_pictures(self, pixels: npt.NDArray[np.float32]) -> PictureFeatures:
        """Features of normalised pictures [M, 3, S, S] (`mmrl_engine.views.to_input`); f_c0 only where it is needed."""
        return self._clip.encode_pictures(pixels, plain=self._needs_plain)

    def probabilities(self, features: PictureFeatures, typed: Sequence[str] = ()) -> Tensor:
        """float64 [M, B + N]: the trained names in the adapter's order, then the typed ones. Rows sum to one.

        Raises:
            InputError: as `classify`.
        """
        words = self._check_names(typed)
        names = self._names(words)
        scale = self.config.scale
        rep = None if features.rep is None else scale * features.rep @ self._trained.adapted.T
        plain = None if features.plain is None else scale * features.plain @ names.plain.T
        scores = Scores(scale * features.cls @ names.adapted.T, rep, plain)
        return log_probabilities(scores, len(self.trained), self.config).exp()

    def answers(self, paths: Sequence[Path], features: PictureFeatures, typed: Sequence[str] = ()) -> list[Answer]:
        """Answers from features [M, d] that were computed before."""
        table = self.probabilities(features, typed)
        verdicts = self._verdicts(features, table)
        names: list[tuple[str, Kind]] = [(name, "trained") for name in self.trained]
        names += [(name, "typed") for name in typed]
        found = []
        for path, row, verdict in zip(paths, table.tolist(), verdicts, strict=True):
            scores = [Score(*name, value) for name, value in zip(names, row, strict=True)]
            scores.sort(key=lambda score: -score.probability)
            found.append(Answer(path, tuple(scores), verdict))
        return found

    def _check_names(self, typed: Sequence[str]) -> list[str]:
        limit = self.backbone.spec.text.context_length
        known = (*self.trained, *self._words)
        words = check_typed(typed, known, self.config.template, self.backbone.count_tokens, limit)
        if not (self.trained or words):
            raise InputError(notice("typed-nothing"))
        return words

    def _names(self, words: Sequence[str]) -> NameFeatures:
        """Features of the trained names and of typed words; those of typed words are kept."""
        new = [item for item in words if item not in self._typed]
        if new:
            made = self._clip.encode_prompts([fill(self.config.template, item) for item in new])
            self._typed |= {item: NameFeatures(made.adapted[i], made.plain[i]) for i, item in enumerate(new)}
        kept = [self._typed[item] for item in words]
        return NameFeatures(
            torch.cat([self._trained.adapted, *(item.adapted[None] for item in kept)]),
            torch.cat([self._trained.plain, *(item.plain[None] for item in kept)]),
        )

    def _classify(self, paths: Sequence[Path], typed: tuple[str, ...]) -> Iterator[Answer]:
        for start in range(0, len(paths), CHUNK):
            yield from self._chunk(paths[start : start + CHUNK], typed)

    def _chunk(self, paths: Sequence[Path], typed: tuple[str, ...]) -> Iterator[Answer]:
        inputs: list[npt.NDArray[np.float32]] = []
        readable: list[Path] = []
        failed: dict[int, Answer] = {}
        for place, path in enumerate(paths):
            try:
                inputs.append(to_input(open_rgb(path), self.backbone.preprocess))
                readable.append(path)
            except PictureError as error:
                failed[place] = Answer(path, (), error=error.notices[0])
        answers = iter(self.answers(readable, self.encode_pictures(np.stack(inputs)), typed) if inputs else ())
        for place in range(len(paths)):
            yield failed[place] if place in failed else next(answers)

    def _verdicts(self, features: PictureFeatures, table: Tensor) -> list[Verdict | None]:
        """One class alone is a yes or a no by similarity (`single_class`); lists of several have no thresholds yet."""
        rule = next((item for item in self.config.reject if item.score == SCORE), None)
        if len(self.trained) != 1 or rule is None or self._mean is None or features.plain is None:
            return [None] * len(table)
        similar = similarity(features.plain, self._mean[0]).tolist()
        best = table.argmax(1).tolist()
        return [_yes_or_no(rule, value) if top == 0 else None for value, top in zip(similar, best, strict=True)]


def _yes_or_no(rule: Reject, value: float) -> Verdict:
    """A limit from too few pictures (`rough`) makes nothing sure."""
    turned_away = value < rule.limit if rule.direction == "below" else value > rule.limit
    if turned_away:
        return "none"
    return "maybe" if rule.rough else "sure"


def _largest_difference(a: Checks, b: Checks) -> float:
    first = np.array([*a.class_scores, *a.representation_scores])
    second = np.array([*b.class_scores, *b.representation_scores])
    return float(np.abs(first - second).max()) if first.shape == second.shape else float("inf")


def _checked(adapter: Adapter, backbone: Backbone, prompts: Sequence[str]) -> AdaptedClip:
    """The clip that answers, once the adapter's own checks (raw scores of computed inputs) have come out as where it
    was made.
    """
    adapter.require_backbone(backbone.fingerprint)
    config = adapter.config
    if config.answers == "instant":
        raise AdapterError.of("adapter-answers-not-built", answers=config.answers)
    if differs := [*_other_settings(config, backbone), *_other_tensors(adapter, backbone)]:
        more = [f"and {len(differs) - 8} more"] if len(differs) > 8 else []
        raise AdapterError.of("adapter-other-shape", backbone=shown(backbone.id), differs=[*differs[:8], *more])
    clip = AdaptedClip(backbone, None)
    made = clip if config.variant == "none" else AdaptedClip(backbone, _representation(adapter, backbone))
    difference = _largest_difference(compute_checks(made, prompts), adapter.checks)
    if not difference <= CHECK_TOLERANCE:
        raise AdapterError.of("adapter-checks-differ", difference=f"{difference:.2g}")
    return clip if config.answers == "words" else made


def _other_settings(config: AdapterConfig, backbone: Backbone) -> Iterator[str]:
    """What the config says otherwise than the backbone. A fingerprint in a file is but a claim."""
    spec = backbone.spec
    if config.layers > min(spec.vision.layers, spec.text.layers):
        yield f"n is {config.layers}, more than the backbone's layers"
        return
    has_tokens = config.layers > 0
    wanted = {
        "J_vision": (config.vision_start, spec.vision.layers - config.layers + 1 if has_tokens else 0),
        "J_text": (config.text_start, spec.text.layers - config.layers + 1 if has_tokens else 0),
        "context_length": (config.context_length, spec.text.context_length),
    }
    made, here = asdict(config.preprocess), asdict(backbone.preprocess)
    wanted |= {f"preprocess.{key}": (made[key], here[key]) for key in here}
    yield from (f"{name} is {found} instead of {right}" for name, (found, right) in wanted.items() if found != right)


def _other_tensors(adapter: Adapter, backbone: Backbone) -> Iterator[str]:
    """Tensors that are missing, too many, or of another shape than the backbone's widths ask for."""
    spec = backbone.spec
    expected = expected_tensors(
        adapter.config,
        adapter.classes,
        vision_width=spec.vision.width,
        text_width=spec.text.width,
        embed_dim=spec.embed_dim,
    )
    found = {name: tuple(array.shape) for name, array in adapter.tensors.items()}
    yield from (f"{name} is missing" for name in sorted(set(expected) - set(found) - set(OPTIONAL_TENSORS)))
    yield from (f"{shown(name)} is not known" for name in sorted(set(found) - set(expected)))
    for name in sorted(set(found) & set(expected)):
        if found[name] != expected[name]:
            yield f"{name} is {[*found[name]]} instead of {[*expected[name]]}"


def _representation(adapter: Adapter, backbone: Backbone) -> Representation:
    """The adapter's trained part with its tensors."""
    projection, text_width = backbone.visual.proj.detach().cpu(), backbone.spec.text.width
    made = build_representation(adapter.config, frozen_projection=projection, text_width=text_width)
    made.load_arrays(adapter.tensors)
    return made
