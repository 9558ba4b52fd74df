"""A hundred answers and more that no download may take: kinds of lies, each with several values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tests.hostile_server import Asked, Reply, Rule, file_reply, sha256_of
from tests.tiny_download import framed, tiny_shapes, tiny_weights

_TYPES = (
    "text/html",
    "text/html; charset=utf-8",
    "text/plain",
    "application/json",
    "application/xml",
    "application/xhtml+xml",
    "application/pdf",
    "application/zip",
    "application/javascript",
    "image/png",
    "multipart/byteranges; boundary=x",
    "nonsense",
)
_STATUSES = (201, 203, 204, 205, 206, 300, 304, 400, 401, 403, 404, 405, 410, 416, 418, 429, 451, 500, 502, 503, 504)
_PACKED = ("gzip", "br", "deflate", "zstd", "gzip, identity", "x-own")
_TARGETS = (
    "http://example.org/model",
    "ftp://127.0.0.1/model",
    "file:///etc/passwd",
    "data:application/octet-stream,x",
    "javascript:0",
    "https://name:word@127.0.0.1/model",
    "https://",
    "//",
    "http://[::1",
    "https://127.0.0.1:99999/model",
    "/models/weights.safetensors",
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One server that is not to be believed: its `kind` of lie, what is special in this one, and its rule."""

    kind: str
    value: str
    rule: Rule


def hostile_servers() -> list[Hostile]:
    """All of them, in the same order every time."""
    data = tiny_weights()
    return [
        *_heads(data),
        *_lengths(data),
        *_hashes(data),
        *_redirects(),
        *_bodies(data),
        *_later_parts(data),
        *_silences(data),
        *_no_http(data),
    ]


def _heads(data: bytes) -> Iterator[Hostile]:
    for kind in _TYPES:
        yield Hostile("type", kind, _with(data, {"Content-Type": kind}))
    for status in _STATUSES:
        yield Hostile("status", str(status), _fixed(replace(file_reply(data, _FIRST), status=status)))
    for packed in _PACKED:
        yield Hostile("packed", packed, _with(data, {"Content-Encoding": packed}))


def _lengths(data: bytes) -> Iterator[Hostile]:
    size = len(data)
    for length in (0, 1, size // 2, size - 1, size + 1, 2 * size, 10**9, 10**19, 10**40):
        yield Hostile("length", str(length), _with(data, {"Content-Length": str(length)}))
    for text in ("-5", "many", "1e6", "0x10", "", f"{size}, {size + 8}"):
        yield Hostile("length", text, _with(data, {"Content-Length": text}))
    for linked in (size - 1, size + 1, "many"):
        yield Hostile("two lengths", str(linked), _with(data, {"X-Linked-Size": str(linked)}))
    head = {"Content-Type": "application/octet-stream", "ETag": '"one"'}
    yield Hostile("length", "none", _fixed(Reply(200, head, data)))
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(data), data) for _ in range(3))
    yield Hostile("length", "endless", _fixed(Reply(200, {**head, "Transfer-Encoding": "chunked"}, chunked)))
    for part in (f"bytes 0-{size - 1}/{size}", f"bytes 8-{size - 1}/{size}", "bytes */5", "lines 1-2/3"):
        yield Hostile("part not asked for", part, _with(data, {"Content-Range": part}))


def _hashes(data: bytes) -> Iterator[Hostile]:
    other = sha256_of(b"other")
    yield Hostile("hash", "linked", _with(data, {"X-Linked-ETag": f'"{other}"'}))
    yield Hostile("hash", "linked, weak", _with(data, {"X-Linked-ETag": f'W/"{other}"'}))
    yield Hostile("hash", "tag", _with(data, {"ETag": f'"{other}"'}))
    yield Hostile("hash", "other bytes", _with(tiny_weights(1), {"X-Linked-ETag": sha256_of(data)}))
    flipped = data[:-1] + bytes([data[-1] ^ 1])
    yield Hostile("hash", "one bit", _with(flipped, {"X-Linked-ETag": sha256_of(data)}))


def _redirects() -> Iterator[Hostile]:
    for target in _TARGETS:
        yield Hostile("redirect", target, _fixed(Reply(302, {"Location": target, "Content-Length": "0"})))
    yield Hostile("redirect", "nowhere", _fixed(Reply(302, {"Content-Length": "0"})))
    yield Hostile("redirect", "ever on", lambda asked: Reply(307, {"Location": f"/{asked.number}"}))


