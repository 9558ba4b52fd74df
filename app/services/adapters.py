"""Adapters of a project: listing, choosing the one in use, taking one in from a file, and handing one out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.jobs import BackboneSource, NamesJob, Runner
from app.services.known_models import KnownModel, known_fingerprint, known_model
from app.services.name_list import LearnedClass, ListedClass
from app.services.names import MOST_NAME, can_be_written, is_blank, tidy
from app.services.project_rows import project_of
from app.services.settling import Settled, limits_of, settled, who_answers
from app.services.waiting import run_and_wait
from app.storage.columns import now
from app.storage.schema import AdapterRow, ClassRow, Project
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.adapter import Adapter
from mmrl_engine.adapter_config import AnswerSource
from mmrl_engine.adapter_schema import BackboneRef, Balance, Reject
from mmrl_engine.errors import InputError
from mmrl_engine.examples import same_name
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice
from mmrl_engine.untrusted import canonical_json, shown


@dataclass(frozen=True, slots=True)
class AdapterView:
    """An adapter as a list shows it.

    Attributes:
        classes: its names and how many pictures each was learned from, in its own order.
        in_use: whether the project answers with it. run_id: the training that made it, None if it was imported.
        answers: who answers for its names: what was learned, the instant classifier, or words alone. chosen: a person
            decided that. sources: those that can answer. reject: where "none of these" begins.
        manner: another one whenever it answers otherwise.
        model: what it was made for, by its name in the catalogue or its file. fits: False where the project is known to
            use another one.
    """

    id: int
    uid: str
    name: str
    origin: str
    run_id: int | None
    classes: tuple[LearnedClass, ...]
    created_at: str
    in_use: bool
    answers: AnswerSource = "mmrl"
    chosen: bool = False
    sources: tuple[AnswerSource, ...] = ("mmrl", "words")
    reject: tuple[Reject, ...] = ()
    manner: str = ""
    model: str = ""
    fits: bool = True


class Adapters:
    """The use cases on adapters.

    Args:
        runner: asks the backbone whether an adapter from a file gives the scores that it gave where it was made.
    """

    def __init__(self, storage: Storage, runner: Runner) -> None:
        self._storage, self._runner = storage, runner

    def list(self, *, project_id: int) -> tuple[AdapterView, ...]:
        """The project's adapters, the newest first."""
        with self._storage.read() as session:
            project = project_of(session, project_id)
            known = known_model(session, project, self._storage.folders.backbones)
            wanted = select(AdapterRow).where(AdapterRow.project_id == project_id, AdapterRow.removed_at.is_(None))
            rows = session.scalars(wanted.order_by(AdapterRow.id.desc()))
            return tuple(_view(row, project.adapter_id, known) for row in rows)

    def choose(self, *, project_id: int, adapter_id: int | None) -> Change:
        """Answers with this adapter from now on; with None from words alone.

        Raises:
            InputError: the project has no such adapter. AdapterError: it was made for another backbone.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            row = None if adapter_id is None else adapter_row(unit.session, adapter_id, project_id)
            if row is not None:
                self._require_fit(unit.session, row, project)
            unit.act(project_id, "adapter-chosen", name="" if row is None else row.name)
            project.adapter_id = adapter_id

        return change_of(self._storage.write(work))

    def rename(self, *, project_id: int, adapter_id: int, name: str) -> Change:
        """Calls an adapter otherwise.

        Raises:
            InputError: the name is blank, too long or no text.
        """
        wanted = _checked_name(name)

        def work(unit: UnitOfWork) -> None:
            row = adapter_row(unit.session, adapter_id, project_id)
            unit.act(project_id, "adapter-renamed", old=row.name, name=wanted)
            row.name = wanted

        return change_of(self._storage.write(work))

    def remove(self, *, project_id: int, adapter_id: int) -> Change:
        """Takes an adapter off the list; where it was in use, words alone answer. Can be undone.

        Raises:
            InputError: the project has no such adapter.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            row = adapter_row(unit.session, adapter_id, project_id)
            unit.act(project_id, "adapter-removed", name=row.name)
            row.removed_at = now()
            if project.adapter_id == adapter_id:
                project.adapter_id = None

        return change_of(self._storage.write(work))

    def import_file(self, *, project_id: int, path: Path) -> Change:
        """Takes the adapter in the file `path` in. It is checked whole, and asked its own test pictures first.

        Raises:
            AdapterError: the file is no sound adapter, is another backbone's, or answers otherwise here.
            InputError: two of its classes have the same words, or the project is gone.
        """
        adapter = Adapter.load(path)
        with self._storage.read() as session:
            backbone = backbone_of(project_of(session, project_id))
        fingerprint = known_fingerprint(self._storage.folders.backbones, backbone)
        if fingerprint is not None:
            adapter.require_backbone(fingerprint)
        run_and_wait(self._runner, NamesJob(backbone, (), adapter=self._asked_file(adapter)))
        name = _given_name(adapter.title, path)
        return self.keep(project_id=project_id, adapter=adapter, name=name, origin="imported")

    def keep(
        self,
        *,
        project_id: int,
        adapter: Adapter,
        name: str,
        origin: str,
        run_id: int | None = None,
        class_uids: tuple[str | None, ...] | None = None,
        besides: Callable[[UnitOfWork, int], None] = lambda unit, adapter_id: None,
    ) -> Change:
        """Stores an adapter; its tensors are lasting before its row is.

        Args:
            class_uids: for each of its classes the project's class; without, all are None.
            besides: done in the same transaction, with the new adapter's id.

        Raises:
            InputError: the project is gone. EngineError: it cannot be written.
        """
        section = self._storage.adapters.put(adapter.tensor_section())
        description = adapter.description_json()

        def work(unit: UnitOfWork) -> int:
            project_of(unit.session, project_id)
            row = AdapterRow(
                uid=str(uuid4()),
                project_id=project_id,
                run_id=run_id,
                name=name,
                origin=origin,
                section_sha256=section,
                fingerprint=adapter.backbone.fingerprint,
                description=description,
                class_uids=list(class_uids or (None,) * len(adapter.classes)),
                created_at=now(),
            )
            unit.session.add(row)
            unit.session.flush()
            besides(unit, row.id)
            return row.id

        written = self._storage.write(work)
        return change_of(written, made=written.value)

    def settle(
        self,
        *,
        adapter_id: int,
        balance: Balance | None = None,
        temperature: float | None = None,
        reject: tuple[Reject, ...] | None = None,
        answers: AnswerSource | None = None,
        by_person: bool = False,
        line_stays: bool = True,
        use: bool = False,
    ) -> Change:
        """Writes how an adapter answers into its description; what is None stays as it is.

        Args:
            by_person: a person chose this: it can be undone, and no later settling puts other `answers` in its place,
                nor another line of "none of these" where that is what was chosen.
            line_stays: False lets later settling draw that line again.
            use: its project answers with it from now on.

        Raises:
            InputError: it is gone. AdapterError: it cannot answer so.
        """
        wanted = Settled(balance, temperature, reject, answers, line_stays)

        def work(unit: UnitOfWork) -> None:
            row = adapter_row(unit.session, adapter_id)
            if by_person and answers is not None:
                unit.act(row.project_id, "adapter-answers", name=row.name, answers=answers)
            elif by_person:
                unit.act(row.project_id, "adapter-line", name=row.name)
            row.description = settled(row.description, wanted, by_person=by_person)
            if use:
                project = project_of(unit.session, row.project_id)
                self._require_fit(unit.session, row, project)
                project.adapter_id = row.id

        return change_of(self._storage.write(work))

    def load(self, *, adapter_id: int) -> Adapter:
        """The adapter, put together, under the names that it was learned with.

        Raises:
            InputError: it is gone. AdapterError, EngineError: what was stored is damaged.
        """
        with self._storage.read() as session:
            row = adapter_row(session, adapter_id)
            description, section = row.description, row.section_sha256
        return Adapter.from_description(description, self._storage.adapters.get(section))

    def file(self, *, adapter_id: int) -> Path:
        """The adapter as a file for the child process, in the cache; its classes are called by their words there.

        Raises:
            InputError: it is gone. AdapterError, EngineError: what was stored is damaged, or the file cannot be
                written.
        """
        return self._asked_file(self.load(adapter_id=adapter_id))

    def export(self, *, adapter_id: int, path: Path, author: str = "", licence: str = "") -> None:
        """Writes the adapter to the file `path`, whole or not at all; as `signed` gives it.

        Raises:
            InputError: the adapter is gone. EngineError: it is damaged, or the file cannot be written.
        """
        self.signed(adapter_id=adapter_id, author=author, licence=licence).save(path)

    def signed(self, *, adapter_id: int, author: str = "", licence: str = "") -> Adapter:
        """The adapter for other people: under today's names of its classes, with its title, author and licence.

        Where a class has the name today that another one was learned under, that one gets a number behind its name.

        Raises:
            InputError: the adapter is gone. EngineError: it is damaged.
        """
        adapter = self.load(adapter_id=adapter_id)
        with self._storage.read() as session:
            row = adapter_row(session, adapter_id)
            names = _todays_names(session, row)
            title = row.name
        adapter = adapter.renamed(names)
        author, licence = author or adapter.author, licence or adapter.license
        return replace(adapter, title=title, author=author, license=licence)

    def _require_fit(self, session: Session, row: AdapterRow, project: Project) -> None:
        """Raises AdapterError where it was made for another model; of some that shows only when the job loads it."""
        known_model(session, project, self._storage.folders.backbones).require(row)

    def _asked_file(self, adapter: Adapter) -> Path:
        """Names may have gone from class to class since; words tell the classes apart (`name_list`)."""
        by_words = adapter.renamed({item.name: item.words for item in adapter.classes})
        return self._storage.adapter_files.path_for(by_words)


