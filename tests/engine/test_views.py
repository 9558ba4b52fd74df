"""The test crop against open_clip's own, and random views against torchvision's RandomResizedCrop."""

from __future__ import annotations

import dataclasses
import itertools
import subprocess
import sys
import time
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import pytest
import torch
from open_clip.transform import image_transform
from PIL import Image
from torchvision.transforms import RandomResizedCrop, functional

from mmrl_engine.types import Preprocess
from mmrl_engine.views import to_input, view

ROOT = Path(__file__).parents[2]
KEPT = "0d7c57036b3ff3ae7f34527084eb3e25c2195b6981af02dcd40797f43a65a6e9"
SIZES = [
    *[(1, 1), (1, 2), (2, 1), (3, 3), (17, 31), (32, 32), (33, 32), (32, 33), (31, 1), (1, 31), (64, 48), (47, 101)],
    *[(101, 47), (224, 224), (223, 225), (225, 223), (227, 256), (300, 200), (333, 500), (500, 333), (7, 999)],
    *[(999, 7), (1, 700), (700, 1), (640, 480), (481, 641), (640, 2), (2, 640)],
]
PLAIN = Preprocess(size=32, mean=(0.0, 0.0, 0.0), std=(1 / 255,) * 3)  # inputs are the bytes themselves


def noise(width: int, height: int) -> Image.Image:
    rng = np.random.default_rng([width, height])
    return Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))


def reference(image: Image.Image, preprocess: Preprocess) -> npt.NDArray[np.float32]:
    """What open_clip makes of the image."""
    transform = image_transform(
        preprocess.size,
        is_train=False,
        mean=preprocess.mean,
        std=preprocess.std,
        resize_mode=preprocess.resize_mode,
        interpolation=preprocess.interpolation,
    )
    made: npt.NDArray[np.float32] = transform(image).numpy()
    return made


def coordinates(width: int, height: int) -> Image.Image:
    """Red is the column's number and green the row's (both at most 255): a view shows where it was taken."""
    columns, rows = np.meshgrid(np.arange(width), np.arange(height))
    return Image.fromarray(np.stack([columns, rows, np.zeros_like(rows)], axis=-1).astype(np.uint8))


def taken_from(made: npt.NDArray[np.float32]) -> tuple[float, float, float, float, bool]:
    """(left, top, width, height, mirrored), in pixels to about 0.3, of a PLAIN view of `coordinates`."""
    left, right = _span(made[0].mean(axis=0))
    top, bottom = _span(made[1].mean(axis=1))
    return min(left, right), top, abs(right - left), bottom - top, right < left


def _span(line: npt.NDArray[np.float32]) -> tuple[float, float]:
    """Where a line of pixels begins and ends in the picture, from the numbers that it shows."""
    middles = np.arange(len(line)) + 0.5
    inner = slice(4, -4)  # away from the edges, where interpolation bends
    slope, start = np.polyfit(middles[inner], line[inner], 1)
    return float(start) + 0.5, float(start + slope * len(line)) + 0.5


@pytest.mark.parametrize("resize_mode", ["shortest", "longest", "squash"])
@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
@pytest.mark.parametrize("size", [32, 63, 224])
def test_the_test_crop_equals_open_clips(
    resize_mode: Literal["shortest", "longest", "squash"], interpolation: Literal["bicubic", "bilinear"], size: int
) -> None:
    preprocess = Preprocess(size=size, resize_mode=resize_mode, interpolation=interpolation)
    for width, height in SIZES:
        if resize_mode == "longest" and round(min(width, height) * size / max(width, height)) == 0:
            continue  # open_clip cannot; see the test of thin strips
        image = noise(width, height)
        made = to_input(image, preprocess)
        assert made.shape == (3, size, size)
        assert made.dtype == np.float32
        assert made.flags.c_contiguous
        np.testing.assert_allclose(made, reference(image, preprocess), atol=1e-6, rtol=0, err_msg=f"{width} x {height}")


