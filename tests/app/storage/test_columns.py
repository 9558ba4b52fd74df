"""Paths of any name go into the database and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.storage.schema import FolderRun
from app.storage.storage import Storage
from app.storage.unit_of_work import UnitOfWork
from tests.app.storage.stored_work import fill


@pytest.mark.parametrize("name", ["a b", "\u00e4\U0001f40d", "\udc80\udcff", "\ud800x\udfff"])
def test_a_path_comes_back(storage: Storage, name: str) -> None:
    fill(storage)

    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(FolderRun)).one().folder = Path("/photos") / name

    storage.write(work)
    with storage.read() as session:
        assert session.scalars(select(FolderRun.folder)).one() == Path("/photos") / name
