"""What trained files are called, in lists and on the disk. No widgets."""

from __future__ import annotations

from app.models.open_project import ProjectState
from app.services.adapters import AdapterView
from app.views.wording import when
from mmrl_engine.adapter import SUFFIX


def has_own_name(view: AdapterView) -> bool:
    """Whether somebody gave it a name; a training only numbers what it learned."""
    return view.run_id is None or not view.name.isdigit()


def title_of(view: AdapterView) -> str:
    """As the list of runs calls it."""
    return view.name if has_own_name(view) else when(view.created_at)


def file_name(state: ProjectState, view: AdapterView | None) -> str:
    """What it is called as a file: after the project, unless it has a name of its own."""
    name = view.name if view is not None and has_own_name(view) else state.view.name
    return "".join("-" if letter in '/\\:*?"<>|' or ord(letter) < 32 else letter for letter in name).strip() + SUFFIX
