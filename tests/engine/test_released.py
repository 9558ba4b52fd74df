"""The authors' released checkpoints: rebuilt from the reference vectors as Dassl saves them, they answer alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from mmrl_engine import Adapter, Classifier, load_backbone, presets
from mmrl_engine.backbones.clip import Backbone
from mmrl_engine.errors import BackboneError, EngineError, InputError
from mmrl_engine.model import image_features, text_features
from mmrl_engine.released import compare_towers, import_released, open_released, representation_of
from mmrl_engine.representation import LayerTokens, Representation, build_representation
from mmrl_engine.types import TrainConfig
from tests.engine import small
from tests.reference.cases import Case, read_case
from tests.reference.check import TOLERANCES, relative

VECTORS = Path(__file__).parent.parent / "reference" / "vectors"
NAMES = ["annual_crop", "forest", "river"]


def codes(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [item.code for item in error.value.notices]


def released_state(
    learner: dict[str, Tensor], towers: dict[str, Tensor], *, spelling: str = "representation_learner"
) -> dict[str, Tensor]:
    """Trained tensors (an adapter's names) and towers (open_clip's) under the names of the authors' code."""
    names = {"space.tokens": f"{spelling}.compound_rep_tokens", "projection": "image_encoder.proj_rep"}
    names |= {"projection.A": "image_encoder.A", "projection.B": "image_encoder.B"}
    made = {}
    for name, value in learner.items():
        if name in names:
            made[names[name]] = value
            continue
        _, tower, index, part = name.split(".")
        letters = {"vision": "r2v", "text": "r2t"}[tower]
        if index == "shared":
            made[f"{spelling}.srra_{letters}proj.weight"] = value
        elif "space.vision.shared.weight" in learner:
            made[f"{spelling}.srra_{letters}proj.srra.{index}.{part}"] = value
        else:
            made[f"{spelling}.compound_rep_tokens_{letters}proj.{index}.{part}"] = value
    for name, value in towers.items():
        if name.startswith("visual."):
            made[f"image_encoder.{name.removeprefix('visual.')}"] = value
        elif name not in ("token_embedding.weight", "logit_scale", "attn_mask"):
            made[f"text_encoder.{name}"] = value
    return made


def save(path: Path, state: dict[str, Tensor]) -> Path:
    """As Dassl saves it: with the optimiser's state and the schedule as whole objects."""
    parameter = torch.nn.Parameter(torch.ones(2))
    optimiser = torch.optim.AdamW([parameter])
    parameter.grad = torch.ones(2)
    optimiser.step()
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 10)
    content = {"state_dict": state, "epoch": 50, "optimizer": optimiser.state_dict()}
    torch.save({**content, "scheduler": {"successor": schedule}, "val_result": None}, path)
    return path


def checkpoint_of(case: Case, path: Path, **how: Any) -> Path:
    learner = {key.removeprefix("mmrl."): v for key, v in case.tensors.items() if key.startswith("mmrl.")}
    towers = {key.removeprefix("clip."): v for key, v in case.tensors.items() if key.startswith("clip.")}
    return save(path, released_state(learner, towers, **how))


def outputs(case: Case, representation: Representation) -> Iterator[tuple[str, Tensor]]:
    scale, alpha = case.weights.scale, case.weights.alpha
    with torch.no_grad():
        tokens: LayerTokens = representation()
        f = image_features(case.backbone, case.batch().stem, tokens, representation.beta)
        w = text_features(case.backbone, case.text(), tokens, representation.beta)
    cls, rep = scale * f.cls @ w.T, scale * f.rep @ w.T
    yield "out.logits_class", cls
    yield "out.logits_representation", rep
    yield "out.logits_fusion", alpha * cls + (1 - alpha) * rep


@pytest.mark.parametrize("name", ["mmrl_01", "mmrl_03_init", "mmrl_05", "mmrlpp_01", "mmrlpp_02"])
@pytest.mark.parametrize("spelling", ["representation_learner", "prompt_learner"])
def test_a_checkpoint_rebuilt_from_the_vectors_gives_their_scores(tmp_path: Path, name: str, spelling: str) -> None:
    case = read_case(VECTORS / f"{name}.safetensors")
    path = checkpoint_of(case, tmp_path / "model.pth.tar-50", spelling=spelling)
    beta = float(case.meta["beta"]) if case.meta["variant"] == "mmrlpp" else None
    with open_released(path, beta) as found:
        assert (found.variant, found.layers, found.tokens, found.width) == (
            case.meta["variant"],
            case.layers,
            int(case.meta["K"]),
            int(case.meta["d_r"]),
        )
        assert compare_towers(found, case.backbone) == []
        representation = representation_of(found, case.backbone)
    for key, value in outputs(case, representation):
        assert relative(value, case.tensors[key]) <= TOLERANCES["scores"], key


def trained_state(backbone: Backbone, *, width: int = 16, plus: bool = False) -> dict[str, Tensor]:
    """A random learner on 2 layers with 3 tokens, and the backbone's towers, as the authors name them."""
    torch.manual_seed(5)
    sizes = TrainConfig(layers=2, tokens=3, width=width)
    if plus:
        sizes = replace(sizes, beta=0.7, residual_rank=2, projection_rank=4)
    recipe = presets.resolve(replace(sizes, variant="mmrlpp" if plus else "mmrl"), backbone.spec, "published")
    projection, text_width = backbone.visual.proj.detach(), backbone.spec.text.width
    made = build_representation(recipe, frozen_projection=projection, text_width=text_width)
    learner = {name: value.detach() + 0.05 * torch.randn_like(value) for name, value in made.named_parameters()}
    towers = {name: value.detach() for name, value in backbone.weights().items()}
    return released_state(learner, towers)


