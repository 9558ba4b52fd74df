"""When to choose each model of the catalogue: a plain sentence each."""

# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

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
}