def test_the_test_crop_takes_the_backbones_mean_and_std() -> None:
    preprocess = Preprocess(size=64, mean=(0.5, 0.4, 0.3), std=(0.5, 0.25, 0.125))
    np.testing.assert_allclose(to_input(noise(90, 70), preprocess), reference(noise(90, 70), preprocess), atol=1e-6)


def test_every_small_size_lands_on_the_same_pixels() -> None:
    for width, height in itertools.product(range(1, 24), repeat=2):
        image = noise(width, height)
        for mode in ("shortest", "longest"):
            preprocess = Preprocess(size=8, resize_mode=mode)
            if mode == "longest" and round(min(width, height) * 8 / max(width, height)) == 0:
                continue
            np.testing.assert_allclose(to_input(image, preprocess), reference(image, preprocess), atol=1e-6)


@pytest.mark.parametrize("thickness", [1, 2, 7])
def test_a_very_thin_strip_is_resized_only_where_it_is_seen(thickness: int) -> None:
    preprocess = Preprocess(size=512, mean=PLAIN.mean, std=PLAIN.std)  # the whole would be 512 x 4,000,000 and more
    ramp = np.linspace(0, 255, 60_001).round().astype(np.uint8)
    strip = Image.fromarray(np.tile(ramp, (thickness, 1))).convert("RGB")
    began = time.process_time()
    views = [to_input(strip, preprocess), to_input(strip.transpose(Image.Transpose.TRANSPOSE), preprocess)]
    assert time.process_time() - began < 1
    np.testing.assert_allclose(views, np.full((2, 3, 512, 512), ramp[30_000]), atol=1.001)


def test_the_seen_part_of_a_thin_strip_differs_by_one_rounding() -> None:
    """At 224 pixels a strip of 2 x 2,000 is over the bound that keeps memory small, but open_clip still manages it."""
    bicubic = dataclasses.replace(PLAIN, size=224)
    bilinear = dataclasses.replace(bicubic, interpolation="bilinear")
    for size, preprocess in itertools.product([(2, 2_000), (2_001, 2)], (bicubic, bilinear)):
        difference = np.abs(to_input(noise(*size), preprocess) - reference(noise(*size), preprocess))
        assert difference.max() <= 1.001


def test_a_thin_strip_keeps_one_pixel_where_the_whole_is_to_be_seen() -> None:
    preprocess = Preprocess(size=32, mean=PLAIN.mean, std=PLAIN.std, resize_mode="longest")
    made = to_input(Image.new("RGB", (1000, 1), "white"), preprocess)
    assert (made > 254).sum() == 3 * 32
    assert (made == 0).sum() == 3 * 32 * 31


def test_only_rgb_is_taken() -> None:
    for index in (0, 1):
        with pytest.raises(ValueError, match="RGB"):
            view(Image.new("L", (8, 8)), PLAIN, seed=0, key="", index=index)


def test_view_zero_is_the_test_crop() -> None:
    image, preprocess = noise(80, 60), Preprocess(size=32)
    np.testing.assert_array_equal(view(image, preprocess, seed=3, key="k", index=0), to_input(image, preprocess))


def test_a_view_depends_on_seed_key_and_index_alone() -> None:
    image = noise(80, 60)
    names = [
        (seed, key, index) for seed in (0, 1, 11) for key in ("", "a", "1 a", "قطة", "\udce9") for index in (1, 2, 11)
    ]
    views = {name: view(image, PLAIN, seed=name[0], key=name[1], index=name[2]) for name in names}
    assert len({made.tobytes() for made in views.values()}) == len(names)
    for seed, key, index in reversed(names):
        again = view(image, PLAIN, seed=seed, key=key, index=index)
        np.testing.assert_array_equal(again, views[seed, key, index])


def test_views_are_the_same_in_every_process_and_stay_so() -> None:
    """The numbers are kept: a training that is resumed, here or elsewhere, must meet the views it was begun with."""
    code = (
        "import hashlib, numpy as np\n"
        "from PIL import Image\n"
        "from mmrl_engine.types import Preprocess\n"
        "from mmrl_engine.views import view\n"
        "image = Image.fromarray((np.arange(80 * 60 * 3) * 7919 % 251).astype(np.uint8).reshape(60, 80, 3))\n"
        "views = [view(image, Preprocess(16), seed=7, key='a', index=i) for i in range(1, 9)]\n"
        "print(hashlib.sha256(np.stack(views).astype('<f4').tobytes()).hexdigest())\n"
    )
    prints = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert prints == [KEPT, KEPT]


