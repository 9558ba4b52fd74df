"""How well drawings are named by words alone: in a style never seen, and of concepts never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from open_clip.transformer import VisionTransformer
from torch import Tensor

from demo_backbone.concepts import HELD_STYLE, held_out
from demo_backbone.drawings import Drawings
from demo_backbone.targets import Targets
from demo_backbone.tower import encode_pictures
from demo_backbone.views import plain

TWENTY_DRAWS = 30


@dataclass(frozen=True)
class Accuracy:
    """Shares right among all concepts of a group, among random twenties of them, and among the kinds."""

    what: str
    classes: int
    among_all: float
    among_twenty: float
    kinds: int
    among_kinds: float

    def __str__(self) -> str:
        return (
            f"{self.what}: {self.classes}-way {self.among_all:.3f}, 20-way {self.among_twenty:.3f}, "
            f"kinds {self.kinds}-way {self.among_kinds:.3f}"
        )


@torch.no_grad()
def picture_features(visual: VisionTransformer, pictures: Tensor, pick: Sequence[int], size: int) -> Tensor:
    """Unit features [len(pick), WIDTH] of the picked drawings, plain on white."""
    batches = [list(pick[first : first + 256]) for first in range(0, len(pick), 256)]
    encoded = [F.normalize(encode_pictures(visual, plain(pictures[batch], size)).float(), dim=1) for batch in batches]
    return torch.cat(encoded)


def measure(visual: VisionTransformer, drawings: Drawings, targets: Targets, size: int) -> list[Accuracy]:
    """Accuracy by words on seen concepts in the unseen style, and on unseen concepts (coloured drawings)."""
    names, styles = drawings.concepts, drawings.styles
    groups = {
        "seen concepts, unseen style": [i for i in targets.used if styles[i] == HELD_STYLE and not held_out(names[i])],
        "unseen concepts": [i for i in targets.used if held_out(names[i]) and not drawings.mono[i]],
    }
    pictures = torch.from_numpy(drawings.pictures)
    was_training = visual.training
    visual.eval()
    found = [
        accuracy(what, picture_features(visual, pictures, pick, size), [names[i] for i in pick], pick, targets)
        for what, pick in groups.items()
    ]
    visual.train(was_training)
    return found


def accuracy(what: str, features: Tensor, truth: list[str], pick: list[int], targets: Targets) -> Accuracy:
    """Accuracy of unit features [M, WIDTH] whose concepts are `truth`."""
    classes = sorted(set(truth))
    place = {name: i for i, name in enumerate(classes)}
    y = torch.tensor([place[name] for name in truth])
    scores = features @ torch.stack([targets.labels[name] for name in classes]).T
    kinds = (features @ targets.kind_goals.T).argmax(dim=1) == targets.kind[pick]
    return Accuracy(
        what,
        len(classes),
        (scores.argmax(dim=1) == y).float().mean().item(),
        among_twenty(scores, y),
        len(targets.kind_goals),
        kinds.float().mean().item(),
    )


def among_twenty(scores: Tensor, y: Tensor) -> float:
    """Mean share right when only twenty random classes may answer, over some draws (the same ones each time)."""
    generator = torch.Generator().manual_seed(0)
    shares = []
    for _ in range(TWENTY_DRAWS):
        some = torch.randperm(scores.shape[1], generator=generator)[:20]
        rows = (y[:, None] == some).any(dim=1)
        answers = some[scores[rows][:, some].argmax(dim=1)]
        shares.append((answers == y[rows]).float().mean())
    return torch.stack(shares).mean().item()
