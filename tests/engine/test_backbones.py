"""Backbones from files: what is served, what is refused and why, and that towers compute what open_clip's do."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
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
from mmrl_engine.backbones.device import choose_device
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


def test_damaged_and_foreign_weights_are_refused_unopened(tmp_path: Path) -> None:
    content = small.config()
    folder = small.write_folder(tmp_path / "b", content, small.state_of(small.random_model(content)))
    weights = folder / "open_clip_model.safetensors"
    whole = weights.read_bytes()
    for data in (b"", b"PK\x03\x04" + whole, b"\x80\x04." + whole[:100], whole[:-10], whole[:4000]):
        weights.write_bytes(data)
        with pytest.raises(BackboneError) as error:
            load_backbone(folder)
        wanted = {b"PK": "weights-damaged", b"\x80\x04": "weights-old-form"}
        assert codes(error) == [wanted.get(data[:2], "backbone-not-safetensors")]


def test_missing_files_say_what_is_needed(tmp_path: Path) -> None:
    cases = {"backbone-missing": tmp_path / "nowhere", "backbone-no-config": tmp_path}
    for code, source in cases.items():
        with pytest.raises(BackboneError) as error:
            load_backbone(source)
        assert codes(error) == [code]
    (tmp_path / "open_clip_config.json").write_text(json.dumps(small.config()))
    with pytest.raises(BackboneError) as error:
        load_backbone(tmp_path)
    assert codes(error) == ["backbone-no-weights"]
    (tmp_path / "open_clip_pytorch_model.bin").write_bytes(b"PK")
    with pytest.raises(BackboneError) as error:
        load_backbone(tmp_path)
    assert codes(error) == ["weights-no-archive"]
    with pytest.raises(BackboneError) as error:
        load_backbone("demo", device="no-such-device")
    assert codes(error) == ["device-not-there"]


# What may lie where a file belongs. Windows has no pipes among its files.
NO_FILES: dict[str, Callable[[Path], object]] = {"folder": Path.mkdir}
if hasattr(os, "mkfifo"):
    NO_FILES["pipe"] = os.mkfifo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = small.config()
    return small.write_folder(tmp_path / "b", content, small.state_of(small.random_model(content)))


@pytest.mark.parametrize("name", ["hf-hub:x/y", "local-dir:/nowhere", "ViT-B16", "x" * 300 + "/../y", "a\0b", "\ud800"])
def test_a_config_is_never_looked_for_in_the_network(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(open_clip, "get_model_config", lambda given: pytest.fail(f"it asked for {given}"))
    with pytest.raises(BackboneError) as error:
        load_backbone(folder / "open_clip_model.safetensors", config=name)
    assert codes(error) == ["backbone-unreadable" if "xxx" in name else "backbone-config-missing"]
    assert str(error.value).isprintable()
    if name == "ViT-B16":
        assert "ViT-B-16" in str(error.value)


def test_a_config_beside_a_source_that_has_its_own_is_refused(folder: Path) -> None:
    for source in (folder, f"local-dir:{folder}", "demo"):
        with pytest.raises(BackboneError) as error:
            load_backbone(source, config="ViT-B-32")
        assert codes(error) == ["backbone-config-not-needed"]


def test_open_clip_is_loaded_with_downloads_switched_off() -> None:
    program = (
        "import os\nassert 'HF_HUB_OFFLINE' not in os.environ\n"
        "from mmrl_engine import load_backbone\nload_backbone('demo', device='cpu')\n"
        "from huggingface_hub import constants\nprint(os.environ['HF_HUB_OFFLINE'], constants.HF_HUB_OFFLINE)"
    )
    clean = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
    done = subprocess.run([sys.executable, "-c", program], env=clean, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.returncode) == (["1", "True"], 0), done.stderr


def test_a_folder_gives_its_own_name_whatever_it_was_called_by(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert load_backbone(".").id == "b"


def test_a_name_that_is_no_text_is_made_printable(folder: Path, tmp_path: Path) -> None:
    try:
        odd = folder.rename(tmp_path / "caf\udce9")
    except OSError:  # file systems that know text alone
        odd = folder.rename(tmp_path / "caf\x85")
    assert load_backbone(odd).id == "caf\N{REPLACEMENT CHARACTER}"
    (odd / "open_clip_config.json").unlink()
    with pytest.raises(BackboneError) as error:
        load_backbone(odd)
    assert str(error.value).isprintable()


@pytest.mark.parametrize("name", ["open_clip_model.safetensors", "open_clip_config.json"])
@pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES.keys())
def test_what_is_no_ordinary_file_is_refused_without_waiting(
    folder: Path, name: str, make: Callable[[Path], object]
) -> None:
    (folder / name).unlink()
    make(folder / name)
    with pytest.raises(BackboneError) as error:
        load_backbone(folder)
    assert codes(error) == ["backbone-not-a-file"]
    if name.endswith(".safetensors") and stat.S_ISFIFO((folder / name).stat().st_mode):
        with pytest.raises(BackboneError) as error:
            load_backbone(folder / name, config="ViT-B-32")
        assert codes(error) == ["backbone-not-a-file"]


def test_a_name_that_is_too_long_is_told() -> None:
    with pytest.raises(BackboneError) as error:
        load_backbone("x" * 5000)
    assert codes(error) == ["backbone-unreadable"]


def test_a_closed_folder_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by permissions: whoever runs the tests may be allowed everything."""

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", closed)
        with pytest.raises(BackboneError, match="Permission denied") as error:
            load_backbone(folder, device="cpu")
        assert codes(error) == ["backbone-unreadable"]
    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(BackboneError, match="Permission denied") as error:
        load_backbone(folder, device="cpu")
    assert codes(error) == ["backbone-unreadable"]


@pytest.mark.parametrize("text", ["{", '{"a": NaN}', '{"a": ' + "9" * 5000 + "}", "[" * 10**5, "\ufeff{}", " " * 2**21])
def test_a_config_file_that_is_no_json_is_refused(folder: Path, text: str) -> None:
    (folder / "open_clip_config.json").write_text(text, encoding="utf-8")
    with pytest.raises(BackboneError) as error:
        load_backbone(folder)
    assert codes(error) == ["backbone-config-unreadable"]


@pytest.mark.parametrize(
    "name", ["meta", "fpga", "no-such-device", "", "cuda:99", "cuda:x", "\ud800", "mkldnn", "lazy", "cpu:x"]
)
def test_devices_that_compute_nothing_are_refused(name: str) -> None:
    with pytest.raises(BackboneError) as error:
        choose_device(name)
    assert codes(error) == ["device-not-there"]


def test_a_card_that_fails_is_left_for_the_cpu_and_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device("xpu"))
    monkeypatch.setattr(torch, "ones", _broken_card)
    demo = load_backbone("demo")
    assert (demo.device.type, demo.device_reason.code) == ("cpu", "device-card-fails")
    with pytest.raises(BackboneError) as error:
        load_backbone("demo", device="xpu")
    assert codes(error) == ["device-not-there", "device-card-fails"]


def test_a_device_that_is_no_graphics_card_is_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device("meta"))
    assert choose_device("auto").device.type == "cpu"


def test_a_backbone_says_why_it_computes_where_it_does() -> None:
    assert load_backbone("demo", device="cpu").device_reason.code == "device-by-hand"
    assert load_backbone("demo").device_reason.code != "device-by-hand"


_ones = torch.ones


def _broken_card(*size: Any, device: Any = None, **named: Any) -> torch.Tensor:
    if device is not None and torch.device(device).type == "xpu":
        raise RuntimeError("no kernel for this card")
    return _ones(*size, device=device, **named)
