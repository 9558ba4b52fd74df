"""Damages pictures at random and opens them: `python -m tests.engine.image_fuzz SEED COUNT` prints what came out.

A process of its own, so that a crash shows as an exit status, and its memory is that of the decoders alone.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from mmrl_engine.errors import PictureError
from mmrl_engine.images import open_rgb

HEIC = Path(__file__).parent / "pictures" / "alpha.heic"


@dataclass
class Outcome:
    """What came out, by kind of file. `stray`: errors of another type. `slowest`: seconds of work for one file."""

    opened: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    stray: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    slowest: float = 0.0
    megabytes: float = 0.0


def good_files() -> dict[str, bytes]:
    """A small picture as each kind of file."""
    noise = Image.effect_noise((96, 80), 60)
    rgb = Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180)))
    made = {kind: _saved(rgb, kind) for kind in ("BMP", "JPEG", "JPEG2000", "PNG", "PPM", "AVIF", "WEBP")}
    made["GIF"] = _saved(rgb.convert("P"), "GIF", save_all=True, append_images=[noise.convert("P")])
    made["TIFF"] = _saved(rgb, "TIFF", compression="tiff_lzw")
    made["TIFF of 16 bits"] = _saved(noise.convert("I;16"), "TIFF")
    exif = Image.Exif()
    exif[0x0112] = 6
    made["JPEG with EXIF"] = _saved(rgb, "JPEG", exif=exif)
    made["animated PNG"] = _saved(rgb, "PNG", save_all=True, append_images=[rgb.rotate(90)])
    made["HEIC"] = HEIC.read_bytes()
    return made


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut short, or with some bytes changed: mostly near the beginning, where the headers stand."""
    if rng.random() < 0.3:
        return data[: rng.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        end = min(len(data), 300) if rng.random() < 0.6 else len(data)
        changed[rng.randrange(end)] = rng.choice([0, 127, 128, 255, rng.randrange(256)])
    return bytes(changed)


def open_damaged(files: dict[str, bytes], rng: random.Random, count: int, folder: Path) -> Outcome:
    outcome = Outcome()
    path = folder / "picture"
    for number in range(count):
        kind = rng.choice(sorted(files))
        path.unlink(missing_ok=True)  # writing over a file makes some file systems wait for the disk
        path.write_bytes(damaged(files[kind], rng))
        began = time.process_time()
        try:
            image = open_rgb(path)
        except PictureError:
            outcome.refused[kind] += 1
        except Exception as error:  # what the run looks for
            outcome.stray.append(f"{number} {kind}: {error!r}")
        else:
            outcome.opened[kind] += 1
            if image.mode != "RGB" or image.info:
                outcome.stray.append(f"{number} {kind}: {image!r} {image.info!r}")
        outcome.slowest = max(outcome.slowest, time.process_time() - began)
    return outcome


def peak_megabytes() -> float:
    """The most memory that this process has held. Not from getrusage, where a child starts with its parent's peak."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM:"))


def main(seed: int, count: int) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outcome = open_damaged(good_files(), random.Random(seed), count, Path(folder))
    outcome.warned = [str(warning.message) for warning in caught]
    outcome.megabytes = peak_megabytes()
    return outcome


if __name__ == "__main__":
    print(json.dumps(vars(main(int(sys.argv[1]), int(sys.argv[2])))))
