"""Plain features of the open project's pictures and words, and what they say; made in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.compute.qt_bridge import QtRunner
from app.models.act import Acts
from app.models.feature_feed import FeatureFeed, FilesOf
from app.models.own_jobs import OwnJobs
from app.models.teacher import Teacher
from app.models.word_suggestions import WordSuggestions
from app.services.diagnosis import Known
from app.services.feature_table import FeatureTable
from app.services.jobs import (
    LAST,
    BackboneSource,
    Event,
    FeaturesJob,
    Finished,
    JobPicture,
    NamesJob,
    NameVectors,
    Order,
    Part,
)
from app.services.likeness import Suggestion, fitting, most_alike, normalised, ranked, wins
from app.services.likeness import Vectors as Matrix
from app.services.rivals import KIND_WORDS, rival_limit
from app.services.taught import Taught

if TYPE_CHECKING:
    from app.services.classes import ClassView
    from app.services.picture_views import PictureView

TELL_MS = 500
OnFound = Callable[[tuple[int, ...]], object]
OnWeighed = Callable[["Weighed"], object]
OnVector = Callable[[Matrix | None], object]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Attributes:
    wins: pictures that new words would win. before: those that today's words win. pictures: of how many.
    """

    wins: int
    before: int
    pictures: int


class Vectors(QObject):
    """Of one project at a time. What is known is answered at once, from memory.

    Signals:
        changed: more is known; at most twice a second.
    """

    changed = Signal()

    def __init__(
        self,
        runner: QtRunner,
        acts: Acts,
        files_of: FilesOf,
        parent: QObject | None = None,
        *,
        aside: Acts | None = None,
    ) -> None:
        """`files_of` is called in the thread of `acts`; `aside`, or else those too, run what nobody waits for."""
        super().__init__(parent)
        self._acts = acts
        self._source, self._template = BackboneSource(), ""
        self._closed = False
        self._hashes: dict[int, str] = {}  # of the pictures, by placement
        self._pictures: Sequence[PictureView] | None = None  # what was set last
        self._classes: tuple[tuple[int, str], ...] = ()  # id and words
        self._of_words: dict[str, Matrix] = {}
        self._asked: set[str] = set()  # words whose features are made just now
        self._search = ""  # the job of the last search
        self._weighing = ""  # that of the last weighing
        self._searches = 0  # what was found for one before the last is not told
        self._known: tuple[list[int], Matrix] | None = None
        self._table = FeatureTable()
        self._jobs = OwnJobs(runner, self)
        self._feed = FeatureFeed(self._jobs, acts, files_of, self._table, self)
        self._feed.came.connect(self._take_pictures)
        self._suggesting = WordSuggestions(self._table, self)
        self._suggesting.changed.connect(self._tell_later)
        self._taught: Taught | None = None
        self._teacher = Teacher(self._table, aside or acts, self)
        self._teacher.taught.connect(self._take_taught)
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(TELL_MS)
        self._teller.timeout.connect(self._tell)

    def set_project(
        self,
        source: BackboneSource,
        template: str,
        pictures: Sequence[PictureView] = (),
        classes: Sequence[ClassView] = (),
    ) -> None:
        """Another project, or the same with another model: nothing is known of it yet."""
        self.clear()
        self._source, self._template = source, template
        self._feed.begin(source)
        self.set_pictures(pictures, classes)

    def set_pictures(self, pictures: Sequence[PictureView], classes: Sequence[ClassView]) -> None:
        """What is there now; only what is new is computed, the inbox first."""
        named = tuple((item.id, item.words) for item in classes)
        same = pictures is self._pictures and named == self._classes
        if self._closed or (same and not self._feed.gave_up):
            return
        self._pictures, self._classes = pictures, named
        self._hashes = {picture.id: picture.sha256 for picture in pictures}
        self._known = None
        inbox = {picture.id: picture.sha256 for picture in pictures if picture.class_id is None}
        self._suggesting.set_inbox(inbox)
        self._teacher.set_sorted(self._sorted(pictures))
        self._use_words()
        self._ask_words(words for _, words in self._classes)
        self._feed.want(self._hashes, inbox)
        self._tell_later()

    def set_visible(self, placement_ids: Iterable[int]) -> None:
        """These are on screen now, and no others."""
        if not self._closed:
            self._feed.show(placement_ids)

    def try_again(self) -> None:
        """Files that could not be read may be there by now."""
        if not self._closed:
            self._feed.retry()

    def clear(self) -> None:
        """Forgets everything, and stops what is in work; of a search that runs, nothing is told."""
        self._searches += 1
        self._jobs.cancel_all()
        self._teller.stop()
        self._feed.begin(self._source)
        self._suggesting.clear()
        self._teacher.clear()
        self._taught = None
        self._table.clear()
        self._hashes, self._pictures, self._classes, self._known = {}, None, (), None
        self._of_words.clear()
        self._asked.clear()

    def close(self) -> None:
        """Nothing is asked for any more."""
        self.clear()
        self._closed = True

    @property
    def ready_count(self) -> int:
        """How many of the project's pictures are known."""
        return sum(sha256 in self._table for sha256 in self._hashes.values())

    def plain_of(self, placement_id: int) -> Matrix | None:
        """The picture's feature [d], of length 1, if it is known yet."""
        return self._table.get(self._hashes.get(placement_id))

    def most_alike(self, placement_id: int, count: int) -> list[tuple[int, float]]:
        """Other pictures of the project, the most alike first, with their cosines; not the same picture again."""
        vector, own = self.plain_of(placement_id), self._hashes.get(placement_id)
        if vector is None:
            return []
        ids, matrix = self._ready()
        same = sum(sha256 == own for sha256 in self._hashes.values())
        near = ((ids[row], cosine) for row, cosine in most_alike(vector, matrix, count + same))
        return [(found, cosine) for found, cosine in near if self._hashes[found] != own][:count]

    def most_alike_to(self, vector: Matrix, count: int) -> list[tuple[int, float]]:
        """The pictures of the project that are most like one from outside."""
        ids, matrix = self._ready()
        return [(ids[row], cosine) for row, cosine in most_alike(normalised(vector), matrix, count)]

    def top(self, placement_id: int, count: int) -> list[tuple[int, float]]:
        """The ids of the classes that fit best, with their probabilities; nothing while that is not known.

        What sorted pictures teach says nothing about themselves: of those the words alone are asked.
        """
        vector = self.plain_of(placement_id)
        if vector is None:
            return []
        taught = self._taught if self._suggesting.is_unsorted(placement_id) else None
        return ranked(vector, self._words(), [found for found, _ in self._classes], count, taught)

    def known(self) -> Known | None:
        """What is known of the project's pictures by now, for any thread; None until all of the classes' words are, and
        the words that say what a rival is, which this asks for.
        """
        if self._closed:
            return None
        self._ask_words(KIND_WORDS)
        words = {word: self._of_words.get(word) for _, word in self._classes}
        kinds = [self._of_words.get(word) for word in KIND_WORDS]
        known = {word: vector for word, vector in words.items() if vector is not None}
        pairs = [vector for vector in kinds if vector is not None]
        if len(known) < len(words) or len(pairs) < len(kinds):
            return None
        ids, matrix = self._ready()
        limit = rival_limit(np.stack(pairs))
        return Known(tuple(self._hashes[placement] for placement in ids), matrix, known, limit)

    def suggestions(self) -> Mapping[int, Suggestion]:
        """For pictures of the inbox: where they may belong. `place` is that of the class in the project's order."""
        return dict(self._suggesting.found())

    def suggestion(self, placement_id: int) -> Suggestion | None:
        """For one picture of the inbox."""
        return self._suggesting.found().get(placement_id)

    def find(self, text: str, on_done: OnFound) -> None:
        """The pictures that fit `text`, the best first; `on_done` gets their placement ids, none where nothing fits.

        Only the last search is told of.
        """
        self._searches += 1
        self._jobs.cancel(self._search)
        self._ask_words(KIND_WORDS)  # told of before the text is, and not cancelled with it
        self._search = self._ask_names((text,), partial(self._take_find, text, on_done))

    def weigh(self, class_id: int, text: str, on_done: OnWeighed) -> None:
        """How many of a class's pictures would be won by `text`, and how many by its words of today. Only the last
        question is told of, and not while there is nothing to compare.
        """
        self._jobs.cancel(self._weighing)
        self._weighing = self._ask_names((text,), partial(self._take_weighed, class_id, text, on_done))

    def embed(self, picture: JobPicture, on_done: OnVector) -> None:
        """The feature of a picture from outside; None where it cannot be read."""
        job = FeaturesJob(self._source, (picture,), order=Order.ANSWER)
        self._jobs.submit(job, partial(self._take_embedded, on_done))

    def _ready(self) -> tuple[list[int], Matrix]:
        """The placements whose features are known, and these."""
        if self._known is None:
            ids = [placement for placement, sha256 in self._hashes.items() if sha256 in self._table]
            self._known = ids, self._table.take([self._hashes[placement] for placement in ids])
        return self._known

    def _words(self) -> Matrix:
        """A row for each class, zeros where its words are not known."""
        width = next((len(vector) for vector in self._of_words.values()), 0)
        nothing = np.zeros(width, np.float32)
        rows = [self._of_words.get(words, nothing) for _, words in self._classes]
        return np.stack(rows) if rows else np.zeros((0, width), np.float32)

    def _sorted(self, pictures: Sequence[PictureView]) -> dict[str, int]:
        """The hashes of pictures in a class, with its place among the words."""
        places = {class_id: place for place, (class_id, _) in enumerate(self._classes)}
        return {item.sha256: places[item.class_id] for item in pictures if item.class_id in places}

    @Slot(object)
    def _take_taught(self, taught: Taught | None) -> None:
        self._taught = taught
        self._suggesting.set_taught(taught)
        self._tell_later()

    def _use_words(self) -> None:
        words = self._words()
        self._suggesting.set_words(words, [found for found, _ in self._classes])
        self._teacher.set_words(words)

    def _ask_words(self, wanted: Iterable[str]) -> None:
        new = set(wanted) - self._of_words.keys() - self._asked
        if new:
            self._asked |= new
            self._ask_names(tuple(sorted(new)), partial(self._take_words, new))

    def _ask_names(self, names: tuple[str, ...], take: Callable[[Event], None]) -> str:
        job = NamesJob(self._source, names, template=self._template)
        return self._jobs.submit(job, partial(self._take_names, names, take))

    def _take_names(self, names: tuple[str, ...], take: Callable[[Event], None], event: Event) -> None:
        """Words that cannot be used are kept as zeros: they are not asked for again."""
        if isinstance(event, LAST):
            if isinstance(event, Finished) and isinstance(event.result, NameVectors):
                self._of_words.update(zip(names, normalised(event.result.plain), strict=True))
            take(event)

    def _take_words(self, words: set[str], _: Event) -> None:
        self._asked -= words
        self._use_words()
        self._tell_later()

    def _take_find(self, text: str, on_done: OnFound, _: Event) -> None:
        known = [self._of_words.get(word) for word in (text, *KIND_WORDS)]
        rows = [vector for vector in known if vector is not None]
        if len(rows) < len(known) or not rows[0].any():
            on_done(())
            return
        ids, matrix = self._ready()
        call = partial(fitting, rows[0], np.stack(rows[1:]), matrix)  # some 20 ms for ten thousand pictures
        self._acts.run(call, on_done=partial(self._take_rows, self._searches, ids, on_done))

    def _take_weighed(self, class_id: int, text: str, on_done: OnWeighed, _: Event) -> None:
        mine = {item.id for item in self._pictures or () if item.class_id == class_id}
        ids, matrix = self._ready()
        pictures = matrix[[row for row, placement in enumerate(ids) if placement in mine]]
        known = [self._of_words.get(words) for found, words in self._classes if found != class_id]
        others = [vector for vector in known if vector is not None and vector.any()]
        today = next((self._of_words.get(words) for found, words in self._classes if found == class_id), None)
        new = self._of_words.get(text)
        if new is None or not new.any() or today is None or not others or not len(pictures):
            return
        rows = np.stack(others)
        on_done(Weighed(wins(pictures, new, rows), wins(pictures, today, rows), len(pictures)))

    def _take_rows(self, search: int, ids: Sequence[int], on_done: OnFound, rows: Sequence[int]) -> None:
        if search == self._searches:
            on_done(tuple(ids[row] for row in rows))

    def _take_embedded(self, on_done: OnVector, event: Event) -> None:
        if isinstance(event, Part):
            plain = event.vectors[0].plain
            on_done(None if plain is None else normalised(plain))
        elif isinstance(event, LAST) and not isinstance(event, Finished):
            on_done(None)

    @Slot(object)
    def _take_pictures(self, hashes: tuple[str, ...]) -> None:
        self._known = None
        self._suggesting.take_new(hashes)
        self._teacher.take_new(hashes)
        self._tell_later()

    @Slot()
    def _tell_later(self) -> None:
        if not self._teller.isActive() and not self._closed:
            self._teller.start()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
