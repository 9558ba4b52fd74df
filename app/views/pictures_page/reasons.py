"""Why a file could not be read, in as few words as a tile has room for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from mmrl_engine.notices import Notice

SHORT: Mapping[str, object] = {
    "picture-crashed-reader": QT_TRANSLATE_NOOP("Reasons", "Damaged file"),
    "picture-damaged": QT_TRANSLATE_NOOP("Reasons", "Damaged file"),
    "picture-empty": QT_TRANSLATE_NOOP("Reasons", "Empty file"),
    "picture-heic-not-installed": QT_TRANSLATE_NOOP("Reasons", "Needs mmrl-studio[heic] for HEIC"),
    "picture-missing": QT_TRANSLATE_NOOP("Reasons", "The file is gone"),
    "picture-no-permission": QT_TRANSLATE_NOOP("Reasons", "No permission to read"),
    "picture-not-a-file": QT_TRANSLATE_NOOP("Reasons", "Not a picture"),
    "picture-not-read": QT_TRANSLATE_NOOP("Reasons", "The disk could not read it"),
    "picture-out-of-memory": QT_TRANSLATE_NOOP("Reasons", "Too large for the memory"),
    "picture-too-many-bytes": QT_TRANSLATE_NOOP("Reasons", "Too large"),
    "picture-too-many-pixels": QT_TRANSLATE_NOOP("Reasons", "Too large"),
    "picture-too-slow": QT_TRANSLATE_NOOP("Reasons", "It took too long"),
    "picture-unknown-format": QT_TRANSLATE_NOOP("Reasons", "Not a picture"),
}
OTHER = QT_TRANSLATE_NOOP("Reasons", "Cannot be read")


def short_reason(reason: Notice | None) -> str:
    """A few words; the whole sentence stands in the import's report and in the inspector."""
    text = OTHER if reason is None else SHORT.get(reason.code, OTHER)
    return QCoreApplication.translate("Reasons", str(text))
