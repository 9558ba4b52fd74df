"""Which model a project uses and which its trained files were made for, as far as that shows without loading any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.jobs import BackboneSource
from app.storage.schema import AdapterRow, Project, Run
from mmrl_engine.adapter_schema import BackboneRef
from mmrl_engine.backbones import catalogue
from mmrl_engine.backbones.store import BackboneStore


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A project's model.

    Attributes:
        source: {"source", "config"}, as the project's row has it.
        fingerprint: None where it is known only once the model is loaded.
        made_with: the models that the project's runs were made with, by run.
    """

    source: Mapping[str, Any]
    fingerprint: str | None
    made_with: Mapping[int, Mapping[str, Any]]

    def fits(self, row: AdapterRow) -> bool:
        """False where the trained file is known to be another model's."""
        if self.fingerprint is not None:
            return row.fingerprint == self.fingerprint
        return row.run_id is None or self.made_with.get(row.run_id, self.source) == self.source

    def require(self, row: AdapterRow) -> None:
        """Raises AdapterError where it does not fit."""
        if not self.fits(row):
            found = str(self.source["source"]) if self.fingerprint is None else self.fingerprint
            BackboneRef.from_json(row.description["backbone"]).require(found)


def known_fingerprint(folder: Path, source: BackboneSource) -> str | None:
    """What identifies a model of the catalogue, whose downloads lie in `folder`."""
    entry = catalogue.by_id(source.source)
    return None if entry is None else BackboneStore(folder).fingerprint_of(entry)


def known_model(session: Session, project: Project, folder: Path) -> KnownModel:
    """The model of a project; of a file on this computer, what its own runs have shown."""
    source = BackboneSource(project.backbone["source"], project.backbone.get("config"))
    made_with = {row.id: row.backbone for row in session.scalars(select(Run).where(Run.project_id == project.id))}
    fingerprint = known_fingerprint(folder, source) or _shown(session, project, made_with)
    return KnownModel(project.backbone, fingerprint, made_with)


def _shown(session: Session, project: Project, made_with: Mapping[int, Mapping[str, Any]]) -> str | None:
    """That of what a run with the same model has made last."""
    runs = [run_id for run_id, backbone in made_with.items() if backbone == project.backbone]
    wanted = select(AdapterRow.fingerprint).where(AdapterRow.run_id.in_(runs)).order_by(AdapterRow.id.desc())
    return session.scalars(wanted.limit(1)).first()
