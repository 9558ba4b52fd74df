"""Backbones and classifiers, loaded once and kept for the next jobs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.services.jobs import BackboneSource
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.load import load_backbone
from mmrl_engine.backbones.store import BackboneStore
from mmrl_engine.errors import EngineError
from mmrl_engine.inference import Classifier
from mmrl_engine.memory import attempt

KEPT_BACKBONES = 2
KEPT_CLASSIFIERS = 4


@dataclass(frozen=True, slots=True)
class Spaces:
    """Under which names of the feature cache a classifier's features are kept; None where it has no such feature."""

    plain: str
    cls: str | None
    rep: str | None


@dataclass(frozen=True, slots=True)
class Answerer:
    """A classifier, and where its features are kept."""

    classifier: Classifier
    spaces: Spaces


class Models:
    """The backbones and classifiers that were used last."""

    def __init__(self, backbones: Path | None = None) -> None:
        """`backbones`: folder of downloaded ones; None is the user's own."""
        self._store = None if backbones is None else BackboneStore(backbones)
        self._backbones: OrderedDict[BackboneSource, Backbone] = OrderedDict()
        self._answerers: OrderedDict[tuple[BackboneSource, Path | None, str | None], Answerer] = OrderedDict()

    def backbone(self, source: BackboneSource) -> Backbone:
        """The backbone, on its device.

        Raises:
            BackboneError: it cannot be loaded. EngineError: it does not fit in memory.
        """
        if source not in self._backbones:
            self._backbones[source] = self._loaded(source)
        self._backbones.move_to_end(source)
        while len(self._backbones) > KEPT_BACKBONES:
            self._drop(next(iter(self._backbones)))
        return self._backbones[source]

    def answerer(self, source: BackboneSource, adapter: Path | None, template: str | None) -> Answerer:
        """What answers by the adapter file `adapter`, or from words alone with `template`.

        Raises:
            EngineError: the backbone or the adapter cannot be used.
        """
        key = (source, adapter, template)
        if key not in self._answerers:
            self._answerers[key] = self._made(source, adapter, template)
        self._answerers.move_to_end(key)
        while len(self._answerers) > KEPT_CLASSIFIERS:
            self._answerers.popitem(last=False)
        return self._answerers[key]

    def _loaded(self, source: BackboneSource) -> Backbone:
        """Where memory is too short for one backbone more, the others go first."""

        def load() -> Backbone:
            return load_backbone(source.source, config=source.config, device=source.device, store=self._store)

        made = attempt(load)
        if made is None or (made.device_reason.code == "device-memory" and self._backbones):
            made = None  # and with it what it takes
            for other in list(self._backbones):
                self._drop(other)
            made = attempt(load)
        if made is None:
            raise EngineError.of("memory-smallest-step")
        return made

    def _drop(self, source: BackboneSource) -> None:
        del self._backbones[source]
        for key in [key for key in self._answerers if key[0] == source]:
            del self._answerers[key]

    def _made(self, source: BackboneSource, adapter: Path | None, template: str | None) -> Answerer:
        backbone = self.backbone(source)
        learned = None if adapter is None else Adapter.load(adapter)
        classifier = Classifier(learned, backbone, template=template)
        return Answerer(classifier, _spaces(classifier.backbone, learned))


def _spaces(backbone: Backbone, adapter: Adapter | None) -> Spaces:
    """Devices differ in the last digits, so what an accelerator made is kept apart from the CPU's."""
    device = "" if backbone.device.type == "cpu" else f".{backbone.device.type}"
    plain = f"{backbone.fingerprint}.plain{device}"
    if adapter is None or adapter.config.answers != "mmrl":
        return Spaces(plain, None, None)
    learned = sha256(adapter.tensor_section()).hexdigest()
    return Spaces(plain, f"{learned}.cls{device}", f"{learned}.rep{device}")
