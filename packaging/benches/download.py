"""Downloads from a server on this computer: a large file cut again and again, and servers that lie.

The file has the shape of ViT-B/32 with random numbers, its table of words in float32 and the rest in float16: 353 MB.
At each cut the connection ends in the middle; at every third one the program ends too, and a new one goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import mmap
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benches.report import table
from mmrl_engine.backbones.download import Fetched, download
from mmrl_engine.backbones.entry import Entry, Source
from mmrl_engine.backbones.real_models import REAL_MODELS
from mmrl_engine.backbones.shapes import parameter_shapes, spec_of
from mmrl_engine.backbones.store import BackboneStore, Installed
from mmrl_engine.errors import DownloadError
from tests.hostile_answers import Hostile, hostile_servers
from tests.hostile_server import Asked, HostileServer, Reply, Rule, file_reply
from tests.tiny_download import CALM, QUICK, tiny_entry, weight_pieces

MODEL, CUTS, RESTART_EVERY = "openai-vit-b-32", 20, 3


@dataclass(frozen=True, slots=True)
class Cut:
    """What came of the large file. `asked`: requests. `sent`: bytes that the server gave in all of them."""

    size: int
    asked: int
    sent: int
    restarts: int
    seconds: float
    right: bool


def main(arguments: list[str]) -> int:
    """0 where the file is right and every lying server was refused."""
    parser = argparse.ArgumentParser(prog="bench.py download", description=__doc__)
    parser.add_argument("--work", type=Path, help="folder for the files (about 800 MB); left out, a temporary one")
    parser.add_argument("--cuts", type=int, default=CUTS, help="how often the connection ends early")
    parser.add_argument("--model", default="", help="'tiny' takes a small file, to see that the bench works")
    options = parser.parse_args(arguments)
    with _folder(options.work) as work:
        cut = _cut_off(work, options.cuts, tiny=options.model == "tiny")
        answers = _refusals(work)
    _print_cut(cut, options.cuts)
    taken = _print_refusals(answers)
    return 0 if cut.right and not taken else 1


@contextmanager
def _folder(chosen: Path | None) -> Iterator[Path]:
    """A folder that is deleted in the end."""
    if chosen is not None:
        chosen.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="mmrl-download-", dir=chosen))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _cut_off(work: Path, cuts: int, *, tiny: bool) -> Cut:
    with tiny_entry("http://127.0.0.1") as small:
        entry = small if tiny else next(entry for entry in REAL_MODELS if entry.id == MODEL)
        served = work / "served.safetensors"
        size, sha256 = _write(served, entry)
        with _mapped(served) as data, HostileServer(_cutting(data, cuts, sha256)) as server:
            source = Source(f"{server.address}/models", served.name)
            begin = time.monotonic()
            found, restarts = _persist(replace(entry, source=source), work / "store")
            seconds = time.monotonic() - begin
        with found.file.open("rb") as stream:
            right = hashlib.file_digest(stream, "sha256").hexdigest() == sha256 == found.sha256
        return Cut(size, len(server.asked), server.sent, restarts, seconds, right)


@contextmanager
def _mapped(path: Path) -> Iterator[memoryview]:
    """The file's bytes, without reading them all. What the server still holds of them ends with the process."""
    with path.open("rb") as stream:
        yield memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def _write(path: Path, entry: Entry) -> tuple[int, str]:
    """The file that is served: its size and its SHA-256."""
    shapes, digest = parameter_shapes(spec_of(entry)), hashlib.sha256()
    dtypes = {name: "F32" if name == "token_embedding.weight" else "F16" for name in shapes}
    with path.open("wb") as stream:
        for piece in weight_pieces(shapes, seed=0, dtypes=dtypes):
            stream.write(piece)
            digest.update(piece)
        return stream.tell(), digest.hexdigest()


def _cutting(data: memoryview, cuts: int, sha256: str) -> Rule:
    """Ends each of the first `cuts` answers after an uneven part of the file; the others are whole."""
    more = {"X-Linked-ETag": f'"{sha256}"', "X-Linked-Size": str(len(data))}

    def rule(asked: Asked) -> Reply:
        part = len(data) // (cuts + 1) + (7919 * asked.number) % 1000 - 500
        return file_reply(data, asked, cut=part if asked.number < cuts else None, more=more)

    return rule


def _persist(entry: Entry, folder: Path) -> tuple[Installed, int]:
    """Downloads to the end, and how often the program ended and began again on the way."""
    restarts = 0
    while True:
        steps = download(entry, BackboneStore(folder), patience=CALM)
        found = _until_cut(steps, RESTART_EVERY)
        if found is not None:
            return found, restarts
        steps.close()
        restarts += 1


def _until_cut(steps: Generator[Fetched, None, Installed], most: int) -> Installed | None:
    """What was downloaded, or None after the connection was cut `most` times."""
    cuts, done = 0, None
    while cuts < most:
        try:
            fetched = next(steps)
        except StopIteration as end:
            found: Installed = end.value
            return found
        if fetched.stage == "connect":  # again, with more than the last time: what lay between was cut
            cuts += done is not None and fetched.done > done
            done = fetched.done
    return None


def _refusals(work: Path) -> list[tuple[Hostile, str]]:
    """Each lying server with the code of the notice that it was refused with, "" where its file was taken."""
    return [
        (hostile, _refusal(hostile, BackboneStore(work / f"h{place}")))
        for place, hostile in enumerate(hostile_servers())
    ]


def _refusal(hostile: Hostile, store: BackboneStore) -> str:
    with HostileServer(hostile.rule) as server, tiny_entry(server.address) as entry:
        try:
            for _ in download(entry, store, patience=QUICK):
                pass
        except DownloadError as error:
            return error.notices[0].code if store.installed(entry.id) is None else ""
    return ""


def _print_cut(cut: Cut, cuts: int) -> None:
    rows = [
        ["bytes of the file", f"{cut.size:,}"],
        ["connections that ended early", f"{cuts}"],
        ["programs that ended early", f"{cut.restarts}"],
        ["requests", f"{cut.asked}"],
        ["bytes sent over bytes of the file", f"{cut.sent / cut.size:.4f}"],
        ["seconds", f"{cut.seconds:.1f}"],
        ["its hash is right", "yes" if cut.right else "NO"],
    ]
    print(table("A large file, cut again and again", ["what", "value"], rows))


def _print_refusals(answers: Sequence[tuple[Hostile, str]]) -> int:
    """Prints a line a kind, and each that was taken; how many were."""
    counts = {hostile.kind: Counter[str]() for hostile, _ in answers}
    for hostile, code in answers:
        counts[hostile.kind][code or "TAKEN"] += 1
    rows = [_refused_row(kind, found) for kind, found in counts.items()]
    taken = sum(found["TAKEN"] for found in counts.values())
    rows.append(["all", str(len(answers)), str(len(answers) - taken), ""])
    print(table("Servers that lie", ["kind", "servers", "refused", "with"], rows))
    for hostile, code in answers:
        if not code:
            print(f"TAKEN: {hostile.kind}, {hostile.value}")
    return taken


def _refused_row(kind: str, found: Counter[str]) -> list[str]:
    codes = ", ".join(f"{count} {code.removeprefix('download-')}" for code, count in found.most_common())
    return [kind, str(found.total()), str(found.total() - found["TAKEN"]), codes]
