from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import safe_open

from mmrl_engine.adapter import Adapter, check_input, expected_tensors, read_header
from mmrl_engine.adapter_schema import (
    AdapterClass,
    AdapterConfig,
    AdapterVariant,
    BackboneRef,
    Balance,
    Checks,
    Instant,
    Reject,
)
from mmrl_engine.errors import AdapterError
from tests.engine import adapter_samples as samples

ROOT = Path(__file__).parents[2]
VARIANTS: tuple[AdapterVariant, ...] = ("mmrl", "mmrlpp", "none")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)


def assert_equal(one: Adapter, other: Adapter) -> None:
    for field in ("config", "backbone", "classes", "metrics", "checks", "title", "date", "author", "license"):
        assert getattr(one, field) == getattr(other, field)
    assert set(one.tensors) == set(other.tensors)
    for name, array in one.tensors.items():
        assert other.tensors[name].dtype == np.float32
        np.testing.assert_array_equal(other.tensors[name], array)


def codes(error: AdapterError) -> list[str]:
    return [item.code for item in error.notices]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("plain", [False, True])
def test_a_saved_adapter_loads_as_it_was(tmp_path: Path, variant: AdapterVariant, plain: bool) -> None:
    made = samples.adapter(variant, plain=plain)
    made.save(tmp_path / "a.mmrl.safetensors")
    loaded = Adapter.load(tmp_path / "a.mmrl.safetensors")
    assert_equal(made, loaded)
    assert loaded.to_bytes() == made.to_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["a.mmrl.safetensors"]


def test_every_setting_survives(tmp_path: Path) -> None:
    config = samples.config(
        "mmrlpp",
        beta=0.4,
        residual_rank=1,
        projection_rank=2,
        fusion="logit",
        answers="words",
        instant=Instant("means", 2.5),
        balance=Balance("fitted", g1=-3.25, c=0.5, weight=0.75, tau0=1.5),
        reject=(Reject("distance", "above", 41.5, rough=True), Reject("top", "below", 0.25, rough=False)),
        seed=2**63,
        template="ein Foto: {} (лиса)",
    )
    samples.adapter("mmrlpp", config=config, author="", license="").save(tmp_path / "a")
    loaded = Adapter.load(tmp_path / "a")
    assert loaded.config == config
    assert (loaded.author, loaded.license) == ("", "")


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=5, unique=True), ANY_TEXT, ANY_TEXT)
def test_any_names_survive(names: list[str], title: str, author: str) -> None:
    made = samples.adapter(names=names, title=title, author=author)
    assert_equal(made, Adapter.from_bytes(made.to_bytes()))


@pytest.mark.parametrize(
    "name",
    ["كلب", "שועל אדום", "👩🏽\u200d🔬", "e\u0301", "é", "\u202egnp.exe", "a\nb", "C:\\x", '"', "{file}", "x" * 255],
)
def test_difficult_names_survive(name: str) -> None:
    made = samples.adapter(names=[name, "other"], title=name)
    loaded = Adapter.from_bytes(made.to_bytes())
    assert loaded.classes[0].name == name
    assert loaded.classes[0].words == f"words of {name}"
    assert loaded.title == name


def test_the_file_is_readable_without_this_project(tmp_path: Path) -> None:
    made = samples.adapter("mmrlpp", plain=True)
    path = tmp_path / "a.mmrl.safetensors"
    made.save(path)
    with safe_open(path, "np") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # not a mapping
    assert set(tensors) == set(made.tensors)
    for name, array in made.tensors.items():
        np.testing.assert_array_equal(tensors[name], array)
    assert metadata["format"] == "pt"
    assert metadata["mmrl.format_version"] == "1"
    assert [item["name"] for item in json.loads(metadata["mmrl.classes"])] == [*samples.NAMES]
    assert json.loads(metadata["mmrl.config"])["projection_rank"] == 2
    assert metadata["modelspec.architecture"] == "clip-vit/mmrlpp"
    assert metadata["modelspec.sai_model_spec"] == "1.0.0"


def test_both_hashes_are_as_the_format_describes_them() -> None:
    data = samples.adapter().to_bytes()
    entries, tensors = samples.content(data)
    again, _ = samples.content(samples.signed(dict(entries), tensors))
    assert again["mmrl.metadata_sha256"] == entries["mmrl.metadata_sha256"]
    assert again["modelspec.hash_sha256"] == entries["modelspec.hash_sha256"]


def test_equal_adapters_make_equal_bytes_in_whatever_order_they_were_put_together() -> None:
    made = samples.adapter("mmrlpp", plain=True)
    other = replace(
        made,
        tensors=dict(reversed([*made.tensors.items()])),
        metrics=dict(reversed([*made.metrics.items()])),
    )
    assert made.to_bytes() == other.to_bytes()
    assert made.to_bytes().endswith(made.tensor_section())
    assert made.tensor_section() == other.tensor_section()


