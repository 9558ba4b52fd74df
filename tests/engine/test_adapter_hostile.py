"""Adapter files that are damaged, or made to do harm: each is refused by name, or was not changed at all."""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmrl_engine import adapter as adapter_module
from mmrl_engine.adapter import Adapter, read_header
from mmrl_engine.adapter_schema import VARIANTS, VARIANTS_NOT_BUILT
from mmrl_engine.errors import AdapterError
from tests.engine import adapter_samples as samples

MUTATIONS = 20_000
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**19), 10**19)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.sampled_from(["mmrl", "mmrlpp", "none", "instant", 0, 1, 2, 3, [], {}]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=6,
)


class Canary:
    """Unpickling this would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.path),))


def refusal(data: bytes) -> list[str]:
    with pytest.raises(AdapterError) as caught:
        Adapter.from_bytes(data, file="cats")
    assert str(caught.value)
    return [item.code for item in caught.value.notices]


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One small accident: of a bit, a byte, or a stretch that is lost, doubled, zeroed, moved or foreign."""
    place, length = rng.randrange(len(data)), rng.choice((1, 2, 3, 8, 64))
    before, part, after = data[:place], data[place : place + length], data[place + length :]
    kind = rng.randrange(8)
    if kind == 0:
        return before + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :]
    if kind == 1:
        return before + bytes([rng.randrange(256)]) + data[place + 1 :]
    if kind == 2:
        return before
    other = rng.randrange(len(data))
    return (
        before
        + (
            after,
            part + part + after,
            bytes(len(part)) + after,
            rng.randbytes(length) + part + after,
            data[other : other + len(part)] + after,
        )[kind - 3]
    )


def test_a_mutated_file_is_refused_or_loads_bit_for_bit() -> None:
    original = samples.adapter(names=["a", "b"]).to_bytes()
    rng = random.Random(20261124)
    survived = 0
    for _ in range(MUTATIONS):
        try:
            loaded = Adapter.from_bytes(mutate(original, rng))
        except AdapterError:
            continue
        survived += 1
        assert loaded.to_bytes() == original
    assert survived < MUTATIONS // 10


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_forged_description_is_refused_or_can_be_saved_again(data: st.DataObject) -> None:
    def change(entries: dict[str, Any], tensors: samples.Tensors) -> None:
        entry = data.draw(st.sampled_from(["config", "backbone", "classes", "metrics", "checks"]))
        value = entries[f"mmrl.{entry}"]
        if isinstance(value, dict) and data.draw(st.booleans()):
            value[data.draw(st.sampled_from([*value, "more"]))] = data.draw(JSON)
        elif isinstance(value, list) and data.draw(st.booleans()):
            value[data.draw(st.integers(0, len(value) - 1))] = data.draw(JSON)
        else:
            entries[f"mmrl.{entry}"] = data.draw(JSON)

    variant = data.draw(st.sampled_from(VARIANTS))
    forged = samples.forged(change, samples.adapter(variant, plain=True))
    try:
        loaded = Adapter.from_bytes(forged)
    except AdapterError:
        return
    Adapter.from_bytes(loaded.to_bytes())


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from(["dtype", "shape", "data_offsets", "whole", "metadata", "text"]))
def test_a_header_of_any_json_is_refused(value: object, place: str) -> None:
    data = samples.adapter().to_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    if place == "whole":
        header = value
    elif place == "metadata":
        header["__metadata__"] = value
    elif place == "text":
        header["__metadata__"]["mmrl.config"] = value
    else:
        header["projection"][place] = value
    refusal(samples.raw(header, data[8 + length :]))


@pytest.mark.parametrize("variant", VARIANTS_NOT_BUILT)
def test_a_variant_that_is_not_built_is_refused_by_name(variant: str) -> None:
    def change(entries: dict[str, Any], tensors: samples.Tensors) -> None:
        entries["mmrl.config"]["variant"] = variant
        tensors.clear()

    data = samples.forged(change)
    assert refusal(data) == ["adapter-variant-not-built"]
    with pytest.raises(AdapterError, match=f"'{variant}'"):
        Adapter.from_bytes(data)


def config_change(**values: object) -> Callable[[dict[str, Any], samples.Tensors], object]:
    return lambda entries, tensors: entries["mmrl.config"].update(values)


