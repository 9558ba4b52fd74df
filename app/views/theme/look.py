"""How everything looks just now: theme, text size, motion. One object, which all widgets are given."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from app.views.theme.icons import icon_pixmap, make_icon
from app.views.theme.palette import make_palette
from app.views.theme.sheet import make_sheet
from app.views.theme.tokens import DARK, LIGHT, Theme, high_contrast

FONTS: Mapping[str, tuple[float, bool]] = {  # style: size against the system's, semibold
    "caption": (0.9, False),
    "text": (1.0, False),
    "label": (1.0, True),
    "title": (1.2, True),
    "headline": (1.6, True),
    "answer": (2.1, True),
    "figure": (2.4, True),
}
DRAWN_AT = 10.0  # points: the size of the system's font that all measures of the drawings are for


class Look(QObject):
    """Dresses the application from the moment it is made.

    Signals:
        changed: theme, contrast or text size are others now; icons and sizes have to be asked for again.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._base = QFont(application.font())
        self._choice, self._text_size = "system", 100
        self._less_motion = self.bars_stay = False
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        self.theme: Theme = LIGHT
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    @property
    def less_motion(self) -> bool:
        """Whether nothing is to slide or ease: the person's wish, or the system's."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._less_motion or self._application.style().styleHint(hint) == 0

    @property
    def messages_stay(self) -> bool:
        """Whether messages stay until they are closed: the person's wish, or because a screen reader is on."""
        return self.bars_stay or QAccessible.isActive()

    @property
    def scale(self) -> float:
        """How many times larger text is than in the drawings."""
        return self._points() / DRAWN_AT

    def set(
        self,
        *,
        theme: str | None = None,
        text_size: int | None = None,
        less_motion: bool | None = None,
        bars_stay: bool | None = None,
    ) -> None:
        """Changes what is given: the theme ("light", "dark", "system"), the text size in percent, and so on."""
        before = self._choice, self._text_size
        self._choice = self._choice if theme is None else theme
        self._text_size = self._text_size if text_size is None else text_size
        self._less_motion = self._less_motion if less_motion is None else less_motion
        self.bars_stay = self.bars_stay if bars_stay is None else bars_stay
        if (self._choice, self._text_size) != before:
            self._dress()

    def color(self, token: str) -> QColor:
        return QColor(self.theme.colors[token])

    def class_color(self, name: str) -> QColor:
        """The colour of a class, by the name of its colour."""
        return QColor(self.theme.classes[name])

    def font(self, style: str) -> QFont:
        """One of `FONTS`; figures are all of one width."""
        size, semibold = FONTS[style]
        font = QFont(self._application.font())
        font.setPointSizeF(self._points() * size)
        font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def px(self, pixels: float) -> int:
        """A measure of the drawings at today's text size; never smaller than drawn."""
        return round(pixels * max(1.0, self.scale))

    def icon(self, name: str, token: str = "text") -> QIcon:
        """An icon in the colour `token`, greyed where its control cannot be used."""
        if (name, token) not in self._icons:
            self._icons[name, token] = make_icon(name, self.color(token), self.color("field-border"))
        return self._icons[name, token]

    def pixmap(self, name: str, size: int, token: str = "text") -> QPixmap:
        """An icon as a picture, `size` pixels of the window wide."""
        ratio = self._application.devicePixelRatio()
        key = name, size, token, ratio
        if key not in self._pixmaps:
            self._pixmaps[key] = icon_pixmap(name, size, self.color(token), ratio)
        return self._pixmaps[key]

    def _points(self) -> float:
        base = self._base.pointSizeF() if self._base.pointSizeF() > 0 else DRAWN_AT
        return base * self._text_size / 100

    def _follow_system(self) -> None:
        if self._choice == "system":
            self._dress()

    def _chosen(self) -> Theme:
        dark = self._choice == "dark"
        hints = QGuiApplication.styleHints()
        if self._choice == "system":
            dark = hints.colorScheme() == Qt.ColorScheme.Dark
        theme = DARK if dark else LIGHT
        return high_contrast(theme) if _wants_contrast() else theme

    def _dress(self) -> None:
        """The palette reaches delegates, menus and tool tips, which the style sheet alone leaves behind."""
        self.theme = self._chosen()
        self._icons.clear()
        self._pixmaps.clear()
        font = QFont(self._base)
        font.setPointSizeF(self._points())
        self._application.setFont(font)
        self._application.setPalette(make_palette(self.theme))
        self._application.setStyleSheet(make_sheet(self.theme, self.px, self._points()))
        self.changed.emit()


def _wants_contrast() -> bool:
    """In one chain: a kept reference to the accessibility hints is deleted under our hands."""
    return QGuiApplication.styleHints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
