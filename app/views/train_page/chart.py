"""The curve of a run on its own pictures, beside what words alone get right."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPen, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.theme.look import Look
from app.views.train_page.curve import Curve
from app.views.widgets.basics import Card, IconButton, Label
from app.views.wording import number, percent

HEIGHT = 322
LINE = 2.5
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
MOST_STEPS = 6
NEAR_END = 0.82  # of the width: the label then stands at the left of its point
LOW = 0.12  # below, the line of words has its label above
APART_MS = 250  # between two drawings
HEAD = 0.045  # of the height, above all right: half a label, and half a point
END = 0.008  # of the width, behind the last round: half a point
SIDE = 0.2  # of the width, which a label takes
AHEAD = 0.03  # how far the labels keep from the lines, in shares


class ChartCard(Card):
    """Drawn a few times a second at most, and only while it is seen.

    Attributes:
    summary: the same in words.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = ""
        self._wanted = self._drawn = Curve(), False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(APART_MS)
        self._pause.timeout.connect(self._draw)
        self.plot = RightPlot(look)
        title = Label(self.tr("How many of its own pictures it gets right"), "title", wrap=True)
        self._what = Label(
            self.tr(
                "Counted while it learns, each time it sees a picture. How good it is on pictures that it never saw, "
                "the test says afterwards."
            ),
            "text",
            "muted",
            wrap=True,
        )
        self._what.hide()
        info = IconButton(look, "info", self.tr("What this shows"))
        info.setCheckable(True)
        info.toggled.connect(self._what.setVisible)
        axis = Label(self.tr("times it has seen every picture"), "caption", "muted")
        axis.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(info)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 16, 14)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._what)
        column.addWidget(self.plot)
        column.addWidget(axis)

    def show_curve(self, curve: Curve, *, going: bool) -> None:
        """Shows it; `going`: what is left of the run is drawn as to come."""
        self.summary = self._in_words(curve)
        self._wanted = curve, going
        if not self._pause.isActive():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._wanted == self._drawn or not self.isVisible():
            return
        self._pause.start()
        self._drawn = curve, going = self._wanted
        self.plot.setAccessibleDescription(self.summary)
        self.plot.show_curve(curve, self._now(curve, going=going), self._words(curve), going=going)

    def _now(self, curve: Curve, *, going: bool) -> str:
        if curve.now is None:
            return ""
        text = self.tr("now {percent}") if going else self.tr("at the end {percent}")
        return text.format(percent=percent(curve.now))

    def _words(self, curve: Curve) -> str:
        if curve.words is None:
            return ""
        return self.tr("only from words {percent}").format(percent=percent(curve.words))

    def _in_words(self, curve: Curve) -> str:
        if curve.now is None or curve.words is None:
            return self.tr("Nothing learned yet")
        text = self.tr("now {now}, words only {words}")
        return text.format(now=percent(curve.now), words=percent(curve.words))