def tensor_change(**values: Any) -> Callable[[dict[str, Any], samples.Tensors], object]:
    return lambda entries, tensors: tensors.update({name.replace("__", "."): value for name, value in values.items()})


def dropped(*names: str) -> Callable[[dict[str, Any], samples.Tensors], object]:
    return lambda entries, tensors: [part.pop(name, None) for name in names for part in (entries, tensors)]


def disordered(entries: dict[str, Any], tensors: samples.Tensors) -> None:
    first = tensors.pop("projection")
    tensors["projection"] = first


def float16(entries: dict[str, Any], tensors: samples.Tensors) -> None:
    tensors.update({name: array.astype(np.float16) for name, array in tensors.items()})


NAN = np.array([[1.0, np.nan]] * 4, np.float32)
FORGERIES: list[tuple[Callable[[dict[str, Any], samples.Tensors], object], list[str]]] = [
    (config_change(variant="mmrl3"), ["adapter-variant-unknown"]),
    (config_change(variant=["mmrl"]), ["adapter-field-wrong"]),
    (config_change(n=3), ["adapter-tensors-missing"]),
    (config_change(n=1), ["adapter-tensors-unknown"]),
    (config_change(K=3), ["adapter-tensor-shapes"]),
    (config_change(d_r=512), ["adapter-tensor-shapes"]),
    (config_change(answers="instant", instant={"method": "means", "strength": 1}), ["adapter-tensors-missing"]),
    (
        lambda e, t: t.update({"projektion": t.pop("projection")}),
        ["adapter-tensors-missing", "adapter-tensors-unknown"],
    ),
    (tensor_change(projection=NAN), ["adapter-not-finite"]),
    (tensor_change(projection=np.array([[np.inf, 0.0]] * 4, np.float32)), ["adapter-not-finite"]),
    (tensor_change(projection=np.zeros((0, 0), np.float32)), ["adapter-tensor-shapes"]),
    (tensor_change(space__text__1__bias=np.zeros(5, np.float32)), ["adapter-tensor-shapes"]),
    (tensor_change(space__text__0__bias=np.zeros((), np.float32)), ["adapter-tensor-shapes"]),
    (float16, ["adapter-tensor-type"]),
    (disordered, ["adapter-tensor-order"]),
    (lambda e, t: e.update({"mmrl.format_version": "2"}), ["adapter-newer-version"]),
    (lambda e, t: e.update({"mmrl.format_version": "0"}), ["adapter-not-an-adapter"]),
    (lambda e, t: e.clear(), ["adapter-not-an-adapter"]),
    (dropped("modelspec.hash_sha256"), ["adapter-entries"]),
    (dropped("mmrl.checks"), ["adapter-entries"]),
    (lambda e, t: e.update({"mmrl.more": "1"}), ["adapter-entries"]),
    (lambda e, t: e.update({"modelspec.date": "24th"}), ["adapter-field-wrong"]),
    (lambda e, t: e.update({"modelspec.author": ""}), ["adapter-field-wrong"]),
    (lambda e, t: e.update({"mmrl.config": "{"}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": '{"a":1,"a":2}'}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": '{"a":NaN}'}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": '{"a":1e999}'}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": '{"a":' + "9" * 5000 + "}"}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": '{"a":"\\ud800"}'}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": "[" * 100_000}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": '{"a":' + "[" * 40 + "]" * 40 + "}"}), ["adapter-entry-damaged"]),
    (lambda e, t: e.update({"mmrl.metrics": "5"}), ["adapter-field-wrong"]),
    (lambda e, t: e["mmrl.checks"]["class_scores"].pop(), ["adapter-field-wrong"]),
    (lambda e, t: e["mmrl.checks"]["representation_scores"].clear(), ["adapter-field-wrong"]),
    (lambda e, t: e["mmrl.classes"].pop(), ["adapter-field-wrong", "adapter-field-wrong"]),
    (lambda e, t: e["mmrl.classes"].__setitem__(0, e["mmrl.classes"][1]), ["adapter-field-wrong"]),
    (lambda e, t: e["mmrl.classes"][0].update(pictures=-1), ["adapter-field-wrong"]),
]


