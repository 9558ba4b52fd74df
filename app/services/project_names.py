"""What a project can be called."""

from __future__ import annotations

from collections.abc import Iterable

from app.services.names import MOST_NAME, can_be_written, is_blank
from mmrl_engine.examples import same_name
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown


def project_name_problems(name: str, taken: Iterable[str]) -> list[Notice]:
    """Why a project cannot be called `name` beside those called `taken`."""
    if not can_be_written(name):
        return [notice("project-name-not-text", name=ascii(shown(name)))]
    if is_blank(name):
        return [notice("project-name-blank")]
    if len(name) > MOST_NAME:
        return [notice("project-name-characters", count=len(name), limit=MOST_NAME)]
    return [notice("project-already-there", name=item) for item in taken if same_name(item) == same_name(name)][:1]
