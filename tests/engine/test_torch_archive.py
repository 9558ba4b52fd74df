"""Files of torch read without unpickling: their tensors come out right, and nothing that a file names is ever run."""

from __future__ import annotations

import io
import pickle
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from mmrl_engine.backbones.weights import open_weights
from mmrl_engine.errors import BackboneError
from mmrl_engine.pickled import read_pickle
from mmrl_engine.pickled_values import ForeignNameError, PickleError
from mmrl_engine.torch_archive import open_archive


def tensors_in(path: Path) -> dict[str, Tensor]:
    with open_weights(path) as weights:
        return {name: weight.read() for name, weight in weights.items()}


def code_of(path: Path) -> str:
    with pytest.raises(BackboneError) as error:
        tensors_in(path)
    return error.value.notices[0].code


def varied() -> dict[str, Tensor]:
    """Tensors of every kind of numbers and of every way to lie in a storage."""
    torch.manual_seed(0)
    base = torch.randn(6, 10)
    made = {
        "plain": torch.randn(3, 4, 5),
        "half": torch.randn(7).half(),
        "brain": torch.randn(2, 3).bfloat16(),
        "double": torch.randn(2).double(),
        "whole": torch.arange(5),
        "small": torch.tensor([1, -2], dtype=torch.int8),
        "yes": torch.tensor([True, False]),
        "one": torch.tensor(3.5),
        "none": torch.empty(0, 4),
        "view": base[2:4],
        "other view": base[4:, 3:7],
        "turned": base.T,
        "strided": base[::2, ::3],
        "last": torch.randn(2, 3, 4, 4).to(memory_format=torch.channels_last),
    }
    made["parameter"] = torch.nn.Parameter(torch.randn(2, 2))
    return made


