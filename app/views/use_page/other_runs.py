"""What else answered for the same folder: other trained files, the quick answer, words alone. No widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from app.services.adapters import AdapterView
from app.services.folder_run_rows import FolderRunView
from app.views.use_page.trained_names import title_of


def runs_of_folder(run: FolderRunView, runs: Iterable[FolderRunView]) -> list[FolderRunView]:
    """`run`, and the newest run over its folder of whatever else answered; `runs` are in order, the newest first."""
    found = {_answered_by(run): run}
    for other in runs:
        if other.folder == run.folder:
            found.setdefault(_answered_by(other), other)
    return [*found.values()]


def named_runs(runs: Sequence[FolderRunView], adapters: Sequence[AdapterView]) -> dict[str, int]:
    """The runs' ids by what their columns are called; equal names are numbered."""
    named: dict[str, int] = {}
    for run in runs:
        plain = _name(run, adapters)
        name, number = plain, 2
        while name in named:
            name, number = f"{plain} ({number})", number + 1
        named[name] = run.id
    return named


def _answered_by(run: FolderRunView) -> tuple[int | None, bool]:
    return run.adapter_id, run.quick


def _name(run: FolderRunView, adapters: Sequence[AdapterView]) -> str:
    translate = QCoreApplication.translate
    if run.quick:
        return translate("OtherRuns", "quick answer")
    if run.adapter_id is None:
        return translate("OtherRuns", "words alone")
    adapter = next((item for item in adapters if item.id == run.adapter_id), None)
    return translate("OtherRuns", "a run that is gone") if adapter is None else title_of(adapter)
