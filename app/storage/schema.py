"""The tables of `projects.sqlite` and `adapters.sqlite`.

Ids count up and are never used twice (AUTOINCREMENT), so that what an undo brings back has its old id. A `uid` (UUID4)
names the same thing in an archive. Columns of the tables in `JOURNALED` hold whole numbers and text only: the journal
writes them as JSON, which would round other numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.storage.columns import PathText

# Names for every constraint: a later migration must be able to call them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
COUNTING = {"sqlite_autoincrement": True}
_JSON = JSON(none_as_null=True)


class ProjectsBase(DeclarativeBase):
    """Everything in `projects.sqlite`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, dict[str, Any]: _JSON, list[Any]: _JSON, Path: PathText}  # noqa: RUF012


class AdaptersBase(DeclarativeBase):
    """Everything in `adapters.sqlite`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text}  # noqa: RUF012


class Project(ProjectsBase):
    """A project.

    Attributes:
        backbone: {"source", "config"}, as `load_backbone` takes them. template: the prompt of new trainings.
        keep: "copy" or "in_place", what an import does with pictures.
        adapter_id: the adapter in use. No foreign key: the journal brings rows back in any order.
        trashed_at: since when it lies in the trash. typed_names: what was typed on its Try page, in the order there.
    """

    __tablename__ = "project"
    __table_args__ = COUNTING
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[str]
    opened_at: Mapped[str]
    trashed_at: Mapped[str | None]
    backbone: Mapped[dict[str, Any]]
    template: Mapped[str]
    keep: Mapped[str]
    adapter_id: Mapped[int | None]
    typed_names: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")


class ClassRow(ProjectsBase):
    """A class of a project.

    Attributes:
        name_key: equal for names that a person would take for the same. words: what the model reads.
        color: its mark, a colour and a shape such as "blue disc" (`app.services.colors`). position: from 0.
        absorbed: uids of classes that were merged into it, which answers of older trainings still count for.
    """

    __tablename__ = "class"
    __table_args__ = (UniqueConstraint("project_id", "name_key"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    name: Mapped[str]
    name_key: Mapped[str]
    words: Mapped[str]
    color: Mapped[str]
    position: Mapped[int]
    absorbed: Mapped[list[Any]]
    created_at: Mapped[str]


class Picture(ProjectsBase):
    """The content of a picture file, by its SHA-256, whatever projects it is in.

    Attributes:
        size: in bytes. width, height: in pixels, upright. kind: the format. taken: by the camera's clock, ISO 8601.
        dhash: 64 bits, as a signed number; near duplicates differ in few of them.
    """

    __tablename__ = "picture"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    kind: Mapped[str]
    taken: Mapped[str | None]
    dhash: Mapped[int]
    added_at: Mapped[str]


class Placement(ProjectsBase):
    """A picture's place in a project.

    Attributes:
        class_id: None is the inbox. name: of the file that it came from. source: where that file was.
        in_place: the file stays where it is (`source`), nothing was copied. source_mtime_ns: of it, to notice changes.
        split: "train", "val" or "test" where the folders said so. removed_at: since when it lies in the trash.
        kept: a person looked at it and said that it is right where it is; whoever moves it takes that back.
    """

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("project_id", "sha256"),
        Index(None, "project_id", "class_id", "removed_at"),
        Index(None, "project_id", "removed_at"),
        Index(None, "sha256"),
        Index(None, "class_id"),
        COUNTING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(ForeignKey("picture.sha256"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class.id", ondelete="SET NULL"))
    name: Mapped[str]
    source: Mapped[Path]
    in_place: Mapped[bool]
    source_mtime_ns: Mapped[int]
    split: Mapped[str | None]
    added_at: Mapped[str]
    removed_at: Mapped[str | None]
    kept: Mapped[bool] = mapped_column(default=False, server_default="0")


class Unreadable(ProjectsBase):
    """A file that was given to a project and could not be read; `notice` is {"code", "params"}."""

    __tablename__ = "unreadable"
    __table_args__ = (Index(None, "project_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class.id", ondelete="SET NULL"))
    name: Mapped[str]
    source: Mapped[Path]
    notice: Mapped[dict[str, Any]]
    found_at: Mapped[str]


class Run(ProjectsBase):
    """A training.

    Attributes:
        number: counted within the project, from 1.
        state: "waiting", "running", "paused", "cut_off", "done", "failed" or "stopped".
        config: a `TrainConfig` as JSON. classes: [{"uid", "name", "words"}], examples: [[sha256, index of the class]],
            both as they were when it was started, so that it can go on whatever has changed since.
        stage, done, total: how far it is. curve: [[done, loss]]. notices: [{"code", "params"}].
        figures: what its evaluation found. trace: of our own mistake. removed_at: taken off the list.
    """

    __tablename__ = "run"
    __table_args__ = (Index(None, "project_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[str]
    backbone: Mapped[dict[str, Any]]
    config: Mapped[dict[str, Any]]
    classes: Mapped[list[Any]]
    examples: Mapped[list[Any]]
    created_at: Mapped[str]
    started_at: Mapped[str | None]
    ended_at: Mapped[str | None]
    stage: Mapped[str | None]
    done: Mapped[int]
    total: Mapped[int]
    curve: Mapped[list[Any]]
    notices: Mapped[list[Any]]
    trace: Mapped[str]
    figures: Mapped[dict[str, Any] | None]
    adapter_id: Mapped[int | None]
    removed_at: Mapped[str | None]


class AdapterRow(ProjectsBase):
    """What an adapter says of itself; its tensors are the section `section_sha256` of `adapters.sqlite`.

    Attributes:
        description: everything but the tensors (`mmrl_engine.Adapter.description_json`).
        class_uids: for each of its classes the uid of the project's class, None where there is none (imported).
        origin: "trained" or "imported". run_id: of the training.
    """

    __tablename__ = "adapter"
    __table_args__ = (Index(None, "project_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    run_id: Mapped[int | None]
    name: Mapped[str]
    origin: Mapped[str]
    section_sha256: Mapped[str]
    fingerprint: Mapped[str]
    description: Mapped[dict[str, Any]]
    class_uids: Mapped[list[Any]]
    created_at: Mapped[str]
    removed_at: Mapped[str | None]


class Act(ProjectsBase):
    """One thing that a person did and can undo. `undone` ones can be done again. `code`, `params`: for the sentence."""

    __tablename__ = "act"
    __table_args__ = (Index(None, "project_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    code: Mapped[str]
    params: Mapped[dict[str, Any]]
    at: Mapped[str]
    undone: Mapped[bool]


class ActPart(ProjectsBase):
    """Some of an act's changed rows (`app.storage.journal`); a long act is committed in several parts."""

    __tablename__ = "act_part"
    __table_args__ = (Index(None, "act_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id", ondelete="CASCADE"))
    changes: Mapped[bytes] = mapped_column(LargeBinary)


