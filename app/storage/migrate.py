"""Brings a file's schema up to date with Alembic: all steps in one transaction, so a crash leaves the old schema."""

from __future__ import annotations

from importlib.resources import as_file
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

from app.storage.database import Kind, make_engine
from app.storage.driver import Driver


def upgrade(path: Path, kind: Kind, driver: Driver, *, to: str = "head") -> None:
    """Makes the file at `path`, or brings it to the revision `to`. Foreign keys are off while tables are rebuilt, and
    checked before the commit.

    Raises:
        sqlalchemy.exc.OperationalError: the disk is full or the file cannot be written; the file is as it was.
    """
    engine = make_engine(path, driver, begin="BEGIN IMMEDIATE", size=1, foreign_keys=False, mode="rwc")
    try:
        with as_file(kind.migrations) as scripts, engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            config.attributes["connection"] = connection
            config.attributes["metadata"] = kind.metadata
            command.upgrade(config, to)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"a migration of {kind.name} broke references: {broken[:5]}")
            connection.exec_driver_sql(f"PRAGMA application_id = {kind.application_id}")
    finally:
        engine.dispose()


def run_migrations(context: Any) -> None:
    """What each folder's `env.py` does: Alembic's steps on the connection that `upgrade` hands over."""
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        target_metadata=attributes["metadata"],
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()
