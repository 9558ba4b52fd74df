"""`MMRLClassifier`: the engine in the manner of scikit-learn. Needs the extra `sklearn`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.load import load_backbone
from mmrl_engine.images import open_rgb
from mmrl_engine.inference import CHUNK, Classifier
from mmrl_engine.notices import Notice, notice
from mmrl_engine.training import Fit, fit
from mmrl_engine.types import Example, PresetName, TrainConfig, Variant
from mmrl_engine.views import to_input

try:
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.utils import check_consistent_length
    from sklearn.utils.validation import check_is_fitted
except ImportError as missing:
    raise ImportError(str(notice("sklearn-not-installed"))) from missing

Picture = Path | str | npt.NDArray[np.uint8]
Pictures = Sequence[Picture] | npt.NDArray[Any]


class MMRLClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Learns classes from a handful of pictures each.

    X is a list of paths, or of arrays (H, W, 3) of uint8 in RGB, whose sizes may differ; or one array (N, H, W, 3).
    y holds one name a picture, which is also what the model is told about the class ("barn owl" says more than 3).

        classifier = MMRLClassifier(typed_names=["badger"]).fit(paths, names)
        classifier.predict(other_paths)

    It can be cloned, searched over, cross-validated and put at the end of a Pipeline. What scikit-learn's conventions
    ask for beside that and pictures do not have: X is no table of numbers, so there are no `n_features_in_` and no
    feature names, sparse matrices and sample weights are refused, and `check_estimator`, which fits random tables, does
    not apply. To keep what was learned, use `to_adapter` and the adapter's file; a pickle is never needed.

    Attributes (after `fit`):
        classes_: the columns of `predict_proba`: what was learned, sorted, then `typed_names`.
        adapter_: what was learned. notices_: what the training said on the way, such as pictures that it left out.
    """

    def __init__(
        self,
        backbone: str | Path | Backbone = "demo",
        *,
        device: str = "auto",
        variant: Variant = "mmrl",
        preset: PresetName | None = None,
        template: str | None = None,
        words: Mapping[Any, str] | None = None,
        typed_names: Sequence[str] = (),
        epochs: int | None = None,
        views: int | None = None,
        layers: int | None = None,
        tokens: int | None = None,
        learning_rate: float | None = None,
        alpha: float | None = None,
        reg_weight: float | None = None,
        random_state: int = 0,
    ) -> None:
        """Every setting that is None is the preset's.

        Args:
            backbone: as `load_backbone` takes it, or a loaded one, which `clone` copies: name large ones.
            typed_names: names to choose from that are only typed; may be set after `fit`, by `set_params`.
            words: for a class, what the model is told instead of its name.
            random_state: the seed.
        """
        self.backbone = backbone
        self.device = device
        self.variant = variant
        self.preset = preset
        self.template = template
        self.words = words
        self.typed_names = typed_names
        self.epochs = epochs
        self.views = views
        self.layers = layers
        self.tokens = tokens
        self.learning_rate = learning_rate
        self.alpha = alpha
        self.reg_weight = reg_weight
        self.random_state = random_state

    def fit(self, X: Pictures, y: Sequence[Any] | npt.NDArray[Any]) -> MMRLClassifier:
        """Learns; pictures that cannot be read are left out, and `notices_` says so.

        Raises:
            ValueError: X holds no pictures, or another number than y.
            EngineError: as `mmrl_engine.fit`.
        """
        pictures = _listed(X)
        check_consistent_length(pictures, y)
        labels = np.asarray(y)
        backbone = self._loaded()
        with _files(pictures) as paths:
            examples = [Example(path, str(label)) for path, label in zip(paths, labels.tolist(), strict=True)]
            adapter, notices = _run(fit(examples, backbone, self._config()))
        self._adopt(adapter, backbone, np.unique(labels), notices)
        return self

    def predict_proba(self, X: Pictures) -> npt.NDArray[np.float64]:
        """Shares [N, C], columns as `classes_`.

        Raises:
            NotFittedError: before `fit`. ValueError: X holds no pictures. PictureError: one cannot be read.
            InputError: `typed_names` that cannot be used.
        """
        check_is_fitted(self, "adapter_")
        pictures, columns = _listed(X), len(self.classes_)
        tables = [self._shares(pictures[start : start + CHUNK]) for start in range(0, len(pictures), CHUNK)]
        return np.concatenate(tables) if tables else np.empty((0, columns))

    def predict(self, X: Pictures) -> npt.NDArray[Any]:
        """The likeliest of `classes_` for each picture; raises as `predict_proba`."""
        shares = self.predict_proba(X)
        found: npt.NDArray[Any] = self.classes_[shares.argmax(1)]
        return found

    @property
    def classes_(self) -> npt.NDArray[Any]:
        """The columns of `predict_proba`.

        Raises:
            NotFittedError: before `fit`. ValueError: `typed_names` beside classes that are numbers.
        """
        check_is_fitted(self, "adapter_")
        typed = [str(name) for name in self.typed_names]
        if typed and self._learned.dtype.kind not in "UO":
            raise ValueError("typed_names need classes that are names too, not numbers: give y as text")
        return np.array([*self._learned.tolist(), *typed]) if typed else self._learned

    def to_adapter(self) -> Adapter:
        """What was learned, to be saved as a file that `mmrl` and the program read too.

        Raises:
            NotFittedError: before `fit`.
        """
        check_is_fitted(self, "adapter_")
        adapter: Adapter = self.adapter_
        return adapter

    @classmethod
    def from_adapter(cls, adapter: Adapter, backbone: str | Path | Backbone = "demo", **params: Any) -> MMRLClassifier:
        """A fitted classifier.

        Args:
            params: of the constructor, such as `typed_names`.

        Raises:
            EngineError: as `Classifier`.
        """
        made = cls(backbone, **params)
        made._adopt(adapter, made._loaded(), np.array([item.name for item in adapter.classes]), ())
        return made

    def __sklearn_tags__(self) -> Any:
        """Pictures are no table of numbers."""
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags

    def _loaded(self) -> Backbone:
        if isinstance(self.backbone, Backbone):
            return self.backbone
        return load_backbone(str(self.backbone), device=self.device)

    def _config(self) -> TrainConfig:
        chosen = TrainConfig(
            preset=self.preset,
            variant=self.variant,
            seed=self.random_state,
            words={str(name): words for name, words in (self.words or {}).items()},
            epochs=self.epochs,
            views=self.views,
            layers=self.layers,
            tokens=self.tokens,
            learning_rate=self.learning_rate,
            alpha=self.alpha,
            reg_weight=self.reg_weight,
        )
        return chosen if self.template is None else replace(chosen, template=self.template)

    def _adopt(
        self, adapter: Adapter, backbone: Backbone, learned: npt.NDArray[Any], notices: tuple[Notice, ...]
    ) -> None:
        """Takes what was learned; `learned`: its classes as they are told, in the order of the columns."""
        self._classifier = Classifier(adapter, backbone)
        self._learned = learned
        self._order = [self._classifier.trained.index(str(name)) for name in learned.tolist()]
        self.adapter_ = adapter
        self.notices_ = notices

    def _shares(self, pictures: Sequence[Picture]) -> npt.NDArray[np.float64]:
        preprocess = self._classifier.backbone.preprocess
        pixels = np.stack([to_input(_opened(picture), preprocess) for picture in pictures])
        typed = [str(name) for name in self.typed_names]
        found = self._classifier.probabilities(self._classifier.encode_pictures(pixels), typed).numpy()
        shares: npt.NDArray[np.float64] = found[:, [*self._order, *range(len(self._order), found.shape[1])]]
        return shares


