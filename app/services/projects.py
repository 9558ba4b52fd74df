"""Projects: making, naming, copying, opening, and taking away. What is set in one can be undone."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.services.change import Change, change_of
from app.services.jobs import BackboneSource
from app.services.known_models import known_model
from app.services.names import tidy
from app.services.project_copy import copy_project
from app.services.project_names import project_name_problems
from app.services.project_options import DEFAULT_TEMPLATE, backbone_json, keep_problems, template_problems
from app.services.project_rows import free_name, project_of, taken_names
from app.services.project_views import ProjectCard, ProjectView, project_cards, project_view
from app.services.run_rows import IN_WORK
from app.storage.columns import now
from app.storage.schema import AdapterRow, FolderRun, Project, Run
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from mmrl_engine.backbones import catalogue
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice

DEFAULT_BACKBONE = BackboneSource()


class Projects:
    """The use cases on projects."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def list(self) -> tuple[ProjectCard, ...]:
        """The projects, the one that was opened last first."""
        with self._storage.read() as session:
            return project_cards(session, trashed=False)

    def trash_list(self) -> tuple[ProjectCard, ...]:
        """The projects in the trash."""
        with self._storage.read() as session:
            return project_cards(session, trashed=True)

    def get(self, *, project_id: int) -> ProjectView:
        """The project.

        Raises:
            InputError: it is gone.
        """
        with self._storage.read() as session:
            return project_view(project_of(session, project_id))

    def open(self, *, project_id: int) -> ProjectView:
        """The project, which is the last opened one from now on.

        Raises:
            InputError: it is gone, or lies in the trash.
        """

        def work(unit: UnitOfWork) -> ProjectView:
            project = project_of(unit.session, project_id)
            if project.trashed_at is not None:
                raise InputError(notice("project-in-trash", name=project.name))
            project.opened_at = now()
            return project_view(project)

        if self._storage.read_only:
            return self.get(project_id=project_id)
        return self._storage.write(work).value

    def create(
        self,
        *,
        name: str,
        backbone: BackboneSource = DEFAULT_BACKBONE,
        template: str = DEFAULT_TEMPLATE,
        keep: str = "copy",
    ) -> Change:
        """A new, empty project.

        Raises:
            InputError: everything that is wrong with what was given.
        """
        called = tidy(name)

        def work(unit: UnitOfWork) -> int:
            problems = project_name_problems(called, taken_names(unit.session))
            _refuse(problems + template_problems(template) + keep_problems(keep))
            moment = now()
            project = Project(
                uid=str(uuid4()),
                name=called,
                created_at=moment,
                opened_at=moment,
                backbone=backbone_json(backbone),
                template=template,
                keep=keep,
            )
            unit.session.add(project)
            unit.session.flush()
            return project.id

        written = self._storage.write(work)
        return change_of(written, made=written.value)

    def rename(self, *, project_id: int, name: str) -> Change:
        """Calls a project otherwise. Can be undone.

        Raises:
            InputError: what is wrong with the name, or the project is gone.
        """
        called = tidy(name)

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            _refuse(project_name_problems(called, taken_names(unit.session, project_id)))
            unit.act(project_id, "project-renamed", old=project.name, name=called)
            project.name = called

        return change_of(self._storage.write(work))

    def duplicate(self, *, project_id: int) -> Change:
        """A second project with the same classes, pictures and adapters, called "... (copy)".

        Raises:
            InputError: the project is gone.
        """

        def work(unit: UnitOfWork) -> int:
            project = project_of(unit.session, project_id)
            name = free_name(unit.session, project.name, " (copy)")
            return copy_project(unit.session, project, name).id

        written = self._storage.write(work)
        return change_of(written, made=written.value)

    def trash(self, *, project_id: int) -> Change:
        """Puts a project into the trash, from where `restore` brings it back.

        Raises:
            InputError: it is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            project.trashed_at = project.trashed_at or now()

        return change_of(self._storage.write(work))

    def restore(self, *, project_id: int) -> Change:
        """Brings a project back from the trash; with a number behind its name, which is told, where another project has
        taken that meanwhile.

        Raises:
            InputError: it is gone.
        """

        def work(unit: UnitOfWork) -> tuple[Notice, ...]:
            project = project_of(unit.session, project_id)
            old, project.trashed_at = project.name, None
            project.name = free_name(unit.session, old, besides=project_id)
            return () if project.name == old else (notice("project-restored-as", old=old, name=project.name),)

        written = self._storage.write(work)
        return change_of(written, notices=written.value)

    def delete_for_good(self, *, project_id: int) -> Change:
        """Deletes a project with all that it knows, after a backup. Cannot be undone; original files stay.

        Raises:
            InputError: it is gone, or still at work. EngineError: the backup cannot be made.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            if _at_work(unit.session, project_id):
                raise InputError(notice("project-at-work", name=project.name))
            unit.session.execute(delete(Project).where(Project.id == project_id))

        self.get(project_id=project_id)
        self._storage.backups.make("project-deleted")
        return change_of(self._storage.write(work))

    def set_template(self, *, project_id: int, template: str) -> Change:
        """Sets the prompt of new trainings and of answers from words alone. Can be undone.

        Raises:
            InputError: it has not exactly one place for the words, or the project is gone.
        """
        _refuse(template_problems(template))

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            unit.act(project_id, "template-changed", template=template)
            project.template = template

        return change_of(self._storage.write(work))

    def set_keep(self, *, project_id: int, keep: str) -> Change:
        """Sets what an import does with pictures: "copy" or "in_place". Those that are there stay as they are. Can be
        undone.

        Raises:
            InputError: it is neither, or the project is gone.
        """
        _refuse(keep_problems(keep))

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            if keep == "copy":
                unit.act(project_id, "keep-copies")
            else:
                unit.act(project_id, "keep-in-place")
            project.keep = keep

        return change_of(self._storage.write(work))

    def set_backbone(self, *, project_id: int, backbone: BackboneSource) -> Change:
        """Answers with another backbone from now on; from words alone until something is learned on it. Can be undone.

        Raises:
            InputError: the project is gone.
        """

        def work(unit: UnitOfWork) -> None:
            project = project_of(unit.session, project_id)
            if project.backbone == backbone_json(backbone):
                return
            learned = None if project.adapter_id is None else unit.session.get(AdapterRow, project.adapter_id)
            mark = self._mark(unit.session, project, backbone)
            dropped = learned is not None and learned.fingerprint != mark
            name = _model_name(backbone)
            if dropped:
                unit.act(project_id, "model-changed-train", name=name)
            else:
                unit.act(project_id, "model-changed", name=name)
            project.backbone = backbone_json(backbone)
            if dropped:
                project.adapter_id = None

        return change_of(self._storage.write(work))

    def _mark(self, session: Session, project: Project, backbone: BackboneSource) -> str | None:
        """What identifies the model that a project is going to use, if it is known."""
        wanted = Project(id=project.id, backbone=backbone_json(backbone))
        return known_model(session, wanted, self._storage.folders.backbones).fingerprint


def _model_name(backbone: BackboneSource) -> str:
    """For the sentence; "" is the demo's."""
    entry = catalogue.by_id(backbone.source)
    if entry is None:
        return Path(backbone.source).name
    return "" if entry.resource is not None else entry.title


def _at_work(session: Session, project_id: int) -> bool:
    training = select(Run.id).where(Run.project_id == project_id, Run.state.in_(IN_WORK))
    folder = select(FolderRun.id).where(FolderRun.project_id == project_id, FolderRun.state == "running")
    return session.scalars(training.union_all(folder)).first() is not None


def _refuse(problems: list[Notice]) -> None:
    if problems:
        raise InputError(*problems)
