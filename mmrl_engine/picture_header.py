"""What a picture file tells beside its pixels: size, kind, when it was taken. No torch."""

from __future__ import annotations

from datetime import datetime

from PIL import ExifTags, Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from mmrl_engine.pixels import turn_of

_SWAPS_SIDES = frozenset(
    {Image.Transpose.TRANSPOSE, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270}
)


class SmallHeader:
    """The header of a picture that is wanted with at most `longest` pixels on its longer side.

    Attributes:
        size: (width, height) of the whole picture, upright, where it will be decoded smaller; else None.
        kind: the format's name in Pillow ("JPEG").
        taken: when the camera says that it was taken, in ISO 8601 without a zone.
    """

    # Pixels decoded for one that is wanted. With fewer, the plain averaging inside the decoder would show.
    _SPARE = 1.5

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self.size: tuple[int, int] | None = None
        self.kind = ""
        self.taken: str | None = None

    def before_decoding(self, image: ImageFile.ImageFile) -> None:
        """Asks the decoder of JPEG for fewer pixels; it goes through every byte all the same."""
        if isinstance(image, JpegImageFile):
            self.size = image.size[::-1] if turn_of(image) in _SWAPS_SIDES else image.size
            part = self._SPARE * self._longest / max(image.size)
            image.draft(None, (max(1, round(image.width * part)), max(1, round(image.height * part))))

    def after_decoding(self, image: ImageFile.ImageFile) -> None:
        """Takes over the rest. Not earlier: asking a PNG for its EXIF block decodes it, and hides what fails then."""
        self.kind = image.format or ""
        self.taken = taken_at(image)


def taken_at(image: Image.Image) -> str | None:
    """EXIF's DateTimeOriginal in ISO 8601; None where it is missing or no point in time."""
    try:
        text = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S").isoformat()
    except Exception:  # any type: the block is parsed from hostile bytes, and the pixels are good without it
        return None
