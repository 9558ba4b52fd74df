"""ONNX files beside the classifier that they were made of, on real pictures, in ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch

from mmrl_engine.adapted import PictureFeatures
from mmrl_engine.errors import EngineError
from mmrl_engine.export.extras import PARTS
from mmrl_engine.export.onnx_graphs import (
    CLASS_FEATURE,
    INPUT,
    OPSET,
    PLAIN_FEATURE,
    REPRESENTATION_FEATURE,
    SHARES,
)
from mmrl_engine.export.onnx_report import OnnxReport
from mmrl_engine.inference import Classifier
from mmrl_engine.memory import is_out_of_memory
from mmrl_engine.untrusted import shown

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.float32]


class OnnxCheck:
    """Compares picture by picture, so that it can be stopped between two; `report` says how it went.

    Raises:
        EngineError: ONNX Runtime cannot read or run a file; by `compare`, too.

    Attributes:
        pictures: how many were compared.
    """

    def __init__(self, classifier: Classifier, answers: Path, features: Path, typed: Sequence[str]) -> None:
        self._classifier, self._typed = classifier, tuple(typed)
        self._files = (answers, features)
        self._answers, self._features = (_session(path) for path in self._files)
        self._same, self.pictures = 0, 0
        self._answers_apart, self._features_apart = 0.0, 0.0

    def compare(self, pixels: Pixels) -> None:
        """Asks both about one picture [1, 3, S, S]."""
        own = self._classifier.encode_pictures(pixels)
        here = self._classifier.probabilities(own).numpy()
        there = np.asarray(_run(self._answers, [SHARES], pixels)[0], np.float64)
        both_here = self._classifier.probabilities(own, self._typed).numpy()
        both_there = self._classifier.probabilities(self._made(pixels), self._typed).numpy()
        self.pictures += 1
        self._same += int(_top(here) == _top(there) and _top(both_here) == _top(both_there))
        self._answers_apart = max(self._answers_apart, _apart(here, there))
        self._features_apart = max(self._features_apart, _apart(both_here, both_there))

    def report(self) -> OnnxReport:
        """What was found so far."""
        return OnnxReport(
            pictures=self.pictures,
            same=self._same,
            answers_apart=self._answers_apart,
            features_apart=self._features_apart,
            names=len(self._classifier.trained) + len(self._typed),
            opset=OPSET,
            versions={name: version(name) for name in ("torch", *PARTS)},
            sizes={path.name: size_of(path) for path in self._files},
        )

    def _made(self, pixels: Pixels) -> PictureFeatures:
        names = [output.name for output in self._features.get_outputs()]
        made = dict(zip(names, map(torch.from_numpy, _run(self._features, names, pixels)), strict=True))
        cls, rep = made[CLASS_FEATURE], made.get(REPRESENTATION_FEATURE)
        return PictureFeatures(cls, rep, made.get(PLAIN_FEATURE) if rep is not None else cls)


def size_of(path: Path) -> int:
    """Bytes of an ONNX file, with those that lie beside it where it is too large for one."""
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))


def _session(path: Path) -> onnxruntime.InferenceSession:
    with _told():
        return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def _run(session: onnxruntime.InferenceSession, outputs: Sequence[str], pixels: Pixels) -> Sequence[Pixels]:
    with _told():
        made: Sequence[Pixels] = session.run([*outputs], {INPUT: pixels})
        return made


@contextmanager
def _told() -> Iterator[None]:
    """What ONNX Runtime raises has no kind in common but Exception."""
    try:
        yield
    except Exception as error:
        if is_out_of_memory(error):
            raise
        raise EngineError.of("export-onnx-failed", reason=shown(str(error), 200)) from error


def _top(shares: Array) -> int:
    return int(shares[0].argmax())


def _apart(here: Array, there: Array) -> float:
    """The largest difference; infinite where the shapes differ or something is no number."""
    if here.shape != there.shape or not (np.isfinite(here).all() and np.isfinite(there).all()):
        return float("inf")
    return float(np.abs(here - there).max())
