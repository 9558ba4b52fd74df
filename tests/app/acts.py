"""The acts that a project keeps, as its rows have them."""

from __future__ import annotations

from sqlalchemy import select

from app.storage.schema import Act
from app.storage.storage import Storage


def kept_acts(storage: Storage, project_id: int) -> list[tuple[int, str, bool]]:
    """Id, code and whether it was undone, the newest first."""
    wanted = select(Act.id, Act.code, Act.undone).where(Act.project_id == project_id).order_by(Act.id.desc())
    with storage.read() as session:
        return [(row.id, row.code, row.undone) for row in session.execute(wanted)]
