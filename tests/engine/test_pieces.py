"""Work in pieces: what does not fit in memory is done in smaller ones, with the same result."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from mmrl_engine import adapted as adapted_module
from mmrl_engine import stems
from mmrl_engine.adapted import AdaptedClip
from mmrl_engine.errors import EngineError
from mmrl_engine.memory import Pieces, attempt, is_out_of_memory
from mmrl_engine.presets import resolve
from mmrl_engine.stems import join_text_stems, text_stem, text_stem_parts
from mmrl_engine.training import make_representation
from tests.engine import small

PIXELS = np.random.default_rng(0).normal(size=(7, 3, 32, 32)).astype(np.float32)
NAMES = [f"a photo of a {first} {second}." for first in "abcdefghijkl" for second in "mnopqrstuvw"]


def needs(most: int, sizes: list[int]) -> Callable[[slice], list[int]]:
    """Work that runs out of memory on more than `most` items; notes how many it was asked to do."""

    def work(part: slice) -> list[int]:
        sizes.append(part.stop - part.start)
        if sizes[-1] > most:
            raise torch.OutOfMemoryError
        return list(range(part.start, part.stop))

    return work


@pytest.mark.parametrize("count", [0, 1, 2, 5, 8, 9, 31])
@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_every_item_is_done_once_and_in_order(count: int, most: int) -> None:
    done = [item for piece in Pieces(8).each(count, needs(most, [])) for item in piece]
    assert done == list(range(count))


def test_what_did_not_fit_is_not_tried_again() -> None:
    sizes: list[int] = []
    pieces = Pieces(8)
    list(pieces.each(8, needs(2, sizes)))
    assert sizes == [8, 4, 2, 2, 2, 2]
    list(pieces.each(5, needs(2, sizes)))
    assert sizes[6:] == [2, 2, 1]


def test_one_item_that_does_not_fit_ends_in_a_sentence() -> None:
    with pytest.raises(EngineError) as error:
        list(Pieces(4).each(4, needs(0, [])))
    assert [item.code for item in error.value.notices] == ["memory-smallest-step"]


def test_a_mistake_of_ours_is_not_taken_for_too_little_memory() -> None:
    def broken(part: slice) -> int:
        raise RuntimeError("shapes differ")

    with pytest.raises(RuntimeError, match="shapes differ"):
        list(Pieces(4).each(4, broken))


def test_what_a_failed_attempt_held_is_gone_before_the_next() -> None:
    held: list[weakref.ref[Tensor]] = []

    def work() -> int:
        large = torch.zeros(1000)
        held.append(weakref.ref(large))
        raise MemoryError

    assert attempt(work) is None
    assert held[0]() is None


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), True),
        (torch.OutOfMemoryError("CUDA out of memory."), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:127] . DefaultCPUAllocator: can't allocate memory"), True),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes."), True),
        (RuntimeError("unable to mmap 400 bytes from file <x>: Cannot allocate memory (12)"), True),
        (RuntimeError("MPS backend out of memory (MPS allocated: 4 GB)"), True),
        (RuntimeError("could not create a primitive"), True),
        (RuntimeError("could not create a primitive descriptor for a matmul primitive"), False),
        (RuntimeError("The size of tensor a (3) must match the size of tensor b (4)"), False),
        (ValueError("out of memory"), False),
        (EngineError.of("out-of-memory"), False),
    ],
)
def test_too_little_memory_is_told_from_other_errors(error: Exception, expected: bool) -> None:
    assert is_out_of_memory(error) == expected


def test_what_torch_really_says_counts() -> None:
    assert attempt(lambda: torch.empty(1 << 60, dtype=torch.uint8)) is None


@pytest.fixture
def onednn() -> Iterator[None]:
    flags: Any = torch.backends.mkldnn  # torch's types call its switches something else than bool
    before = flags.enabled
    flags.enabled = True
    yield
    flags.enabled = before


@pytest.mark.usefixtures("onednn")
@pytest.mark.parametrize(
    ("text", "still_used"), [("could not create a primitive", False), ("can't allocate memory", True)]
)
def test_onednn_is_left_once_it_cannot_go_on(text: str, still_used: bool) -> None:
    """Where one primitive could not be created, none can be afterwards; torch's own kernels take over."""

    def work() -> int:
        raise RuntimeError(text)

    assert attempt(work) is None
    assert bool(torch.backends.mkldnn.enabled) == still_used


def clip(trained: bool) -> AdaptedClip:
    backbone = small.backbone()
    recipe = resolve(small.QUICK, backbone.spec, backbone.preset)
    return AdaptedClip(backbone, make_representation(backbone, recipe, 0) if trained else None)


def scarce(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, most: int) -> None:
    """Makes a function of (backbone, rows, ...) run out of memory with more than `most` rows."""
    original = getattr(module, name)

    def guarded(backbone: Any, rows: Sequence[Any], *rest: Any) -> Any:
        if len(rows) > most:
            raise torch.OutOfMemoryError
        return original(backbone, rows, *rest)

    monkeypatch.setattr(module, name, guarded)


@pytest.mark.parametrize(("trained", "plain"), [(False, True), (True, True), (True, False)])
def test_pictures_that_do_not_fit_together_are_encoded_apart(
    monkeypatch: pytest.MonkeyPatch, trained: bool, plain: bool
) -> None:
    want = clip(trained).encode_pictures(PIXELS, plain=plain)
    scarce(monkeypatch, adapted_module, "lower_image_layers", 2)
    found = clip(trained).encode_pictures(PIXELS, plain=plain)
    for a, b in zip(found, want, strict=True):
        assert (a is None) == (b is None)
        if a is not None and b is not None:
            torch.testing.assert_close(a, b, atol=1e-5, rtol=0)
    scarce(monkeypatch, adapted_module, "lower_image_layers", 0)
    with pytest.raises(EngineError) as error:
        clip(trained).encode_pictures(PIXELS, plain=plain)
    assert [item.code for item in error.value.notices] == ["memory-smallest-step"]


@pytest.mark.parametrize("trained", [False, True])
def test_names_that_do_not_fit_together_are_encoded_apart(monkeypatch: pytest.MonkeyPatch, trained: bool) -> None:
    want = clip(trained).encode_prompts(NAMES[:9])
    scarce(monkeypatch, adapted_module, "both_text_features" if trained else "text_stem", 2)
    found = clip(trained).encode_prompts(NAMES[:9])
    torch.testing.assert_close(found.adapted, want.adapted, atol=1e-5, rtol=0)
    torch.testing.assert_close(found.plain, want.plain, atol=1e-5, rtol=0)


def test_prompts_of_many_classes_are_prepared_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    backbone = small.backbone()
    ids = backbone.tokenize(NAMES)
    parts = list(text_stem_parts(backbone, ids, 2))
    assert [len(part) for part in parts] == [64, 64, 4]
    joined = join_text_stems(parts)
    monkeypatch.setattr(stems, "NAMES_A_PIECE", len(NAMES))
    whole = text_stem(backbone, ids, 2)
    assert torch.equal(joined.end, whole.end)
    torch.testing.assert_close(joined.plain, whole.plain, atol=1e-5, rtol=0)
    for a, b in zip(joined.prompts, whole.prompts, strict=True):
        torch.testing.assert_close(a, b, atol=1e-4, rtol=1e-4)
