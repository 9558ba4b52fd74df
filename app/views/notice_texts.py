"""Notices as sentences in the window's words and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QLocale

from app.views.counted_texts import COUNTED
from app.views.model_names import model_name
from app.views.notice_table import TEXTS
from app.views.wording import and_list, number, when
from mmrl_engine.backbones import catalogue
from mmrl_engine.notices import Notice

PATHS = frozenset({"aside", "file", "first", "folder", "path", "source", "train"})
WHOLE = frozenset({"data-folder-not-usable", "program-already-running", "storage-no-folder"})  # where to look matters


def notice_text(notice: Notice) -> str:
    """The sentence; a file is named without its folders."""
    return filled(sentence(notice.code, notice.params), notice.code, notice.params)


def notice_texts(notices: Iterable[Notice]) -> tuple[str, ...]:
    """A sentence each."""
    return tuple(notice_text(item) for item in notices)


def sentence(code: str, params: Mapping[str, object]) -> str:
    """What is said for the code, its {places} still open."""
    if code in COUNTED:
        return COUNTED[code](int(str(params["count"])))
    return QCoreApplication.translate("Notices", str(TEXTS[code]))


def filled(text: str, code: str, params: Mapping[str, object]) -> str:
    """The sentence with its {places} filled in."""
    return text.format(**{key: _in_words(key, value, whole=code in WHOLE) for key, value in params.items()})


def _in_words(key: str, value: object, *, whole: bool = False) -> str:
    if isinstance(value, (list, tuple)):
        return and_list([_in_words(key, item) for item in value])
    if isinstance(value, Notice):
        return notice_text(value)
    if key == "backbone" and catalogue.by_id(str(value)) is not None:
        return model_name(str(value))
    if key == "made_at":
        return when(str(value))
    if key == "paths":
        return "/".join(PurePath(str(value)).parts[-2:])  # the same picture in two classes: their folders tell
    if key in PATHS and not whole:
        return _file_name(str(value))
    return _figure(value)


def _figure(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return QLocale().toString(value, "g", 6) if isinstance(value, float) else str(value)


def _file_name(value: str) -> str:
    """Only the last part of an absolute path, which is what a person knows a file by."""
    path = PurePath(value)
    return path.name if path.is_absolute() and path.name else value
