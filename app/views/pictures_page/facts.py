"""Facts of a picture in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.views.wording import day, local


def added_text(iso: str) -> str:
    """When it came: "Added today", "Added 12 November"."""
    translate = QCoreApplication.translate
    days = (datetime.now().astimezone().date() - local(iso).date()).days
    if days == 0:
        return translate("Inspector", "Added today")
    if days == 1:
        return translate("Inspector", "Added yesterday")
    return translate("Inspector", "Added {day}").format(day=day(iso))
