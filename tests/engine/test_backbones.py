"""Backbones from files: what is served, what is refused and why, and that towers compute what open_clip's do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import open_clip
import pytest
import torch
from open_clip.model import CustomTextCLIP
from safetensors.torch import save_file

from mmrl_engine import load_backbone
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.catalogue import DEMO
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.errors import BackboneError
from tests.engine import small

PROMPTS = ["a photo of a red fox.", "a photo of a cat.", "a photo of an old stone bridge."]


def codes(error: pytest.ExceptionInfo[BackboneError]) -> list[str]:
    return [item.code for item in error.value.notices]


@pytest.mark.parametrize(("vision", "text"), [(4, 4), (5, 3), (2, 6), (1, 1)])
@pytest.mark.parametrize("quick_gelu", [False, True])
def test_untouched_features_equal_open_clip(tmp_path: Path, vision: int, text: int, quick_gelu: bool) -> None:
    content = small.config(vision=vision, text=text, quick_gelu=quick_gelu)
    model = small.random_model(content)
    backbone = load_backbone(small.write_folder(tmp_path / "b", content, small.state_of(model)))
    pixels = torch.randn(3, 3, 32, 32)
    ids = open_clip.tokenizer.SimpleTokenizer(context_length=20)(PROMPTS)
    with torch.no_grad():
        want_image = model.encode_image(pixels, normalize=True)
        want_text = model.encode_text(ids, normalize=True)
    clip = AdaptedClip(backbone, None)
    torch.testing.assert_close(clip.encode_pictures(pixels.numpy()).plain, want_image, atol=2e-6, rtol=1e-5)
    torch.testing.assert_close(clip.encode_prompts(PROMPTS).plain, want_text, atol=2e-6, rtol=1e-5)


def test_the_demo_ships_with_the_program_and_is_known_by_its_fingerprint() -> None:
    demo = load_backbone("demo")
    assert (demo.id, demo.fingerprint, demo.preset) == ("demo", DEMO.fingerprint, DEMO.preset)


def test_open_clip_itself_loads_the_demo_and_agrees() -> None:
    with catalogue.resource_folder(DEMO) as folder:
        model, _, preprocess = open_clip.create_model_and_transforms(f"local-dir:{folder}")
    demo = load_backbone("demo")
    pixels = torch.randn(2, 3, 96, 96)
    with torch.no_grad():
        want = model.eval().encode_image(pixels, normalize=True)
    found = AdaptedClip(demo, None).encode_pictures(pixels.numpy()).plain
    torch.testing.assert_close(found, want, atol=2e-6, rtol=1e-5)
    assert preprocess.transforms[0].size == demo.preprocess.size


def test_one_model_has_one_fingerprint_whatever_its_file(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    plain = load_backbone(small.write_folder(tmp_path / "plain", content, state))
    custom = CustomTextCLIP(**{key: content[key] for key in ("embed_dim", "vision_cfg", "text_cfg", "quick_gelu")})
    custom.load_state_dict(
        {key if key.startswith(("visual", "logit")) else f"text.{key}": v for key, v in state.items()}
    )
    folder = small.write_folder(tmp_path / "custom", {**content, "custom_text": True}, small.state_of(custom))
    half = {key: value.half() for key, value in state.items()}
    stored_half = small.write_folder(tmp_path / "half", content, half)
    assert load_backbone(folder).fingerprint == plain.fingerprint
    assert load_backbone(stored_half).fingerprint == plain.fingerprint
    assert load_backbone(f"local-dir:{folder}").fingerprint == plain.fingerprint


def test_fingerprint_tells_weights_activation_heads_and_preprocessing_apart() -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    heads = {**content, "vision_cfg": {**content["vision_cfg"], "head_width": 16}}
    configs: list[Any] = [content, {**content, "quick_gelu": True}, heads]
    configs.append({"model_cfg": content, "preprocess_cfg": {"mean": [0.5, 0.5, 0.5]}})
    changed = {**state, "visual.proj": state["visual.proj"] + 0.01}
    made = [Backbone(read_config(c), state, id="x", device=torch.device("cpu")).fingerprint for c in configs]
    made.append(Backbone(read_config(content), changed, id="x", device=torch.device("cpu")).fingerprint)
    assert len(set(made)) == 5


def test_a_single_file_needs_its_config_and_says_which_fit(tmp_path: Path) -> None:
    content = open_clip.get_model_config("ViT-B-32")
    assert content is not None
    with torch.device("meta"):
        shapes = {k: v.shape for k, v in open_clip.model.CLIP(**content).named_parameters()}
    path = tmp_path / "weights.safetensors"
    save_file({name: torch.zeros(shape, dtype=torch.float16) for name, shape in shapes.items()}, path)
    with pytest.raises(BackboneError) as error:
        load_backbone(path)
    assert codes(error) == ["backbone-config-needed"]
    assert {"ViT-B-32", "ViT-B-32-quickgelu"} <= set(error.value.notices[0].params["configs"])  # type: ignore[call-overload]
    served = load_backbone(path, config="ViT-B-32-quickgelu")
    assert (served.spec.activation, served.spec.vision.heads, served.id) == ("quickgelu", 12, "weights")


def test_a_single_file_takes_a_config_file(tmp_path: Path) -> None:
    content = small.config()
    folder = small.write_folder(tmp_path / "b", content, small.state_of(small.random_model(content)))
    weights = folder / "open_clip_model.safetensors"
    made = load_backbone(weights, config=folder / "open_clip_config.json")
    assert made.fingerprint == load_backbone(folder).fingerprint


def test_known_weights_with_the_other_activation_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = small.config(quick_gelu=True)
    state = small.state_of(small.random_model(content))
    right = load_backbone(small.write_folder(tmp_path / "right", content, state))
    known = replace(DEMO, id="known", title="Known", fingerprint=right.fingerprint, resource=None)
    monkeypatch.setattr(catalogue, "ENTRIES", (DEMO, known))
    assert load_backbone(tmp_path / "right").id == "known"
    with pytest.raises(BackboneError) as error:
        load_backbone(small.write_folder(tmp_path / "wrong", {**content, "quick_gelu": False}, state))
    assert codes(error) == ["backbone-activation"]
    assert "quickgelu" in str(error.value)


def test_missing_unknown_and_misshapen_keys_are_told_together(tmp_path: Path) -> None:
    content = small.config()
    state = small.state_of(small.random_model(content))
    del state["ln_final.weight"], state["visual.ln_post.bias"]
    state["extra.weight"] = torch.zeros(2)
    state["visual.proj"] = torch.zeros(3, 3)
    state["visual.conv1.weight"][0, 0, 0, 0] = float("nan")
    with pytest.raises(BackboneError) as error:
        load_backbone(small.write_folder(tmp_path / "b", content, state))
    assert codes(error) == [
        "backbone-keys-missing",
        "backbone-keys-unknown",
        "backbone-shapes-differ",
        "backbone-not-finite",
    ]
    for name in ("ln_final.weight", "visual.ln_post.bias", "extra.weight", "visual.proj", "visual.conv1.weight"):
        assert name in str(error.value)


@pytest.mark.parametrize(
    ("part", "change", "word"),
    [
        ("vision_cfg", {"timm_model_name": "vit_base"}, "timm"),
        ("vision_cfg", {"attentional_pool": True}, "attention pooling"),
        ("vision_cfg", {"pool_type": "avg"}, "class token"),
        ("vision_cfg", {"layers": [3, 4, 6, 3]}, "ResNet"),
        ("vision_cfg", {"qk_norm": True}, "normalised queries"),
        ("text_cfg", {"hf_model_name": "roberta-base"}, "transformers"),
        ("text_cfg", {"hf_tokenizer_name": "xlm"}, "tokenizer"),
        ("text_cfg", {"embed_cls": True}, "class token in the text"),
        ("text_cfg", {"no_causal_mask": True}, "looks ahead"),
        ("text_cfg", {"pool_type": "last"}, "end-of-text"),
        ("text_cfg", {"pool_type": "eos", "eos_id": 2}, "end-of-text"),
        ("text_cfg", {"proj_bias": True}, "bias"),
        ("", {"multimodal_cfg": {}}, "multimodal_cfg"),
    ],
)
def test_other_architectures_are_refused_by_name(part: str, change: dict[str, Any], word: str) -> None:
    content = small.config()
    content = {**content, part: {**content[part], **change}} if part else {**content, **change}
    with pytest.raises(BackboneError, match=word) as error:
        read_config(content)
    assert codes(error) == ["backbone-not-served"]


def test_every_reason_is_told_at_once() -> None:
    content = small.config()
    content["vision_cfg"] |= {"pool_type": "avg", "patch_size": 0}
    content["text_cfg"] |= {"embed_cls": True}
    with pytest.raises(BackboneError) as error:
        read_config(content)
    assert codes(error) == ["backbone-not-served", "backbone-config-numbers"]
    assert "class token in the text" in str(error.value)


@pytest.mark.parametrize("content", [[], "x", {}, {"model_cfg": 3}, {"vision_cfg": {}, "text_cfg": []}])
def test_a_config_of_another_kind_is_refused(content: object) -> None:
    with pytest.raises(BackboneError) as error:
        read_config(content)
    assert codes(error) == ["backbone-config-unreadable"]


def test_every_open_clip_config_is_served_or_refused_by_name() -> None:
    served, refused = [], []
    for name in open_clip.list_models():
        try:
            read_config(open_clip.get_model_config(name))
            served.append(name)
        except BackboneError as error:
            refused.append((name, str(error)))
    assert {"ViT-B-32", "ViT-B-16-quickgelu", "ViT-L-14", "ViT-H-14"} <= set(served)
    assert {"RN50", "coca_ViT-B-32", "ViT-B-16-SigLIP"} <= {name for name, _ in refused}
    assert all(sentence for _, sentence in refused)


def test_damaged_and_foreign_weights_are_refused_unopened(tmp_path: Path) -> None:
    content = small.config()
    folder = small.write_folder(tmp_path / "b", content, small.state_of(small.random_model(content)))
    weights = folder / "open_clip_model.safetensors"
    whole = weights.read_bytes()
    for data in (b"", b"PK\x03\x04" + whole, b"\x80\x04." + whole[:100], whole[:-10], whole[:4000]):
        weights.write_bytes(data)
        with pytest.raises(BackboneError) as error:
            load_backbone(folder)
        assert codes(error) == ["backbone-not-safetensors"]


def test_missing_files_say_what_is_needed(tmp_path: Path) -> None:
    cases = {"backbone-missing": tmp_path / "nowhere", "backbone-no-config": tmp_path}
    for code, source in cases.items():
        with pytest.raises(BackboneError) as error:
            load_backbone(source)
        assert codes(error) == [code]
    (tmp_path / "open_clip_config.json").write_text(json.dumps(small.config()))
    (tmp_path / "open_clip_pytorch_model.bin").write_bytes(b"PK")
    with pytest.raises(BackboneError) as error:
        load_backbone(tmp_path)
    assert codes(error) == ["backbone-no-weights"]
    with pytest.raises(BackboneError) as error:
        load_backbone("demo", device="no-such-device")
    assert codes(error) == ["device-not-there"]
