"""What trained files are called, in lists and on the disk. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.models.open_project import ProjectState
from app.services.adapters import AdapterView
from app.services.folder_run_rows import FolderRunView
from app.views.wording import when
from mmrl_engine.adapter import SUFFIX


def has_own_name(view: AdapterView) -> bool:
    """Whether somebody gave it a name; a training only numbers what it learned."""
    return view.run_id is None or not view.name.isdigit()


def title_of(view: AdapterView) -> str:
    """As the list of runs calls it."""
    return view.name if has_own_name(view) else when(view.created_at)


def about(run: FolderRunView, pictures: int, adapters: Sequence[AdapterView]) -> str:
    """What a folder was answered with."""
    translate = QCoreApplication.translate
    if run.quick:
        return translate("TrainedNames", "%n picture(s), answered by the quick answer", None, pictures)
    if run.adapter_id is None:
        return translate("TrainedNames", "%n picture(s), answered from words alone", None, pictures)
    adapter = next((item for item in adapters if item.id == run.adapter_id), None)
    if adapter is None:
        return translate("TrainedNames", "%n picture(s), answered by a run that is gone", None, pictures)
    text = translate("TrainedNames", "%n picture(s), answered with the run: {run}", None, pictures)
    return text.format(run=title_of(adapter))


def file_name(state: ProjectState, view: AdapterView | None) -> str:
    """What it is called as a file: after the project, unless it has a name of its own."""
    name = view.name if view is not None and has_own_name(view) else state.view.name
    return "".join("-" if letter in '/\\:*?"<>|' or ord(letter) < 32 else letter for letter in name).strip() + SUFFIX
