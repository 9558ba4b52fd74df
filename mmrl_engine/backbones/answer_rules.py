"""What an answer to a download may say, so that its bytes are taken. Nothing a server says is believed. No torch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mmrl_engine.backbones.entry import FLOAT16_BYTES, FLOAT32_BYTES, Entry
from mmrl_engine.backbones.http_get import Opened
from mmrl_engine.backbones.store import Half
from mmrl_engine.errors import DownloadError, EngineError
from mmrl_engine.untrusted import shown

BESIDE_BYTES = 8 << 20  # what a file may hold beside its numbers: the header, and buffers of older exports
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_WRONG_TYPES = ("text/", "image/", "audio/", "video/", "multipart/", "font/", "message/")
_WRONG_APPLICATIONS = ("json", "xml", "html", "javascript", "pdf", "zip", "gzip", "tar")
_RANGE = re.compile(r"bytes (\d{1,20})-(\d{1,20})/(\d{1,20})")
_WHOLE = re.compile(r"\d{1,20}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_VALIDATOR = 300  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes that an answer brings.

    Attributes:
        begin: where they belong in the file. count: how many they are. total: the whole file's bytes.
        validator, sha256: as in `Half`.
    """

    begin: int
    count: int
    total: int
    validator: str
    sha256: str | None


class TryAgainError(Exception):
    """The server is busy; `status` says how."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class StartAnewError(Exception):
    """What is here of the file belongs to another one, or cannot be gone on with."""


def read_answer(answer: Opened, entry: Entry, half: Half | None) -> Part:
    """What `answer` brings, where `half` was asked to be gone on with.

    Raises:
        DownloadError: it is no answer to take bytes from; asking again would not help.
        TryAgainError, StartAnewError: asking again may.
    """
    if answer.status == 416 and half is not None:
        raise StartAnewError
    if answer.status in _TRY_AGAIN:
        raise TryAgainError(answer.status)
    if answer.status not in (200, 206):
        raise DownloadError.of("download-refused", host=answer.host, status=answer.status)
    _check_kind(answer)
    part = _first_part(answer) if answer.status == 200 else _later_part(answer, half)
    _check_total(part.total, answer, entry)
    known = None if entry.source is None else entry.source.sha256
    if known is not None and part.sha256 not in (None, known):
        raise _wrong(answer, "it has another hash than the one that was published")
    if part.begin and half is not None and _changed(part, half):
        raise StartAnewError
    return part


def _check_kind(answer: Opened) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    top, _, name = kind.partition("/")
    unfit = kind.startswith(_WRONG_TYPES) or any(word in name for word in _WRONG_APPLICATIONS)
    if unfit or (kind and not (top and name)):
        raise _wrong(answer, f"its type is {shown(kind)}")
    packed = answer.headers.get("content-encoding", "identity").strip().lower()
    if packed != "identity":
        raise _wrong(answer, f"it is packed as {shown(packed)}")


def _first_part(answer: Opened) -> Part:
    length = _length(answer)
    if length is None:
        raise _wrong(answer, "it does not say how long the file is")
    if "content-range" in answer.headers:
        raise _wrong(answer, "it says that it is the whole file and a part of it")
    return Part(0, length, length, _validator(answer.headers), stated_sha256(answer))


def _later_part(answer: Opened, half: Half | None) -> Part:
    found = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
    if half is None or found is None:
        raise _wrong(answer, "it is a part that was not asked for")
    begin, end, total = map(int, found.groups())
    length = _length(answer)
    if begin != half.done or not begin <= end < total or length not in (None, end - begin + 1):
        raise _wrong(answer, "it is another part than the one that was asked for")
    return Part(begin, end - begin + 1, total, _validator(answer.headers), stated_sha256(answer))


def _check_total(total: int, answer: Opened, entry: Entry) -> None:
    known = None if entry.source is None else entry.source.size
    least = FLOAT16_BYTES * entry.parameters
    most = FLOAT32_BYTES * entry.parameters + BESIDE_BYTES
    if known is not None and total != known:
        raise _wrong(answer, f"it has {total} bytes instead of {known}")
    if not least <= total <= most:
        raise _wrong(answer, f"it has {total} bytes, and this model has from {least} to {most}")
    for headers in (*answer.linked, answer.headers):
        stated = headers.get("x-linked-size")
        if stated is not None and stated.strip() != str(total):
            raise _wrong(answer, "its two statements about the file's length differ")


def stated_sha256(answer: Opened) -> str | None:
    """The SHA-256 that the server itself states: in `X-Linked-ETag` (Hugging Face), else an ETag that can be nothing
    else, of an answer that was not sent on: what a storage elsewhere calls its ETag may be a hash of another kind.
    """
    for headers in (*answer.linked, answer.headers):
        found = _SHA256.fullmatch(headers.get("x-linked-etag", "").strip().removeprefix("W/").strip('"'))
        if found is not None:
            return found[0]
    if answer.linked:
        return None
    found = _SHA256.fullmatch(answer.headers.get("etag", "").strip().strip('"'))
    return None if found is None else found[0]


def _changed(part: Part, half: Half) -> bool:
    other_hash = part.sha256 is not None and half.sha256 is not None and part.sha256 != half.sha256
    other_validator = bool(part.validator) and part.validator != half.validator
    return part.total != half.total or other_hash or other_validator


def _validator(headers: Mapping[str, str]) -> str:
    """What `If-Range` may carry: a strong ETag, else the date of the last change."""
    tag = headers.get("etag", "").strip()
    if tag and not tag.startswith("W/"):
        return tag if len(tag) <= _MOST_VALIDATOR and tag.isascii() and tag.isprintable() else ""
    date = headers.get("last-modified", "").strip()
    return date if len(date) <= _MOST_VALIDATOR and date.isascii() and date.isprintable() else ""


def _length(answer: Opened) -> int | None:
    stated = answer.headers.get("content-length")
    if stated is None:
        return None
    if _WHOLE.fullmatch(stated.strip()) is None:
        raise _wrong(answer, "its length is no number")
    return int(stated)


def _wrong(answer: Opened, reason: str) -> EngineError:
    return DownloadError.of("download-no-file", host=answer.host, reason=reason)
