"""Pictures a second for both adapted features, and how soon a name that is typed has its probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

import torch
import torch.nn.functional as F

from benches.clock import in_turn, medians, timed
from benches.vit_b16 import NAMES, Models, start
from mmrl_engine.adapted import AdaptedClip, PictureFeatures
from mmrl_engine.adapter import Adapter
from mmrl_engine.inference import Classifier

CHUNK = 8
SEEN = 1000


@dataclass(frozen=True)
class Throughput:
    """Pictures a second.

    Attributes:
        ours: f_c and f_r together. with_plain: with f_c0 too, which the gate asks for.
        encode_image: the untouched CLIP's one feature, by open_clip.
    """

    ours: float
    with_plain: float
    encode_image: float

    @property
    def ratio(self) -> float:
        return self.ours / self.encode_image


@dataclass(frozen=True)
class TypedName:
    """Seconds from a new name to probabilities over pictures whose features are known."""

    typical: float
    slowest: float


@torch.no_grad()
def measure_throughput(models: Models, rounds: int) -> Throughput:
    """Batches of 8 in turn; both from pictures to features of unit norm."""
    pixels = torch.randn(CHUNK, 3, 224, 224)
    given = pixels.numpy()
    clip = AdaptedClip(models.backbone, start(models))
    arms = {
        "ours": lambda: clip.encode_pictures(given, plain=False),
        "with plain": lambda: clip.encode_pictures(given),
        "encode_image": lambda: models.clip.encode_image(pixels, normalize=True),
    }
    taken = medians(in_turn(arms, rounds))
    return Throughput(CHUNK / taken["ours"], CHUNK / taken["with plain"], CHUNK / taken["encode_image"])


def measure_typed_name(models: Models, adapter: Adapter, rounds: int) -> TypedName:
    """Another new name each time, beside the adapter's own, over 1,000 pictures; one more to warm up."""
    classifier = Classifier(adapter, models.backbone)
    width = models.backbone.spec.embed_dim
    features = PictureFeatures(*(F.normalize(torch.randn(SEEN, width), dim=-1) for _ in range(3)))
    new = [name for name in NAMES if name not in classifier.trained][: rounds + 1]
    seconds = [timed(lambda typed=[name]: classifier.probabilities(features, typed)) for name in new][1:]  # type: ignore[misc]
    return TypedName(median(seconds), max(seconds))
