"""What models say of pictures that they never saw, fold by fold, and what that teaches."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mmrl_engine.adapter_config import AdapterConfig, AnswerSource
from mmrl_engine.calibrated import Calibration
from mmrl_engine.calibration import HeldOut, calibrate, shares
from mmrl_engine.evaluation.results import Judged
from mmrl_engine.instant import InstantModel, fitting
from mmrl_engine.presets import SCALE
from mmrl_engine.rejection import fit_scores

Array = npt.NDArray[np.float64]
Features = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """What the untouched CLIP sees: f_c0 of the pictures [N, d], their classes [N], T0 of the classes [C, d]."""

    features: Features
    labels: npt.NDArray[np.intp]
    words: Features


@dataclass(slots=True, eq=False)
class HeldAnswers:
    """Filled fold by fold: the scores [N, C] of every source, and scores of `mmrl_engine.rejection`, each [N]."""

    plain: Plain
    fold: npt.NDArray[np.intp]
    by_words: Array
    instant: Array
    cls: Array
    rep: Array
    fit: dict[str, Array] = field(default_factory=dict)
    trained: bool = False
    temperatures: list[float] = field(default_factory=list)  # that the instant classifiers chose by themselves

    @classmethod
    def of(cls, plain: Plain, folds: Sequence[Sequence[int]]) -> HeldAnswers:
        by_words = SCALE * plain.features.astype(np.float64) @ plain.words.astype(np.float64).T
        fold = np.zeros(len(plain.labels), np.intp)
        for number, places in enumerate(folds):
            fold[list(places)] = number
        blank = np.full(by_words.shape, np.nan)
        return cls(plain, fold, by_words, blank.copy(), blank.copy(), blank.copy())

    def ask_instant(self, places: Sequence[int]) -> Generator[None, None, InstantModel]:
        """Answers the pictures at `places` by the instant classifier of all the others, which it returns; yields after
        each small step.
        """
        held = np.asarray(places)
        learned = np.setdiff1d(np.arange(len(self.plain.labels)), held)
        features, labels, words = self.plain.features, self.plain.labels[learned], self.plain.words
        model, _ = yield from fitting(features[learned], labels.tolist(), words, scale=SCALE)
        self.instant[held] = self.by_words[held] + model.scores(features[held])
        self.temperatures.append(model.temperature)
        return model

    def ask_trained(self, place: int, cls: Array, rep: Array | None) -> None:
        """Takes in the scores [C] of one picture by a trained model."""
        self.trained = True
        self.cls[place] = cls
        if rep is not None:
            self.rep[place] = rep

    def take_fit(self, places: Sequence[int], model: InstantModel) -> None:
        """The rejection scores of the pictures at `places` by the model of all the others, once they were asked."""
        held = np.asarray(places)
        adapted = self.cls[held].max(1) / SCALE if self.trained else None
        for name, values in fit_scores(self.plain.features[held], self.plain.words, model, adapted=adapted).items():
            self.fit.setdefault(name, np.full(len(self.fold), np.nan))[held] = values

    def sources(self) -> dict[AnswerSource, HeldOut]:
        """What every source that was asked has said, the simplest first."""
        truth = self.plain.labels
        found: dict[AnswerSource, HeldOut] = {
            "words": HeldOut(self.by_words, None, truth, self.fit),
            "instant": HeldOut(self.instant, None, truth, self.fit),
        }
        if self.trained:
            rep = None if np.isnan(self.rep).any() else self.rep
            found["mmrl"] = HeldOut(self.cls, rep, truth, self.fit)
        return found

    def calibrations(self, config: AdapterConfig) -> dict[AnswerSource, Calibration]:
        """What the pictures teach for each source. Where they are too few for a temperature, the instant classifier
        keeps the one that it chooses by itself.
        """
        found = {source: calibrate(held, config) for source, held in self.sources().items()}
        if found["instant"].rough:
            found["instant"] = replace(found["instant"], temperature=float(np.median(self.temperatures)))
        return found

    def order(self) -> list[int]:
        """The places of the pictures, fold by fold."""
        found: list[int] = np.argsort(self.fold, kind="stable").tolist()
        return found

    def judged(
        self,
        paths: Sequence[Path],
        names: Sequence[str],
        config: AdapterConfig,
        learned: Mapping[AnswerSource, Calibration],
    ) -> tuple[Judged, ...]:
        """Every picture, fold by fold, with shares at the temperatures that were learned."""
        sources = self.sources()
        main: AnswerSource = "mmrl" if self.trained else "instant"
        table = shares(sources[main], config, learned[main].temperature)
        order = np.argsort(-table, axis=1, kind="stable")
        words, instant = self.by_words.argmax(1), self.instant.argmax(1)
        return tuple(
            Judged(
                path=paths[place],
                truth=names[self.plain.labels[place]],
                answer=names[order[place, 0]],
                words=names[words[place]],
                fold=int(self.fold[place]),
                instant=names[instant[place]],
                share=float(table[place, order[place, 0]]),
                second=names[order[place, 1]],
                second_share=float(table[place, order[place, 1]]),
                fit={name: float(values[place]) for name, values in self.fit.items() if np.isfinite(values[place])},
            )
            for place in self.order()
        )
