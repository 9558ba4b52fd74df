"""Acts on many pictures at once, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from app.services.classes import Classes
from app.services.pictures import Pictures
from app.services.undo import Undo
from app.storage.storage import Storage
from benches.clock import timed


def measure_acts(storage: Storage, project_id: int, count: int, rounds: int) -> dict[str, float]:
    """Milliseconds of labelling `count` pictures and of undoing and redoing it, and the same of the whole import; the
    medians of the rounds. In the end nothing has changed.
    """
    pictures, undo = Pictures(storage), Undo(storage)
    ids = [picture.id for picture in pictures.page(project_id=project_id, most=count)]
    class_id = _empty_class(storage, project_id)
    steps: dict[str, Callable[[], object]] = {
        f"label {len(ids)} pictures": lambda: pictures.label(placement_ids=ids, class_id=class_id),
        "undo it": lambda: undo.undo(project_id=project_id),
        "redo it": lambda: undo.redo(project_id=project_id),
    }
    found = _medians(steps, rounds, after=lambda: undo.undo(project_id=project_id))
    undo.undo(project_id=project_id)  # the class
    whole: dict[str, Callable[[], object]] = {
        "undo the whole import": lambda: undo.undo(project_id=project_id),
        "redo it all": lambda: undo.redo(project_id=project_id),
    }
    return found | _medians(whole, rounds)


def _medians(
    steps: dict[str, Callable[[], object]], rounds: int, after: Callable[[], object] = lambda: None
) -> dict[str, float]:
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            seconds[name].append(timed(step))
        after()
    return {name: 1e3 * median(values) for name, values in seconds.items()}


def _empty_class(storage: Storage, project_id: int) -> int:
    """A new one, so that every picture changes its class."""
    made = Classes(storage).add(project_id=project_id, name="labelled at once").made
    assert made is not None
    return made
