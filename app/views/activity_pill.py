"""What goes on, as one pill in the header: a click lists it all, with Stop for each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.models.activity import Activity, ActivityList
from app.views.theme.look import Look
from app.views.widgets.basics import ICON_GAP
from app.views.wording import percent


class ActivityPill(QToolButton):
    """Hidden while nothing goes on."""

    def __init__(self, look: Look, activity: ActivityList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._activity = activity
        self.setObjectName("activityPill")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        activity.changed.connect(self._show)
        look.changed.connect(self._show)
        self._show()

    def summary(self) -> str:
        """ "46%", "2 jobs", or nothing."""
        items = self._activity.items()
        if not items:
            return ""
        if len(items) > 1:
            return self.tr("%n job(s)", "", len(items))
        return self._figure(items[0])

    def _figure(self, item: Activity) -> str:
        return item.title if item.fraction is None else percent(item.fraction)

    def _show(self) -> None:
        items = self._activity.items()
        self.setVisible(bool(items))
        if not items:
            return
        text = self.summary()
        self.setText(text)
        side, gap = self._look.px(14), self._look.px(ICON_GAP)
        icon = items[0].icon if len(items) == 1 else "clock"
        self.setIcon(self._look.button_icon(icon, "accent", side, gap))
        self.setIconSize(QSize(side + gap, side))
        self.setFixedHeight(self._look.px(26))
        self.setAccessibleName(self.tr("Going on: {what}").format(what=", ".join(map(self._line, items))))
        self.setToolTip("\n".join(map(self._line, items)))

    def _line(self, item: Activity) -> str:
        if item.fraction is None:
            return item.title
        return self.tr("{what}, {percent}").format(what=item.title, percent=percent(item.fraction))

    def _fill(self) -> None:
        self._menu.clear()
        for item in self._activity.items():
            self._menu.addAction(self._look.icon(item.icon), self._line(item).replace("&", "&&")).setEnabled(False)
            if item.can_stop:
                action = self._menu.addAction(self._look.icon("stop"), self.tr("Stop it"))
                action.triggered.connect(item.stop)
