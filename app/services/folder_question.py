"""What a folder run asks, kept with it: it goes on with the same names and the same adapter, whatever has changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.services.adapters import Adapters
from app.services.classification import Question
from app.services.folder_run_rows import WatchOptions, watch_json, watch_of
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
        quick: the quick answer's file, where nothing was trained.
        watch: what a watched folder was told; None where it is not watched.
    """

    folder: Path
    recursive: bool
    names: NameList
    backbone: BackboneSource
    template: str
    adapter_id: int | None
    quick: Path | None
    watch: WatchOptions | None = None

    def question(self, adapters: Adapters) -> Question:
        """To ask for the run's other pictures; to be called outside a transaction, it makes the adapter's file.

        Raises:
            EngineError: the adapter is damaged.
        """
        if self.quick is not None:
            return Question(self.backbone, self.names, None, self.quick, self.template, quick=True)
        file = None if self.adapter_id is None else adapters.file(adapter_id=self.adapter_id)
        return Question(self.backbone, self.names, self.adapter_id, file, self.template)


def question_json(question: Question, *, recursive: bool, watch: WatchOptions | None = None) -> dict[str, Any]:
    """For `FolderRun.names`: all that the run's other columns do not have."""
    backbone = {"source": question.backbone.source, "config": question.backbone.config}
    quick = str(question.adapter) if question.quick else None
    return {
        **question.names.to_json(),
        "backbone": backbone,
        "template": question.template,
        "recursive": recursive,
        "quick": quick,
        **watch_json(watch),
    }


def question_of(session: Session, run: FolderRun) -> FolderQuestion:
    """What `run` was started with.

    Raises:
        InputError: its adapter or quick answer is gone.
    """
    names = NameList.from_json(run.names)
    quick = Path(run.names["quick"]) if run.names.get("quick") else None
    if _gone(session, run, names, quick):
        raise InputError(notice("folder-run-adapter-gone", path=printable_path(run.folder)))
    backbone = BackboneSource(run.names["backbone"]["source"], run.names["backbone"]["config"])
    template, recursive = run.names["template"], run.names["recursive"]
    watch = watch_of(run.names)
    return FolderQuestion(run.folder, recursive, names, backbone, template, run.adapter_id, quick, watch)


def _gone(session: Session, run: FolderRun, names: NameList, quick: Path | None) -> bool:
    """Whether what answered for the run's first pictures is no more."""
    if quick is not None:
        return not quick.is_file()
    if run.adapter_id is not None:
        return session.get(AdapterRow, run.adapter_id) is None
    return any(item.kind == "trained" for item in names.names) or bool(names.without)