def write_archive(path: Path, description: bytes, **entries: bytes) -> Path:
    """A zip archive as torch's, around any description."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/data.pkl", description)
        for name, data in entries.items():
            file.writestr(f"archive/data/{name.removeprefix('n')}", data)
    return path


def test_every_tensor_comes_out_as_it_was_saved(tmp_path: Path) -> None:
    for protocol in (2, 4, 5):
        path = tmp_path / f"{protocol}.pt"
        torch.save(varied(), path, pickle_protocol=protocol)
        found = tensors_in(path)
        assert set(found) == set(varied())
        for name, value in varied().items():
            assert found[name].dtype == value.dtype, name
            assert torch.equal(found[name], value), name


def test_a_training_checkpoint_with_its_optimiser_and_schedule_is_read(tmp_path: Path) -> None:
    layer = torch.nn.Linear(3, 2)
    optimiser = torch.optim.AdamW(layer.parameters())
    layer(torch.ones(1, 3)).sum().backward()
    optimiser.step()
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 10)
    saved = {
        "state_dict": layer.state_dict(),
        "epoch": 5,
        "optimizer": optimiser.state_dict(),
        "scheduler": {"successor": schedule, "last_epoch": 4},  # as Dassl's warm-up leaves it: whole objects
        "val_result": None,
    }
    torch.save(saved, tmp_path / "model.pth.tar-5")
    found = tensors_in(tmp_path / "model.pth.tar-5")
    assert {name: value.tolist() for name, value in found.items()} == {
        name: value.tolist() for name, value in layer.state_dict().items()
    }


def test_the_old_form_of_torch_says_what_to_do(tmp_path: Path) -> None:
    torch.save(varied(), tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    assert code_of(tmp_path / "old.pt") == "weights-old-form"


def op(name: str, module: str) -> bytes:
    return f"c{module}\n{name}\n".encode()


def text(value: str) -> bytes:
    data = value.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def _command(canary: Path) -> str:
    return f"open({str(canary)!r}, 'w').close()"


def hostile(canary: Path) -> Iterator[tuple[str, bytes]]:
    """Descriptions that would write the canary, or end the process, if anything in them was run."""
    command = _command(canary)
    argument = text(command) + b"\x85R."
    for module, name in (
        ("builtins", "exec"),
        ("__builtin__", "eval"),
        ("os", "system"),
        ("posix", "system"),
        ("nt", "system"),
        ("subprocess", "Popen"),
        ("runpy", "_run_code"),
        ("builtins", "getattr"),
        ("builtins", "__import__"),
        ("torch.hub", "load"),
        ("torch.jit", "load"),
        ("torch", "load"),
        ("torch.serialization", "load"),
        ("torch._utils", "_rebuild_wrapper_subclass"),
        ("torch.utils.collect_env", "run"),
        ("numpy.testing._private.utils", "runstring"),
        ("functools", "partial"),
        ("operator", "attrgetter"),
        ("collections", "OrderedDict.__init__"),
        ("torch.optim.os", "system\x00"),
        ("__torch__.a b", "C"),
    ):
        yield f"{module}.{name}", b"\x80\x02" + op(name, module) + argument
        if "\n" not in name:
            yield f"stacked {module}.{name}", b"\x80\x04" + text(module) + text(name) + b"\x93" + argument
    class_of_torch = op("AdamW", "torch.optim.adamw")
    yield "a known class as a function", b"\x80\x02" + class_of_torch + argument
    yield "a function as a class", b"\x80\x02" + op("OrderedDict", "collections") + b")\x81."
    yield "a type as a function", b"\x80\x02" + op("FloatStorage", "torch") + argument
    yield "from the memo", b"\x80\x02" + op("system", "os") + b"q\x00" + b"0" + b"h\x00" + argument
    yield "with attributes", b"\x80\x02" + op("Thing", "somewhere") + b")\x81}" + text("x") + b"K\x01sb."
    yield "ext1", b"\x80\x02\x82\x01."
    yield "ext2", b"\x80\x02\x83\x01\x00."
    yield "ext4", b"\x80\x02\x84\x01\x00\x00\x00."
    yield "inst", b"(S'" + command.encode() + b"'\nibuiltins\nexec\n."
    yield "obj", b"(" + op("exec", "builtins") + text(command) + b"o."
    yield "newobj_ex", b"\x80\x04" + class_of_torch + b")}\x92."
    yield "persistent text", b"\x80\x02Pstorage\n."
    yield "persistent name", b"\x80\x02" + op("system", "os") + b"Q."
    yield "out of band", b"\x80\x05\x97."


def test_nothing_that_a_hostile_file_asks_for_is_run(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    subprocess.run([sys.executable, "-c", _command(canary)], check=True)
    assert canary.exists()  # what they ask for does write it
    canary.unlink()
    cases = list(hostile(canary))
    for name, description in cases:
        path = write_archive(tmp_path / "hostile.pt", description)
        assert code_of(path) in ("weights-foreign-name", "weights-damaged"), name
        assert not canary.exists(), name
    named = [name for name, data in cases if data[:2] == b"\x80\x02" and name.count(".") == 1 and "torch" not in name]
    assert len(named) > 5
    for name, description in cases:
        if name in named:
            with pytest.raises(ForeignNameError) as error:
                read_pickle(description)
            assert error.value.name == name


class Reduced:
    """What pickle itself writes for an object that wants to be made by a function."""

    def __init__(self, *how: Any) -> None:
        self._how = how

    def __reduce__(self) -> tuple[Any, ...]:
        return self._how


def test_what_pickle_itself_writes_for_hostile_objects_is_refused(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    inner = Reduced(exec, (_command(canary),))
    for protocol in range(2, 6):
        for value in (inner, [inner], {"a": inner}, (1, inner), {"state_dict": {"w": torch.ones(1), "x": inner}}):
            buffer = io.BytesIO()
            torch.save(value, buffer, pickle_protocol=protocol)
            path = tmp_path / "hostile.pt"
            path.write_bytes(buffer.getvalue())
            assert code_of(path) == "weights-foreign-name"
    assert not canary.exists()


def bombs() -> Iterator[tuple[str, bytes]]:
    """Descriptions that would take all memory, all time or the whole stack."""
    start = b"\x80\x02"
    yield "deep lists", start + b"]" * 200_000 + b"a" * 199_999 + b"."
    yield "deep tuples", start + b")" + b"\x85" * 300_000 + b"."
    yield "itself", start + b"]q\x00h\x00a."
    yield "doubling", start + b")" + b"".join(b"q%ch%c\x86" % (i, i) for i in range(200)) + b"."
    yield "a long text", start + b"X\xff\xff\xff\xff."
    yield "a longer text", b"\x80\x04\x8d" + b"\xff" * 8 + b"."
    yield "long bytes", start + b"B\xff\xff\xff\xff."
    yield "a long number", start + b"\x8b\xff\xff\xff\x7f."
    yield "steps", start + b"N" * 1_100_000 + b"."
    pairs = b"](" + b"(K\x01K\x01t" * 20_000 + b"e"
    again = op("OrderedDict", "collections") + b"h\x00\x85R"
    yield "work taken up again", start + pairs + b"q\x00" + again * 5_000 + b"."
    wide = b"}(" + b"".join(text(f"{i}") + b"N" for i in range(20_000)) + b"uq\x00"
    yield "attributes taken up again", start + wide + op("A", "__torch__") + b")\x81" + b"h\x00b" * 50_000 + b"."
    yield (
        "large keys",
        start + b"}(" + b"".join(b"\x8a\x08" + struct.pack("<q", i << 61) + b"N" for i in range(3)) + b"u.",
    )
    yield "numbers as keys", start + b"}G" + struct.pack(">d", 0.5) + b"Ns."
    yield "lists as keys", start + b"}]Ns."


def test_bombs_are_over_soon() -> None:
    for name, description in bombs():
        begin = time.process_time()
        try:
            value: object = read_pickle(description)
        except PickleError:
            value = None
        del value  # a deep value must not end the process when it goes either
        assert time.process_time() - begin < 8, name


def array(shape: bytes, stride: bytes, *, offset: bytes = b"K\x00", size: bytes = b"K\x04", key: str = "0") -> bytes:
    """The description of {"w": a tensor of float32}."""
    storage = b"(" + text("storage") + op("FloatStorage", "torch") + text(key) + text("cpu") + size + b"tQ"
    made = op("_rebuild_tensor_v2", "torch._utils") + b"(" + storage + offset + shape + stride + b"\x89}tR"
    return b"\x80\x02}" + text("w") + made + b"s."


HUGE = b"\x8a\x06\x00\x00\x00\x00\x00\x01"


@pytest.mark.parametrize(
    ("description", "numbers"),
    [
        pytest.param(array(b"K\x05\x85", b"K\x01\x85"), 16, id="beyond its storage"),
        pytest.param(array(b"K\x04\x85", b"K\x01\x85", offset=b"K\x01"), 16, id="beyond by its place"),
        pytest.param(array(b"K\x02K\x02\x86", b"K\x03K\x01\x86"), 16, id="beyond by its stride"),
        pytest.param(array(b"J\xff\xff\xff\x7f\x85", b"K\x00\x85"), 16, id="one number repeated"),
        pytest.param(array(b"J\xff\xff\xff\xff\x85", b"K\x01\x85"), 16, id="a negative size"),
        pytest.param(array(b"K\x02\x85", b"J\xff\xff\xff\xff\x85", offset=b"K\x03"), 16, id="a negative stride"),
        pytest.param(array(b"K\x04\x85", b"K\x01\x85", size=HUGE), 16, id="a huge storage"),
        pytest.param(array(b"K\x04\x85", b"K\x01\x85"), 12, id="too few numbers"),
        pytest.param(array(b"K\x04\x85", b"K\x01\x85"), 20, id="too many numbers"),
        pytest.param(array(b"K\x04\x85", b"K\x01\x85", key="1"), 16, id="numbers that are not there"),
        pytest.param(array(b"K\x04\x85", b"K\x01\x85", key="../0"), 16, id="a path as a key"),
        pytest.param(array(b"(K\x01" + b"K\x01" * 20 + b"t", b"(K\x01" + b"K\x01" * 20 + b"t"), 16, id="21 sizes"),
    ],
)
def test_tensors_that_lie_are_refused(tmp_path: Path, description: bytes, numbers: int) -> None:
    assert code_of(write_archive(tmp_path / "a.pt", description, n0=bytes(numbers))) == "weights-damaged"


def test_a_sound_tensor_of_this_kind_is_read(tmp_path: Path) -> None:
    """What the cases before differ from."""
    data = torch.arange(4.0)
    path = write_archive(tmp_path / "a.pt", array(b"K\x02K\x02\x86", b"K\x01K\x02\x86"), n0=data.numpy().tobytes())
    assert torch.equal(tensors_in(path)["w"], torch.tensor([[0.0, 2.0], [1.0, 3.0]]))


def test_archives_that_lie_are_refused(tmp_path: Path) -> None:
    sound = array(b"K\x04\x85", b"K\x01\x85")
    numbers = bytes(16)
    path = tmp_path / "a.pt"

    def written(**entries: bytes) -> Path:
        with zipfile.ZipFile(path, "w") as file:
            for name, data in entries.items():
                file.writestr(name.replace("_SLASH_", "/"), data)
        return path

    good = {"a_SLASH_data.pkl": sound, "a_SLASH_data_SLASH_0": numbers}
    assert set(tensors_in(written(**good))) == {"w"}
    assert code_of(written(**{**good, "b_SLASH_data.pkl": sound})) == "weights-damaged"
    assert code_of(written(**{**good, "a_SLASH_byteorder": b"big"})) == "weights-damaged"
    assert code_of(written(pictures_SLASH_cat=b"")) == "weights-damaged"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:  # a packed storage could be a bomb
        file.writestr("a/data.pkl", sound)
        file.writestr("a/data/0", numbers)
    assert code_of(path) == "weights-damaged"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/data.pkl", b"\x80\x02" + bytes(64 << 20))
    assert code_of(path) == "weights-damaged"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    assert code_of(path) == "weights-damaged"


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("broken", [False, True])
def test_packing_that_torch_does_not_know_is_refused_before_it_is_unpacked(
    tmp_path: Path, packed: int, broken: bool
) -> None:
    path = tmp_path / "a.pt"
    with zipfile.ZipFile(path, "w", packed) as file:
        file.writestr("a/data.pkl", array(b"K\x04\x85", b"K\x01\x85"))
        file.writestr("a/data/0", bytes(16), zipfile.ZIP_STORED)
    if broken:
        data = bytearray(path.read_bytes())
        place = data.index(b"a/data.pkl") + len(b"a/data.pkl") + 12
        data[place : place + 8] = bytes(byte ^ 0x5A for byte in data[place : place + 8])
        path.write_bytes(data)
    assert code_of(path) == "weights-damaged"


def test_one_storage_under_two_kinds_of_numbers_is_refused(tmp_path: Path) -> None:
    """Under the first kind it is read already when the second comes."""
    one = array(b"K\x02\x85", b"K\x01\x85")
    other = one.replace(b"FloatStorage", b"HalfStorage").replace(text("w"), text("v"))
    both = one.removesuffix(b".") + other.removeprefix(b"\x80\x02}")
    assert code_of(write_archive(tmp_path / "a.pt", both, n0=bytes(16))) == "weights-damaged"


def test_storages_that_are_read_over_and_over_are_refused(tmp_path: Path) -> None:
    one, two = torch.randn(30_000), torch.randn(30_000)
    views = {f"{i}": (one, two)[i % 2][i : i + 2] for i in range(40)}
    torch.save(views, tmp_path / "a.pt")
    assert code_of(tmp_path / "a.pt") == "weights-damaged"


def test_mutated_files_give_an_error_or_the_same_tensors(tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    torch.save({"state_dict": {"a": torch.randn(4, 3), "b": torch.randn(5).half()}, "epoch": 3}, path)
    sound, data = tensors_in(path), path.read_bytes()
    draw = random.Random(1)
    refused = 0
    for _ in range(600):
        path.write_bytes(_mutated(data, draw))
        try:
            found = tensors_in(path)
        except BackboneError:
            refused += 1
            continue
        assert set(found) == set(sound)
        assert all(torch.equal(found[name], sound[name]) for name in sound)
    assert refused > 160


def test_mutated_descriptions_give_an_error_or_a_value() -> None:
    """Without the zip archive's checksum in front: whatever stands there, nothing but a PickleError comes out."""
    buffer = io.BytesIO()
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.ones(2))], momentum=0.9)
    torch.save({"state_dict": {"a": torch.randn(4, 3)}, "optimizer": optimiser}, buffer)
    with zipfile.ZipFile(buffer) as file:
        data = file.read(next(name for name in file.namelist() if name.endswith("data.pkl")))
    draw = random.Random(2)
    refused = 0
    for _ in range(6000):
        try:
            read_pickle(_mutated(data, draw))
        except PickleError:
            refused += 1
    assert refused > 3000


