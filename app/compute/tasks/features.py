"""Features of pictures: from the cache where they were made before, else by the towers, some pictures at a time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from app.compute.feature_cache import FeatureCache
from app.compute.tasks.models import Answerer
from app.compute.tasks.pictures import AHEAD, PictureOpener, has_changed, hashed
from app.services.jobs import JobPicture, Vectors
from mmrl_engine.adapted import PictureFeatures
from mmrl_engine.errors import PictureError
from mmrl_engine.notices import Notice
from mmrl_engine.views import to_input

MOST_PICTURES = 16
STEP_SECONDS = 0.3  # after which another job may come in between, or this one be stopped


@dataclass(frozen=True, slots=True)
class Features:
    """Of one picture, each [d]: f_c0, f_c, f_r. A classifier that learned nothing has f_c0 alone."""

    plain: Vectors | None = None
    cls: Vectors | None = None
    rep: Vectors | None = None


class FeatureMaker:
    """Makes the features that one classifier needs, and keeps them for the next time."""

    def __init__(self, cache: FeatureCache, opener: PictureOpener, answerer: Answerer, *, plain: bool) -> None:
        """`plain`: whether f_c0 is needed beside what the classifier learned."""
        self._cache, self._opener = cache, opener
        self._classifier, self._spaces = answerer.classifier, answerer.spaces
        self._learned = answerer.spaces.cls is not None
        self._plain = plain or not self._learned

    def each(self, pictures: Iterable[JobPicture]) -> Iterator[list[Features | Notice]]:
        """The features of all pictures in order, or why one has none: few at first, then as many as take a moment."""
        coming = _Coming(self, pictures)
        size = 1
        while part := coming.take(size):
            begin = time.monotonic()
            made = self._completed(part)
            size = _next_size(size, time.monotonic() - begin)
            yield made

    def kept(self, picture: JobPicture) -> Features:
        """What the cache has of it; what it lacks is expected to be read."""
        found = Features(
            self._read(self._spaces.plain, picture) if self._plain else None,
            self._read(self._spaces.cls, picture),
            self._read(self._spaces.rep, picture),
        )
        if not self._complete(found):
            self._opener.expect([picture.path])
        return found

    def _read(self, space: str | None, picture: JobPicture) -> Vectors | None:
        return None if space is None or picture.sha256 is None else self._cache.read(space, picture.sha256)

    def _complete(self, found: Features) -> bool:
        if self._plain and found.plain is None:
            return False
        return not self._learned or (found.cls is not None and found.rep is not None)

    def _completed(self, part: list[tuple[JobPicture, Features]]) -> list[Features | Notice]:
        done: list[Features | Notice] = [kept for _, kept in part]
        places: list[int] = []
        inputs: list[npt.NDArray[np.float32]] = []
        for place, (picture, kept) in enumerate(part):
            if self._complete(kept):
                continue
            try:
                inputs.append(to_input(self._opener(picture.path), self._classifier.backbone.preprocess))
            except PictureError as error:
                done[place] = error.notices[0]
                continue
            places.append(place)
            if has_changed(picture):  # it is another picture now: nothing is kept of it, nothing kept is its own
                part[place] = replace(picture, sha256=None), Features()
        if inputs:
            plain = self._plain and any(part[place][1].plain is None for place in places)
            made = self._classifier.encode_pictures(np.stack(inputs), plain=plain)
            for row, place in enumerate(places):
                done[place] = self._added(*part[place], made, row)
        return done

    def _added(self, picture: JobPicture, kept: Features, made: PictureFeatures, row: int) -> Features:
        """`kept` with what was made; that goes into the cache where the picture has a name there."""
        found = kept
        if made.plain is not None and kept.plain is None:
            found = replace(found, plain=self._new(self._spaces.plain, picture, made.plain[row]))
        if self._learned:
            found = replace(found, cls=self._new(self._spaces.cls, picture, made.cls[row]))
        if self._learned and made.rep is not None:
            found = replace(found, rep=self._new(self._spaces.rep, picture, made.rep[row]))
        return found

    def _new(self, space: str | None, picture: JobPicture, value: Tensor) -> Vectors:
        vector: Vectors = value.numpy().copy()
        if space is not None and picture.sha256 is not None:
            self._cache.write(space, picture.sha256, vector)
        return vector


class _Coming:
    """Pictures with what is kept of them, looked up a little before their turn, so that the others are read by then."""

    def __init__(self, maker: FeatureMaker, pictures: Iterable[JobPicture]) -> None:
        self._maker, self._pictures = maker, iter(pictures)
        self._window: deque[tuple[JobPicture, Features]] = deque()

    def take(self, count: int) -> list[tuple[JobPicture, Features]]:
        """The next ones, at most `count`."""
        while len(self._window) < count + AHEAD and (picture := next(self._pictures, None)) is not None:
            picture = hashed(picture)
            self._window.append((picture, self._maker.kept(picture)))
        return [self._window.popleft() for _ in range(min(count, len(self._window)))]


def stacked(features: Sequence[Features]) -> PictureFeatures:
    """As the classifier takes them; where nothing was learned, f_c is f_c0."""
    plain = _stack([item.plain for item in features])
    cls = _stack([item.cls for item in features])
    if cls is None:
        cls = plain
    if cls is None:
        raise ValueError("there are no features to answer by")
    return PictureFeatures(cls, _stack([item.rep for item in features]), plain)


def _stack(vectors: Sequence[Vectors | None]) -> Tensor | None:
    there = [vector for vector in vectors if vector is not None]
    return torch.from_numpy(np.stack(there)) if len(there) == len(vectors) else None


def _next_size(size: int, seconds: float) -> int:
    if seconds > STEP_SECONDS:
        return max(1, size // 2)
    return min(2 * size, MOST_PICTURES) if seconds < STEP_SECONDS / 3 else size
