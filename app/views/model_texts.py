"""When to choose each model of the catalogue, and its figures, in the words of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.views.model_table import WHEN
from app.views.wording import duration, size

if TYPE_CHECKING:
    from app.services.backbones import ModelView

DEMO_TITLE = QT_TRANSLATE_NOOP("Models", "Demo: small, for trying out")
QUICK_S = 1.0


def title_text(view: ModelView) -> str:
    """What it is called."""
    if view.state == "ships":
        return QCoreApplication.translate("Models", str(DEMO_TITLE))
    return view.entry.title


def when_text(view: ModelView) -> str:
    """When to choose it."""
    text = WHEN.get(view.entry.id)
    return view.entry.when if text is None else QCoreApplication.translate("Models", str(text))


def size_text(view: ModelView) -> str:
    """How large it is, and under which licence."""
    translate = QCoreApplication.translate
    texts = {
        "ships": translate("Models", "Comes with the program. Licence: {licence}."),
        "here": translate("Models", "{size} on this computer, from {host}. Licence: {licence}."),
    }
    text = texts.get(view.state, translate("Models", "{size} to download from {host}. Licence: {licence}."))
    return text.format(size=size(view.size), host=view.host, licence=view.entry.licence)


def speed_text(view: ModelView, memory: int) -> str:
    """How fast it is here, and how much memory it wants, in sentences; `memory`: of this computer."""
    translate = QCoreApplication.translate
    needed = size(view.entry.memory)
    if not view.fits:
        text = translate("Models", "It needs {needed} of memory to learn; this computer has {memory}.")
        return text.format(needed=needed, memory=size(memory))
    told = translate("Models", "It needs {needed} of memory to learn.").format(needed=needed)
    if view.seconds is None:
        return told
    return f"{_pace_text(view.seconds)} {told}"


def _pace_text(seconds: float) -> str:
    """Rough: an estimate, which a graphics card beats."""
    translate = QCoreApplication.translate
    if seconds < QUICK_S:
        return translate("Models", "About %n picture(s) a second with this processor.", None, _round(1 / seconds))
    if seconds < 3:
        one = QLocale().toString(seconds, "f", 1)
        return translate("Models", "About {n} seconds a picture with this processor.").format(n=one)
    text = translate("Models", "For one picture this processor takes {time}.")
    return text.format(time=duration(seconds))


def _round(rate: float) -> int:
    """To one figure: it is an estimate."""
    step = 1
    while rate / step >= 10:
        step *= 10
    return max(1, round(rate / step) * step)
