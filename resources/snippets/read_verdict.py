"""What stands beside an answer's share: "sure", "maybe" or "none" (of these), with NumPy alone.

    verdicts(learned, pictures, names, shares(learned, pictures, names))

A share alone says nothing of a picture that shows none of the names: shares sum to one. So the file holds limits of how
like a picture is to what was learned. Features and shares are those of `read_numpy.py`.
"""

from typing import Any

import numpy as np
from read_numpy import Learned, Names, Pictures

Array = np.ndarray[Any, Any]
OF_PICTURES = ("likeness", "mean-cosine", "relative-mahalanobis")  # they say nothing of a name that was only typed


def verdicts(learned: Learned, pictures: Pictures, names: Names, shares: Array) -> list[str | None]:
    """One for each picture; None where nothing can be said."""
    found, rules = scores(learned, pictures, names), learned.config["reject"]
    line = next((rule["limit"] for rule in rules if rule["score"] == "sure-share"), 0.8)
    told: list[str | None] = []
    for row, best in enumerate(shares.argmax(1)):
        skipped = OF_PICTURES if best >= len(learned.classes) else ()
        values = {name: float(column[row]) for name, column in found.items() if name not in skipped}
        limits = [rule for rule in rules if rule["score"] in values]
        like = not any(
            _beyond(rule, values[rule["score"].removeprefix("sure-")])
            for rule in rules
            if rule["score"].startswith("sure-") and rule["score"].removeprefix("sure-") in values
        )
        if any(_beyond(rule, values[rule["score"]]) for rule in limits):
            told.append("none")
        elif shares.shape[1] > 1:
            told.append("sure" if like and shares[row, best] >= line else "maybe")
        elif not limits:
            told.append(None)
        else:  # one name alone has all of the share, whatever the picture shows
            firm = like and not skipped and not any(rule["rough"] for rule in limits)
            told.append("sure" if firm else "maybe")
    return told


def scores(learned: Learned, pictures: Pictures, names: Names) -> dict[str, Array]:
    """How like each picture is to what is known, [M] each."""
    f, count = pictures.plain.astype(np.float64), len(learned.classes)
    words = f @ names.plain.astype(np.float64).T
    found = {"plain-cosine": words.max(1)}
    if words.shape[1] > 1:
        found["mcm"] = words.shape[1] / np.exp(words - words.max(1, keepdims=True)).sum(1)
    if learned.config["answers"] == "mmrl":
        found["adapted-cosine"] = (pictures.cls.astype(np.float64) @ names.adapted.astype(np.float64).T).max(1)
    if "plain.means" in learned.tensors:
        means = learned.tensors["plain.means"].astype(np.float64)
        near = f @ (means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-300)).T
        found["mean-cosine"] = near.max(1)
        found["likeness"] = (near + 2 * words[:, :count]).max(1)
        if count > 1 and "plain.precision" in learned.tensors:
            inverse, counts = (learned.tensors[f"plain.{name}"].astype(np.float64) for name in ("precision", "counts"))
            middle = counts @ means / max(counts.sum(), 1)
            offsets = np.einsum("cd,de,ce->c", means, inverse, means) - middle @ inverse @ middle
            found["relative-mahalanobis"] = (offsets - 2 * f @ ((means - middle) @ inverse).T).min(1)
    return found


def _beyond(rule: dict[str, Any], value: float) -> bool:
    """On the limit it is not; nor where the last digits of another computer decide."""
    noise = 1e-5 * max(1.0, abs(rule["limit"]))
    return value < rule["limit"] - noise if rule["direction"] == "below" else value > rule["limit"] + noise
