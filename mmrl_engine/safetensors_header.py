"""The header of a safetensors file, read with suspicion and written the same way every time. No torch.

Format: 8 bytes with the header's length (little-endian), the header as JSON, then the tensors' bytes without a gap.
https://github.com/huggingface/safetensors#format. The library accepts duplicate keys, and writes the metadata in an
order that changes from run to run; therefore neither is done with it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from mmrl_engine.errors import AdapterError
from mmrl_engine.untrusted import DuplicateKeyError, StrictJsonError, canonical_json, parse_json, shown

MAX_HEADER_BYTES = 1 << 20
PREFIX_BYTES = 8
SNIFF_BYTES = PREFIX_BYTES + 1
ALIGNMENT = 8  # what safetensors itself aligns the tensors' bytes to
FLOAT32_BYTES = 4

# torch.save writes a zip archive; older ones, and pickle itself, start with 0x80 and the protocol's number.
_UNSAFE_STARTS = (b"PK\x03\x04", *(bytes([0x80, protocol]) for protocol in range(2, 6)))


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """One tensor: its bytes are `begin` to `end`, counted from the end of the header."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """A header that is sound in itself.

    Attributes:
        metadata: text by text. tensors: in the order in which their bytes lie.
        start: where the tensors' bytes begin in the file. file_bytes: the whole file's size.
    """

    metadata: Mapping[str, str]
    tensors: Mapping[str, TensorEntry]
    start: int
    file_bytes: int


def header_end(head: bytes, file_bytes: int, file: str) -> int:
    """Where the header of a file of `file_bytes` bytes ends, from its first `SNIFF_BYTES` bytes.

    Raises:
        AdapterError: this is no safetensors file, it is cut off, or its header is larger than `MAX_HEADER_BYTES`.
    """
    length = int.from_bytes(head[:PREFIX_BYTES], "little")
    looks_right = len(head) == SNIFF_BYTES and head[PREFIX_BYTES:] == b"{"
    if not (looks_right and length <= MAX_HEADER_BYTES):
        if head.startswith(_UNSAFE_STARTS):
            raise AdapterError.of("adapter-pickle", file=file)
        if not looks_right:
            raise AdapterError.of("adapter-not-safetensors", file=file)
        raise AdapterError.of(
            "adapter-header-too-large", file=file, kilobytes=length >> 10, limit=MAX_HEADER_BYTES >> 10
        )
    end = PREFIX_BYTES + length
    if end > file_bytes:
        raise AdapterError.of("adapter-truncated", file=file, found=file_bytes, expected=end)
    return end


def header_of(stream: BinaryIO, file: str) -> Header:
    """The header of an open file, read to its end and no further, however long it claims to be.

    Raises:
        AdapterError: as `header_end` and `parse_header`. OSError: it cannot be read.
    """
    file_bytes = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(SNIFF_BYTES)
    end = header_end(head, file_bytes, file)
    text = head[PREFIX_BYTES:] + stream.read(max(0, end - SNIFF_BYTES))
    return parse_header(text[: end - PREFIX_BYTES], file_bytes, file)


def parse_header(text: bytes, file_bytes: int, file: str) -> Header:
    """The header in `text` (without the length in front of it) of a file of `file_bytes` bytes.

    Raises:
        AdapterError: it is not strict JSON of the right form, or its tensors overlap, leave gaps or do not
            end with the file.
    """
    content = _parse(text, file)
    metadata = content.pop("__metadata__", {})
    if not (isinstance(metadata, dict) and all(isinstance(value, str) for value in metadata.values())):
        raise AdapterError.of("adapter-header-damaged", file=file, reason="its metadata is not text")
    entries = {name: _entry(name, value, file) for name, value in content.items()}
    ordered = dict(sorted(entries.items(), key=lambda item: (item[1].begin, item[1].end)))
    start = PREFIX_BYTES + len(text)
    _check_places(ordered, start, file_bytes, file)
    return Header(metadata, ordered, start, file_bytes)


def build_header(metadata: Mapping[str, str], shapes: Mapping[str, tuple[int, ...]]) -> bytes:
    """The bytes in front of the float32 tensors of `shapes`, whose own bytes follow in the order of their names.

    Raises:
        AdapterError: the header would be larger than `MAX_HEADER_BYTES`.
    """
    content: dict[str, object] = {"__metadata__": dict(metadata)}
    place = 0
    for name in sorted(shapes):
        end = place + float32_bytes(shapes[name])
        content[name] = {"dtype": "F32", "shape": list(shapes[name]), "data_offsets": [place, end]}
        place = end
    made = written_header(content)
    size = len(made) - PREFIX_BYTES
    if size > MAX_HEADER_BYTES:
        raise AdapterError.of("adapter-too-many-words", kilobytes=size >> 10, limit=MAX_HEADER_BYTES >> 10)
    return made


def written_header(content: Mapping[str, object]) -> bytes:
    """The bytes that a file with the header `content` begins with: its length, its JSON, blanks up to the tensors."""
    text = canonical_json(content).encode("utf-8")
    text += b" " * (-len(text) % ALIGNMENT)
    return len(text).to_bytes(PREFIX_BYTES, "little") + text


def float32_bytes(shape: tuple[int, ...]) -> int:
    """The bytes of a float32 tensor of `shape`, exact however large the numbers in a hostile header are."""
    count = FLOAT32_BYTES
    for size in shape:
        count *= size
    return count


def _parse(text: bytes, file: str) -> dict[str, object]:
    try:
        content = parse_json(text.decode("utf-8"))
    except DuplicateKeyError as error:
        raise AdapterError.of("adapter-header-duplicate", file=file, name=shown(error.key)) from None
    except StrictJsonError as error:
        raise AdapterError.of("adapter-header-damaged", file=file, reason=str(error)) from None
    except UnicodeDecodeError:
        raise AdapterError.of("adapter-header-damaged", file=file, reason="it is not UTF-8") from None
    if not isinstance(content, dict):
        raise AdapterError.of("adapter-header-damaged", file=file, reason="it is not an object")
    return content


def _entry(name: str, value: object, file: str) -> TensorEntry:
    if isinstance(value, dict) and set(value) == {"dtype", "shape", "data_offsets"}:
        dtype, shape, offsets = value["dtype"], value["shape"], value["data_offsets"]
        if isinstance(dtype, str) and _are_sizes(shape) and _are_sizes(offsets) and len(offsets) == 2:
            entry = TensorEntry(dtype, tuple(shape), *offsets)
            if entry.dtype != "F32" or entry.end - entry.begin == float32_bytes(entry.shape):
                return entry
    reason = f"its entry '{shown(name)}' does not describe a tensor"
    raise AdapterError.of("adapter-header-damaged", file=file, reason=reason)


def _are_sizes(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, int) and not isinstance(item, bool) and item >= 0 for item in value
    )


def _check_places(ordered: Mapping[str, TensorEntry], start: int, file_bytes: int, file: str) -> None:
    place = 0
    for entry in ordered.values():
        if entry.begin != place or entry.end < entry.begin:
            raise AdapterError.of("adapter-tensors-overlap", file=file)
        place = entry.end
    if start + place > file_bytes:
        raise AdapterError.of("adapter-truncated", file=file, found=file_bytes, expected=start + place)
    if start + place < file_bytes:
        raise AdapterError.of("adapter-too-long", file=file, found=file_bytes, expected=start + place)
