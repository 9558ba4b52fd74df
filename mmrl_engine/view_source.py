"""Where a training's pictures come from: views kept as stems, or a fresh view an epoch.

Both give the same `Batch`: stems in front of layer J, the untouched CLIP's features, labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import psutil
import torch
from platformdirs import user_cache_path
from torch import Tensor

from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.examples import Pictures
from mmrl_engine.images import OpenPicture, open_rgb
from mmrl_engine.stems import StemStore, image_stem
from mmrl_engine.steps import Batch
from mmrl_engine.views import view

MOST_STEM_BYTES = 2 * 1024**3
_DRAWN_VIEWS = 2**31


class ViewSource(Protocol):
    """Gives micro-batches. `views[i]` is a number drawn for the epoch; what it selects is the source's matter."""

    @property
    def backbone(self) -> Backbone:
        """What computes."""

    @property
    def plain(self) -> Tensor:
        """f_c0 [N, d] of the test crops."""

    def leave_card(self) -> None:
        """Goes on with the backbone on the processor."""

    def batch(self, pictures: Sequence[int], views: Sequence[int]) -> Batch: ...

    def close(self) -> None: ...


def stem_memory() -> int:
    """Bytes that stems may take in memory: the smaller of 2 GB and a quarter of what is free; the rest goes to disk."""
    return int(min(MOST_STEM_BYTES, psutil.virtual_memory().available // 4))


def stem_card_memory(device: torch.device) -> int:
    """Bytes that stems may take on a graphics card: at most half of what is free there; 0 where it does not say."""
    if device.type == "cpu":
        return 0
    try:
        return int(torch.accelerator.get_memory_info(device)[0]) // 2
    except (RuntimeError, AssertionError, AttributeError, NotImplementedError):
        return 0


def stem_folder() -> Path:
    """Where stems go that memory does not hold: the user's cache, which is a disk where `/tmp` may be memory."""
    return user_cache_path("mmrl-studio", appauthor=False) / "stems"


class KeptViews:
    """A fixed number of views of each picture, passed through the lower layers once."""

    def __init__(
        self,
        backbone: Backbone,
        pictures: Pictures,
        *,
        seed: int,
        views: int,
        layers: int,
        memory: int,
        folder: Path | None,
        open_picture: OpenPicture = open_rgb,
    ) -> None:
        spec = backbone.spec
        shape = (spec.vision.patches + 1, spec.vision.width)
        self._backbone, self._pictures, self._seed, self._layers = backbone, pictures, seed, layers
        self._views, self._open_picture = views, open_picture
        self._labels = torch.tensor(pictures.labels)
        self._features = torch.empty(len(pictures.paths), views, spec.embed_dim)
        self._store = StemStore(
            len(pictures.paths) * views,
            shape,
            memory_bytes=memory,
            folder=folder or stem_folder(),
            card=backbone.device if backbone.on_card else None,
            card_bytes=stem_card_memory(backbone.device),
        )

    def prepare(self) -> Iterator[int]:
        """Makes all stems, one view at a time; yields the number of views done after each."""
        for index, path in enumerate(self._pictures.paths):
            image = self._open_picture(path)
            key = self._pictures.hashes[index]
            for number in range(self._views):
                pixels = view(image, self._backbone.preprocess, seed=self._seed, key=key, index=number)
                stem, plain = image_stem(self._backbone, torch.from_numpy(pixels[None]), self._layers)
                place = index * self._views + number
                self._store.put(place, stem)
                self._features[index, number] = plain[0].cpu()
                yield place + 1

    @property
    def backbone(self) -> Backbone:
        return self._backbone

    @property
    def plain(self) -> Tensor:
        return self._features[:, 0]

    def leave_card(self) -> None:
        self._backbone = self._backbone.on_cpu()
        self._store.leave_card()

    def batch(self, pictures: Sequence[int], views: Sequence[int]) -> Batch:
        numbers = [view % self._views for view in views]
        places = [picture * self._views + number for picture, number in zip(pictures, numbers, strict=True)]
        device = self._backbone.device
        return Batch(
            self._store.take(places, device),
            self._features[list(pictures), numbers].to(device),
            self._labels[list(pictures)].to(device),
        )

    def close(self) -> None:
        self._store.close()


class FreshViews:
    """`exact`: another random view whenever a picture is asked for, as the authors' code does. Nothing is kept."""

    def __init__(
        self,
        backbone: Backbone,
        pictures: Pictures,
        *,
        seed: int,
        layers: int,
        open_picture: OpenPicture = open_rgb,
    ) -> None:
        self._backbone, self._pictures, self._seed, self._layers = backbone, pictures, seed, layers
        self._open_picture = open_picture
        self._labels = torch.tensor(pictures.labels)
        self._plain = torch.empty(len(pictures.paths), backbone.spec.embed_dim)

    @property
    def backbone(self) -> Backbone:
        return self._backbone

    @property
    def plain(self) -> Tensor:
        return self._plain

    def leave_card(self) -> None:
        self._backbone = self._backbone.on_cpu()

    def prepare(self) -> Iterator[int]:
        """The untouched CLIP's features of the test crops."""
        for index in range(len(self._pictures.paths)):
            self._plain[index] = image_stem(self._backbone, self._pixels([index], [0]), self._layers)[1][0].cpu()
            yield index + 1

    def batch(self, pictures: Sequence[int], views: Sequence[int]) -> Batch:
        pixels = self._pixels(pictures, [1 + view % _DRAWN_VIEWS for view in views])
        stem, plain = image_stem(self._backbone, pixels, self._layers)
        return Batch(stem, plain, self._labels[list(pictures)].to(stem.device))

    def _pixels(self, pictures: Sequence[int], views: Sequence[int]) -> Tensor:
        made = [
            view(
                self._open_picture(self._pictures.paths[picture]),
                self._backbone.preprocess,
                seed=self._seed,
                key=self._pictures.hashes[picture],
                index=number,
            )
            for picture, number in zip(pictures, views, strict=True)
        ]
        return torch.from_numpy(np.stack(made))

    def close(self) -> None:
        """Nothing is held."""


class PartOfViews:
    """Some pictures of some classes of another source, counted from 0. The other source stays its owner's to close."""

    def __init__(self, source: ViewSource, pictures: Sequence[int], classes: Sequence[int]) -> None:
        """`pictures` are all of `classes`, whose order gives the new labels."""
        self._source, self._pictures = source, [*pictures]
        self._label = torch.zeros(max(classes) + 1, dtype=torch.long)
        self._label[[*classes]] = torch.arange(len(classes))

    @property
    def backbone(self) -> Backbone:
        return self._source.backbone

    @property
    def plain(self) -> Tensor:
        return self._source.plain[self._pictures]

    def leave_card(self) -> None:
        self._source.leave_card()

    def batch(self, pictures: Sequence[int], views: Sequence[int]) -> Batch:
        whole = self._source.batch([self._pictures[picture] for picture in pictures], views)
        return whole._replace(labels=self._label.to(whole.labels.device)[whole.labels])

    def close(self) -> None:
        """Nothing of its own is kept."""
