"""What the doctor of a set of pictures may find in it. No torch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

FindingKind = Literal["twins", "mislabelled", "leak", "alike", "few", "uneven", "copies", "small", "outlier", "unsure"]
_ORDER = {kind: place for place, kind in enumerate(get_args(FindingKind))}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth a look.

    Attributes:
        kind: "twins": pictures that look the same lie in several classes; "mislabelled": a picture looks like another
            class; "leak": pictures that look the same are learned from and tested on; "alike": two classes whose words
            mean almost the same; "few": a class has few pictures; "uneven": a class has many more than another;
            "copies": pictures of one class that look the same; "small": a picture has very few pixels; "outlier": a
            picture is like no other; "unsure": another class is nearly as likely as that of the picture.
        pictures: their numbers, from 0. Of "twins", "leak" and "copies" they lie side by side.
        classes: their numbers, from 0. Of "mislabelled" and "unsure" the class that it is in, then the other; of
            "uneven" the one with most pictures first.
        score: how strong it is, the larger the stronger; to be compared within one kind.
    """

    kind: FindingKind
    pictures: tuple[int, ...]
    classes: tuple[int, ...]
    score: float


def by_usefulness(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is surely wrong first, then what costs most to leave; within a kind the strongest first."""
    return tuple(sorted(findings, key=lambda item: (_ORDER[item.kind], -item.score, item.pictures, item.classes)))
