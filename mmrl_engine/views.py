"""What a backbone sees of a picture: the test crop, and random views for training. numpy and Pillow only, no torch."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import numpy.typing as npt
from PIL import Image

from mmrl_engine.types import Preprocess

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in whole pixels; right and bottom are outside."""

_ASPECT = (3 / 4, 4 / 3)  # of torchvision's RandomResizedCrop
_TRIES = 10  # likewise
_MAX_RESIZED_PIXELS = 40_000_000  # 160 MB: a strip of 1 x 30,000 pixels would be resized to 1.5 thousand million


def to_input(image: Image.Image, preprocess: Preprocess) -> npt.NDArray[np.float32]:
    """The test crop of an RGB image as a backbone's input, float32 [3, size, size].

    The same numbers as open_clip's `image_transform(size, is_train=False, ...)` of the same settings. Two cases differ:
    a strip whose resized whole would not fit in memory (beyond about 800 : 1 at 224 pixels) is resized only where it is
    seen, which may round a value by 1/255; and a strip so thin that open_clip's "longest" fails keeps one pixel.
    """
    _require_rgb(image)
    return _normalised(_test_crop(image, preprocess), preprocess)


def seen_part(size: tuple[int, int], preprocess: Preprocess) -> tuple[float, float, float, float]:
    """Which part of a picture of this width and height its input shows: left, top, right and bottom as shares of the
    picture's width and height. Below 0 and above 1 lie the edges that are added to it.
    """
    width, height = size
    if preprocess.resize_mode == "squash":
        return 0.0, 0.0, 1.0, 1.0
    side = min(size) if preprocess.resize_mode == "shortest" else max(size)
    across, down = side / width, side / height
    return (1 - across) / 2, (1 - down) / 2, (1 + across) / 2, (1 + down) / 2


def view(
    image: Image.Image,
    preprocess: Preprocess,
    *,
    seed: int,
    key: str,
    index: int,
    scale: tuple[float, float] = (0.5, 1.0),
) -> npt.NDArray[np.float32]:
    """View number `index` of an RGB image, float32 [3, size, size].

    Number 0 is the test crop. Each other is a random part of the picture (share of its area uniform in `scale`, aspect
    log-uniform in 3/4 to 4/3, as torchvision's RandomResizedCrop), resized with bicubic interpolation and mirrored with
    probability 1/2. It depends on `seed`, `key`, `index` and the picture alone: not on order, process or platform.

    Args:
        key: what tells this picture from the others, such as its SHA-256.
    """
    if index == 0:
        return to_input(image, preprocess)
    _require_rgb(image)
    draw = _Draws(seed, key, index)
    box = _random_box(image.size, scale, draw)
    part = image.crop(box).resize((preprocess.size, preprocess.size), Image.Resampling.BICUBIC)
    if draw.unit() < 0.5:
        part = part.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return _normalised(part, preprocess)


def _require_rgb(image: Image.Image) -> None:
    if image.mode != "RGB":
        raise ValueError(f"an RGB image is needed, not {image.mode}")


class _Draws:
    """Random numbers fixed by (seed, key, index).

    Made from the generator's raw words: numpy promises these for ever, but not what `Generator` makes of them.
    """

    def __init__(self, seed: int, key: str, index: int) -> None:
        named = f"{seed} {index} {key}".encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(named).digest()
        self._words = np.random.Philox(key=int.from_bytes(digest[:16], "little"))

    def unit(self) -> float:
        """Uniform in [0, 1)."""
        return (int(self._words.random_raw()) >> 11) * 2.0**-53

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.unit()

    def below(self, end: int) -> int:
        """A whole number in 0 .. end - 1."""
        return int(self.unit() * end)


def _random_box(size: tuple[int, int], scale: tuple[float, float], draw: _Draws) -> Box:
    width, height = size
    for _ in range(_TRIES):
        area = width * height * draw.between(*scale)
        aspect = math.exp(draw.between(math.log(_ASPECT[0]), math.log(_ASPECT[1])))
        w, h = round(math.sqrt(area * aspect)), round(math.sqrt(area / aspect))
        if 0 < w <= width and 0 < h <= height:
            left, top = draw.below(width - w + 1), draw.below(height - h + 1)
            return left, top, left + w, top + h
    return _middle_box(width, height)


