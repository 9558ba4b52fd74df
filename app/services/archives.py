"""Projects as archives: one file that holds everything of a project, for another computer or for keeping."""

from __future__ import annotations

from pathlib import Path

from app.services.archive_export import AskStop, Exported, TellArchive, export_archive
from app.services.archive_format import SUFFIX, ArchiveProgress
from app.services.archive_import import import_archive
from app.services.change import Change
from app.services.jobs import Decoder
from app.storage.storage import Storage

__all__ = ["SUFFIX", "ArchiveProgress", "Archives", "Exported"]


def _tell_nobody(progress: ArchiveProgress) -> None:
    return


def _go_on() -> bool:
    return False


class Archives:
    """The use cases on archives. Neither exporting nor importing is on the undo list.

    Args:
        decoder: opens the pictures of an archive.
    """

    def __init__(self, storage: Storage, decoder: Decoder) -> None:
        self._storage, self._decoder = storage, decoder

    def export(
        self, *, project_id: int, path: Path, progress: TellArchive = _tell_nobody, stop: AskStop = _go_on
    ) -> Exported:
        """Writes the project with its classes, pictures, finished trainings and adapters to the file `path`, whole or
        not at all; what was there is replaced. Unfinished trainings, folder runs and undo stay behind.

        Args:
            path: ends in `SUFFIX`. stop: asked before each file; at True nothing is written.

        Raises:
            InputError: the project is gone, the name ends otherwise, or there is more than an archive can hold.
            EngineError: the disk is full or failed.
        """
        return export_archive(self._storage, project_id, path, progress, stop)

    def import_archive(self, *, path: Path, progress: TellArchive = _tell_nobody, stop: AskStop = _go_on) -> Change:
        """The project in an archive as a new one, whose id is `made`, after a backup. Its name gets a number where
        another project has it, and everything gets new uids where this project is here already.

        Args:
            stop: asked before each file; at True nothing comes in, and the Change is empty.

        Raises:
            InputError, AdapterError: the archive cannot be read, is damaged, of a newer version, or holds what it must
                not; nothing of it was taken in. EngineError: the backup cannot be made, or the disk is full or failed.
        """
        return import_archive(self._storage, self._decoder, path, progress, stop)
