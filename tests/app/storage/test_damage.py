"""Pages and bits of the files damaged at random: it is told, and nothing ends in a traceback."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from app.storage.folders import Folders, find_folders
from app.storage.journal import unpack
from app.storage.opening import open_storage
from app.storage.schema import ActPart, AdapterRow, ProjectsBase
from app.storage.storage import Storage
from mmrl_engine.errors import EngineError
from tests.app.storage.stored_work import content, fill

PAGE = 4096
PAGES, BITS = 50, 25  # in each of the four parts below, so that two processes can share them
PARTS = [("projects", True), ("projects", False), ("projects", True), ("adapters", True)]
TOLD = 0.95
NOT_TOLD = "not told, no harm"
NOTHING_LOST = ("storage-rebuilt", "storage-reindexed")  # what these notices say
Damage = Callable[[bytearray, random.Random], None]


def _page(data: bytearray, luck: random.Random) -> None:
    at = luck.randrange(len(data) // PAGE) * PAGE
    before = data[at : at + PAGE]
    while data[at : at + PAGE] == before:  # a page that is empty anyway
        data[at : at + PAGE] = bytes(PAGE) if luck.random() < 0.5 else luck.randbytes(PAGE)


def _bit(data: bytearray, luck: random.Random) -> None:
    data[luck.randrange(len(data))] ^= 1 << luck.randrange(8)


@pytest.fixture(scope="module", params=range(len(PARTS)), ids=lambda part: f"{part}-{PARTS[part][0]}")
def part(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, Folders]:
    """Which file is damaged, in a data folder that is sound."""
    which, backup = PARTS[request.param]
    folders = find_folders(tmp_path_factory.mktemp("sound") / "data")
    storage = open_storage(folders).storage
    for index in range(3):
        fill(storage, f"Project {index}", pictures=80)
    for index in range(15):
        storage.adapters.put(f"tensors {index}".encode() * 2000)
    if backup:
        storage.backups.make("asked")
    storage.close()
    return request.param, which, folders


@pytest.mark.parametrize(("damage", "times"), [(_page, PAGES), (_bit, BITS)], ids=["pages", "bits"])
def test_damage_is_told(
    tmp_path: Path,
    part: tuple[int, str, Folders],
    damage: Damage,
    times: int,
    record_property: Callable[[str, object], None],
) -> None:
    number, which, sound = part
    luck, outcomes, before = random.Random(number), Counter[str](), content(sound.projects)
    for _ in range(times):
        folders = find_folders(tmp_path / "data")
        shutil.rmtree(folders.data, ignore_errors=True)
        shutil.copytree(sound.data, folders.data, ignore=shutil.ignore_patterns("pictures", "cache"))
        path: Path = getattr(folders, which)
        data = bytearray(path.read_bytes())
        damage(data, luck)
        path.write_bytes(data)
        outcome = _open_and_read(folders)
        quiet = outcome in (NOT_TOLD, *NOTHING_LOST)
        changed = quiet and content(folders.projects) != before
        outcomes["changed, but not told" if changed else outcome] += 1
    told = times - outcomes["changed, but not told"] - outcomes[NOT_TOLD]
    record_property(f"damage{damage.__name__}_{number}", f"{which}: {told} of {times} told, {dict(outcomes)}")
    print(f"damage{damage.__name__}, {which}: {told} of {times} told, no traceback; {dict(outcomes)}")
    if damage is _page:  # a page that nothing uses may be damaged without harm
        assert told >= TOLD * (times - outcomes[NOT_TOLD])
        assert outcomes[NOT_TOLD] <= times // 10


def _open_and_read(folders: Folders) -> str:
    """How the damage was told."""
    opened = open_storage(folders)
    outcome = opened.notices[-1 if len(opened.notices) == 1 else 1].code if opened.notices else NOT_TOLD
    try:
        _read_everything(opened.storage)
    except EngineError as error:
        outcome = error.notices[0].code
    finally:
        opened.storage.close()
    return outcome


def _read_everything(storage: Storage) -> None:
    with storage.read() as session:
        for mapper in ProjectsBase.registry.mappers:
            session.scalars(select(mapper.class_)).all()
        for data in session.scalars(select(ActPart.changes)):
            unpack(data)
        named = session.scalars(select(AdapterRow.section_sha256)).all()
    for sha256 in {*named, *storage.adapters.sizes()}:
        storage.adapters.get(sha256)