def test_a_view_is_torchvisions_crop_resize_and_mirror() -> None:
    image = coordinates(200, 150)
    for index in range(1, 6):
        made = view(image, PLAIN, seed=0, key="k", index=index)
        *about, mirrored = taken_from(made)
        near = [range(round(value) - 1, round(value) + 2) for value in about]
        parts = [torchvision_view(image, box, mirrored=mirrored) for box in itertools.product(*near)]
        assert any(np.allclose(part, made, atol=1e-3) for part in parts)


def torchvision_view(image: Image.Image, box: tuple[int, ...], *, mirrored: bool) -> npt.NDArray[np.uint8]:
    x, y, w, h = box
    part = functional.resized_crop(image, y, x, h, w, [32, 32], functional.InterpolationMode.BICUBIC)
    return np.asarray(functional.hflip(part) if mirrored else part).transpose(2, 0, 1)


def test_views_follow_the_stated_distribution() -> None:
    image = coordinates(256, 192)
    preprocess = dataclasses.replace(PLAIN, size=64)
    boxes = np.array([taken_from(view(image, preprocess, seed=1, key="k", index=i)) for i in range(1, 1001)])
    left, top, width, height, mirrored = boxes.T
    area, aspect = width * height / (256 * 192), width / height
    assert 0.49 < area.min() < 0.52
    assert 0.93 < area.max() < 1.01
    torch.manual_seed(0)
    drawn = [RandomResizedCrop.get_params(image, [0.5, 1.0], [3 / 4, 4 / 3]) for _ in range(4000)]
    heights, widths = np.array(drawn)[:, 2:].T
    assert abs(area.mean() - (heights * widths).mean() / (256 * 192)) < 0.015  # 3 standard deviations
    assert abs(np.log(aspect).mean() - np.log(widths / heights).mean()) < 0.02  # likewise
    assert 0.74 < aspect.min() < 0.78
    assert 1.28 < aspect.max() < 1.35
    assert 0.45 < mirrored.mean() < 0.55  # 3 standard deviations
    assert abs(np.corrcoef(mirrored, area)[0, 1]) < 0.1
    for start, length, whole in ((left, width, 256), (top, height, 192)):
        place = (start / (whole - length))[length < 0.9 * whole]  # 0 at one edge, 1 at the other
        assert -0.05 < place.min() < 0.05
        assert 0.95 < place.max() < 1.05
        assert 0.45 < place.mean() < 0.55


def test_the_scale_can_be_chosen() -> None:
    image = coordinates(256, 192)
    boxes = [taken_from(view(image, PLAIN, seed=1, key="k", index=i, scale=(0.1, 0.2))) for i in range(1, 101)]
    areas = [box[2] * box[3] / (256 * 192) for box in boxes]
    assert 0.09 < min(areas) < 0.12
    assert 0.18 < max(areas) < 0.21


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 1), (3, 5), (1, 900), (900, 1), (2, 300), (400, 3)])
def test_tiny_and_thin_pictures_have_views_too(size: tuple[int, int]) -> None:
    for index in range(1, 20):
        made = view(Image.new("RGB", size, (10, 100, 200)), PLAIN, seed=0, key="k", index=index)
        np.testing.assert_allclose(made, np.broadcast_to([[[10]], [[100]], [[200]]], (3, 32, 32)), atol=1e-3)


def test_where_no_random_part_fits_the_middle_is_taken() -> None:
    wide, tall = coordinates(250, 30), coordinates(30, 250)
    *box, _ = taken_from(view(wide, PLAIN, seed=0, key="k", index=1))
    np.testing.assert_allclose(box, [105, 0, 40, 30], atol=0.5)
    *box, _ = taken_from(view(tall, PLAIN, seed=0, key="k", index=1))
    np.testing.assert_allclose(box, [0, 105, 30, 40], atol=0.5)
