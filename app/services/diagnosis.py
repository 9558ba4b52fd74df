"""What was found worth a look among a project's own pictures, as a page shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from app.services.likeness import Vectors
from app.services.picture_views import PictureView
from mmrl_engine.evaluation.findings import FindingKind
from mmrl_engine.verdicts import NEVER_SURE

DoubtKind = Literal["mislabelled", "unsure", "outlier"]
DOUBTS: tuple[DoubtKind, ...] = ("mislabelled", "outlier", "unsure")  # the worst first
Shares = tuple[tuple[int, float], ...]  # ids of classes, the likeliest first
OF_PICTURES = ("twins", "leak", "small")  # findings that a person ends by keeping the pictures


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of pictures and words by now.

    Attributes:
        hashes: of the pictures whose features are known. features: theirs, unit rows [N, d].
        words: the feature of each class's words [d], by these; zeros where they cannot be used.
        rivals: the cosine above which two classes' words mean almost the same; None while that is not known.
    """

    hashes: tuple[str, ...]
    features: Vectors
    words: Mapping[str, Vectors]
    rivals: float | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a picture is flagged. `class_id`: where it was then. `other_id`: the class that it looks like, if one."""

    kind: DoubtKind
    class_id: int
    other_id: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a look; as `Finding`, but of placements and of classes' ids, or "teaching": pictures of the inbox
    from which it would learn most.
    """

    kind: FindingKind | Literal["teaching"]
    placement_ids: tuple[int, ...] = ()
    class_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Attributes:
    doubts: of pictures in classes, by placement. remarks: the most useful first.
    useful: the inbox's pictures that are known, the one first from which it would learn most.
    seen: of each picture that was in a class, by placement: the ids of the classes that a model which never saw it
        finds likeliest, with their shares. Where the picture is now changes nothing of that.
    line: the share from which one of `seen` is sure, by how often they are right.
    """

    doubts: Mapping[int, Doubt]
    remarks: tuple[Remark, ...] = ()
    useful: tuple[int, ...] = ()
    seen: Mapping[int, Shares] = field(default_factory=dict, compare=False)
    line: float = field(default=NEVER_SURE, compare=False)


NOTHING = Diagnosis({})


def still_so(found: Diagnosis, pictures: Mapping[int, PictureView], class_ids: Collection[int]) -> Diagnosis:
    """What of it holds for the pictures and classes as they are now; nothing new is looked for.

    Args:
        pictures: those of the project, by placement.
    """
    doubts = {
        placement: doubt
        for placement, doubt in found.doubts.items()
        if _is_there(placement, doubt.class_id, pictures) and (doubt.other_id is None or doubt.other_id in class_ids)
    }
    remarks = (_still(remark, pictures, doubts) for remark in found.remarks if {*remark.class_ids} <= {*class_ids})
    useful = tuple(item for item in found.useful if _is_there(item, None, pictures))
    return Diagnosis(doubts, tuple(remark for remark in remarks if remark is not None), useful, found.seen, found.line)


def _is_there(placement: int, class_id: int | None, pictures: Mapping[int, PictureView]) -> bool:
    """Whether it still is where it was, and nobody said that it is right there."""
    picture = pictures.get(placement)
    return picture is not None and picture.class_id == class_id and not picture.kept


def _still(remark: Remark, pictures: Mapping[int, PictureView], doubts: Mapping[int, Doubt]) -> Remark | None:
    if remark.kind in DOUBTS:
        return remark if remark.placement_ids[0] in doubts else None
    if remark.kind == "teaching":
        left = tuple(item for item in remark.placement_ids if _is_there(item, None, pictures))
        return replace(remark, placement_ids=left) if left else None
    if not remark.placement_ids:
        return remark
    left = tuple(item for item in remark.placement_ids if item in pictures)
    classes = {pictures[item].class_id for item in left}
    kept = remark.kind in OF_PICTURES and all(pictures[item].kept for item in left)
    fewest = 1 if remark.kind == "small" else 2
    if len(left) < fewest or kept or classes != {*remark.class_ids}:
        return None
    return replace(remark, placement_ids=left)
