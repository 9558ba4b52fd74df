"""Pictures of something else, by which the line of "none of these" is drawn. No Qt, no torch."""

from __future__ import annotations

from pathlib import Path

from app.services.adapters import Adapters
from app.services.folder_listing import list_pictures
from app.services.jobs import JobPicture, OthersJob
from app.services.run_rows import given_to, run_of
from app.storage.storage import Storage
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice


class Others:
    """The use case of other pictures: they are looked at where they lie, and nothing of them is kept."""

    def __init__(self, storage: Storage, adapters: Adapters) -> None:
        self._storage, self._adapters = storage, adapters

    def prepare(self, *, run_id: int, folder: Path) -> OthersJob:
        """The job that draws the line between what a run has learned from and the pictures in `folder`, at any depth.
        What it finds is settled by `Adapters.settle`. Looks at files.

        Raises:
            InputError: the run or what it has learned is gone, or the folder holds no picture. EngineError: the folder
                cannot be listed, or the trained file is damaged.
        """
        given = given_to(self._storage, run_id)
        with self._storage.read() as session:
            run = run_of(session, run_id)
            adapter_id, words = run.adapter_id, {item["name"]: item["words"] for item in run.classes}
        file = self._adapters.file(adapter_id=adapter_id or 0)
        paths, _ = list_pictures(folder, recursive=True)
        if not paths:
            raise InputError(notice("folder-no-pictures", path=printable_path(folder)))
        return OthersJob(
            given.backbone,
            file,
            given.pictures,
            tuple(words[label] for label in given.labels),
            given.groups,
            tuple(JobPicture(folder / path) for path in paths),
        )
