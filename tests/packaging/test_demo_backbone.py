"""The demo backbone's recipe: licences are checked, a cut training ends like an unbroken one, weights come back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch

from demo_backbone import pictures as recipe
from demo_backbone.concepts import HELD_STYLE, KINDS, Concept, held_out
from demo_backbone.drawings import Drawings, load_drawings, save_drawings
from demo_backbone.icon_sets import Expected, LicenceError, icon_svg, open_icon_set
from demo_backbone.learner import CheckpointError, Learner, load_checkpoint, train
from demo_backbone.pictures import LARGE_STEPS, SMALL_STEPS, STEPS, PicturesTraining, part_done, size_at
from demo_backbone.targets import make_targets, may_train
from demo_backbone.tower import IMAGE_SIZE, build_tokenizer, build_tower, encode_pictures, encode_text
from demo_backbone.weights import load_weights, save_weights

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample.json"
SHOWN = ("elephant", "penguin", "butterfly")


def some_drawings(count: int = 24) -> Drawings:
    """Noise for drawings, of three concepts that training may see."""
    pixels = np.random.default_rng(0).integers(0, 256, (count, 4, IMAGE_SIZE, IMAGE_SIZE), dtype=np.uint8)
    names = tuple(SHOWN[i % len(SHOWN)] for i in range(count))
    info = {name: Concept(name, ("animal",), 3, 34) for name in SHOWN}
    return Drawings(pixels, names, ("noto",) * count, (False,) * (count - 1) + (True,), info, ())


def icon_set(folder: Path, spdx: str) -> Expected:
    """A set of one icon under the given licence; what the recipe expects is MIT."""
    home = folder / "@iconify-json" / "little"
    home.mkdir(parents=True)
    person = {"name": "A. Drawer", "url": "https://example.org"}
    licence = {"spdx": spdx, "url": "https://example.org/licence"}
    (home / "info.json").write_text(json.dumps({"name": "Little", "author": person, "license": licence}))
    (home / "package.json").write_text(json.dumps({"version": "1.0.0"}))
    icons = {"boar": {"body": "<path d='M0 0h8v8z'/>", "width": 32}}
    (home / "icons.json").write_text(json.dumps({"icons": icons, "height": 24}))
    return Expected("little", "MIT")


def pictures_training(drawings: Drawings) -> PicturesTraining:
    torch.manual_seed(1)
    model = build_tower()
    return PicturesTraining(drawings, make_targets(drawings, model), model)


def run(training: PicturesTraining, until: int, checkpoint: Path) -> list[torch.Tensor]:
    train(training.learner, until, training.take_step, lambda: None, checkpoint, report_every=100)
    return [*(weight.detach().clone() for weight in training.weights), *training.learner.average]


def test_a_set_under_another_licence_stops_the_recipe(tmp_path: Path) -> None:
    with pytest.raises(LicenceError, match=r"little is under CC-BY-SA-4\.0, this recipe was written for MIT"):
        open_icon_set(tmp_path, icon_set(tmp_path, "CC-BY-SA-4.0"))


def test_a_set_under_the_expected_licence_tells_its_authors(tmp_path: Path) -> None:
    opened = open_icon_set(tmp_path, icon_set(tmp_path, "MIT"))
    assert (opened.attribution.author, opened.attribution.licence) == ("A. Drawer", "MIT")
    assert 'width="96" height="96" viewBox="0 0 32 24"' in icon_svg(opened, "boar", 96)


def test_drawings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    drawings = some_drawings()
    save_drawings(drawings, tmp_path)
    loaded = load_drawings(tmp_path)
    assert np.array_equal(loaded.pictures, drawings.pictures)
    assert (loaded.concepts, loaded.styles, loaded.mono) == (drawings.concepts, drawings.styles, drawings.mono)
    assert loaded.info == drawings.info


def test_the_sample_trains_on_concepts_never_shown_and_types_ones_that_were() -> None:
    content = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for entry in content["pictures"]:
        assert held_out(entry["icon"]) == (entry["class"] in content["trained"])
        assert not (entry["split"] == "test" and may_train(entry["icon"], entry["set"]))


def test_training_sees_neither_the_held_style_nor_held_concepts() -> None:
    assert may_train("elephant", "noto")
    assert not may_train("elephant", HELD_STYLE)
    assert not may_train("boar", "noto")


def test_targets_name_each_drawing_and_its_kind() -> None:
    drawings = some_drawings()
    targets = make_targets(drawings, build_tower())
    assert targets.trained == tuple(range(len(drawings)))
    assert targets.goals.shape == (3, 256)
    assert [sorted(SHOWN)[i] for i in targets.concept.tolist()] == list(drawings.concepts)
    assert {sorted(set(KINDS.values()))[i] for i in targets.kind.tolist()} == {"mammal"}


def test_a_cut_training_ends_like_an_unbroken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "BATCH", 4)
    drawings = some_drawings()
    whole = run(pictures_training(drawings), 4, tmp_path / "whole.safetensors")
    run(pictures_training(drawings), 2, tmp_path / "cut.safetensors")
    resumed = run(pictures_training(drawings), 4, tmp_path / "cut.safetensors")
    for expected, found in zip(whole, resumed, strict=True):
        assert torch.equal(expected, found)


def test_steps_change_the_image_tower_and_nothing_of_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "BATCH", 4)
    training = pictures_training(some_drawings())
    before = {name: weight.detach().clone() for name, weight in training.model.named_parameters()}
    run(training, 1, tmp_path / "state.safetensors")
    changed = {name for name, weight in training.model.named_parameters() if not torch.equal(weight, before[name])}
    assert changed == {name for name in before if name.startswith("visual.")}


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    parameter = torch.nn.Parameter(torch.ones(2))

    def learner(name: str) -> Learner:
        return Learner(name, [parameter], torch.optim.AdamW([parameter]), torch.Generator())

    train(learner("words"), 0, lambda: None, lambda: None, tmp_path / "state.safetensors", report_every=1)
    with pytest.raises(CheckpointError, match="is of the run 'words', this one is 'pictures'"):
        load_checkpoint(learner("pictures"), tmp_path / "state.safetensors")


def test_the_schedule_goes_by_cost_and_ends_at_one() -> None:
    assert part_done(0) == 0
    assert part_done(SMALL_STEPS) == pytest.approx(0.7)
    assert part_done(STEPS) == pytest.approx(1)
    assert [size_at(step) for step in (0, SMALL_STEPS - 1, SMALL_STEPS, STEPS)] == [64, 64, 96, 96]
    assert LARGE_STEPS < SMALL_STEPS


def test_pictures_of_the_full_size_are_encoded_as_open_clip_does() -> None:
    model = build_tower().eval()
    pictures = torch.randn(2, 3, IMAGE_SIZE, IMAGE_SIZE)
    with torch.no_grad():
        assert torch.allclose(encode_pictures(model.visual, pictures), model.encode_image(pictures), atol=1e-5)
        assert encode_pictures(model.visual, pictures[:, :, :64, :64]).shape == (2, 256)


def test_cut_texts_are_encoded_as_open_clip_does() -> None:
    model = build_tower().eval()
    ids = build_tokenizer()(["a boar", "a photo of a two-hump camel."])
    with torch.no_grad():
        assert torch.allclose(encode_text(model, ids), model.encode_text(ids, normalize=True), atol=1e-5)


def test_saved_weights_open_in_open_clip(tmp_path: Path) -> None:
    model = build_tower()
    save_weights(model, tmp_path)
    ours = load_weights(tmp_path)
    theirs, _, _ = open_clip.create_model_and_transforms(f"local-dir:{tmp_path}")
    for name, weight in theirs.named_parameters():
        assert torch.equal(weight, ours.get_parameter(name)), name
        assert torch.allclose(weight, model.get_parameter(name), rtol=1e-3, atol=1e-6), name
