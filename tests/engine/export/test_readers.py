"""The plain readers beside the library, on the same files and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.images import open_rgb
from mmrl_engine.inference import Classifier
from mmrl_engine.types import Example, Preprocess
from mmrl_engine.views import to_input
from tests.engine.export.conftest import SNIPPETS, TYPED

KINDS = ("gate", "logit", "low-rank", "instant", "words", "nothing-trained")
APART = 1e-4


def shares_here(adapter: Adapter, model: Backbone, examples: list[Example], typed: tuple[str, ...]) -> Any:
    classifier = Classifier(adapter, model)
    pixels = np.stack([to_input(open_rgb(item.path), model.preprocess) for item in examples])
    return classifier.probabilities(classifier.encode_pictures(pixels), typed).numpy()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", [(), TYPED])
def test_torch_alone_gives_the_same_shares(
    kind: str,
    typed: tuple[str, ...],
    adapters: dict[str, Adapter],
    model: Backbone,
    model_folder: Path,
    examples: list[Example],
    reader: Any,
    tmp_path: Path,
) -> None:
    adapters[kind].save(tmp_path / "a.mmrl.safetensors")
    read_torch, read_numpy = reader("read_torch"), reader("read_numpy")
    plain = read_torch.Reader(read_numpy.read(tmp_path / "a.mmrl.safetensors"), f"local-dir:{model_folder}")
    pictures = plain.pictures([open_rgb(item.path) for item in examples])
    there = read_numpy.shares(plain.learned, pictures, plain.names([*typed]))
    here = shares_here(adapters[kind], model, examples, typed)
    assert here.shape == there.shape == (len(examples), 3 + len(typed))
    assert np.abs(here - there).max() < APART
    assert np.ptp(here, axis=0).max() > 10 * APART  # not all alike


def test_a_changed_file_is_refused(adapters: dict[str, Adapter], reader: Any, tmp_path: Path) -> None:
    path, data = tmp_path / "a.mmrl.safetensors", bytearray(adapters["gate"].to_bytes())
    read = reader("read_numpy").read
    path.write_bytes(data)
    assert [item["name"] for item in read(path).classes] == ["cat", "dog", "owl"]
    for place, part in ((-1, "numbers"), (data.index(b"owl"), "description")):
        changed = bytearray(data)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(ValueError, match=part):
            read(path)


@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
@pytest.mark.parametrize("mode", ["shortest", "longest", "squash"])
def test_pictures_are_prepared_alike(mode: Any, interpolation: Any, reader: Any, examples: list[Example]) -> None:
    image = open_rgb(examples[0].path)
    how = Preprocess(30, interpolation=interpolation, resize_mode=mode)
    made = reader("prepare_picture").prepare(
        image,
        {"size": 30, "mean": how.mean, "std": how.std, "interpolation": interpolation, "resize_mode": mode},
    )
    assert np.array_equal(made, to_input(image, how))


def test_they_need_nothing_of_this_program() -> None:
    files = sorted(SNIPPETS.glob("*.py"))
    assert len(files) == 4
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "mmrl_engine" not in text
        assert text.count("\n") < 150  # to be read in one go
