"""Names in zip files from anybody: which of them no computer can mistake for a place elsewhere, or for one another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

MOST_LETTERS = 1000  # of a name with all of its folders
MOST_FOLDERS = 32  # that a file may lie in, one inside the other
_DRIVE = re.compile(r"^[A-Za-z]:")
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$")


def is_folder(name: str) -> bool:
    """Whether the entry of this name is a folder."""
    return name.endswith("/")


def is_harmless(name: str) -> bool:
    """Whether the name stays inside its folder, and every computer can have it."""
    if len(name) > MOST_LETTERS or name.count("/") > MOST_FOLDERS:
        return False
    if "\0" in name or "\\" in name or name.startswith("/") or not name.strip("/"):
        return False
    return all(_is_harmless_part(part) for part in name.rstrip("/").split("/"))


def twice(names: Sequence[str]) -> list[str]:
    """Of some harmless names those that would be one file somewhere, and files that are also the folder of others."""
    keys = ["/".join(_bare(part) for part in name.rstrip("/").split("/")) for name in names]
    count = Counter(keys)
    files = {key for key, name in zip(keys, names, strict=True) if not is_folder(name)}
    inside = {folder for key in keys for folder in _folders(key) if folder in files}
    return [name for key, name in zip(keys, names, strict=True) if count[key] > 1 or (key in files and key in inside)]


def _is_harmless_part(part: str) -> bool:
    bare = _bare(part)
    if not bare or _DRIVE.match(part) or any(ord(character) < 32 for character in part):
        return False
    return _RESERVED.match(bare.split(".")[0].rstrip()) is None


def _bare(part: str) -> str:
    """A name as the least discerning file system sees it: without case, accents composed, no dot or space at the
    end.
    """
    return unicodedata.normalize("NFC", part).casefold().rstrip(" .")


def _folders(key: str) -> Iterator[str]:
    return (key[:at] for at, character in enumerate(key) if character == "/")
