"""What a page asks of the window around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mmrl_engine.types import TrainConfig

PAGES = ("pictures", "train", "check", "try", "use")


@dataclass(frozen=True, slots=True)
class GoTo:
    """One of `PAGES`, and what to show there: the page knows what it understands."""

    page: str
    what: object = None


@dataclass(frozen=True, slots=True)
class GoHome:
    """The list of projects."""


@dataclass(frozen=True, slots=True)
class OpenProject:
    """Opens a project, on the page where it was left, and takes `paths` into it."""

    project_id: int
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class NewProject:
    """Asks for a name, makes the project and takes `paths` into it."""

    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenSample:
    """Makes the sample project, or opens it where it is there already."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Takes a project's archive or a trained file in; without `path` it asks which."""

    path: Path | None = None


@dataclass(frozen=True, slots=True)
class AddPictures:
    """Takes pictures, folders and zip files into a class or the inbox; without `paths` it asks which."""

    class_id: int | None = None
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Train:
    """Goes to the Train page and begins."""

    config: TrainConfig | None = None


@dataclass(frozen=True, slots=True)
class ShowPictures:
    """Goes to the Pictures page and shows a class, or just these."""

    class_id: int | None = None
    placement_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskSettings:
    """Opens the settings, at one of them if `key` says so."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class AskModel:
    """Opens the models, at the one called `id` if it says so; `file` asks for a file on this computer at once."""

    id: str = ""
    file: bool = False


Wish = (
    GoTo
    | GoHome
    | OpenProject
    | NewProject
    | OpenSample
    | ImportFile
    | AddPictures
    | Train
    | ShowPictures
    | AskSettings
    | AskModel
)
