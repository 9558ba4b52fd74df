"""Seconds a picture of the catalogue's shapes with random weights, beside the estimate that `mmrl backbones` shows."""

from __future__ import annotations

import argparse
import time

import torch
from open_clip.model import CLIP

from benches.report import machine, table
from mmrl_engine.backbones.real_models import REAL_MODELS
from mmrl_engine.backbones.shapes import image_flops, model_config
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.backbones.speed import processor_speed, seconds_a_picture

PICTURES, SECONDS = 1, 3.0


def main(arguments: list[str]) -> int:
    shapes = sorted({(entry.config or "").removesuffix("-quickgelu") for entry in REAL_MODELS})
    parser = argparse.ArgumentParser(prog="bench.py speed", description=__doc__)
    parser.add_argument("--shapes", nargs="+", choices=shapes, default=["ViT-B-32", "ViT-B-16", "ViT-L-14"])
    rows = [_row(shape) for shape in parser.parse_args(arguments).shapes]
    print(", ".join(f"{key} {value}" for key, value in machine().items()))
    print(table("One picture at a time, float32", ["shape", "estimate, s", "measured, s", "share of a product"], rows))
    return 0


def _row(shape: str) -> list[str]:
    """The shape, the estimate, the best of some tries, and the share of a matrix product's speed that is left."""
    config = model_config(shape)
    flops, speed = image_flops(read_config(config)), processor_speed()
    model = CLIP(**config).eval()
    size = config["vision_cfg"]["image_size"]
    pictures = torch.randn(PICTURES, 3, size, size)
    best, until = float("inf"), time.perf_counter() + SECONDS
    with torch.inference_mode():
        model.encode_image(pictures)
        while time.perf_counter() < until:
            begin = time.perf_counter()
            model.encode_image(pictures)
            best = min(best, (time.perf_counter() - begin) / PICTURES)
    return [shape, f"{seconds_a_picture(flops, speed):.3f}", f"{best:.3f}", f"{flops / best / speed:.2f}"]
