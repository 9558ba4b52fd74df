"""What the catalogue says about models that can be downloaded is what open_clip builds and knows of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import open_clip
import pytest
import torch
from open_clip.model import CLIP
from torch.utils.flop_counter import FlopCounterMode

from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.catalogue import ENTRIES, Entry
from mmrl_engine.backbones.real_models import REAL_MODELS
from mmrl_engine.backbones.shapes import SHAPES, image_flops, model_config, parameter_shapes, spec_of
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.backbones.speed import processor_speed, seconds_a_picture
from tests.tiny_download import count_parameters

by_name = pytest.mark.parametrize("entry", REAL_MODELS, ids=lambda entry: entry.id)


def tag_of(entry: Entry) -> Mapping[str, Any]:
    """What open_clip knows of the same repository: the model's name, and how its pictures are prepared."""
    assert entry.source is not None
    for model, tag in open_clip.list_pretrained():
        known: Mapping[str, Any] = open_clip.get_pretrained_cfg(model, tag)
        if known.get("hf_hub", "").strip("/") == entry.source.repository and not model.endswith("-quickgelu"):
            return {"model": model, **known}
    raise AssertionError(f"open_clip does not know {entry.source.repository}")


@by_name
def test_model_is_the_one_that_open_clip_has_in_this_repository(entry: Entry) -> None:
    known, spec = tag_of(entry), spec_of(entry)
    assert entry.config is not None
    assert entry.config.removesuffix("-quickgelu") == known["model"]
    assert (spec.activation == "quickgelu") == bool(known.get("quick_gelu"))
    made = spec.preprocess
    assert (made.mean, made.std) == (tuple(known["mean"]), tuple(known["std"]))
    assert (made.interpolation, made.resize_mode) == (known["interpolation"], known["resize_mode"])


@pytest.mark.parametrize("config", sorted({entry.config or "" for entry in REAL_MODELS}))
def test_config_is_the_one_that_open_clip_has(config: str) -> None:
    assert model_config(config) == open_clip.get_model_config(config)


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_is_the_one_that_open_clip_builds(shape: str) -> None:
    entries = [entry for entry in REAL_MODELS if (entry.config or "").removesuffix("-quickgelu") == shape]
    with torch.device("meta"):
        model = CLIP(**model_config(shape))
        shapes = {name: tuple(value.shape) for name, value in model.named_parameters()}
        assert parameter_shapes(read_config(model_config(shape))) == shapes
        size = model.visual.image_size[0]
        fused = torch.backends.mha.get_fastpath_enabled()
        torch.backends.mha.set_fastpath_enabled(False)
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            model.encode_image(torch.empty(1, 3, size, size))
        torch.backends.mha.set_fastpath_enabled(fused)
    counted = sum(value.numel() for value in model.parameters()), size, counter.get_total_flops()
    assert {(entry.parameters, entry.image_size, entry.flops) for entry in entries} == {counted}


def test_demo_is_counted_in_the_same_way() -> None:
    with catalogue.resource_folder(catalogue.DEMO) as folder:
        spec = read_config(json.loads((folder / "open_clip_config.json").read_text()))
    demo = catalogue.DEMO
    assert (demo.parameters, demo.image_size) == (count_parameters(spec), spec.preprocess.size)
    assert demo.flops == image_flops(spec)


@by_name
def test_entry_is_served_and_says_what_a_person_needs(entry: Entry) -> None:
    spec = spec_of(entry)  # raises where the predicate refuses it
    assert spec.preprocess.size == entry.image_size
    assert entry.licence in ("MIT", "Apache-2.0", "not confirmed, see its page")
    assert entry.when.endswith(".")
    assert entry.fingerprint is None
    assert entry.source is not None
    assert entry.source.host == "huggingface.co"
    assert entry.size == 4 * entry.parameters
    assert entry.memory > entry.size + 1_000_000_000


def test_names_are_unique_and_the_demo_comes_first() -> None:
    assert ENTRIES[0].id == "demo"
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)


def test_mirror_takes_the_place_of_the_host_alone() -> None:
    source = REAL_MODELS[0].source
    assert source is not None
    own = source.address()
    assert own.startswith("https://huggingface.co/timm/")
    assert source.address("https://mirror.example.org/") == own.replace("huggingface.co", "mirror.example.org")


def test_time_of_a_picture_grows_with_the_model() -> None:
    speed = processor_speed()
    assert speed > 1e8
    small, large = (catalogue.by_id(name) for name in ("openai-vit-b-32", "openai-vit-l-14-336"))
    assert small is not None
    assert large is not None
    assert 20 < seconds_a_picture(large.flops, speed) / seconds_a_picture(small.flops, speed) < 60
