"""A button that puts what is selected in a class: its key, its mark, its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from app.services.classes import ClassView
from app.views.theme.look import Look
from app.views.theme.marks import paint_mark
from app.views.widgets.basics import Button, plain_tip
from app.views.widgets.key_cap import SIDE, paint_key_cap

MARK, GAP = 11, 6
MOST_NAME = 14  # letters; the tool tip has the whole name


class PutButton(Button):
    """Attributes:
    view: the class.
    """

    def __init__(self, look: Look, view: ClassView) -> None:
        self.view = view
        name = view.name if len(view.name) <= MOST_NAME else view.name[: MOST_NAME - 1] + "\u2026"
        super().__init__(look, name.replace("&", "&&"), size="small")
        spoken = self.tr("Put in {name}").format(name=view.name)
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken if view.hotkey is None else f"{spoken} ({view.hotkey})"))

    def _dress(self) -> None:
        look, ratio = self._look, self._look.ratio
        height, mark = look.px(SIDE), look.px(MARK)
        cap = height + look.px(GAP) if self.view.hotkey is not None else 0
        size = QSize(cap + mark + look.px(2), height)
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        if cap:
            paint_key_cap(painter, QRectF(0, 0, height, height), look, str(self.view.hotkey))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(cap, (height - mark) / 2, mark, mark), self.view.mark, look)
        painter.end()
        self.setIcon(QIcon(pixmap))
        self.setIconSize(size)
