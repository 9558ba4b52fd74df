"""How everything looks just now: theme, text size, motion. One object, which all widgets are given."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAccessible, QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from app.views.theme.icons import SIZES, icon_pixmap, make_icon
from app.views.theme.palette import make_palette
from app.views.theme.sheet import make_sheet
from app.views.theme.system import follow_system, system_is_dark, system_wants_contrast, tell_system
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
DRAWN_AT = 10 * 96 / 72  # pixels: the size of the font that all measures of the drawings are for
POINTS_PER_INCH = 72


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
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        self.theme: Theme = LIGHT
        self._worn: tuple[Theme, int] | None = None
        application.setStyle("Fusion")
        follow_system(self._take_system)
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
        return self._points() * self._dots() / POINTS_PER_INCH / DRAWN_AT

    @property
    def ratio(self) -> float:
        """How many real pixels the sharpest screen has to one of the window's."""
        return self._application.devicePixelRatio()

    def set(
        self,
        *,
        theme: str | None = None,
        text_size: int | None = None,
        less_motion: bool | None = None,
        bars_stay: bool | None = None,
    ) -> None:
        """Changes what is given: the theme ("light", "dark", "system"), the text size in percent, and so on."""
        self._choice = self._choice if theme is None else theme
        self._text_size = self._text_size if text_size is None else text_size
        self._less_motion = self._less_motion if less_motion is None else less_motion
        self.bars_stay = self.bars_stay if bars_stay is None else bars_stay
        if theme is not None:
            tell_system(theme)
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
        return font

    def px(self, pixels: float) -> int:
        """A measure of the drawings at today's text size; never smaller than drawn."""
        return round(pixels * max(1.0, self.scale))

    def icon(self, name: str, token: str = "text") -> QIcon:
        """An icon in the colour `token`, in another where its control cannot be used."""
        sizes = [self.px(size) for size in SIZES]
        return self._made(name, token, 0) or self._make(name, token, 0, sizes)

    def button_icon(self, name: str, token: str, size: int, gap: int) -> QIcon:
        """The same, `size` pixels of the window tall, with `gap` of them between it and the text after it."""
        return self._made(name, token, size) or self._make(name, token, size, [size], gap)

    def pixmap(self, name: str, size: int, token: str = "text") -> QPixmap:
        """An icon as a picture, `size` pixels of the window wide."""
        key = name, size, token, self.ratio
        if key not in self._pixmaps:
            self._pixmaps[key] = icon_pixmap(name, size, self.color(token), self.ratio)
        return self._pixmaps[key]

    def _made(self, name: str, token: str, size: int) -> QIcon | None:
        return self._icons.get((name, token, size))

    def _make(self, name: str, token: str, size: int, sizes: list[int], gap: int = 0) -> QIcon:
        disabled = "field-border" if token == "muted" else "disabled"
        ratios = sorted({1.0, self.ratio})
        icon = make_icon(name, (self.color(token), self.color(disabled)), sizes, ratios, gap)
        self._icons[name, token, size] = icon
        return icon

    def _points(self) -> float:
        """The size of text. Some systems say it in pixels."""
        base = self._base.pointSizeF()
        if base <= 0:
            base = self._base.pixelSize() * POINTS_PER_INCH / self._dots()
        return base * self._text_size / 100

    def _dots(self) -> float:
        """Pixels of the window to an inch: 96 on most systems, 72 on macOS, where a point is a pixel."""
        return self._application.primaryScreen().logicalDotsPerInchY()

    @Slot()
    def _take_system(self) -> None:
        self._dress()

    def _chosen(self) -> Theme:
        dark = system_is_dark() if self._choice == "system" else self._choice == "dark"
        theme = DARK if dark else LIGHT
        return high_contrast(theme) if system_wants_contrast() else theme

    def _dress(self) -> None:
        """The palette reaches delegates, menus and tool tips, which the style sheet alone leaves behind."""
        wanted = self._chosen(), self._text_size
        if wanted == self._worn:
            return
        self._worn, self.theme = wanted, wanted[0]
        self._icons.clear()
        self._pixmaps.clear()
        self._application.setFont(self._text_font())
        self._application.setPalette(make_palette(self.theme))
        self._application.setStyleSheet(make_sheet(self.theme, self.px, self._points()))
        self.changed.emit()

    def _text_font(self) -> QFont:
        font = QFont(self._base)
        font.setPointSizeF(self._points())
        font.setFeature(QFont.Tag("tnum"), 1)
        return font
