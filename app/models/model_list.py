"""The models of the catalogue as they are, and how far their downloads are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.desk import Desk
from app.services.fetching import FetchEnded, Fetching

if TYPE_CHECKING:
    from app.services.backbones import Models, ModelView
    from app.services.change import Change


class ModelList(QObject):
    """Reads them when it is asked to, and again whenever a download ends or a project gets another model.

    Signals:
        changed: the whole list. moved: the id of a model whose download is further.
    """

    changed = Signal()
    moved = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.models: Models | None = None
        self._ended: dict[str, FetchEnded] = {}
        self._asked = False
        desk.download_told.connect(self._take_told)
        desk.changed.connect(self._take_change)

    def refresh(self) -> None:
        """Reads them."""
        self._asked = True
        self._desk.do(self._desk.program.backbones.list, on_done=self._take)

    def of(self, id: str) -> ModelView | None:
        return None if self.models is None else self.models.of(id)

    @property
    def failed(self) -> Mapping[str, FetchEnded]:
        """Downloads that failed since the list was made, and were not begun again."""
        return {id: ended for id, ended in self._ended.items() if ended.how == "failed"}

    def _take(self, models: Models) -> None:
        self.models = models
        self.changed.emit()

    @Slot(object)
    def _take_told(self, told: Fetching | FetchEnded) -> None:
        if isinstance(told, FetchEnded):
            self._ended[told.id] = told
            if self._asked:
                self.refresh()
            return
        self._ended.pop(told.id, None)
        if self.models is not None:
            self.models = replace(self.models, views=tuple(_moved(view, told) for view in self.models.views))
            self.moved.emit(told.id)

    @Slot(object)
    def _take_change(self, change: Change) -> None:
        if self._asked and "project" in change.rows:
            self.refresh()


def _moved(view: ModelView, told: Fetching) -> ModelView:
    if view.entry.id != told.id:
        return view
    return replace(view, state="fetching", fetching=told, done=told.done, total=told.total or view.total)