def prompts_of(backbone: Backbone, prompts: list[str]) -> Tensor:
    return backbone.weights()["token_embedding.weight"].detach()[backbone.tokenize(prompts)]


def test_a_checkpoint_becomes_an_adapter_that_answers(tmp_path: Path) -> None:
    backbone = small.backbone()
    path = save(tmp_path / "model.pth.tar-50", trained_state(backbone, width=2048))
    made = import_released(path, backbone, NAMES, template="a centered satellite photo of {}.", shots=16)
    made.adapter.save(tmp_path / "made.mmrl.safetensors")
    adapter = Adapter.load(tmp_path / "made.mmrl.safetensors")
    assert [item.words for item in adapter.classes] == ["annual crop", "forest", "river"]
    assert (adapter.config.width, adapter.config.layers, adapter.config.alpha) == (2048, 2, 0.7)
    examples = small.write_pictures(tmp_path / "pictures", {"forest": 2})
    answers = list(Classifier(adapter, backbone).classify([item.path for item in examples], ["desert"]))
    assert all(abs(sum(score.probability for score in answer.scores) - 1) < 1e-6 for answer in answers)
    assert len(answers[0].scores) == 4
    assert made.notices == ()


def test_mmrlpp_needs_its_beta_and_mmrl_has_none(tmp_path: Path) -> None:
    backbone = small.backbone()
    plus = save(tmp_path / "plus", trained_state(backbone, plus=True))
    plain = save(tmp_path / "plain", trained_state(backbone))
    made = import_released(plus, backbone, NAMES, beta=0.2)
    assert (made.adapter.config.variant, made.adapter.config.beta) == ("mmrlpp", 0.2)
    for path, beta, code in ((plus, None, "call-beta-needed"), (plain, 0.2, "call-beta-not-needed")):
        with pytest.raises(InputError) as error:
            import_released(path, backbone, NAMES, beta=beta)
        assert codes(error) == [code]


def test_towers_are_compared_with_the_backbone(tmp_path: Path) -> None:
    backbone, other = small.backbone(), small.backbone(seed=1)
    state = trained_state(backbone)
    path = save(tmp_path / "a", state)
    with pytest.raises(BackboneError) as error:
        import_released(path, other, NAMES)
    assert codes(error) == ["released-towers-differ"]
    alone = {name: value for name, value in state.items() if "rep_tokens" in name or name.endswith("proj_rep")}
    made = import_released(save(tmp_path / "b", alone), backbone, NAMES)
    assert [item.code for item in made.notices] == ["released-no-towers"]
    half = {name: value.half() for name, value in state.items() if "learner" not in name}
    import_released(save(tmp_path / "c", {**state, **half}), backbone, NAMES)


def test_prompts_are_compared_where_they_were_saved(tmp_path: Path) -> None:
    backbone = small.backbone()
    words = ["a photo of a annual crop.", "a photo of a forest.", "a photo of a river."]
    path = save(tmp_path / "a", {**trained_state(backbone), "prompt_embeddings": prompts_of(backbone, words)})
    assert import_released(path, backbone, NAMES).notices == ()
    assert import_released(path, backbone, NAMES[1:]).notices == ()
    for names, template in ((["forest", "lake"], "a photo of a {}."), (NAMES, "{} texture.")):
        with pytest.raises(BackboneError) as error:
            import_released(path, backbone, names, template=template)
        assert codes(error) == ["released-other-prompts"]
        assert "a photo of a forest" in str(error.value)


def test_what_does_not_fit_is_told_by_name(tmp_path: Path) -> None:
    backbone = small.backbone()
    state = trained_state(backbone)
    broken = {**state, "image_encoder.proj_rep": state["image_encoder.proj_rep"][:, :3]}
    del broken["representation_learner.compound_rep_tokens_r2tproj.1.bias"]
    with pytest.raises(BackboneError) as error:
        import_released(save(tmp_path / "a", broken), backbone, NAMES)
    assert codes(error) == ["released-other-backbone"]
    assert "space.text.1.bias is missing" in str(error.value)
    assert "projection is [64, 3]" in str(error.value)
    infinite = {**state, "image_encoder.proj_rep": state["image_encoder.proj_rep"] * torch.inf}
    with pytest.raises(BackboneError) as error:
        import_released(save(tmp_path / "b", infinite), backbone, NAMES)
    assert codes(error) == ["released-not-finite"]
    torch.save({"w": torch.ones(2)}, tmp_path / "c")
    with pytest.raises(EngineError) as other:
        import_released(tmp_path / "c", backbone, NAMES)
    assert codes(other) == ["released-not-one"]
    with pytest.raises(EngineError) as missing:
        import_released(tmp_path / "nowhere", backbone, NAMES)
    assert codes(missing) == ["backbone-unreadable"]


def test_a_checkpoint_is_no_backbone(tmp_path: Path) -> None:
    path = save(tmp_path / "model.pth.tar-5", trained_state(small.backbone()))
    with pytest.raises(BackboneError) as error:
        load_backbone(path, config="ViT-B-16")
    assert codes(error) == ["weights-trained"]
