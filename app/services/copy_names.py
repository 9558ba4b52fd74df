"""Names for folders and files that every system can hold, and that stay apart on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

MOST_BYTES = 200  # as UTF-8; file systems hold 255, and a number or an ending may come behind
# Names of devices on Windows, whatever ending they have.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"/\\|?*')
# Control characters, half characters (bytes of a file's name that are no text), line and paragraph ends.
_INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def safe_name(text: str, *, most: int = MOST_BYTES) -> str:
    """`text` as the name of a folder or file: composed (NFC), characters that some system forbids as "_", no dot in
    front (it would be hidden), no dot or space at the end, not longer than `most` bytes.
    """
    known = "".join("_" if _is_forbidden(character) else character for character in unicodedata.normalize("NFC", text))
    name = _cut(known.strip(" "), most).rstrip(" .")
    if name.startswith("."):
        name = "_" + name[1:]
    if _RESERVED.fullmatch(name.split(".")[0].rstrip()):
        name = f"_{name}"
    return name or "_"


class Names:
    """Names within one folder; none is given out twice, as the least discerning file system compares them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def free_folder(self, text: str) -> str:
        """A safe name made from `text`, with a number behind it where that is taken."""
        return self._free(safe_name(text), "")

    def free_file(self, text: str) -> str:
        """As `free_folder`; the number stands before the ending."""
        ending = safe_name(PurePath(text).suffix[1:], most=20) if PurePath(text).suffix else ""
        stem = safe_name(PurePath(text).stem) if ending else safe_name(text)
        return self._free(stem, f".{ending}" if ending else "")

    def _free(self, stem: str, ending: str) -> str:
        key = _compared(stem + ending)
        number = self._numbers.get(key, 1)
        name = stem + ending
        while _compared(name) in self._taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        self._numbers[key] = number
        self._taken.add(_compared(name))
        return name


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _is_forbidden(character: str) -> bool:
    return character in _FORBIDDEN or unicodedata.category(character) in _INVISIBLE


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8")[:most].decode("utf-8", "ignore")
