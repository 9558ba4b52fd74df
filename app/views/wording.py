"""Numbers, sizes, times and names as the language of the window writes them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

MINUTE, HOUR = 60, 3600
UNITS = ("B", "KB", "MB", "GB", "TB")
SPACED = ("de", "fr", "sv", "fi", "nb", "cs", "sk", "ru", "es")  # languages that write "94 %"


def percent(fraction: float) -> str:
    """ "94%", or "94 %" where the language wants it. Never 100 or 0 unless it is."""
    value = round(fraction * 100)
    if value == 100 and fraction < 1:
        value = 99
    if value == 0 and fraction > 0:
        value = 1
    gap = "\u00a0" if QLocale().name().split("_")[0] in SPACED else ""
    return f"{QLocale().toString(value)}{gap}%"


def share_percent(fraction: float) -> str:
    """As `percent`, but "<1%" below 1: in a list of shares, which sum to 100."""
    return f"<{percent(0.01)}" if 0 < fraction < 0.01 else percent(fraction)


def number(value: int) -> str:
    """ "1,234"."""
    return QLocale().toString(value)


def size(count: float) -> str:
    """Bytes in the largest unit that leaves a whole number: "350 MB"."""
    unit = 0
    while count >= 1000 and unit < len(UNITS) - 1:
        count, unit = count / 1000, unit + 1
    decimals = 1 if unit >= 3 and count < 10 else 0
    return f"{QLocale().toString(float(count), 'f', decimals)} {UNITS[unit]}"


def duration(seconds: float) -> str:
    """How long it takes, rounded as one would say it: "about 35 seconds", "about 4 minutes", "about 2 hours"."""
    translate = QCoreApplication.translate
    if seconds < MINUTE - 2.5:
        return translate("Wording", "about %n second(s)", None, max(5, 5 * round(seconds / 5)))
    if seconds < HOUR - MINUTE / 2:
        return translate("Wording", "about %n minute(s)", None, max(1, round(seconds / MINUTE)))
    return translate("Wording", "about %n hour(s)", None, max(1, round(seconds / HOUR)))


def ago(iso: str) -> str:
    """How long ago that was: "8 seconds ago"."""
    translate = QCoreApplication.translate
    seconds = max(0.0, (datetime.now().astimezone() - local(iso)).total_seconds())
    if seconds < MINUTE:
        return translate("Wording", "%n second(s) ago", None, int(seconds))
    if seconds < HOUR:
        return translate("Wording", "%n minute(s) ago", None, int(seconds // MINUTE))
    return when(iso)


def local(iso: str) -> datetime:
    """A stored time, which is UTC, in the time of this computer."""
    moment = datetime.fromisoformat(iso)
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone()


def when(iso: str) -> str:
    """ "Today, 14:02", "Yesterday, 17:45", "12 November, 09:30"."""
    moment = local(iso)
    clock = f"{moment:%H:%M}"
    return QCoreApplication.translate("Wording", "{day}, {time}").format(day=day(iso), time=clock)


def day(iso: str) -> str:
    """ "Today", "Yesterday", "Monday", "12 November", "12 November 2024"."""
    translate, locale = QCoreApplication.translate, QLocale()
    moment, today = local(iso).date(), datetime.now().astimezone().date()
    days = (today - moment).days
    if days == 0:
        return translate("Wording", "Today")
    if days == 1:
        return translate("Wording", "Yesterday")
    date = QDate(moment.year, moment.month, moment.day)
    if 1 < days < 7:
        return locale.toString(date, "dddd")
    form = translate("Wording", "d MMMM") if moment.year == today.year else translate("Wording", "d MMMM yyyy")
    return locale.toString(date, form)


def strong(text: str) -> str:
    """A name inside a sentence that may hold <b>."""
    return f"<b>{html.escape(text)}</b>"


def and_list(names: Sequence[str]) -> str:
    """ "cat, dog, and bird", as the language puts a list."""
    return QLocale().createSeparatedList(list(names))
