"""When to choose each model of the catalogue, and its figures, in the words of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.views.wording import duration, number, size

if TYPE_CHECKING:
    from app.services.backbones import ModelView

WHEN: Mapping[str, object] = {
    "demo": QT_TRANSLATE_NOOP("Models", "To see how it all works, before anything is downloaded. It knows drawings of common things: do not expect much of photographs."),
    "openai-vit-b-16": QT_TRANSLATE_NOOP("Models", "A good first choice: the method's published results were made with it."),
    "openai-vit-b-32": QT_TRANSLATE_NOOP("Models", "For a slow computer: about four times faster than B/16, and it sees fewer details."),
    "openai-vit-l-14": QT_TRANSLATE_NOOP("Models", "For fine differences, where there is a graphics card or time to wait."),
    "openai-vit-l-14-336": QT_TRANSLATE_NOOP("Models", "For small things in large pictures, where there is a graphics card."),
    "laion2b-vit-b-32": QT_TRANSLATE_NOOP("Models", "As fast as OpenAI's B/32, learned from more pictures."),
    "laion2b-vit-b-16": QT_TRANSLATE_NOOP("Models", "As fast as OpenAI's B/16, learned from more pictures: worth a try where that one mistakes your classes."),
    "laion2b-vit-l-14": QT_TRANSLATE_NOOP("Models", "Beside OpenAI's L/14 where that one mistakes your classes; it needs a graphics card or time to wait."),
    "laion2b-vit-h-14": QT_TRANSLATE_NOOP("Models", "The largest here: only with a graphics card and much memory."),
    "datacomp-vit-b-32": QT_TRANSLATE_NOOP("Models", "For a slow computer, learned from pictures that were chosen more carefully."),
    "datacomp-vit-b-16": QT_TRANSLATE_NOOP("Models", "As fast as OpenAI's B/16, learned from pictures that were chosen more carefully."),
    "datacomp-vit-l-14": QT_TRANSLATE_NOOP("Models", "For fine differences and unusual classes, where there is a graphics card or time to wait."),
}  # fmt: skip
DEMO_TITLE = QT_TRANSLATE_NOOP("Models", "Demo: small, for trying out")
QUICK_S = 1.0


def title_text(view: ModelView) -> str:
    """What it is called."""
    if view.state == "ships":
        return QCoreApplication.translate("Models", str(DEMO_TITLE))
    return view.entry.title


def when_text(view: ModelView) -> str:
    """When to choose it."""
    return QCoreApplication.translate("Models", str(WHEN[view.entry.id]))


def size_text(view: ModelView) -> str:
    """How large it is, and under which licence."""
    translate = QCoreApplication.translate
    texts = {
        "ships": translate("Models", "{size}, comes with the program. Licence: {licence}."),
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
        count = number(_round(1 / seconds))
        return translate("Models", "About {n} pictures a second with this processor.").format(n=count)
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
