"""The doctor over a real data folder: findings of placements and classes, and what a person said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from app.services.classes import Classes
from app.services.diagnosis import Diagnosis, Doubt, Known, Remark, still_so
from app.services.doctor import Doctor
from app.services.duplicates import Duplicates
from app.services.picture_views import PictureView
from app.services.pictures import Pictures
from app.services.undo import Undo
from app.storage.schema import Picture, Placement
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.errors import EngineError
from tests.app.services.import_help import new_project
from tests.app.services.test_duplicates import BASE, Sample, put

WIDTH = 24
WORDS = {word: np.eye(WIDTH, dtype=np.float32)[place] for place, word in enumerate(("cat", "dog", "bird"))}


class Zoo:
    """A project with six pictures of each of three classes, whose features are near their words."""

    def __init__(self, storage: Storage, counts: Sequence[int] = (6, 6, 6), inbox: Mapping[str, int] = {}) -> None:
        self.storage = storage
        self.id = new_project(storage)
        self.classes, self.pictures = Classes(storage), Pictures(storage)
        self.ids = {word: self._add(word) for word in WORDS}
        shown = [word for word, count in zip(WORDS, counts, strict=True) for _ in range(count)]
        hidden = [word for word, count in inbox.items() for _ in range(count)]
        homes: list[int | None] = [self.ids[word] for word in shown]
        homes += [None] * len(hidden)
        hashes = np.random.default_rng(0).integers(0, 2**63, len(homes)).tolist()
        self.places = put(storage, self.id, *map(Sample, hashes, homes))
        draw = np.random.default_rng(1)
        made = np.stack([WORDS[word] for word in [*shown, *hidden]]) + 0.1 * draw.standard_normal((len(homes), WIDTH))
        self.features: npt.NDArray[np.float32] = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
        self.rivals: float | None = None

    def _add(self, name: str) -> int:
        made = self.classes.add(project_id=self.id, name=name).made
        assert made is not None
        return made

    def by_id(self) -> dict[int, PictureView]:
        return {view.id: view for view in self.pictures.page(project_id=self.id)}

    def look(self, known: int | None = None) -> Diagnosis:
        """With the features of so many pictures known."""
        listed = sorted(self.by_id().values(), key=lambda view: view.id)[:known]
        rows = [self.places.index(view.id) for view in listed]
        words = {item.words: WORDS.get(item.words, WORDS["cat"]) for item in self.classes.list(project_id=self.id)}
        given = Known(tuple(view.sha256 for view in listed), self.features[rows], words, self.rivals)
        return Doctor(self.storage, Duplicates(self.storage)).look(project_id=self.id, known=given)

    def label(self, place: int, word: str | None) -> None:
        self.pictures.label(placement_ids=[self.places[place]], class_id=None if word is None else self.ids[word])


def test_a_well_sorted_project_has_nothing(storage: Storage) -> None:
    assert Zoo(storage).look() == Diagnosis({})


def test_a_picture_in_a_wrong_class_is_doubted_and_remarked(storage: Storage) -> None:
    zoo = Zoo(storage)
    zoo.label(0, "dog")
    found, ids = zoo.look(), zoo.ids
    assert found.doubts == {zoo.places[0]: Doubt("mislabelled", ids["dog"], ids["cat"])}
    assert found.remarks == (Remark("mislabelled", (zoo.places[0],), (ids["dog"], ids["cat"])),)
    likeliest = {placement: shares[0][0] for placement, shares in found.seen.items()}
    homes = (ids["cat"], ids["dog"], ids["bird"])
    assert likeliest == {placement: homes[place // 6] for place, placement in enumerate(zoo.places)}
    assert all(share <= 1 for shares in found.seen.values() for _, share in shares)


def test_what_a_person_keeps_is_left_alone_until_it_is_moved(storage: Storage) -> None:
    zoo = Zoo(storage)
    zoo.label(0, "dog")
    change = zoo.pictures.keep(placement_ids=[zoo.places[0]])
    assert change.act is not None
    assert (change.act.code, change.act.params) == ("pictures-kept", {"count": 1})
    assert zoo.look() == Diagnosis({})
    assert not zoo.pictures.keep(placement_ids=[zoo.places[0]]), "it is kept already"
    Undo(storage).undo(project_id=zoo.id)
    assert list(zoo.look().doubts) == [zoo.places[0]]
    Undo(storage).redo(project_id=zoo.id)
    zoo.label(0, "bird")
    assert list(zoo.look().doubts) == [zoo.places[0]]
    Undo(storage).undo(project_id=zoo.id)
    assert zoo.look() == Diagnosis({}), "and undo remembers that it was kept there"


def test_only_what_is_known_is_judged(storage: Storage) -> None:
    zoo = Zoo(storage)
    zoo.label(0, "dog")
    assert zoo.look(known=0) == Diagnosis({})
    assert zoo.look(known=4) == Diagnosis({}), "too few of every class, though none has few"


def test_the_trash_is_not_looked_at(storage: Storage) -> None:
    zoo = Zoo(storage)
    zoo.label(0, "dog")
    zoo.pictures.remove(placement_ids=[zoo.places[0]])
    assert zoo.look() == Diagnosis({})


def test_counts_and_words_are_remarked_of_classes(storage: Storage) -> None:
    zoo = Zoo(storage, (16, 4, 2))
    ids = zoo.ids
    assert zoo.look().remarks == (Remark("few", (), (ids["bird"],)),)
    zoo.classes.remove(class_id=ids["bird"])
    assert zoo.look().remarks == (Remark("uneven", (), (ids["cat"], ids["dog"])),)
    zoo.classes.set_words(class_id=ids["dog"], words="puss")
    zoo.rivals = 0.9
    assert Remark("alike", (), (ids["cat"], ids["dog"])) in zoo.look().remarks


def test_hashes_alone_make_no_copies(storage: Storage) -> None:
    zoo = Zoo(storage)
    near = [Sample(BASE, zoo.ids["cat"]), Sample(BASE ^ 1, zoo.ids["cat"]), Sample(BASE ^ 2, zoo.ids["dog"])]
    first = len(zoo.places)
    other = new_project(storage, "Other")
    zoo.id = other
    zoo.ids = {word: zoo._add(word) for word in WORDS}
    near = [Sample(item.dhash, zoo.ids[word]) for item, word in zip(near, ("cat", "cat", "dog"), strict=True)]
    zoo.places = [*[-1] * first, *put(storage, other, *near)]
    same, unlike = WORDS["cat"], WORDS["bird"]
    zoo.features = np.concatenate([zoo.features, np.stack([same, same, same])])
    assert zoo.look().remarks[0].kind == "twins"
    zoo.features[-1] = unlike
    assert [(item.kind, len(item.placement_ids)) for item in zoo.look().remarks][-1] == ("copies", 2)
    zoo.features[-2] = unlike
    assert {item.kind for item in zoo.look().remarks} == {"few"}


def test_the_inbox_is_ordered_by_what_it_would_teach(storage: Storage) -> None:
    zoo = Zoo(storage, inbox={"cat": 2, "dog": 2})
    torn = WORDS["cat"] + WORDS["bird"]
    zoo.features[-1] = torn / np.linalg.norm(torn)
    found = zoo.look()
    assert found.useful[0] == zoo.places[-1]
    assert sorted(found.useful) == zoo.places[-4:]
    assert found.remarks == (Remark("teaching", (zoo.places[-1],)),)


def test_a_project_that_is_gone_is_told(storage: Storage) -> None:
    zoo = Zoo(storage)
    known = Known((), np.zeros((0, WIDTH), np.float32), {})
    with pytest.raises(EngineError):
        Doctor(storage, Duplicates(storage)).look(project_id=zoo.id + 99, known=known)


def test_what_was_found_holds_only_as_long_as_nothing_of_it_changes(storage: Storage) -> None:
    zoo = Zoo(storage, (6, 6, 3), inbox={"cat": 1})
    zoo.label(0, "dog")
    found, ids = zoo.look(), [*zoo.ids.values()]
    assert still_so(found, zoo.by_id(), ids) == found
    kinds = [item.kind for item in found.remarks]
    assert kinds == ["mislabelled", "few"]
    zoo.label(0, "cat")
    zoo.label(15, "cat")
    after = still_so(found, zoo.by_id(), ids)
    assert (after.doubts, [item.kind for item in after.remarks], after.useful) == ({}, ["few"], ())
    assert still_so(found, zoo.by_id(), ids[:2]).remarks == ()


@pytest.mark.parametrize("kind", ["twins", "copies"])
def test_alike_pictures_are_remarked_until_one_of_them_goes(storage: Storage, kind: str) -> None:
    zoo = Zoo(storage)
    pair = (zoo.places[0], zoo.places[6 if kind == "twins" else 1])
    classes = tuple(sorted({zoo.ids["cat"], zoo.ids["dog" if kind == "twins" else "cat"]}))
    found = Diagnosis({}, (Remark("twins" if kind == "twins" else "copies", pair, classes),))
    ids = [*zoo.ids.values()]
    assert still_so(found, zoo.by_id(), ids) == found
    zoo.pictures.keep(placement_ids=pair)
    assert bool(still_so(found, zoo.by_id(), ids).remarks) == (kind == "copies")
    zoo.pictures.remove(placement_ids=pair[:1])
    assert still_so(found, zoo.by_id(), ids).remarks == ()


def test_very_small_pictures_are_told_until_a_person_keeps_them(storage: Storage) -> None:
    zoo = Zoo(storage)

    def shrink(unit: UnitOfWork) -> None:
        sha256 = unit.session.get_one(Placement, zoo.places[0]).sha256
        unit.session.get_one(Picture, sha256).width = 31

    storage.write(shrink)
    found, ids = zoo.look(), [*zoo.ids.values()]
    assert found.remarks == (Remark("small", (zoo.places[0],), (zoo.ids["cat"],)),)
    assert still_so(found, zoo.by_id(), ids) == found
    zoo.pictures.keep(placement_ids=[zoo.places[0]])
    assert still_so(found, zoo.by_id(), ids).remarks == ()
    assert zoo.look().remarks == ()


def test_where_one_of_the_sorted_pictures_is_sure_is_learned_from_all(storage: Storage) -> None:
    """Never below the usual line; nothing is sure of pictures that are alone in their class."""
    zoo = Zoo(storage)
    assert 0.8 <= zoo.look().line <= 1
    assert Zoo(storage, (1, 1, 1)).look().line > 1
