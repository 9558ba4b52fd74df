"""What a folder run asks, kept with it: it goes on with the same names and the same adapter, whatever has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.services.adapters import Adapters
from app.services.classification import Question
from app.services.jobs import BackboneSource
from app.services.name_list import NameList
from app.storage.schema import AdapterRow, FolderRun
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice


@dataclass(frozen=True, slots=True)
class FolderQuestion:
    """What a run was started with.

    Attributes:
        recursive: whether pictures in folders further down belong to it.
    """

    folder: Path
    recursive: bool
    names: NameList
    backbone: BackboneSource
    template: str
    adapter_id: int | None

    def question(self, adapters: Adapters) -> Question:
        """To ask for the run's other pictures; to be called outside a transaction, it makes the adapter's file.

        Raises:
            EngineError: the adapter is damaged.
        """
        file = None if self.adapter_id is None else adapters.file(adapter_id=self.adapter_id)
        return Question(self.backbone, self.names, self.adapter_id, file, self.template)


def question_json(question: Question, *, recursive: bool) -> dict[str, Any]:
    """For `FolderRun.names`: all that the run's other columns do not have."""
    backbone = {"source": question.backbone.source, "config": question.backbone.config}
    return {**question.names.to_json(), "backbone": backbone, "template": question.template, "recursive": recursive}


def question_of(session: Session, run: FolderRun) -> FolderQuestion:
    """What `run` was started with.

    Raises:
        InputError: its adapter is gone.
    """
    names = NameList.from_json(run.names)
    learned = any(item.kind == "trained" for item in names.names) or bool(names.without)
    gone = learned if run.adapter_id is None else session.get(AdapterRow, run.adapter_id) is None
    if gone:
        raise InputError(notice("folder-run-adapter-gone", path=printable_path(run.folder)))
    backbone = BackboneSource(run.names["backbone"]["source"], run.names["backbone"]["config"])
    return FolderQuestion(run.folder, run.names["recursive"], names, backbone, run.names["template"], run.adapter_id)
