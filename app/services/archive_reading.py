"""Reads an archive that somebody gave, and checks everything that it says before anything of it is used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.services.archive_checks import MOST_PROBLEMS, Check, Problems
from app.services.archive_fit import fit_problems
from app.services.archive_format import (
    ADAPTERS,
    CONTENT,
    CONTENT_NAME,
    FORMAT,
    MANIFEST,
    MANIFEST_FORM,
    MOST_JSON,
    PICTURES,
    Member,
    counts_of,
)
from app.services.import_files import MOST_BYTES
from app.services.safe_zip import SafeZip, ZipEntry
from mmrl_engine.adapter import MAX_ADAPTER_BYTES, Adapter
from mmrl_engine.errors import InputError
from mmrl_engine.images import printable_path
from mmrl_engine.notices import notice
from mmrl_engine.untrusted import StrictJsonError, listed, parse_json, shown

MOST_VALUES = 20_000_000  # in a JSON file: each takes some 80 bytes of memory, however few letters it has
_FOLDERS = {(PICTURES[:-1],), (ADAPTERS[:-1],)}  # some zip programs list folders too


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose lists were checked: they are complete, and fit each other.

    Attributes:
        entries: every file in it, by its whole name. members: what the manifest says of them.
        content: what `project.json` holds, as `archive_format.CONTENT` says.
    """

    opened: SafeZip
    entries: dict[str, ZipEntry]
    members: dict[str, Member]
    content: dict[str, Any]

    @property
    def file(self) -> str:
        """How notices call it."""
        return printable_path(self.opened.path)

    def read(self, name: str) -> bytes:
        """The bytes of a member, which are those that the manifest names.

        Raises:
            InputError: they are others, too many, or damaged.
        """
        most = MAX_ADAPTER_BYTES if name.startswith(ADAPTERS) else MOST_BYTES
        data = self.opened.read(self.entries[name], most=most)
        if hashlib.sha256(data).hexdigest() != self.members[name].sha256:
            raise InputError(notice("archive-members-damaged", path=self.file, names=[name]))
        return data

    def names(self, folder: str) -> list[str]:
        """The members of `PICTURES` or `ADAPTERS`."""
        return [name for name in self.members if name.startswith(folder)]


def read_archive(opened: SafeZip) -> Archive:
    """The archive in an open zip file; of its pictures and adapters nothing is read yet.

    Raises:
        InputError: it is none, of a newer version, or its lists do not fit what is in it or each other: all problems of
            one kind together.
    """
    file, entries = printable_path(opened.path), {entry.name: entry for entry in opened.entries}
    if MANIFEST not in entries:
        raise InputError(notice("archive-not-one", path=file))
    manifest = _json(opened, entries[MANIFEST])
    _refuse_newer(manifest, file)
    _check(MANIFEST_FORM, manifest, "manifest", file)
    members = {name: Member(**said) for name, said in manifest["members"].items()}
    _check_members(opened, entries, members, file)
    data = opened.read(entries[CONTENT_NAME], most=MOST_JSON)
    if hashlib.sha256(data).hexdigest() != members[CONTENT_NAME].sha256:
        raise InputError(notice("archive-members-damaged", path=file, names=[CONTENT_NAME]))
    content = _parsed(data, CONTENT_NAME, file)
    _check(CONTENT, content, "project.json", file)
    problems = Problems(file)
    for key, count in counts_of(content).items():
        if manifest["counts"][key] != count:
            problems.wrong(f"manifest.counts.{key}", manifest["counts"][key], f"{count}, as project.json says")
    if manifest["project"] != {key: content["project"][key] for key in ("uid", "name")}:
        problems.wrong("manifest.project", manifest["project"], "the project of project.json")
    _raise(problems)
    fit_problems(content, members, problems)
    _raise(problems)
    return Archive(opened, entries, members, content)


def verify(archive: Archive) -> Iterator[None]:
    """Reads every picture and every adapter once, and checks it; yields after each.

    Raises:
        InputError, AdapterError: one is not what the manifest says, or no sound adapter.
    """
    described: dict[str, list[dict[str, Any]]] = {}
    for item in archive.content["adapters"]:
        described.setdefault(ADAPTERS + item["section"], []).append(item)
    for name in (*archive.names(PICTURES), *archive.names(ADAPTERS)):
        data = archive.read(name)
        for item in described.get(name, ()):
            _check_adapter(archive, item, data)
        yield


def sound_adapter(archive: Archive, item: dict[str, Any], section: bytes) -> Adapter:
    """The adapter that an entry of the content describes.

    Raises:
        AdapterError: it is none.
    """
    return Adapter.from_description(item["description"], section, file=f"{archive.file}: {shown(item['name'])}")


def _check_adapter(archive: Archive, item: dict[str, Any], section: bytes) -> None:
    adapter = sound_adapter(archive, item, section)
    if len(adapter.classes) != len(item["class_uids"]):
        problems = Problems(archive.file)
        where, wanted = f"the adapter {shown(item['name'])}.class_uids", len(adapter.classes)
        problems.wrong(where, f"a list of {len(item['class_uids'])}", f"a list of {wanted}")
        _raise(problems)


def _json(opened: SafeZip, entry: ZipEntry) -> Any:
    return _parsed(opened.read(entry, most=MOST_JSON), entry.name, printable_path(opened.path))


def _parsed(data: bytes, name: str, file: str) -> Any:
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        reason = f"it holds more than {MOST_VALUES} values"
        raise InputError(notice("archive-json", path=file, name=name, reason=reason))
    try:
        return parse_json(data.decode("utf-8"))
    except (UnicodeDecodeError, StrictJsonError) as error:
        raise InputError(notice("archive-json", path=file, name=name, reason=shown(str(error), 120))) from error


def _refuse_newer(manifest: Any, file: str) -> None:
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        raise InputError(notice("archive-newer", path=file, found=found, known=FORMAT))


def _check(form: Check, value: Any, where: str, file: str) -> None:
    problems = Problems(file)
    form(value, where, problems)
    _raise(problems)


def _check_members(opened: SafeZip, entries: dict[str, ZipEntry], members: dict[str, Member], file: str) -> None:
    problems = Problems(file)
    folders = ["/".join(folder) for folder in opened.folders if folder not in _FOLDERS]
    unknown = [name for name in entries if name != MANIFEST and (name not in members or not _is_ours(name, members))]
    missing = [name for name in (CONTENT_NAME, *members) if name not in entries or name not in members]
    differing = [name for name, said in members.items() if name in entries and entries[name].size != said.size]
    found = {
        "archive-members-unknown": [*unknown, *folders],
        "archive-members-missing": list(dict.fromkeys(missing)),
        "archive-members-damaged": differing,
    }
    for code, names in found.items():
        if names:
            problems.add(code, names=listed(names))
    _raise(problems)


def _is_ours(name: str, members: dict[str, Member]) -> bool:
    sha256 = members[name].sha256
    return name in (CONTENT_NAME, PICTURES + sha256, ADAPTERS + sha256)


def _raise(problems: Problems) -> None:
    if problems.found:
        raise InputError(*problems.found[:MOST_PROBLEMS])
