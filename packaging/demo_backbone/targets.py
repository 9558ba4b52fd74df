"""What each drawing should be placed at: its own words, and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from torch import Tensor

from demo_backbone.concepts import HELD_STYLE, KINDS, Concept, held_out
from demo_backbone.drawings import Drawings
from demo_backbone.tower import build_tokenizer, encode_names

TEMPLATES: Final = ("a photo of a {}.", "a picture of a {}", "a drawing of a {}", "{}")
TAGS: Final = 6
LABEL_WEIGHT: Final = 3


@dataclass(frozen=True)
class Targets:
    """The unit goals of training and each drawing's place among them.

    goals [C, WIDTH] of the C trained concepts, kind_goals [52, WIDTH]; concept and kind [N], -1 where there is none;
    used: drawings of any kind; trained: those that training may see; labels: each concept's own words [WIDTH].
    """

    goals: Tensor
    kind_goals: Tensor
    concept: Tensor
    kind: Tensor
    used: tuple[int, ...]
    trained: tuple[int, ...]
    labels: dict[str, Tensor]


def may_train(concept: str, style: str) -> bool:
    """Whether training may see this drawing: neither its style nor its concept is held out."""
    return style != HELD_STYLE and not held_out(concept)


def make_targets(drawings: Drawings, model: CLIP) -> Targets:
    """The goals in the space of the finished text tower."""
    used = tuple(i for i, name in enumerate(drawings.concepts) if drawings.info[name].kind)
    trained = tuple(i for i in used if may_train(drawings.concepts[i], drawings.styles[i]))
    vectors = encode_words(drawings.info, model)
    seen = sorted({drawings.concepts[i] for i in trained})
    kinds = sorted(set(KINDS.values()))
    place = {name: i for i, name in enumerate(seen)}
    kind_place = {kind: i for i, kind in enumerate(kinds)}
    kind_of = [drawings.info[name].kind for name in drawings.concepts]
    return Targets(
        goals=F.normalize(torch.stack([concept_goal(drawings.info[name], vectors) for name in seen]), dim=1),
        kind_goals=torch.stack([vectors[kind] for kind in kinds]),
        concept=torch.tensor([place.get(name, -1) for name in drawings.concepts]),
        kind=torch.tensor([-1 if kind is None else kind_place[kind] for kind in kind_of]),
        used=used,
        trained=trained,
        labels={name: vectors[concept.label] for name, concept in drawings.info.items()},
    )


def encode_words(info: dict[str, Concept], model: CLIP) -> dict[str, Tensor]:
    """Unit features [WIDTH] of every label, tag and kind."""
    words = set(KINDS.values())
    for concept in info.values():
        words |= {concept.label, *concept.tags}
    names = sorted(words)
    return dict(zip(names, encode_names(model, build_tokenizer(), names, TEMPLATES), strict=True))


def concept_goal(concept: Concept, vectors: dict[str, Tensor]) -> Tensor:
    """A concept's goal [WIDTH], not normalised: mostly its label, a little of its first tags."""
    goal = LABEL_WEIGHT * vectors[concept.label]
    for tag in concept.tags[:TAGS]:
        goal = goal + vectors[tag]
    return goal
