"""Plain features of the open project's pictures and words, made in the background by the compute child."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.compute.qt_bridge import QtRunner
from app.models.act import Acts
from app.services.classes import ClassView
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
from app.services.likeness import Suggestion, fitting, most_alike, normalised, probabilities, stacked, suggestions
from app.services.likeness import Vectors as Matrix
from app.services.picture_views import PictureView

BATCH = 64  # pictures a job: an answer waits for none of them
TELL_MS = 300
FilesOf = Callable[[Sequence[int]], Mapping[int, JobPicture]]


class Vectors(QObject):
    """Of one project at a time.

    Signals:
        changed: more is known; at most a few times a second.
    """

    changed = Signal()

    def __init__(self, runner: QtRunner, acts: Acts, files_of: FilesOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._acts, self._files_of = runner, acts, files_of
        self._turn = 0  # what was asked for in an earlier one is of another project
        self._source, self._template = BackboneSource(), ""
        self._hashes: dict[int, str] = {}  # placement: its picture's SHA-256
        self._inbox: tuple[int, ...] = ()
        self._of_hash: dict[str, Matrix] = {}
        self._hopeless: set[str] = set()
        self._classes: tuple[tuple[int, str], ...] = ()
        self._of_words: dict[str, Matrix] = {}
        self._jobs: dict[str, Callable[[Event], None]] = {}
        self._batch: tuple[str, ...] = ()  # the hashes that are in work
        self._batch_job = ""
        self._suggested: dict[int, Suggestion] | None = None
        runner.told.connect(self._hear)
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(TELL_MS)
        self._teller.timeout.connect(self._tell)

    def set_project(self, source: BackboneSource, template: str) -> None:
        """Another project, or the same with another model: nothing is known of it yet."""
        self.clear()
        self._source, self._template = source, template

    def set_pictures(self, pictures: Sequence[PictureView], classes: Sequence[ClassView]) -> None:
        """What is there now; only what is new is computed."""
        self._hashes = {picture.id: picture.sha256 for picture in pictures}
        self._inbox = tuple(picture.id for picture in pictures if picture.class_id is None)
        self._classes = tuple((item.id, item.words) for item in classes)
        self._suggested = None
        self._ask_words()
        self._ask_pictures()

    def clear(self) -> None:
        """Forgets everything, and stops what is in work."""
        self._turn += 1
        for job in tuple(self._jobs):
            self._runner.cancel(job)
        self._jobs.clear()
        self._batch, self._batch_job = (), ""
        self._hashes, self._inbox, self._classes = {}, (), ()
        self._of_hash.clear()
        self._hopeless.clear()
        self._of_words.clear()
        self._suggested = None

    def close(self) -> None:
        self.clear()
        self._teller.stop()

    def plain_of(self, placement_id: int) -> Matrix | None:
        """The picture's feature, if it is known yet."""
        return self._of_hash.get(self._hashes.get(placement_id, ""))

    def most_alike(self, placement_id: int, count: int) -> list[tuple[int, float]]:
        """Other pictures of the project, the most alike first, with their cosines."""
        vector = self.plain_of(placement_id)
        own = self._hashes.get(placement_id)
        if vector is None:
            return []
        return [
            (found, cosine)
            for found, cosine in self.most_alike_to(vector, count + 8)
            if found != placement_id and self._hashes[found] != own
        ][:count]

    def most_alike_to(self, vector: Matrix, count: int) -> list[tuple[int, float]]:
        """The pictures of the project that are most like one from outside."""
        ids, matrix = self._known(self._hashes)
        return [(ids[row], cosine) for row, cosine in most_alike(vector, matrix, count)]

    def top(self, placement_id: int, count: int) -> list[tuple[int, float]]:
        """The classes whose words fit best, with their probabilities; nothing while that is not known."""
        vector, words = self.plain_of(placement_id), self._words()
        if vector is None or words is None:
            return []
        found = probabilities(vector[None], words)[0]
        order = found.argsort()[::-1][:count]
        return [(self._classes[int(place)][0], float(found[place])) for place in order]

    def suggestions(self) -> Mapping[int, Suggestion]:
        """For pictures of the inbox: where they may belong. `place` is that of the class."""
        if self._suggested is None:
            ids, matrix = self._known(self._inbox)
            words = self._words()
            found = [] if words is None else suggestions(matrix, words)
            self._suggested = dict(zip(ids, found, strict=True)) if found else {}
        return self._suggested

    def suggested_class(self, suggestion: Suggestion) -> int:
        """The id of the class that is suggested."""
        return self._classes[suggestion.place][0]

    def find(self, text: str, on_done: Callable[[tuple[int, ...]], object]) -> None:
        """The pictures that fit `text`, the best first; `on_done` gets their placement ids."""
        self._submit(NamesJob(self._source, (text,), template=self._template), partial(self._take_find, on_done))

    def embed(self, picture: JobPicture, on_done: Callable[[Matrix | None], object]) -> None:
        """The feature of a picture from outside; None where it cannot be read."""
        job = FeaturesJob(self._source, (picture,), order=Order.ANSWER)
        self._submit(job, partial(self._take_embedded, on_done))

    def _words(self) -> Matrix | None:
        if not self._classes or any(words not in self._of_words for _, words in self._classes):
            return None
        return stacked([self._of_words[words] for _, words in self._classes])

    def _known(self, ids: Sequence[int] | Mapping[int, str]) -> tuple[list[int], Matrix]:
        known = [found for found in ids if self._hashes.get(found) in self._of_hash]
        return known, stacked([self._of_hash[self._hashes[found]] for found in known])

    def _ask_words(self) -> None:
        new = tuple(dict.fromkeys(words for _, words in self._classes if words not in self._of_words))
        if new:
            self._submit(NamesJob(self._source, new, template=self._template), partial(self._take_words, new))

    def _ask_pictures(self) -> None:
        """The inbox first: its suggestions are waited for."""
        if self._batch:
            return
        wanted: dict[str, int] = {}
        for placement in (*self._inbox, *self._hashes):
            sha256 = self._hashes[placement]
            if sha256 not in self._of_hash and sha256 not in self._hopeless and sha256 not in wanted:
                wanted[sha256] = placement
                if len(wanted) == BATCH:
                    break
        if wanted:
            self._batch = tuple(wanted)
            call = partial(self._files_of, tuple(wanted.values()))
            self._acts.run(call, on_done=partial(self._take_files, self._turn), on_failed=self._take_no_files)

    def _take_files(self, turn: int, files: Mapping[int, JobPicture]) -> None:
        if turn != self._turn:
            return
        pictures = tuple(files.values())
        self._hopeless.update(set(self._batch) - {picture.sha256 or "" for picture in pictures})
        if not pictures:
            self._batch = ()
            return
        job = FeaturesJob(self._source, pictures, order=Order.VISIBLE)
        self._submit(job, partial(self._take_features, pictures))

    def _take_no_files(self, notices: object) -> None:
        self._batch = ()

    def _submit(self, job: FeaturesJob | NamesJob, take: Callable[[Event], None]) -> None:
        self._jobs[self._runner.submit(job)] = take

    @Slot(str, object)
    def _hear(self, job_id: str, event: Event) -> None:
        take = self._jobs.get(job_id)
        if take is None:
            return
        if isinstance(event, LAST):
            del self._jobs[job_id]
        take(event)

    def _take_words(self, words: tuple[str, ...], event: Event) -> None:
        if isinstance(event, Finished) and isinstance(event.result, NameVectors):
            for text, vector in zip(words, event.result.plain, strict=True):
                if text not in event.result.refused:
                    self._of_words[text] = normalised(vector)
            self._later()

    def _take_features(self, pictures: tuple[JobPicture, ...], event: Event) -> None:
        if isinstance(event, Part):
            for item in event.vectors:
                sha256 = pictures[item.index].sha256 or ""
                if item.plain is None:
                    self._hopeless.add(sha256)
                else:
                    self._of_hash[sha256] = normalised(item.plain)
            self._later()
        elif isinstance(event, LAST):
            done = isinstance(event, Finished)
            missing = set(self._batch) - set(self._of_hash)
            self._hopeless |= missing  # a job that failed would fail again at once
            self._batch = ()
            if done:
                self._ask_pictures()

    def _take_find(self, on_done: Callable[[tuple[int, ...]], object], event: Event) -> None:
        if isinstance(event, Finished) and isinstance(event.result, NameVectors):
            ids, matrix = self._known(self._hashes)
            rows = [] if event.result.refused else fitting(normalised(event.result.plain[0]), matrix)
            on_done(tuple(ids[row] for row in rows))
        elif isinstance(event, LAST):
            on_done(())

    def _take_embedded(self, on_done: Callable[[Matrix | None], object], event: Event) -> None:
        if isinstance(event, Part):
            plain = event.vectors[0].plain
            on_done(None if plain is None else normalised(plain))
        elif isinstance(event, LAST) and not isinstance(event, Finished):
            on_done(None)

    def _later(self) -> None:
        self._suggested = None
        if not self._teller.isActive():
            self._teller.start()

    def _tell(self) -> None:
        self.changed.emit()
