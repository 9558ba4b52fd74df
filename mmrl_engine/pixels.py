"""Pillow's kinds of pixels to 8-bit RGB: turned upright, transparency on white, 16 bits and more scaled. No torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, ImageCms, ImageFile
from PIL.TiffImagePlugin import TiffImageFile

# What undoes the turn that EXIF tells: the value says where the stored first row and column belong in the scene.
_TURNS: Mapping[int, Image.Transpose] = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)
_STRIP_PIXELS = 1 << 20  # 8 MB as float64: a big picture is scaled without a second big copy
_TIFF_BITS, _TIFF_PHOTOMETRIC, _TIFF_SAMPLE_FORMAT = 258, 262, 339
_WHITE_IS_ZERO = 0
_UNSIGNED = (1,)


def to_rgb(image: ImageFile.ImageFile) -> Image.Image:
    """A decoded (loaded) picture as a new RGB image of 8 bits a channel without metadata.

    - Turned as EXIF says; an EXIF block that cannot be read turns nothing.
    - Transparency of any kind (alpha, palette, one colour) is laid on white.
    - 16-bit grey: the full range of the type (0 is black, 65535 is white), as PNG means it; so a camera that uses 12 of
      the 16 bits looks dark, but two pictures stay comparable. 12-bit TIFF: 0 to 4095.
    - Other grey of more than 8 bits (32-bit and signed whole numbers, floating point) has no agreed range: the smallest
      finite value becomes black, the largest white; NaN is black; a picture of one value is black.
    - TIFF that stores black as the largest number is turned round.
    - CMYK by Pillow's plain formula, LAB by its colour management; embedded colour profiles are not applied, as CLIP's
      own preprocessing does not.

    Raises:
        Exception: of any type; the pixels may be damaged.
    """
    turn = turn_of(image)
    rgb = _upright_unaware(image)
    del image  # so that turning a large picture holds two copies, not three
    if turn is not None:
        rgb = rgb.transpose(turn)
    rgb.info.clear()
    return rgb


def turn_of(image: Image.Image) -> Image.Transpose | None:
    """What turns the stored pixels upright, as EXIF says; None where that is nothing, or cannot be read."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # any type: the block is parsed from hostile bytes, and the pixels are good without it
        return None
    return _TURNS.get(orientation) if isinstance(orientation, int) else None


def _upright_unaware(image: ImageFile.ImageFile) -> Image.Image:
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        return _deep_grey(image).convert("RGB")
    if image.mode == "LAB":
        return _lab_to_rgb(image)
    if image.has_transparency_data:
        return _on_white(image if image.mode == "RGBA" else image.convert("RGBA"))
    return image.convert("RGB")


def _on_white(rgba: Image.Image) -> Image.Image:
    white = Image.new("RGB", rgba.size, "white")
    white.paste(rgba, mask=rgba)
    return white


def _lab_to_rgb(image: Image.Image) -> Image.Image:
    rgb = ImageCms.profileToProfile(
        image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    if rgb is None:  # only for in-place conversion
        raise ValueError("no LAB conversion")
    return rgb


def _deep_grey(image: ImageFile.ImageFile) -> Image.Image:
    """Mode L from one channel of 16-bit, 32-bit or floating-point values."""
    black, white = _range(image)
    transparent = image.info.get("transparency")
    grey = Image.new("L", image.size)
    for top, values in _strips(image):
        eight = _scaled(values, black, white)
        if isinstance(transparent, int):
            eight[values == transparent] = 255
        grey.paste(Image.fromarray(eight), (0, top))
    return grey


def _range(image: ImageFile.ImageFile) -> tuple[float, float]:
    """The values that stand for black and white."""
    tags = _tags(image)
    if image.mode.startswith("I;16"):
        black, white = 0.0, 4095.0 if tags.get(_TIFF_BITS) == (12,) else 65535.0
    elif image.mode == "I" and image.format == "PPM":
        black, white = 0.0, 65535.0  # Pillow scales a PGM of more than 8 bits to this range
    else:
        black, white = _extremes(image)
    return (white, black) if tags.get(_TIFF_PHOTOMETRIC) == _WHITE_IS_ZERO else (black, white)


def _tags(image: ImageFile.ImageFile) -> Mapping[int, object]:
    return image.tag_v2 if isinstance(image, TiffImageFile) else {}


def _extremes(image: ImageFile.ImageFile) -> tuple[float, float]:
    """The smallest and largest finite value; 0, 0 where there is none."""
    low, high = np.inf, -np.inf
    for _, values in _strips(image):
        finite = values[np.isfinite(values)]
        low, high = min(low, finite.min(initial=np.inf)), max(high, finite.max(initial=-np.inf))
    return (float(low), float(high)) if low <= high else (0.0, 0.0)


def _strips(image: ImageFile.ImageFile) -> Iterator[tuple[int, npt.NDArray[np.float64]]]:
    """(top row, values [rows, width]) from top to bottom."""
    width, height = image.size
    tags = _tags(image)
    # Pillow keeps 32-bit whole numbers as signed, also where the file says that they are not.
    wrapped = image.mode == "I" and bool(tags) and tags.get(_TIFF_SAMPLE_FORMAT, _UNSIGNED) == _UNSIGNED
    rows = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, rows):
        strip = np.asarray(image.crop((0, top, width, min(top + rows, height))))
        yield top, (strip.view(np.uint32) if wrapped else strip).astype(np.float64)


def _scaled(values: npt.NDArray[np.float64], black: float, white: float) -> npt.NDArray[np.uint8]:
    if black == white:
        return np.zeros(values.shape, np.uint8)
    share = np.nan_to_num((values - black) / (white - black), nan=0.0, posinf=1.0, neginf=0.0)
    eight: npt.NDArray[np.uint8] = np.rint(share.clip(0.0, 1.0) * 255.0).astype(np.uint8)
    return eight
