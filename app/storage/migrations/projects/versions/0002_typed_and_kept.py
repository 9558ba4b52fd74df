"""A project remembers the names typed on its Try page, and which of its pictures a person found rightly sorted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both columns; no row has anything to say in them yet."""
    typed = sa.Column("typed_names", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
    op.add_column("project", typed)
    op.add_column("placement", sa.Column("kept", sa.Boolean(), nullable=False, server_default="0"))
    op.execute("PRAGMA user_version = 2")
