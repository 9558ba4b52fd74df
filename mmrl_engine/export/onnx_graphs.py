"""The graph that is exported: from a picture to shares of the learned names, and to its features.

It holds the frozen image tower with the learned tokens in it, in float32. Shapes: M pictures, B learned names, d the
joint width.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import EngineError
from mmrl_engine.inference import Classifier
from mmrl_engine.memory import is_out_of_memory
from mmrl_engine.model import representation_feature
from mmrl_engine.packing import instant_model
from mmrl_engine.stems import class_feature, lower_image_layers
from mmrl_engine.towers import run_image_layers
from mmrl_engine.untrusted import shown

OPSET = 20
INPUT = "image"
CLASS_FEATURE, REPRESENTATION_FEATURE, PLAIN_FEATURE = "f_c", "f_r", "f_c0"
SHARES = "probabilities"


class LearnedGraph(nn.Module):
    """Normalised pictures [M, 3, S, S] to shares of the learned names [M, B], as if no other were in the list, and to
    the features [M, d] that answers over other lists need: f_c, f_r where a representation answers, f_c0 where the
    classifier looks at the untouched CLIP too.
    """

    slopes: Tensor
    offsets: Tensor

    def __init__(self, classifier: Classifier, adapter: Adapter) -> None:
        """`classifier`: that of `adapter`, on the CPU."""
        super().__init__()
        clip, config = classifier.clip, adapter.config
        self.visual = clip.backbone.visual  # its parameters are the graph's
        self._backbone, self._layers, self._projection = clip.backbone, clip.image_layers(), clip.projection
        self._plain = classifier.needs_plain and clip.projection is not None
        self._alpha, self._logit = config.alpha, config.fusion == "logit"
        slopes = classifier.directions(classifier.trained, kind="trained").T / config.temperature
        self.register_buffer("slopes", slopes.contiguous())
        self.register_buffer("offsets", torch.from_numpy(_offsets(adapter)) / config.temperature)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """What `forward` returns behind the shares."""
        if self._projection is None:
            return (CLASS_FEATURE,)
        return (CLASS_FEATURE, REPRESENTATION_FEATURE, PLAIN_FEATURE)[: 3 if self._plain else 2]

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        features = self._features(image)
        return self._shares(*features[:2]), *features

    def _features(self, image: Tensor) -> tuple[Tensor, ...]:
        backbone, blocks = self._backbone, self._backbone.image_blocks
        x, left, stem, upper = lower_image_layers(backbone, image, len(blocks)), None, None, 0
        for place, layer in enumerate(self._layers):
            if stem is None and layer.tokens is not None:
                stem, upper = x, place
            x, left = layer(x, left)
        cls = class_feature(backbone, x)
        if self._projection is None or left is None or stem is None:
            return (cls,)
        rep = representation_feature(backbone, left, self._projection)
        if not self._plain:
            return cls, rep
        return cls, rep, class_feature(backbone, run_image_layers(blocks[upper:], stem)[0])

    def _shares(self, cls: Tensor, rep: Tensor | None = None) -> Tensor:
        scores = cls @ self.slopes + self.offsets
        if rep is None:
            return torch.softmax(scores, -1)
        own = rep @ self.slopes
        if self._logit:
            return torch.softmax(self._alpha * scores + (1 - self._alpha) * own, -1)
        return self._alpha * torch.softmax(scores, -1) + (1 - self._alpha) * torch.softmax(own, -1)


def _offsets(adapter: Adapter) -> npt.NDArray[np.float32]:
    """What the instant classifier adds to the scores whatever the picture shows [B]."""
    model = instant_model(adapter) if adapter.config.answers == "instant" else None
    if model is None:
        return np.zeros(len(adapter.classes), np.float32)
    offsets: npt.NDArray[np.float32] = model.scores(np.zeros((1, model.means.shape[1])))[0].astype(np.float32)
    return offsets


def write_graphs(graph: LearnedGraph, files: Mapping[Path, Sequence[str]], properties: Mapping[str, str]) -> None:
    """Writes files with some of the outputs of `graph` each, for any number of pictures, `properties` as metadata.

    Raises:
        EngineError: torch cannot export it. OSError: a file cannot be written.
    """
    try:
        with _quiet(), torch.no_grad():
            program = _exported(graph)
            whole = program.model
            whole.metadata_props.update(properties)
            for path, outputs in files.items():
                program.model = _with_outputs(whole, outputs)
                program.save(path)
    except (RuntimeError, ValueError, TypeError) as error:
        if is_out_of_memory(error):
            raise
        raise EngineError.of("export-onnx-failed", reason=shown(str(error), 200)) from error


def _exported(graph: LearnedGraph) -> Any:
    size = graph.visual.image_size[0]
    program = torch.onnx.export(
        graph.eval(),
        (torch.zeros(2, 3, size, size),),
        dynamo=True,
        verbose=False,
        opset_version=OPSET,
        input_names=[INPUT],
        output_names=[SHARES, *graph.feature_names],
        dynamic_shapes={INPUT: {0: torch.export.Dim("batch", min=1)}},
    )
    if program is None:
        raise RuntimeError("torch made no graph")
    return program


def _with_outputs(model: Any, outputs: Sequence[str]) -> Any:
    """A copy without what only the other outputs need."""
    from onnx_ir.passes.common import RemoveUnusedNodesPass  # comes with the extra

    made = model.clone()
    kept = [value for value in made.graph.outputs if value.name in outputs]
    made.graph.outputs.clear()
    made.graph.outputs.extend(kept)
    RemoveUnusedNodesPass()(made)
    return made


@contextmanager
def _quiet() -> Iterator[None]:
    """Exporters warn of their own coming changes and of what they leave unfolded: nothing that a person can act on.

    Whether the graph is right is checked afterwards.
    """
    loggers = [logging.getLogger(name) for name in ("onnxscript", "onnx_ir", "torch.onnx")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
