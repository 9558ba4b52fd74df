from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from app.storage.adapters import AdapterVault
from app.storage.database import ADAPTERS, Database, connect
from app.storage.storage import Storage
from app.storage.writer import Writer
from mmrl_engine.adapter import Adapter
from mmrl_engine.errors import EngineError
from mmrl_engine.notices import notice
from tests.engine.adapter_samples import adapter

SECTION = bytes(range(256)) * 5000
SHA256 = hashlib.sha256(SECTION).hexdigest()
FUTURE = "9999-01-01T00:00:00.000Z"


@pytest.fixture
def vault(storage: Storage) -> AdapterVault:
    return storage.adapters


@pytest.fixture
def outside(storage: Storage) -> Iterator[Any]:
    """A connection of somebody else, who sees what is committed and nothing more."""
    with closing(connect(storage.folders.adapters, storage.driver)) as connection:
        yield connection


def code_of(error: pytest.ExceptionInfo[EngineError]) -> str:
    (notice,) = error.value.notices
    assert str(notice)
    return notice.code


def test_a_section_comes_back_as_it_was_and_is_committed_when_put_returns(vault: AdapterVault, outside: Any) -> None:
    assert not vault.has(SHA256)
    assert vault.put(SECTION) == SHA256
    assert outside.execute("SELECT sha256, size, data FROM section").fetchall() == [(SHA256, len(SECTION), SECTION)]
    assert vault.has(SHA256)
    assert vault.get(SHA256) == SECTION
    assert vault.sizes() == {SHA256: len(SECTION)}


def test_an_adapter_goes_through_the_vault(vault: AdapterVault) -> None:
    made = adapter()
    stored = vault.get(vault.put(made.tensor_section()))
    assert Adapter.from_description(made.description_json(), stored).to_bytes() == made.to_bytes()


def test_the_same_section_twice_is_one_row_that_counts_as_new(vault: AdapterVault, outside: Any) -> None:
    vault.put(SECTION)
    outside.execute("UPDATE section SET stored_at = '2001-01-01T00:00:00.000Z'")
    vault.put(SECTION)
    ((stored_at,),) = outside.execute("SELECT stored_at FROM section").fetchall()
    assert stored_at > "2026"


DAMAGES = [
    "data = zeroblob(length(data))",
    "data = substr(data, 2)",
    "data = substr(data, 1, 100) || x'ff' || substr(data, 102)",
    "data = 'text'",
    "data = CAST(data AS TEXT) || 'x'",
    "data = 7",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_section_is_told_and_mended_by_putting_it_again(
    vault: AdapterVault, outside: Any, damage: str
) -> None:
    vault.put(SECTION)
    outside.execute(f"UPDATE section SET {damage}")
    with pytest.raises(EngineError, match="backup") as caught:
        vault.get(SHA256)
    assert code_of(caught) == "adapter-section-damaged"
    assert (vault.has(SHA256), vault.verify(SHA256)) == (True, False)
    vault.put(SECTION)
    assert vault.get(SHA256) == SECTION
    assert vault.verify(SHA256)


def test_a_section_that_is_not_there_is_told(vault: AdapterVault) -> None:
    with pytest.raises(EngineError, match="backup") as caught:
        vault.get(SHA256)
    assert code_of(caught) == "adapter-section-missing"


def test_only_old_sections_are_deleted(vault: AdapterVault, outside: Any) -> None:
    hashes = [vault.put(bytes([number]) * (number + 1)) for number in range(4)]
    moment = "2026-01-02T00:00:00.000Z"
    outside.execute("UPDATE section SET stored_at = '2026-01-01T00:00:00.000Z' WHERE sha256 <> ?", (hashes[0],))
    assert vault.delete([], before=FUTURE) == []
    assert sorted(vault.delete([*hashes[:3], SHA256], before=moment)) == [2, 3]
    assert vault.sizes() == {hashes[0]: 1, hashes[3]: 4}


def test_more_sections_than_one_statement_takes_are_deleted(vault: AdapterVault) -> None:
    hashes = [vault.put(f"{number}".encode()) for number in range(3)]
    others = [f"{number:064x}" for number in range(2000)]
    assert len(vault.delete([hashes[0], *others, *hashes[1:]], before=FUTURE)) == 3


@pytest.fixture
def limited(storage: Storage) -> Iterator[tuple[AdapterVault, Callable[[int], None]]]:
    """A vault, and what sets how many pages its file may have."""
    database, writer = Database(storage.folders.adapters, ADAPTERS, storage.driver), Writer()

    def limit(pages: int) -> None:
        def work() -> None:
            with database.raw() as connection:
                connection.execute(f"PRAGMA max_page_count = {pages}")

        writer.run(work)

    yield AdapterVault(database, writer), limit
    writer.close()
    database.close()


def test_a_full_disk_is_told_and_nothing_is_lost(limited: tuple[AdapterVault, Callable[[int], None]]) -> None:
    vault, limit = limited
    vault.put(SECTION)
    limit(1)  # SQLite takes the number of pages that are there
    with pytest.raises(EngineError) as caught:
        vault.put(b"x" * 5_000_000)
    assert code_of(caught) == "storage-disk-full"
    assert vault.sizes() == {SHA256: len(SECTION)}
    assert vault.get(SHA256) == SECTION
    limit(1_000_000)
    assert vault.has(vault.put(b"x" * 5_000_000))


def test_where_nothing_can_be_written_that_is_told_and_reading_goes_on(storage: Storage) -> None:
    storage.adapters.put(SECTION)
    refusal = notice("storage-newer", path="x", found=3, known=2)
    database, writer = Database(storage.folders.adapters, ADAPTERS, storage.driver, read_only=True), Writer()
    vault = AdapterVault(database, writer, refusal=refusal)
    try:
        assert vault.get(SHA256) == SECTION
        for write in (lambda: vault.put(b"x"), lambda: vault.delete([SHA256], before=FUTURE)):
            with pytest.raises(EngineError) as caught:
                write()
            assert caught.value.notices == (refusal,)
    finally:
        writer.close()
        database.close()


def test_a_section_can_be_put_from_within_a_write(storage: Storage) -> None:
    assert storage.write(lambda unit: storage.adapters.put(SECTION)).value == SHA256
    assert storage.adapters.get(SHA256) == SECTION
