"""The text tower: a small causal CLIP text transformer that learns to place words as the teacher does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from open_clip.model import CLIP
from torch import Tensor

from demo_backbone.learner import Learner, draw, new_generator, train
from demo_backbone.teacher import Vectors
from demo_backbone.tower import build_tokenizer, build_tower, encode_text

STEPS: Final = 1_750
BATCH: Final = 256
REPORT_EVERY: Final = 100
WARM_UP: Final = 100
RATE: Final = 1.5e-3
HELD_WORDS: Final = 400
TEMPLATES: Final = ("{}", "a photo of a {}.", "a picture of a {}", "a drawing of a {}", "a {}", "an image of {}")
TEST_TEMPLATE: Final = "a photo of a {}."


class WordsTraining:
    """The text tower, its words, and one step of its training. Some words are held back to measure."""

    def __init__(self, vectors: Vectors) -> None:
        torch.manual_seed(0)  # open_clip draws a new model's weights from torch's global generator
        self.model = build_tower()
        start_tokens(self.model, vectors.pieces)
        self.tokenizer = build_tokenizer()
        self.words, self.targets = vectors.words, vectors.targets
        generator = new_generator()
        order = draw(len(self.words), len(self.words), generator)
        self.held, self.used = order[:HELD_WORDS], order[HELD_WORDS:]
        parameters = [p for name, p in self.model.named_parameters() if not name.startswith("visual")]
        optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
        self.learner = Learner("words", parameters, optimiser, generator)
        self.loss = 0.0

    def take_step(self) -> None:
        """One batch of words, each in a random template."""
        learner = self.learner
        for group in learner.optimiser.param_groups:
            group["lr"] = rate(learner.step)
        pick = self.used[draw(len(self.used), BATCH, learner.generator)]
        forms = torch.randint(len(TEMPLATES), (BATCH,), generator=learner.generator).tolist()
        texts = [TEMPLATES[form].format(self.words[i]) for form, i in zip(forms, pick.tolist(), strict=True)]
        loss = words_loss(encode_text(self.model, self.tokenizer(texts)), self.targets[pick])
        learner.optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(learner.parameters, 1.0)
        learner.optimiser.step()
        self.loss = loss.item()

    def report(self) -> None:
        """Print how well the held words, never trained on, are placed."""
        cosine, near = self.measure()
        learner = self.learner
        print(
            f"{learner.step} {self.loss:.3f} unseen words: cosine {cosine:.3f} "
            f"in ten nearest of all words {near:.3f} {learner.seconds:.0f} s",
            flush=True,
        )

    @torch.no_grad()
    def measure(self) -> tuple[float, float]:
        """Of the held words: mean cosine with the target, share whose target is among the ten nearest of all words."""
        texts = [TEST_TEMPLATE.format(self.words[i]) for i in self.held.tolist()]
        features = encode_text(self.model, self.tokenizer(texts))
        cosine = (features * self.targets[self.held]).sum(dim=1).mean()
        nearest = (features @ self.targets.T).topk(10).indices
        return cosine.item(), (nearest == self.held[:, None]).any(dim=1).float().mean().item()


@torch.no_grad()
def start_tokens(model: CLIP, pieces: Tensor) -> None:
    """Let each byte-pair token start where the teacher places its own letters."""
    model.token_embedding.weight[: len(pieces)] = pieces


def rate(step: int) -> float:
    """The learning rate: up over the first steps, then down in a line to a fiftieth."""
    return RATE * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / STEPS)


def words_loss(features: Tensor, targets: Tensor) -> Tensor:
    """Distance to the target, and a little of telling the batch's words apart."""
    apart = F.cross_entropy(20 * features @ targets.T, torch.arange(len(features)))
    return (1 - (features * targets).sum(dim=1)).mean() + 0.1 * apart


def train_words(vectors: Vectors, checkpoint: Path, until: int = STEPS) -> CLIP:
    """Train the text tower, from the checkpoint on, until it has taken `until` of its steps."""
    training = WordsTraining(vectors)
    print(f"{len(training.words)} words", flush=True)
    train(training.learner, until, training.take_step, training.report, checkpoint, REPORT_EVERY)
    return training.model
