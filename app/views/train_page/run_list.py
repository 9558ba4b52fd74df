"""The runs of a project as the list shows them. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.models.open_project import ProjectState
from app.services.adapters import AdapterView
from app.services.run_rows import IN_WORK
from app.services.run_views import RunView
from app.services.training_runs import CAN_GO_ON
from app.views.model_names import model_name
from app.views.train_page.live import Live
from app.views.train_page.situation import outcome
from app.views.wording import ago, when


@dataclass(frozen=True, slots=True)
class Row:
    """Attributes:
    state: "learning", "testing", "in use", "usable" or "rest"; `text` says it.
    go_on: it can go on from where it is. run, adapter: None where there is none (imported; nothing learned yet).
    """

    title: str
    caption: str
    state: str
    text: str
    icon: str = ""
    go_on: bool = False
    run: RunView | None = None
    adapter: AdapterView | None = None


def rows_of(state: ProjectState, live: Live | None) -> list[Row]:
    """The newest first; what was imported stands among them."""
    adapters = {item.run_id: item for item in state.adapters if item.run_id is not None}
    listed = {run.id for run in state.runs}
    dated = [(run.created_at, _run_row(run, adapters.get(run.id), live)) for run in state.runs]
    alone = [item for item in state.adapters if item.run_id is None or (item.in_use and item.run_id not in listed)]
    dated += [(item.created_at, _adapter_row(item)) for item in alone]
    return [row for _, row in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _run_row(run: RunView, adapter: AdapterView | None, live: Live | None) -> Row:
    translate = QCoreApplication.translate
    if live is not None and live.run_id == run.id:
        testing = live.phase in ("test", "save")
        text = translate("Runs", "Testing") if testing else translate("Runs", "Learning")
        began = translate("Runs", "started {when}").format(when=ago(run.created_at))
        title, state = translate("Runs", "This one"), "testing" if testing else "learning"
        return Row(title, began, state, text, "verify" if testing else "learn", run=run, adapter=adapter)
    state, text, icon = _standing(run, adapter)
    caption = _with_model(_caption(run, adapter), adapter)
    return Row(_title(run, adapter), caption, state, text, icon, run.state in CAN_GO_ON, run, adapter)


def _adapter_row(adapter: AdapterView) -> Row:
    translate = QCoreApplication.translate
    caption = translate("Runs", "%n class(es), imported {when}", None, len(adapter.classes))
    caption = _with_model(caption.format(when=when(adapter.created_at)), adapter)
    return Row(adapter.name, caption, *_use(adapter), adapter=adapter)


def _use(adapter: AdapterView) -> tuple[str, str, str]:
    """State, text and icon of what can answer, or could with its own model."""
    translate = QCoreApplication.translate
    if adapter.in_use:
        return "in use", translate("Runs", "In use"), "check-circle"
    return ("usable", "", "") if adapter.fits else ("rest", translate("Runs", "Another model"), "")


def _with_model(caption: str, adapter: AdapterView | None) -> str:
    """What was made for another model says for which."""
    if adapter is None or adapter.fits:
        return caption
    made_for = QCoreApplication.translate("Runs", "{facts}, made for {model}")
    return made_for.format(facts=caption, model=model_name(adapter.model))


def _title(run: RunView, adapter: AdapterView | None) -> str:
    """When it was, unless somebody gave it a name."""
    if adapter is not None and adapter.name != str(run.number):
        return adapter.name
    return when(run.created_at)


def _caption(run: RunView, adapter: AdapterView | None) -> str:
    translate = QCoreApplication.translate
    pictures = translate("Runs", "%n picture(s)", None, run.pictures)
    found = outcome(run)
    if found is not None:
        answers = found.by("mmrl" if adapter is None else adapter.answers)
        right = translate("Runs", "{k} of {n} right").format(k=answers.right, n=answers.total)
        return f"{pictures}, {right}"
    return f"{pictures}, {translate('Runs', '%n class(es)', None, len(run.classes))}"


def _standing(run: RunView, adapter: AdapterView | None) -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    if run.state in IN_WORK:
        return "learning", translate("Runs", "Learning"), "learn"
    if adapter is not None:
        return _use(adapter)
    texts = {
        "paused": translate("Runs", "Paused"),
        "cut_off": translate("Runs", "Cut off"),
        "failed": translate("Runs", "Failed"),
        "stopped": translate("Runs", "Stopped by you"),
    }
    return "rest", texts.get(run.state, ""), ""


def shown_rows(rows: Sequence[Row], most: int) -> Sequence[Row]:
    """As many as are shown at first; the one in use is always among them."""
    first = list(rows[:most])
    return first + [row for row in rows[most:] if row.state == "in use"]
