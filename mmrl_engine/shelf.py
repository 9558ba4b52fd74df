"""`Shelf`: several adapters on one backbone answer different questions about the same pictures in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mmrl_engine.adapted import PictureFeatures, TogetherClip
from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import AdapterError, InputError
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.inference import CHUNK, Classifier
from mmrl_engine.notices import Notice, notice
from mmrl_engine.picture_inputs import PictureInputs, read_inputs
from mmrl_engine.types import Answer
from mmrl_engine.untrusted import shown

NO_NAMES: Mapping[str, Sequence[str]] = {}


class Shelf:
    """Answers of several adapters, each as its own `Classifier` would give it.

    A picture is decoded once; the layers that no adapter changes and the untouched CLIP see it once. Only the upper
    layers run for each adapter.

        shelf = Shelf({"species": Adapter.load(a), "sharp": Adapter.load(b)}, backbone)
        for answers in shelf.classify(paths):
            print(answers["species"].scores[0].name, answers["sharp"].verdict)
    """

    def __init__(
        self, adapters: Mapping[str, Adapter], backbone: Backbone, *, open_picture: OpenPicture = open_rgb
    ) -> None:
        """`adapters` by the names that their answers get, at least one; their order is kept.

        Args:
            open_picture: as in `Classifier`.

        Raises:
            InputError: there is no adapter.
            AdapterError: names each adapter that is another backbone's or cannot be used, and says why.
        """
        if not adapters:
            raise InputError(notice("shelf-empty"))
        self.backbone = backbone
        self.classifiers = _classifiers(adapters, backbone)
        self._open_picture = open_picture
        self._together = TogetherClip([item.clip for item in self.classifiers.values()])

    def classify(
        self, paths: Sequence[Path | str], typed: Mapping[str, Sequence[str]] = NO_NAMES
    ) -> Iterator[dict[str, Answer]]:
        """For each picture, in order, the answer of every adapter by its name; a picture that cannot be read gets its
        reason from all of them, and the others go on.

        Args:
            typed: names beside the trained ones, for each adapter that is asked about more than it learned.

        Raises:
            InputError: as `Classifier.classify`. ValueError: `typed` names an adapter that is not there. Both at once,
            before any picture.
        """
        self.check_typed(typed)
        return self._classify([Path(path) for path in paths], typed)

    def check_typed(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Raises what `classify` would raise for these names."""
        if unknown := set(typed) - set(self.classifiers):
            raise ValueError(f"no such adapters: {sorted(unknown)}")
        for name, classifier in self.classifiers.items():
            classifier.classify((), typed.get(name, ()))

    def answers(
        self, inputs: PictureInputs, typed: Mapping[str, Sequence[str]] = NO_NAMES
    ) -> Iterator[dict[str, Answer] | Notice]:
        """As `classify`, for pictures that were opened before; raises likewise."""
        found: dict[str, list[Answer]] = {name: [] for name in self.classifiers}
        if inputs.readable:
            features = self._features(inputs)
            for name, classifier in self.classifiers.items():
                found[name] = classifier.answers(inputs.readable, features[name], typed.get(name, ()))
        rows = [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]
        return inputs.all_in_order(rows)

    def _features(self, inputs: PictureInputs) -> dict[str, PictureFeatures]:
        plain = [item.needs_plain for item in self.classifiers.values()]
        made = self._together.encode_pictures(inputs.pixels, plain)
        return dict(zip(self.classifiers, made, strict=True))

    def _classify(self, paths: Sequence[Path], typed: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Answer]]:
        for start in range(0, len(paths), CHUNK):
            chunk = paths[start : start + CHUNK]
            inputs = read_inputs(chunk, self._open_picture, self.backbone.preprocess)
            for path, found in zip(chunk, self.answers(inputs, typed), strict=True):
                if isinstance(found, Notice):
                    yield {name: Answer(path, (), error=found) for name in self.classifiers}
                else:
                    yield found


def _classifiers(adapters: Mapping[str, Adapter], backbone: Backbone) -> dict[str, Classifier]:
    made, refused = {}, []
    for name, adapter in adapters.items():
        try:
            made[name] = Classifier(adapter, backbone)
        except AdapterError as error:
            refused.append(notice("shelf-adapter-refused", adapter=shown(name), reason=str(error)))
    if refused:
        raise AdapterError(*refused)
    return made