class FolderRun(ProjectsBase):
    """A folder whose pictures get answers, one after another; it can stop and go on.

    Attributes:
        names: what stands in the list, as it was when the run was started (`app.services.name_list`).
        state: "running", "watching", "stopped", "done" or "failed".
    """

    __tablename__ = "folder_run"
    __table_args__ = (Index(None, "project_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    folder: Mapped[Path]
    adapter_id: Mapped[int | None]
    names: Mapped[dict[str, Any]]
    state: Mapped[str]
    notices: Mapped[list[Any]]
    created_at: Mapped[str]
    ended_at: Mapped[str | None]


class FolderFile(ProjectsBase):
    """A picture of a folder run, and its answer once there is one.

    Attributes:
        path: within the folder. scores: [[name, kind, probability]].
        state: "waiting", "answered", "failed" or, there before the folder was watched and not asked about, "before".
    """

    __tablename__ = "folder_file"
    __table_args__ = (Index(None, "folder_run_id", "state"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    folder_run_id: Mapped[int] = mapped_column(ForeignKey("folder_run.id", ondelete="CASCADE"))
    path: Mapped[Path]
    state: Mapped[str]
    answer: Mapped[str | None]
    kind: Mapped[str | None]
    probability: Mapped[float | None]
    second: Mapped[str | None]
    second_probability: Mapped[float | None]
    verdict: Mapped[str | None]
    scores: Mapped[list[Any] | None]
    notice: Mapped[dict[str, Any] | None]


class CopyRun(ProjectsBase):
    """Copies of a folder run's pictures, sorted into folders below `target`.

    `state`: "planned", "running", "stopped", "done" or "undone".
    """

    __tablename__ = "copy_run"
    __table_args__ = (Index(None, "folder_run_id"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    folder_run_id: Mapped[int] = mapped_column(ForeignKey("folder_run.id", ondelete="CASCADE"))
    target: Mapped[Path]
    state: Mapped[str]
    created_at: Mapped[str]


class CopiedFile(ProjectsBase):
    """One copy of a copy run: the journal from which copying goes on after a crash, and is undone.

    `state`: "planned", "copied", "skipped", "failed" or "undone". `sha256`: of what was copied.
    """

    __tablename__ = "copied_file"
    __table_args__ = (Index(None, "copy_run_id", "state"), COUNTING)
    id: Mapped[int] = mapped_column(primary_key=True)
    copy_run_id: Mapped[int] = mapped_column(ForeignKey("copy_run.id", ondelete="CASCADE"))
    source: Mapped[Path]
    target: Mapped[Path]
    state: Mapped[str]
    sha256: Mapped[str | None]
    notice: Mapped[dict[str, Any] | None]


class Setting(ProjectsBase):
    """A setting that differs from its default; `value` is {"value": ...}."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Section(AdaptersBase):
    """The tensor section of an adapter file: every byte after the header, under its SHA-256. Never changed."""

    __tablename__ = "section"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    stored_at: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)


_ALL = ("*",)
# What changes in these columns is told to whoever shows it, and can be undone as part of an act. Where not all are
# named, rows of the table are neither made nor deleted in an act.
JOURNALED: dict[str, tuple[str, ...]] = {
    "project": _ALL,
    "class": _ALL,
    "placement": _ALL,
    "unreadable": _ALL,
    "run": ("id", "project_id", "state", "done", "adapter_id", "removed_at"),
    "adapter": ("id", "project_id", "name", "description", "removed_at"),
    "folder_run": ("id", "project_id", "state"),
    "copy_run": ("id", "folder_run_id", "state"),
}
