"""The start page: what this is, how to begin, and the projects so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.models.desk import Desk
from app.views.activity_pill import ActivityPill
from app.views.page import Page
from app.views.start_page.card_list import CardList
from app.views.start_page.model_offer import ModelOffer
from app.views.start_page.trash_dialog import TrashDialog
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Label, Surface
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.halves import Halves
from app.views.widgets.icon_label import IconLabel
from app.views.widgets.search_field import SearchField
from app.views.wishes import ImportFile, NewProject, OpenProject, OpenSample

if TYPE_CHECKING:
    from app.services.change import Change
    from app.services.project_views import ProjectCard

SIDE, SEARCH = 388, 220
LEAST = 460  # what the projects need beside that


class StartPage(Page):
    """Signals:
    trash_wished: a project's id and name. restore_wished: an id. delete_wished: a card.
    """

    trash_wished = Signal(int, str)
    restore_wished = Signal(int)
    delete_wished = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(desk, look, parent)
        self.list = CardList(look)
        self.search = SearchField(look, self.tr("Find a project"))
        self.search.hide()
        self.trash = Button(look, "", icon="trash", kind="ghost", size="small")
        self.trash.hide()
        self._trashed: tuple[ProjectCard, ...] = ()
        self._stack = QStackedWidget()
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()
        self.list.chosen.connect(self._open)
        self.list.menu_asked.connect(self._show_menu)
        self.search.textChanged.connect(self._search)
        self.trash.clicked.connect(self._show_trash)
        desk.changed.connect(self._take_change)
        desk.when_there(self, self._begin)

    def _begin(self) -> None:
        self.list.set_thumbs(self.desk.thumbs)
        self.refresh()

    def refresh(self) -> None:
        """Reads the projects again."""
        self.desk.do(self.desk.program.projects.list, on_done=self._show_cards)
        self.desk.do(self.desk.program.projects.trash_list, on_done=self._show_trashed)
        self.offer.refresh()

    def entered(self) -> None:
        self.refresh()

    def areas(self) -> Sequence[QWidget]:
        return (self.new, self.search, self.list)

    def start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drop_text(self, paths: Sequence[Path]) -> tuple[str, str] | None:
        if not paths:
            return None
        return self.tr("Drop to start a project"), self.tr("Folders inside it become classes.")

    def take_drop(self, paths: Sequence[Path]) -> None:
        self.wished.emit(NewProject(tuple(paths)))

    def _lay_out(self) -> None:
        halves = Halves(self.look, self._make_side(), self._make_right(), width=SIDE, least=LEAST)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    def _fit(self) -> None:
        self.search.setFixedWidth(self.look.px(SEARCH))
        self.list.setMinimumHeight(self.list.gridSize().height())

    def _make_side(self) -> QWidget:
        look = self.look
        side = Surface("side")
        column = QVBoxLayout(side)
        column.setContentsMargins(40, 48, 40, 24)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(look, "app", 44))
        head.addWidget(Label("MMRL Studio", "headline"))
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(16)
        column.addWidget(
            Label(self.tr("Show your computer a few pictures of each thing. It learns to tell them apart."), wrap=True)
        )
        column.addSpacing(16)
        self.new = self._action(self.tr("New project"), "plus", NewProject(), kind="primary")
        self.sample = self._action(self.tr("Open the sample: Animals"), "play", OpenSample())
        self.imports = self._action(self.tr("Import a project or a trained file..."), "import", ImportFile())
        for button in (self.new, self.sample, self.imports):
            column.addWidget(button)
        column.addSpacing(24)
        column.addLayout(
            self._fact(
                "images",
                self.tr("Four pictures of each class are a start."),
                self.tr("Eight are better. Folders and zip files work too."),
            )
        )
        column.addSpacing(8)
        column.addLayout(
            self._fact(
                "words",
                self.tr("No pictures of something? Type its name."),
                self.tr("Typed names and learned classes answer together."),
            )
        )
        column.addStretch(1)
        column.addWidget(self.trash, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._privacy())
        return side

    def _action(self, text: str, icon: str, wish: object, kind: str = "normal") -> Button:
        button = Button(self.look, text, icon=icon, kind=kind, size="large")
        button.setProperty("align", "left")
        button.clicked.connect(partial(self._wish, wish))
        return button

    def _wish(self, wish: object, checked: bool = False) -> None:
        self.wished.emit(wish)

    def _fact(self, icon: str, title: str, text: str) -> QHBoxLayout:
        picture = IconLabel(self.look, icon, 18, "accent")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "label", wrap=True))
        words.addWidget(Label(text, "text", "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _privacy(self) -> QHBoxLayout:
        lock = IconLabel(self.look, "lock", 18, "muted")
        text = Label(
            self.tr("Your pictures stay on this computer. It goes online only for a download that you start."),
            "caption",
            "muted",
            wrap=True,
        )
        where = Button(self.look, self.tr("Where projects are kept"), kind="flat", size="small")
        where.clicked.connect(self._ask_folder)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text)
        words.addWidget(where, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(lock, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _make_right(self) -> QWidget:
        right = Surface("surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(40, 44, 24, 32)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Your projects"), "headline"))
        head.addStretch(1)
        head.addWidget(ActivityPill(self.look, self.desk.activity))
        head.addWidget(self.search)
        head.addSpacing(16)
        column.addLayout(head)
        self.first = self._make_first()
        clear = Button(self.look, self.tr("Clear"))
        clear.clicked.connect(self.search.clear)
        self.nothing = EmptyState(self.look, "search", "", "", primary=clear)
        for page in (self.list, self.first, self.nothing):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self.offer = ModelOffer(self.desk, self.look)
        self.offer.wished.connect(self.wished)
        for widget in (self.offer, self._make_drop()):
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 16, 0)  # as the field above; the list alone has its scroll bar there
            line.addWidget(widget)
            column.addLayout(line)
        column.addWidget(self.bars)
        return right

    def _make_first(self) -> EmptyState:
        sample = Button(self.look, self.tr("Open the sample"), icon="play", kind="primary")
        sample.clicked.connect(partial(self._wish, OpenSample()))
        new = Button(self.look, self.tr("New project"), icon="plus")
        new.clicked.connect(partial(self._wish, NewProject()))
        return EmptyState(
            self.look,
            "images",
            self.tr("Teach your computer to tell things apart."),
            self.tr("Try the sample first: it takes a minute."),
            primary=sample,
            second=new,
        )

    def _make_drop(self) -> QWidget:
        strip = Surface("drop")
        picture = IconLabel(self.look, "image-plus", 24, "accent")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Label(self.tr("Drop pictures or a folder anywhere to start a project"), "label", wrap=True))
        text = self.tr("Folders inside it become classes. Your originals are copied, never changed.")
        words.addWidget(Label(text, "caption", "muted", wrap=True))
        words.addStretch(1)
        choose = Button(self.look, self.tr("Choose a folder..."), icon="folder")
        choose.clicked.connect(self._choose_folder)
        row = QHBoxLayout(strip)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(choose)
        return strip

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"))
        if chosen:
            self.wished.emit(NewProject((Path(chosen),)))

    def _ask_folder(self) -> None:
        self.desk.when_there("folder", self._show_folder)

    def _show_folder(self) -> None:
        folder = self.desk.program.storage.folders.data
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _take_change(self, change: Change) -> None:
        if self.isVisible() or "project" in change.rows:
            self.refresh()

    def _show_cards(self, cards: tuple[ProjectCard, ...]) -> None:
        self.list.cards.set_cards(cards)
        self._show_which()

    def _search(self, text: str) -> None:
        self.list.cards.search(text)
        self.nothing.set(self.tr('No project is called "{text}".').format(text=text.strip()), "")
        self._show_which()

    def _show_which(self) -> None:
        cards = self.list.cards
        self.search.setVisible(bool(cards.all_cards))
        self.new.set_kind("primary" if cards.all_cards else "normal")  # the sample is the thing to do at first
        if not cards.all_cards:
            self._stack.setCurrentWidget(self.first)
        else:
            self._stack.setCurrentWidget(self.list if cards.rowCount() else self.nothing)

    def _show_trashed(self, cards: tuple[ProjectCard, ...]) -> None:
        self._trashed = cards
        self.trash.setVisible(bool(cards))
        self.trash.setText(self.tr("Trash: %n project(s)", "", len(cards)))

    def _show_trash(self) -> None:
        dialog = TrashDialog(self.look, self._trashed, self)
        dialog.restored.connect(self.restore_wished)
        dialog.deleted.connect(self.delete_wished)
        dialog.open()

    def _open(self, project_id: int) -> None:
        self.wished.emit(OpenProject(project_id))

    def _show_menu(self, card: ProjectCard, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open")).triggered.connect(partial(self._open_of, card.id))
        move = menu.addAction(self.look.icon("trash"), self.tr("Move to the trash"))
        move.triggered.connect(partial(self._trash_of, card))
        menu.popup(where)

    def _open_of(self, project_id: int, checked: bool = False) -> None:
        self._open(project_id)

    def _trash_of(self, card: ProjectCard, checked: bool = False) -> None:
        self.trash_wished.emit(card.id, card.name)