@pytest.mark.parametrize(("change", "expected"), FORGERIES)
def test_a_forgery_is_refused_with_its_own_notice(
    change: Callable[[dict[str, Any], samples.Tensors], object], expected: list[str]
) -> None:
    assert refusal(samples.forged(change)) == expected


def test_thousands_of_faults_are_not_all_told() -> None:
    def change(entries: dict[str, Any], tensors: samples.Tensors) -> None:
        entries["mmrl.classes"] = [{"name": 5}] * 5000

    with pytest.raises(AdapterError) as caught:
        Adapter.from_bytes(samples.forged(change))
    assert len(caught.value.notices) == 20


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    with pytest.raises(AdapterError) as caught:
        Adapter.from_bytes(samples.forged(config_change(variant="\x1b[31m" + "x" * 500)))
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


DATA = samples.adapter().to_bytes()
LENGTH = int.from_bytes(DATA[:8], "little")
HEADER_TEXT = DATA[8 : 8 + LENGTH].decode()
ENTRY = '"projection":{"data_offsets":[0,32],"dtype":"F32","shape":[4,2]}'
SECTION = DATA[8 + LENGTH :]


def changed_header(old: str, new: str) -> bytes:
    assert HEADER_TEXT.count(old) == 1
    return samples.raw(HEADER_TEXT.replace(old, new), SECTION)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "adapter-not-safetensors"),
        (b"{", "adapter-not-safetensors"),
        (b"just some text that is long enough", "adapter-not-safetensors"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "adapter-not-safetensors"),
        (DATA[:100], "adapter-truncated"),
        (DATA[: 8 + LENGTH], "adapter-truncated"),
        (DATA[:-1], "adapter-truncated"),
        (DATA + b"\0", "adapter-too-long"),
        ((2 << 20).to_bytes(8, "little") + DATA[8:], "adapter-header-too-large"),
        ((2**64 - 1).to_bytes(8, "little") + DATA[8:], "adapter-header-too-large"),
        ((0).to_bytes(8, "little") + DATA[8:], "adapter-header-damaged"),
        (samples.raw("{" * 100_000), "adapter-header-damaged"),
        (samples.raw('{"a":' * 100_000), "adapter-header-damaged"),
        ((3).to_bytes(8, "little") + b'{"\xff', "adapter-header-damaged"),
        (samples.raw("{}"), "adapter-not-an-adapter"),
        (samples.raw({"__metadata__": {"a": 1}}), "adapter-header-damaged"),
        (changed_header(ENTRY, f"{ENTRY},{ENTRY}"), "adapter-header-duplicate"),
        (
            changed_header('"mmrl.format_version":"1"', '"format":"pt","mmrl.format_version":"1"'),
            "adapter-header-duplicate",
        ),
        (changed_header(ENTRY, ENTRY.replace("[0,32]", "[0,36]")), "adapter-header-damaged"),
        (changed_header(ENTRY, ENTRY.replace("[0,32]", "[4,36]")), "adapter-tensors-overlap"),
        (changed_header(ENTRY, ENTRY.replace("[0,32]", "[-32,0]")), "adapter-header-damaged"),
        (changed_header(ENTRY, ENTRY.replace("[0,32]", "[32,0]")), "adapter-header-damaged"),
        (changed_header(ENTRY, ENTRY.replace("[0,32]", "[false,32]")), "adapter-header-damaged"),
        (changed_header(ENTRY, ENTRY.replace("[4,2]", "[99999999999,99999999999]")), "adapter-header-damaged"),
        (changed_header("a photo of a {}.", "a photo of a {}!"), "adapter-description-changed"),
        (changed_header('"shape":[4,2]', '"shape":[2,4]'), "adapter-description-changed"),
        (DATA[:-4] + b"\0\0\0\0", "adapter-tensors-changed"),
    ],
)
def test_a_damaged_file_is_refused_with_its_own_notice(data: bytes, expected: str) -> None:
    assert refusal(data) == [expected]


def test_a_header_of_no_length_is_not_looked_for_in_the_rest_of_the_file(tmp_path: Path) -> None:
    """Whoever reads the header alone takes no file that whoever reads the whole would refuse."""
    path = tmp_path / "a.mmrl.safetensors"
    path.write_bytes((0).to_bytes(8, "little") + HEADER_TEXT.encode())
    for read in (Adapter.load, read_header):
        with pytest.raises(AdapterError) as caught:
            read(path)
        assert [item.code for item in caught.value.notices] == ["adapter-header-damaged"]


