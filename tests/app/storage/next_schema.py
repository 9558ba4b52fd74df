"""Schemas that come after today's, for tests: today's migrations and more of them."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path

from app.storage.database import PROJECTS, Kind

REVISION = """
from alembic import op
from tests.app.storage.next_schema import step

revision = "{new:04d}"
down_revision = "{old:04d}"


def upgrade():
    for number, statement in enumerate({statements!r}):
        step(number)
        op.execute(statement)
    op.execute("PRAGMA user_version = {new}")
"""
STEPS = (
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    "INSERT INTO note SELECT id, name FROM project",
    "ALTER TABLE project ADD COLUMN motto TEXT",
    "UPDATE project SET motto = 'none yet'",
    "DROP INDEX ix_placement_sha256",
    "CREATE INDEX ix_placement_sha256 ON placement (sha256)",
)
WATCH = "MMRL_TEST_STEPS"  # in a child's environment: the file descriptor on which it tells each step and then waits


def next_kind(folder: Path, statements: tuple[str, ...] = STEPS) -> Kind:
    """`projects.sqlite` one schema on, which `statements` lead to."""
    with as_file(PROJECTS.migrations) as today:
        shutil.copytree(today, folder, ignore=shutil.ignore_patterns("__pycache__"))
    number = PROJECTS.version + 1
    revision = REVISION.format(new=number, old=PROJECTS.version, statements=statements)
    (folder / "versions" / f"{number:04d}_next.py").write_text(revision)
    return replace(PROJECTS, version=number, migrations=folder)


def step(number: int) -> None:
    """Called before each statement: a watched child tells that, and waits until it may go on or is killed."""
    if WATCH in os.environ:
        os.write(int(os.environ[WATCH]), f"{number}\n".encode())
        input()