def test_tensors_are_written_in_c_order_and_read_back_writable() -> None:
    made = samples.adapter()
    fortran = replace(made, tensors={name: np.asfortranarray(array) for name, array in made.tensors.items()})
    assert fortran.to_bytes() == made.to_bytes()
    loaded = Adapter.from_bytes(made.to_bytes())
    assert all(array.flags.writeable and array.flags.c_contiguous for array in loaded.tensors.values())


def test_the_header_says_everything_without_the_tensors(tmp_path: Path) -> None:
    made = samples.adapter("mmrlpp", plain=True)
    path = tmp_path / "a.mmrl.safetensors"
    made.save(path)
    header = read_header(path)
    assert header.format_version == 1
    assert (header.config, header.backbone, header.classes) == (made.config, made.backbone, made.classes)
    assert (header.metrics, header.checks) == (made.metrics, made.checks)
    assert header.modelspec["title"] == "Three animals"
    assert header.modelspec["hash_sha256"].startswith("0x")
    assert header.tensors["space.vision.1.A"] == ("F32", (samples.VISION_WIDTH, 1))
    assert set(header.tensors) == set(made.tensors)
    assert header.size_bytes == path.stat().st_size


def test_the_header_alone_does_not_look_at_the_learned_numbers(tmp_path: Path) -> None:
    data = bytearray(samples.adapter().to_bytes())
    data[-1] ^= 1
    path = tmp_path / "a.mmrl.safetensors"
    path.write_bytes(data)
    assert read_header(path).classes[0].name == "red panda"
    with pytest.raises(AdapterError) as caught:
        Adapter.load(path)
    assert codes(caught.value) == ["adapter-tensors-changed"]


def test_reading_an_adapter_loads_no_torch(tmp_path: Path) -> None:
    path = tmp_path / "a.mmrl.safetensors"
    samples.adapter().save(path)
    script = (
        "import sys; from mmrl_engine.adapter import Adapter, read_header; read_header(sys.argv[1]);"
        "Adapter.load(sys.argv[1]);"
        "loaded = {name.partition('.')[0] for name in sys.modules};"
        "print(sorted(loaded & {'torch', 'torchvision', 'open_clip', 'timm'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


def test_a_check_input_is_the_formats_formula() -> None:
    for index in range(3):
        picture = check_input(index, 20)
        assert picture.shape == (3, 20, 20)
        assert picture.dtype == np.float32
        for channel, row, column in [(0, 0, 0), (1, 2, 3), (2, 19, 17), (2, 7, 19)]:
            step = (65537 * channel + 257 * row + 17 * column + 8191 * index) % 256
            assert picture[channel, row, column] == np.float32(step / 127.5 - 1)
    assert check_input(0, 20).min() == -1.0
    with pytest.raises(ValueError, match="no check input 3"):
        check_input(3, 20)


def test_another_backbone_is_refused_and_both_are_named() -> None:
    made = samples.adapter()
    made.require_backbone(samples.FINGERPRINT)
    with pytest.raises(AdapterError, match=r"demo.*abababababab.*cdcdcdcdcdcd") as caught:
        made.require_backbone("cd" * 32)
    assert codes(caught.value) == ["adapter-other-backbone"]


@pytest.mark.parametrize("variant", ["mmrl", "mmrlpp"])
def test_tensor_names_are_those_of_the_reference_vectors(variant: str) -> None:
    path = ROOT / "tests" / "reference" / "vectors" / f"{variant}_02.safetensors"
    with safe_open(path, "np") as file:
        meta = file.metadata()
        names = [name for name in file.keys() if name.startswith("mmrl.")]  # noqa: SIM118  # not a mapping
        found = {name.removeprefix("mmrl."): tuple(file.get_slice(name).get_shape()) for name in names}
    layers, tokens, width = (int(meta[key]) for key in ("n_rep_layers", "K", "d_r"))
    plusplus = (
        {
            "beta": float(meta["beta"]),
            "residual_rank": int(meta["res_lora_dim"]),
            "projection_rank": int(meta["proj_lora_dim"]),
        }
        if variant == "mmrlpp"
        else {}
    )
    config = samples.config("mmrl", layers=layers, tokens=tokens, width=width)
    expected = expected_tensors(
        replace(config, variant=variant, **plusplus),  # type: ignore[arg-type]  # a parameter of the test
        range(int(meta["n_classes"])),
        vision_width=int(meta["vision_width"]),
        text_width=int(meta["text_width"]),
        embed_dim=int(meta["embed_dim"]),
    )
    assert {name: shape for name, shape in expected.items() if not name.startswith("plain.")} == found


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_config_comes_back_from_its_json(variant: AdapterVariant) -> None:
    config = samples.config(variant)
    assert AdapterConfig.from_json(json.loads(json.dumps(config.to_json()))) == config


def test_the_small_parts_come_back_from_their_json() -> None:
    one, backbone = AdapterClass("a", "an a", 3), BackboneRef("demo", samples.FINGERPRINT)
    checks = Checks(((1.0, 2.0),) * 3, ((3.0, 4.5),) * 3)
    assert AdapterClass.from_json(one.to_json()) == one
    assert BackboneRef.from_json(backbone.to_json()) == backbone
    assert Checks.from_json(checks.to_json(), classes=2) == checks


def test_all_problems_of_a_config_are_told_together() -> None:
    value: dict[str, Any] = samples.config().to_json()
    del value["seed"], value["K"]
    value |= {"colour": "red", "a": 1.5, "fusion": "magic", "template": "no place", "beta": 0.5, "n": True}
    value["preprocess"] = {"size": 0, "mean": [1, 2], "std": [1, 1, 0], "interpolation": "bicubic"}
    with pytest.raises(AdapterError) as caught:
        AdapterConfig.from_json(value, file="cats")
    told = str(caught.value)
    for part in ("lacks K, seed", "colour", "config.a is 1.5", "magic", "no place", "config.beta", "config.n is true"):
        assert part in told
    for part in ("preprocess.size is 0", "preprocess.mean", "preprocess.std", "config.preprocess lacks resize_mode"):
        assert part in told
    assert set(codes(caught.value)) == {"adapter-fields-missing", "adapter-fields-unknown", "adapter-field-wrong"}
    assert all(line.startswith("cats: ") for line in told.splitlines())


@pytest.mark.parametrize("value", [None, 5, [], "config", {}])
def test_a_config_that_is_no_config_is_refused(value: object) -> None:
    with pytest.raises(AdapterError):
        AdapterConfig.from_json(value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("s", 0),
        ("s", float("nan")),
        ("s", 10**400),
        ("tau", -1.0),
        ("lambda", "0.5"),
        ("n", 0),
        ("n", 1.5),
        ("J_text", 10**9),
        ("seed", -(2**64)),
        ("answers", "nobody"),
        ("instant", {"method": "Means!", "strength": 1.0}),
        ("balance", {"rule": "gate", "g1": 0, "c": 0, "weight": 0.5, "tau0": 1}),
        ("balance", {"rule": "gate", "g1": 0, "c": 0, "weight": 0, "tau0": 0}),
        ("reject", [{"score": "top", "direction": "left", "limit": 1, "rough": False}]),
        ("reject", [{"score": "top", "direction": "below", "limit": 1, "rough": 0}]),
        ("reject", {}),
        ("template", " "),
        ("template", "\ud800{}"),
        ("preset", "../x"),
        ("context_length", 0),
        ("residual_rank", 4),
    ],
)
def test_a_value_out_of_range_is_refused(key: str, value: object) -> None:
    with pytest.raises(AdapterError, match=rf"config\.{key}") as caught:
        AdapterConfig.from_json(samples.config().to_json() | {key: value})
    assert codes(caught.value) == ["adapter-field-wrong"]


