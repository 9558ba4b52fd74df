"""Where everything lies: the data folder, and the cache folder that may be emptied at any time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

NAME = "mmrl-studio"
VARIABLE = "MMRL_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders and what is in them.

    Attributes:
        data: what a person gave or made. cache: what can be made again.
    """

    data: Path
    cache: Path

    @property
    def projects(self) -> Path:
        return self.data / "projects.sqlite"

    @property
    def adapters(self) -> Path:
        return self.data / "adapters.sqlite"

    @property
    def pictures(self) -> Path:
        return self.data / "pictures"

    @property
    def checkpoints(self) -> Path:
        return self.data / "checkpoints"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def backbones(self) -> Path:
        return self.data / "backbones"

    @property
    def thumbnails(self) -> Path:
        return self.cache / "thumbnails"

    @property
    def features(self) -> Path:
        return self.cache / "features"

    @property
    def stems(self) -> Path:
        return self.cache / "stems"

    @property
    def adapter_files(self) -> Path:
        """Adapters put together for the child process."""
        return self.cache / "adapters"

    @property
    def exports(self) -> Path:
        """Files on their way into an exported folder."""
        return self.cache / "exports"


def find_folders(chosen: Path | None = None, environment: Mapping[str, str] | None = None) -> Folders:
    """The folders to use: `chosen`, else what MMRL_DATA_DIR says, else the system's places for the user's data.

    A data folder that was chosen has its caches inside, so that it leaves nothing elsewhere.
    """
    named = (os.environ if environment is None else environment).get(VARIABLE)
    folder = chosen or (Path(named) if named else None)
    if folder is None:
        return Folders(user_data_path(NAME, appauthor=False), user_cache_path(NAME, appauthor=False))
    data = folder.expanduser().absolute()
    return Folders(data, data / "cache")
