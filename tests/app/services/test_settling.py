"""How an adapter answers, settled after it was made: kept in its description, undone where a person did it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.services.adapters import Adapters
from app.services.projects import Projects
from app.services.undo import Undo
from app.storage.storage import Storage
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import INSTANT_TEMPERATURE, AnswerSource
from mmrl_engine.adapter_schema import Balance, Reject
from mmrl_engine.errors import AdapterError, InputError
from tests.app.scripted_runner import ScriptedRunner
from tests.engine.adapter_samples import adapter as adapter_sample

BALANCE = Balance(rule="fitted", g1=2.5, c=0.25, weight=0.5, tau0=1.5)
REJECT = (Reject("plain-cosine", "below", 0.2, False), Reject("mcm", "below", 0.1, True))


@pytest.fixture
def project(storage: Storage) -> int:
    made = Projects(storage).create(name="Animals").made
    assert made is not None
    return made


@pytest.fixture
def adapters(storage: Storage) -> Adapters:
    return Adapters(storage, ScriptedRunner())


def kept(adapters: Adapters, project: int, *, plain: bool = True) -> int:
    made = adapters.keep(project_id=project, adapter=adapter_sample(plain=plain), name="1", origin="trained").made
    assert made is not None
    return made


def test_what_is_settled_is_what_the_adapter_says_from_then_on(
    adapters: Adapters, project: int, storage: Storage
) -> None:
    one = kept(adapters, project)
    before = adapters.load(adapter_id=one)
    change = adapters.settle(adapter_id=one, balance=BALANCE, temperature=1.25, reject=REJECT, answers="words")
    assert change.rows == {"adapter": {one}}
    assert change.projects == {project}
    assert change.act is None
    loaded = adapters.load(adapter_id=one)
    assert (loaded.config.balance, loaded.config.temperature, loaded.config.reject) == (BALANCE, 1.25, REJECT)
    assert loaded.config.answers == "words"
    assert (loaded.checks, loaded.classes) == (before.checks, before.classes)
    assert Undo(storage).state(project_id=project).undo is None


def test_a_shared_file_carries_what_was_settled(adapters: Adapters, project: int, tmp_path: Path) -> None:
    one = kept(adapters, project)
    adapters.settle(adapter_id=one, balance=BALANCE, temperature=1.25, reject=REJECT, answers="instant")
    path = tmp_path / "shared.mmrl.safetensors"
    adapters.export(adapter_id=one, path=path)
    config = Adapter.load(path).config
    assert (config.balance, config.temperature, config.reject, config.answers) == (BALANCE, 1.25, REJECT, "instant")


def test_what_a_person_chose_is_undone_and_done_again(adapters: Adapters, project: int, storage: Storage) -> None:
    one, undo = kept(adapters, project), Undo(storage)
    change = adapters.settle(adapter_id=one, answers="words", by_person=True)
    assert change.act is not None
    assert (change.act.code, change.act.params["answers"]) == ("adapter-answers", "words")
    (view,) = adapters.list(project_id=project)
    assert (view.answers, view.chosen, view.sources) == ("words", True, ("mmrl", "instant", "words"))
    undo.undo(project_id=project)
    (view,) = adapters.list(project_id=project)
    assert (view.answers, view.chosen) == ("instant", False)
    undo.redo(project_id=project)
    (view,) = adapters.list(project_id=project)
    assert (view.answers, view.chosen) == ("words", True)


def test_the_act_itself_is_taken_back_too(adapters: Adapters, project: int, storage: Storage) -> None:
    one, undo = kept(adapters, project), Undo(storage)
    act = adapters.settle(adapter_id=one, answers="words", by_person=True).act
    assert act is not None
    adapters.settle(adapter_id=one, temperature=1.25)
    undo.take_back(act_id=act.id)
    config = adapters.load(adapter_id=one).config
    assert (config.answers, config.temperature) == ("instant", 1.0)  # what was measured is how sure words are
    with pytest.raises(InputError):
        undo.take_back(act_id=act.id)


def test_no_test_overrules_a_person(adapters: Adapters, project: int) -> None:
    one = kept(adapters, project)
    adapters.settle(adapter_id=one, answers="words", by_person=True)
    adapters.settle(adapter_id=one, answers="mmrl", temperature=2.0)
    config = adapters.load(adapter_id=one).config
    assert (config.answers, config.temperature) == ("words", 2.0)
    adapters.settle(adapter_id=one, answers="instant", by_person=True)
    assert adapters.load(adapter_id=one).config.answers == "instant"


def test_a_line_that_was_put_back_is_drawn_again_by_the_next_test(adapters: Adapters, project: int) -> None:
    one = kept(adapters, project)
    mine, tested = (Reject("likeness", "below", limit, rough=False) for limit in (0.9, 0.5))
    for stays, want in ((True, mine), (False, tested)):
        change = adapters.settle(adapter_id=one, reject=(mine,), by_person=True, line_stays=stays)
        assert change.act is not None
        assert change.act.code == "adapter-line"
        adapters.settle(adapter_id=one, reject=(tested,))
        assert adapters.load(adapter_id=one).config.reject == (want,)


def test_undoing_where_the_line_was_moved_keeps_what_else_was_measured(
    adapters: Adapters, project: int, storage: Storage
) -> None:
    one = kept(adapters, project)
    first, mine, line = (
        Reject(score, "below", limit, rough=False)
        for score, limit in (("likeness", 0.5), ("likeness", 0.9), ("sure-share", 0.7))
    )
    adapters.settle(adapter_id=one, reject=(first,))
    adapters.settle(adapter_id=one, reject=(mine,), by_person=True)
    adapters.settle(adapter_id=one, temperature=1.25, reject=(first, line))
    undo = Undo(storage)
    for turn, want in ((undo.undo, first), (undo.redo, mine)):
        turn(project_id=project)
        config = adapters.load(adapter_id=one).config
        assert (config.reject, config.temperature) == ((want, line), 1.25)


def test_undoing_who_answers_keeps_what_was_measured_since(adapters: Adapters, project: int, storage: Storage) -> None:
    one, undo = kept(adapters, project), Undo(storage)
    adapters.settle(adapter_id=one, answers="words", by_person=True)
    adapters.settle(adapter_id=one, balance=BALANCE, temperature=1.25, reject=REJECT)
    for turn, answers, temperature in ((undo.undo, "instant", 1.0), (undo.redo, "words", 1.25)):
        turn(project_id=project)
        config = adapters.load(adapter_id=one).config
        assert (config.answers, config.temperature) == (answers, temperature)
        assert (config.balance, config.reject) == (BALANCE, REJECT)


def test_each_source_keeps_its_own_temperature(adapters: Adapters, project: int) -> None:
    one = kept(adapters, project)
    measured: dict[AnswerSource, float] = {"instant": 6.5, "words": 8.0, "mmrl": 1.25}
    for answers, temperature in measured.items():
        adapters.settle(adapter_id=one, answers=answers, temperature=temperature)
    for answers, temperature in measured.items():
        adapters.settle(adapter_id=one, answers=answers, by_person=True)
        assert adapters.load(adapter_id=one).config.temperature == temperature


@pytest.mark.parametrize("told", [7, {"instant": -1.0, "words": "hot", "mmrl": 1e9}, {"instant": None}])
def test_a_file_with_strange_temperatures_is_settled_all_the_same(
    adapters: Adapters, project: int, told: object
) -> None:
    strange = replace(adapter_sample(plain=True), metrics={"temperatures": told})
    one = adapters.keep(project_id=project, adapter=strange, name="1", origin="imported").made or 0
    adapters.settle(adapter_id=one, answers="words", temperature=2.0)
    assert adapters.load(adapter_id=one).config.temperature == 2.0


def test_undoing_who_answers_takes_back_what_was_settled_with_it(
    adapters: Adapters, project: int, storage: Storage
) -> None:
    one = kept(adapters, project)
    adapters.settle(adapter_id=one, temperature=1.25)
    adapters.settle(adapter_id=one, answers="words", temperature=3.0, by_person=True)
    Undo(storage).undo(project_id=project)
    config = adapters.load(adapter_id=one).config
    assert (config.answers, config.temperature) == ("instant", 1.25)


def test_no_test_moves_the_line_that_a_person_moved(adapters: Adapters, project: int, storage: Storage) -> None:
    one = kept(adapters, project)
    moved, sure = (Reject("plain-cosine", "below", 0.3, True),), Reject("sure-share", "below", 0.9, False)
    change = adapters.settle(adapter_id=one, reject=moved, by_person=True)
    assert change.act is not None
    assert change.act.code == "adapter-line"
    adapters.settle(adapter_id=one, reject=(*REJECT, sure), temperature=1.5)
    config = adapters.load(adapter_id=one).config
    assert (config.reject, config.temperature) == ((*moved, sure), 1.5)
    again = (Reject("plain-cosine", "below", 0.1, True), sure)
    adapters.settle(adapter_id=one, reject=again, by_person=True)
    assert adapters.load(adapter_id=one).config.reject == again


def test_what_an_adapter_cannot_do_is_refused_and_changes_nothing(adapters: Adapters, project: int) -> None:
    one = kept(adapters, project, plain=False)
    before = adapters.load(adapter_id=one).config
    with pytest.raises(AdapterError):
        adapters.settle(adapter_id=one, answers="instant")
    with pytest.raises(AdapterError):
        adapters.settle(adapter_id=one, temperature=0.0)
    assert adapters.load(adapter_id=one).config == before
    (view,) = adapters.list(project_id=project)
    assert view.sources == ("mmrl", "words")


def test_an_adapter_that_is_gone_is_told(adapters: Adapters) -> None:
    with pytest.raises(InputError) as caught:
        adapters.settle(adapter_id=9, temperature=1.0)
    assert [item.code for item in caught.value.notices] == ["adapter-not-there"]


def test_who_never_answered_has_a_temperature_of_its_own(adapters: Adapters, project: int) -> None:
    """Of the quick answer the one that it chose by itself when it was made."""
    sample = adapter_sample(plain=True)
    made = replace(
        sample, config=replace(sample.config, answers="mmrl", temperature=1.0), metrics={INSTANT_TEMPERATURE: 3.0}
    )
    one = adapters.keep(project_id=project, adapter=made, name="1", origin="trained").made or 0
    adapters.settle(adapter_id=one, answers="mmrl", temperature=7.0)
    adapters.settle(adapter_id=one, answers="words", by_person=True)
    assert adapters.load(adapter_id=one).config.temperature == 1.0
    adapters.settle(adapter_id=one, answers="mmrl", by_person=True)
    assert adapters.load(adapter_id=one).config.temperature == 7.0
    adapters.settle(adapter_id=one, answers="instant", by_person=True)
    assert adapters.load(adapter_id=one).config.temperature == 3.0
