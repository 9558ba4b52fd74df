"""The plain readers beside the library, on the same files and pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import Reject
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.examples import fill
from mmrl_engine.images import open_rgb
from mmrl_engine.inference import Classifier
from mmrl_engine.rejection import direction
from mmrl_engine.types import Example, Preprocess
from mmrl_engine.views import to_input
from tests.engine.export.conftest import SNIPPETS, TYPED

SURE_FROM = Reject("sure-share", "below", 0.25, rough=False)
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


def pictures_here(classifier: Classifier, reader: Any, paths: list[Path]) -> Any:
    """Features as the readers take them, made by the library."""
    pixels = np.stack([to_input(open_rgb(path), classifier.backbone.preprocess) for path in paths])
    made = classifier.encode_pictures(pixels, plain=True)
    rep = None if made.rep is None else made.rep.numpy()
    assert made.plain is not None
    return reader("read_numpy").Pictures(made.cls.numpy(), rep, made.plain.numpy())


@pytest.mark.parametrize("kind", ["gate", "instant", "nothing-trained"])
@pytest.mark.parametrize("typed", [(), TYPED])
def test_verdicts_are_the_same(
    kind: str,
    typed: tuple[str, ...],
    adapters: dict[str, Adapter],
    model: Backbone,
    examples: list[Example],
    reader: Any,
    tmp_path: Path,
) -> None:
    """With limits through the middle of what the pictures have, so that every verdict occurs."""
    read_numpy, read_verdict = reader("read_numpy"), reader("read_verdict")
    path = tmp_path / "a.mmrl.safetensors"
    adapters[kind].save(path)
    bare = Classifier(adapters[kind], model)
    paths = [item.path for item in examples]
    pictures = pictures_here(bare, reader, paths)
    learned = bare.clip.encode_prompts([fill(bare.config.template, item.words) for item in adapters[kind].classes])
    new = bare.encode_names(typed)
    names = read_numpy.Names(*(np.concatenate(both) for both in zip(learned, new, strict=True)))
    values = read_verdict.scores(read_numpy.read(path), pictures, names)
    assert len(values) == (6 if kind == "gate" else 5)
    found: set[str | None] = set()
    for name, column in values.items():
        side = direction(name)
        least, like = np.quantile(column, (0.2, 0.6) if side == "below" else (0.8, 0.4))
        rule = Reject(name, side, float(least), rough=False)
        limits = (rule, Reject(f"sure-{name}", side, float(like), rough=False), SURE_FROM)
        changed = replace(adapters[kind], config=replace(adapters[kind].config, reject=limits))
        changed.save(path)
        mine = read_numpy.read(path)
        told = read_verdict.verdicts(mine, pictures, names, read_numpy.shares(mine, pictures, names))
        assert told == [answer.verdict for answer in Classifier(changed, model).classify(paths, typed)], rule.score
        found |= {*told}
    assert found == {"none", "maybe", "sure"}


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
    assert len(files) == 5
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "mmrl_engine" not in text
        assert text.count("\n") < 150  # to be read in one go
