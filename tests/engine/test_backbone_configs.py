"""What a backbone's config may say: all of it is served as open_clip has it, or refused by name."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import open_clip
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mmrl_engine import load_backbone
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.backbones.spec import read_config
from mmrl_engine.errors import BackboneError
from tests.engine import small

PROMPTS = ["a photo of a red fox.", "a photo of a cat.", "a photo of an old stone bridge."]


def codes(error: pytest.ExceptionInfo[BackboneError]) -> list[str]:
    return [item.code for item in error.value.notices]


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


def changed(path: str, value: Any) -> dict[str, Any]:
    """A sound config with one setting put at "part.key"; "preprocess_cfg.key" too."""
    content: dict[str, Any] = {"model_cfg": copy.deepcopy(small.config()), "preprocess_cfg": {}}
    *parts, key = path.split(".")
    place = content if parts == ["preprocess_cfg"] else content["model_cfg"]
    for part in parts:
        place = place[part]
    place[key] = value
    return content


def refusal(content: object) -> str:
    """Why a config is refused; empty where it is served."""
    try:
        read_config(content)
    except BackboneError as error:
        return str(error)
    return ""


NAN, HUGE = float("nan"), 10**400
TOWERS = ("vision_cfg", "text_cfg")
NORMS = [{"elementwise_affine": False}, {"eps": 1e-6, "bias": 0}, [1e-6], "x", 0]
NORMS += [{"eps": value} for value in (0, -1e-6, NAN, HUGE, "1e-6", True, None)]
RATIOS = [NAN, float("inf"), -4.0, 0, 1e-9, 1e9, HUGE, "4", None, True, [4]]
CLEANERS = [[], "lower", 3, [{}], {"clean": "none"}, {"clean": ["lower"]}, {"clean": None}]
SPREADS = [[0, 0, 0], [1, 1, -1], [NAN] * 3, [1, 1], [1, 1, 1, 1], 0.5, None, "abc", ["1"] * 3, [HUGE] * 3]
# A setting, values that it cannot have, and what the sentence must name.
HOSTILE: list[tuple[str, list[Any], str]] = [
    ("vision_cfg.colour", [1, None], "vision_cfg.colour"),
    ("text_cfg.half\ud800", [1], "text_cfg.half"),
    *[(f"{tower}.norm_kwargs", NORMS, f"{tower}.norm_kwargs") for tower in TOWERS],
    *[(f"{tower}.mlp_ratio", RATIOS, f"{tower}.mlp_ratio") for tower in TOWERS],
    *[(f"{tower}.layers", [257, 10**6, 0, -1, 4.0, HUGE, "4", None, True], f"{tower}.layers") for tower in TOWERS],
    *[(f"{tower}.ls_init_value", [NAN, "small", []], f"{tower}.ls_init_value") for tower in TOWERS],
    ("vision_cfg.norm_kwargs", [{"eps": 1e-6}], "differs between"),
    ("text_cfg.tokenizer_kwargs", CLEANERS, "tokenizer_kwargs"),
    ("text_cfg.tokenizer_kwargs", [{"strip_sep_token": True}], "tokenizer with settings"),
    ("vision_cfg.pos_embed_type", ["rotary", None, []], "pos_embed_type"),
    ("vision_cfg.no_ln_pre", ["yes"], "no_ln_pre"),
    ("text_cfg.output_tokens", [1], "text_cfg.output_tokens"),
    ("vision_cfg.act_kwargs", [7], "activation"),
    ("vision_cfg.head_width", [48, 128], "multiple of head_width"),
    ("text_cfg.heads", [3], "multiple of heads"),
    ("text_cfg.context_length", [2], "context_length"),
    ("vision_cfg.patch_size", [33], "larger than the picture"),
    ("vision_cfg.image_size", [[32, 32], 10**6], "image_size"),
    ("quick_gelu", [1, "false", None, {}], "quick_gelu"),
    ("embed_dim", [0, NAN, HUGE, None, "24", True], "embed_dim"),
    ("preprocess_cfg.std", SPREADS, "preprocess_cfg.std"),
    ("preprocess_cfg.mean", [[NAN] * 3, [[0]] * 3, {}, 0, None], "preprocess_cfg.mean"),
    ("preprocess_cfg.size", [48, [32, 48], "32", None, NAN], "but the image tower takes 32"),
    ("preprocess_cfg.fill_color", [255, [0, 0, 0], None], "fill_color"),
    ("preprocess_cfg.mode", ["L"], "preprocess_cfg.mode"),
    ("preprocess_cfg.interpolation", ["random", None], "bicubic or bilinear"),
    ("preprocess_cfg.resize_mode", [["squash"]], "resize_mode"),
    ("preprocess_cfg.crop", [1], "preprocess_cfg.crop"),
]


@pytest.mark.parametrize(
    ("path", "value", "word"), [(path, value, word) for path, values, word in HOSTILE for value in values]
)
def test_a_setting_that_cannot_be_used_is_told_by_name(path: str, value: Any, word: str) -> None:
    with pytest.raises(BackboneError) as error:
        read_config(changed(path, value))
    assert word in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("vision_cfg.patch_dropout", 0.5),
        ("vision_cfg.no_ln_pre", True),
        ("vision_cfg.ls_init_value", 1e-4),
        ("vision_cfg.mlp_ratio", 2.5),
        ("text_cfg.mlp_ratio", 3),
        ("text_cfg.norm_kwargs", {}),
        ("text_cfg.output_tokens", True),
        ("text_cfg.act_kwargs", None),
        ("text_cfg.eos_id", 2),
        ("vision_cfg.pos_embed_type", "sin_cos_2d"),
        ("vision_cfg.image_size", 37),  # no multiple of the patch: open_clip leaves the rest of the picture out
        ("preprocess_cfg.size", 32),
        ("preprocess_cfg.size", [32, 32]),
        ("preprocess_cfg.mode", "RGB"),
        ("preprocess_cfg.fill_color", 0),
    ],
)
def test_rare_settings_that_are_served_give_open_clips_features(tmp_path: Path, path: str, value: Any) -> None:
    content = changed(path, value)
    model = small.random_model(content["model_cfg"])
    folder = small.write_folder(tmp_path / "b", content["model_cfg"], small.state_of(model))
    (folder / "open_clip_config.json").write_text(json.dumps(content))
    backbone = load_backbone(folder)
    pixels = torch.randn(2, 3, backbone.preprocess.size, backbone.preprocess.size)
    ids = open_clip.tokenizer.SimpleTokenizer(context_length=20)(PROMPTS)
    model.visual.output_tokens = False
    with torch.no_grad():
        want_image, want_text = model.encode_image(pixels, normalize=True), model.encode_text(ids, normalize=True)
    clip = AdaptedClip(backbone, None)
    torch.testing.assert_close(clip.encode_pictures(pixels.numpy()).plain, want_image, atol=2e-6, rtol=1e-5)
    torch.testing.assert_close(clip.encode_prompts(PROMPTS).plain, want_text, atol=2e-6, rtol=1e-5)


def test_the_faults_of_all_parts_are_told_together() -> None:
    content = changed("preprocess_cfg.size", 48)
    content["model_cfg"]["quick_gelu"] = "no"
    content["model_cfg"]["vision_cfg"] |= {"mlp_ratio": NAN, "colour": 1}
    with pytest.raises(BackboneError) as error:
        read_config(content)
    assert codes(error) == ["backbone-not-served", "backbone-config-numbers", "backbone-config-values"]
    for word in ("colour", "mlp_ratio", "quick_gelu", "preprocess_cfg.size"):
        assert word in str(error.value)


_KEYS = sorted(
    {key for name in ("CLIPVisionCfg", "CLIPTextCfg") for key in vars(open_clip)[name].__dataclass_fields__}
    | {"embed_dim", "quick_gelu", "mean", "std", "size", "interpolation", "resize_mode", "mode", "fill_color", "new"}
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 70)
    | st.sampled_from([HUGE, -HUGE, 2**16, "tok", "eos", "lower", "linear", "", "\ud800"])
    | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["eps", "clean", "approximate"]), inner, max_size=2)
    ),
    max_leaves=4,
)
_PLACES = st.tuples(st.sampled_from(["", "vision_cfg", "text_cfg", "preprocess_cfg"]), st.sampled_from(_KEYS))


@settings(max_examples=150)
@given(changes=st.lists(st.tuples(_PLACES, _VALUES), min_size=1, max_size=3))
def test_whatever_a_config_holds_it_is_served_or_refused(changes: list[tuple[tuple[str, str], Any]]) -> None:
    content: dict[str, Any] = {"model_cfg": copy.deepcopy(small.config()), "preprocess_cfg": {}}
    for (part, key), value in changes:
        place = content if part == "preprocess_cfg" else content["model_cfg"]
        (place[part] if part else place)[key] = value
    if told := refusal(content):
        assert told.replace("\n", "").isprintable()
        return
    spec = read_config(content)
    with pytest.raises(BackboneError) as refused:  # it builds: only the weights are missing
        Backbone(spec, {}, id="x", device=torch.device("cpu"))
    assert codes(refused) == ["backbone-keys-missing"]


def test_the_tower_settings_that_are_known_are_open_clips() -> None:
    """A setting that a new open_clip adds is refused, until somebody has looked at what it does."""
    for part, name in (("vision_cfg", "CLIPVisionCfg"), ("text_cfg", "CLIPTextCfg")):
        for key in vars(open_clip)[name].__dataclass_fields__:
            assert f"it has {part}.{key}" not in refusal(changed(f"{part}.{key}", "?"))
    assert "it has vision_cfg.new" in refusal(changed("vision_cfg.new", "?"))


def test_what_open_clip_itself_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise TypeError("no such setting")

    monkeypatch.setattr("mmrl_engine.backbones.clip.CLIP", refuse)
    with pytest.raises(BackboneError, match="no such setting") as error:
        load_backbone("demo")
    assert codes(error) == ["backbone-config-unreadable"]
