"""What most people never need: recipe, rounds, seed, strength, weight, and what computes. Folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app.views.notice_texts import notice_text
from app.views.theme.look import Look
from app.views.train_page.computing import Computing
from app.views.train_page.settings import PRESETS, Choice
from app.views.widgets.basics import Button, Card, Label
from app.views.widgets.numbers import DecimalField, NumberField

MOST_ROUNDS, MOST_SEED = 10_000, 2**31 - 1
MOST_STRENGTH, STEP = 10.0, 0.00005
ALPHA_STEP = 0.05


class AdvancedCard(Card):
    """Signals:
    changed: somebody chose something else.
    """

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        usual = self.tr("as the preset says")
        self.preset = QComboBox()
        names = {
            "": self.tr("Usual for this model"),
            "described": self.tr("Described in the paper"),
            "published": self.tr("As published"),
            "careful": self.tr("Careful: smaller strength"),
        }
        for key in PRESETS:
            self.preset.addItem(names[key], key)
        self.rounds, self.seed = NumberField(look), NumberField(look)
        self.rounds.setRange(0, MOST_ROUNDS)
        self.rounds.setSpecialValueText(usual)
        self.seed.setRange(0, MOST_SEED)
        self.strength, self.alpha = DecimalField(look), DecimalField(look)
        self.strength.setDecimals(5)
        self.strength.setRange(0.0, MOST_STRENGTH)
        self.strength.setSingleStep(STEP)
        self.strength.setSpecialValueText(usual)
        self.alpha.setDecimals(2)
        self.alpha.setRange(-ALPHA_STEP, 1.0)
        self.alpha.setSingleStep(ALPHA_STEP)
        self.alpha.setSpecialValueText(usual)
        self.device = Label("", "text", "muted", wrap=True)
        self.reset = Button(look, self.tr("As at first"), kind="flat", size="small")
        self._lay_out()
        self.set_choice(Choice())
        self.preset.currentIndexChanged.connect(self.changed)
        for field in (self.rounds, self.seed, self.strength, self.alpha):
            field.valueChanged.connect(self.changed)
        self.reset.clicked.connect(self._reset)
        look.changed.connect(self._dress)
        self._dress()

    def choice(self) -> Choice:
        """What is chosen."""
        return Choice(
            preset=str(self.preset.currentData() or ""),
            rounds=self.rounds.value() or None,
            seed=self.seed.value(),
            strength=self.strength.value() or None,
            alpha=self.alpha.value() if self.alpha.value() >= 0 else None,
        )

    def set_choice(self, choice: Choice) -> None:
        """Shows a choice; nothing is told of it."""
        fields = (self.preset, self.rounds, self.seed, self.strength, self.alpha)
        blocked = [field.blockSignals(True) for field in fields]
        self.preset.setCurrentIndex(PRESETS.index(choice.preset))
        self.rounds.setValue(choice.rounds or 0)
        self.seed.setValue(choice.seed)
        self.strength.setValue(choice.strength or 0.0)
        self.alpha.setValue(-ALPHA_STEP if choice.alpha is None else choice.alpha)
        for field, before in zip(fields, blocked, strict=True):
            field.blockSignals(before)

    def show_device(self, computing: Computing) -> None:
        """What computes, and why; nothing while no run has told it."""
        if not computing.device:
            self.device.setText(self.tr("The first run will tell."))
            return
        card = self.tr("The graphics card {name}").format(name=computing.name)
        name = self.tr("The processor") if computing.device == "cpu" else card
        reasons = [notice_text(item) for item in (computing.reason, computing.precision) if item is not None]
        self.device.setText(" ".join([f"{name.strip()}.", *reasons]))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        table: tuple[tuple[str, QWidget, str], ...] = (
            (self.tr("Preset"), self.preset, self.tr("Described in the paper, or as published.")),
            (self.tr("Rounds (epochs)"), self.rounds, self.tr("Times it sees every picture.")),
            (self.tr("Seed"), self.seed, self.tr("The same seed gives the same result.")),
            (self.tr("Strength (learning rate)"), self.strength, self.tr("How far each step goes.")),
            (
                self.tr("Weight of words against pictures (a)"),
                self.alpha,
                self.tr("1 trusts what is near the words, 0 what was learned beside them."),
            ),
        )
        for row, (name, field, text) in enumerate(table):
            label = Label(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setAccessibleDescription(text)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(Label(text, "caption", "muted", wrap=True), row, 2)
        grid.addWidget(Label(self.tr("What computes")), len(table), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.device, len(table), 1, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)

    def _reset(self) -> None:
        self.set_choice(Choice())
        self.changed.emit()

    def _dress(self) -> None:
        for field in (self.preset, self.rounds, self.seed, self.strength, self.alpha):
            field.setMinimumWidth(self._look.px(190))