def _middle_box(width: int, height: int) -> Box:
    """The largest part in the middle whose aspect is allowed: for pictures that no random part fits into."""
    w = min(width, round(height * _ASPECT[1]))
    h = min(height, round(width / _ASPECT[0]))
    left, top = (width - w) // 2, (height - h) // 2
    return left, top, left + w, top + h


def _test_crop(image: Image.Image, preprocess: Preprocess) -> Image.Image:
    size = preprocess.size
    resample = Image.Resampling.BILINEAR if preprocess.interpolation == "bilinear" else Image.Resampling.BICUBIC
    if preprocess.resize_mode == "squash":
        return image.resize((size, size), resample)
    if preprocess.resize_mode == "longest":
        return _padded(image.resize(_longest(image.size, size), resample), size)
    resized = _shortest(image.size, size)
    if resized[0] * resized[1] > _MAX_RESIZED_PIXELS:
        return _middle_of_resized(image, resized, size, resample)
    left, top = _offset(resized[0], size), _offset(resized[1], size)
    return image.resize(resized, resample).crop((left, top, left + size, top + size))


def _shortest(original: tuple[int, int], size: int) -> tuple[int, int]:
    """(width, height) with the shorter side `size`; the longer one is rounded down, as torchvision's Resize does."""
    width, height = original
    if width <= height:
        return size, int(size * height / width)
    return int(size * width / height), size


def _longest(original: tuple[int, int], size: int) -> tuple[int, int]:
    """(width, height) with the longer side `size`, rounded half to even, at least one pixel."""
    width, height = original
    ratio = max(height / size, width / size)
    return max(1, round(width / ratio)), max(1, round(height / ratio))


def _offset(length: int, size: int) -> int:
    """Where the middle `size` of `length` pixels begin, rounded half to even."""
    return round((length - size) / 2)


def _padded(image: Image.Image, size: int) -> Image.Image:
    """On a black square; an odd pixel of padding goes to the right or below."""
    square = Image.new("RGB", (size, size))
    square.paste(image, ((size - image.width) // 2, (size - image.height) // 2))
    return square


def _middle_of_resized(
    image: Image.Image, resized: tuple[int, int], size: int, resample: Image.Resampling
) -> Image.Image:
    """The middle `size` x `size` of the image resized to `resized`, without making the rest.

    The part of the original is cut out first: Pillow keeps a box in float32, which is coarse far from the corner.
    """
    spans = [_span(before, after, size) for before, after in zip(image.size, resized, strict=True)]
    (x, left, right, x_end), (y, top, bottom, y_end) = spans
    part = image.crop((x, y, x_end, y_end))
    return part.resize((size, size), resample, box=(left - x, top - y, right - x, bottom - y))


def _span(before: int, after: int, size: int) -> tuple[int, float, float, int]:
    """Along one side of `before` pixels: (first needed, start, end, past the last needed) of the middle part."""
    step = before / after
    start = _offset(after, size) * step
    end = min(start + size * step, float(before))
    reach = math.ceil(2 * max(step, 1.0)) + 1  # bicubic looks two pixels to each side, wider when it shrinks
    return max(0, math.floor(start) - reach), start, end, min(before, math.ceil(end) + reach)


def _normalised(image: Image.Image, preprocess: Preprocess) -> npt.NDArray[np.float32]:
    """float32 [3, height, width]: values to 0..1, minus mean, by std, each rounded to float32 as torch does."""
    channels = np.asarray(image).transpose(2, 0, 1).astype(np.float32, order="C") / np.float32(255)
    mean, std = (np.array(values, np.float32)[:, None, None] for values in (preprocess.mean, preprocess.std))
    normalised: npt.NDArray[np.float32] = (channels - mean) / std
    return normalised
