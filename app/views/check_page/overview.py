"""What a test found, laid out: the figures at the left, what gets mixed up at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.confusion import ConfusionModel
from app.models.thumbs import Thumbs
from app.services.adapters import AdapterView
from app.services.classes import ClassView
from app.services.judgement import Judgement, Standing
from app.views.check_page.cards import GoodCard
from app.views.check_page.cell_pictures import CellPictures
from app.views.check_page.enough_card import EnoughCard
from app.views.check_page.helped_card import HelpedCard
from app.views.check_page.hint_card import HintCard
from app.views.check_page.matrix import Matrix
from app.views.theme.look import Look
from app.views.widgets.basics import Button, Card, Label

LEFT, THIN = 430, 360
FEW = 4
SMALL, NARROW = 1120, 900  # below these the left column is thinner; the two lie below each other


class Overview(QScrollArea):
    """Holds the cards; what is done with them is said elsewhere."""

    def __init__(self, look: Look, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.model = ConfusionModel(self)
        self.good, self.helped, self.enough = GoodCard(look), HelpedCard(look), EnoughCard(look)
        self.few = HintCard(look, "info", self.tr("Go to Pictures"))
        self.stale = HintCard(look, "clock", self.tr("Go to Train"))
        self.again = Button(look, self.tr("Test it again"), icon="verify", size="small")
        self.matrix = Matrix(self.model, look)
        self.short = Label("", "caption", "muted", wrap=True)
        self.away = Label("", "caption", "muted", wrap=True)
        self.pictures = CellPictures(look, thumbs)
        self._lay_out()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self._fit)

    def show_judgement(
        self, judgement: Judgement, standing: Standing, adapter: AdapterView | None, *, in_use: bool
    ) -> None:
        """The figures, the table, and what is to be said about them; `adapter` is what the run has learned."""
        self.good.show_judgement(judgement, in_use=in_use)
        self.helped.show_judgement(judgement, adapter, in_use=in_use)
        self.enough.show_curve(judgement.curve)
        self.model.set_judgement(judgement, standing)
        fewest = min((judgement.of_class(name).total for name in judgement.names), default=0)
        rough = self.tr(
            "With %n picture(s) in a class the figures are rough. Add some for a firmer answer.", "", fewest
        )
        self.few.say(rough if fewest < FEW else "")
        changed = self.tr("%n picture(s) came, went or moved since. Train again for new figures.", "", standing.changed)
        self.stale.say(changed if standing.changed else "")
        self._show_short(standing.short)
        away = judgement.right_but_away
        self.away.setText(
            self.tr("%n right answer(s) are called none of these: too little like your pictures.", "", away)
        )
        self.away.setVisible(away > 0)

    def add_left(self, card: QWidget) -> None:
        """Below what more pictures would bring."""
        place = self._left_cards.index(self.enough) + 1
        self._left_cards.insert(place, card)
        self._left.insertWidget(place, card)
        self._fit()

    def add_right(self, card: QWidget) -> None:
        """Below what gets mixed up."""
        self._right.insertWidget(self._right.count() - 1, card)

    def show_busy(self, busy: bool) -> None:
        """While a new test runs, the last figures are grey."""
        for part in (self.good, self.helped, self.enough, self.again):
            part.setEnabled(not busy)
        self.matrix.set_dim(busy)

    def _show_short(self, short: Sequence[ClassView]) -> None:
        needs = [self.tr("{name} needs 2").format(name=view.name) for view in short]
        text = self.tr("Not in the test: {classes}").format(classes=", ".join(needs))
        self.short.setText(text)
        self.short.setVisible(bool(needs))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self._look.px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        left = self._look.px(THIN if self.width() < self._look.px(SMALL) else LEFT)
        for card in self._left_cards:
            if narrow:
                card.setMinimumWidth(0)
                card.setMaximumWidth(16_777_215)
            else:
                card.setFixedWidth(left)

    def _lay_out(self) -> None:
        self._left_cards: list[QWidget] = [self.good, self.helped, self.enough, self.few, self.stale]
        left = self._left = QVBoxLayout()
        left.setSpacing(16)
        for card in self._left_cards:
            left.addWidget(card)
        left.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right = self._right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self._make_mixed())
        right.addStretch(1)
        inner = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(24, 20, 24, 20)
        self._columns.setSpacing(16)
        self._columns.addLayout(left)
        self._columns.addLayout(right, 1)
        self.setWidget(inner)

    def _make_mixed(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("What gets mixed up"), "title", wrap=True), 1)
        hint = Label(self.tr("Choose a number to see its pictures"), "caption", "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(hint, 1)
        over = Label(self.tr("it answered"), "caption", "muted")
        over.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(over)
        column.addWidget(self.matrix)
        column.addWidget(self.away)
        column.addWidget(self.short)
        column.addSpacing(4)
        column.addWidget(self.pictures)
        return card
