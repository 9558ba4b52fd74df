"""Every kind of pixel comes out of `open_rgb` as the colour that a person would see."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import ExifTags, Image

from mmrl_engine.images import open_rgb

HERE = Path(__file__).parent
RED, GREEN, BLUE, YELLOW, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255,) * 3, (0,) * 3

# What EXIF's orientation says of stored rows s[row, column]: (which side row 0 is on, which side column 0 is on).
UPRIGHT = {
    1: lambda s: s,  # top, left
    2: lambda s: s[:, ::-1],  # top, right
    3: lambda s: s[::-1, ::-1],  # bottom, right
    4: lambda s: s[::-1],  # bottom, left
    5: lambda s: s.swapaxes(0, 1),  # left, top
    6: lambda s: s.swapaxes(0, 1)[:, ::-1],  # right, top
    7: lambda s: s.swapaxes(0, 1)[::-1, ::-1],  # right, bottom
    8: lambda s: s.swapaxes(0, 1)[::-1],  # left, bottom
}


def opened(folder: Path, image: Image.Image, kind: str = "PNG", **options: Any) -> npt.NDArray[np.uint8]:
    path = folder / "picture"
    image.save(path, kind, **options)
    return pixels(path)


def opened_bytes(folder: Path, data: bytes) -> npt.NDArray[np.uint8]:
    path = folder / "picture"
    path.write_bytes(data)
    return pixels(path)


def pixels(path: Path) -> npt.NDArray[np.uint8]:
    image = open_rgb(path)
    assert image.mode == "RGB"
    return np.asarray(image)


def row(*values: Any, mode: str) -> Image.Image:
    """One row of pixels."""
    image = Image.new(mode, (len(values), 1))
    image.putdata(values)
    return image


def blocks() -> Image.Image:
    """Six 16-pixel squares of different colours, two down and three across: no turn or mirror leaves it as it is."""
    image = Image.new("RGB", (48, 32))
    for at, colour in enumerate([RED, GREEN, BLUE, YELLOW, WHITE, BLACK]):
        image.paste(colour, (at % 3 * 16, at // 3 * 16, at % 3 * 16 + 16, at // 3 * 16 + 16))
    return image


def tiff(values: bytes, *, bits: int, kind_of_number: int = 1, photometric: int = 1) -> bytes:
    """A TIFF of two pixels. `kind_of_number`: 1 unsigned, 2 signed, 3 floating point. `photometric` 0: white is 0."""
    tags = {256: 2, 257: 1, 258: bits, 259: 1, 262: photometric, 273: 0, 277: 1, 278: 1, 279: len(values)}
    tags[339] = kind_of_number
    tags[273] = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + values


def png(header: tuple[int, ...], row_bytes: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    body = chunk(b"IHDR", struct.pack(">IIBBBBB", *header)) + chunk(b"IDAT", zlib.compress(b"\0" + row_bytes))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_picture_is_turned_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    stored = blocks()
    seen = opened(tmp_path, stored, kind, exif=exif)
    expected = UPRIGHT[orientation](np.asarray(stored))
    assert seen.shape == expected.shape
    middles = (slice(8, None, 16), slice(8, None, 16))
    assert np.abs(seen[middles].astype(int) - expected[middles]).max() <= 40  # 40: lossy, the colours are far apart


def test_the_result_is_not_turned_again_by_the_next_reader(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    blocks().save(tmp_path / "a.jpg", exif=exif)
    image = open_rgb(tmp_path / "a.jpg")
    image.save(tmp_path / "b.png")
    assert open_rgb(tmp_path / "b.png").size == image.size == (32, 48)


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0nonsense", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_broken_exif_spoils_no_picture(tmp_path: Path, exif: bytes) -> None:
    assert opened(tmp_path, blocks(), "JPEG", exif=exif).shape == (32, 48, 3)


def test_heic_is_turned_and_laid_on_white() -> None:
    # Both were made for this test: quarters of red, green, blue and yellow, 64 x 48.
    turned = pixels(HERE / "pictures" / "turned.heic")  # stored with orientation 6
    assert turned.shape == (64, 48, 3)
    corners = [turned[16, 12], turned[16, 36], turned[48, 12], turned[48, 36]]
    np.testing.assert_allclose(corners, [BLUE, RED, YELLOW, GREEN], atol=3)
    alpha = pixels(HERE / "pictures" / "alpha.heic")  # its top left quarter is black and transparent
    np.testing.assert_allclose([alpha[12, 16], alpha[12, 48]], [WHITE, GREEN], atol=3)


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    rgba = row((255, 0, 0, 255), (255, 0, 0, 0), (0, 0, 0, 51), mode="RGBA")
    assert opened(tmp_path, rgba).tolist() == [[list(RED), list(WHITE), [204] * 3]]
    assert opened(tmp_path, rgba, "WEBP", lossless=True, exact=True).tolist() == [[list(RED), list(WHITE), [204] * 3]]
    assert opened(tmp_path, row((0, 255), (0, 0), (0, 51), mode="LA"))[0, :, 0].tolist() == [0, 255, 204]


def test_a_palette_keeps_its_colours_and_transparency(tmp_path: Path) -> None:
    image = row(0, 1, 2, mode="P")
    image.putpalette([*RED, *BLACK, *BLUE])
    assert opened(tmp_path, image).tolist() == [[list(RED), list(BLACK), list(BLUE)]]
    assert opened(tmp_path, image, transparency=1).tolist() == [[list(RED), list(WHITE), list(BLUE)]]
    assert opened(tmp_path, image, "GIF", transparency=1).tolist() == [[list(RED), list(WHITE), list(BLUE)]]
    partly = opened(tmp_path, image, transparency=bytes([255, 51, 0]))
    assert partly.tolist() == [[list(RED), [204] * 3, list(WHITE)]]


def test_one_transparent_colour_becomes_white(tmp_path: Path) -> None:
    assert opened(tmp_path, row(7, 9, mode="L"), transparency=7)[0, :, 0].tolist() == [255, 9]
    assert opened(tmp_path, row(RED, BLUE, mode="RGB"), transparency=RED).tolist() == [[list(WHITE), list(BLUE)]]
    assert opened(tmp_path, row(500, 514, mode="I;16"), transparency=500)[0, :, 0].tolist() == [255, 2]


def test_one_bit_and_grey(tmp_path: Path) -> None:
    assert opened(tmp_path, row(0, 255, mode="1")).tolist() == [[list(BLACK), list(WHITE)]]
    assert opened(tmp_path, row(0, 77, mode="L")).tolist() == [[list(BLACK), [77] * 3]]


def test_cmyk_ycbcr_and_lab(tmp_path: Path) -> None:
    cmyk = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    np.testing.assert_allclose(opened(tmp_path, cmyk, "JPEG")[8, 8], RED, atol=3)  # stored inverted, as Adobe does
    np.testing.assert_array_equal(opened(tmp_path, cmyk, "TIFF")[8, 8], RED)
    ycbcr = Image.new("RGB", (16, 16), BLUE).convert("YCbCr")
    np.testing.assert_allclose(opened(tmp_path, ycbcr, "TIFF")[8, 8], BLUE, atol=3)
    lab = Image.frombytes("LAB", (3, 1), bytes([255, 0, 0, 0, 0, 0, 138, 81, 70]))  # white, black, sRGB's red
    np.testing.assert_allclose(opened(tmp_path, lab, "TIFF")[0], [WHITE, BLACK, RED], atol=6)


def test_16_bits_keep_the_full_range_of_the_type(tmp_path: Path) -> None:
    values, expected = (0, 257, 32768, 65535), [0, 1, 128, 255]
    for kind in ("PNG", "TIFF"):
        assert opened(tmp_path, row(*values, mode="I;16"), kind)[0, :, 0].tolist() == expected
    assert opened(tmp_path, row(*values, mode="I;16B"), "TIFF")[0, :, 0].tolist() == expected
    assert opened_bytes(tmp_path, b"P5 4 1 65535\n" + struct.pack(">4H", *values))[0, :, 0].tolist() == expected
    assert opened_bytes(tmp_path, b"P2 3 1 1000\n0 500 1000\n")[0, :, 0].tolist() == [0, 128, 255]
    colours = opened_bytes(tmp_path, png((2, 1, 16, 2, 0, 0, 0), struct.pack(">6H", 0, 32768, 65535, 65535, 0, 0)))
    assert colours.tolist() == [[[0, 128, 255], list(RED)]]


def test_tiff_of_12_bits_and_with_white_as_zero(tmp_path: Path) -> None:
    assert opened_bytes(tmp_path, tiff(b"\x00\x0f\xff", bits=12))[0, :, 0].tolist() == [0, 255]
    inverted = tiff(struct.pack("<2H", 0, 65535), bits=16, photometric=0)
    assert opened_bytes(tmp_path, inverted)[0, :, 0].tolist() == [255, 0]


@pytest.mark.parametrize(
    ("values", "bits", "kind_of_number"),
    [
        (struct.pack("<2h", -3000, 20000), 16, 2),
        (struct.pack("<2i", -3, 2), 32, 2),
        (struct.pack("<2I", 5, 4_000_000_000), 32, 1),
        (struct.pack("<2f", 0.25, 0.5), 32, 3),
        (struct.pack("<2f", -3e38, 3e38), 32, 3),
    ],
)
def test_numbers_without_an_agreed_range_are_spread_from_black_to_white(
    tmp_path: Path, values: bytes, bits: int, kind_of_number: int
) -> None:
    data = tiff(values, bits=bits, kind_of_number=kind_of_number)
    assert opened_bytes(tmp_path, data)[0, :, 0].tolist() == [0, 255]


def test_floating_point_without_sense(tmp_path: Path) -> None:
    nan, inf = float("nan"), float("inf")
    assert opened(tmp_path, row(nan, 1.0, 3.0, 2.0, inf, -inf, mode="F"), "TIFF")[0, :, 0].tolist() == [
        *[0, 0, 255, 128],
        *[255, 0],
    ]
    assert opened(tmp_path, row(nan, nan, mode="F"), "TIFF")[0, :, 0].tolist() == [0, 0]
    assert opened(tmp_path, row(5.0, 5.0, mode="F"), "TIFF")[0, :, 0].tolist() == [0, 0]


def test_a_big_deep_picture_is_scaled_over_all_its_strips(tmp_path: Path) -> None:
    values = np.arange(1500, dtype=np.float32)[:, None] + np.zeros((1, 1000), np.float32)
    seen = opened(tmp_path, Image.fromarray(values), "TIFF")[:, :, 0]
    np.testing.assert_array_equal(seen, np.rint(values / 1499 * 255))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF", "MPO"])
def test_of_several_frames_the_first_is_taken(tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, GREEN, BLUE)]
    seen = opened(tmp_path, frames[0], kind, save_all=True, append_images=frames[1:])
    np.testing.assert_allclose(seen[16, 16], RED, atol=6)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "JPEG2000", "AVIF", "PPM"])
def test_every_kind_keeps_its_colours(tmp_path: Path, kind: str) -> None:
    middles = (slice(8, None, 16), slice(8, None, 16))
    seen = opened(tmp_path, blocks(), kind)[middles].astype(int)
    np.testing.assert_allclose(seen, np.asarray(blocks())[middles], atol=40)