def _bodies(data: bytes) -> Iterator[Hostile]:
    header_bytes = int.from_bytes(data[:8], "little")
    header, tensors = json.loads(data[8 : 8 + header_bytes]), data[8 + header_bytes :]
    names = list(header)

    def changed(content: Mapping[str, object]) -> bytes:
        return framed(json.dumps(content).encode()) + tensors

    table = "positional_embedding"
    last, fewer = header[names[-1]]["data_offsets"], {name: header[name] for name in names[:-1]}
    first, second = header[names[0]], header[names[1]]
    bodies = {
        "zeros": bytes(len(data)),
        "a page": b"<html>".ljust(len(data)),
        "a pickle": b"\x80\x02".ljust(len(data), b"."),
        "a zip": b"PK\x03\x04".ljust(len(data), b"\0"),
        "a huge header": (1 << 60).to_bytes(8, "little") + data[8:],
        "a header without end": data[:8] + b"{" * (len(data) - 8),
        "something added": data + bytes(64),
        "cut off": data[:-64],
        "one tensor less": framed(json.dumps(fewer).encode()) + tensors[: last[0]],
        "one tensor more": changed({**header, "more": {"dtype": "F32", "shape": [0], "data_offsets": [last[1]] * 2}}),
        "another name": changed({("x" + name if name == names[0] else name): header[name] for name in names}),
        "another shape": changed({**header, table: {**header[table], "shape": header[table]["shape"][::-1]}}),
        "another type": changed({**header, names[1]: {**second, "dtype": "I32"}}),
        "overlapping": changed({**header, names[1]: {**second, "data_offsets": first["data_offsets"]}}),
        "a name twice": framed(json.dumps(header)[:-1].encode() + b', "logit_scale": {}}') + tensors,
    }
    assert len(tiny_shapes()) == len(names)
    for value, body in bodies.items():
        yield Hostile("body", value, _with(body, {}))


def _later_parts(data: bytes) -> Iterator[Hostile]:
    """The first answer is honest and cut in the middle; what follows is not."""
    half, size = len(data) // 2, len(data)

    def after(later: Rule) -> Rule:
        return lambda asked: later(asked) if asked.begin else file_reply(data, asked, cut=half)

    def part(content_range: str, body: bytes = data[half:], more: Mapping[str, str] = MappingProxyType({})) -> Rule:
        head = {"Content-Type": "application/octet-stream", "Content-Range": content_range, "ETag": '"one"'}
        return after(lambda asked: Reply(206, {**head, "Content-Length": str(len(body)), **more}, body))

    right = f"bytes {half}-{size - 1}/{size}"
    yield Hostile("later part", "another begin", part(f"bytes {half + 8}-{size - 1}/{size}", data[half + 8 :]))
    yield Hostile("later part", "from the start", part(f"bytes 0-{size - 1}/{size}", data))
    yield Hostile("later part", "beyond the end", part(f"bytes {half}-{size}/{size}", data[half:] + b"x"))
    yield Hostile("later part", "backwards", part(f"bytes {half}-{half - 1}/{size}", b""))
    yield Hostile("later part", "shorter than it says", part(right, data[half:-64], {"Content-Length": str(size)}))
    yield Hostile("later part", "no range", part("", data[half:]))
    yield Hostile("later part", "several", part(right, data[half:], {"Content-Type": "multipart/byteranges"}))
    yield Hostile("later part", "a page", part(right, data[half:], {"Content-Type": "text/html"}))
    yield Hostile("later part", "packed", part(right, data[half:], {"Content-Encoding": "gzip"}))
    yield Hostile("later part", "wrong bytes", _wrong_bytes(data, half))
    yield Hostile("later part", "gone", after(lambda asked: Reply(404, {"Content-Length": "0"})))
    yield Hostile("later part", "forbidden", after(lambda asked: Reply(403, {"Content-Length": "0"})))
    yield Hostile("later part", "another file each time", lambda asked: _another_each_time(data, asked))
    yield Hostile("later part", "the whole again, cut again", lambda asked: file_reply(data, _FIRST, cut=half))
    yield Hostile("later part", "no such part, ever", after(lambda asked: Reply(416, {"Content-Length": "0"})))


def _wrong_bytes(data: bytes, half: int) -> Rule:
    other, tag = data[:half] + bytes(len(data) - half), f'"{sha256_of(data)}"'
    return lambda asked: file_reply(other if asked.begin else data, asked, tag=tag, cut=None if asked.begin else half)


def _another_each_time(data: bytes, asked: Asked) -> Reply:
    return file_reply(data, asked, tag=f'"{asked.number}"', cut=len(data) // 2)


def _silences(data: bytes) -> Iterator[Hostile]:
    whole = file_reply(data, _FIRST)
    yield Hostile("silence", "no answer", _fixed(Reply(raw=b"", silence=1.0)))
    yield Hostile("silence", "no body", _fixed(replace(whole, body=b"", silence=1.0)))
    yield Hostile("silence", "byte by byte", _fixed(replace(whole, piece=1, pause=0.05, body=data[:20])))
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n"
    yield Hostile("silence", "half a head", _fixed(Reply(raw=head, silence=1.0)))


def _no_http(data: bytes) -> Iterator[Hostile]:
    raws = {
        "nothing": b"",
        "another protocol": b"SSH-2.0-OpenSSH_9.9\r\n",
        "no head": data[:4096],
        "a head of 200 KB": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,
        "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 700000\r\nContent-Length: 700001\r\n\r\n",
    }
    for value, raw in raws.items():
        yield Hostile("no HTTP", value, _fixed(Reply(raw=raw)))


_FIRST = Asked(0, "/", {})


def _fixed(reply: Reply) -> Rule:
    return lambda asked: reply


def _with(data: bytes, headers: Mapping[str, str]) -> Rule:
    """The whole file, whatever is asked for, with these headers instead of the honest ones."""
    return _fixed(file_reply(data, _FIRST, more=headers))
