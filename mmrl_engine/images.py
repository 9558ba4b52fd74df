"""Any picture file, from anybody, to 8-bit RGB; whatever goes wrong is one `PictureError` for that file. No torch.

Pillow's decoder for TIFF may write a line to the process's standard error; a library does not redirect that.
"""

from __future__ import annotations

import io
import math
import os
import stat
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from PIL import Image, ImageFile

from mmrl_engine.errors import PictureError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.picture_formats import FORMATS, SUFFIXES, decoder_for, picture_kind
from mmrl_engine.picture_header import SmallHeader
from mmrl_engine.pixels import to_rgb
from mmrl_engine.untrusted import shown

__all__ = [
    "DEFAULT_LIMITS",
    "FORMATS",
    "SUFFIXES",
    "Limits",
    "OpenPicture",
    "SmallPicture",
    "find_pictures",
    "looks_like_picture",
    "open_rgb",
    "open_small",
    "printable_path",
    "rgb_of_bytes",
]

OpenPicture = Callable[[Path], Image.Image]
"""What gives the picture at a path as `open_rgb` does, PictureError included: a host may decode in another process."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture file may cost at most.

    Attributes:
        megabytes: size of the file, in 10^6 bytes. 250 holds an uncompressed RGB picture at the other limit.
        megapixels: width times height, in 10^6. 80 holds a picture of any full-frame camera (61). Most kinds then stay
            below 0.9 GB (two copies of 4 bytes a pixel, and the file), inside the 1 GB of a decode worker; the decoders
            of WebP and JPEG 2000 take up to 19 bytes a pixel, so their largest pictures end there as out of memory.
            Above 178 Pillow's own limit holds for some kinds.
    """

    megabytes: float = 250
    megapixels: float = 80


DEFAULT_LIMITS = Limits()


class _PillowQuiet:
    """Silences Pillow's warnings (odd metadata, a big picture) for as long as any thread is inside.

    The filters of `warnings` belong to the whole process. So they are changed by the first thread that comes in and put
    back by the last one that leaves; threads that each did so would put them back in the wrong order.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._filters = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._filters = warnings.catch_warnings()
                self._filters.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._filters.__exit__(kind, error, trace)


_QUIET = _PillowQuiet()


def open_rgb(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """The picture at `path` as Pillow mode RGB, turned upright, transparency on white, the first frame of several.

    How each kind of pixel becomes 8-bit RGB stands in `mmrl_engine.pixels.to_rgb`. The file is only read, and never
    waited for (a pipe or device is refused unopened). The result holds no metadata, so nobody turns it a second time.

    Raises:
        PictureError: the file is missing, not readable, no picture of a kind in `FORMATS`, damaged or past `limits`.
            Nothing else is raised, whatever the file holds.
    """
    name = printable_path(path)
    data, kind = _read_picture(path, name, limits)
    with _refusing(name, limits):
        return to_rgb(_decode(data, kind, name, limits))


def rgb_of_bytes(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """As `open_rgb`, of a picture that came in another way than as a file; `name` is what sentences call it."""
    _check_bytes(len(data), name, limits)
    kind = _kind_of(data, name)
    with _refusing(name, limits):
        return to_rgb(_decode(data, kind, name, limits))


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture made smaller, and what its file tells of the whole one.

    Attributes:
        image: mode RGB, upright, without metadata.
        size: (width, height) of the whole picture in pixels, upright.
        kind: the format's name in Pillow ("JPEG").
        taken: when the camera says that it was taken, in ISO 8601 without a zone.
    """

    image: Image.Image
    size: tuple[int, int]
    kind: str
    taken: str | None


def open_small(path: Path, longest: int, *, limits: Limits = DEFAULT_LIMITS) -> SmallPicture:
    """The picture at `path` as `open_rgb` gives it, its longer side made at most `longest` pixels (never enlarged).

    Much faster than opening it whole where it is a JPEG, which is decoded to fewer pixels. The whole file is read and
    decoded all the same, so what is damaged for `open_rgb` is damaged here.

    Raises:
        PictureError: as `open_rgb`.
    """
    name = printable_path(path)
    data, kind = _read_picture(path, name, limits)
    with _refusing(name, limits):
        header = SmallHeader(longest)
        # The decoded picture is handed on without a name here, so that `to_rgb` can let go of it.
        rgb = to_rgb(_decode(data, kind, name, limits, header))
        whole = header.size or rgb.size
        share = min(1.0, longest / max(whole))
        size = (max(1, round(whole[0] * share)), max(1, round(whole[1] * share)))
        small = rgb.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
        return SmallPicture(small, whole, header.kind, header.taken)


def looks_like_picture(path: Path) -> bool:
    """Whether the name ends like a picture's; the file is not touched."""
    return path.suffix.lower() in SUFFIXES


