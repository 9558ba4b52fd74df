"""Near duplicates have nearly the same hash, other pictures another one."""

from __future__ import annotations

import io
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from mmrl_engine.dhash import dhash

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
NEAR = 6


def scene(seed: int) -> Image.Image:
    """Soft blots, as most of a photograph is, with some grain."""
    rng = np.random.default_rng(seed)
    blots = Image.fromarray(rng.integers(0, 256, (6, 8, 3), np.uint8)).resize((640, 480), Image.Resampling.BICUBIC)
    grain = rng.normal(0, 6, (480, 640, 3))
    return Image.fromarray((np.asarray(blots) + grain).clip(0, 255).astype(np.uint8))


def distance(one: Image.Image, other: Image.Image) -> int:
    """In how many of the 64 bits the hashes differ."""
    return ((dhash(one) ^ dhash(other)) & (2**64 - 1)).bit_count()


def recompressed(image: Image.Image, kind: str, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, kind, quality=quality)
    return Image.open(file)


@pytest.mark.parametrize("seed", range(5))
def test_copies_are_near(seed: int) -> None:
    original = scene(seed)
    copies = [
        original.resize((320, 240)),
        original.resize((1000, 750)),
        original.resize((256, 192), Image.Resampling.NEAREST),
        recompressed(original, "JPEG", 30),
        recompressed(original, "WEBP", 50),
        recompressed(original.resize((400, 300)), "JPEG", 60),
        original.convert("L"),
        ImageEnhance.Brightness(original).enhance(0.9),
    ]
    assert [copy.size for copy in copies if distance(original, copy) > NEAR] == []


def test_other_pictures_are_far() -> None:
    scenes = [scene(seed) for seed in range(12)]
    assert min(distance(one, other) for one, other in combinations(scenes, 2)) > 2 * NEAR


def test_drawings_of_other_things_are_far() -> None:
    """On plain white, which gives no bits; of one thing there are two drawings that differ in their shading alone."""
    drawings = [(path.parent.name, Image.open(path).convert("RGB")) for path in sorted(SAMPLES.rglob("*.png"))]
    distances = [distance(one, other) for (name, one), (another, other) in combinations(drawings, 2) if name != another]
    assert len(distances) > 200
    assert min(distances) > NEAR


def test_the_bits() -> None:
    rising = Image.linear_gradient("L").rotate(90)  # dark at the left
    falling = rising.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert {dhash(rising), dhash(falling)} == {-1, 0}
    assert dhash(rising) == -1
    assert dhash(Image.new("RGB", (30, 20), "white")) == 0
    top = Image.new("L", (90, 80))
    top.paste(rising.resize((90, 10)), (0, 0))
    assert dhash(top) == -(2**56), "the first row is the highest byte"
