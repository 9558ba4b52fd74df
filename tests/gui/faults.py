"""What nobody should meet in a window: controls without a name, texts without room, places no key leads to."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.views.widgets.basics import ElidedLabel

SLACK = 2  # pixels: rounding of widths of letters
MOST_STOPS = 400


def seen(window: QWidget) -> Iterator[QWidget]:
    """Every widget of the window that can be seen, or scrolled to; not what lies in another window over it."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is window:
            yield widget


def told(widget: QWidget) -> str:
    """One line that finds it again."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(type(at).__name__)
        at = at.parentWidget()
    text = getattr(widget, "text", None)
    words = str(text())[:60] if callable(text) and not isinstance(widget, QAbstractScrollArea) else ""
    return f"{' < '.join(names)} {words!r}"


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if isinstance(found, QAccessibleInterface) else ""


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.focusProxy() is None


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader has no name for, icons without a tool tip, and painted items without words."""
    found = []
    for widget in seen(window):
        inside = isinstance(widget.parentWidget(), QAbstractScrollArea) or widget.objectName().startswith("qt_")
        control = takes_focus(widget) or isinstance(widget, QAbstractButton)
        if control and not inside and not spoken(widget).strip():
            found.append(f"no name: {told(widget)}")
        if isinstance(widget, QToolButton) and not widget.text() and not widget.toolTip():
            found.append(f"no tool tip: {told(widget)}")
        if isinstance(widget, QAbstractItemView):
            found += [f"no words: {told(widget)} row {row}" for row in silent_rows(widget)]
    return found


def silent_rows(view: QAbstractItemView) -> Iterator[int]:
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(QModelIndex()), 12)):
        index = model.index(row, 0)
        words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if not str(words or "").strip():
            yield row


def cut_off(window: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    found = []
    for widget in seen(window):
        lack = _lack(widget)
        if lack:
            found.append(f"{lack}: {told(widget)}")
        beyond = _beyond(widget, window)
        if beyond:
            found.append(f"{beyond}: {told(widget)}")
    return found


def _lack(widget: QWidget) -> str:
    if isinstance(widget, ElidedLabel):
        return ""
    if isinstance(widget, QLabel):
        return _label_lack(widget)
    if isinstance(widget, QTabBar):
        needed = widget.sizeHint()
        return _short("tabs", needed.width(), widget.width()) or _short("tabs high", needed.height(), widget.height())
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text():
        needed = widget.sizeHint()
        return _short("wide", needed.width(), widget.width()) or _short("high", needed.height(), widget.height())
    if isinstance(widget, QToolButton) and widget.text() and _shows_text(widget):
        return _short("wide", widget.sizeHint().width(), widget.width())
    if isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QAbstractScrollArea):
        return _short("line high", widget.fontMetrics().height(), widget.height())
    return ""


def _shows_text(button: QToolButton) -> bool:
    return button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly or button.icon().isNull()


def _label_lack(label: QLabel) -> str:
    if not label.text():
        return ""
    room = label.contentsRect()
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(label.font())
    if label.textFormat() == Qt.TextFormat.RichText:
        document.setHtml(label.text())
    else:
        document.setPlainText(label.text())
    if label.wordWrap():
        document.setTextWidth(room.width())
        word = label.minimumSizeHint().width() - label.width() + room.width()
        return _short("lines", round(document.size().height()), room.height()) or _short(
            "a word", round(min(word, document.idealWidth())), room.width()
        )
    return _short("wide", round(document.idealWidth()), room.width()) or _short(
        "high", label.fontMetrics().height(), room.height()
    )


def _short(what: str, needed: int, there: int) -> str:
    return f"{what} {needed} > {there}" if needed > there + SLACK else ""


def _beyond(widget: QWidget, window: QWidget) -> str:
    """Out of what can be seen of it: past the edge of its parent, or a page that scrolls sideways."""
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None and inner.width() > widget.viewport().width() + SLACK:
            return f"sideways {inner.width()} > {widget.viewport().width()}"
    parent = widget.parentWidget()
    if parent is None or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return ""
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        return ""
    room = QRect(-SLACK, -SLACK, parent.width() + 2 * SLACK, parent.height() + 2 * SLACK)
    return (
        "" if room.contains(widget.geometry()) else f"{widget.geometry().getRect()} outside {parent.size().toTuple()}"
    )


def unreached(window: QWidget) -> list[str]:
    """Controls that Tab does not lead to, once round the window."""
    wanted = {widget for widget in seen(window) if takes_focus(widget) and not isinstance(widget, QTabBar)}
    reached: set[QWidget] = set()
    first = window.focusWidget()
    for _ in range(MOST_STOPS):
        focus = window.focusWidget() or window
        if focus in reached and focus is first:
            break
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    return [told(widget) for widget in wanted - reached if not _one_of_many(widget, reached)]


def _one_of_many(widget: QWidget, reached: set[QWidget]) -> bool:
    """Of radio buttons, Tab reaches one; the arrows lead to the others."""
    return isinstance(widget, QRadioButton | QAbstractButton) and any(
        isinstance(other, type(widget)) and other.parentWidget() is widget.parentWidget() and widget.autoExclusive()
        for other in reached
    )