class RightPlot(pg.PlotWidget):  # type: ignore[misc]
    """The drawing alone: nothing in it can be moved, and the wheel goes to the page."""

    def __init__(self, look: Look) -> None:
        super().__init__(enableMenu=False)
        self._look = look
        self._curve, self._texts, self._going = Curve(), ("", ""), False
        self._rounds = 0  # for which the axes are made
        self.setAccessibleName(self.tr("How many of its own pictures it gets right"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        plot = self.getPlotItem()
        plot.ctrlMenu.setParent(self, plot.ctrlMenu.windowFlags())  # never shown, but made, and it is to go too
        plot.hideButtons()
        plot.setMouseEnabled(False, False)
        plot.setDefaultPadding(0)
        plot.layout.setContentsMargins(0, 0, 10, 0)  # half of what stands at the end of the axis
        self._levels = [pg.InfiniteLine(level, angle=0) for level in LEVELS]
        self._rest = pg.LinearRegionItem(movable=False)
        self._from_words = pg.InfiniteLine(0, angle=0)
        self._line = pg.PlotDataItem(antialias=True)
        self._point = pg.ScatterPlotItem(size=10, antialias=True)
        self._now_label, self._words_label = pg.TextItem(), pg.TextItem()
        self._rest.setZValue(-30)
        for level in self._levels:
            level.setZValue(-20)
        for item in (self._rest, *self._levels, self._from_words, self._line, self._point):
            plot.addItem(item, ignoreBounds=True)
        for item in (self._now_label, self._words_label):
            plot.addItem(item, ignoreBounds=True)
        look.changed.connect(self._dress)
        self._dress()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Nothing to open."""

    def show_curve(self, curve: Curve, now: str, words: str, *, going: bool) -> None:
        """Draws it, with these texts at its end and at the line of words."""
        self._curve, self._texts, self._going = curve, (now, words), going
        rounds = max(1, curve.rounds)
        if rounds != self._rounds:
            self._rounds = rounds
            self._make_axes(rounds)
        self._draw(curve.points, rounds)

    def _make_axes(self, rounds: int) -> None:
        plot = self.getPlotItem()
        plot.setXRange(0, rounds * (1 + END), padding=0)
        plot.setYRange(0, 1 + HEAD, padding=0)
        plot.getAxis("left").setTicks([[(level, percent(level)) for level in LEVELS]])
        plot.getAxis("bottom").setTicks([[(place, number(place)) for place in _places(rounds)]])

    def _draw(self, points: Sequence[tuple[float, float]], rounds: int) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._line.setData(xs, ys)
        self._point.setData(xs[-1:], ys[-1:])
        end = xs[-1] if xs else 0.0
        self._rest.setVisible(self._going)
        self._rest.setRegion((end, rounds))
        self._from_words.setVisible(self._curve.words is not None)
        self._from_words.setPos(self._curve.words or 0.0)
        self._place_labels(rounds)

    def _place_labels(self, rounds: int) -> None:
        now, words = self._texts
        points, level = self._curve.points, self._curve.words or 0.0
        self._now_label.setText(now)
        self._words_label.setText(words)
        self._now_label.setVisible(bool(points))
        self._words_label.setVisible(self._curve.words is not None)
        self._words_label.setAnchor((1, 1 if level < LOW else 0))
        self._words_label.setPos(rounds, level)
        if points:
            x, y = points[-1]
            at_end = x > NEAR_END * rounds
            above = y < 1 - LOW
            self._now_label.setAnchor((1 if at_end else 0, (1 if above else 0) if at_end else 0.5))
            if at_end and not above:  # clear of the line, which comes down here and there
                y = min(right for place, right in points if place >= x - SIDE * rounds)
            self._now_label.setPos(x if at_end else x + AHEAD / 2 * rounds, y)

    def _dress(self) -> None:
        look = self._look
        self.setFixedHeight(look.px(HEIGHT))
        self.setBackground(look.color("surface"))
        muted, accent = look.color("muted"), look.color("accent")
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTextPen(muted)
            axis.setStyle(tickLength=0, tickAlpha=0, tickFont=look.font("caption"), tickTextOffset=8)
            axis.setStyle(hideOverlappingLabels=False)
        for level in self._levels:
            level.setPen(pg.mkPen(look.color("border"), width=1))
        self._rest.setBrush(look.color("window"))
        for edge in self._rest.lines:
            edge.setPen(QPen(Qt.PenStyle.NoPen))
        self._from_words.setPen(pg.mkPen(muted, width=1.5, dash=[3.5, 3]))
        self._line.setPen(pg.mkPen(accent, width=LINE))
        self._point.setBrush(accent)
        self._point.setPen(pg.mkPen(look.color("surface"), width=2))
        self._now_label.setFont(look.font("label"))
        self._now_label.setColor(accent)
        self._words_label.setFont(look.font("caption"))
        self._words_label.setColor(muted)
        self.show_curve(self._curve, *self._texts, going=self._going)


def _places(rounds: int) -> list[int]:
    """Where numbers stand below the axis: round ones, and few."""
    step = next((step for step in STEPS if rounds / step <= MOST_STEPS), rounds)
    return list(range(0, rounds + 1, max(1, step)))