def learned_classes(row: AdapterRow) -> tuple[LearnedClass, ...]:
    """What an adapter knows, in its own order."""
    listed = row.description["classes"]
    return tuple(
        LearnedClass(uid, item["name"], item["words"], item["pictures"])
        for uid, item in zip(row.class_uids, listed, strict=True)
    )


def listed_classes(session: Session, project_id: int) -> tuple[ListedClass, ...]:
    """The project's classes in their order."""
    rows = session.scalars(select(ClassRow).where(ClassRow.project_id == project_id).order_by(ClassRow.position))
    return tuple(ListedClass(row.uid, row.name, row.words, tuple(row.absorbed)) for row in rows)


def backbone_of(project: Project) -> BackboneSource:
    """The backbone that a project uses."""
    return BackboneSource(project.backbone["source"], project.backbone.get("config"))


def _todays_names(session: Session, row: AdapterRow) -> dict[str, str]:
    """New names of the adapter's classes that were renamed, and of those whose name another has by now."""
    owners = {item.uid: item.name for item in listed_classes(session, row.project_id)}
    learned = learned_classes(row)
    names = {item.name: owners[item.uid] for item in learned if item.uid in owners}
    taken = {same_name(name) for name in names.values()}
    for item in learned:
        if item.name not in names:
            names[item.name] = _free(item.name, taken)
            taken.add(same_name(names[item.name]))
    return names


