"""The folder that backups stand in: what is there, and what has to go."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.storage.database import connect
from app.storage.driver import Driver
from app.storage.durable import file_sha256, sync_folder
from app.storage.manifest import NAME, Facts, Manifest, read_manifest, write_manifest
from app.storage.rotation import Dated, rotate
from app.storage.snapshot import read_sections
from mmrl_engine.files import atomic_write
from mmrl_engine.images import printable_path
from mmrl_engine.notices import Notice, notice

PROJECTS_FILE, ADAPTERS_FILE = "projects.sqlite", "adapters.sqlite"
_UNFINISHED, _GOING = ".making-", ".going-"  # names of folders that are no backup yet, and none any more


class Shelf:
    """Backups by name, as they are on the disk. For one thread at a time.

    Of a backup that is thinned out only the adapters stay that a younger one needs.
    """

    def __init__(self, folder: Path, driver: Driver) -> None:
        self._folder, self._driver = folder, driver
        self._known: dict[str, Manifest] = {}

    def manifests(self) -> Mapping[str, Manifest]:
        """Every backup whose manifest can be read, thinned ones too."""
        folders = [path for path in self._folder.glob("[!.]*") if path.is_dir()] if self._folder.is_dir() else []
        found = {path.name: self._known.get(path.name) or read_manifest(path / NAME) for path in sorted(folders)}
        self._known = {name: manifest for name, manifest in found.items() if manifest is not None}
        return dict(self._known)

    def is_whole(self, name: str) -> bool:
        """Whether the backup has a `projects.sqlite`, of the right size: whoever uses it compares the bytes, too."""
        return self._has(name, PROJECTS_FILE)

    def is_unchanged(self, name: str) -> bool:
        """Whether every file of the backup has the bytes that were written."""
        manifest = self.manifests().get(name)
        try:
            return manifest is not None and all(
                file_sha256(self._folder / name / file) == entry.sha256 for file, entry in manifest.files.items()
            )
        except OSError:
            return False

    def begin(self, name: str) -> Path:
        """A folder to fill, which does not count as a backup until it is added. What was cut off before is removed."""
        for left in [*self._folder.glob(f"{_UNFINISHED}*"), *self._folder.glob(f"{_GOING}*")]:
            shutil.rmtree(left, ignore_errors=True)  # another try at the next backup
        work = self._folder / f"{_UNFINISHED}{name}"
        work.mkdir(parents=True)
        return work

    def add(self, work: Path, name: str, manifest: Manifest) -> None:
        """Makes the filled folder `work` the backup `name`; its files must be on the disk by now."""
        atomic_write(work / NAME, write_manifest(manifest))
        work.replace(self._folder / name)
        sync_folder(self._folder)
        self._known[name] = replace(manifest, facts=replace(manifest.facts, pictures=()))

    def holders(self) -> dict[str, str]:
        """For each section that a backup holds the name of that backup."""
        return {
            sha256: name
            for name, manifest in self.manifests().items()
            if self._has(name, ADAPTERS_FILE)
            for sha256, holder in manifest.sections_in.items()
            if holder == name
        }

    def sections(self, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Those of the adapters' tensors (SHA-256, bytes) that any backup holds whole."""
        left = set(wanted)
        for name in self.manifests():
            path = self._folder / name / ADAPTERS_FILE
            if not left or not path.is_file():
                continue
            for sha256, data in _sound_sections(path, sorted(left), self._driver):
                left.discard(sha256)
                yield sha256, data

    def thin(self, now: datetime) -> tuple[Notice, ...]:
        """Removes what `rotate` does not keep, and tells what could not be removed."""
        manifests = self.manifests()
        kept = rotate([self._dated(name, manifest) for name, manifest in manifests.items()], now)
        told = []
        for name in sorted(manifests.keys() - kept.whole):
            try:
                if name in kept.adapters:
                    self._keep_adapters(name, manifests[name])
                else:
                    self._remove(name)
            except OSError as error:
                where = printable_path(self._folder / name)
                told.append(notice("backup-not-removed", path=where, reason=error.strerror or str(error)))
        return tuple(told)

    def _dated(self, name: str, manifest: Manifest) -> Dated:
        return Dated(name, manifest.made_at, self.is_whole(name), frozenset(manifest.sections_in.values()))

    def _keep_adapters(self, name: str, manifest: Manifest) -> None:
        own = {sha256: holder for sha256, holder in manifest.sections_in.items() if holder == name}
        if PROJECTS_FILE in manifest.files:
            facts = Facts(manifest.facts.version, (), (), tuple(own))
            files = {ADAPTERS_FILE: manifest.files[ADAPTERS_FILE]}
            self._known[name] = replace(manifest, files=files, sections_in=own, facts=facts)
            atomic_write(self._folder / name / NAME, write_manifest(self._known[name]))
        (self._folder / name / PROJECTS_FILE).unlink(missing_ok=True)

    def _remove(self, name: str) -> None:
        going = self._folder / f"{_GOING}{name}"
        (self._folder / name).replace(going)
        shutil.rmtree(going)

    def _has(self, name: str, file: str) -> bool:
        manifest = self._known.get(name)
        entry, path = manifest.files.get(file) if manifest else None, self._folder / name / file
        return entry is not None and path.is_file() and path.stat().st_size == entry.size


def _sound_sections(path: Path, wanted: Collection[str], driver: Driver) -> Iterator[tuple[str, bytes]]:
    """Nothing more where the file is damaged: another backup, or none, has the rest."""
    try:
        with closing(connect(path, driver, "still")) as connection:
            yield from read_sections(connection, wanted)
    except driver.module.Error:
        return
