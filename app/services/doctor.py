"""What is worth a look among a project's own pictures, from their features. No Qt, no torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from app.services.class_rows import classes_of
from app.services.diagnosis import DOUBTS, Diagnosis, Doubt, Known, Remark, Shares
from app.services.duplicates import Duplicates
from app.services.likeness import Vectors
from app.services.picture_queries import views
from app.services.picture_views import PictureView, Shelf
from app.services.project_rows import project_of
from app.storage.storage import Storage
from mmrl_engine.evaluation.doctor import LogShares, examine, seen_as
from mmrl_engine.evaluation.doubts import calibrated
from mmrl_engine.evaluation.findings import Finding
from mmrl_engine.evaluation.label_next import entropy, label_next, shares_of
from mmrl_engine.sure import sure_line
from mmrl_engine.verdicts import SURE

TEACHES = 0.5  # nats: of two classes, one is then four times as likely as the other
MOST_TEACHING = 6
SEEN = 3  # likeliest classes of a picture
SAME = 0.95  # cosine: hashes alone take plain drawings on white for the same


class Doctor:
    """Looks through a project. What a person said is right (`Pictures.keep`) is left alone."""

    def __init__(self, storage: Storage, duplicates: Duplicates) -> None:
        self._storage, self._duplicates = storage, duplicates

    def look(self, *, project_id: int, known: Known) -> Diagnosis:
        """What is worth a look now; of pictures whose features are not known nothing is said.

        Raises:
            InputError: the project is gone.
        """
        with self._storage.read() as session:
            project_of(session, project_id)
            pictures = views(session, project_id, Shelf.ALL)
            classes = [(row.id, row.words) for row in classes_of(session, project_id)]
        groups = self._duplicates.near(project_id=project_id)
        return _Look(pictures, classes, known).diagnosis([group.placement_ids for group in groups])


class _Look:
    """One look at a project: placements and classes as the rows and columns that the engine counts by."""

    def __init__(self, pictures: Sequence[PictureView], classes: Sequence[tuple[int, str]], known: Known) -> None:
        """`classes`: id and words of each."""
        self._rows = {sha256: row for row, sha256 in enumerate(known.hashes)}
        self._known, self._classes = known, [class_id for class_id, _ in classes]
        self._places = {class_id: place for place, class_id in enumerate(self._classes)}
        self._all = pictures
        there = [picture for picture in pictures if picture.sha256 in self._rows]
        self._sorted = [picture for picture in there if picture.class_id in self._places]
        self._inbox = [picture for picture in there if picture.class_id is None]
        width = known.features.shape[1]
        nothing = np.zeros(width, np.float32)
        texts = [known.words.get(words, nothing) for _, words in classes]
        self._words = np.stack(texts) if texts else np.zeros((0, width), np.float32)

    def diagnosis(self, groups: Sequence[Sequence[int]]) -> Diagnosis:
        alike = self._alike(groups)
        seen = self._seen(alike)
        findings = self._worth(self._findings(alike, seen))
        useful, teaching = self._useful()
        remarks = [*map(self._remark, findings)]
        if teaching:
            remarks.append(Remark("teaching", teaching))
        shares = self._shares(seen)
        return Diagnosis(self._doubts(findings), tuple(remarks), useful, shares, self._line(shares))

    def _seen(self, alike: Sequence[Sequence[int]]) -> LogShares:
        return seen_as(self._features(self._sorted), self._own(), self._words, alike=alike)

    def _shares(self, seen: LogShares) -> dict[int, Shares]:
        """As the doubts are judged by; nothing with fewer than two classes that have pictures."""
        filled = np.unique(self._own())
        if len(filled) < 2:
            return {}
        places = np.searchsorted(filled, self._own())
        shares = np.exp(calibrated(seen[:, filled], places))
        best = np.argsort(-shares, axis=1, kind="stable")[:, :SEEN]
        return {
            picture.id: tuple((self._classes[filled[place]], float(shares[row, place])) for place in best[row])
            for row, picture in enumerate(self._sorted)
        }

    def _line(self, shares: Mapping[int, Shares]) -> float:
        """By the pictures that have another one of their class beside them: the others say nothing about pictures."""
        count = Counter(picture.class_id for picture in self._sorted)
        told = [item for item in self._sorted if item.id in shares and count[item.class_id] > 1]
        best = [shares[item.id][0] for item in told]
        right = np.array([class_id == item.class_id for item, (class_id, _) in zip(told, best, strict=True)], bool)
        return max(SURE, sure_line(np.array([share for _, share in best], np.float64), right))

    def _own(self) -> list[int]:
        return [self._places[picture.class_id or 0] for picture in self._sorted]

    def _findings(self, alike: Sequence[Sequence[int]], seen: LogShares) -> tuple[Finding, ...]:
        if not self._classes:
            return ()
        counts = Counter(picture.class_id for picture in self._all)
        splits = [picture.split or "" for picture in self._sorted]
        kinds = sorted(set(splits))
        return examine(
            self._features(self._sorted),
            self._own(),
            self._words,
            seen=seen,
            counts=[counts[class_id] for class_id in self._classes],
            alike=alike,
            sides=[min(picture.width, picture.height) for picture in self._sorted],
            parts=[kinds.index(split) for split in splits],
            rivals=self._known.rivals,
        )

    def _alike(self, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Those that look the same to the model too, beside the first of their group."""
        rows = {picture.id: row for row, picture in enumerate(self._sorted)}
        features = self._features(self._sorted)
        found = []
        for group in groups:
            members = [rows[placement] for placement in group if placement in rows]
            found.append([row for row in members if float(features[row] @ features[members[0]]) >= SAME])
        return found

    def _worth(self, findings: Sequence[Finding]) -> list[Finding]:
        """Without what a person kept, and without doubt as long as a picture's own class is the likeliest: flags on
        pictures and what is told of all are the same ones.
        """
        kept = [picture.kept for picture in self._sorted]
        return [
            item
            for item in findings
            if (item.kind != "unsure" or item.score > 0)
            and not (item.pictures and item.kind != "copies" and all(kept[row] for row in item.pictures))
        ]

    def _doubts(self, findings: Sequence[Finding]) -> dict[int, Doubt]:
        """One of each picture: the worst."""
        found: dict[int, Doubt] = {}
        for kind in DOUBTS:
            for item in findings:
                picture = self._sorted[item.pictures[0]] if item.kind == kind else None
                if picture is not None and not picture.kept and picture.class_id is not None:
                    others = [self._classes[place] for place in item.classes[1:]]
                    found.setdefault(picture.id, Doubt(kind, picture.class_id, others[0] if others else None))
        return found

    def _remark(self, item: Finding) -> Remark:
        pictures = tuple(self._sorted[row].id for row in item.pictures)
        return Remark(item.kind, pictures, tuple(self._classes[place] for place in item.classes))

    def _useful(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """All of the inbox in that order, and the first ones if they would teach it something."""
        if not self._inbox:
            return (), ()
        features, known = self._features(self._inbox), self._features(self._sorted)
        shares = shares_of(features, known, self._own(), self._words)
        if shares is None:
            return (), ()
        order = label_next(features, shares, known)
        doubt = entropy(shares)
        teaching = [self._inbox[row].id for row in order[:MOST_TEACHING] if doubt[row] >= TEACHES]
        return tuple(self._inbox[row].id for row in order), tuple(teaching)

    def _features(self, pictures: Sequence[PictureView]) -> Vectors:
        return self._known.features[[self._rows[picture.sha256] for picture in pictures]]
