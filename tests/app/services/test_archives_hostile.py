"""Archives from anybody: what is wrong with one is told, and nothing of it is taken in."""

from __future__ import annotations

import hashlib
import json
import random
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.services import archive_reading
from app.services.archives import SUFFIX, Archives
from app.storage.folders import find_folders
from app.storage.opening import open_storage
from app.storage.schema import Act, AdapterRow, ClassRow, Picture, Placement, Project, Run, Unreadable
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from tests.app.services.archive_samples import carried, forged, members_of, rich_project
from tests.app.services.import_help import HereDecoder

TABLES = (Project, ClassRow, Picture, Placement, Unreadable, Run, AdapterRow, Act)
UID = "123e4567-e89b-42d3-a456-426614174000"
Change = Callable[[Any], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """An archive, and what it carries."""
    folder = tmp_path_factory.mktemp("sound")
    storage = open_storage(find_folders(folder / "data")).storage
    project = rich_project(storage, folder)
    path = folder / f"animals{SUFFIX}"
    Archives(storage, HereDecoder()).export(project_id=project, path=path)
    expected = carried(storage, project)
    storage.close()
    return path, expected


@pytest.fixture
def archive(sound: tuple[Path, dict[str, Any]]) -> Path:
    return sound[0]


def refused(storage: Storage, path: Path) -> set[str]:
    """The codes of why an archive is refused; nothing may have come of it."""
    before = everything(storage)
    with pytest.raises(EngineError) as caught:
        Archives(storage, HereDecoder()).import_archive(path=path)
    assert everything(storage) == before
    assert str(caught.value)
    assert len(caught.value.notices) <= 20
    return {item.code for item in caught.value.notices}


def everything(storage: Storage) -> tuple[Any, ...]:
    with storage.read() as session:
        rows = [session.scalar(select(func.count()).select_from(table)) for table in TABLES]
    files = {path for path in storage.folders.pictures.rglob("*") if path.is_file()}
    return rows, files, storage.adapters.sizes(), storage.backups.list()


def put(*keys: str | int, value: object) -> Change:
    """A change of one value deep inside."""

    def change(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = value

    return change


def gone(*keys: str | int) -> Change:
    """A change that takes one value out."""

    def change(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        del content[keys[-1]]

    return change


WRONG = {
    "unknown project field": put("project", "trashed_at", value=None),
    "no classes": gone("classes"),
    "text for a list": put("classes", value="cat"),
    "blank class": put("classes", 0, "name", value=" "),
    "class name of control characters": put("classes", 0, "name", value="a\nb"),
    "class name too long": put("classes", 0, "name", value="x" * 201),
    "class twice": put("classes", 1, "name", value="Cat"),
    "words of another class": put("classes", 1, "words", value="tom  cat".replace("  ", " ")),
    "class out of order": put("classes", 0, "position", value=1),
    "class uid that is a path": put("classes", 0, "uid", value="../../../../etc/passwd"),
    "run uid that is a path": put("runs", 0, "uid", value="../../x"),
    "colour that is a number": put("classes", 0, "color", value=7),
    "project name blank": put("project", "name", value=""),
    "template without a place": put("project", "template", value="a photo"),
    "keep": put("project", "keep", value="steal"),
    "backbone that is a path": put("project", "backbone", "source", value="/etc/passwd"),
    "backbone that is a Windows path": put("project", "backbone", "source", value="C:\\x\\y"),
    "backbone in a folder above": put("project", "backbone", "source", value=".."),
    "config that is a path": put("project", "backbone", "config", value="../x.json"),
    "time": put("project", "created_at", value="yesterday"),
    "30th of February": put("project", "created_at", value="2026-02-30T00:00:00.000Z"),
    "placement without a picture": put("placements", 0, "sha256", value="0" * 64),
    "hash in capitals": put("placements", 0, "sha256", value="A" * 64),
    "picture placed twice": lambda content: content["placements"].append(dict(content["placements"][0])),
    "picture that is nowhere": lambda content: content["placements"].pop(),
    "placement in a strange class": put("placements", 0, "class", value=UID),
    "split": put("placements", 0, "split", value="holdout"),
    "kept": put("placements", 0, "kept", value="yes"),
    "name with a folder": put("placements", 0, "name", value="../../x.png"),
    "name is the folder above": put("placements", 0, "name", value=".."),
    "unreadable without a reason": put("unreadables", 0, "notice", value={"code": "picture-empty", "params": {}}),
    "unreadable in a strange class": put("unreadables", 0, "class", value=UID),
    "example of no class": put("runs", 0, "examples", value=[["0" * 64, 2]]),
    "negative example": put("runs", 0, "examples", value=[["0" * 64, -1]]),
    "unknown setting of a training": put("runs", 0, "config", "command", value="rm"),
    "setting of another kind": put("runs", 0, "config", "epochs", value="many"),
    "curve": put("runs", 0, "curve", value=[[1, "low"]]),
    "figures": put("runs", 0, "figures", "evaluation", "names", value=["cat"]),
    "figures of no fold": put("runs", 0, "figures", "evaluation", "folds", value=1),
    "figures of no such class": put("runs", 0, "figures", "evaluation", "instant", value=["frog"]),
    "too many figures": put("runs", 0, "figures", "evaluation", "shares", value=[[0.5, "cat", 0.5]] * 9),
    "figures of no known source": put("runs", 0, "figures", "evaluation", "calibrations", value={"oracle": {}}),
    "temperature that is a word": put(
        "runs", 0, "figures", "evaluation", "calibrations", "words", "temperature", value="hot"
    ),
    "run with a strange adapter": put("runs", 0, "adapter", value=UID),
    "adapter whose name cannot be seen": put("adapters", 0, "name", value="\u200b"),
    "adapter name of control characters": put("adapters", 0, "name", value="a\nb"),
    "adapter of a strange run": put("adapters", 0, "run", value=UID),
    "adapter in use that is not here": put("project", "adapter", value=UID),
    "adapter without its section": put("adapters", 0, "section", value="0" * 64),
    "adapter with too few classes": put("adapters", 0, "class_uids", value=[]),
    "adapter without a name": put("adapters", 0, "name", value=" "),
    "adapter that describes nothing": put("adapters", 0, "description", value={}),
    "adapter of other shapes": put("adapters", 0, "description", "config", "tokens", value=3),
    "one uid for two things": lambda content: put("project", "uid", value=content["classes"][0]["uid"])(content),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_content_that_is_wrong_is_refused(storage: Storage, archive: Path, tmp_path: Path, change: Change) -> None:
    assert refused(storage, forged(archive, tmp_path / "a.zip", content=change))


def test_all_problems_are_told_together(storage: Storage, archive: Path, tmp_path: Path) -> None:
    def change(content: Any) -> None:
        content["project"]["keep"] = "steal"
        content["classes"][0]["uid"] = 3
        del content["runs"][0]["number"]
        content["extra"] = 1

    codes = refused(storage, forged(archive, tmp_path / "a.zip", content=change))
    assert codes == {"archive-field-wrong", "archive-fields-missing", "archive-fields-unknown"}


MANIFESTS: dict[str, tuple[Change, str]] = {
    "a newer format": (lambda it: it.update(format=2, more=1), "archive-newer"),
    "an older format": (lambda it: it.update(format=0), "archive-field-wrong"),
    "no format": (lambda it: it.pop("format"), "archive-fields-missing"),
    "counts": (put("counts", "classes", value=9), "archive-field-wrong"),
    "another project": (put("project", "uid", value=UID), "archive-field-wrong"),
    "a member that is missing": (
        put("members", f"pictures/{'0' * 64}", value={"size": 1, "sha256": "0" * 64}),
        "archive-members-missing",
    ),
    "another size": (put("members", "project.json", "size", value=1), "archive-members-damaged"),
    "another hash": (put("members", "project.json", "sha256", value="0" * 64), "archive-members-damaged"),
    "no members": (put("members", value={}), "archive-members-unknown"),
}


@pytest.mark.parametrize(("change", "code"), MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_manifest_that_is_wrong_is_refused(
    storage: Storage, archive: Path, tmp_path: Path, change: Change, code: str
) -> None:
    assert code in refused(storage, forged(archive, tmp_path / "a.zip", manifest=change))


@pytest.mark.parametrize(
    "name", ["readme.txt", "pictures/cat.png", "adapters/x", f"pictures/{'0' * 64}", "sub/manifest.json"]
)
def test_files_that_do_not_belong_there_are_refused(storage: Storage, archive: Path, tmp_path: Path, name: str) -> None:
    path = forged(archive, tmp_path / "a.zip", files=lambda files: files.update({name: b"1"}))
    assert refused(storage, path) == {"archive-members-unknown"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../evil", "zip-unsafe-names"),
        ("/evil", "zip-unsafe-names"),
        ("C:/evil", "zip-unsafe-names"),
        ("pictures\\evil", "zip-unsafe-names"),
        ("NUL", "zip-unsafe-names"),
        ("MANIFEST.JSON", "zip-names-twice"),
    ],
)
def test_names_that_could_do_harm_are_refused(
    storage: Storage, archive: Path, tmp_path: Path, name: str, code: str
) -> None:
    path = forged(archive, tmp_path / "a.zip", files=lambda files: files.update({name: b"1"}))
    assert code in refused(storage, path)


def test_links_bombs_and_pickles_are_refused(storage: Storage, archive: Path, tmp_path: Path) -> None:
    members = members_of(archive)
    link, bomb = tmp_path / "link.zip", tmp_path / "bomb.zip"
    with zipfile.ZipFile(link, "w") as made:
        info = zipfile.ZipInfo("project.json")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
        made.writestr("manifest.json", members["manifest.json"])
    assert refused(storage, link) == {"zip-links"}
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", b" " * 20_000_000)
    assert refused(storage, bomb) == {"zip-packed-too-much"}
    data = b"\x80\x04cos\nsystem\n."
    pickled = forged(archive, tmp_path / "pickle.zip", files=lambda files: _replace_section(files, data))
    assert refused(storage, pickled)


def _replace_section(files: dict[str, bytes], data: bytes) -> None:
    old = next(name for name in files if name.startswith("adapters/"))
    sha256 = hashlib.sha256(data).hexdigest()
    files["project.json"] = files["project.json"].replace(old.split("/")[1].encode(), sha256.encode())
    del files[old]
    files[f"adapters/{sha256}"] = data


def test_a_picture_of_other_bytes_is_refused(storage: Storage, archive: Path, tmp_path: Path) -> None:
    members = members_of(archive)
    name = next(name for name in members if name.startswith("pictures/"))
    members[name] = bytes(reversed(members[name]))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for member, data in members.items():
            made.writestr(member, data)
    assert refused(storage, path) == {"archive-members-damaged"}


@pytest.mark.parametrize(
    "text", [b"[]", b"null", b"{", b"\xff", b'{"format": 1, "format": 1}', b'{"format": NaN}', b"[" * 9999]
)
def test_a_manifest_that_is_none(storage: Storage, tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("manifest.json", text)
    assert refused(storage, path) <= {"archive-json", "archive-field-wrong"}


def test_other_files(storage: Storage, tmp_path: Path) -> None:
    pictures, noise = tmp_path / "pictures.zip", tmp_path / "noise"
    with zipfile.ZipFile(pictures, "w") as made:
        made.writestr("cat/1.png", b"1")
    noise.write_bytes(b"noise")
    assert refused(storage, pictures) == {"archive-not-one"}
    assert refused(storage, noise) == {"zip-not-read"}
    assert refused(storage, tmp_path / "missing") == {"zip-not-read"}
    assert refused(storage, tmp_path) == {"zip-not-read"}


def test_a_colour_that_is_not_known_here_becomes_one_that_is(storage: Storage, archive: Path, tmp_path: Path) -> None:
    path = forged(archive, tmp_path / "a.zip", content=put("classes", 0, "color", value="<script> url"))
    made = Archives(storage, HereDecoder()).import_archive(path=path).made
    with storage.read() as session:
        colors = session.scalars(select(ClassRow.color).where(ClassRow.project_id == made)).all()
    assert colors == ["blue disc", "blue disc"]


def test_an_archive_that_was_cut_off_anywhere_is_refused(storage: Storage, archive: Path, tmp_path: Path) -> None:
    data, draw, path = archive.read_bytes(), random.Random(1), tmp_path / "a.zip"
    for length in (0, 1, len(data) - 1, *draw.sample(range(len(data)), 50)):
        path.write_bytes(data[:length])
        assert refused(storage, path)


def test_an_archive_with_a_flipped_bit_is_refused_or_as_it_was(
    storage: Storage, sound: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    archive, expected = sound
    data, draw, path = archive.read_bytes(), random.Random(2), tmp_path / "a.zip"
    refusals = 0
    for place in draw.sample(range(len(data)), 80):
        changed = bytearray(data)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        before = everything(storage)
        try:
            made = Archives(storage, HereDecoder()).import_archive(path=path).made
        except EngineError:
            refusals += 1
            assert everything(storage) == before
        else:  # such as a time in the zip file, which nobody reads
            assert carried(storage, made or 0) == expected
    assert refusals >= 60


def test_an_archive_made_by_hand(storage: Storage, archive: Path, tmp_path: Path) -> None:
    """Another order, packed pictures, listed folders and spaced-out JSON change nothing."""
    members = members_of(archive)
    content = json.dumps(json.loads(members["project.json"]), indent=2).encode()
    listed = json.loads(members["manifest.json"])
    listed["members"]["project.json"] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("pictures/", b"")
        for name, data in reversed({**members, "project.json": content}.items()):
            made.writestr(name, json.dumps(listed, indent=1) if name == "manifest.json" else data)
    assert Archives(storage, HereDecoder()).import_archive(path=path).made is not None


def test_a_content_of_very_many_values_is_refused_unread(
    storage: Storage, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_reading, "MOST_VALUES", 100)
    copy = tmp_path / archive.name
    copy.write_bytes(archive.read_bytes())
    assert refused(storage, copy) == {"archive-json"}
