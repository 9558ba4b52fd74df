"""The window: it arranges the start page, the open project and the line at the bottom, and hands on what comes in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.views.dropped import local_paths, web_addresses, whole_files
from app.views.hidden_bar import HiddenBar
from app.views.menus import Menus
from app.views.page import Page
from app.views.project_pane import MakePage, ProjectPane
from app.views.start_page.page import StartPage
from app.views.status_bar import StatusLine
from app.views.theme.look import Look
from app.views.widgets.drop_overlay import DropOverlay
from app.views.widgets.focus_ring import FocusRing

TITLE = "MMRL Studio"
SMALLEST = (960, 640)
FIRST_SIZE = (1280, 828)


class MainWindow(QMainWindow):
    """Signals:
    page_seen: another `Page` is seen now. closing: the `QCloseEvent`, which may be refused.
    brought: the path of a project's archive or of a trained file that was dropped.
    """

    page_seen = Signal(object)
    closing = Signal(object)
    brought = Signal(object)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        actions: dict[str, QAction],
        makers: Mapping[str, MakePage],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.menus = Menus(self, actions)
        self.menus.fill_bar(self.menuBar())
        self.bar = HiddenBar(self)
        actions["menu"].setEnabled(not self.bar.native)
        self.start = StartPage(desk, look)
        self.pane = ProjectPane(desk, look, actions, makers)
        self.status = StatusLine(desk, look)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.pane)
        self._arrange()
        self.pane.header.menu.setMenu(self.menus.button)
        self.pane.page_changed.connect(self._tell_page)
        self.overlay = DropOverlay(self, look)
        self.ring = FocusRing(self, look)
        for action in actions.values():
            self.addAction(action)  # their keys work while the menu bar is hidden
        look.changed.connect(self._dress)
        self._dress()
        self._restore()

    def seen(self) -> Page:
        """The page that is seen: the start page, or one of the project's."""
        page = self.pane.seen() if self.stack.currentWidget() is self.pane else None
        return page or self.start

    def show_start(self) -> None:
        """The list of projects."""
        before = self.seen()
        self.stack.setCurrentWidget(self.start)
        if before is not self.start:
            before.left()
            self.start.entered()
        self.status.set_model(None)
        self.setWindowTitle(TITLE)
        self.page_seen.emit(self.start)

    def show_pane(self, page: str) -> None:
        """The open project, at one of its pages."""
        from_start = self.stack.currentWidget() is not self.pane
        if from_start:
            self.start.left()
            self.stack.setCurrentWidget(self.pane)
        before = self.pane.seen()
        self.pane.go_to(page)
        if from_start and before is not None and before is self.pane.seen():
            before.entered()
            self._tell_page()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def next_area(self) -> None:
        """Focus goes to the next part of the page, in a circle."""
        stops = [(area, first_stop(area)) for area in (*self.seen().areas(), self.pane.header, self.status)]
        found = [(area, stop) for area, stop in stops if stop is not None]
        if not found:
            return
        focus = self.focusWidget()
        here = [n for n, (area, _) in enumerate(found) if focus is area or (focus and area.isAncestorOf(focus))]
        found[(here[-1] + 1 if here else 0) % len(found)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def raise_up(self) -> None:
        """To the front, after another start of the program asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)
        if event.isAccepted():
            self._desk.memory.keep("geometry", self.saveGeometry())
            self._desk.memory.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            if not self.seen().escape():
                self.seen().bars.clear()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        paths = local_paths(mime)
        whole, loose = whole_files(paths)
        text = self.seen().drop_text(loose) if loose else None
        if whole and not loose:
            text = (
                self.tr("Drop to import"),
                self.tr("Projects come beside yours, trained files into the open project."),
            )
        if text is None and (web_addresses(mime) or mime.hasImage()):
            text = self.seen().drop_text(())
        if event.source() is not None:  # a picture of the window itself, which only classes take
            return
        event.setDropAction(Qt.DropAction.IgnoreAction if text is None else Qt.DropAction.CopyAction)
        event.accept()  # what is of no use too: who refuses is not told when it goes away again
        text = text or (self.tr("Cannot use this."), self.tr("Pictures, folders and zip files work."))
        self.overlay.show_text(*text, self.seen().drop_area())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.hide()
        mime = event.mimeData()
        paths = local_paths(mime)
        whole, loose = whole_files(paths)
        for path in whole:
            self.brought.emit(path)
        if not paths:
            self.seen().paste(mime)
        elif loose and self.seen().drop_text(loose) is not None:
            self.seen().take_drop(loose)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _arrange(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)

    def _tell_page(self, page: str = "") -> None:
        seen = self.seen()
        self.menus.set_page_actions(seen.page_actions())
        self.page_seen.emit(seen)

    def _dress(self) -> None:
        self.setWindowIcon(QIcon(self._look.pixmap("app", 64, "accent")))

    def _restore(self) -> None:
        geometry = self._desk.memory.blob("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(*FIRST_SIZE).boundedTo(self.screen().availableSize()))


def first_stop(area: QWidget) -> QWidget | None:
    """What takes the keyboard's focus first in a part of the window: itself, or something in it."""
    candidate: QObject | None = area
    while isinstance(candidate, QWidget):
        inside = candidate is area or area.isAncestorOf(candidate)
        takes = bool(candidate.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if inside and takes and candidate.isVisible() and candidate.isEnabled():
            return candidate
        candidate = candidate.nextInFocusChain()
        if candidate is area:
            return None
    return None
