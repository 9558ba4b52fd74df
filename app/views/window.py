"""The window: it arranges the start page, the open project and the line at the bottom, and hands on what comes in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.models.desk import Desk
from app.views.dropped import local_paths, web_addresses
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
    """

    page_seen = Signal(object)
    closing = Signal(object)

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
        if self.stack.currentWidget() is not self.pane:
            self.start.left()
            self.stack.setCurrentWidget(self.pane)
        before = self.pane.seen()
        self.pane.go_to(page)
        if before is self.pane.seen():
            self._tell_page()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def next_area(self) -> None:
        """Focus goes to the next part of the page, in a circle."""
        areas = [area for area in self.seen().areas() if area.isVisible()]
        if not areas:
            return
        focus = self.focusWidget()
        here = next((n for n, area in enumerate(areas) if focus is area or (focus and area.isAncestorOf(focus))), -1)
        target = areas[(here + 1) % len(areas)]
        if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
            found = target.nextInFocusChain()
            target = found if isinstance(found, QWidget) else target
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        text = self.seen().drop_text(paths) if paths else None
        if text is None and (web_addresses(mime) or mime.hasImage()):
            text = self.seen().drop_text(())
        if text is None:
            text = (self.tr("Cannot use this."), self.tr("Pictures, folders and zip files work."))
        elif event.source() is None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        if event.source() is None:
            self.overlay.show_text(*text)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.hide()
        mime = event.mimeData()
        paths = local_paths(mime)
        if paths:
            self.seen().take_drop(paths)
        else:
            self.seen().paste(mime)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A drop that a part of the page took itself ends the overlay too."""
        if event.type() in (QEvent.Type.Drop, QEvent.Type.DragLeave) and watched is not self:
            self.overlay.hide()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)
        self.menuBar().setVisible(self.menuBar().isNativeMenuBar())

    def _tell_page(self, page: str = "") -> None:
        seen = self.seen()
        self.menus.set_page_actions(seen.page_actions())
        self.page_seen.emit(seen)

    def _dress(self) -> None:
        self.setWindowIcon(QIcon(self._look.pixmap("app", 64, "accent")))

    def _restore(self) -> None:
        geometry = self._desk.memory.blob("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*FIRST_SIZE)