def _mutated(data: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 1, 2, 8))):
        place = draw.randrange(len(changed))
        match draw.randrange(4):
            case 0:
                changed[place] = draw.randrange(256)
            case 1:
                changed[place] ^= 1 << draw.randrange(8)
            case 2:
                del changed[place : place + draw.choice((1, 4, 40))]
            case _:
                changed[place:place] = draw.randbytes(draw.choice((1, 4)))
    return bytes(changed)


def test_parts_that_hold_each_other_are_refused(tmp_path: Path) -> None:
    module = op("A", "__torch__") + b")\x81"
    ring = b"\x80\x02" + module + b"q\x00}" + text("a") + b"h\x00sb."
    assert code_of(write_archive(tmp_path / "a.pt", ring)) == "weights-damaged"
    doubled = b"\x80\x02" + module
    for index in range(1, 60):
        both = b"}(" + text("a") + b"h%c" % index + text("b") + b"h%c" % index + b"u"
        doubled += b"q%c" % index + module + both + b"b"
    assert code_of(write_archive(tmp_path / "a.pt", doubled + b".")) == "weights-damaged"


def test_what_pickle_writes_by_itself_is_read_as_plain_values() -> None:
    value = {"a": [1, -2, 3.5, None, True, False], "b": ("x", "é", b"y"), "c": {1: {}, "d": []}, "e": 1 << 40}
    for protocol in range(2, 6):
        if protocol == 2:
            plain = {**value, "b": ("x", "é")}  # bytes are calls there
            assert read_pickle(pickle.dumps(plain, protocol)) == plain
        else:
            assert read_pickle(pickle.dumps(value, protocol)) == value


def test_an_archive_keeps_what_is_no_tensor(tmp_path: Path) -> None:
    torch.save({"state_dict": {"w": torch.ones(2), "n": 3}, "epoch": 7}, tmp_path / "a.pt")
    with open_archive(tmp_path / "a.pt") as archive:
        assert isinstance(archive.content, dict)
        assert (archive.content["epoch"], archive.state()["n"], archive.script) == (7, 3, False)
