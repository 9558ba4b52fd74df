"""What all pages have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.models.desk import Desk
from app.models.open_project import OpenProject
from app.views.theme.look import Look
from app.views.widgets.message_bar import MessageBars
from app.views.wishes import AddPictures

if TYPE_CHECKING:
    from app.views.import_flow import ImportFlow


class Page(QWidget):
    """A page of the window. It knows the desk and the open project; of the window it only asks, by signals.

    Signals:
        said: a `Message`, to be shown on whichever page is seen.
        wished: one of `app.views.wishes`.

    Attributes:
        bars: where messages show; the page puts it into its layout, below what they are about.
        project: the open project; None while there is none.
    """

    said = Signal(object)
    wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.look = look
        self.bars = MessageBars(look)
        self.project: OpenProject | None = None

    def set_project(self, project: OpenProject | None) -> None:
        """Shows another project, or none."""
        if self.project is not None:
            self.project.changed.disconnect(self._project_changed)
        self.project = project
        self.bars.clear()  # what was said is about the last one, and its Undo would take back something of this one
        if project is not None:
            project.changed.connect(self._project_changed)
        self.on_project()
        if project is not None:
            self.on_changed()

    def _project_changed(self) -> None:
        self.on_changed()

    def on_project(self) -> None:
        """Another project is open, or none: what belonged to the last one goes."""

    def on_changed(self) -> None:
        """The project's state is another one; also called once after `on_project`."""

    def entered(self) -> None:
        """The page is seen now."""

    def left(self) -> None:
        """The page is not seen any more."""

    def show_what(self, what: object) -> None:
        """Shows what a `GoTo` asked for."""

    def page_actions(self) -> Sequence[QAction]:
        """For the menus, the palette and the keys; they hold while the page is seen."""
        return ()

    def areas(self) -> Sequence[QWidget]:
        """The page's parts in the order in which F6 goes through them."""
        return ()

    def main_area(self) -> QWidget | None:
        """Where the keyboard is to be when the page is seen."""
        return next(iter(self.areas()), None)

    def take_focus(self) -> None:
        """Gives the keyboard to the main area; to nothing in particular where that cannot be seen, so that no field
        takes what was meant for the page.
        """
        area, focus = self.main_area(), self.window().focusWidget()
        if area is not None and area.isVisible():
            area.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focus is not None:
            focus.clearFocus()

    def start_search(self) -> None:
        """Ctrl+F."""

    def escape(self) -> bool:
        """Esc, if nothing else took it; whether it did something."""
        return False

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        """What dropping these would do: a title and a sentence. None: they are of no use here."""
        if self.project is None or not paths:
            return None
        translate = QCoreApplication.translate
        title = translate("Page", "Drop to add %n picture(s) or folder(s)", None, len(paths))
        return title, translate("Page", "They go to the Pictures page.")

    def drop_area(self) -> QWidget | None:
        """What the overlay covers; all of the window where None. The rest takes drops of its own."""
        return None

    def take_drop(self, paths: Sequence[Path]) -> None:
        """They were dropped."""
        self.wished.emit(AddPictures(paths=tuple(paths)))

    def open_files(self) -> bool:
        """Ctrl+O, where that means something else than adding pictures; whether it did something."""
        return False

    def paste(self, mime: QMimeData) -> bool:
        """Takes what lies in the clipboard; whether it was of any use."""
        return False


@runtime_checkable
class TakesImports(Protocol):
    """A page that shows how an import goes on."""

    def set_imports(self, imports: ImportFlow) -> None:
        """Follows the imports of the window."""