def find_pictures(folder: Path, *, recursive: bool = True, tell: Callable[[Notice], None] | None = None) -> list[Path]:
    """Everything below `folder` whose name ends like a picture's, sorted; hidden files and folders are left out.

    Links to folders are followed, each folder is entered once. What is found need not be readable: `open_rgb` says so.

    Args:
        recursive: folders further down are looked through too.
        tell: gets a Notice for each folder further down that cannot be listed, and the walk goes on; without it, the
            first one is raised.

    Raises:
        PictureError: `folder` is missing, not a folder or may not be listed.
    """
    found: list[Path] = []
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(current.iterdir(), reverse=True)
        except (OSError, ValueError) as error:
            problem = _folder_problem(current, error)
            if tell is None or current == folder:
                raise PictureError(problem) from error
            tell(problem)
            continue
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        if recursive:
            waiting += [entry for entry in visible if _is_folder(entry)]
        found += [entry for entry in visible if looks_like_picture(entry) and not _is_folder(entry)]
    return sorted(found)


def printable_path(path: Path) -> str:
    """`path` for a sentence: bytes that are no text, and control characters, become a replacement mark."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} else character
        for character in str(path)
    )


def _is_folder(path: Path) -> bool:
    # os.path's answers "no" where a link leads nowhere, in a circle or where nobody may look.
    return os.path.isdir(path)  # noqa: PTH112


def _folder_problem(folder: Path, error: OSError | ValueError) -> Notice:
    name = printable_path(folder)
    if isinstance(error, (FileNotFoundError, ValueError)):  # ValueError: a zero byte in the name
        return notice("folder-missing", path=name)
    if isinstance(error, NotADirectoryError):
        return notice("folder-not-a-folder", path=name)
    if isinstance(error, PermissionError):
        return notice("folder-no-permission", path=name)
    return notice("folder-not-read", path=name, reason=shown(error.strerror or str(error)))


def _read(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of an ordinary file inside the limit; looks before it opens, and again after (it may be replaced)."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise PictureError.of("picture-not-a-file", path=name)
        with _open_without_waiting(path) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise PictureError.of("picture-not-a-file", path=name)
            _check_bytes(status.st_size, name, limits)
            return file.read(status.st_size)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a zero byte in the name
        raise PictureError.of("picture-missing", path=name) from error
    except PermissionError as error:
        raise PictureError.of("picture-no-permission", path=name) from error
    except OSError as error:
        raise PictureError.of("picture-not-read", path=name, reason=shown(error.strerror or str(error))) from error
    except MemoryError as error:
        raise PictureError.of("picture-out-of-memory", path=name) from error


def _open_without_waiting(path: Path) -> BinaryIO:
    # Windows has O_BINARY and none of the others. Without O_NONBLOCK, opening a FIFO waits for a writer.
    flags = os.O_RDONLY
    for flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, flag, 0)
    return os.fdopen(os.open(path, flags), "rb")


def _check_bytes(size: int, name: str, limits: Limits) -> None:
    if size > round(limits.megabytes * 1e6):
        raise PictureError.of("picture-too-many-bytes", path=name, megabytes=_millions(size), limit=limits.megabytes)


def _check_pixels(size: tuple[int, int], name: str, limits: Limits) -> None:
    pixels = size[0] * size[1]
    if pixels > round(limits.megapixels * 1e6):
        raise PictureError.of(
            "picture-too-many-pixels", path=name, megapixels=_millions(pixels), limit=limits.megapixels
        )


def _millions(number: int) -> str:
    """In 10^6, rounded up to a tenth: what is past a limit also reads so."""
    return f"{math.ceil(number / 1e5) / 10:g}"


def _read_picture(path: Path, name: str, limits: Limits) -> tuple[bytes, str]:
    """The file's bytes, and which of `FORMATS` they are."""
    data = _read(path, name, limits)
    return data, _kind_of(data, name)


def _kind_of(data: bytes, name: str) -> str:
    if not data:
        raise PictureError.of("picture-empty", path=name)
    kind = picture_kind(data)
    if kind is None:
        raise PictureError.of("picture-unknown-format", path=name, formats=FORMATS)
    return kind


@contextmanager
def _refusing(name: str, limits: Limits) -> Iterator[None]:
    """Whatever a decoder does inside ends as one `PictureError`, and without a warning."""
    try:
        with _QUIET:
            yield
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError.of("picture-out-of-memory", path=name) from error
    except Image.DecompressionBombError as error:
        most = 2 * (Image.MAX_IMAGE_PIXELS or 0) // 10**6
        limit = min(limits.megapixels, most)
        raise PictureError.of("picture-too-many-pixels", path=name, megapixels=f"> {most}", limit=limit) from error
    except Exception as error:  # a decoder fed with hostile bytes raises anything
        reason = shown(str(error) or type(error).__name__, limit=120)
        raise PictureError.of("picture-damaged", path=name, reason=reason) from error


def _decode(
    data: bytes, kind: str, name: str, limits: Limits, header: SmallHeader | None = None
) -> ImageFile.ImageFile:
    """The decoded first frame. The header's size is checked before any pixel is decoded, and again after.

    With `header`, a JPEG is decoded to the fewer pixels that this asks for.
    """
    try:
        decoder = decoder_for(kind)
    except ImportError as error:
        raise PictureError.of("picture-heic-not-installed", path=name) from error
    image = decoder(io.BytesIO(data))
    _check_pixels(image.size, name, limits)
    if header is not None:
        header.before_decoding(image)
    image.load()
    _check_pixels(image.size, name, limits)  # a HEIC's size may change when it is decoded
    if header is not None:
        header.after_decoding(image)
    return image