def _listed(given: Pictures) -> list[Picture]:
    """The pictures one by one.

    Raises:
        ValueError: something among them is neither a path nor an RGB array.
    """
    if isinstance(given, (str, Path)) or not hasattr(given, "__len__"):
        raise ValueError("X is a list of pictures, not a single one, nor anything without a length")
    pictures = list(given)
    for place, picture in enumerate(pictures):
        is_array = isinstance(picture, np.ndarray) and picture.ndim == 3 and picture.shape[2] == 3
        if not (isinstance(picture, (str, Path)) or (is_array and picture.dtype == np.uint8 and picture.size)):
            raise ValueError(
                f"X[{place}] is neither a path nor an array (height, width, 3) of uint8; pictures are no table of "
                "numbers, so features cannot be given in their place"
            )
    return pictures


def _opened(picture: Picture) -> Image.Image:
    return Image.fromarray(picture) if isinstance(picture, np.ndarray) else open_rgb(Path(picture))


@contextmanager
def _files(pictures: Sequence[Picture]) -> Iterator[list[Path]]:
    """A file for each picture; those of arrays are temporary, and lose nothing."""
    with tempfile.TemporaryDirectory(prefix="mmrl-") as folder:
        paths = []
        for place, picture in enumerate(pictures):
            if isinstance(picture, np.ndarray):
                path = Path(folder) / f"{place}.png"
                Image.fromarray(picture).save(path, compress_level=1)
                paths.append(path)
            else:
                paths.append(Path(picture))
        yield paths


def _run(steps: Fit) -> tuple[Adapter, tuple[Notice, ...]]:
    """What the steps come to, and what they told."""
    told: list[Notice] = []
    while True:
        try:
            told += next(steps).notices
        except StopIteration as end:
            return end.value, tuple(told)
