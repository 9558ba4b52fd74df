"""Run by Alembic; see `app.storage.migrate`."""

from alembic import context

from app.storage.migrate import run_migrations

run_migrations(context)
