"""Which kinds of picture are read: how each is told, and the Pillow class that decodes it. No torch.

A file is told by what it holds, never by its name, and only kinds with a signature of their own are read. Left out on
purpose: PSD, EPS, PDF, FITS, DDS and ICNS (most of Pillow's faults were found in these, EPS runs another program), TGA
(no signature: nearly any bytes pass for one) and ICO (an icon is no picture to learn from, and holds others inside).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import BinaryIO

from PIL import ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.PpmImagePlugin import PpmImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

Decoder = Callable[[BinaryIO], ImageFile.ImageFile]

# The classes are called directly, not through `Image.open`: HEIF would have to be registered there for the whole
# process, and `Image.open` warns of a bomb before the limit here can be checked. JpegImageFile reads the first picture
# of an MPO (the two pictures of a 3D camera, or a phone's picture with its depth map).
_DECODERS: Mapping[str, Decoder] = MappingProxyType(
    {
        "PNG": PngImageFile,
        "JPEG": JpegImageFile,
        "GIF": GifImageFile,
        "BMP": BmpImageFile,
        "WebP": WebPImageFile,
        "TIFF": TiffImageFile,
        "JPEG 2000": Jpeg2KImageFile,
        "AVIF": AvifImageFile,
        "PPM": PpmImageFile,
    }
)
FORMATS = (*_DECODERS, "HEIC")

# fmt: off
SUFFIXES = frozenset({
    ".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".gif", ".bmp", ".webp", ".tif", ".tiff",
    ".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx", ".avif", ".avifs", ".ppm", ".pgm", ".pbm", ".pnm", ".pfm",
    ".heic", ".heics", ".heif", ".heifs", ".hif",
})
# fmt: on

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),  # BigTIFF
    (b"MM\0+", "TIFF"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),  # a bare codestream
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
)
_BMP_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})


def picture_kind(data: bytes) -> str | None:
    """Which of `FORMATS` the bytes are, by their signature."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    if data[:1] == b"P" and data[1:2] in b"123456f" and data[2:3].isspace():
        return "PPM"
    return _container_kind(data) if data[4:8] == b"ftyp" else None


def _container_kind(data: bytes) -> str | None:
    """AVIF or HEIC: the main brand decides, then those that the file says it is compatible with."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, end, 4))]
    brands.sort(key=lambda brand: brand in {b"mif1", b"msf1"})  # these two only say "a picture"
    for brand in brands:
        if brand in _AVIF_BRANDS:
            return "AVIF"
        if brand in _HEIC_BRANDS:
            return "HEIC"
    return None


def decoder_for(kind: str) -> Decoder:
    """What opens a file object of one of `FORMATS` and reads its header.

    Raises:
        ImportError: HEIC, where pi-heif is not installed.
    """
    if kind != "HEIC":
        return _DECODERS[kind]
    from pi_heif import HeifImageFile  # optional, and not registered with Pillow, which would be for the whole process

    decoder: Decoder = HeifImageFile
    return decoder