def test_two_tensors_of_one_shape_cannot_be_swapped() -> None:
    """The metadata's hash does not cover the places: the order of the names fixes them."""

    def swap(entries: dict[str, Any], tensors: samples.Tensors) -> None:
        names = [*tensors]
        one, other = names.index("space.vision.0.bias"), names.index("space.vision.1.bias")
        names[one], names[other] = names[other], names[one]
        arrays = dict(tensors)
        tensors.clear()
        tensors.update({name: arrays[name] for name in names})

    assert refusal(samples.forged(swap)) == ["adapter-tensor-order"]


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_pickle_is_refused_by_its_content_and_never_opened(tmp_path: Path, protocol: int) -> None:
    path, canary = tmp_path / "a.mmrl.safetensors", tmp_path / "canary"
    path.write_bytes(pickle.dumps(Canary(canary), protocol=protocol))
    for read in (Adapter.load, read_header):
        with pytest.raises(AdapterError, match="run programs") as caught:
            read(path)
        assert [item.code for item in caught.value.notices] == ["adapter-pickle"]
    assert not canary.exists()


def test_an_archive_as_torch_save_writes_it_is_refused_by_its_content() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02.")
    assert refusal(buffer.getvalue()) == ["adapter-pickle"]


def test_a_header_whose_length_looks_like_a_pickle_is_read() -> None:
    """A header of 640 bytes begins with 80 02, as a pickle does."""
    data = samples.raw("{}" + " " * 638)
    assert data.startswith(b"\x80\x02")
    assert refusal(data) == ["adapter-not-an-adapter"]


def code_of(path: Path, read: Callable[[Path], object]) -> str:
    with pytest.raises(AdapterError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    return caught.value.notices[0].code


@pytest.mark.parametrize("read", [Adapter.load, read_header])
def test_what_is_no_readable_file_is_refused(tmp_path: Path, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"x" * 20)
    assert code_of(tmp_path / "pipe", read) == "adapter-not-a-file"
    assert code_of(tmp_path, read) == "adapter-folder-none"
    assert code_of(tmp_path / "nul\0", read) == "adapter-not-a-file"
    assert code_of(tmp_path / "missing", read) == "adapter-missing"
    assert code_of(tmp_path / "file" / "below", read) == "adapter-missing"
    assert code_of(tmp_path / ("x" * 300), read) == "adapter-unreadable"
    assert code_of(tmp_path / "file", read) == "adapter-not-safetensors"


@pytest.mark.parametrize("read", [Adapter.load, read_header])
@pytest.mark.parametrize(
    ("error", "code"),
    [(PermissionError(13, "denied"), "adapter-no-permission"), (OSError(5, "I/O"), "adapter-unreadable")],
)
def test_a_file_that_the_system_does_not_give_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object], error: OSError, code: str
) -> None:
    path = tmp_path / "a.mmrl.safetensors"
    path.write_bytes(DATA)

    def refuse(*args: object, **kwargs: object) -> object:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert code_of(path, read) == code


@pytest.mark.parametrize("read", [Adapter.load, read_header])
def test_a_file_larger_than_any_adapter_is_not_read(tmp_path: Path, read: Callable[[Path], object]) -> None:
    path = tmp_path / "a.mmrl.safetensors"
    with path.open("wb") as stream:
        stream.write(DATA)
        stream.truncate(adapter_module.MAX_ADAPTER_BYTES + 1)  # sparse: it takes no space
    assert code_of(path, read) == "adapter-too-large"


@pytest.mark.parametrize("read", [Adapter.load, read_header])
def test_a_cut_or_lengthened_file_is_refused_from_its_size(tmp_path: Path, read: Callable[[Path], object]) -> None:
    path = tmp_path / "a.mmrl.safetensors"
    path.write_bytes(DATA[:-1])
    assert code_of(path, read) == "adapter-truncated"
    path.write_bytes(DATA + b"x")
    assert code_of(path, read) == "adapter-too-long"
