"""One model in every layout that people have: one fingerprint, the same features, and refusals that say why."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import open_clip
import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from mmrl_engine import load_backbone
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.convert import convert
from mmrl_engine.backbones.hf_config import open_clip_config
from mmrl_engine.backbones.sources import open_source
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.errors import BackboneError, EngineError
from tests.engine import layouts, small

PROMPTS = ["a photo of a red fox.", "a photo of an old stone bridge."]


def codes(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [item.code for item in error.value.notices]


def state_of(content: small.Config) -> layouts.State:
    return layouts.half_values(small.state_of(small.random_model(content)))


def features(backbone: Backbone) -> tuple[Tensor, Tensor]:
    clip = AdaptedClip(backbone, None)
    size = backbone.spec.vision.image_size
    pixels = torch.randn(2, 3, size, size, generator=torch.Generator().manual_seed(3))
    plain = clip.encode_pictures(pixels.numpy()).plain
    assert plain is not None
    return plain, clip.encode_prompts(PROMPTS).plain


def test_three_layouts_of_one_model_have_one_fingerprint_and_the_same_features(tmp_path: Path) -> None:
    content = layouts.openai_shaped()
    state = state_of(content)
    sources = [
        small.write_folder(tmp_path / "open_clip", content, state),
        layouts.write_hf_folder(tmp_path / "hf", content, state),
        layouts.write_openai_archive(tmp_path / "ViT-tiny.pt", content, state),
    ]
    first, *others = [load_backbone(source) for source in sources]
    image, text = features(first)
    for other in others:
        assert other.fingerprint == first.fingerprint
        assert other.spec == first.spec
        found_image, found_text = features(other)
        torch.testing.assert_close(found_image, image, atol=1e-5, rtol=0)
        torch.testing.assert_close(found_text, text, atol=1e-5, rtol=0)


def test_tensors_come_back_from_hugging_faces_names_as_they_were(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    with open_source(layouts.write_hf_folder(tmp_path / "hf", content, state)) as source:
        found = {name: weight.read() for name, weight in source.weights.items()}
        assert {name: weight.shape for name, weight in source.weights.items()} == {
            name: tuple(value.shape) for name, value in found.items()
        }
    assert set(found) == set(state) - {"attn_mask"}
    for name, value in found.items():
        assert torch.equal(value, state[name]), name


@pytest.mark.parametrize("shape", [(64, 65), (), (64,)])
def test_queries_and_keys_that_do_not_fit_each_other_are_told_by_name(tmp_path: Path, shape: tuple[int, ...]) -> None:
    content = small.config()
    state = layouts.hf_state(small.state_of(small.random_model(content)))
    state["vision_model.encoder.layers.0.self_attn.k_proj.weight"] = torch.zeros(shape)
    folder = small.write_folder(tmp_path / "a", content, state)
    with pytest.raises(BackboneError, match=r"layers\.0\.self_attn\.k_proj\.weight"):
        load_backbone(folder)


def test_a_conversion_keeps_the_finer_numbers_of_what_it_joins(tmp_path: Path) -> None:
    content = small.config()
    state = layouts.hf_state(small.state_of(small.random_model(content)))
    name = "vision_model.encoder.layers.0.self_attn.{}_proj.weight"
    state[name.format("q")] = state[name.format("q")].half()
    convert(small.write_folder(tmp_path / "a", content, state), tmp_path / "b")
    joined = load_file(tmp_path / "b" / "open_clip_model.safetensors")[
        "visual.transformer.resblocks.0.attn.in_proj_weight"
    ]
    assert torch.equal(joined.chunk(3)[1], state[name.format("k")])


def test_a_file_without_a_clip_is_not_asked_for_a_config(tmp_path: Path) -> None:
    torch.save({"a": torch.ones(3)}, tmp_path / "a.pt")
    with pytest.raises(BackboneError) as error:
        load_backbone(tmp_path / "a.pt")
    assert codes(error) == ["weights-none"]


def test_a_model_in_several_files_is_read_as_one(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    whole = load_backbone(small.write_folder(tmp_path / "whole", content, state))
    folder = layouts.write_hf_folder(tmp_path / "parts", content, state, parts=3)
    assert load_backbone(f"local-dir:{folder}").fingerprint == whole.fingerprint
    index = folder / "model.safetensors.index.json"
    for places in ({"logit_scale": "../whole/open_clip_model.safetensors"}, {}, {"logit_scale": 3}):
        index.write_text(json.dumps({"weight_map": places}))
        with pytest.raises(BackboneError) as error:
            load_backbone(folder)
        assert codes(error) == ["backbone-config-unreadable"]


def test_hugging_faces_weights_beside_open_clips_config(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    folder = small.write_folder(tmp_path / "a", content, state)
    want = load_backbone(folder).fingerprint
    (folder / "open_clip_model.safetensors").unlink()
    save_file(layouts.hf_state(state), folder / "model.safetensors")
    assert load_backbone(folder).fingerprint == want
    (folder / "model.safetensors").unlink()
    torch.save(layouts.hf_state(state), folder / "pytorch_model.bin")
    assert load_backbone(folder).fingerprint == want


@pytest.mark.parametrize("name", ["weights.pth", "weights.safetensors"])
@pytest.mark.parametrize("layout", ["open_clip", "hf"])
def test_a_single_file_of_either_names_takes_a_config(tmp_path: Path, name: str, layout: str) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    named = layouts.hf_state(state) if layout == "hf" else state
    path = tmp_path / name
    if path.suffix == ".safetensors":
        save_file(named, path)
    else:
        torch.save({"state_dict": {f"module.{key}": value for key, value in named.items()}, "epoch": 3}, path)
    with pytest.raises(BackboneError) as error:
        load_backbone(path)
    assert codes(error) == ["backbone-config-needed"]
    folder = small.write_folder(tmp_path / "a", content, state)
    config = tmp_path / "config.json"
    config.write_text(json.dumps(layouts.hf_config(content)))
    for given in (folder / "open_clip_config.json", config):
        assert load_backbone(path, config=given).fingerprint == load_backbone(folder).fingerprint


def test_a_whole_pickled_model_is_refused_by_the_name_it_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    torch.save(torch.nn.Linear(2, 2), path)
    with pytest.raises(BackboneError) as error:
        load_backbone(path, config="ViT-B-32")
    assert codes(error) == ["weights-foreign-name"]
    assert "torch.nn.modules.linear.Linear" in str(error.value)


def test_an_openai_archive_takes_no_other_config(tmp_path: Path) -> None:
    content = layouts.openai_shaped()
    path = layouts.write_openai_archive(tmp_path / "ViT-tiny.pt", content, state_of(content))
    same, other = tmp_path / "same.json", tmp_path / "other.json"
    same.write_text(json.dumps(content))
    other.write_text(json.dumps({**content, "quick_gelu": False}))
    assert load_backbone(path, config=same).fingerprint == load_backbone(path).fingerprint
    with pytest.raises(BackboneError) as error:
        load_backbone(path, config=other)
    assert codes(error) == ["backbone-config-other"]


def test_openais_resnets_are_refused(tmp_path: Path) -> None:
    state = {"visual.layer1.0.conv1.weight": torch.zeros(2), "text_projection": torch.zeros(2, 2)}
    path = tmp_path / "RN50.pt"
    marks = {name: torch.tensor(1) for name in ("input_resolution", "context_length", "vocab_size")}
    torch.save({**state, **marks}, path)
    with pytest.raises(BackboneError) as error:
        load_backbone(path)
    assert codes(error) == ["backbone-not-served"]


def hf_folder(tmp_path: Path, change: dict[str, Any], pictures: dict[str, Any] | None = None) -> Path:
    """A folder whose config says something else; it is refused before weights are looked for."""
    config = layouts.hf_config(small.config())
    for tower in ("vision_config", "text_config"):
        config[tower] |= change.pop(tower, {})
    (tmp_path / "config.json").write_text(json.dumps(config | change))
    if pictures is not None:
        (tmp_path / "preprocessor_config.json").write_text(json.dumps(layouts.preprocessor(32, **pictures)))
    return tmp_path


def test_what_a_hugging_face_folder_may_not_say_is_told_all_together(tmp_path: Path) -> None:
    change = {
        "vision_config": {"hidden_act": "quick_gelu", "num_channels": 4, "num_attention_heads": 3},
        "text_config": {"eos_token_id": 7},
    }
    pictures = {"resample": 0, "do_normalize": False, "crop_size": {"height": 16, "width": 16}, "rescale_factor": 2}
    with pytest.raises(BackboneError) as error:
        load_backbone(hf_folder(tmp_path, change, pictures))
    assert codes(error) == ["backbone-not-served"]
    assert len(error.value.notices[0].params["reasons"]) == 8  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"model_type": "siglip"}, "backbone-not-served"),
        ({"vision_config": {"hidden_act": ["gelu"]}}, "backbone-not-served"),
        ({"vision_config": {"image_size": [32, 32]}}, "backbone-config-numbers"),
        ({"vision_config": {"num_attention_heads": "two"}}, "backbone-not-served"),
        ({"vision_config": {"patch_size": -1}}, "backbone-config-numbers"),
        ({"text_config": {"layer_norm_eps": 0.5}}, "backbone-config-values"),
        ({"projection_dim": "wide"}, "backbone-config-numbers"),
    ],
)
def test_odd_hugging_face_configs_are_refused_with_a_reason(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    with pytest.raises(BackboneError) as error:
        load_backbone(hf_folder(tmp_path, change))
    assert code in codes(error)


def test_how_hugging_face_prepares_pictures_is_kept(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    square = {"height": 32, "width": 32}
    pictures = layouts.preprocessor(
        32, size=square, do_center_crop=False, resample=2, image_mean=[0.5, 0.5, 0.5], image_std=[0.5, 0.4, 0.3]
    )
    (tmp_path / "new").mkdir()
    folder = layouts.write_hf_folder(tmp_path / "hf", content, state, pictures=pictures)
    found = load_backbone(folder).preprocess
    assert (found.size, found.mean, found.std) == (32, (0.5, 0.5, 0.5), (0.5, 0.4, 0.3))
    assert (found.interpolation, found.resize_mode) == ("bilinear", "squash")
    (folder / "preprocessor_config.json").unlink()
    newer = {"processor_class": "CLIPProcessor", "image_processor": pictures}
    (folder / "processor_config.json").write_text(json.dumps(newer))
    assert load_backbone(folder).preprocess == found


def test_the_mlp_of_hugging_faces_large_models_has_open_clips_ratio() -> None:
    for name, width, hidden in (("ViT-bigG-14", 1664, 8192), ("ViT-g-14", 1408, 6144), ("ViT-H-14", 1280, 5120)):
        ours = open_clip.get_model_config(name)
        assert ours is not None
        tower = {"hidden_size": width, "intermediate_size": hidden, "num_attention_heads": 16}
        made = open_clip_config({"model_type": "clip", "vision_config": tower}, None)["model_cfg"]["vision_cfg"]
        assert made.get("mlp_ratio", 4.0) == ours["vision_cfg"].get("mlp_ratio", 4.0)


@pytest.mark.parametrize("layout", ["open_clip", "hf", "openai"])
def test_convert_writes_a_folder_that_open_clip_itself_reads(tmp_path: Path, layout: str) -> None:
    content = layouts.openai_shaped()
    state = state_of(content)
    if layout == "openai":
        source = layouts.write_openai_archive(tmp_path / "a.pt", content, state)
    elif layout == "hf":
        source = layouts.write_hf_folder(tmp_path / "hf", content, state)
    else:
        source = small.write_folder(tmp_path / "a", content, state)
    made = convert(source, tmp_path / "made")
    loaded = load_backbone(tmp_path / "made")
    assert made.fingerprint == loaded.fingerprint == load_backbone(source).fingerprint
    kinds = {value.dtype for value in load_file(tmp_path / "made" / "open_clip_model.safetensors").values()}
    assert kinds == {torch.float16 if layout == "openai" else torch.float32}
    model, _, _ = open_clip.create_model_and_transforms(f"local-dir:{tmp_path / 'made'}")
    pixels = torch.randn(2, 3, 32, 32)
    with torch.no_grad():
        want = model.eval().encode_image(pixels, normalize=True)
    found = AdaptedClip(loaded, None).encode_pictures(pixels.numpy()).plain
    torch.testing.assert_close(found, want, atol=1e-5, rtol=0)


def test_convert_writes_whole_or_not_at_all(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    source = small.write_folder(tmp_path / "a", content, {**state, "visual.proj": state["visual.proj"] * torch.nan})
    with pytest.raises(BackboneError):
        convert(source, tmp_path / "made")
    with pytest.raises(EngineError) as error:
        convert(tmp_path / "a", tmp_path / "a")
    assert codes(error) == ["file-there-already"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_a_spec_and_its_config_say_the_same() -> None:
    configs: list[Any] = [small.config(), layouts.openai_shaped()]
    towers = small.config()
    towers["vision_cfg"] |= {"mlp_ratio": 2.0, "norm_kwargs": {"eps": 1e-6}}
    towers["text_cfg"] |= {"norm_kwargs": {"eps": 1e-6}}
    configs.append({"model_cfg": towers, "preprocess_cfg": {"mean": [0.5, 0.5, 0.5], "resize_mode": "squash"}})
    for content in configs:
        spec = read_config(content)
        again = read_config(spec.to_config())
        assert (again, again.build, again.canonical()) == (spec, spec.build, spec.canonical())


ODD: tuple[Any, ...] = (
    None,
    0,
    -1,
    2,
    7,
    32,
    64,
    "x",
    "gelu",
    [],
    {},
    [1, 2],
    {"height": 32, "width": 32},
    True,
    1e300,
)


def test_whatever_a_hugging_face_config_holds_it_is_read_or_refused_with_a_reason() -> None:
    draw = random.Random(4)
    read, told = 0, set()
    for _ in range(600):
        config, pictures = layouts.hf_config(small.config()), layouts.preprocessor(32)
        for place in draw.choices((config, config["vision_config"], config["text_config"], pictures), k=2):
            place[draw.choice(list(place))] = draw.choice(ODD)
        try:
            read_config(open_clip_config(config, pictures))
            read += 1
        except BackboneError as error:
            told |= {item.code for item in error.notices}
    assert 0 < read < 300
    assert told == {"backbone-not-served", "backbone-config-numbers", "backbone-config-values"}
