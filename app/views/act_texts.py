"""What a person did, as a sentence beside its undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.storage.unit_of_work import ActRecord


def act_text(act: ActRecord) -> str:
    """The sentence; plain text."""
    params = act.params
    return _sentence(act.code, params).format(**{key: _in_words(value) for key, value in params.items()})


def _sentence(code: str, params: Mapping[str, Any]) -> str:
    translate, count = QCoreApplication.translate, int(params.get("count") or 0)
    if code == "pictures-labelled" and not params.get("name"):
        return translate("Acts", "%n picture(s) put back in the inbox.", None, count)
    if code == "adapter-chosen" and not params.get("name"):
        return translate("Acts", "Nothing learned is in use.")
    table = {
        "project-renamed": translate("Acts", "{old} is now called {name}."),
        "class-added": translate("Acts", "Class {name} added."),
        "class-renamed": translate("Acts", "{old} is now called {name}."),
        "class-words": translate("Acts", "The words for {name} are changed."),
        "classes-merged": translate("Acts", "{names} merged into {name}."),
        "classes-reordered": translate("Acts", "The classes are in another order."),
        "class-color": translate("Acts", "{name} has another colour."),
        "class-removed": translate("Acts", "Class {name} removed."),
        "pictures-imported": translate("Acts", "%n picture(s) came in.", None, count),
        "pictures-labelled": translate("Acts", "%n picture(s) put in {name}.", None, count),
        "pictures-split": translate("Acts", "%n picture(s) set apart.", None, count),
        "pictures-removed": translate("Acts", "%n picture(s) removed.", None, count),
        "pictures-brought-back": translate("Acts", "%n picture(s) brought back.", None, count),
        "pictures-relinked": translate("Acts", "%n picture(s) found again.", None, count),
        "unreadable-dismissed": translate("Acts", "%n file(s) taken off the list.", None, count),
        "adapter-chosen": translate("Acts", "{name} is in use."),
        "adapter-renamed": translate("Acts", "{old} is now called {name}."),
        "run-removed": translate("Acts", "Run removed."),
    }
    return table[code]


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