def _free(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name} ({number})" for number in count(2))
    return next(item for item in chain((name,), numbered) if same_name(item) not in taken)


def _view(row: AdapterRow, in_use: int | None, known: KnownModel) -> AdapterView:
    return AdapterView(
        row.id,
        row.uid,
        row.name,
        row.origin,
        row.run_id,
        learned_classes(row),
        row.created_at,
        row.id == in_use,
        *who_answers(row.description),
        reject=limits_of(row.description),
        manner=canonical_json(row.description.get("config", {})),
        model=BackboneRef.from_json(row.description["backbone"]).id,
        fits=known.fits(row),
    )


def adapter_row(session: Session, adapter_id: int, project_id: int | None = None) -> AdapterRow:
    """Raises InputError where there is none, or none of this project."""
    row = session.get(AdapterRow, adapter_id)
    if row is None or row.removed_at is not None or project_id not in (None, row.project_id):
        raise InputError(notice("adapter-not-there"))
    return row


def _given_name(title: str, path: Path) -> str:
    """What an adapter from a file is called: its title, or the file's name where nothing of the title can be seen."""
    wanted = tidy(title)
    return shown(printable_path(Path(path.name)) if is_blank(wanted) else wanted, MOST_NAME)


def _checked_name(name: str) -> str:
    wanted = tidy(name)
    if not can_be_written(wanted) or is_blank(wanted) or len(wanted) > MOST_NAME:
        raise InputError(notice("adapter-name", limit=MOST_NAME))
    return wanted