def test_who_answers_must_be_there() -> None:
    with pytest.raises(AdapterError, match=r"config\.instant is null"):
        AdapterConfig.from_json(samples.config().to_json() | {"answers": "instant"})
    with pytest.raises(AdapterError, match=r"config\.answers is mmrl"):
        AdapterConfig.from_json(samples.config("none").to_json() | {"answers": "mmrl"})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tensors": {}}, "adapter-tensors-missing"),
        ({"backbone": BackboneRef("demo", "short")}, "adapter-field-wrong"),
        ({"classes": ()}, "adapter-field-wrong"),
        ({"classes": (AdapterClass("same", "a", 1), AdapterClass("same", "b", 1))}, "adapter-field-wrong"),
        ({"classes": (AdapterClass("half \udcff", "a", 1),)}, "adapter-text"),
        (
            {"classes": tuple(AdapterClass(f"{'long ' * 50} {i}", "a", 1) for i in range(4000))},
            "adapter-too-many-words",
        ),
        ({"checks": Checks(((1.0,),) * 3, ())}, "adapter-field-wrong"),
        ({"title": ""}, "adapter-entries"),
        ({"title": "  "}, "adapter-field-wrong"),
        ({"date": "yesterday"}, "adapter-field-wrong"),
    ],
)
def test_what_could_not_be_read_again_is_never_written(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    path = tmp_path / "a.mmrl.safetensors"
    path.write_bytes(b"the old one")
    with pytest.raises(AdapterError) as caught:
        samples.adapter(**change).save(path)
    assert code in codes(caught.value)
    assert path.read_bytes() == b"the old one"


def test_a_tensor_of_another_kind_is_our_own_mistake() -> None:
    made = samples.adapter()
    with pytest.raises(TypeError, match="projection is float64"):
        replace(made, tensors={**made.tensors, "projection": np.zeros((4, 2))}).to_bytes()  # type: ignore[dict-item]
